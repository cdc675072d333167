## Die Übersicht
recommended = empfohlen
chosen = gewählt
in-short = In Kürze
in-short-caption = Die Möglichkeiten in Kürze
option = Möglichkeit
option-number = Möglichkeit { $way }
ready = Fertig
not-said = nicht angegeben
what-is-done = Was getan wird, und worin es sich unterscheidet
effort = Aufwand
choose-option = Möglichkeit { $way } wählen

## Wählen
choose-heading = Möglichkeit { $way } wählen?
choose-lead = { $title }.
choose-lead-recommended = { $title }. Es ist die, die wir empfehlen.
choose-what = Was Sie wählen
choose-why = Warum diese?
choose-why-hint = Ein Satz. Er hilft uns bei der nächsten Übersicht, und Ihnen, wenn jemand fragt.
choose-by = Gewählt von
choose-by-missing = Bitte geben Sie an, wer wählt, damit wir wissen, wen wir fragen.
choose-yes = Ja, Möglichkeit { $way }
choose-back-both = Zurück zu beiden
choose-back-all = Zurück zu allen { $ways }
choose-foot = Mit Ihrer Wahl beginnt die Uhr für die nächste Zusage zu laufen: wann wir beginnen, und der nächste Termin. Sie können sich umentscheiden, bis die Arbeit beginnt.
is-chosen = Möglichkeit { $way } ist gewählt: { $title }
is-chosen-by-html = Gewählt von { $who }, { $at }.
will-hear-html = Beginn und nächsten Termin erfahren Sie bis { $time }.
counter = Keine davon?
counter-hint = Sagen Sie, was nicht passt. Wir sehen es uns noch einmal an und sagen Ihnen, bis wann Sie von uns hören.
counter-send = An das Team senden
counter-missing = Bitte schreiben Sie in ein, zwei Sätzen, was nicht passt.

## Warum keine gewählt werden kann
no-such-way = Eine Möglichkeit mit dieser Nummer gibt es in der Übersicht nicht. Bitte wählen Sie eine von denen, die dort stehen.
dates-passed = Die Termine dieser Übersicht sind verstrichen. Sagen Sie uns, welche Möglichkeit Sie möchten, dann arbeiten wir sie neu aus.
begun = Die Arbeit an der gewählten Möglichkeit hat begonnen. Schreiben Sie uns, wenn sie nicht mehr passt.
replaced = Wir haben Ihnen seither eine neuere Übersicht gesendet. Bitte wählen Sie dort.
over = Diese Anfrage ist beendet. Schreiben Sie uns, wenn Sie sie wieder aufnehmen möchten.

## Mails
letter-chosen = Sie haben Möglichkeit { $way } gewählt: { $title }.
letter-chosen-again = Jetzt gilt Möglichkeit { $way }: { $title }. Was Sie vorher gewählt hatten, zählt nicht mehr.
letter-subject = Möglichkeit { $way }: Den Beginn erfahren Sie bis { $time }
letter-glimpse = { $first } Beginn und nächsten Termin erfahren Sie bis { $time }.
letter-label = Beginn und nächsten Termin erfahren Sie bis
letter-change = Sie können sich umentscheiden, bis die Arbeit beginnt: Wählen Sie auf Ihrer Seite neu, oder antworten Sie einfach.
letter-see = Stand ansehen
letter-note = Der Link ist nur für Sie bestimmt. Diese Mail kommt automatisch, damit Sie sofort Bescheid wissen; die nächste schreibt ein Mensch.
letter-again-subject = Wir sehen es uns noch einmal an: Sie hören von uns bis { $time }
letter-again-glimpse = Was Sie geschrieben haben, ist bei uns. Sie hören von uns bis { $time }.
letter-again = Was Sie geschrieben haben, ist bei uns. Keine der Möglichkeiten passt, wie sie ist, also sehen wir es uns noch einmal an.
letter-again-label = Sie hören von uns bis
letter-again-note = Der Link ist nur für Sie bestimmt. Diese Mail kommt automatisch, damit Sie sofort Bescheid wissen; die Antwort selbst schreibt ein Mensch.
