ack-glimpse = We have your note. A person will answer by { $due }.
ack-note = The link is yours alone. To add something, just reply. This note was sent by machine so that you know at once; the answer will not be.
promise-label = You will hear from us by
promise-note = The link is yours alone. To add something, just reply.
promise-subject = You will hear from us by { $due }
promise-words = We have what you wrote, and will answer it in an hour that we keep free for thinking.
see-where = See where it stands
your-words = Your words, { $label }
