foot = { $team } beantwortet jede Anfrage. Was Sie hier senden, geht an das Team und an niemanden sonst.

## Das Formular
ask-title = Anfrage an { $team }
ask-title-not-sent = Noch nicht gesendet: Anfrage an { $team }
ask-heading = Wobei können wir Ihnen helfen?
ask-lead = Schreiben Sie es so, wie Sie es sagen würden. Sie brauchen kein Konto und kein Formblatt. Ein Mensch antwortet Ihnen innerhalb von { $turnaround }.
ask-what = Was brauchen Sie?
ask-what-hint = Ein Kurs, eine Frage, ein Problem: Alles ist willkommen. Zwei oder drei Sätze genügen.
ask-what-missing = Bitte schreiben Sie in ein, zwei Sätzen, was Sie brauchen
ask-result = Welches Ergebnis soll besser werden?
ask-result-hint = Eine Zahl hilft uns, zum Beispiel „14 % der Entscheidungen sind falsch, 4 % wären in Ordnung“.
ask-fixed = Gibt es einen Termin, der feststeht?
ask-fixed-no = Kein fester Termin
ask-fixed-yes = Ja: Gesetz, Vertrag oder Start
ask-date = Der Termin
ask-date-missing = Bitte geben Sie den festen Termin an oder wählen Sie „Kein fester Termin“
ask-date-passed = { $day } liegt in der Vergangenheit. Bitte prüfen Sie das Jahr
ask-date-unread = Dieses Datum können wir nicht lesen. Bitte schreiben Sie es so: 30.11.2026
ask-name = Ihr Name
ask-address = Ihre dienstliche E-Mail-Adresse
ask-address-missing = Bitte geben Sie Ihre E-Mail-Adresse an, damit wir antworten können
ask-address-wrong = An diese E-Mail-Adresse können wir nicht schreiben. Bitte schreiben Sie sie so: name@firma.example
ask-files = Dateien
ask-files-hint = Höchstens 25 MB je Datei.
ask-files-again = { $many ->
    [one] Bitte wählen Sie { $names } noch einmal aus: Der Browser behält die Datei nicht, wenn eine Seite zurückkommt
   *[other] Bitte wählen Sie { $names } noch einmal aus: Der Browser behält die Dateien nicht, wenn eine Seite zurückkommt
}
ask-audience = Für wen ist es gedacht, und für wie viele Personen etwa?
ask-more = Datei oder weitere Angaben hinzufügen
ask-send = Senden
ask-promise-html = Wenn Sie jetzt senden, hören Sie von uns bis { $time }.
ask-too-many = Von Ihrem Anschluss kamen in kurzer Zeit viele Nachrichten. Ihre ist noch nicht gesendet und steht noch hier: Bitte senden Sie sie in einer Minute noch einmal.
ask-cannot-write = Wir können im Moment nichts speichern, deshalb ist Ihre Nachricht nicht gesendet. Vielleicht ist der Speicher unseres Servers voll. Ihr Text steht noch hier: Bitte senden Sie ihn etwas später noch einmal.
machine-title = Vielen Dank
machine-heading = Vielen Dank.
machine-lead = Wir hielten das für die Nachricht einer Maschine, weil ein Feld ausgefüllt war, das Menschen nicht sehen. Falls Sie ein Mensch sind, war es Ihr Browser: Senden Sie es noch einmal, dann kommt es bei uns an.
machine-send = Ich bin ein Mensch, bitte senden
machine-files = Falls Sie eine Datei angehängt hatten, gehen Sie bitte zurück und senden Sie das Formular von dort: Der Browser behält Dateien nicht.

## Der Empfang
received-title = Eingegangen
received-heading = Ihre Nachricht ist bei uns.
received-heading-named = Ihre Nachricht ist bei uns, { $name }.
received-promise = Was wir zusagen
received-next = So geht es weiter
received-step-here = Ihre Nachricht hat das Team erreicht
received-step-think = Wir denken darüber nach, in einer Zeit, die wir dafür freihalten
received-step-answer = Ein Mensch antwortet per Mail, mit mehr als Ja oder Nein
by-time = bis { $time }
received-letter = Wir haben an die Adresse geschrieben, die Sie angegeben haben. In der Mail steht dasselbe, dazu ein Link zu einer privaten Seite. Dort sehen Sie den Stand und können etwas ergänzen. Die Seite öffnet sich nur über diesen Link, denn hier kann jeder jede Adresse eintippen.
received-no-letter-html = Nach ein paar Minuten noch keine Mail? Sehen Sie bitte im Spam-Ordner nach oder { $again }; dieselbe Nachricht wird nicht zweimal aufgenommen.
received-again = schreiben Sie noch einmal
received-kept = Zurzeit geht von hier keine Mail hinaus. Unsere Mail an Sie ist geschrieben und liegt bereit; sie geht an die Adresse, die Sie angegeben haben, sobald es möglich ist. Darin steht dasselbe, dazu ein Link zu einer privaten Seite. Dort sehen Sie den Stand und können etwas ergänzen. Die Seite öffnet sich nur über diesen Link, denn hier kann jeder jede Adresse eintippen.

## Die private Seite
private-aside = { $label }, Ihre private Seite
language-kept = Ab jetzt schreiben wir Ihnen auf Deutsch.
see-where = Stand ansehen
where-it-stands = Stand Ihrer Anfrage
link-open-html = Wer diesen Link hat, kann diese Seite lesen. Sie können { $renew } oder { $withdraw }.
link-over-html = Wer diesen Link hat, kann diese Seite lesen. Sie können { $renew }.
link-renew = einen neuen Link anfordern
link-withdraw = die Anfrage zurückziehen
look-options = Möglichkeiten ansehen
look-sheet = Übersicht der Möglichkeiten ansehen
promised-name = Was wir zugesagt haben
label-hear = Sie hören von uns bis
label-start = Beginn und nächsten Termin erfahren Sie bis
label-have = Sie erhalten { $what } bis
label-promised = Zugesagt hatten wir Ihnen { $what } bis

## Der Stand einer Anfrage
stands-withdrawn = Diese Anfrage wurde zurückgezogen. Was wir dazu zugesagt hatten, ist entfallen.
stands-closed = Diese Anfrage ist geschlossen. Wenn Sie noch etwas brauchen, schreiben Sie uns unten.
stands-late = Wir haben Ihnen { $what } bis { $time } zugesagt. Dieser Zeitpunkt ist verstrichen; Sie hören trotzdem von uns.
stands-waiting = Ihre Nachricht ist bei uns. Ein Mensch liest sie in einer Zeit, die wir dafür freihalten.
stands-next = Wir haben Ihnen am { $day } geschrieben. Als Nächstes erhalten Sie { $what }.
stands-choose = Wir haben am { $day } mit { $ways } Möglichkeiten geantwortet. Jetzt sind Sie an der Reihe: Die Arbeit beginnt, wenn Sie wählen.
stands-answered = Wir haben am { $day } geantwortet. Wenn etwas fehlt, schreiben Sie uns unten.
stands-here = Ihre Anfrage ist bei uns. Wenn Sie etwas ergänzen möchten, schreiben Sie uns unten.
step-wrote = Sie haben uns geschrieben
step-told = Sie haben uns gesagt, was Sie brauchen
step-moved = Sie haben einem späteren Zeitpunkt zugestimmt
step-moved-below = { $at }. Vorher zugesagt: { $time }
step-start = Wir haben Ihnen den Beginn und den nächsten Termin genannt
step-options = Wir haben Ihnen die Möglichkeiten gesendet
step-delivery = Wir haben Ihnen den Liefertermin genannt
step-as-promised = { $sent }, wie zugesagt
step-late = { $sent }, später als zugesagt
step-below = { $at }. Zugesagt bis { $time }
answered-yes = Wir haben Ja gesagt und ergänzt, was es wirksam macht
answered-options = Wir haben mit Möglichkeiten geantwortet
answered-not-training = Wir haben geantwortet, dass es nicht an einer Schulung liegt, und was wir vorschlagen
answered-later = Wir haben geantwortet, dass es später kommt, und bis wann
answered-no = Wir haben Nein gesagt, warum, und wer helfen kann
answered = Wir haben geantwortet
step-chosen = Möglichkeit { $way } wurde gewählt: { $title }
step-chosen-below = { $at }, von { $who }
step-withdrawn = Die Anfrage wurde zurückgezogen
step-closed = Die Anfrage ist geschlossen
by-passed = zugesagt bis { $time }; dieser Zeitpunkt ist verstrichen
here-think = Wir denken darüber nach, in einer Zeit, die wir dafür freihalten
here-plan = Wir planen die Arbeit
here-options = Wir arbeiten die Möglichkeiten aus
here-choose = Sie wählen eine Möglichkeit
next-answer = Ein Mensch antwortet, mit mehr als Ja oder Nein
next-start = Sie erfahren den Beginn und den nächsten Termin
next-options = Sie erhalten eine Übersicht der Möglichkeiten
next-delivery = Sie erhalten den Liefertermin
next-confirm = Wir sagen Ihnen, wann wir beginnen, und den nächsten Termin
confirm-within = innerhalb von { $turnaround } nach Ihrer Wahl
dates-passed = Die Termine der Übersicht sind verstrichen. Sagen Sie uns, welche Möglichkeit Sie möchten, dann arbeiten wir sie neu aus.
dates-hold = Die Termine der Übersicht gelten bis { $time }. Danach arbeiten wir sie neu aus.

## Was geschrieben wurde
conversation = Schriftwechsel
reply = Etwas ergänzen
reply-missing = Bitte schreiben Sie in ein, zwei Sätzen, was Sie sagen möchten
add-file = Datei hinzufügen
forwarded = Was Sie weitergeleitet haben
you = Sie
by-machine = automatisch gesendet
has-words = Das Team hat Ihre Nachricht.
has-words-more = Sie steht unten im Schriftwechsel.
files-again = Bitte wählen Sie die Dateien noch einmal aus: Der Browser behält sie nicht, wenn eine Seite zurückkommt

## Der Link
closed-title = Dieser Link öffnet nichts mehr
closed-lead = Er wurde erneuert oder ist zu alt. Wir können Ihnen einen neuen senden, an die Adresse, von der die Anfrage kam. Nichts von Ihnen ist verloren.
closed-newer = Eine neuere Mail von uns enthält vielleicht einen Link, der noch gilt.
link-mail = Neuen Link per Mail senden
link-title = Einen neuen Link anfordern
link-heading = Einen neuen Link anfordern?
link-lead = Der Link, den Sie jetzt haben, öffnet dann nichts mehr, wer immer ihn hat. Der neue kommt per Mail an die Adresse, an die wir schreiben.
link-keep = Den jetzigen behalten
link-coming = Ein neuer Link ist unterwegs.
link-coming-more = Er kommt per Mail. Sehen Sie bitte auch im Spam-Ordner nach.
link-kept = Der neue Link ist geschrieben, aber noch nicht gesendet.
link-kept-more = Zurzeit geht von hier keine Mail hinaus. Der neue Link kommt per Mail, sobald es geht.
link-subject = Ihr neuer Link
link-glimpse = Er öffnet Ihre private Seite. Ältere Links öffnen nichts mehr.
link-words = Hier ist der neue Link zu Ihrer privaten Seite. Ältere öffnen nichts mehr.
link-note = Der Link ist nur für Sie bestimmt. Sie haben ihn nicht angefordert? Dann hat jemand eine ältere Mail von uns; die Seite ist sicher, denn ältere Links sind geschlossen.

## Zurückziehen
withdraw-title = Die Anfrage zurückziehen
withdraw-heading = Diese Anfrage zurückziehen?
withdraw-lead = Wir arbeiten an „{ $title }“ nicht weiter, und was wir dazu zugesagt haben, entfällt. Was geschrieben wurde, bleibt auf Ihrer Seite.
withdraw-yes = Zurückziehen
withdraw-no = Nicht zurückziehen
withdraw-again = Sie können uns jederzeit wieder schreiben.
withdrawn = Zurückgezogen.
withdrawn-more = Was wir dazu zugesagt hatten, entfällt.
over = Diese Anfrage ist bereits beendet.

## Eine Zusage verschieben
move-title = Wir möchten den Zeitpunkt verschieben
move-words-html = Wir haben Ihnen { $what } bis { $old } zugesagt und möchten das auf { $new } verschieben. Bis Sie zustimmen, gilt der erste Zeitpunkt.
move-button = Sagen Sie uns, was gelten soll
moving-none = Hier ist nichts zu beantworten
moving-none-lead = Die Frage wurde schon beantwortet oder stellt sich nicht mehr. Auf Ihrer Seite steht, was jetzt gilt.
moving-title = { $new } { $instead }?
moving-lead = Wir haben Ihnen { $what } bis { $old } zugesagt und möchten den Zeitpunkt verschieben.
moving-writes = { $name } schreibt:
moving-question = Was soll gelten?
moving-yes = { $time } passt mir
moving-no = Ich brauche es bis { $time }
moving-yes-note = dann ist { $new } unsere Zusage { $instead }
moving-meanwhile = { $note }; { $by } erhalten Sie: { $words }
moving-no-passed = dann { $stands }; der Zeitpunkt ist verstrichen, und wir antworten, sobald wir können
moving-no-note = dann { $stands }, und Sie erhalten das Beste, was wir bis dahin sagen können
moving-words = Gibt es etwas, das wir wissen sollten?
moving-send = Dem Team sagen
moving-foot = Wenn Sie Nein sagen oder nicht antworten, { $stands }. Sie können auch einfach auf unsere Mail antworten.
moving-pick = Bitte wählen Sie eines von beiden, damit wir wissen, was gelten soll
moving-gone = Diese Frage stellt sich nicht mehr.
moving-gone-more = Unten steht, was jetzt gilt.
moving-agreed = Vielen Dank. Der neue Zeitpunkt ist unsere Zusage.
moving-refused = Vielen Dank. Es bleibt beim ersten Zeitpunkt.

## Die Übersicht der Möglichkeiten
sheet-title = { $title }: { $ways } Möglichkeiten
sheet-for = Übersicht der Möglichkeiten für { $who }
sheet-recommended = Wir empfehlen Möglichkeit { $way }.
sheet-hold-html = Die Termine gelten bis { $time }.
sheet-none-chosen = Es wurde nichts gewählt
sheet-passed = Die Termine dieser Übersicht sind verstrichen
sheet-passed-why = Sagen Sie uns unten, welche Möglichkeit Sie möchten, dann arbeiten wir sie neu aus.
sheet-foot = Erstellt am { $day } für { $who }. { $label }.
sheet-back = Zurück zu Ihrer Seite
choose-title = Möglichkeit { $way } wählen
is-chosen = Möglichkeit { $way } ist gewählt.
is-chosen-more = Beginn und nächsten Termin erfahren Sie bis { $time }.
look-again = Wir sehen es uns noch einmal an. Sie hören von uns bis { $time }.
