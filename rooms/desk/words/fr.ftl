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
received-next = La suite
received-step-here = Votre message est parvenu à l’équipe
received-step-think = Nous y réfléchissons pendant un temps que nous gardons libre
received-step-answer = Une personne vous répond par e-mail, avec plus qu’un oui ou un non
by-time = au plus tard le { $time }
received-letter = Nous avons écrit à l’adresse que vous avez indiquée. L’e-mail dit la même chose et contient un lien vers une page privée, où vous voyez où en est votre demande et pouvez la compléter. La page ne s’ouvre que par ce lien, car chacun peut saisir ici l’adresse de n’importe qui.
received-no-letter-html = Pas d’e-mail au bout de quelques minutes ? Regardez dans les courriers indésirables, ou { $again } ; un même message n’est pas enregistré deux fois.
received-again = écrivez-nous à nouveau
received-kept = Pour le moment, aucun e-mail ne part d’ici. Le nôtre est écrit et conservé ; il partira à l’adresse que vous avez indiquée dès que possible. Il dit la même chose et contient un lien vers une page privée, où vous voyez où en est votre demande et pouvez la compléter. La page ne s’ouvre que par ce lien, car chacun peut saisir ici l’adresse de n’importe qui.

## La page privée
private-aside = { $label }, votre page privée
language-kept = Désormais, nous vous écrirons en français.
see-where = Voir où en est la demande
where-it-stands = Où en est votre demande
link-open-html = Toute personne qui a ce lien peut lire cette page. Vous pouvez { $renew } ou { $withdraw }.
link-over-html = Toute personne qui a ce lien peut lire cette page. Vous pouvez { $renew }.
link-renew = demander un nouveau lien
link-withdraw = retirer la demande
look-options = Voir les options
look-sheet = Voir la fiche d’options
promised-name = Ce que nous vous avons promis
label-hear = Vous aurez de nos nouvelles au plus tard le
label-start = Vous saurez quand nous commençons, et la prochaine échéance, au plus tard le
label-have = Vous recevrez { $what } au plus tard le
label-promised = Nous vous avions promis { $what } au plus tard le

## Où en est une demande
stands-withdrawn = Cette demande a été retirée. Ce que nous avions promis à son sujet n’a plus lieu d’être.
stands-closed = Cette demande est close. S’il vous faut encore quelque chose, écrivez-nous ci-dessous.
stands-late = Nous vous avions promis { $what } au plus tard le { $time }. Ce moment est passé ; vous aurez tout de même de nos nouvelles.
stands-waiting = Nous avons bien reçu votre message. Une personne le lit pendant un temps que nous gardons libre.
stands-next = Nous vous avons écrit le { $day }. Vous recevrez ensuite { $what }.
stands-choose = Nous avons répondu le { $day } avec { $ways } options. C’est à vous : le travail commence quand vous aurez choisi.
stands-answered = Nous avons répondu le { $day }. S’il manque quelque chose, écrivez-nous ci-dessous.
stands-here = Votre demande est entre nos mains. Pour ajouter quelque chose, écrivez-nous ci-dessous.
step-wrote = Vous nous avez écrit
step-told = Vous nous avez dit ce dont vous avez besoin
step-moved = Vous avez accepté une date plus tardive
step-moved-below = { $at }. Promis auparavant : { $time }
step-start = Nous vous avons donné la date de début et la prochaine échéance
step-options = Nous vous avons envoyé les options
step-delivery = Nous vous avons donné la date de livraison
step-as-promised = { $sent }, comme promis
step-late = { $sent }, plus tard que promis
step-below = { $at }. Promis au plus tard le { $time }
answered-yes = Nous avons répondu oui, en ajoutant ce qui le fera marcher
answered-options = Nous avons répondu par des options
answered-not-training = Nous avons répondu qu’une formation n’est pas la solution, et ce que nous proposons
answered-later = Nous avons répondu que ce serait plus tard, et pour quand
answered-no = Nous avons répondu non, pourquoi, et qui peut aider
answered = Nous avons répondu
step-chosen = L’option { $way } a été choisie : { $title }
step-chosen-below = { $at }, par { $who }
step-withdrawn = La demande a été retirée
step-closed = La demande est close
by-passed = promis au plus tard le { $time } ; ce moment est passé
here-think = Nous y réfléchissons pendant un temps que nous gardons libre
here-plan = Nous planifions le travail
here-options = Nous préparons les options
here-choose = Vous choisissez une option
next-answer = Une personne répond, avec plus qu’un oui ou un non
next-start = Vous apprenez quand nous commençons, et la prochaine échéance
next-options = Vous recevez une fiche d’options
next-delivery = Vous recevez la date de livraison
next-confirm = Nous vous disons quand nous commençons, et la prochaine échéance
confirm-within = sous { $turnaround } après votre choix
dates-passed = Les dates de la fiche sont passées. Dites-nous quelle option vous souhaitez, et nous les établirons à nouveau.
dates-hold = Les dates de la fiche tiennent jusqu’au { $time }. Ensuite, nous les établirons à nouveau.

## Ce qui a été écrit
conversation = Échanges
reply = Ajouter un message
reply-missing = Veuillez écrire ce que vous voulez dire, en une ou deux phrases
add-file = Ajouter un fichier
forwarded = Ce que vous avez transféré
you = Vous
by-machine = envoyé automatiquement
has-words = L’équipe a bien votre message.
has-words-more = Il figure ci-dessous, dans les échanges.
files-again = Veuillez choisir à nouveau les fichiers : le navigateur ne les garde pas quand une page revient

## Le lien
closed-title = Ce lien n’ouvre plus rien
closed-lead = Il a été renouvelé, ou il est trop ancien. Nous pouvons vous en envoyer un nouveau, à l’adresse d’où venait la demande. Rien de ce qui est à vous n’est perdu.
closed-newer = Un e-mail plus récent de notre part contient peut-être un lien qui fonctionne encore.
link-mail = M’envoyer un nouveau lien
link-title = Demander un nouveau lien
link-heading = Demander un nouveau lien ?
link-lead = Le lien que vous avez n’ouvrira plus rien, quelle que soit la personne qui l’a. Le nouveau arrive par e-mail à l’adresse à laquelle nous écrivons.
link-keep = Garder celui que j’ai
link-coming = Un nouveau lien est en route.
link-coming-more = Il arrive par e-mail. Regardez aussi dans les courriers indésirables.
link-kept = Le nouveau lien est écrit, mais pas encore envoyé.
link-kept-more = Pour le moment, aucun e-mail ne part d’ici. Le nouveau lien arrivera par e-mail dès que possible.
link-subject = Votre nouveau lien
link-glimpse = Il ouvre votre page privée. Les liens plus anciens n’ouvrent plus rien.
link-words = Voici le nouveau lien vers votre page privée. Les plus anciens n’ouvrent plus rien.
link-note = Ce lien est réservé à votre usage. Vous ne l’avez pas demandé ? Alors quelqu’un a un ancien e-mail de notre part ; la page est protégée, car les liens plus anciens sont fermés.

## Retirer
withdraw-title = Retirer la demande
withdraw-heading = Retirer cette demande ?
withdraw-lead = Nous cessons de travailler sur « { $title } », et ce que nous avons promis à ce sujet n’a plus lieu d’être. Ce qui a été écrit reste sur votre page.
withdraw-yes = La retirer
withdraw-no = Ne pas la retirer
withdraw-again = Vous pouvez nous écrire à nouveau à tout moment.
withdrawn = Demande retirée.
withdrawn-more = Ce que nous avions promis à ce sujet n’a plus lieu d’être.
over = Cette demande est déjà terminée.

## Reporter une promesse
move-title = Nous aimerions reporter la date
move-words-html = Nous vous avions promis { $what } au plus tard le { $old } et nous aimerions reporter cela au { $new }. Tant que vous n’avez pas dit oui, la première date reste valable.
move-button = Dites-nous laquelle doit valoir
moving-none = Il n’y a rien à répondre
moving-none-lead = La question a déjà reçu une réponse, ou elle ne se pose plus. Votre page dit ce qui vaut maintenant.
moving-title = { $new } { $instead } ?
moving-lead = Nous vous avions promis { $what } au plus tard le { $old } et nous aimerions reporter la date.
moving-writes = { $name } écrit :
moving-question = Quelle date doit valoir ?
moving-yes = D’accord pour le { $time }
moving-no = J’en ai besoin au plus tard le { $time }
moving-yes-note = alors notre promesse est { $new } { $instead }
moving-meanwhile = { $note } ; { $by }, vous aurez : { $words }
moving-no-passed = alors { $stands } ; ce moment est passé, et nous répondrons dès que possible
moving-no-note = alors { $stands }, et vous aurez le mieux que nous puissions dire d’ici là
moving-words = Quelque chose que nous devrions savoir ?
moving-send = Le dire à l’équipe
moving-foot = Si vous dites non ou ne répondez pas, { $stands }. Vous pouvez aussi simplement répondre à notre e-mail.
moving-pick = Veuillez choisir l’une des deux, pour que nous sachions laquelle doit valoir
moving-gone = Cette question ne se pose plus.
moving-gone-more = Ci-dessous figure ce qui vaut maintenant.
moving-agreed = Merci. La nouvelle date est notre promesse.
moving-refused = Merci. La première date reste valable.

## La fiche d’options
sheet-title = { $title } : { $ways } options
sheet-for = Fiche d’options pour { $who }
sheet-recommended = Nous recommandons l’option { $way }.
sheet-hold-html = Les dates tiennent jusqu’au { $time }.
sheet-none-chosen = Rien n’a été choisi
sheet-passed = Les dates de cette fiche sont passées
sheet-passed-why = Dites-nous ci-dessous quelle option vous souhaitez, et nous les établirons à nouveau.
sheet-foot = Établie le { $day } pour { $who }. { $label }.
sheet-back = Retour à votre page
choose-title = Choisir l’option { $way }
is-chosen = L’option { $way } est choisie.
is-chosen-more = Vous saurez quand nous commençons, et la prochaine échéance, au plus tard le { $time }.
look-again = Nous regardons à nouveau. Vous aurez de nos nouvelles au plus tard le { $time }.
