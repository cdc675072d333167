## Combien de temps
turnaround-hours = { $hours ->
    [one] { $hours } heure ouvrée
   *[other] { $hours } heures ouvrées
}
turnaround-both = { $hours } h { $minutes } min
reached-hours = { $hours ->
    [one] { $hours } heure ouvrée est atteinte
   *[other] { $hours } heures ouvrées sont atteintes
}
reached-minutes = { $minutes ->
    [one] { $minutes } min est atteinte
   *[other] { $minutes } min sont atteintes
}
reached-both = { $hours } h { $minutes } min sont atteintes

## De, à
span = { $from } à { $to }
span-over = { $from } au { $day }, { $to }
days = { $from } au { $to }

## Ligne par ligne
runs-office = Heures de bureau : le temps court.
runs-day = Jour ouvré : le temps court jour et nuit.
runs-days = Jours ouvrés : le temps court jour et nuit.
waits = L’horloge attend la prochaine ouverture.
received-day-off = Reçu un { $weekday }, qui n’est pas un jour ouvré.
received-holiday = Reçu un jour férié.
received-holiday-named = Reçu un jour férié ({ $name }).
received-closure = Reçu pendant une fermeture.
received-closure-named = Reçu pendant une fermeture ({ $name }).
received-outside = Reçu en dehors des heures de bureau.
received-before = Reçu avant les heures de bureau ({ $hours }).
received-after = Reçu après les heures de bureau ({ $hours }).
received-between = Reçu entre les heures de bureau ({ $hours }).
outside = En dehors des heures de bureau : l’horloge s’arrête.
day-off = Jour non ouvré : { $stands }
holiday = Jour férié. L’horloge s’arrête.
holiday-named = Jour férié : { $name }. L’horloge s’arrête.
closure = Fermeture. L’horloge s’arrête.
closure-named = Fermeture : { $name }. L’horloge s’arrête.
pause = Nous attendons un retour : l’horloge s’arrête.
moved = { $reached }, mais { $time } tombe en dehors des heures de bureau. L’heure passe à la prochaine ouverture.
result-waiting = Nous attendons encore un retour. Il n’y a pas de date tant que l’horloge n’est pas repartie.
result-opens = Le bureau ouvre. L’heure est { $time }.
result-nothing = Le bureau est ouvert et il ne reste rien à compter.
result-reached = { $reached }.
result-inside = { $reached }. { $time } est dans les heures de bureau, rien ne bouge donc.

## En une phrase
paused-since = En pause depuis { $at }.
counts-from = Compté à partir de { $at }.
while-waiting = L’horloge s’arrête pendant que nous attendons un retour.
moves = { $time } tombe en dehors des heures de bureau ; donc { $at }.
at-once = Immédiatement.
open-minutes = Seules les minutes d’ouverture comptent.
one-day-later = Un jour ouvré plus tard, à la même heure.
days-later = { $days } jours ouvrés plus tard, à la même heure.
later = { $turnaround } plus tard.
stands-one = { $things } ne compte pas.
stands-many = { $things } ne comptent pas.
a-weekday = { $day }
weekdays = les jours de { $from } à { $to }
closure-on = la fermeture du { $day }
closure-from = la fermeture du { $from } au { $to }
closures = { $number } fermetures
the-holiday = le jour férié
holidays = { $number } jours fériés
the-weekend = le week-end
weekends = { $number } week-ends
days-off = { $number } jours non ouvrés
days-off-from = les jours non ouvrés du { $from } au { $to }
