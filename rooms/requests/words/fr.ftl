ack-glimpse = Nous avons bien reçu votre message. Une personne vous répondra au plus tard le { $due }.
ack-note = Ce lien est réservé à votre usage. Pour ajouter quelque chose, répondez simplement à ce message. Cet accusé de réception est envoyé automatiquement pour que vous soyez informé tout de suite ; la réponse, elle, sera écrite par une personne.
promise-label = Vous aurez de nos nouvelles au plus tard le
promise-note = Ce lien est réservé à votre usage. Pour ajouter quelque chose, répondez simplement à ce message.
promise-subject = Vous aurez de nos nouvelles au plus tard le { $due }
promise-words = Nous avons bien reçu votre message et nous y répondrons pendant une heure que nous réservons à la réflexion.
see-where = Voir où en est la demande
your-words = Votre message, { $label }
