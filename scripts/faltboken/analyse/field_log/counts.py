"""Every number of young people that is printed: counted by fixed periods, and protected.

Which tables are printed is fixed, so that what they share can be protected together:

* Young people seen: place × time, by four weeks, without sums: a sum would give a hidden number away, or make more be
  hidden. Contacts, new and follow-on: one number each, by the same four weeks. Referrals: by kind with their sum, by
  twelve weeks. A week: only classes of young people seen, never a number.
* No two tables of the same thing overlap in time, so none can be subtracted from another, nor one report from the next.
  A sum over periods is a sum of numbers that are printed, and tells nothing that they do not.
* One thing says something of another: those talked with are among those seen, those helped on among those talked with,
  and the classes of the weeks bound the four weeks. So each is protected against a reader who knows the others exactly.

Hours and stops are the team's own work, and are never hidden.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from faltboken.analyse.field_log.stops import LONG, PERIOD, REFERRALS, Stop, periods
from faltboken.analyse.suppression import apart, one_way, splits

RECENT = 13  # periods that are reported: a year
CLASSES = ((0, 9, "färre än 10"), (10, 24, "10–24"), (25, None, "25 eller fler"))
HIDDEN = "dolt"

Pair = tuple[str, str]
Seen = dict[Pair, int | None]  # None is hidden


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of printed numbers; it is the least there can be if some were hidden."""

    number: int
    exact: bool = True

    def __str__(self) -> str:
        """Return the amount in words for a table."""
        return str(self.number) if self.exact else f"minst {self.number}" if self.number else HIDDEN


@dataclass(frozen=True, slots=True)
class Work:
    """What the team did: stops, and hours out at the place."""

    stops: int = 0
    hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Met:
    """Contacts of one period; None is hidden."""

    contacts: int | None
    new: int | None
    follow_on: int | None


def work(logged: Iterable[Stop]) -> Work:
    """Return the stops and hours of some stops."""
    minutes = [stop.minutes for stop in logged]
    return Work(len(minutes), sum(minutes) / 60)


def by_pair(logged: Iterable[Stop]) -> dict[Pair, list[Stop]]:
    """Return the stops of each place and time."""
    found: dict[Pair, list[Stop]] = defaultdict(list)
    for stop in logged:
        found[stop.place, stop.band].append(stop)
    return found


@dataclass(frozen=True, slots=True)
class Period:
    """What is printed of young people in one period: seen by place and time, and contacts."""

    seen: Seen
    met: Met
    apart: bool = False  # the contacts are hidden for the sake of those who were seen


def printed(logged: Iterable[Stop]) -> dict[int, Period]:
    """Return what is printed of each of the last periods that are over."""
    return {period: _printed(inside) for period, inside in recent(logged).items()}


def seen(logged: Iterable[Stop]) -> dict[int, Seen]:
    """Return young people seen by place and time, for each of the last periods that are over."""
    return {period: one.seen for period, one in printed(logged).items()}


def recent(logged: Iterable[Stop]) -> dict[int, list[Stop]]:
    """Return the stops of the last periods that are over."""
    return dict(list(periods(logged).items())[-RECENT:])


def _printed(inside: Sequence[Stop]) -> Period:
    pairs = by_pair(inside)
    known = {}
    for pair, among in pairs.items():
        weeks: Counter[int] = Counter()
        for stop in among:
            weeks[stop.week] += stop.seen
        classes = [seen_class(number) for number in weeks.values()]
        highs = [high for _, high, _ in classes if high is not None]
        known[pair] = (sum(low for low, _, _ in classes), sum(highs) if len(highs) == len(classes) else None)
    counts = {pair: sum(stop.seen for stop in among) for pair, among in pairs.items()}
    shown = apart(counts, known, least=sum(stop.contacts for stop in inside))
    if shown is None:
        alone = apart(counts, known)
        return Period(alone if alone is not None else dict.fromkeys(counts), Met(None, None, None), apart=True)
    return Period(shown, _met(inside))


def seen_class(number: int) -> tuple[int, int | None, str]:
    """Return the class of a number of young people seen in a week: the least, the most, and its words."""
    return next(one for one in CLASSES if one[1] is None or number <= one[1])


def added(numbers: Iterable[int | None]) -> Amount:
    """Return the sum of printed numbers."""
    listed = list(numbers)
    return Amount(sum(number or 0 for number in listed), None not in listed)


def pairs_added(tables: Mapping[int, Seen]) -> dict[Pair, Amount]:
    """Return the sum of each place and time over the periods."""
    pairs = dict.fromkeys(pair for table in tables.values() for pair in table)
    return {pair: added(table.get(pair, 0) for table in tables.values()) for pair in pairs}


def place_added(tables: Iterable[Seen], place: str) -> Amount:
    """Return the sum of a place over its times and the periods."""
    return added(number for table in tables for pair, number in table.items() if pair[0] == place)


def met(logged: Iterable[Stop]) -> dict[int, Met]:
    """Return contacts, new and follow-on, for each of the last periods that are over."""
    return {period: one.met for period, one in printed(logged).items()}


def _met(inside: Sequence[Stop]) -> Met:
    """Return the contacts of a period; those who were not new are as much a group as those who were."""
    contacts = sum(stop.contacts for stop in inside)
    new, again = sum(stop.new for stop in inside), sum(stop.follow_on for stop in inside)
    helped = max(sum(stop.referrals[kind] for stop in inside) for kind in range(len(REFERRALS)))
    ways = ({"new": new, "known": contacts - new}, {"again": again, "not": contacts - again})
    shown, total = splits(ways, least=helped, limit=sum(stop.seen for stop in inside))
    return Met(total, shown[0]["new"], shown[1]["again"])


def referrals(logged: Iterable[Stop]) -> dict[int, tuple[dict[str, int | None], int | None]]:
    """Return how many were helped on by kind, and the sum, for each of the last long periods that are over."""
    found = dict(list(periods(logged, LONG).items())[-(RECENT * PERIOD // LONG) :])
    return {period: _referrals(inside) for period, inside in found.items()}


def _referrals(inside: Sequence[Stop]) -> tuple[dict[str, int | None], int | None]:
    kinds = {name: sum(stop.referrals[kind] for stop in inside) for kind, name in enumerate(REFERRALS)}
    if any(_printed(among).apart for among in _by_period(inside)):
        return dict.fromkeys(kinds), None
    return one_way(kinds, most=sum(stop.contacts for stop in inside))


def _by_period(inside: Iterable[Stop]) -> list[list[Stop]]:
    found: dict[int, list[Stop]] = defaultdict(list)
    for stop in inside:
        found[stop.week // PERIOD].append(stop)
    return list(found.values())


def last_week(logged: Sequence[Stop]) -> tuple[int, dict[Pair, tuple[Work, str]]]:
    """Return the last week that has a stop, and by place and time the work and the class of young people seen."""
    week = max(stop.week for stop in logged)
    pairs = by_pair(stop for stop in logged if stop.week == week)
    return week, {pair: (work(among), seen_class(sum(stop.seen for stop in among))[2]) for pair, among in pairs.items()}
