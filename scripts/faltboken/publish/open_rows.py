"""A service as it may leave the house, whatever its row says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from faltboken.rules import PLACE, PROTECTED_HOUSING
from faltboken.tables import Row, Table

_READ_OR_CONFIRMED = ("source_read_date", "assured_date", "checked_date")


def without_protected_place(row: Row) -> Row:
    """Return the row, and for protected housing never with a place.

    The check refuses such a row before anything is built; this is the second lock on the same door.
    """
    if PROTECTED_HOUSING not in row.items("needs"):
        return row
    return replace(row, values={**row.values, **dict.fromkeys(PLACE)})


def as_cell(value: Any) -> str:
    """Return a value as the CSV files write it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def newest_date(table: Table) -> date | None:
    """Return the day when something in the table was last read, checked or confirmed; None where it does not say."""
    columns = [name for name in _READ_OR_CONFIRMED if name in table.schema.names]
    return max((day for row in table for name in columns if (day := row.day(name))), default=None)
