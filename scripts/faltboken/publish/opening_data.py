"""When every service is open, as one script that `theme/static/open-now.js` reads.

A classic script that calls `faltbokenHours(data)`, because a page opened from a folder may not read other files:

    {"from": 29662980, "until": 29837220, "schedules": [[open, unknown, flags], ...], "services": {"nat-112": 0, ...}}

`from` and `until` are minutes since 1970. `open` and `unknown` list in turn when a span begins and ends, each in
minutes after the one before it, the first after `from`: regular hours become regular numbers, which compress well.
Flags: 1 is without telephone, 2 is closed for the time being; left out where there is none. Services with the same
hours share a schedule; one that is left out is always unknown and has a telephone. Same rows and day, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from faltboken import opening
from faltboken.spans import Spans
from faltboken.tables import Row

WITHOUT_PHONE, PAUSED = 1, 2


def opening_hours(services: Iterable[Row], today: date) -> str:
    """Return the script for the services that are shown, from `today` on."""
    unsaid = opening.schedule("", today)
    found = {row.text("id"): opening.of_service(row, today) for row in services}
    written = {
        name: json.dumps(_packed(schedule), separators=(",", ":"))
        for name, schedule in sorted(found.items())
        if schedule != unsaid
    }
    number = {text: place for place, text in enumerate(dict.fromkeys(written.values()))}
    places = json.dumps({name: number[text] for name, text in written.items()}, separators=(",", ":"))
    days = f'"from":{unsaid.start},"until":{unsaid.until}'
    return f'faltbokenHours({{{days},"schedules":[{",".join(number)}],"services":{places}}});\n'


def _packed(schedule: opening.Schedule) -> list[list[int] | int]:
    flags = WITHOUT_PHONE * (not schedule.phone) + PAUSED * schedule.paused
    packed: list[list[int] | int] = [_steps(schedule.open, schedule.start), _steps(schedule.unknown, schedule.start)]
    return [*packed, flags] if flags else packed


def _steps(spans: Spans, start: int) -> list[int]:
    moments = [start, *(moment for span in spans for moment in span)]
    return [after - before for before, after in pairwise(moments)]
