## Questions, as the stakeholder reads them
q-gap = Which number should get better, and what is it today?
q-onset = When did it start, and for whom?
q-cost = What does it cost you a month, roughly?
q-behaviour = Who should do what differently, and in which moment?
q-could = If it really mattered today, how many of your people could do it right?
q-before = Have they done it right before, and how often do they do it?
q-picture = If five of them were asked apart what good looks like, how many would say the same?
q-feedback = How soon do they hear whether it was right, and how exactly?
q-tools = Do they have the tools, the information and the access at hand when they need them?
q-process = Do steps, rules or interruptions stand in their way?
q-consequences = What happens to someone who does it right every time?
q-capacity = Do they have enough time for it, and is it work that suits them?
q-willing = With all of that out of the way, would they want to do it?

## Answers to choose
a-after-change = After a change
a-after-change-note = a new tool, a new rule, a move
a-peaks-only = Only when there is a lot to do
a-some-fine = Some teams do well
a-new-task = It is a new task
a-always = Always, and for everyone
a-most-could = Most of them
a-some-could = Some of them
a-few-could = Only a few
a-never-did = Not yet
a-now-rare = Yes, and they rarely do it now
a-often = Yes, they do it often
a-picture-none = None, or one
a-picture-some = Two or three
a-picture-most = Four, or all five
a-feedback-soon = The same day, and exactly
a-feedback-late = After weeks, or as totals
a-feedback-never = Rarely or never
a-tools-all = Everything is there
a-tools-partly = Part of it is
a-tools-missing = What they need is missing
a-process-clear = Nothing stands in their way
a-process-some = Some things do
a-process-many = Many things do
a-right-pays = It pays off for them
a-no-difference = It makes no difference
a-right-costs = It costs them something
a-right-costs-note = time, sales, trouble
a-wrong-pays = Doing it wrong pays off more
a-capacity-both-fine = Yes, both
a-capacity-no-time = They are short of time
a-capacity-poor-fit = It does not suit all of them
a-capacity-neither = Neither
a-willing = Yes
a-willing-mixed = Some would
a-unwilling = No
a-unknown = I don’t know
a-unknown-note = We will ask a few of them, if you let us.

## What is asked beside an answer
more-onset = Since when, and what changed?
more-which = Which ones?
more-consequences = What does it cost them, or bring them?
more-tools = What is missing?
gap-measure = What is counted
gap-today = Today
gap-wanted = Where it should be
gap-counted = Where we could read it
gap-counted-hint = A report, a person, or a file. A name is enough.
cost-low = At least
cost-high = At most
cost-unit = In money, hours, or something else
number-unread = Write a number here, such as 62 or 12 000, or leave it empty.

## The page
many-questions = { $many ->
    [one] One question
   *[other] { $number } questions
}
page-heading-named = { $questions }, { $name }
page-title = Questions about { $topic }
page-lead = They help us to answer “{ $topic }”. Two minutes, and every one may stay open.
page-lead-by-html = They help us to answer “{ $topic }” by { $time }. Two minutes, and every one may stay open.
page-anyone = Anyone with this link can answer. Your answers go to the team that works on your request and nowhere else.
thanks = Thank you.
thanks-named = Thank you, { $name }.
thanks-nothing = Nothing was answered, and that is fine. You can come back to it.
thanks-some = { $many ->
    [one] Your answer is with the team.
   *[other] Your { $number } answers are with the team.
}
thanks-open = { $many ->
    [one] The other question stays open; that is fine.
   *[other] The other questions stay open; that is fine.
}
thanks-promise = Nothing has moved. You will hear from us by
thanks-close-html = You can close this page. { $link }
thanks-link = See where your request stands
page-send = Send to the team
page-change = You can come back and change it until we have answered.
page-why = Why do you ask this?
page-why-answer = A course helps when people cannot do something yet. If most can, the cause lies elsewhere, and we would rather mend that with you than take hours from your people.
told-heading = What you told us
told-open = left open
told-change = Change
told-add = Add
told-late = We have answered
told-late-why = So it can’t be changed here any more. Write to us on your page.

## The letter
letter-subject = { $questions } about { $topic }
letter-glimpse = They help us to answer. Two minutes, and every one may stay open.
letter-words = These would help us to answer well. Two minutes, and every one may stay open.
letter-button = Answer on your page
letter-promise = Nothing moves. You will hear from us by
letter-note = Or just reply to this mail. The link is yours alone.
