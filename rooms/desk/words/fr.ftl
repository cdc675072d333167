foot = { $team } répond à chaque demande. Ce que vous envoyez ici parvient à l’équipe et à personne d’autre.

## Le formulaire
ask-title = Demande à { $team }
ask-title-not-sent = Pas encore envoyé : demande à { $team }
ask-heading = En quoi pouvons-nous vous aider ?
ask-lead = Écrivez comme vous le diriez. Ni compte ni numéro de formulaire. Une personne vous répondra sous { $turnaround }.
ask-what = De quoi avez-vous besoin ?
ask-what-hint = Une formation, une question, un problème : tout convient. Deux ou trois phrases suffisent.
ask-what-missing = Veuillez écrire ce dont vous avez besoin, en une ou deux phrases
ask-result = Quel résultat devrait s’améliorer ?
ask-result-hint = Un chiffre nous aide, par exemple : « 14 % des décisions sont erronées, 4 % seraient acceptables ».
ask-fixed = Y a-t-il une date qui ne peut pas bouger ?
ask-fixed-no = Pas de date fixe
ask-fixed-yes = Oui : loi, contrat ou lancement
ask-date = La date
ask-date-missing = Veuillez indiquer la date qui ne peut pas bouger, ou choisir « Pas de date fixe »
ask-date-passed = Le { $day } est passé. Veuillez vérifier l’année
ask-date-unread = Nous ne pouvons pas lire cette date. Veuillez l’écrire ainsi : 30.11.2026
ask-name = Votre nom
ask-address = Votre adresse e-mail professionnelle
ask-address-missing = Veuillez indiquer votre adresse e-mail pour que nous puissions vous répondre
ask-address-wrong = Nous ne pouvons pas écrire à cette adresse. Veuillez l’écrire ainsi : nom@entreprise.example
ask-files = Fichiers
ask-files-hint = 25 Mo au maximum par fichier.
ask-files-again = { $many ->
    [one] Veuillez choisir à nouveau { $names } : le navigateur ne garde pas le fichier quand une page revient
   *[other] Veuillez choisir à nouveau { $names } : le navigateur ne garde pas les fichiers quand une page revient
}
ask-audience = Pour qui, et pour combien de personnes environ ?
ask-more = Ajouter un fichier ou des précisions
ask-send = Envoyer
ask-promise-html = Si vous l’envoyez maintenant, vous aurez de nos nouvelles au plus tard le { $time }.
ask-too-many = De nombreux messages sont arrivés de votre connexion en peu de temps. Le vôtre n’est pas encore envoyé et se trouve toujours ici : veuillez l’envoyer à nouveau dans une minute.
ask-cannot-write = Nous ne pouvons rien enregistrer pour le moment ; votre message n’est donc pas envoyé. Le disque de notre serveur est peut-être plein. Votre texte se trouve toujours ici : veuillez l’envoyer à nouveau un peu plus tard.
turnaround-hours = { $hours ->
    [one] { $hours } heure ouvrée
   *[other] { $hours } heures ouvrées
}
turnaround-minutes = { $minutes } minutes
turnaround-both = { $hours } h { $minutes } min
machine-title = Merci
machine-heading = Merci.
machine-lead = Nous avons pris ceci pour le message d’une machine, car un champ que les personnes ne voient pas était rempli. Si vous êtes une personne, c’est votre navigateur qui l’a fait : envoyez-le encore une fois et il nous parviendra.
machine-send = Je suis une personne, envoyer
machine-files = Si vous aviez ajouté un fichier, revenez en arrière et envoyez le formulaire depuis cette page : le navigateur ne garde pas les fichiers.

## Le reçu
received-title = Bien reçu
received-heading = Nous avons bien reçu votre message.
received-heading-named = Nous avons bien reçu votre message, { $name }.
received-promise = Ce que nous vous promettons
received-by = Vous aurez de nos nouvelles au plus tard le
received-next = La suite
received-step-here = Votre message est parvenu à l’équipe
received-step-think = Nous y réfléchissons pendant un temps que nous gardons libre
received-step-answer = Une personne vous répond par e-mail, avec plus qu’un oui ou un non
received-step-answer-by = au plus tard le { $time }
received-letter = Nous avons écrit à l’adresse que vous avez indiquée. L’e-mail dit la même chose et contient un lien vers une page privée, où vous voyez où en est votre demande et pouvez la compléter. La page ne s’ouvre que par ce lien, car chacun peut saisir ici l’adresse de n’importe qui.
received-no-letter-html = Pas d’e-mail au bout de quelques minutes ? Regardez dans les courriers indésirables, ou { $again } ; un même message n’est pas enregistré deux fois.
received-again = écrivez-nous à nouveau
