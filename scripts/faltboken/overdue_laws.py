"""What a changed law leaves to do: pages to review, and proposals whose day has come with nobody having looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from faltboken import law_dates
from faltboken.pages import PageSource
from faltboken.tables import Tables


@dataclass(frozen=True)
class LateLaw:
    """A page (line 0) or a row of `law_changes.csv` that was last looked at before the law changed."""

    path: str
    line: int
    role: str
    changed_date: date
    days_overdue: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """Return the line that an editor reads."""
        when = (
            f"{self.line}: dagen har kommit ({self.changed_date})"
            if self.line
            else f" lagen ändrades {self.changed_date}"
        )
        return f"{self.path}:{when}. {' '.join(self.reasons)}"


def late(pages: Iterable[PageSource], tables: Tables, today: date) -> tuple[LateLaw, ...]:
    """Return what must be looked at because of changes up to and on the day `today`, the longest late first."""
    found = []
    for page in pages:
        due = [change for change in law_dates.changes(page, tables) if change.day <= today]
        if due:
            reasons = tuple(dict.fromkeys(change.sentence() for change in due))
            found.append(LateLaw(page.path, 0, page.front.owner, due[0].day, (today - due[0].day).days, reasons))
    table = tables.by_name.get(law_dates.TABLE)
    for row in table or ():
        day, checked = row.day("date"), row.day("checked_date")
        if row.text("status") == law_dates.PROPOSED and day and day <= today and (checked is None or checked < day):
            owner = table.resource.owner if table and table.resource else ""
            reason = law_dates.Change(day, law_dates.PROPOSED, row.text("title")).sentence()
            found.append(LateLaw(row.path, row.line, owner, day, (today - day).days, (reason,)))
    return tuple(sorted(found, key=lambda item: (item.changed_date, item.path, item.line)))


def part_headings(found: Iterable[LateLaw]) -> dict[str, list[str]]:
    """Return the report's parts, by heading: one for each role that has something to do."""
    parts: dict[str, list[str]] = {}
    for item in sorted(found, key=lambda item: item.role):
        parts.setdefault(f"Att gå igenom, för lagen har ändrats, ansvarig {item.role}", []).append(str(item))
    return parts
