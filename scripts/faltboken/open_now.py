"""What a schedule of opening hours says at one moment, in the words of a pill.

The twin of `theme/static/open-now.js`, which says it to the reader: tests/opening_cases.csv judges both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from faltboken import swedish
from faltboken.opening import ZONE, Schedule
from faltboken.spans import covering

UNKNOWN, UNKNOWN_WITHOUT_PHONE = "Okänt – ring först", "Okänt – kontrollera först"
SOON = 30
_NIGHT_ENDS = time(6)
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True)
class Now:
    """What holds at one moment: "open", "always", "closed" or "unknown", and the words for it."""

    state: str
    text: str


def state(schedule: Schedule, moment: datetime) -> Now:
    """Return what a schedule says at a moment, which must have a time zone."""
    now = int(moment.timestamp() // 60)
    if not schedule.start <= now < schedule.until or covering(schedule.unknown, now):
        return Now("unknown", UNKNOWN if schedule.phone else UNKNOWN_WITHOUT_PHONE)
    if schedule.paused:
        return Now("closed", "Tillfälligt stängt")
    span = covering(schedule.open, now)
    if span == (schedule.start, schedule.until):
        return Now("always", "Öppet dygnet runt")
    if span:
        end = span[1]
        if end == schedule.until or covering(schedule.unknown, end):
            return Now("open", f"Öppet minst till {_closing(end, now)}")
        if end - now <= SOON:
            return Now("open", f"Stänger om {end - now} {'minut' if end - now == 1 else 'minuter'}")
        return Now("open", f"Öppet till {_closing(end, now)}")
    opens = next((begins for begins, _ in schedule.open if begins > now), None)
    if opens is None:
        return Now("closed", "Stängt")
    # An opening that the text leaves unsaid may come before.
    latest = "senast " if any(now < begins < opens for begins, _ in schedule.unknown) else ""
    return Now("closed", f"Öppnar {latest}{_opening(opens, now)}")


def _closing(end: int, now: int) -> str:
    """Return the time when something ends: midnight is 24.00 of the day before, as notices write it."""
    at, here = _local(end), _local(now)
    midnight = at.time() == time()
    clock = "24.00" if midnight else f"{at:%H.%M}"
    days = (at.date() - here.date()).days - midnight
    return clock if days == 0 or (days == 1 and at.time() <= _NIGHT_ENDS and not midnight) else _on(at, days, clock)


def _opening(begins: int, now: int) -> str:
    at = _local(begins)
    days = (at.date() - _local(now).date()).days
    return f"kl. {at:%H.%M}" if days == 0 else _on(at, days, f"{at:%H.%M}")


def _on(at: datetime, days: int, clock: str) -> str:
    day = at.date() - timedelta(clock == "24.00")
    if days == 1:
        return f"i morgon {clock}"
    if days < 7:
        return f"{_WEEKDAYS[day.weekday()]} {clock}"
    return f"{day.day} {swedish.MONTHS[day.month - 1]} {clock}"


def _local(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, ZONE)
