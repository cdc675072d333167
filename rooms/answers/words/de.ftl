## The six that an order gains
outcome-title = Ergebnis
measure-title = Messgröße
link-title = Bezug zur Leistung
baseline-title = Ausgangswert
owner-title = Wer für das Ergebnis steht
follow-up-title = Termin für den Rückblick
outcome-question = Was werden sie dreißig Tage danach bei der Arbeit tun, das sie jetzt nicht tun?
measure-question = Bei welcher Zahl würden Sie sagen, dass es gewirkt hat, und wo wird sie gezählt?
link-question = Welches Ziel dieses Jahres wird leichter, wenn das gelingt?
baseline-question = Wo steht diese Zahl heute? Dürfen wir die letzten drei Monate einsehen?
owner-question = Wer merkt es zuerst, wenn sich nichts ändert?
follow-up-question = Dürfen wir 45 Tage nach der Lieferung mit der Zahl wiederkommen?
follow-up-question-on = Dürfen wir am { $day } mit der Zahl wiederkommen?

## What holds if nobody answers
outcome-default = Wir entwerfen das Ergebnis aus Ihrer Nachricht, als unbestätigt gekennzeichnet.
measure-default = Wir schlagen die nächstliegende Zahl vor, die Sie haben.
measure-default-this = Wir gehen nach „{ $measure }“, als Vorschlag gekennzeichnet.
link-default = Wir schreiben auf, dass kein Ziel bekannt ist.
baseline-default = Wir lesen die Zahl selbst ab, bevor wir liefern.
owner-default = Wir nehmen an, dass Sie es sind.
follow-up-default = Wir kommen 45 Tage nach der Lieferung wieder.
follow-up-default-on = Wir kommen am { $day } wieder.
link-none = kein Ziel bekannt

## In the letter that takes an order
yes-ready = Fertig am { $day }.
yes-add = Damit es wirkt und Sie es sehen können, fügen wir hinzu:
yes-beside = Daneben, und keine Schulung: { $what }
ask-many = { $many ->
    [one] Eine Frage, wenn Sie eine Minute haben:
   *[other] { $number } Fragen, wenn Sie eine Minute haben:
}
ask-unheard = Hören wir bis { $time } nichts, gilt:
ask-button = Auf Ihrer Seite antworten

## A letter that asks for more
ask-plain = { $many ->
    [one] Eine Frage
   *[other] { $number } Fragen
}
ask-subject = { $questions } zu: { $topic }
ask-glimpse = Damit es wirkt und Sie es sehen können. Zwei Minuten, und jede darf offen bleiben.
ask-words = Wir haben übernommen, was Sie gewünscht haben. Diese Fragen helfen, damit es wirkt, und jede darf offen bleiben.
ask-note = Oder antworten Sie einfach auf diese Mail. Der Link ist nur für Sie bestimmt.

## The page of the questions
page-title = Fragen zu: { $topic }
page-heading-named = { $questions }, { $name }
page-lead = Damit „{ $topic }“ wirkt und Sie es sehen können. Zwei Minuten, und jede darf offen bleiben.
page-open = Wenn Sie sie offen lassen: { $default }
page-until-html = Was bis { $time } offen bleibt, gilt so, wie es unter jeder Frage steht. Auch danach können Sie es noch ändern.
page-counted = Wo wird sie gezählt?
page-counted-hint = Ein Bericht, eine Person oder eine Datei. Ein Name genügt.
page-baseline-hint = Eine Zahl, oder wo wir sie einsehen dürfen.
page-owner-hint = Ein Name genügt.
page-yes-on = Ja, { $day }
page-yes = Ja, 45 Tage nach der Lieferung
page-other-day = An einem anderen Tag
page-other-day-label = Welcher Tag wäre besser?
page-here = Hier antworten
page-waits = Bis { $time } warten wir auf Ihre Antwort; danach gilt, was in unserem Brief steht.
page-send = An das Team senden
page-change = Sie können wiederkommen und es ändern, solange wir daran arbeiten.
page-why = Warum fragen Sie das?
page-why-answer = Was nur geliefert wird, kann niemand von dem unterscheiden, was wirkt. Sechs kleine Dinge machen den Unterschied sichtbar, und wir fragen lieber jetzt nach dreien, als zu raten.
page-anyone = Wer diesen Link hat, kann antworten. Ihre Antworten gehen an das Team, das Ihre Anfrage bearbeitet, und nirgendwohin sonst.
thanks = Danke.
thanks-named = Danke, { $name }.
thanks-nothing = Es wurde nichts beantwortet, und das ist in Ordnung. Sie können darauf zurückkommen.
thanks-some = { $many ->
    [one] Ihre Antwort ist beim Team.
   *[other] Ihre { $number } Antworten sind beim Team.
}
thanks-open = { $many ->
    [one] Die andere Frage bleibt offen; das ist in Ordnung.
   *[other] Die anderen Fragen bleiben offen; das ist in Ordnung.
}
thanks-close-html = Sie können diese Seite schließen. { $link }
thanks-link = Sehen, wo Ihre Anfrage steht
told-heading = Was Sie uns gesagt haben
told-open = offen gelassen: { $default }
told-change = Ändern
told-add = Ergänzen
told-late = Diese Anfrage ist abgeschlossen
told-late-why = Deshalb lässt es sich hier nicht mehr ändern. Schreiben Sie uns auf Ihrer Seite.

## Die Antwort als Mail
letter-thanks = Vielen Dank für Ihre Nachricht.
letter-yes = Vielen Dank für Ihre Nachricht. Ja, das übernehmen wir.
letter-looked = Vielen Dank für Ihre Nachricht. Bevor wir antworten, haben wir es uns angesehen.
letter-no = Vielen Dank für Ihre Nachricht. Das übernehmen wir nicht.
letter-ways = Wir stellen { $ways } Möglichkeiten nebeneinander:
letter-hold = Die Termine gelten bis
letter-choose = Eine Schaltfläche öffnet Ihre Seite und fragt noch einmal, bevor etwas gewählt ist. Oder antworten Sie einfach mit einer Nummer oder mit dem, was nicht passt.
letter-but = Also keine Schulung, sondern dies:
letter-later = Unsere Antwort erhalten Sie bis
letter-later-promise = Das ist eine Zusage wie die erste. Wenn es für Sie zu spät ist, antworten Sie einfach.
letter-later-account = Diesen Zeitpunkt haben wir genannt, als wir „später“ geantwortet haben: { $reason }
letter-helper = Wer helfen kann:
letter-both = Beide nebeneinander
letter-all = Alle { $ways } nebeneinander
letter-see = Auf Ihrer Seite ansehen
letter-note = Der Link ist nur für Sie bestimmt. Um zu antworten, schreiben Sie einfach zurück. { $label }

## Ihr Betreff, und was daneben steht
subject-yes = { $title }: ja, und was wir ergänzen
subject-options = { $title }: { $ways } Möglichkeiten
subject-but = { $many ->
    [one] { $title }: keine Schulung, sondern ein anderer Weg
   *[other] { $title }: keine Schulung, sondern { $number } andere Wege
}
subject-later = { $title }: Unsere Antwort erhalten Sie bis { $time }
subject-no = { $title }: nein, und wer helfen kann
glimpse-recommended = Wir empfehlen Möglichkeit { $way }: { $title }.
glimpse-which = Welche soll es sein?
glimpse-later = Unsere Antwort erhalten Sie bis { $time }.

## Eine von mehreren Möglichkeiten
option = Möglichkeit { $way }
option-choose = Möglichkeit { $way } wählen
option-ready = Fertig: { $when }
option-effort = Aufwand: { $effort }
