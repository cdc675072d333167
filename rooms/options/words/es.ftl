## La hoja
recommended = recomendada
chosen = elegida
in-short = En breve
in-short-caption = Las opciones en breve
option = Opción
option-number = Opción { $way }
ready = Lista
not-said = no indicado
what-is-done = Qué se hace y en qué se diferencia
effort = Esfuerzo
choose-option = Elegir la opción { $way }

## Elegir
choose-heading = ¿Elegir la opción { $way }?
choose-lead = { $title }.
choose-lead-recommended = { $title }. Es la que recomendamos.
choose-what = Lo que usted elige
choose-why = ¿Por qué esta?
choose-why-hint = Una frase. Nos ayuda con la próxima hoja, y a usted si alguien pregunta.
choose-by = Elegida por
choose-by-missing = Escriba quién elige, para que sepamos a quién preguntar.
choose-yes = Sí, la opción { $way }
choose-back-both = Volver a las dos
choose-back-all = Volver a las { $ways }
choose-foot = Con su elección empieza a correr el reloj del siguiente compromiso: cuándo empezamos y la siguiente fecha. Puede cambiar de idea hasta que empiece el trabajo.
is-chosen = La opción { $way } está elegida: { $title }
is-chosen-by-html = Elegida por { $who }, { $at }.
will-hear-html = Sabrá cuándo empezamos, y la siguiente fecha, a más tardar el { $time }.
counter = ¿Ninguna de estas?
counter-hint = Diga qué no encaja. Lo estudiamos de nuevo y le decimos cuándo tendrá noticias nuestras.
counter-send = Enviarlo al equipo
counter-missing = Escriba qué no encaja, en una o dos frases.

## Por qué no se puede elegir
no-such-way = No hay ninguna opción con ese número en la hoja. Elija una de las que figuran en ella.
dates-passed = Las fechas de esta hoja han pasado. Díganos qué opción desea y las calculamos de nuevo.
begun = El trabajo en la opción que eligió ya ha empezado. Escríbanos si ya no encaja.
replaced = Desde entonces le hemos enviado una hoja más reciente. Elija en ella.
over = Esta solicitud ha terminado. Escríbanos si desea retomarla.

## Correos
letter-chosen = Usted eligió la opción { $way }: { $title }.
letter-chosen-again = Ahora vale la opción { $way }: { $title }. Lo que eligió antes ya no cuenta.
letter-subject = Opción { $way }: sabrá el inicio a más tardar el { $time }
letter-glimpse = { $first } Sabrá el inicio y la siguiente fecha a más tardar el { $time }.
letter-label = Sabrá cuándo empezamos, y la siguiente fecha, a más tardar el
letter-change = Puede cambiar de idea hasta que empiece el trabajo: elija de nuevo en su página o responda simplemente.
letter-see = Ver el estado
letter-note = El enlace es solo para usted. Este aviso se ha enviado de forma automática para que lo sepa enseguida; el siguiente lo escribirá una persona.
letter-again-subject = Lo estudiamos de nuevo: tendrá noticias nuestras a más tardar el { $time }
letter-again-glimpse = Hemos recibido lo que escribió. Tendrá noticias nuestras a más tardar el { $time }.
letter-again = Hemos recibido lo que escribió. Ninguna de las opciones encaja tal como está, así que lo estudiamos de nuevo.
letter-again-label = Tendrá noticias nuestras a más tardar el
letter-again-note = El enlace es solo para usted. Este aviso se ha enviado de forma automática para que lo sepa enseguida; la respuesta la escribirá una persona.
