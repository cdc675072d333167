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

## Die Erklärung eines Zeitpunkts
clock-caption = Wie der Zeitpunkt gezählt wurde
clock-from = Von, bis ({ $city })
clock-does = Was die Uhr macht
clock-counted = Gezählt

## Was mit einem Formular kam
bad-sign = Ein Zeichen darin können wir nicht speichern. Wir haben es entfernt; bitte sehen Sie nach, ob der Text stimmt, und senden Sie ihn noch einmal
too-many-files = Bitte wählen Sie höchstens { $most } Dateien aus
file-too-large = „{ $name }“ ist größer als 25 MB. Bitte wählen Sie die Dateien ohne sie noch einmal aus, oder mit einer kleineren
files-too-large = Die Dateien sind zusammen größer als 50 MB. Bitte wählen Sie weniger aus

## Was nicht möglich war
not-found-title = Diese Seite gibt es hier nicht
not-found = Der Link ist vielleicht alt, oder es war ein privater Link, der erneuert wurde. Nichts von Ihnen ist verloren.
sign-in-title = Bitte zuerst anmelden
forbidden-title = Das steht Ihnen nicht offen
forbidden = Es wurde nichts geändert. Bitte öffnen Sie unsere Seite selbst und senden Sie es von dort.
refused-title = So geht das im Moment nicht
refused = Es wurde nichts geändert. Bitte öffnen Sie Ihre Seite noch einmal: Dort steht, was jetzt gilt.
invalid-title = Etwas ist noch zu korrigieren
invalid = Hier ist noch etwas zu korrigieren.
conflict-title = Jemand war schneller
too-many-title = Einen Moment, bitte
too-many = Von Ihrem Anschluss kam in kurzer Zeit sehr viel. Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal.
too-large-title = Das ist zu groß
too-large = Wir nehmen höchstens 25 MB je Datei und 50 MB zusammen an. Bitte gehen Sie zurück, wählen Sie weniger aus oder kürzen Sie den Text, und senden Sie es noch einmal.
not-now-title = Im Moment nicht
unavailable = Wir erreichen unsere Datenbank im Moment nicht. Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal.
cannot-write = Wir können im Moment nichts speichern, deshalb wurde nichts geändert. Bitte nennen Sie uns die Nummer unten.
too-slow-title = Das hat zu lange gedauert
too-slow = Das hat zu lange gedauert, und wir können nicht sagen, ob es getan wurde. Bitte sehen Sie auf der Seite nach, bevor Sie es noch einmal versuchen.
unreadable-title = Das konnten wir nicht lesen
unreadable = Das Formular kam nicht vollständig an. Bitte gehen Sie zurück und senden Sie es noch einmal.
internal-title = Bei uns ist etwas schiefgegangen
internal = Bei uns ist etwas schiefgegangen. Nichts von Ihnen ist verloren. Wenn es wieder vorkommt, nennen Sie uns bitte die Nummer unten.
number = Nummer { $id }
to-start = Zum Anfang
leave-empty = Bitte leer lassen
