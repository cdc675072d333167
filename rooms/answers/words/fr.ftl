## The six that an order gains
outcome-title = Résultat
measure-title = Mesure
link-title = Lien avec la performance
baseline-title = Valeur de départ
owner-title = Responsable du résultat
follow-up-title = Date de suivi
outcome-question = Trente jours après, que feront-ils au travail qu’ils ne font pas aujourd’hui ?
measure-question = Quel chiffre vous ferait dire que cela a marché, et où est-il compté ?
link-question = Lequel des objectifs de cette année devient plus facile si cela marche ?
baseline-question = Où en est ce chiffre aujourd’hui ? Pouvons-nous lire les trois derniers mois ?
owner-question = Qui s’en apercevra en premier si rien ne change ?
follow-up-question = Pouvons-nous revenir 45 jours après la livraison, avec le chiffre ?
follow-up-question-on = Pouvons-nous revenir le { $day } avec le chiffre ?

## What holds if nobody answers
outcome-default = Nous rédigeons le résultat à partir de votre message, marqué comme non confirmé.
measure-default = Nous proposons le chiffre le plus proche que vous ayez.
measure-default-this = Nous nous fondons sur « { $measure } », marqué comme proposé.
link-default = Nous notons qu’aucun objectif n’est connu.
baseline-default = Nous relevons le chiffre nous-mêmes avant la livraison.
owner-default = Nous partons du principe que c’est vous.
follow-up-default = Nous revenons 45 jours après la livraison.
follow-up-default-on = Nous revenons le { $day }.
link-none = aucun objectif connu

## In the letter that takes an order
yes-ready = Prêt le { $day }.
yes-add = Pour que cela marche, et que vous puissiez le voir, nous ajoutons :
yes-beside = À côté, sans être une formation : { $what }
ask-many = { $many ->
    [one] Une question, si vous avez une minute :
   *[other] { $number } questions, si vous avez une minute :
}
ask-unheard = Sans nouvelles de vous d’ici le { $time }, ceci s’applique :
ask-button = Répondre sur votre page

## A letter that asks for more
ask-plain = { $many ->
    [one] Une question
   *[other] { $number } questions
}
ask-subject = { $questions } à propos de : { $topic }
ask-glimpse = Pour que cela marche, et que vous puissiez le voir. Deux minutes, et chacune peut rester ouverte.
ask-words = Nous prenons en charge ce que vous avez demandé. Ceci aiderait à ce que cela marche, et chaque question peut rester ouverte.
ask-note = Ou répondez simplement à ce message. Le lien n’est que pour vous.

## The page of the questions
page-title = Questions à propos de : { $topic }
page-heading-named = { $questions }, { $name }
page-lead = Pour que « { $topic } » marche, et que vous puissiez le voir. Deux minutes, et chacune peut rester ouverte.
page-open = Si vous la laissez ouverte : { $default }
page-until-html = Ce qui reste ouvert jusqu’au { $time } s’appliquera comme indiqué sous chaque question. Vous pourrez encore le modifier ensuite.
page-counted = Où est-il compté ?
page-counted-hint = Un rapport, une personne ou un fichier. Un nom suffit.
page-baseline-hint = Un chiffre, ou l’endroit où nous pouvons le lire.
page-owner-hint = Un nom suffit.
page-yes-on = Oui, le { $day }
page-yes = Oui, 45 jours après la livraison
page-other-day = Un autre jour
page-other-day-label = Quel jour conviendrait mieux ?
page-here = Répondre ici
page-waits = Nous attendons votre réponse jusqu’au { $time } ; ensuite s’applique ce que dit notre lettre.
page-send = Envoyer à l’équipe
page-change = Vous pouvez revenir et modifier vos réponses tant que nous y travaillons.
page-why = Pourquoi ces questions ?
page-why-answer = Ce qui est seulement livré ne se distingue pas de ce qui marche. Six petites choses rendent la différence visible, et nous préférons en demander trois maintenant plutôt que de deviner.
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
thanks-close-html = Vous pouvez fermer cette page. { $link }
thanks-link = Voir où en est votre demande
told-heading = Ce que vous nous avez dit
told-open = laissée ouverte : { $default }
told-change = Modifier
told-add = Ajouter
told-late = Cette demande est close
told-late-why = Il n’est donc plus possible de modifier ici. Écrivez-nous sur votre page.

## La réponse par e-mail
letter-thanks = Merci pour votre message.
letter-yes = Merci pour votre message. Oui, nous nous en chargeons.
letter-looked = Merci pour votre message. Nous avons regardé avant de répondre.
letter-no = Merci pour votre message. Nous ne nous en chargerons pas.
letter-ways = Nous mettons { $ways } options côte à côte :
letter-hold = Les dates tiennent jusqu’au
letter-choose = Un bouton ouvre votre page et demande encore une fois avant que quoi que ce soit ne soit choisi. Ou répondez simplement par un numéro, ou par ce qui ne convient pas.
letter-but = Donc pas une formation, mais ceci :
letter-later = Vous aurez notre réponse au plus tard le
letter-later-promise = C’est une promesse comme la première. Si c’est trop tard pour vous, répondez simplement.
letter-later-account = Nous avons indiqué cette date en répondant que ce serait plus tard : { $reason }
letter-helper = Qui peut aider :
letter-both = Les deux côte à côte
letter-all = Les { $ways } côte à côte
letter-see = Le voir sur votre page
letter-note = Ce lien est réservé à votre usage. Pour répondre, écrivez-nous simplement en retour. { $label }

## Son objet, et ce qui s’affiche à côté
subject-yes = { $title } : oui, et ce que nous ajoutons
subject-options = { $title } : { $ways } options
subject-but = { $many ->
    [one] { $title } : pas une formation, mais une autre voie
   *[other] { $title } : pas une formation, mais { $number } autres voies
}
subject-later = { $title } : vous aurez notre réponse au plus tard le { $time }
subject-no = { $title } : non, et qui peut aider
glimpse-recommended = Nous recommandons l’option { $way } : { $title }.
glimpse-which = Laquelle choisissez-vous ?
glimpse-later = Vous aurez notre réponse au plus tard le { $time }.

## Une option parmi plusieurs
option = Option { $way }
option-choose = Choisir l’option { $way }
option-ready = Prête : { $when }
option-effort = Effort : { $effort }
