"""What a spreadsheet file is read into: sheets of raw cells, or a reason in Swedish why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter

MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Refused:
    """A cell whose value cannot be known: the code of the rule and the sentence on it."""

    code: str
    message: str


Raw = str | int | float | bool | date | datetime | time | timedelta | Refused | None


class Unreadable(Exception):
    """A file or sheet that cannot be read: what is wrong and what to do, in Swedish."""

    def __init__(self, code: str, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.row = row


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name ("" for a CSV file), its rows as they stand there, and the rows with merged cells."""

    name: str
    rows: list[list[Raw]]
    merged: frozenset[int] = field(default_factory=frozenset)


def cell_name(row: int, column: int) -> str:
    """Return the name a spreadsheet program gives a cell, as B17; both count from 1."""
    return f"{get_column_letter(column)}{row}"
