## What is promised
what-first-answer = a first answer
what-later-answer = a considered answer
what-next-step = the start and the next date
what-options = an options sheet
what-delivery = the delivery date
about-answer = an answer to your note “{ $title }”
about-next-step = the start and the next date for “{ $title }”
about-options = an options sheet for “{ $title }”
about-delivery = the delivery date of “{ $title }”

## Two times told apart: by weekday, by time of one day, by date
bare-weekday = { $at }
bare-time = { $at }
bare-date = { $at }
on-weekday = on { $at }
on-time = at { $at }
on-date = on { $at }
by-weekday = by { $at }
by-time = by { $at }
by-date = by { $at }
instead-weekday = instead of { $at }
instead-time = instead of { $at }
instead-date = instead of { $at }
stands-weekday = { $at } stands
stands-time = { $at } stands
stands-date = { $at } stands

## The frame of every letter
hello = Hello,
hello-name = Hello { $name },
recommended = { $label }, the one we recommend
titled = { $label }: { $title }
followed = { $words }:
quoted-html = { $label }: “{ $words }”
see-where = See where it stands
note-label = The link is yours alone. { $label }

## Asking to move a promise
ask-subject-answer = May we answer { $new } { $instead }?
ask-subject-options = May we send the options { $new } { $instead }?
ask-subject-tell = May we tell you { $new } { $instead }?
ask-glimpse = We would like to move { $what } to { $time }.
ask-words = We promised you { $what } by { $time }. We would like to move that to
meanwhile = { $on } you will have { $words }
ask-question = Is that all right for you?
ask-until = Until you say yes, { $stands }.
ask-yes = Yes, { $new } is fine
ask-no = No, I need it { $old }
ask-note = The buttons open your private page, which asks once more before anything is changed. Or just reply to this mail.

## A new time that was agreed
agreed-subject = As agreed: { $new } { $instead }
agreed-glimpse = You will have { $what } by { $time }.
agreed-words = Thank you. As you told us, you will have { $what } by
agreed-reason = That is in place of { $time }. { $reason }
agreed-wrong = If this is not what you meant, just reply to this mail.
agreed-account = Agreed with you in place of { $time }. The new time is a promise like any other.

## The account of a promised time
explain = Explain this date
explain-turnaround-working = Turnaround is { $turnaround } on the working-day clock: time runs around the clock on working days and stands still on days that are not.
explain-turnaround-office = Turnaround is { $turnaround } on the office-hours clock: only open minutes count.
explain-told = The note is of { $time }. An answer counted from then would have been due before anybody could be told, so it counts from the moment it was told.
explain-calendar = { $because } Working calendar of { $place }, as it stands since { $day }. A later change of the calendar does not move this promise.
