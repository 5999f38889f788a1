"""From the rows of the sheet to stops, and the calendar of fixed weeks that everything is counted by."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from faltboken.analyse.headings import DATA, schema_of
from faltboken.analyse.sheets import Line

SCHEMA = schema_of("sheets/faltlogg")
BANDS = SCHEMA.field("time_band").enum
PLACES = SCHEMA.field("place").enum
REFERRALS = ("to_leisure", "to_school_or_work", "to_support")
MINUTES = {"day": 360, "afternoon": 180, "evening": 180, "late_evening": 180, "night": 300}
WEEK_ONE = date(2025, 12, 29)  # the Monday of the first week of 2026; periods are counted from it, for ever
PERIOD = 4  # weeks that numbers of young people are counted by
LONG = 12  # weeks that referrals are counted by, as they are few


@dataclass(frozen=True, slots=True)
class Stop:
    """One row of the sheet; `number` is its row there."""

    day: date
    band: str
    place: str
    minutes: int
    workers: int
    seen: int
    contacts: int
    new: int
    follow_on: int
    referrals: tuple[int, ...] = (0, 0, 0)
    number: int = 0

    @property
    def week(self) -> int:
        """The week, counted from the first of 2026."""
        return (self.day - WEEK_ONE).days // 7


def stops(lines: Iterable[Line]) -> list[Stop]:
    """Return the lines of the sheet as stops, in its order."""
    return [_stop(line.values, line.number) for line in lines]


def sample(path: Path = DATA / "samples" / "faltlogg.csv") -> list[Line]:
    """Return the lines of a made-up log, as they would be read from a sheet."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    text = {"time_band", "place"}
    return [
        Line(
            number,
            {
                name: date.fromisoformat(value) if name == "date" else value if name in text else int(value or 0)
                for name, value in row.items()
            },
        )
        for number, row in enumerate(rows, start=2)
    ]


def _stop(values: Mapping[str, object], number: int) -> Stop:
    def count(name: str) -> int:
        return cast(int, values.get(name) or 0)

    return Stop(
        day=cast(date, values["date"]),
        band=cast(str, values["time_band"]),
        place=cast(str, values["place"]),
        minutes=count("minutes"),
        workers=count("workers"),
        seen=count("seen"),
        contacts=count("contacts"),
        new=count("new_contacts"),
        follow_on=count("follow_on"),
        referrals=tuple(count(name) for name in REFERRALS),
        number=number,
    )


def periods(logged: Iterable[Stop], weeks: int = PERIOD) -> dict[int, list[Stop]]:
    """Return the stops of each period that is over, oldest first.

    A period is over when something is logged after it. Until then a number would change with every evening, and the
    difference between two reports would be one evening's young people.
    """
    found: dict[int, list[Stop]] = {}
    for stop in sorted(logged, key=lambda stop: (stop.day, stop.number)):
        found.setdefault(stop.week // weeks, []).append(stop)
    return {period: inside for period, inside in found.items() if period != max(found)}


def weeks_named(first: int, number: int = 1) -> str:
    """Return the name of a week or of several in a row: "v. 5–8 2026"."""
    start, end = ((WEEK_ONE + timedelta(weeks=week)).isocalendar() for week in (first, first + number - 1))
    if number == 1:
        return f"v. {start.week} {start.year}"
    if start.year == end.year:
        return f"v. {start.week}–{end.week} {end.year}"
    return f"v. {start.week} {start.year}–v. {end.week} {end.year}"
