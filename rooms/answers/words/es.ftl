## The six that an order gains
outcome-title = Resultado
measure-title = Medida
link-title = Relación con el rendimiento
baseline-title = Valor de partida
owner-title = Responsable del resultado
follow-up-title = Fecha de seguimiento
outcome-question = Treinta días después, ¿qué harán en el trabajo que ahora no hacen?
measure-question = ¿Con qué número diría usted que ha funcionado, y dónde se cuenta?
link-question = ¿Qué objetivo de este año se vuelve más fácil si esto funciona?
baseline-question = ¿Cuál es ese número hoy? ¿Podemos leer los últimos tres meses?
owner-question = ¿Quién lo notará primero si no cambia nada?
follow-up-question = ¿Podemos volver 45 días después de la entrega, con el número?
follow-up-question-on = ¿Podemos volver el { $day } con el número?

## What holds if nobody answers
outcome-default = Redactamos el resultado a partir de su mensaje, marcado como sin confirmar.
measure-default = Proponemos el número más cercano que ustedes tengan.
measure-default-this = Nos guiamos por «{ $measure }», marcado como propuesta.
link-default = Anotamos que no se conoce ningún objetivo.
baseline-default = Leemos el número nosotros mismos antes de la entrega.
owner-default = Entendemos que es usted.
follow-up-default = Volvemos 45 días después de la entrega.
follow-up-default-on = Volvemos el { $day }.
link-none = ningún objetivo conocido

## In the letter that takes an order
yes-ready = Listo el { $day }.
yes-add = Para que funcione, y usted pueda verlo, añadimos:
yes-beside = Además, y sin ser formación: { $what }
ask-many = { $many ->
    [one] Una pregunta, si tiene un minuto:
   *[other] { $number } preguntas, si tiene un minuto:
}
ask-unheard = Si no sabemos nada hasta el { $time }, vale lo siguiente:
ask-button = Responder en su página

## A letter that asks for more
ask-plain = { $many ->
    [one] Una pregunta
   *[other] { $number } preguntas
}
ask-subject = { $questions } sobre: { $topic }
ask-glimpse = Para que funcione, y usted pueda verlo. Dos minutos, y cada una puede quedar abierta.
ask-words = Nos encargamos de lo que usted pidió. Esto ayudaría a que funcione, y cada pregunta puede quedar abierta.
ask-note = O responda simplemente a este correo. El enlace es solo para usted.

## The page of the questions
page-title = Preguntas sobre: { $topic }
page-heading-named = { $questions }, { $name }
page-lead = Para que «{ $topic }» funcione, y usted pueda verlo. Dos minutos, y cada una puede quedar abierta.
page-open = Si la deja abierta: { $default }
page-until-html = Lo que siga abierto el { $time } quedará como se dice debajo de cada pregunta. Después también podrá cambiarlo.
page-counted = ¿Dónde se cuenta?
page-counted-hint = Un informe, una persona o un archivo. Basta un nombre.
page-baseline-hint = Un número, o dónde podemos leerlo.
page-owner-hint = Basta un nombre.
page-yes-on = Sí, el { $day }
page-yes = Sí, 45 días después de la entrega
page-other-day = Otro día
page-other-day-label = ¿Qué día sería mejor?
page-here = Responder aquí
page-waits = Esperamos su respuesta hasta el { $time }; después vale lo que dice nuestra carta.
page-send = Enviar al equipo
page-change = Puede volver y cambiarlo mientras trabajamos en ello.
page-why = ¿Por qué lo preguntan?
page-why-answer = Lo que solo se entrega no se distingue de lo que funciona. Seis cosas pequeñas hacen visible la diferencia, y preferimos preguntar tres de ellas ahora a adivinarlas.
page-anyone = Cualquiera que tenga este enlace puede responder. Sus respuestas van al equipo que trabaja en su solicitud y a nadie más.
thanks = Gracias.
thanks-named = Gracias, { $name }.
thanks-nothing = No se respondió nada, y está bien. Puede volver a ello.
thanks-some = { $many ->
    [one] El equipo tiene su respuesta.
   *[other] El equipo tiene sus { $number } respuestas.
}
thanks-open = { $many ->
    [one] La otra pregunta queda abierta; está bien.
   *[other] Las otras preguntas quedan abiertas; está bien.
}
thanks-close-html = Puede cerrar esta página. { $link }
thanks-link = Ver en qué punto está su solicitud
told-heading = Lo que nos ha dicho
told-open = quedó abierta: { $default }
told-change = Cambiar
told-add = Añadir
told-late = Esta solicitud está cerrada
told-late-why = Por eso ya no se puede cambiar aquí. Escríbanos en su página.

## La respuesta como correo
letter-thanks = Gracias por su mensaje.
letter-yes = Gracias por su mensaje. Sí, nos encargamos de ello.
letter-looked = Gracias por su mensaje. Lo hemos mirado antes de responder.
letter-no = Gracias por su mensaje. No nos encargaremos de esto.
letter-ways = Ponemos { $ways } opciones una junto a otra:
letter-hold = Las fechas valen hasta el
letter-choose = Un botón abre su página y pregunta una vez más antes de elegir nada. O responda simplemente con un número, o con lo que no encaja.
letter-but = Por tanto, no una formación, sino esto:
letter-later = Tendrá nuestra respuesta a más tardar el
letter-later-promise = Es un compromiso como el primero. Si es demasiado tarde para usted, responda simplemente.
letter-later-account = Indicamos esta fecha cuando respondimos que sería más adelante: { $reason }
letter-helper = Quién puede ayudar:
letter-both = Las dos, una junto a otra
letter-all = Las { $ways }, una junto a otra
letter-see = Verlo en su página
letter-note = El enlace es solo para usted. Para contestar, responda simplemente a este correo. { $label }

## Su asunto y lo que se muestra al lado
subject-yes = { $title }: sí, y lo que añadimos
subject-options = { $title }: { $ways } opciones
subject-but = { $many ->
    [one] { $title }: no una formación, sino otra vía
   *[other] { $title }: no una formación, sino otras { $number } vías
}
subject-later = { $title }: tendrá nuestra respuesta a más tardar el { $time }
subject-no = { $title }: no, y quién puede ayudar
glimpse-recommended = Recomendamos la opción { $way }: { $title }.
glimpse-which = ¿Cuál prefiere?
glimpse-later = Tendrá nuestra respuesta a más tardar el { $time }.

## Una de varias opciones
option = Opción { $way }
option-choose = Elegir la opción { $way }
option-ready = Lista: { $when }
option-effort = Esfuerzo: { $effort }
