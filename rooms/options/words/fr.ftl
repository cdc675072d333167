## La fiche
recommended = recommandée
chosen = choisie
in-short = En bref
in-short-caption = Les options en bref
option = Option
option-number = Option { $way }
ready = Prête
not-said = non précisé
what-is-done = Ce qui est fait, et en quoi cela diffère
effort = Effort
choose-option = Choisir l’option { $way }

## Choisir
choose-heading = Choisir l’option { $way } ?
choose-lead = { $title }.
choose-lead-recommended = { $title }. C’est celle que nous recommandons.
choose-what = Ce que vous choisissez
choose-why = Pourquoi celle-ci ?
choose-why-hint = Une phrase. Elle nous aide pour la prochaine fiche, et vous aide si quelqu’un demande.
choose-by = Choisie par
choose-by-missing = Veuillez indiquer qui choisit, pour que nous sachions à qui nous adresser.
choose-yes = Oui, l’option { $way }
choose-back-both = Retour aux deux
choose-back-all = Retour aux { $ways }
choose-foot = Votre choix fait partir l’horloge de la prochaine promesse : quand nous commençons, et la prochaine échéance. Vous pouvez changer d’avis jusqu’au début du travail.
is-chosen = L’option { $way } est choisie : { $title }
is-chosen-by-html = Choisie par { $who }, { $at }.
will-hear-html = Vous saurez quand nous commençons, et la prochaine échéance, au plus tard le { $time }.
counter = Aucune de celles-ci ?
counter-hint = Dites ce qui ne convient pas. Nous regardons à nouveau et vous disons pour quand vous aurez de nos nouvelles.
counter-send = L’envoyer à l’équipe
counter-missing = Veuillez écrire ce qui ne convient pas, en une ou deux phrases.

## Pourquoi aucune ne peut être choisie
no-such-way = Il n’y a pas d’option de ce numéro sur la fiche. Veuillez choisir l’une de celles qui y figurent.
dates-passed = Les dates de cette fiche sont passées. Dites-nous quelle option vous souhaitez, et nous les établirons à nouveau.
begun = Le travail sur l’option choisie a commencé. Écrivez-nous si elle ne convient plus.
replaced = Nous vous avons envoyé depuis une fiche plus récente. Veuillez choisir sur celle-ci.
over = Cette demande est terminée. Écrivez-nous si vous souhaitez la reprendre.

## Messages
letter-chosen = Vous avez choisi l’option { $way } : { $title }.
letter-chosen-again = C’est désormais l’option { $way } : { $title }. Votre choix précédent ne compte plus.
letter-subject = Option { $way } : vous saurez la date de début au plus tard le { $time }
letter-glimpse = { $first } Vous saurez la date de début et la prochaine échéance au plus tard le { $time }.
letter-label = Vous saurez quand nous commençons, et la prochaine échéance, au plus tard le
letter-change = Vous pouvez changer d’avis jusqu’au début du travail : choisissez à nouveau sur votre page, ou répondez simplement.
letter-see = Voir où en est la demande
letter-note = Ce lien est réservé à votre usage. Ce message est envoyé automatiquement pour que vous soyez informé tout de suite ; le prochain sera écrit par une personne.
letter-again-subject = Nous regardons à nouveau : vous aurez de nos nouvelles au plus tard le { $time }
letter-again-glimpse = Nous avons bien reçu ce que vous avez écrit. Vous aurez de nos nouvelles au plus tard le { $time }.
letter-again = Nous avons bien reçu ce que vous avez écrit. Aucune des options ne convient telle quelle ; nous regardons donc à nouveau.
letter-again-label = Vous aurez de nos nouvelles au plus tard le
letter-again-note = Ce lien est réservé à votre usage. Ce message est envoyé automatiquement pour que vous soyez informé tout de suite ; la réponse, elle, sera écrite par une personne.
