## The sheet
recommended = recommended
chosen = chosen
in-short = In short
in-short-caption = The options in short
option = Option
option-number = Option { $way }
ready = Ready
not-said = not said
what-is-done = What is done, and how it differs
effort = Effort
choose-option = Choose option { $way }

## Choosing
choose-heading = Choose option { $way }?
choose-lead = { $title }.
choose-lead-recommended = { $title }. It is the one we recommend.
choose-what = What you choose
choose-why = Why this one?
choose-why-hint = One sentence. It helps us with the next sheet, and you when somebody asks.
choose-by = Chosen by
choose-by-missing = Write who chooses, so that we know whom to ask.
choose-yes = Yes, option { $way }
choose-back-both = Back to both
choose-back-all = Back to all { $ways }
choose-foot = With your choice the clock starts for the next promise: when we begin, and the next date. You can change your mind until the work begins.
is-chosen = Option { $way } is chosen: { $title }
is-chosen-by-html = Chosen by { $who }, { $at }.
will-hear-html = You will hear when we start, and the next date, by { $time }.
counter = None of these?
counter-hint = Say what does not fit. We look again, and tell you by when you hear from us.
counter-send = Send it to the team
counter-missing = Write what does not fit, in a sentence or two.

## Why none can be chosen
no-such-way = There is no option of this number on the sheet. Choose one of those that stand there.
dates-passed = The dates of this sheet have passed. Tell us which option you want, and we work them out again.
begun = The work on the option you chose has begun. Write to us if it no longer fits.
replaced = We have sent you a newer sheet since. Choose there.
over = This request is over. Write to us if you want to take it up again.

## Letters
letter-chosen = You chose option { $way }: { $title }.
letter-chosen-again = Option { $way } it is now: { $title }. What you chose before no longer counts.
letter-subject = Option { $way }: you will hear the start by { $time }
letter-glimpse = { $first } You will hear the start and the next date by { $time }.
letter-label = You will hear when we start, and the next date, by
letter-change = You can change your mind until the work begins: choose again on your page, or just reply.
letter-see = See where it stands
letter-note = The link is yours alone. This note was sent by machine so that you know at once; the next one will not be.
letter-again-subject = We look again: you will hear from us by { $time }
letter-again-glimpse = We have what you wrote. You will hear from us by { $time }.
letter-again = We have what you wrote. None of the options fits as it stands, so we look again.
letter-again-label = You will hear from us by
letter-again-note = The link is yours alone. This note was sent by machine so that you know at once; the answer will not be.
