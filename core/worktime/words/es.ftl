## Cuánto tiempo
turnaround-hours = { $hours ->
    [one] 1 hora laborable
   *[other] { $hours } horas laborables
}
turnaround-both = { $hours } h { $minutes } min
reached-hours = { $hours ->
    [one] Se alcanza 1 hora laborable
   *[other] Se alcanzan { $hours } horas laborables
}
reached-minutes = { $minutes ->
    [one] Se alcanza 1 min
   *[other] Se alcanzan { $minutes } min
}
reached-both = Se alcanzan { $hours } h { $minutes } min

## Desde, hasta
span = { $from } a { $to }
span-over = { $from } a { $day }, { $to }
days = { $from } a { $to }

## Línea por línea
runs-office = Horario de oficina: el tiempo corre.
runs-day = Día laborable: el tiempo corre las 24 horas.
runs-days = Días laborables: el tiempo corre las 24 horas.
waits = El reloj espera a la próxima apertura.
received-day-off = Recibido el { $weekday }, que no es día laborable.
received-holiday = Recibido en un día festivo.
received-holiday-named = Recibido en un día festivo ({ $name }).
received-closure = Recibido durante un cierre.
received-closure-named = Recibido durante un cierre ({ $name }).
received-outside = Recibido fuera del horario de oficina.
received-before = Recibido antes del horario de oficina ({ $hours }).
received-after = Recibido después del horario de oficina ({ $hours }).
received-between = Recibido entre los horarios de oficina ({ $hours }).
outside = Fuera del horario de oficina: el reloj se detiene.
day-off = No es día laborable: { $stands }
holiday = Día festivo. El reloj se detiene.
holiday-named = Día festivo: { $name }. El reloj se detiene.
closure = Cierre. El reloj se detiene.
closure-named = Cierre: { $name }. El reloj se detiene.
pause = Esperamos una respuesta: el reloj se detiene.
moved = { $reached }, pero { $time } queda fuera del horario de oficina. La hora pasa a la próxima apertura.
result-waiting = Seguimos esperando una respuesta. No hay fecha hasta que el reloj vuelva a correr.
result-opens = La oficina abre. La hora es { $time }.
result-nothing = La oficina está abierta y no queda nada que contar.
result-reached = { $reached }.
result-inside = { $reached }. { $time } está dentro del horario de oficina, así que nada se mueve.

## En una frase
paused-since = En pausa desde el { $at }.
counts-from = Cuenta desde el { $at }.
while-waiting = El reloj se detiene mientras esperamos una respuesta.
moves = { $time } queda fuera del horario de oficina; por eso, { $at }.
at-once = De inmediato.
open-minutes = Solo cuentan los minutos de apertura.
one-day-later = Un día laborable después, a la misma hora.
days-later = { $days } días laborables después, a la misma hora.
later = { $turnaround } después.
stands-one = { $things } no cuenta.
stands-many = { $things } no cuentan.
a-weekday = el { $day }
weekdays = los días de { $from } a { $to }
closure-on = el cierre del { $day }
closure-from = el cierre del { $from } al { $to }
closures = { $number } cierres
the-holiday = el día festivo
holidays = { $number } días festivos
the-weekend = el fin de semana
weekends = { $number } fines de semana
days-off = { $number } días libres
days-off-from = los días libres del { $from } al { $to }
