language = Language
optional = optional
shorten = Shorten this to { $most } signs; it has { $signs }
skip = Skip to the page
to-mend = { $many ->
    [one] One thing to mend before this can be sent
   *[other] { $number } things to mend before this can be sent
}
today = today
tomorrow = tomorrow
yesterday = yesterday
