"""What has passed its date: services whose confirmation no longer holds, pages to review, and laws that have changed.

The report is for people (`lines`, in Swedish) and for programs (`as_json`; its fields are told in data/README.md).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from faltboken import freshness, overdue_laws, pages, tables
from faltboken.overdue_laws import LateLaw
from faltboken.tables import Row

FORMAT = "faltboken-overdue-1"


@dataclass(frozen=True)
class LateService:
    """A service that was confirmed, too long ago."""

    id: str
    name: str
    role: str
    acute: bool
    municipalities: tuple[str, ...]
    assured_date: date
    due_date: date
    days_overdue: int
    path: str
    line: int

    def __str__(self) -> str:
        """Return the line that an editor reads."""
        return (
            f"{self.path}:{self.line}: {self.name}: inte bekräftad sedan {self.assured_date}, "
            f"skulle ha bekräftats senast {self.due_date}"
        )


@dataclass(frozen=True)
class LatePage:
    """A page that should have been reviewed."""

    path: str
    role: str
    due_date: date
    days_overdue: int

    def __str__(self) -> str:
        """Return the line that an editor reads."""
        return f"{self.path}: skulle ha granskats {self.due_date} ({self.role})"


@dataclass(frozen=True)
class Report:
    """All that has passed its date on the day `today`, and how many services nobody has confirmed."""

    today: date
    services: tuple[LateService, ...]
    pages: tuple[LatePage, ...]
    confirmed: int
    unconfirmed: dict[str, dict[str, int]]  # role -> file -> count
    laws: tuple[LateLaw, ...]  # pages and rows last looked at before the law changed
    unreadable: int  # faults in data and pages: rows and pages with a fault are missing here

    @property
    def is_late(self) -> bool:
        """Whether anything has passed its date."""
        return bool(self.services or self.pages or self.laws)

    def lines(self) -> list[str]:
        """Return the report in Swedish, as plain text that is also Markdown: acute numbers first, then by role."""
        acute = [service for service in self.services if service.acute]
        found = _part("Akuta nummer som måste bekräftas nu", [f"{service} ({service.role})" for service in acute])
        for heading, items in overdue_laws.part_headings(self.laws).items():
            found += _part(heading, items)
        for role in sorted({service.role for service in self.services if not service.acute}):
            late = [str(service) for service in self.services if service.role == role and not service.acute]
            found += _part(f"Verksamheter att bekräfta igen, ansvarig {role}", late)
        found += _part("Sidor som skulle ha granskats", [str(page) for page in self.pages])
        for role, files in self.unconfirmed.items():
            items = [f"{path}: {count}" for path, count in files.items()]
            found += _part(f"Verksamheter som ingen har bekräftat, ansvarig {role}", items, sum(files.values()))
        if not self.is_late:
            found = ["Inget har passerat sitt datum.", "", *found]
        if self.unreadable:
            found += [f"Listan är inte hel: {self.unreadable} fel i data och sidor. Kör kb.py check.", ""]
        return found[:-1]

    def as_json(self) -> str:
        """Return the report for programs; the same report gives the same bytes."""
        data: dict[str, Any] = {
            "format": FORMAT,
            "today": self.today,
            "late": self.is_late,
            "counts": {
                "services_confirmed": self.confirmed,
                "services_overdue": len(self.services),
                "services_unconfirmed": sum(sum(files.values()) for files in self.unconfirmed.values()),
                "pages_overdue": len(self.pages),
                "laws_overdue": len(self.laws),
                "faults": self.unreadable,
            },
            "services_overdue": [asdict(service) for service in self.services],
            "services_unconfirmed": [
                {"role": role, "path": path, "count": count}
                for role, files in self.unconfirmed.items()
                for path, count in files.items()
            ],
            "pages_overdue": [asdict(page) for page in self.pages],
            "laws_overdue": [asdict(item) for item in self.laws],
        }
        return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def _part(heading: str, items: list[str], count: int = 0) -> list[str]:
    return [f"{heading}: {count or len(items)}", "", *(f"- {item}" for item in items), ""] if items else []


def report(root: Path, today: date) -> Report:
    """Return what has passed its date below the project folder `root`: acute services first, then the longest late."""
    loaded, faults = tables.load(root)
    sources, unreadable = pages.read_all(root)
    rule = freshness.of(loaded)
    late: list[LateService] = []
    confirmed = 0
    unconfirmed: Counter[tuple[str, str]] = Counter()
    table = loaded.by_name.get("services")
    owner = table.resource.owner if table and table.resource else ""
    for row in (row for row in table or () if row.text("status") in freshness.SHOWN):
        match rule.state(row, today):
            case freshness.OVERDUE:
                late.append(_late(row, rule, owner, today))
            case freshness.CONFIRMED:
                confirmed += 1
            case _:
                unconfirmed[row.text("assured_by") or owner, row.path] += 1
    late.sort(key=lambda service: (not service.acute, service.due_date, service.path, service.line))
    by_role: dict[str, dict[str, int]] = {}
    for (role, path), count in sorted(unconfirmed.items()):
        by_role.setdefault(role, {})[path] = count
    late_pages = [
        LatePage(page.path, page.front.owner, due, (today - due).days)
        for page in sources
        if (due := page.front.next_review) and due < today
    ]
    late_pages.sort(key=lambda page: (page.due_date, page.path))
    late_laws = overdue_laws.late(sources, loaded, today)
    return Report(today, tuple(late), tuple(late_pages), confirmed, by_role, late_laws, len(faults) + len(unreadable))


def _late(row: Row, rule: freshness.Freshness, owner: str, today: date) -> LateService:
    day, due = freshness.assured(row), rule.due(row)
    assert day is not None
    assert due is not None
    return LateService(
        id=row.text("id"),
        name=row.text("name"),
        # Whoever confirmed it last is asked first; where nobody is named, the one who looks after the table.
        role=row.text("assured_by") or owner,
        acute=row.text("id") in rule.acute,
        municipalities=row.items("municipalities"),
        assured_date=day,
        due_date=due,
        days_overdue=(today - due).days,
        path=row.path,
        line=row.line,
    )
