ack-glimpse = Ihre Nachricht ist bei uns. Ein Mensch antwortet Ihnen bis { $due }.
ack-note = Der Link ist nur für Sie bestimmt. Möchten Sie etwas ergänzen, antworten Sie einfach auf diese Mail. Diese Bestätigung kommt automatisch, damit Sie sofort Bescheid wissen; die Antwort selbst schreibt ein Mensch.
promise-label = Sie hören von uns bis
promise-note = Der Link ist nur für Sie bestimmt. Möchten Sie etwas ergänzen, antworten Sie einfach auf diese Mail.
promise-subject = Sie hören von uns bis { $due }
promise-words = Ihre Nachricht ist bei uns. Wir beantworten sie in einer Stunde, die wir uns zum Nachdenken freihalten.
see-where = Stand ansehen
your-words = Ihre Nachricht, { $label }

## Warum Worte nicht angenommen wurden
no-words = Bitte schreiben Sie in ein, zwei Sätzen, was Sie brauchen.
too-long = Das sind mehr als { $most } Zeichen. Bitte legen Sie den Rest in eine Datei und fügen Sie sie hinzu.
bad-sign = Ein Zeichen darin kann nicht gespeichert werden (U+0000). Bitte kopieren Sie den Text noch einmal ohne es.
not-done = Das war nicht möglich. Bitte öffnen Sie Ihre Seite noch einmal: Dort steht, was jetzt gilt.

## Eine Frage
question-subject = Eine Frage zu: { $title }
question-promise = Das ist noch keine Antwort: Sie hören bis { $time } von uns, wie zugesagt.
question-button = Auf Ihrer Seite antworten
question-note = Oder antworten Sie einfach auf diese Mail. Der Link ist nur für Sie bestimmt.
