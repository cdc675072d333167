foot = { $team } answers every request. What you send here goes to the team and to nobody else.

## The form
ask-title = Ask { $team }
ask-title-not-sent = Not sent yet: Ask { $team }
ask-heading = What would you like help with?
ask-lead = Write it as you would say it. No account and no form numbers. You will hear from a person within { $turnaround }.
ask-what = What do you need?
ask-what-hint = A course, a question, a problem: all are fine. Two or three sentences are enough.
ask-what-missing = Write what you need, in a sentence or two
ask-result = Which result should get better?
ask-result-hint = A number helps, for example “14 % of decisions are wrong, 4 % would be fine”.
ask-fixed = Is there a date that can’t move?
ask-fixed-no = No fixed date
ask-fixed-yes = Yes, a law, contract or launch
ask-date = The date
ask-date-missing = Write the date that can’t move, or choose “No fixed date”
ask-date-passed = { $day } has passed. Look at the year once more
ask-date-unread = This is not a date we can read. Write it like 2026-11-30
ask-name = Your name
ask-address = Your work email
ask-address-missing = Write your email address, so that we can answer
ask-address-wrong = This is not an email address we can write to. Write it like name@company.example
ask-files = Files
ask-files-hint = At most 25 MB each.
ask-files-again = { $many ->
    [one] Choose { $names } again: a browser lets go of it when a page comes back
   *[other] Choose { $names } again: a browser lets go of them when a page comes back
}
ask-audience = Who is it for, and about how many people?
ask-more = Add a file or more detail
ask-send = Send
ask-promise-html = If you send it now, you will hear from us by { $time }.
ask-too-many = Many notes came from where you are within a short time. Yours is not sent yet, and still here: send it again in a minute.
ask-cannot-write = We can’t write anything down at the moment, so your note is not sent. The disk of our server may be full. Your words are still here: send them again in a while.
turnaround-hours = { $hours ->
    [one] 1 business hour
   *[other] { $hours } business hours
}
turnaround-minutes = { $minutes } min
turnaround-both = { $hours } h { $minutes } min
machine-title = Thank you
machine-heading = Thank you.
machine-lead = We took this for the note of a machine, as a field was filled in that people don’t see. If you are a person, your browser did it: send it once more, and it reaches us.
machine-send = I am a person, send it
machine-files = If you had added a file, go back and send the form from there: a browser lets go of files.

## The receipt
received-title = Received
received-heading = We have your note.
received-heading-named = We have your note, { $name }.
received-promise = What we promise
received-by = You will hear from us by
received-next = What happens next
received-step-here = Your note reached the team
received-step-think = We think about it in a time that we keep free for it
received-step-answer = A person answers by mail, with more than yes or no
received-step-answer-by = by { $time }
received-letter = We have written to the address you gave. The letter says the same, and holds a link to a private page where you can see where it stands and add to it. The page opens by that link only, since anybody can type anybody’s address here.
received-no-letter-html = No letter within a few minutes? Look among unwanted mail, or { $again }; the same note is not taken in twice.
received-again = write again
