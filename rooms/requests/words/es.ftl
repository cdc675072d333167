ack-glimpse = Hemos recibido su mensaje. Una persona le responderá a más tardar el { $due }.
ack-note = El enlace es solo para usted. Si desea añadir algo, responda a este correo. Este aviso se ha enviado de forma automática para que lo sepa enseguida; la respuesta la escribirá una persona.
see-where = Ver el estado
your-words = Su mensaje, { $label }
