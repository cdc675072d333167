ack-glimpse = Ihre Nachricht ist bei uns. Ein Mensch antwortet Ihnen bis { $due }.
ack-note = Der Link ist nur für Sie bestimmt. Möchten Sie etwas ergänzen, antworten Sie einfach auf diese Mail. Diese Bestätigung kommt automatisch, damit Sie sofort Bescheid wissen; die Antwort selbst schreibt ein Mensch.
see-where = Stand ansehen
your-words = Ihre Nachricht, { $label }
