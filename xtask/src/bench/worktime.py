"""CPU nanoseconds of one due time, 24 business hours after each of many instants, one at a time: pandas and numpy.

Called with the file of calendars; prints one line of JSON. The calendar `berlin` is Monday to Friday 09:00 to 17:00
with the holidays of Berlin. Both count what they can: pandas 24 open hours, numpy one working day.
"""

import json
import sys
import time

import numpy
import pandas
from pandas.tseries.offsets import CustomBusinessHour

ROUNDS = 5


def fastest(starts, add):
    """The least CPU nanoseconds an addition took, over some rounds of all starts."""
    rounds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for start in starts:
            add(start)
        rounds.append((time.process_time() - begin) / len(starts) * 1e9)
    return min(rounds)


calendars = json.load(open(sys.argv[1], encoding="utf-8"))
berlin = next(calendar for calendar in calendars if calendar["id"] == "berlin")
holidays = [holiday["date"] for holiday in berlin["holidays"]]

minutes = range(0, 365 * 24 * 60, 487)
starts = [pandas.Timestamp("2026-01-01", tz=berlin["zone"]) + pandas.Timedelta(minutes=minute) for minute in minutes]
hours = CustomBusinessHour(n=24, start="09:00", end="17:00", holidays=holidays)

days = [numpy.datetime64("2026-01-01") + minute // (24 * 60) for minute in minutes]
working_days = numpy.busdaycalendar(weekmask="1111100", holidays=holidays)

print(json.dumps({
    "pandas_ns": fastest(starts, lambda start: start + hours),
    "numpy_ns": fastest(days, lambda day: numpy.busday_offset(day, 1, roll="forward", busdaycal=working_days)),
}))
