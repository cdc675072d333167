#!/usr/bin/env python3
"""Which statuses each operation met in a run of Schemathesis: reads its NDJSON report, prints `met METHOD PATH 200x3 404x1` lines."""

import collections
import json
import sys

met = collections.defaultdict(collections.Counter)
for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(line).get("ScenarioFinished")
    if event is None:
        continue
    recorder = event["recorder"]
    for case, interaction in recorder.get("interactions", {}).items():
        value = recorder["cases"][case]["value"]
        status = (interaction.get("response") or {}).get("status_code", "none")
        met[value["method"], value["path"]][str(status)] += 1

for (method, path), statuses in sorted(met.items()):
    print("met", method, path, *(f"{status}x{count}" for status, count in sorted(statuses.items())))
