language = Langue
optional = facultatif
shorten = Veuillez raccourcir ce texte à { $most } signes ; il en compte { $signs }
skip = Aller au contenu
to-mend = { $many ->
    [one] Veuillez corriger un point avant l’envoi
   *[other] Veuillez corriger { $number } points avant l’envoi
}
today = aujourd’hui
tomorrow = demain
yesterday = hier

## L’explication d’une date
clock-caption = Comment la date a été comptée
clock-from = De, à ({ $city })
clock-does = Ce que fait l’horloge
clock-counted = Compté

## Ce qui est arrivé avec un formulaire
bad-sign = Un signe de ce texte ne peut pas être enregistré. Nous l’avons retiré ; vérifiez que le texte est juste et envoyez-le à nouveau
too-many-files = Veuillez choisir { $most } fichiers au plus
file-too-large = « { $name } » dépasse 25 Mo. Veuillez choisir à nouveau les fichiers sans lui, ou avec un plus petit
files-too-large = Les fichiers dépassent ensemble 50 Mo. Veuillez en choisir moins

## Ce qui n’a pas été possible
not-found-title = Cette page n’est pas ici
not-found = Le lien est peut-être ancien, ou c’était un lien privé qui a été renouvelé. Rien de ce qui est à vous n’est perdu.
sign-in-title = Veuillez d’abord vous connecter
forbidden-title = Ceci ne vous est pas ouvert
forbidden = Rien n’a été fait. Veuillez ouvrir vous-même notre page et l’envoyer de là.
refused-title = Ce n’est pas possible en l’état
refused = Rien n’a été changé. Veuillez rouvrir votre page : elle dit ce qui vaut maintenant.
invalid-title = Il y a d’abord quelque chose à corriger
invalid = Il y a ici quelque chose à corriger.
conflict-title = Quelqu’un vous a devancé
too-many-title = Un instant, s’il vous plaît
too-many = Beaucoup de choses sont arrivées de votre connexion en peu de temps. Rien n’a été changé. Veuillez réessayer dans une minute.
too-large-title = C’est trop volumineux
too-large = Nous acceptons au plus 25 Mo par fichier et 50 Mo en tout. Veuillez revenir en arrière, en choisir moins ou raccourcir le texte, et envoyer à nouveau.
not-now-title = Pas pour le moment
unavailable = Nous ne pouvons pas joindre notre base de données pour le moment. Rien n’a été changé. Veuillez réessayer dans une minute.
cannot-write = Nous ne pouvons rien enregistrer pour le moment ; rien n’a donc été changé. Veuillez nous indiquer le numéro ci-dessous.
too-slow-title = Cela a pris trop de temps
too-slow = Cela a pris trop de temps, et nous ne pouvons pas dire si c’est fait. Veuillez regarder la page avant de réessayer.
unreadable-title = Nous n’avons pas pu lire cela
unreadable = Le formulaire n’est pas arrivé entier. Veuillez revenir en arrière et l’envoyer à nouveau.
internal-title = Une erreur s’est produite de notre côté
internal = Une erreur s’est produite de notre côté. Rien de ce qui est à vous n’est perdu. Si cela se reproduit, veuillez nous indiquer le numéro ci-dessous.
number = Numéro { $id }
to-start = Aller au début
leave-empty = Laissez ceci vide
