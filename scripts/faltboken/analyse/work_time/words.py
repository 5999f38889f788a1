"""Numbers and names in Swedish for what is shown about working time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from faltboken.analyse.bootstrap import FEWEST, Interval
from faltboken.analyse.figure_intervals import plain
from faltboken.analyse.show import number_word
from faltboken.analyse.work_time.groups import Group
from faltboken.analyse.work_time.measured import ACTIVITIES, ROUNDS, SCHEMA, Entry, Person, people

ACTIVITY = SCHEMA.field("activity")
ROUND = SCHEMA.field("round")
ROLE = SCHEMA.field("role")
TOO_FEW = f"färre än {number_word(FEWEST)} deltagare"


def by_round(entries: Sequence[Entry]) -> dict[str, list[Person]]:
    """Return the participants of each round that the sheet has, the earlier first."""
    found = {name: people(entries, name) for name in ROUNDS}
    return {name: measured for name, measured in found.items() if measured}


def between(one: Interval, factor: float = 1, *, signed: bool = False) -> str:
    """Return an interval as "8,6 (5,9–11,5)"; with a minus sign anywhere the dash becomes "till"."""
    middle, low, high = (plain(value * factor) for value in (one.estimate, one.low, one.high))
    if not (one.low or one.high):
        return "ingen tid"  # nobody had any: that is known of these participants, not of others
    plus = "+" if signed and one.estimate > 0 else ""
    return f"{plus}{middle} ({low} till {high})" if signed else f"{middle} ({low}–{high})"


def name_of(group: Group) -> str:
    """Return what a group of roles is called in a table."""
    first, *others = [ROLE.label(role) for role in group.roles]
    return ", ".join([first, *map(_small, others)]) + (" tillsammans" if others else "")


def lower(labels: Iterable[str]) -> str:
    """Return labels as a list within a sentence."""
    return "; ".join(map(_small, labels))  # not "och", which stands within some of them


def had_by_few(persons: Sequence[Person]) -> list[str]:
    """Return the activities that someone had, but fewer than five: their intervals rest on too little."""
    return [one for one in ACTIVITIES if 0 < sum(one in person.hours for person in persons) < FEWEST]


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
