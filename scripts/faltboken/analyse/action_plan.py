"""Rows of an action plan in, counts and lists for the follow-up meeting out.

Every function but `load` is pure: the day is always an argument, so that a page that shows an answer does not change
because a day has passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from faltboken.analyse.data_rows import rows_of
from faltboken.tables import Row

CLOSED = ("done", "stopped")


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of a plan: an activity, the role that owns it, and the day it is followed up."""

    area: str
    activity: str
    owner_role: str = ""
    status: str = ""
    follow_up_date: date | None = None
    follow_up_text: str = ""
    evidence: str = ""
    municipality: str = ""
    measure: str = ""
    before: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to follow up."""
        return self.status not in CLOSED


@dataclass(frozen=True, slots=True)
class Point:
    """One point on the agenda of a follow-up meeting: an activity and why it is there."""

    activity: Activity
    reasons: tuple[str, ...]


def load(path: Path | None = None) -> list[Activity]:
    """Return the activities of `action_plan.csv`, or of a file with its columns; raises TableError with all faults."""
    return [_activity(row) for row in rows_of("action_plan", path)]


def _activity(row: Row) -> Activity:
    return Activity(
        area=row.text("area"),
        activity=row.text("activity"),
        owner_role=row.text("owner_role"),
        status=row.text("status"),
        follow_up_date=row.day("follow_up_date"),
        follow_up_text=row.text("follow_up_text"),
        evidence=row.text("evidence"),
        municipality=row.text("municipality"),
    )


def of_municipality(activities: Iterable[Activity], municipality: str) -> list[Activity]:
    """Return the activities of one municipality, in their order."""
    return [one for one in activities if one.municipality == municipality]


def missing_owner(activities: Iterable[Activity]) -> list[Activity]:
    """Return open activities that no role owns."""
    return [one for one in activities if one.is_open and not one.owner_role]


def missing_date(activities: Iterable[Activity]) -> list[Activity]:
    """Return open activities without a day for follow-up."""
    return [one for one in activities if one.is_open and one.follow_up_date is None]


def overdue(activities: Iterable[Activity], today: date) -> list[Activity]:
    """Return open activities whose day has passed, oldest first; the day itself is in time."""
    late = [one for one in activities if one.is_open and _day(one) < today]
    return sorted(late, key=_day)


def due_soon(activities: Iterable[Activity], today: date, days: int = 30) -> list[Activity]:
    """Return open activities whose day is today or within `days` days, soonest first."""
    end = today + timedelta(days)
    return sorted((one for one in activities if one.is_open and today <= _day(one) <= end), key=_day)


def missing_measure(activities: Iterable[Activity]) -> list[Activity]:
    """Return open activities for which nobody has said how a change will be noticed."""
    return [one for one in activities if one.is_open and not one.measure]


@dataclass(frozen=True, slots=True)
class AreaState:
    """How an area of a plan stands: how many activities it has, and of them those done, late and without an owner."""

    area: str
    total: int
    done: int
    late: int
    ownerless: int


def by_area(activities: Sequence[Activity], today: date) -> list[AreaState]:
    """Return how each area stands, in the order of the plan."""
    late, ownerless = set(overdue(activities, today)), set(missing_owner(activities))
    found = []
    for area in dict.fromkeys(one.area for one in activities):
        own = [one for one in activities if one.area == area]
        found.append(
            AreaState(
                area,
                total=len(own),
                done=sum(one.status == "done" for one in own),
                late=sum(one in late for one in own),
                ownerless=sum(one in ownerless for one in own),
            )
        )
    return found


def state(activity: Activity, today: date) -> Literal["open", "late", "done"]:
    """Return how a figure marks an activity: closed, open, or open with its day passed."""
    if not activity.is_open:
        return "done"
    return "late" if _day(activity) < today else "open"


def agenda(activities: Sequence[Activity], today: date) -> list[Point]:
    """Return what a meeting must decide on, in the order of the plan, with every reason."""
    late = set(overdue(activities, today))
    ownerless = set(missing_owner(activities))
    dateless = set(missing_date(activities))
    measureless = set(missing_measure(activities))
    unknown = {one for one in activities if one.status == "done" and not one.evidence}
    questions = (
        (late, "dagen för uppföljning har passerat"),
        (ownerless, "ingen roll är ansvarig"),
        (dateless, "datum för uppföljning saknas"),
        (measureless, "inget mått: hur märker ni att det blev bättre?"),
        (unknown, "gjord, men resultatet är inte beskrivet"),
    )
    points = (Point(one, tuple(reason for group, reason in questions if one in group)) for one in activities)
    return [point for point in points if point.reasons]


def _day(activity: Activity) -> date:
    return activity.follow_up_date or date.max
