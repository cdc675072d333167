ack-glimpse = Hemos recibido su mensaje. Una persona le responderá a más tardar el { $due }.
ack-note = El enlace es solo para usted. Si desea añadir algo, responda a este correo. Este aviso se ha enviado de forma automática para que lo sepa enseguida; la respuesta la escribirá una persona.
promise-label = Tendrá noticias nuestras a más tardar el
promise-note = El enlace es solo para usted. Si desea añadir algo, responda a este correo.
promise-subject = Tendrá noticias nuestras a más tardar el { $due }
promise-words = Hemos recibido su mensaje y lo responderemos en una hora que reservamos para pensar.
see-where = Ver el estado
your-words = Su mensaje, { $label }
