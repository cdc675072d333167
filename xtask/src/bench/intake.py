"""Durable commits a second of single rows in SQLite: one connection, one row a transaction, the settings of Offwheel.

Called with a folder, in which the database lies, and the seconds to measure for; prints one line of JSON.
"""

import json
import sqlite3
import sys
import time

folder, seconds = sys.argv[1], float(sys.argv[2])

SETTINGS = """
    pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;
    pragma wal_autocheckpoint = 1000; pragma temp_store = memory;
    create table if not exists note (
        team_id text not null, id text not null, address text not null, words text not null, received_at bigint not null,
        primary key (team_id, id)
    );
"""
INSERT = "insert into note (team_id, id, address, words, received_at) values (?, ?, ?, ?, ?)"
TEAM = "019b0d6e-5a40-7000-8000-000000000001"
WORDS = "A course for twelve people on the new process, a day at the most. The first tries took twice as long as planned."

database = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
database.executescript(SETTINGS)
first = database.execute("select count(*) from note").fetchone()[0]
count = 0
begun = time.perf_counter()
while time.perf_counter() - begun < seconds:
    number = first + count
    database.execute(INSERT, (TEAM, f"019b0d6e-5a40-7000-9000-{number:012x}", f"person{number}@lindmoor.example", WORDS, number))
    count += 1
elapsed = time.perf_counter() - begun
print(json.dumps({"commits": count, "seconds": elapsed}))
