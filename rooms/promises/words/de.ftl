## Was zugesagt wird
what-first-answer = eine erste Antwort
what-later-answer = eine durchdachte Antwort
what-next-step = den Beginn und den nächsten Termin
what-options = eine Übersicht der Möglichkeiten
what-delivery = den Liefertermin
about-answer = eine Antwort auf Ihre Nachricht „{ $title }“
about-next-step = den Beginn und den nächsten Termin zu „{ $title }“
about-options = eine Übersicht der Möglichkeiten zu „{ $title }“
about-delivery = den Liefertermin für „{ $title }“

## Zwei Zeitpunkte: nach Wochentag, nach Uhrzeit eines Tages, nach Datum
bare-weekday = { $at }
bare-time = { $at } Uhr
bare-date = { $at }
on-weekday = am { $at }
on-time = um { $at } Uhr
on-date = am { $at }
by-weekday = bis { $at }
by-time = bis { $at } Uhr
by-date = bis { $at }
instead-weekday = statt { $at }
instead-time = statt { $at } Uhr
instead-date = statt { $at }
stands-weekday = bleibt es bei { $at }
stands-time = bleibt es bei { $at } Uhr
stands-date = bleibt es bei { $at }

## Der Rahmen jeder Mail
hello = Guten Tag,
hello-name = Guten Tag { $name },
recommended = { $label }, unsere Empfehlung
titled = { $label }: { $title }
followed = { $words }:
quoted-html = { $label }: „{ $words }“
see-where = Stand ansehen
note-label = Der Link ist nur für Sie bestimmt. { $label }

## Bitte, eine Zusage zu verschieben
ask-subject-answer = Dürfen wir { $new } { $instead } antworten?
ask-subject-options = Dürfen wir die Möglichkeiten { $new } { $instead } senden?
ask-subject-tell = Dürfen wir es Ihnen { $new } { $instead } sagen?
ask-glimpse = Wir möchten { $what } auf { $time } verschieben.
ask-words = Wir haben Ihnen { $what } bis { $time } zugesagt. Das möchten wir verschieben auf
meanwhile = { $on } erhalten Sie: { $words }
ask-question = Ist Ihnen das recht?
ask-until = Bis Sie zustimmen, { $stands }.
ask-yes = Ja, { $new } passt mir
ask-no = Nein, ich brauche es { $old }
ask-note = Die Schaltflächen öffnen Ihre private Seite, die noch einmal fragt, bevor sich etwas ändert. Oder antworten Sie einfach auf diese Mail.

## Ein neuer, vereinbarter Zeitpunkt
agreed-subject = Wie vereinbart: { $new } { $instead }
agreed-glimpse = Sie erhalten { $what } bis { $time }.
agreed-words = Vielen Dank. Wie Sie uns gesagt haben, erhalten Sie { $what } bis
agreed-reason = Das gilt statt { $time }. { $reason }
agreed-wrong = Falls Sie das nicht so gemeint haben, antworten Sie einfach auf diese Mail.
agreed-account = Mit Ihnen vereinbart statt { $time }. Der neue Zeitpunkt ist eine Zusage wie jede andere.

## Die Erklärung eines zugesagten Zeitpunkts
explain = Diesen Zeitpunkt erklären
explain-turnaround-working = Wir antworten innerhalb von { $turnaround }, gezählt nach der Uhr der Arbeitstage: Die Zeit läuft an Arbeitstagen rund um die Uhr und steht an anderen Tagen still.
explain-turnaround-office = Wir antworten innerhalb von { $turnaround }, gezählt nach der Uhr der Bürozeiten: Nur geöffnete Minuten zählen.
explain-told = Die Nachricht ist von { $time }. Von da an gezählt wäre die Antwort fällig gewesen, bevor sie jemand hätte zusagen können; darum zählt sie ab der Zusage.
explain-calendar = { $because } Arbeitskalender von { $place }, wie er seit { $day } gilt. Eine spätere Änderung des Kalenders verschiebt diese Zusage nicht.
