foot = { $team } responde a cada solicitud. Lo que envíe aquí llega al equipo y a nadie más.

## El formulario
ask-title = Solicitud a { $team }
ask-title-not-sent = Aún sin enviar: solicitud a { $team }
ask-heading = ¿En qué podemos ayudarle?
ask-lead = Escríbalo como lo diría. No necesita cuenta ni números de formulario. Una persona le responderá en un plazo de { $turnaround }.
ask-what = ¿Qué necesita?
ask-what-hint = Un curso, una pregunta, un problema: todo vale. Bastan dos o tres frases.
ask-what-missing = Escriba lo que necesita, en una o dos frases
ask-result = ¿Qué resultado debería mejorar?
ask-result-hint = Una cifra ayuda, por ejemplo: «el 14 % de las decisiones son erróneas; un 4 % sería aceptable».
ask-fixed = ¿Hay una fecha que no se pueda mover?
ask-fixed-no = Sin fecha fija
ask-fixed-yes = Sí: ley, contrato o lanzamiento
ask-date = La fecha
ask-date-missing = Indique la fecha que no se puede mover o elija «Sin fecha fija»
ask-date-passed = El { $day } ya ha pasado. Revise el año
ask-date-unread = No podemos leer esta fecha. Escríbala así: 30.11.2026
ask-name = Su nombre
ask-address = Su correo de trabajo
ask-address-missing = Indique su correo electrónico para que podamos responderle
ask-address-wrong = No podemos escribir a esta dirección. Escríbala así: nombre@empresa.example
ask-files = Archivos
ask-files-hint = Como máximo 25 MB cada uno.
ask-files-again = { $many ->
    [one] Vuelva a elegir { $names }: el navegador no conserva el archivo cuando una página regresa
   *[other] Vuelva a elegir { $names }: el navegador no conserva los archivos cuando una página regresa
}
ask-audience = ¿Para quién es y para cuántas personas, más o menos?
ask-more = Añadir un archivo o más detalles
ask-send = Enviar
ask-promise-html = Si lo envía ahora, tendrá noticias nuestras a más tardar el { $time }.
ask-too-many = Han llegado muchos mensajes desde su conexión en poco tiempo. El suyo aún no se ha enviado y sigue aquí: envíelo de nuevo dentro de un minuto.
ask-cannot-write = En este momento no podemos guardar nada, por lo que su mensaje no se ha enviado. Es posible que el disco de nuestro servidor esté lleno. Su texto sigue aquí: envíelo de nuevo dentro de un rato.
turnaround-hours = { $hours ->
    [one] una hora laborable
   *[other] { $hours } horas laborables
}
turnaround-minutes = { $minutes } minutos
turnaround-both = { $hours } h { $minutes } min
machine-title = Gracias
machine-heading = Gracias.
machine-lead = Hemos tomado este mensaje por el de una máquina, porque se rellenó un campo que las personas no ven. Si usted es una persona, lo hizo su navegador: envíelo una vez más y nos llegará.
machine-send = Soy una persona, enviar
machine-files = Si había añadido un archivo, vuelva atrás y envíe el formulario desde allí: el navegador no conserva los archivos.

## El recibo
received-title = Recibido
received-heading = Hemos recibido su mensaje.
received-heading-named = Hemos recibido su mensaje, { $name }.
received-promise = Lo que le prometemos
received-by = Tendrá noticias nuestras a más tardar el
received-next = Qué ocurre ahora
received-step-here = Su mensaje ha llegado al equipo
received-step-think = Lo pensamos en un tiempo que reservamos para ello
received-step-answer = Una persona responde por correo, con algo más que un sí o un no
received-step-answer-by = a más tardar el { $time }
received-letter = Hemos escrito a la dirección que indicó. El correo dice lo mismo e incluye un enlace a una página privada donde puede ver el estado y añadir información. La página se abre solo con ese enlace, ya que aquí cualquiera puede escribir la dirección de otra persona.
received-no-letter-html = ¿No le ha llegado el correo en unos minutos? Mire en el correo no deseado o { $again }; el mismo mensaje no se registra dos veces.
received-again = escriba de nuevo
