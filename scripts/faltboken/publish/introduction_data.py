"""The introduction as two scripts that the browser reads: its tasks with the days off, and the meetings of its year.

Classic scripts that call `faltbokenIntroductionData(data)`, because a page opened from a folder may not read other
files. Which days are off work is decided here, by `opening`: red days and eves. The browser counts working days from
the reader's start, and says so where these years end. Same rows and year, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from faltboken import onboarding, opening
from faltboken.tables import Row, Tables

# Someone who began last year is still in the first year; one who begins now has a year to go, and the site may be old.
_YEARS_BEFORE, _YEARS_AFTER = 1, 3
# When meetings are, on Sweden's clock, until someone moves them in the calendar.
_TIMES = {"mentor": "13:00", "reflektion": "09:00", "chef": "15:00"}


def tasks(tables: Tables, today: date, address: Callable[[Row], str]) -> str:
    """Return the script with phases, roles, tasks and days off; `address` gives a task's place, from the root."""
    schema = tables[onboarding.TABLE].schema
    phases, roles = schema.field("phase"), schema.field("roles")
    first, last = date(today.year - _YEARS_BEFORE, 1, 1), date(today.year + _YEARS_AFTER, 12, 31)
    rows = onboarding.in_order(tables[onboarding.TABLE])
    data = {
        "phases": [{"id": name, "name": phases.label(name)} for name in phases.enum],
        "roles": {name: roles.label(name) for name in roles.enum if name != onboarding.EVERYONE},
        "givers": list(onboarding.GIVERS),
        "municipalities": {row.text("id"): row.text("name") for row in tables.by_name.get("municipalities", ())},
        "from": first.isoformat(),
        "until": last.isoformat(),
        "off": [day.isoformat() for day in days_off(first, last)],
        "tasks": [_task(row, address(row)) for row in rows],
    }
    return script(data)


def _task(row: Row, address: str) -> dict[str, object]:
    task: dict[str, object] = {
        "id": row.text("id"),
        "phase": row.text("phase"),
        "day": row.integer("day"),
        "roles": list(row.items("roles")),
        "title": row.text("title"),
        "minutes": row.integer("minutes"),
        "with": row.text("with_whom"),
        "url": address,
    }
    return task | ({"municipality": row.text("municipality")} if row.text("municipality") else {})


def meetings(rows: Iterable[Row], kinds: Callable[[str], str], address: Callable[[Row], str]) -> str:
    """Return the script with the meetings; `kinds` names a kind in words, `address` gives a meeting's page or ""."""
    found = [
        {
            "id": row.text("id"),
            "kind": kinds(row.text("kind")),
            "week": row.integer("week"),
            "at": _TIMES[row.text("kind")],
            "minutes": row.integer("minutes"),
            "title": row.text("title"),
            "questions": list(row.items("questions")),
            "roles": list(row.items("roles")),
            "url": address(row),
        }
        for row in sorted(rows, key=lambda row: (row.integer("week") or 0, row.text("id")))
    ]
    return script({"meetings": found})


def days_off(first: date, last: date) -> list[date]:
    """Return the days from Monday to Friday, both ends counted, that are red or the eve of a red day."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and (opening.is_red(day) or opening.is_eve(day))]


def script(data: Mapping[str, object]) -> str:
    """Return a script that hands data to the page."""
    return f"faltbokenIntroductionData({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"
