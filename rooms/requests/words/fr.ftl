ack-glimpse = Nous avons bien reçu votre message. Une personne vous répondra au plus tard le { $due }.
ack-note = Ce lien est réservé à votre usage. Pour ajouter quelque chose, répondez simplement à ce message. Cet accusé de réception est envoyé automatiquement pour que vous soyez informé tout de suite ; la réponse, elle, sera écrite par une personne.
see-where = Voir où en est la demande
your-words = Votre message, { $label }
