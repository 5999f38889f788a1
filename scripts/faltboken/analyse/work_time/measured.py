"""From the rows of the sheet to what each participant did: one sum for each participant, round and activity."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from faltboken.analyse.headings import DATA, schema_of
from faltboken.tables import read_file

SAMPLE = DATA / "samples" / "arbetstid.csv"
SCHEMA = schema_of("sheets/arbetstid")
ACTIVITIES = SCHEMA.field("activity").enum
ROUNDS = SCHEMA.field("round").enum
WITH_CHILDREN = "child_meeting"  # what counts is defined in the schema, beside the activity
FULL_DAY = 8 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the sheet; `number` is its row there."""

    participant: str
    role: str
    round: str
    day: date
    activity: str
    hours: float
    number: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """What one participant did in one round, in hours."""

    code: str
    role: str
    round: str
    hours: Mapping[str, float]
    days: frozenset[date]

    @property
    def total(self) -> float:
        """All hours of the participant in the round."""
        return math.fsum(self.hours.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was measured in a round: participants, participant days with rows, and the days that could have had."""

    people: int
    days: int
    possible: int
    fewest: int
    median: float
    most: int
    hours: float
    first: date
    last: date

    @property
    def hours_a_day(self) -> float:
        """Hours for each measured day of a participant."""
        return self.hours / self.days


def sample() -> list[Entry]:
    """Return the made-up rows that the notebook shows the analysis on; raises ValueError when they cannot be read."""
    rows, problems = read_file(SAMPLE, SAMPLE.name, SCHEMA)
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return [Entry(**row.values, number=row.line) for row in rows]


def people(entries: Iterable[Entry], of_round: str | None = None) -> list[Person]:
    """Return the participants of one round, or of all, by code; sums do not depend on the order of the rows."""
    parts: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    roles: dict[tuple[str, str], str] = {}
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for entry in entries:
        if of_round is None or entry.round == of_round:
            key = (entry.round, entry.participant)
            parts[key][entry.activity].append(entry.hours)
            roles[key] = entry.role
            days[key].add(entry.day)
    return [
        Person(
            code=key[1],
            role=roles[key],
            round=key[0],
            hours={activity: math.fsum(parts[key][activity]) for activity in ACTIVITIES if activity in parts[key]},
            days=frozenset(days[key]),
        )
        for key in sorted(parts, key=lambda key: (ROUNDS.index(key[0]), key[1]))
    ]


def coverage(measured: Sequence[Person]) -> Coverage:
    """Return how much was measured; a day counts as possible for everyone when anyone measured it."""
    every = sorted(set().union(*(person.days for person in measured)))
    counts = [len(person.days) for person in measured]
    return Coverage(
        people=len(measured),
        days=sum(counts),
        possible=len(measured) * len(every),
        fewest=min(counts),
        median=median(counts),
        most=max(counts),
        hours=math.fsum(person.total for person in measured),
        first=every[0],
        last=every[-1],
    )
