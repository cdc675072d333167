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

## La explicación de una fecha
clock-caption = Cómo se ha contado la fecha
clock-from = Desde, hasta ({ $city })
clock-does = Qué hace el reloj
clock-counted = Contado

## Lo que llegó con un formulario
bad-sign = Hay un signo que no podemos guardar. Lo hemos quitado; compruebe si el texto está bien y envíelo de nuevo
too-many-files = Elija como máximo { $most } archivos
file-too-large = «{ $name }» supera los 25 MB. Elija los archivos de nuevo sin él, o con uno más pequeño
files-too-large = Los archivos superan juntos los 50 MB. Elija menos

## Lo que no fue posible
not-found-title = Esta página no está aquí
not-found = Puede que el enlace sea antiguo o que fuera un enlace privado que se ha renovado. No se ha perdido nada suyo.
sign-in-title = Inicie sesión primero
forbidden-title = Esto no está abierto para usted
forbidden = No se ha hecho nada. Abra usted nuestra página y envíelo desde allí.
refused-title = Esto no puede hacerse tal como está
refused = No se ha cambiado nada. Abra su página de nuevo: dice lo que vale ahora.
invalid-title = Primero hay algo que corregir
invalid = Aquí hay algo que corregir.
conflict-title = Alguien se ha adelantado
too-many-title = Un momento, por favor
too-many = Ha llegado mucho desde su conexión en poco tiempo. No se ha cambiado nada. Inténtelo de nuevo dentro de un minuto.
too-large-title = Es demasiado grande
too-large = Aceptamos como máximo 25 MB por archivo y 50 MB en total. Vuelva atrás, elija menos o acorte el texto, y envíelo de nuevo.
not-now-title = En este momento no
unavailable = En este momento no podemos acceder a nuestra base de datos. No se ha cambiado nada. Inténtelo de nuevo dentro de un minuto.
cannot-write = En este momento no podemos guardar nada, por lo que no se ha cambiado nada. Indíquenos el número de abajo.
too-slow-title = Ha tardado demasiado
too-slow = Ha tardado demasiado y no podemos decir si se ha hecho. Mire la página antes de intentarlo de nuevo.
unreadable-title = No hemos podido leerlo
unreadable = El formulario no ha llegado completo. Vuelva atrás y envíelo de nuevo.
internal-title = Algo ha fallado por nuestra parte
internal = Algo ha fallado por nuestra parte. No se ha perdido nada suyo. Si vuelve a ocurrir, indíquenos el número de abajo.
number = Número { $id }
to-start = Ir al inicio
leave-empty = Deje esto vacío
