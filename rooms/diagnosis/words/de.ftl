## Questions, as the stakeholder reads them
q-gap = Welche Zahl soll besser werden, und wo steht sie heute?
q-onset = Seit wann ist das so, und bei wem?
q-cost = Was kostet es Sie ungefähr im Monat?
q-behaviour = Wer soll was anders machen, und in welchem Moment?
q-could = Wenn es heute wirklich darauf ankäme: Wie viele Ihrer Leute könnten es richtig?
q-before = Haben sie es schon einmal richtig gemacht, und wie oft machen sie es?
q-picture = Würde man fünf von ihnen einzeln fragen, was gut ist: Wie viele sagten dasselbe?
q-feedback = Wie bald erfahren sie, ob es richtig war, und wie genau?
q-tools = Haben sie Werkzeug, Angaben und Zugänge zur Hand, wenn sie sie brauchen?
q-process = Stehen ihnen Arbeitsschritte, Regeln oder Störungen im Weg?
q-consequences = Was geschieht mit jemandem, der es jedes Mal richtig macht?
q-capacity = Haben sie genug Zeit dafür, und liegt ihnen diese Arbeit?
q-willing = Wenn nichts davon im Weg stünde: Wollten sie es dann tun?

## Answers to choose
a-after-change = Seit einer Änderung
a-after-change-note = ein neues Werkzeug, eine neue Regel, ein Umzug
a-peaks-only = Nur wenn viel zu tun ist
a-some-fine = Manchen Teams gelingt es
a-new-task = Es ist eine neue Aufgabe
a-always = Schon immer, und bei allen
a-most-could = Die meisten
a-some-could = Einige
a-few-could = Nur wenige
a-never-did = Noch nie
a-now-rare = Ja, aber sie machen es jetzt selten
a-often = Ja, sie machen es oft
a-picture-none = Niemand, oder eine Person
a-picture-some = Zwei oder drei
a-picture-most = Vier oder alle fünf
a-feedback-soon = Am selben Tag, und genau
a-feedback-late = Nach Wochen, oder nur als Summe
a-feedback-never = Selten oder nie
a-tools-all = Alles ist da
a-tools-partly = Ein Teil ist da
a-tools-missing = Was sie brauchen, fehlt
a-process-clear = Nichts steht im Weg
a-process-some = Einiges
a-process-many = Vieles
a-right-pays = Es zahlt sich für sie aus
a-no-difference = Es macht keinen Unterschied
a-right-costs = Es kostet sie etwas
a-right-costs-note = Zeit, Umsatz, Ärger
a-wrong-pays = Falsch zahlt sich mehr aus
a-capacity-both-fine = Ja, beides
a-capacity-no-time = Ihnen fehlt die Zeit
a-capacity-poor-fit = Es liegt nicht allen
a-capacity-neither = Weder noch
a-willing = Ja
a-willing-mixed = Manche ja
a-unwilling = Nein
a-unknown = Das weiß ich nicht
a-unknown-note = Wir fragen ein paar von ihnen, wenn Sie es erlauben.

## What is asked beside an answer
more-onset = Seit wann, und was hat sich geändert?
more-which = Welche?
more-consequences = Was kostet es sie, oder was bringt es ihnen?
more-tools = Was fehlt?
gap-measure = Was gezählt wird
gap-today = Heute
gap-wanted = Wo sie stehen soll
gap-counted = Wo wir sie ablesen können
gap-counted-hint = Ein Bericht, ein Mensch oder eine Datei. Ein Name genügt.
cost-low = Mindestens
cost-high = Höchstens
cost-unit = In Geld, Stunden oder etwas anderem
number-unread = Schreiben Sie hier eine Zahl, etwa 62 oder 12 000, oder lassen Sie es leer.

## The page
many-questions = { $many ->
    [one] Eine Frage
   *[other] { $number } Fragen
}
page-heading-named = { $questions } an Sie, { $name }
page-title = Fragen zu „{ $topic }“
page-lead = Sie helfen uns bei der Antwort auf „{ $topic }“. Zwei Minuten, und jede darf offen bleiben.
page-lead-by-html = Sie helfen uns, „{ $topic }“ bis { $time } zu beantworten. Zwei Minuten, und jede darf offen bleiben.
page-anyone = Wer diesen Link hat, kann antworten. Ihre Antworten gehen an das Team, das an Ihrem Anliegen arbeitet, und sonst nirgendwohin.
thanks = Vielen Dank.
thanks-named = Vielen Dank, { $name }.
thanks-nothing = Es ist nichts beantwortet, und das ist in Ordnung. Sie können zurückkommen.
thanks-some = { $many ->
    [one] Ihre Antwort ist beim Team.
   *[other] Ihre { $number } Antworten sind beim Team.
}
thanks-open = { $many ->
    [one] Die andere Frage bleibt offen, und das ist in Ordnung.
   *[other] Die anderen Fragen bleiben offen, und das ist in Ordnung.
}
thanks-promise = Es hat sich nichts verschoben. Sie hören von uns bis
thanks-close-html = Sie können diese Seite schließen. { $link }
thanks-link = Sehen, wo Ihr Anliegen steht
page-send = Ans Team senden
page-change = Sie können zurückkommen und es ändern, bis wir geantwortet haben.
page-why = Warum fragen Sie das?
page-why-answer = Ein Kurs hilft, wenn Menschen etwas noch nicht können. Können es die meisten, liegt die Ursache anderswo. Dann ändern wir lieber das mit Ihnen, als Ihren Leuten Stunden zu nehmen.
told-heading = Was Sie uns gesagt haben
told-open = offen gelassen
told-change = Ändern
told-add = Ergänzen
told-late = Wir haben geantwortet
told-late-why = Deshalb lässt sich hier nichts mehr ändern. Schreiben Sie uns auf Ihrer Seite.

## The letter
letter-subject = { $questions } zu „{ $topic }“
letter-glimpse = Sie helfen uns bei der Antwort. Zwei Minuten, und jede darf offen bleiben.
letter-words = Das würde uns helfen, gut zu antworten. Zwei Minuten, und jede Frage darf offen bleiben.
letter-button = Auf Ihrer Seite antworten
letter-promise = Es verschiebt sich nichts. Sie hören von uns bis
letter-note = Oder antworten Sie einfach auf diese Mail. Der Link ist nur für Sie.
