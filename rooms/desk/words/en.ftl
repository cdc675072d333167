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
received-next = What happens next
received-step-here = Your note reached the team
received-step-think = We think about it in a time that we keep free for it
received-step-answer = A person answers by mail, with more than yes or no
by-time = by { $time }
received-letter = We have written to the address you gave. The letter says the same, and holds a link to a private page where you can see where it stands and add to it. The page opens by that link only, since anybody can type anybody’s address here.
received-no-letter-html = No letter within a few minutes? Look among unwanted mail, or { $again }; the same note is not taken in twice.
received-again = write again
received-kept = No letter leaves here at the moment. Ours to you is written and kept, and goes to the address you gave as soon as it can leave. It says the same, and holds a link to a private page where you can see where it stands and add to it. The page opens by that link only, since anybody can type anybody’s address here.

## The private page
private-aside = { $label }, your private page
language-kept = From now on we write to you in English.
see-where = See where it stands
where-it-stands = Where it stands
link-open-html = Anyone with this link can read this page. { $renew } or { $withdraw }.
link-over-html = Anyone with this link can read this page. { $renew }.
link-renew = Get a new link
link-withdraw = take the request back
look-options = Look at the options
look-sheet = Look at the options sheet
promised-name = What we promised
label-hear = You will hear from us by
label-start = You will hear when we start, and the next date, by
label-have = You will have { $what } by
label-promised = We promised you { $what } by

## Where a request stands
stands-withdrawn = This request was taken back. What we had promised about it fell away.
stands-closed = This request is closed. If you still need something, write to us below.
stands-late = We promised you { $what } by { $time }. That time has passed; you hear from us all the same.
stands-waiting = We have your note. A person reads it in a time that we keep free for it.
stands-next = We wrote to you on { $day }. Next you will have { $what }.
stands-choose = We answered on { $day } with { $ways } ways forward. It is your turn: the work starts when you choose.
stands-answered = We answered on { $day }. If something is missing, write to us below.
stands-here = Your request is with us. If you want to add something, write to us below.
step-wrote = You wrote to us
step-told = You told us what you need
step-moved = You agreed to a later time
step-moved-below = { $at }. Promised before: { $time }
step-start = We told you the start and the next date
step-options = We sent you the options
step-delivery = We told you the delivery date
step-as-promised = { $sent }, as promised
step-late = { $sent }, later than promised
step-below = { $at }. Promised by { $time }
answered-yes = We answered yes, and added what makes it work
answered-options = We answered with options
answered-not-training = We answered that training is not it, and what we propose
answered-later = We answered that it comes later, and by when
answered-no = We answered no, why, and who may help
answered = We answered
step-chosen = Option { $way } was chosen: { $title }
step-chosen-below = { $at }, by { $who }
step-withdrawn = The request was taken back
step-closed = The request is closed
by-passed = promised by { $time }; that time has passed
here-think = We think about it in a time that we keep free for it
here-plan = We plan the work
here-options = We work out the options
here-choose = You choose an option
next-answer = A person answers, with more than yes or no
next-start = You hear when we start, and the next date
next-options = You have an options sheet
next-delivery = You have the delivery date
next-confirm = We tell you when we start, and the next date
confirm-within = within { $turnaround } of your choice
dates-passed = The dates on the sheet have passed. Tell us which option you want, and we work them out again.
dates-hold = The dates on the sheet hold until { $time }. After that we work them out again.

## What was written
conversation = Conversation
reply = Add to the conversation
reply-missing = Write what you want to say, in a sentence or two
add-file = Add a file
forwarded = What you forwarded
you = You
by-machine = sent by machine
has-words = The team has your words.
has-words-more = They stand in the conversation below.
files-again = Choose the files again: a browser lets go of them when a page comes back

## The link
closed-title = This link opens nothing any more
closed-lead = It was renewed, or it is too old. We can mail you a new one, to the address that the request came from. Nothing of yours is lost.
closed-newer = A newer letter from us may hold a link that still opens.
link-mail = Mail me a new link
link-title = Get a new link
link-heading = Get a new link?
link-lead = The link that you have now will open nothing any more, whoever has it. A letter brings the new one to the address that we write to.
link-keep = Keep the one I have
link-coming = A new link is on its way.
link-coming-more = It comes by mail. Look among unwanted mail as well.
link-kept = The new link is written, but not sent yet.
link-kept-more = No letter leaves here at the moment. The new link comes by mail as soon as one can.
link-subject = Your new link
link-glimpse = It opens your private page. Older links open nothing any more.
link-words = Here is the new link to your private page. Older ones open nothing any more.
link-note = The link is yours alone. You did not ask for it? Then somebody has an older letter of ours; the page is safe, as older links are closed.

## Taking it back
withdraw-title = Take the request back
withdraw-heading = Take this request back?
withdraw-lead = We stop working on “{ $title }”, and what we promised about it falls away. What was written stays on your page.
withdraw-yes = Take it back
withdraw-no = Leave it with you
withdraw-again = You can write to us again at any time.
withdrawn = Taken back.
withdrawn-more = What we had promised about it falls away.
over = This request is over already.

## Moving a promise
move-title = We would like to tell you later
move-words-html = We promised you { $what } by { $old } and would like to move that to { $new }. Until you say yes, the first time stands.
move-button = Tell us which shall hold
moving-none = There is nothing to answer
moving-none-lead = The question was answered before, or it no longer stands. Your page says what holds now.
moving-title = { $new } { $instead }?
moving-lead = We promised you { $what } by { $old }, and would like to tell you later.
moving-writes = { $name } writes:
moving-question = Which shall hold?
moving-yes = { $time } is fine
moving-no = I need it by { $time }
moving-yes-note = then { $new } is our promise { $instead }
moving-meanwhile = { $note }; { $by } you will have { $words }
moving-no-passed = then { $stands }; it has passed, and we answer as soon as we can
moving-no-note = then { $stands }, and you get the best that we can say by then
moving-words = Anything we should know?
moving-send = Tell the team
moving-foot = If you say no, or don’t answer, { $stands }. You can also just reply to our mail.
moving-pick = Pick one of the two, so that we know which shall hold
moving-gone = This question no longer stands.
moving-gone-more = Below is what holds now.
moving-agreed = Thank you. The new time is our promise.
moving-refused = Thank you. The first time stands.

## The options sheet
sheet-title = { $title }: { $ways } ways forward
sheet-for = Options sheet for { $who }
sheet-recommended = We recommend option { $way }.
sheet-hold-html = The dates hold until { $time }.
sheet-none-chosen = Nothing was chosen
sheet-passed = The dates of this sheet have passed
sheet-passed-why = Tell us below which option you want, and we work them out again.
sheet-foot = Prepared { $day } for { $who }. { $label }.
sheet-back = Back to your page
choose-title = Choose option { $way }
is-chosen = Option { $way } is chosen.
is-chosen-more = You will hear when we start, and the next date, by { $time }.
look-again = We look again. You will hear from us by { $time }.
