## Wie viel Zeit
turnaround-hours = { $hours ->
    [one] 1 Stunde an Arbeitstagen
   *[other] { $hours } Stunden an Arbeitstagen
}
turnaround-both = { $hours } h { $minutes } min
reached-hours = { $hours ->
    [one] 1 Stunde an Arbeitstagen ist erreicht
   *[other] { $hours } Stunden an Arbeitstagen sind erreicht
}
reached-minutes = { $minutes ->
    [one] 1 min ist erreicht
   *[other] { $minutes } min sind erreicht
}
reached-both = { $hours } h { $minutes } min sind erreicht

## Von, bis
span = { $from } bis { $to }
span-over = { $from } bis { $day }, { $to }
days = { $from } bis { $to }

## Zeile für Zeile
runs-office = Bürozeit: Die Zeit läuft.
runs-day = Arbeitstag: Die Zeit läuft rund um die Uhr.
runs-days = Arbeitstage: Die Zeit läuft rund um die Uhr.
waits = Die Uhr wartet auf die nächste Öffnung.
received-day-off = Eingegangen am { $weekday }, der kein Arbeitstag ist.
received-holiday = Eingegangen an einem Feiertag.
received-holiday-named = Eingegangen an einem Feiertag ({ $name }).
received-closure = Eingegangen während einer Schließung.
received-closure-named = Eingegangen während einer Schließung ({ $name }).
received-outside = Eingegangen außerhalb der Bürozeiten.
received-before = Eingegangen vor der Bürozeit ({ $hours }).
received-after = Eingegangen nach der Bürozeit ({ $hours }).
received-between = Eingegangen zwischen den Bürozeiten ({ $hours }).
outside = Außerhalb der Bürozeiten: Die Uhr steht still.
day-off = Kein Arbeitstag: { $stands }
holiday = Feiertag. Die Uhr steht still.
holiday-named = Feiertag: { $name }. Die Uhr steht still.
closure = Schließung. Die Uhr steht still.
closure-named = Schließung: { $name }. Die Uhr steht still.
pause = Wir warten auf eine Rückmeldung: Die Uhr steht still.
moved = { $reached }, aber { $time } liegt außerhalb der Bürozeiten. Der Zeitpunkt rückt auf die nächste Öffnung.
result-waiting = Wir warten noch auf eine Rückmeldung. Bis die Uhr wieder läuft, gibt es keinen Zeitpunkt.
result-opens = Das Büro öffnet. { $time } ist der Zeitpunkt.
result-nothing = Das Büro ist geöffnet, und es ist nichts mehr zu zählen.
result-reached = { $reached }.
result-inside = { $reached }. { $time } liegt innerhalb der Bürozeiten, also verschiebt sich nichts.

## In einem Satz
paused-since = Angehalten seit { $at }.
counts-from = Gezählt ab { $at }.
while-waiting = Solange wir auf eine Rückmeldung warten, steht die Uhr still.
moves = { $time } liegt außerhalb der Bürozeiten, darum { $at }.
at-once = Sofort.
open-minutes = Nur geöffnete Minuten zählen.
one-day-later = Ein Arbeitstag später, zur gleichen Uhrzeit.
days-later = { $days } Arbeitstage später, zur gleichen Uhrzeit.
later = { $turnaround } später.
stands-one = { $things } zählt nicht.
stands-many = { $things } zählen nicht.
a-weekday = { $day }
weekdays = { $from } bis { $to }
closure-on = die Schließung am { $day }
closure-from = die Schließung vom { $from } bis { $to }
closures = { $number } Schließungen
the-holiday = der Feiertag
holidays = { $number } Feiertage
the-weekend = das Wochenende
weekends = { $number } Wochenenden
days-off = { $number } freie Tage
days-off-from = die freien Tage vom { $from } bis { $to }
