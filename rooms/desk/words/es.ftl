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
received-next = Qué ocurre ahora
received-step-here = Su mensaje ha llegado al equipo
received-step-think = Lo pensamos en un tiempo que reservamos para ello
received-step-answer = Una persona responde por correo, con algo más que un sí o un no
by-time = a más tardar el { $time }
received-letter = Hemos escrito a la dirección que indicó. El correo dice lo mismo e incluye un enlace a una página privada donde puede ver el estado y añadir información. La página se abre solo con ese enlace, ya que aquí cualquiera puede escribir la dirección de otra persona.
received-no-letter-html = ¿No le ha llegado el correo en unos minutos? Mire en el correo no deseado o { $again }; el mismo mensaje no se registra dos veces.
received-again = escriba de nuevo
received-kept = Por el momento no sale ningún correo de aquí. El nuestro para usted está escrito y guardado, y se enviará a la dirección que indicó en cuanto sea posible. Dice lo mismo e incluye un enlace a una página privada donde puede ver el estado y añadir información. La página se abre solo con ese enlace, ya que aquí cualquiera puede escribir la dirección de otra persona.

## La página privada
private-aside = { $label }, su página privada
language-kept = A partir de ahora le escribimos en español.
see-where = Ver el estado
where-it-stands = Estado de su solicitud
link-open-html = Cualquiera que tenga este enlace puede leer esta página. Puede { $renew } o { $withdraw }.
link-over-html = Cualquiera que tenga este enlace puede leer esta página. Puede { $renew }.
link-renew = pedir un enlace nuevo
link-withdraw = retirar la solicitud
look-options = Ver las opciones
look-sheet = Ver la hoja de opciones
promised-name = Lo que le hemos prometido
label-hear = Tendrá noticias nuestras a más tardar el
label-start = Sabrá cuándo empezamos, y la siguiente fecha, a más tardar el
label-have = Recibirá { $what } a más tardar el
label-promised = Le prometimos { $what } a más tardar el

## El estado de una solicitud
stands-withdrawn = Esta solicitud se ha retirado. Lo que habíamos prometido al respecto queda sin efecto.
stands-closed = Esta solicitud está cerrada. Si aún necesita algo, escríbanos más abajo.
stands-late = Le prometimos { $what } a más tardar el { $time }. Ese momento ha pasado; aun así tendrá noticias nuestras.
stands-waiting = Hemos recibido su mensaje. Una persona lo lee en un tiempo que reservamos para ello.
stands-next = Le escribimos el { $day }. A continuación recibirá { $what }.
stands-choose = Respondimos el { $day } con { $ways } opciones. Ahora le toca a usted: el trabajo empieza cuando elija.
stands-answered = Respondimos el { $day }. Si falta algo, escríbanos más abajo.
stands-here = Tenemos su solicitud. Si desea añadir algo, escríbanos más abajo.
step-wrote = Usted nos escribió
step-told = Usted nos dijo lo que necesita
step-moved = Usted aceptó una fecha posterior
step-moved-below = { $at }. Prometido antes: { $time }
step-start = Le dijimos la fecha de inicio y la siguiente fecha
step-options = Le enviamos las opciones
step-delivery = Le dijimos la fecha de entrega
step-as-promised = { $sent }, como prometimos
step-late = { $sent }, más tarde de lo prometido
step-below = { $at }. Prometido a más tardar el { $time }
answered-yes = Respondimos que sí y añadimos lo que hace que funcione
answered-options = Respondimos con opciones
answered-not-training = Respondimos que no es cuestión de formación, y lo que proponemos
answered-later = Respondimos que será más adelante, y cuándo
answered-no = Respondimos que no, por qué, y quién puede ayudar
answered = Respondimos
step-chosen = Se eligió la opción { $way }: { $title }
step-chosen-below = { $at }, por { $who }
step-withdrawn = La solicitud se retiró
step-closed = La solicitud está cerrada
by-passed = prometido a más tardar el { $time }; ese momento ha pasado
here-think = Lo pensamos en un tiempo que reservamos para ello
here-plan = Planificamos el trabajo
here-options = Elaboramos las opciones
here-choose = Usted elige una opción
next-answer = Una persona responde, con algo más que un sí o un no
next-start = Sabrá cuándo empezamos y la siguiente fecha
next-options = Recibe una hoja de opciones
next-delivery = Recibe la fecha de entrega
next-confirm = Le decimos cuándo empezamos y la siguiente fecha
confirm-within = en un plazo de { $turnaround } desde su elección
dates-passed = Las fechas de la hoja han pasado. Díganos qué opción desea y las calculamos de nuevo.
dates-hold = Las fechas de la hoja valen hasta el { $time }. Después las calculamos de nuevo.

## Lo que se escribió
conversation = Conversación
reply = Añadir a la conversación
reply-missing = Escriba lo que quiere decir, en una o dos frases
add-file = Añadir un archivo
forwarded = Lo que usted reenvió
you = Usted
by-machine = enviado de forma automática
has-words = El equipo tiene su mensaje.
has-words-more = Figura más abajo, en la conversación.
files-again = Elija los archivos de nuevo: el navegador no los conserva cuando una página vuelve

## El enlace
closed-title = Este enlace ya no abre nada
closed-lead = Se ha renovado o es demasiado antiguo. Podemos enviarle uno nuevo a la dirección desde la que llegó la solicitud. No se ha perdido nada suyo.
closed-newer = Puede que un correo nuestro más reciente contenga un enlace que aún funciona.
link-mail = Enviarme un enlace nuevo
link-title = Pedir un enlace nuevo
link-heading = ¿Pedir un enlace nuevo?
link-lead = El enlace que tiene ahora dejará de abrir nada, lo tenga quien lo tenga. El nuevo llegará por correo a la dirección a la que escribimos.
link-keep = Conservar el que tengo
link-coming = Un enlace nuevo está en camino.
link-coming-more = Llega por correo. Mire también en el correo no deseado.
link-kept = El enlace nuevo está escrito, pero aún no se ha enviado.
link-kept-more = Por el momento no sale ningún correo de aquí. El enlace nuevo llegará por correo en cuanto sea posible.
link-subject = Su enlace nuevo
link-glimpse = Abre su página privada. Los enlaces anteriores ya no abren nada.
link-words = Aquí tiene el enlace nuevo a su página privada. Los anteriores ya no abren nada.
link-note = El enlace es solo para usted. ¿No lo ha pedido? Entonces alguien tiene un correo nuestro más antiguo; la página está segura, porque los enlaces anteriores están cerrados.

## Retirar
withdraw-title = Retirar la solicitud
withdraw-heading = ¿Retirar esta solicitud?
withdraw-lead = Dejamos de trabajar en «{ $title }» y lo que prometimos al respecto queda sin efecto. Lo escrito permanece en su página.
withdraw-yes = Retirarla
withdraw-no = No retirarla
withdraw-again = Puede volver a escribirnos en cualquier momento.
withdrawn = Retirada.
withdrawn-more = Lo que habíamos prometido al respecto queda sin efecto.
over = Esta solicitud ya ha terminado.

## Cambiar un compromiso
move-title = Quisiéramos cambiar la fecha
move-words-html = Le prometimos { $what } a más tardar el { $old } y quisiéramos pasarlo al { $new }. Mientras no diga que sí, vale la primera fecha.
move-button = Díganos cuál debe valer
moving-none = No hay nada que responder
moving-none-lead = La pregunta ya se respondió o ya no procede. Su página dice lo que vale ahora.
moving-title = ¿{ $new } { $instead }?
moving-lead = Le prometimos { $what } a más tardar el { $old } y quisiéramos cambiar la fecha.
moving-writes = { $name } escribe:
moving-question = ¿Qué fecha debe valer?
moving-yes = Me parece bien el { $time }
moving-no = Lo necesito a más tardar el { $time }
moving-yes-note = entonces nuestro compromiso es { $new } { $instead }
moving-meanwhile = { $note }; { $by } recibirá: { $words }
moving-no-passed = entonces { $stands }; ese momento ha pasado y responderemos en cuanto podamos
moving-no-note = entonces { $stands } y recibirá lo mejor que podamos decir para entonces
moving-words = ¿Algo que debamos saber?
moving-send = Decírselo al equipo
moving-foot = Si dice que no o no responde, { $stands }. También puede responder a nuestro correo.
moving-pick = Elija una de las dos, para que sepamos cuál debe valer
moving-gone = Esta pregunta ya no procede.
moving-gone-more = Más abajo figura lo que vale ahora.
moving-agreed = Gracias. La nueva fecha es nuestro compromiso.
moving-refused = Gracias. Se mantiene la primera fecha.

## La hoja de opciones
sheet-title = { $title }: { $ways } opciones
sheet-for = Hoja de opciones para { $who }
sheet-recommended = Recomendamos la opción { $way }.
sheet-hold-html = Las fechas valen hasta el { $time }.
sheet-none-chosen = No se ha elegido nada
sheet-passed = Las fechas de esta hoja han pasado
sheet-passed-why = Díganos más abajo qué opción desea y las calculamos de nuevo.
sheet-foot = Preparada el { $day } para { $who }. { $label }.
sheet-back = Volver a su página
choose-title = Elegir la opción { $way }
is-chosen = La opción { $way } está elegida.
is-chosen-more = Sabrá cuándo empezamos, y la siguiente fecha, a más tardar el { $time }.
look-again = Lo estudiamos de nuevo. Tendrá noticias nuestras a más tardar el { $time }.
