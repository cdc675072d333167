language = Sprache
optional = freiwillig
shorten = Bitte kürzen Sie das auf { $most } Zeichen; es sind { $signs }
skip = Direkt zum Inhalt
to-mend = { $many ->
    [one] Bitte korrigieren Sie noch eine Angabe, dann kann das gesendet werden
   *[other] Bitte korrigieren Sie noch { $number } Angaben, dann kann das gesendet werden
}
today = heute
tomorrow = morgen
yesterday = gestern
