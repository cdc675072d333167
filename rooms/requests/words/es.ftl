ack-glimpse = Hemos recibido su mensaje. Una persona le responderá a más tardar el { $due }.
ack-note = El enlace es solo para usted. Si desea añadir algo, responda a este correo. Este aviso se ha enviado de forma automática para que lo sepa enseguida; la respuesta la escribirá una persona.
promise-label = Tendrá noticias nuestras a más tardar el
promise-note = El enlace es solo para usted. Si desea añadir algo, responda a este correo.
promise-subject = Tendrá noticias nuestras a más tardar el { $due }
promise-words = Hemos recibido su mensaje y lo responderemos en una hora que reservamos para pensar.
see-where = Ver el estado
your-words = Su mensaje, { $label }

## Por qué no se aceptó un texto
no-words = Escriba lo que necesita, en una o dos frases.
too-long = Son más de { $most } signos. Ponga el resto en un archivo y añádalo.
bad-sign = Contiene un signo que no se puede guardar (U+0000). Copie el texto de nuevo sin él.
not-done = No ha sido posible. Abra su página de nuevo: dice lo que vale ahora.

## Una pregunta
question-subject = Una pregunta sobre: { $title }
question-promise = Esto aún no es una respuesta: tendrá noticias nuestras a más tardar el { $time }, como prometimos.
question-button = Responder en su página
question-note = O responda simplemente a este correo. El enlace es solo para usted.
