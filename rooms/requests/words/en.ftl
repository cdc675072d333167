ack-glimpse = We have your note. A person will answer by { $due }.
ack-note = The link is yours alone. To add something, just reply. This note was sent by machine so that you know at once; the answer will not be.
promise-label = You will hear from us by
promise-note = The link is yours alone. To add something, just reply.
promise-subject = You will hear from us by { $due }
promise-words = We have what you wrote, and will answer it in an hour that we keep free for thinking.
see-where = See where it stands
your-words = Your words, { $label }

## Why words were not taken
no-words = Write what is needed, in a sentence or two.
too-long = That is more than { $most } signs. Put the rest into a file and add it.
bad-sign = There is a sign in it that can't be kept (U+0000). Copy the text again without it.
not-done = That could not be done. Open your page again: it says what holds now.

## A question to the stakeholder
question-subject = A question about { $title }
question-promise = This is no answer yet: you will hear from us by { $time }, as promised.
question-button = Reply on your page
question-note = Or just reply to this mail. The link is yours alone.
