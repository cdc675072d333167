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
turnaround-hours = { $hours ->
    [one] einer Stunde an Arbeitstagen
   *[other] { $hours } Stunden an Arbeitstagen
}
turnaround-minutes = { $minutes } Minuten
turnaround-both = { $hours } h { $minutes } min
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
received-by = Sie hören von uns bis
received-next = So geht es weiter
received-step-here = Ihre Nachricht hat das Team erreicht
received-step-think = Wir denken darüber nach, in einer Zeit, die wir dafür freihalten
received-step-answer = Ein Mensch antwortet per Mail, mit mehr als Ja oder Nein
received-step-answer-by = bis { $time }
received-letter = Wir haben an die Adresse geschrieben, die Sie angegeben haben. In der Mail steht dasselbe, dazu ein Link zu einer privaten Seite. Dort sehen Sie den Stand und können etwas ergänzen. Die Seite öffnet sich nur über diesen Link, denn hier kann jeder jede Adresse eintippen.
received-no-letter-html = Nach ein paar Minuten noch keine Mail? Sehen Sie bitte im Spam-Ordner nach oder { $again }; dieselbe Nachricht wird nicht zweimal aufgenommen.
received-again = schreiben Sie noch einmal
