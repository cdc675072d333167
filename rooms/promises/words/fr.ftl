## Ce qui est promis
what-first-answer = une première réponse
what-later-answer = une réponse réfléchie
what-next-step = la date de début et la prochaine échéance
what-options = une fiche d’options
what-delivery = la date de livraison
about-answer = une réponse à votre message « { $title } »
about-next-step = la date de début et la prochaine échéance pour « { $title } »
about-options = une fiche d’options pour « { $title } »
about-delivery = la date de livraison de « { $title } »

## Deux moments : par jour de la semaine, par heure d’un même jour, par date
bare-weekday = { $at }
bare-time = { $at }
bare-date = le { $at }
on-weekday = { $at }
on-time = à { $at }
on-date = le { $at }
by-weekday = d’ici { $at }
by-time = d’ici { $at }
by-date = d’ici au { $at }
instead-weekday = au lieu de { $at }
instead-time = au lieu de { $at }
instead-date = au lieu du { $at }
stands-weekday = nous en restons à { $at }
stands-time = nous en restons à { $at }
stands-date = nous en restons au { $at }

## Le cadre de chaque message
hello = Bonjour,
hello-name = Bonjour { $name },
recommended = { $label }, celle que nous recommandons
titled = { $label } : { $title }
followed = { $words } :
quoted-html = { $label } : « { $words } »
see-where = Voir où en est la demande
note-label = Ce lien est réservé à votre usage. { $label }

## Demander de reporter une promesse
ask-subject-answer = Pouvons-nous répondre { $new } { $instead } ?
ask-subject-options = Pouvons-nous envoyer les options { $new } { $instead } ?
ask-subject-tell = Pouvons-nous vous le dire { $new } { $instead } ?
ask-glimpse = Nous aimerions reporter { $what } au { $time }.
ask-words = Nous vous avions promis { $what } au plus tard le { $time }. Nous aimerions reporter cela au
meanwhile = { $on }, vous aurez : { $words }
ask-question = Est-ce que cela vous convient ?
ask-until = Tant que vous n’avez pas dit oui, { $stands }.
ask-yes = Oui, { $new } me convient
ask-no = Non, j’en ai besoin { $old }
ask-note = Les boutons ouvrent votre page privée, qui demande encore une fois avant de changer quoi que ce soit. Ou répondez simplement à cet e-mail.

## Une nouvelle date convenue
agreed-subject = Comme convenu : { $new } { $instead }
agreed-glimpse = Vous aurez { $what } au plus tard le { $time }.
agreed-words = Merci. Comme vous nous l’avez dit, vous aurez { $what } au plus tard le
agreed-reason = Cela remplace le { $time }. { $reason }
agreed-wrong = Si ce n’est pas ce que vous vouliez dire, répondez simplement à cet e-mail.
agreed-account = Convenu avec vous à la place du { $time }. La nouvelle date est une promesse comme une autre.

## L’explication d’une date promise
explain = Expliquer cette date
explain-turnaround-working = Le délai de réponse est de { $turnaround } selon l’horloge des jours ouvrés : le temps court jour et nuit les jours ouvrés et s’arrête les autres jours.
explain-turnaround-office = Le délai de réponse est de { $turnaround } selon l’horloge des heures de bureau : seules les minutes d’ouverture comptent.
explain-told = Le message date du { $time }. Comptée depuis ce moment, la réponse aurait été due avant qu’on puisse l’annoncer ; elle compte donc à partir de l’annonce.
explain-calendar = { $because } Calendrier de travail de { $place }, tel qu’il est depuis le { $day }. Une modification ultérieure du calendrier ne déplace pas cette promesse.
