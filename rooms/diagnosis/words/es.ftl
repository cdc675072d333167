## Questions, as the stakeholder reads them
q-gap = ¿Qué cifra debería mejorar y cuál es hoy?
q-onset = ¿Desde cuándo ocurre y a quién le ocurre?
q-cost = ¿Cuánto le cuesta al mes, aproximadamente?
q-behaviour = ¿Quién debería hacer qué de otra manera y en qué momento?
q-could = Si hoy fuera realmente importante, ¿cuántas personas de su equipo sabrían hacerlo bien?
q-before = ¿Lo han hecho bien antes y con qué frecuencia lo hacen?
q-picture = Si se preguntara por separado a cinco de ellos qué es hacerlo bien, ¿cuántos dirían lo mismo?
q-feedback = ¿Cuándo se enteran de si estuvo bien y con qué detalle?
q-tools = ¿Tienen a mano las herramientas, la información y los accesos cuando los necesitan?
q-process = ¿Hay pasos, normas o interrupciones que se lo impidan?
q-consequences = ¿Qué le pasa a quien lo hace bien todas las veces?
q-capacity = ¿Tienen tiempo suficiente y es un trabajo adecuado para ellos?
q-willing = Si nada de eso lo impidiera, ¿querrían hacerlo?

## Answers to choose
a-after-change = Después de un cambio
a-after-change-note = una herramienta nueva, una norma nueva, un traslado
a-peaks-only = Solo cuando hay mucho trabajo
a-some-fine = A algunos equipos les va bien
a-new-task = Es una tarea nueva
a-always = Desde siempre y a todos
a-most-could = La mayoría
a-some-could = Algunas
a-few-could = Solo unas pocas
a-never-did = Todavía no
a-now-rare = Sí, pero ahora lo hacen pocas veces
a-often = Sí, lo hacen a menudo
a-picture-none = Ninguno o uno
a-picture-some = Dos o tres
a-picture-most = Cuatro o los cinco
a-feedback-soon = El mismo día y con detalle
a-feedback-late = Al cabo de semanas o en cifras globales
a-feedback-never = Pocas veces o nunca
a-tools-all = Está todo
a-tools-partly = Una parte
a-tools-missing = Falta lo que necesitan
a-process-clear = No hay nada que lo impida
a-process-some = Algunas cosas
a-process-many = Muchas cosas
a-right-pays = Le compensa
a-no-difference = Da lo mismo
a-right-costs = Le cuesta algo
a-right-costs-note = tiempo, ventas, problemas
a-wrong-pays = Compensa más hacerlo mal
a-capacity-both-fine = Sí, ambas cosas
a-capacity-no-time = Les falta tiempo
a-capacity-poor-fit = No es adecuado para todos
a-capacity-neither = Ninguna de las dos
a-willing = Sí
a-willing-mixed = Algunos sí
a-unwilling = No
a-unknown = No lo sé
a-unknown-note = Preguntaremos a algunos, si nos lo permite.

## What is asked beside an answer
more-onset = ¿Desde cuándo y qué cambió?
more-which = ¿Cuáles?
more-consequences = ¿Qué le cuesta o qué le aporta?
more-tools = ¿Qué falta?
gap-measure = Qué se mide
gap-today = Hoy
gap-wanted = Dónde debería estar
gap-counted = Dónde podríamos consultarla
gap-counted-hint = Un informe, una persona o un archivo. Basta con un nombre.
cost-low = Como mínimo
cost-high = Como máximo
cost-unit = En dinero, horas u otra cosa
number-unread = Escriba aquí un número, por ejemplo 62 o 12 000, o déjelo vacío.

## The page
many-questions = { $many ->
    [one] Una pregunta
   *[other] { $number } preguntas
}
page-heading-named = { $questions }, { $name }
page-title = Preguntas sobre { $topic }
page-lead = Nos ayudan a responder a «{ $topic }». Dos minutos, y puede dejar cualquiera sin responder.
page-lead-by-html = Nos ayudan a responder a «{ $topic }» antes del { $time }. Dos minutos, y puede dejar cualquiera sin responder.
page-anyone = Cualquiera que tenga este enlace puede responder. Sus respuestas llegan al equipo que trabaja en su petición y a nadie más.
thanks = Gracias.
thanks-named = Gracias, { $name }.
thanks-nothing = No ha respondido nada, y está bien. Puede volver cuando quiera.
thanks-some = { $many ->
    [one] El equipo tiene su respuesta.
   *[other] El equipo tiene sus { $number } respuestas.
}
thanks-open = { $many ->
    [one] La otra pregunta queda abierta, y está bien.
   *[other] Las otras preguntas quedan abiertas, y está bien.
}
thanks-promise = Nada ha cambiado. Tendrá noticias nuestras antes del
thanks-close-html = Puede cerrar esta página. { $link }
thanks-link = Ver en qué punto está su petición
page-send = Enviar al equipo
page-change = Puede volver y cambiarlo hasta que hayamos respondido.
page-why = ¿Por qué preguntan esto?
page-why-answer = Un curso ayuda cuando las personas todavía no saben hacer algo. Si la mayoría sabe, la causa está en otra parte, y preferimos corregirla con usted antes que quitar horas a su gente.
told-heading = Lo que nos ha dicho
told-open = sin responder
told-change = Cambiar
told-add = Añadir
told-late = Ya hemos respondido
told-late-why = Por eso ya no se puede cambiar aquí. Escríbanos en su página.

## The letter
letter-subject = { $questions } sobre { $topic }
letter-glimpse = Nos ayudan a responder. Dos minutos, y puede dejar cualquiera sin responder.
letter-words = Nos ayudarían a responder bien. Dos minutos, y puede dejar cualquiera sin responder.
letter-button = Responder en su página
letter-promise = Nada cambia. Tendrá noticias nuestras antes del
letter-note = O simplemente responda a este correo. El enlace es solo suyo.
