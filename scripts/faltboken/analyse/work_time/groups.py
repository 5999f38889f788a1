"""Which roles may be shown: none with fewer than five participants, and none that could be counted back.

Whoever knows the whole unit and all roles but one knows the last one too. Roles with fewer than five are therefore put
together, and if they are still fewer than five, the smallest of the other roles joins them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from faltboken.analyse.bootstrap import FEWEST
from faltboken.analyse.work_time.measured import Person


@dataclass(frozen=True, slots=True)
class Group:
    """Participants who are shown together: one role, or several that are too small by themselves."""

    roles: tuple[str, ...]
    people: tuple[Person, ...]


def groups(measured: Sequence[Person]) -> list[Group]:
    """Return the groups that may be shown, together everyone; none when there are fewer than five participants."""
    by_role: dict[str, list[Person]] = defaultdict(list)
    for person in measured:
        by_role[person.role].append(person)
    sizes = sorted(by_role, key=lambda role: (-len(by_role[role]), role))
    shown = [role for role in sizes if len(by_role[role]) >= FEWEST]
    together = [role for role in sizes if role not in shown]
    while shown and 0 < sum(len(by_role[role]) for role in together) < FEWEST:
        together.append(shown.pop())
    parts = [(role,) for role in shown] + ([tuple(sorted(together, key=sizes.index))] if together else [])
    made = [Group(roles, tuple(person for role in roles for person in by_role[role])) for roles in parts]
    return [group for group in made if len(group.people) >= FEWEST]
