"""Rows of an action plan in, counts and lists for the follow-up meeting out.

Every function is pure: the day is always an argument, so that a page that shows
an answer does not change because a day has passed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from faltboken.analyse.headings import DATA

PLAN = DATA / "action_plan.csv"
REQUIRED = ("area", "activity", "owner_role", "status", "follow_up_date")
STATUSES = ("proposed", "planned", "ongoing", "done", "stopped")
CLOSED = ("done", "stopped")
YEARS = range(2000, 2100)


class PlanError(ValueError):
    """A plan that cannot be read; ``faults`` holds one Swedish sentence for each fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep all faults and show them one to a line."""
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


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
    source_url: str = ""
    id: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to follow up."""
        return self.status not in CLOSED


@dataclass(frozen=True, slots=True)
class Point:
    """One point on the agenda of a follow-up meeting: an activity and why it is there."""

    activity: Activity
    reasons: tuple[str, ...]


def load(path: Path = PLAN) -> list[Activity]:
    """Read a plan from a CSV file (UTF-8, comma)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return parse(file, name=path.name)


def parse(lines: Iterable[str], *, name: str = "planen") -> list[Activity]:
    """Read a plan from lines of CSV and report all faults at once with their line."""
    reader = csv.DictReader(lines)
    header = reader.fieldnames or []
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        raise PlanError([f"{name}:1: kolumnen {column} saknas" for column in missing])
    activities: list[Activity] = []
    faults: list[str] = []
    for row in reader:
        where = f"{name}:{reader.line_num}"
        cells = {key: (row.get(key) or "").strip() for key in header}
        faults.extend(f"{where}: {fault}" for fault in _faults(cells, surplus=None in row))
        activities.append(_activity(cells))
    if faults:
        raise PlanError(faults)
    return activities


def _faults(cells: dict[str, str], *, surplus: bool) -> list[str]:
    faults = []
    if surplus:
        faults.append("raden har fler celler än rubriker; sätt citattecken om text med komma")
    if not cells["activity"]:
        faults.append("activity: aktiviteten är tom")
    if cells["status"] and cells["status"] not in STATUSES:
        faults.append(f'status: "{cells["status"]}" är inte en av {", ".join(STATUSES)}')
    text = cells["follow_up_date"]
    day = _date(text)
    if text and day is None:
        faults.append(f'follow_up_date: "{text}" är inget datum; skriv ÅÅÅÅ-MM-DD')
    if day and day.year not in YEARS:
        faults.append(f'follow_up_date: året i "{text}" är orimligt')
    return faults


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _activity(cells: dict[str, str]) -> Activity:
    return Activity(
        area=cells["area"],
        activity=cells["activity"],
        owner_role=cells["owner_role"],
        status=cells["status"],
        follow_up_date=_date(cells["follow_up_date"]),
        follow_up_text=cells.get("follow_up_text", ""),
        evidence=cells.get("evidence", ""),
        municipality=cells.get("municipality", ""),
        source_url=cells.get("source_url", ""),
        id=cells.get("id", ""),
    )


def of_municipality(activities: Iterable[Activity], municipality: str) -> list[Activity]:
    """Return the activities of one municipality, in their order."""
    return [one for one in activities if one.municipality == municipality]


def count_by_area(activities: Iterable[Activity]) -> dict[str, int]:
    """Count activities for each area, areas in the order they first appear."""
    counts: dict[str, int] = {}
    for one in activities:
        counts[one.area] = counts.get(one.area, 0) + 1
    return counts


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


def state(activity: Activity, today: date) -> Literal["open", "late", "done"]:
    """Return how a figure marks an activity: closed, open, or open with its day passed."""
    if not activity.is_open:
        return "done"
    return "late" if _day(activity) < today else "open"


def due(activities: Iterable[Activity], first: date, last: date) -> list[Activity]:
    """Return open activities to be followed up from ``first`` to ``last``, both included."""
    dated = [one for one in activities if one.is_open and one.follow_up_date]
    return sorted((one for one in dated if first <= _day(one) <= last), key=_day)


def agenda(activities: Sequence[Activity], today: date) -> list[Point]:
    """Return what a meeting must decide on, in the order of the plan, with every reason."""
    late = set(overdue(activities, today))
    ownerless = set(missing_owner(activities))
    dateless = set(missing_date(activities))
    unknown = {one for one in activities if one.status == "done" and not one.evidence}
    questions = (
        (late, "dagen för uppföljning har passerat"),
        (ownerless, "ingen roll är ansvarig"),
        (dateless, "datum för uppföljning saknas"),
        (unknown, "gjord, men resultatet är inte beskrivet"),
    )
    points = (Point(one, tuple(reason for group, reason in questions if one in group)) for one in activities)
    return [point for point in points if point.reasons]


def _day(activity: Activity) -> date:
    return activity.follow_up_date or date.max
