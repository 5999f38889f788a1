"""The frozen cases of what is open now: hours, a moment, and the words a reader must see.

Each was worked out from the hours and the calendar, not from what the code says. Python and the browser are held to
them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from faltboken import opening
from faltboken.tables import Row

PATH = Path(__file__).with_name("opening_cases.csv")


@dataclass(frozen=True)
class Case:
    """One case: the day the book is built, a row of services, a moment, and what must be said."""

    today: date
    row: Row
    moment: datetime
    state: str
    text: str
    why: str

    @property
    def schedule(self) -> opening.Schedule:
        """The schedule of the row from the day the book is built."""
        return opening.of_service(self.row, self.today)

    def __str__(self) -> str:
        """Return the case as a test's name."""
        return f"{self.row.text('opening_hours')} {self.moment:%Y-%m-%dT%H:%M%z} {self.why}"


def cases() -> list[Case]:
    """Return all cases."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                date.fromisoformat(line["today"]),
                Row(
                    {
                        "opening_hours": line["opening_hours"],
                        "status": line["status"],
                        "phone": "112" if line["phone"] == "ja" else "",
                    },
                    "data/services/x.csv",
                    2,
                ),
                datetime.fromisoformat(line["moment"]),
                line["state"],
                line["text"],
                line["why"],
            )
            for line in csv.DictReader(file)
        ]
