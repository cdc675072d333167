ack-glimpse = Ihre Nachricht ist bei uns. Ein Mensch antwortet Ihnen bis { $due }.
ack-note = Der Link ist nur für Sie bestimmt. Möchten Sie etwas ergänzen, antworten Sie einfach auf diese Mail. Diese Bestätigung kommt automatisch, damit Sie sofort Bescheid wissen; die Antwort selbst schreibt ein Mensch.
promise-label = Sie hören von uns bis
promise-note = Der Link ist nur für Sie bestimmt. Möchten Sie etwas ergänzen, antworten Sie einfach auf diese Mail.
promise-subject = Sie hören von uns bis { $due }
promise-words = Ihre Nachricht ist bei uns. Wir beantworten sie in einer Stunde, die wir uns zum Nachdenken freihalten.
see-where = Stand ansehen
your-words = Ihre Nachricht, { $label }
