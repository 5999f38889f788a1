"""A unit's own turnover: what the share becomes by each way of counting, and how far chance alone can move it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True)
class Share:
    """One way of counting: whom it counts as having left, how many they are, and of how many."""

    counted: str
    left: int
    of: int

    @property
    def percent(self) -> float:
        """The share in per cent."""
        return 100 * self.left / self.of


def shares(staff: int, left: Collection[str], ways: Mapping[str, Collection[str]]) -> list[Share]:
    """Return the share by each way of counting.

    `staff` is how many they were when the year began, `left` one reason for each who left, and `ways` for each way its
    name and the reasons that it counts. Raises ValueError when more left than there were.
    """
    if staff < 1 or len(left) > staff:
        raise ValueError(f"{len(left)} av {staff} kan inte ha slutat")
    return [Share(way, sum(reason in reasons for reason in left), staff) for way, reasons in ways.items()]


def by_chance(staff: int, probability: float) -> list[float]:
    """Return the probability that 0, 1, … `staff` leave, when each leaves with `probability` whatever the others do."""
    if staff < 0 or not 0 <= probability <= 1:
        raise ValueError("antalet är minst 0 och sannolikheten mellan 0 och 1")
    return [comb(staff, k) * probability**k * (1 - probability) ** (staff - k) for k in range(staff + 1)]
