## The six that an order gains
outcome-title = Outcome
measure-title = Measure
link-title = Link to performance
baseline-title = Baseline
owner-title = Owner of the result
follow-up-title = Follow-up date
outcome-question = Thirty days after, what will they do at work that they do not do now?
measure-question = Which number would make you say it worked, and where is it counted?
link-question = Which of this year’s goals gets easier if this works?
baseline-question = What is that number today? May we read the last three months?
owner-question = Who will notice first if nothing changes?
follow-up-question = May we come back 45 days after it is delivered, with the number?
follow-up-question-on = May we come back on { $day } with the number?

## What holds if nobody answers
outcome-default = We draft the outcome from your note, marked as unconfirmed.
measure-default = We propose the nearest number that you have.
measure-default-this = We go by “{ $measure }”, marked as proposed.
link-default = We write down that no goal is known.
baseline-default = We read the number ourselves before we deliver.
owner-default = We take it that it is you.
follow-up-default = We come back 45 days after it is delivered.
follow-up-default-on = We come back on { $day }.
link-none = no goal known

## In the letter that takes an order
yes-ready = Ready on { $day }.
yes-add = So that it works, and you can tell, we add:
yes-beside = Beside it, and no training: { $what }
ask-many = { $many ->
    [one] One question, if you have a minute:
   *[other] { $number } questions, if you have a minute:
}
ask-unheard = If we hear nothing by { $time }, this holds:
ask-button = Answer on your page

## A letter that asks for more
ask-plain = { $many ->
    [one] One question
   *[other] { $number } questions
}
ask-subject = { $questions } about { $topic }
ask-glimpse = So that it works, and you can tell. Two minutes, and every one may stay open.
ask-words = We have taken on what you asked for. These would help to make it work, and every one may stay open.
ask-note = Or just reply to this mail. The link is yours alone.

## The page of the questions
page-title = Questions about { $topic }
page-heading-named = { $questions }, { $name }
page-lead = So that “{ $topic }” works, and you can tell. Two minutes, and every one may stay open.
page-open = If you leave it open: { $default }
page-until-html = What stays open until { $time } goes as it says below each question. You can change it after that, too.
page-counted = Where is it counted?
page-counted-hint = A report, a person, or a file. A name is enough.
page-baseline-hint = A number, or where we may read it.
page-owner-hint = A name is enough.
page-yes-on = Yes, { $day }
page-yes = Yes, 45 days after it is delivered
page-other-day = On another day
page-other-day-label = Which day would be better?
page-here = Answer here
page-waits = Until { $time } we wait for your answer; after that, what our letter says holds.
page-send = Send to the team
page-change = You can come back and change it while we work on it.
page-why = Why do you ask this?
page-why-answer = What is only delivered, nobody can tell from what works. Six small things make the difference visible, and we would rather ask three of them now than guess.
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
thanks-close-html = You can close this page. { $link }
thanks-link = See where your request stands
told-heading = What you told us
told-open = left open: { $default }
told-change = Change
told-add = Add
told-late = This request is over
told-late-why = So it can’t be changed here any more. Write to us on your page.

## The answer as a letter
letter-thanks = Thank you for your note.
letter-yes = Thank you for your note. Yes, we take this on.
letter-looked = Thank you for your note. We looked before answering.
letter-no = Thank you for your note. We will not take this on.
letter-ways = We set { $ways } ways beside each other:
letter-hold = The dates hold until
letter-choose = A button opens your page and asks once more before anything is chosen. Or just reply with a number, or with what does not fit.
letter-but = So not training, but this:
letter-later = You will have our answer by
letter-later-promise = That is a promise like the first. If it is too late for you, just reply.
letter-later-account = We named this time when we answered that it comes later: { $reason }
letter-helper = Who may help:
letter-both = Both side by side
letter-all = All { $ways } side by side
letter-see = See it on your page
letter-note = The link is yours alone. To answer, just reply. { $label }

## Its subject, and what is shown beside it
subject-yes = { $title }: yes, and what we add
subject-options = { $title }: { $ways } ways forward
subject-but = { $many ->
    [one] { $title }: not training, but another way
   *[other] { $title }: not training, but { $number } other ways
}
subject-later = { $title }: you will have our answer by { $time }
subject-no = { $title }: no, and who may help
glimpse-recommended = We recommend option { $way }: { $title }.
glimpse-which = Which one shall it be?
glimpse-later = You will have our answer by { $time }.

## One of several ways
option = Option { $way }
option-choose = Choose option { $way }
option-ready = Ready: { $when }
option-effort = Effort: { $effort }
