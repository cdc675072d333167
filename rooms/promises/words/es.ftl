## Lo que se promete
what-first-answer = una primera respuesta
what-later-answer = una respuesta meditada
what-next-step = la fecha de inicio y la siguiente fecha
what-options = una hoja de opciones
what-delivery = la fecha de entrega
about-answer = una respuesta a su mensaje «{ $title }»
about-next-step = la fecha de inicio y la siguiente fecha para «{ $title }»
about-options = una hoja de opciones para «{ $title }»
about-delivery = la fecha de entrega de «{ $title }»

## Dos momentos: por día de la semana, por hora de un mismo día, por fecha
bare-weekday = el { $at }
bare-time = las { $at }
bare-date = el { $at }
on-weekday = el { $at }
on-time = a las { $at }
on-date = el { $at }
by-weekday = a más tardar el { $at }
by-time = a más tardar a las { $at }
by-date = a más tardar el { $at }
instead-weekday = en lugar del { $at }
instead-time = en lugar de las { $at }
instead-date = en lugar del { $at }
stands-weekday = seguimos con el { $at }
stands-time = seguimos con las { $at }
stands-date = seguimos con el { $at }

## El marco de cada correo
hello = Hola:
hello-name = Hola, { $name }:
recommended = { $label }, la que recomendamos
titled = { $label }: { $title }
followed = { $words }:
quoted-html = { $label }: «{ $words }»
see-where = Ver el estado
note-label = El enlace es solo para usted. { $label }

## Pedir que se cambie un compromiso
ask-subject-answer = ¿Podemos responder { $new } { $instead }?
ask-subject-options = ¿Podemos enviar las opciones { $new } { $instead }?
ask-subject-tell = ¿Podemos decírselo { $new } { $instead }?
ask-glimpse = Quisiéramos pasar { $what } al { $time }.
ask-words = Le prometimos { $what } a más tardar el { $time }. Quisiéramos pasarlo al
meanwhile = { $on } recibirá: { $words }
ask-question = ¿Le parece bien?
ask-until = Mientras no diga que sí, { $stands }.
ask-yes = Sí, me parece bien { $new }
ask-no = No, lo necesito { $old }
ask-note = Los botones abren su página privada, que pregunta una vez más antes de cambiar nada. O responda simplemente a este correo.

## Una nueva fecha acordada
agreed-subject = Según lo acordado: { $new } { $instead }
agreed-glimpse = Recibirá { $what } a más tardar el { $time }.
agreed-words = Gracias. Como nos dijo, recibirá { $what } a más tardar el
agreed-reason = Esto sustituye al { $time }. { $reason }
agreed-wrong = Si no es lo que quería decir, responda simplemente a este correo.
agreed-account = Acordado con usted en lugar del { $time }. La nueva fecha es un compromiso como cualquier otro.

## La explicación de una fecha prometida
explain = Explicar esta fecha
explain-turnaround-working = El plazo de respuesta es de { $turnaround } según el reloj de días laborables: el tiempo corre las 24 horas en los días laborables y se detiene en los demás.
explain-turnaround-office = El plazo de respuesta es de { $turnaround } según el reloj del horario de oficina: solo cuentan los minutos de apertura.
explain-told = El mensaje es del { $time }. Contada desde entonces, la respuesta habría vencido antes de poder anunciarla; por eso cuenta desde el momento en que se anunció.
explain-calendar = { $because } Calendario laboral de { $place }, tal como está desde el { $day }. Un cambio posterior del calendario no mueve este compromiso.
