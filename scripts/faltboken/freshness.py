"""How fresh a service is: confirmed, overdue or unconfirmed, and the day it must be confirmed again.

Counted from `assured_date` only: that a page was read proves nothing about the service. The days between two
confirmations stand in one place, `review_interval_days` of data/service_categories.csv. A service whose number is shown
as acute (data/acute.csv) is held to the interval of the category `emergency`, whatever its own subject: a helpline for
suicidal thoughts is filed under mental health, and somebody may ring it tonight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from faltboken import swedish
from faltboken.tables import Row, Tables

CONFIRMED, OVERDUE, UNCONFIRMED = "confirmed", "overdue", "unconfirmed"
EMERGENCY = "emergency"
# Rows with another status stay in the data and are shown nowhere, so nobody has to confirm them.
SHOWN = ("active", "temporarily closed")


def assured(service: Row) -> date | None:
    """Return the day the service was last confirmed, None if it never was.

    A service that is temporarily closed can be confirmed too: somebody there said so.
    """
    return service.day("assured_date") if service.text("confidence") == "high" else None


@dataclass(frozen=True)
class Freshness:
    """The rule, read from the tables: days between confirmations by category, and the services shown as acute."""

    intervals: Mapping[str, int]
    acute: frozenset[str] = frozenset()

    def days(self, service: Row) -> int | None:
        """Return how many days a confirmation of the service holds; None where its category has no interval."""
        own = self.intervals.get(service.text("category"))
        urgent = self.intervals.get(EMERGENCY)
        if own is not None and urgent is not None and service.text("id") in self.acute:
            return min(own, urgent)
        return own

    def due(self, service: Row) -> date | None:
        """Return the last day on which the confirmation holds; None for a service that nobody has confirmed."""
        day, days = assured(service), self.days(service)
        return day + timedelta(days) if day and days is not None else None

    def number_due(self, service: Row) -> date | None:
        """Return the day after which a number that is shown as acute is marked by the browser; None for 112.

        An acute number whose confirmation is too old stays where it is: it is most likely right, and a reader in need
        is worse off without it, or on a site whose publication stopped because an editor was late. It does not stay in
        silence: the browser writes beside it when it was last confirmed and, where 112 can connect instead, says so;
        and the weekly job fails with that number first in its list. Nobody is made to doubt 112 by a missed check.
        """
        return None if service.text("phone") == "112" else self.due(service)

    def state(self, service: Row, today: date) -> str:
        """Return CONFIRMED, OVERDUE (the due day has passed) or UNCONFIRMED."""
        if assured(service) is None:
            return UNCONFIRMED
        due = self.due(service)
        return OVERDUE if due and due < today else CONFIRMED


@dataclass(frozen=True)
class Words:
    """What a reader is told, the kind of it (a CSS class), and what is told instead when `due` has passed.

    A page must not change because a day has passed, so it prints `now` and the browser writes `overdue` in its day.
    """

    now: str
    kind: str
    due: date | None = None
    overdue: str = ""


def words(service: Row, rule: Freshness) -> Words:
    """Return how sure a service is, in Swedish."""
    day = assured(service)
    said = swedish.long_date(day) if day else ""
    if service.text("status") == "temporarily closed":
        overdue = f"Tillfälligt stängd, inte bekräftat sedan {said}"
        return Words("Tillfälligt stängd", "unknown", rule.due(service), overdue)
    if day:
        return Words(f"Bekräftad {said}", "confirmed", rule.due(service), f"Inte bekräftad sedan {said}")
    return Words("Obekräftad", "unknown")


def of(tables: Tables) -> Freshness:
    """Return the rule as the tables have it."""
    categories = tables.by_name.get("service_categories", ())
    acute = tables.by_name.get("acute", ())
    return Freshness(
        {row.text("id"): row.integer("review_interval_days") or 0 for row in categories},
        frozenset(row.text("service") for row in acute),
    )
