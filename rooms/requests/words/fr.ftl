ack-glimpse = Nous avons bien reçu votre message. Une personne vous répondra au plus tard le { $due }.
ack-note = Ce lien est réservé à votre usage. Pour ajouter quelque chose, répondez simplement à ce message. Cet accusé de réception est envoyé automatiquement pour que vous soyez informé tout de suite ; la réponse, elle, sera écrite par une personne.
promise-label = Vous aurez de nos nouvelles au plus tard le
promise-note = Ce lien est réservé à votre usage. Pour ajouter quelque chose, répondez simplement à ce message.
promise-subject = Vous aurez de nos nouvelles au plus tard le { $due }
promise-words = Nous avons bien reçu votre message et nous y répondrons pendant une heure que nous réservons à la réflexion.
see-where = Voir où en est la demande
your-words = Votre message, { $label }

## Pourquoi un texte n’a pas été accepté
no-words = Veuillez écrire ce dont vous avez besoin, en une ou deux phrases.
too-long = C’est plus de { $most } signes. Veuillez mettre le reste dans un fichier et l’ajouter.
bad-sign = Il contient un signe qui ne peut pas être enregistré (U+0000). Veuillez copier le texte à nouveau sans lui.
not-done = Cela n’a pas été possible. Veuillez rouvrir votre page : elle dit ce qui vaut maintenant.

## Une question
question-subject = Une question à propos de : { $title }
question-promise = Ce n’est pas encore une réponse : vous aurez de nos nouvelles au plus tard le { $time }, comme promis.
question-button = Répondre sur votre page
question-note = Ou répondez simplement à cet e-mail. Ce lien est réservé à votre usage.
