language = Idioma
optional = opcional
shorten = Acorte esto a { $most } signos; tiene { $signs }
skip = Ir al contenido
to-mend = { $many ->
    [one] Corrija un dato antes de enviar
   *[other] Corrija { $number } datos antes de enviar
}
today = hoy
tomorrow = mañana
yesterday = ayer
