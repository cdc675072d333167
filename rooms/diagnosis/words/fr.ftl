## Questions, as the stakeholder reads them
q-gap = Quel chiffre devrait s’améliorer, et où en est-il aujourd’hui ?
q-onset = Depuis quand est-ce le cas, et pour qui ?
q-cost = Combien cela vous coûte-t-il par mois, à peu près ?
q-behaviour = Qui devrait faire quoi autrement, et à quel moment ?
q-could = Si c’était vraiment important aujourd’hui, combien de vos collaborateurs sauraient le faire correctement ?
q-before = L’ont-ils déjà fait correctement, et à quelle fréquence le font-ils ?
q-picture = Si l’on demandait séparément à cinq d’entre eux ce qu’est un bon résultat, combien diraient la même chose ?
q-feedback = Au bout de combien de temps apprennent-ils si c’était correct, et avec quelle précision ?
q-tools = Ont-ils sous la main les outils, les informations et les accès au moment où ils en ont besoin ?
q-process = Des étapes, des règles ou des interruptions les gênent-elles ?
q-consequences = Que se passe-t-il pour quelqu’un qui le fait bien à chaque fois ?
q-capacity = Ont-ils assez de temps pour cela, et ce travail leur convient-il ?
q-willing = Si plus rien de cela ne les gênait, voudraient-ils le faire ?

## Answers to choose
a-after-change = Depuis un changement
a-after-change-note = un nouvel outil, une nouvelle règle, un déménagement
a-peaks-only = Seulement quand il y a beaucoup à faire
a-some-fine = Certaines équipes y arrivent bien
a-new-task = C’est une tâche nouvelle
a-always = Depuis toujours, et pour tout le monde
a-most-could = La plupart
a-some-could = Certains
a-few-could = Quelques-uns seulement
a-never-did = Jamais encore
a-now-rare = Oui, mais ils le font rarement maintenant
a-often = Oui, ils le font souvent
a-picture-none = Aucun, ou un seul
a-picture-some = Deux ou trois
a-picture-most = Quatre, ou les cinq
a-feedback-soon = Le jour même, et précisément
a-feedback-late = Au bout de semaines, ou sous forme de totaux
a-feedback-never = Rarement ou jamais
a-tools-all = Tout est là
a-tools-partly = Une partie
a-tools-missing = Ce qu’il leur faut manque
a-process-clear = Rien ne les gêne
a-process-some = Certaines choses
a-process-many = Beaucoup de choses
a-right-pays = Cela leur est profitable
a-no-difference = Cela ne change rien
a-right-costs = Cela leur coûte quelque chose
a-right-costs-note = du temps, des ventes, des ennuis
a-wrong-pays = Mal faire est plus profitable
a-capacity-both-fine = Oui, les deux
a-capacity-no-time = Ils manquent de temps
a-capacity-poor-fit = Cela ne convient pas à tous
a-capacity-neither = Ni l’un ni l’autre
a-willing = Oui
a-willing-mixed = Certains, oui
a-unwilling = Non
a-unknown = Je ne sais pas
a-unknown-note = Nous demanderons à quelques-uns d’entre eux, si vous le permettez.

## What is asked beside an answer
more-onset = Depuis quand, et qu’est-ce qui a changé ?
more-which = Lesquelles ?
more-consequences = Qu’est-ce que cela leur coûte, ou leur apporte ?
more-tools = Que manque-t-il ?
gap-measure = Ce qui est compté
gap-today = Aujourd’hui
gap-wanted = Où il devrait être
gap-counted = Où nous pourrions le lire
gap-counted-hint = Un rapport, une personne ou un fichier. Un nom suffit.
cost-low = Au moins
cost-high = Au plus
cost-unit = En argent, en heures, ou autre
number-unread = Écrivez ici un nombre, par exemple 62 ou 12 000, ou laissez vide.

## The page
many-questions = { $many ->
    [one] Une question
   *[other] { $number } questions
}
page-heading-named = { $questions }, { $name }
page-title = Questions à propos de : { $topic }
page-lead = Elles nous aident à répondre à « { $topic } ». Deux minutes, et chacune peut rester ouverte.
page-lead-by-html = Elles nous aident à répondre à « { $topic } » d’ici le { $time }. Deux minutes, et chacune peut rester ouverte.
page-anyone = Toute personne qui a ce lien peut répondre. Vos réponses vont à l’équipe qui travaille sur votre demande, et nulle part ailleurs.
thanks = Merci.
thanks-named = Merci, { $name }.
thanks-nothing = Rien n’a été répondu, et ce n’est pas grave. Vous pouvez y revenir.
thanks-some = { $many ->
    [one] Votre réponse est chez l’équipe.
   *[other] Vos { $number } réponses sont chez l’équipe.
}
thanks-open = { $many ->
    [one] L’autre question reste ouverte, et ce n’est pas grave.
   *[other] Les autres questions restent ouvertes, et ce n’est pas grave.
}
thanks-promise = Rien n’a changé. Vous aurez de nos nouvelles d’ici le
thanks-close-html = Vous pouvez fermer cette page. { $link }
thanks-link = Voir où en est votre demande
page-send = Envoyer à l’équipe
page-change = Vous pouvez revenir et modifier vos réponses jusqu’à la nôtre.
page-why = Pourquoi ces questions ?
page-why-answer = Une formation aide quand on ne sait pas encore faire. Si la plupart savent, la cause est ailleurs, et nous préférons la corriger avec vous plutôt que de prendre des heures à vos collaborateurs.
told-heading = Ce que vous nous avez dit
told-open = laissé ouvert
told-change = Modifier
told-add = Ajouter
told-late = Nous avons répondu
told-late-why = Il n’est donc plus possible de modifier ici. Écrivez-nous sur votre page.

## The letter
letter-subject = { $questions } à propos de : { $topic }
letter-glimpse = Elles nous aident à répondre. Deux minutes, et chacune peut rester ouverte.
letter-words = Cela nous aiderait à bien répondre. Deux minutes, et chaque question peut rester ouverte.
letter-button = Répondre sur votre page
letter-promise = Rien ne change. Vous aurez de nos nouvelles d’ici le
letter-note = Ou répondez simplement à ce courriel. Le lien est à vous seul.
