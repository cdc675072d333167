language = Langue
optional = facultatif
shorten = Veuillez raccourcir ce texte à { $most } signes ; il en compte { $signs }
skip = Aller au contenu
to-mend = { $many ->
    [one] Veuillez corriger un point avant l’envoi
   *[other] Veuillez corriger { $number } points avant l’envoi
}
today = aujourd’hui
tomorrow = demain
yesterday = hier
