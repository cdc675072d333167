## How much time
turnaround-hours = { $hours ->
    [one] 1 business hour
   *[other] { $hours } business hours
}
turnaround-both = { $hours } h { $minutes } min
reached-hours = { $hours ->
    [one] 1 business hour is reached
   *[other] { $hours } business hours are reached
}
reached-minutes = { $minutes ->
    [one] 1 min is reached
   *[other] { $minutes } min are reached
}
reached-both = { $hours } h { $minutes } min are reached

## From, to
span = { $from } to { $to }
span-over = { $from } to { $day }, { $to }
days = { $from } to { $to }

## Line by line
runs-office = Office hours: time runs.
runs-day = Working day: time runs around the clock.
runs-days = Working days: time runs around the clock.
waits = The clock waits for the next opening.
received-day-off = Received on { $weekday }, which is no working day.
received-holiday = Received on a holiday.
received-holiday-named = Received on a holiday ({ $name }).
received-closure = Received during a closure.
received-closure-named = Received during a closure ({ $name }).
received-outside = Received outside office hours.
received-before = Received before office hours ({ $hours }).
received-after = Received after office hours ({ $hours }).
received-between = Received between office hours ({ $hours }).
outside = Outside office hours: the clock stands still.
day-off = No working day: { $stands }
holiday = Holiday. The clock stands still.
holiday-named = Holiday: { $name }. The clock stands still.
closure = Closure. The clock stands still.
closure-named = Closure: { $name }. The clock stands still.
pause = Waiting for the stakeholder: the clock stands still.
moved = { $reached }, but { $time } is outside office hours. The time moves to the next opening.
result-waiting = Waiting for the stakeholder, still. There is no due time until the clock runs again.
result-opens = The office opens. { $time } is the due time.
result-nothing = The office is open, and nothing is left to count.
result-reached = { $reached }.
result-inside = { $reached }. { $time } is inside office hours, so nothing moves.

## In a sentence
paused-since = Paused since { $at }.
counts-from = Counts from { $at }.
while-waiting = The clock stands still while waiting for the stakeholder.
moves = { $time } is outside office hours, so it moves to { $at }.
at-once = At once.
open-minutes = Only open minutes count.
one-day-later = One working day later, same time.
days-later = { $days } working days later, same time.
later = { $turnaround } later.
stands-one = { $things } stands still.
stands-many = { $things } stand still.
a-weekday = { $day }
weekdays = { $from } to { $to }
closure-on = the closure on { $day }
closure-from = the closure from { $from } to { $to }
closures = { $number } closures
the-holiday = the holiday
holidays = { $number } holidays
the-weekend = the weekend
weekends = { $number } weekends
days-off = { $number } days off
days-off-from = the days off from { $from } to { $to }
