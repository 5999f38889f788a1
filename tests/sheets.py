"""Workbooks as units fill them in, made for a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from faltboken.analyse.sheets import sheet_schema
from faltboken.schema import Field, Schema

SCHEMA = Schema(
    title="Provblad",
    description="Ett påhittat blad.",
    fields=(
        Field("code", "string", "Kod", example="A7", required=True, pattern="^[A-Z][1-9][0-9]?$"),
        Field(
            "kind",
            "string",
            "Sort",
            example="walk",
            required=True,
            enum=("walk", "office", "night"),
            labels={"walk": "Ute på fält", "office": "Kontor", "night": "Natt 23–04"},
        ),
        Field("day", "date", "Datum", example="2027-02-01", required=True),
        Field("hours", "number", "Timmar", example="1.25", required=True, minimum="0.05", maximum="24"),
        Field("seen", "integer", "Antal", example="4", minimum="0", maximum="500"),
    ),
)
DAY = date(2027, 2, 1)
GOOD = ("A7", "Kontor", DAY, 1.5, 4)
Change = Callable[[Workbook, Worksheet], None]


def titles(schema: Schema) -> list[str]:
    return [column.title for column in schema.fields]


def workbook(
    path: Path,
    rows: Sequence[Sequence[object]] = (GOOD,),
    headings: Sequence[object] | None = None,
    change: Change | None = None,
    schema: Schema = SCHEMA,
) -> Path:
    """Write a workbook with one sheet; `change` does with it what openpyxl can."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = schema.title
    sheet.append(titles(schema) if headings is None else list(headings))
    for row in rows:
        sheet.append(list(row))
    if change:
        change(book, sheet)
    book.save(path)
    return path


def work_time_rows(participants: int = 6, days: int = 5) -> list[list[object]]:
    """Return rows of a made-up measurement: each participant and day has a meeting, casework and travel."""
    schema = sheet_schema("arbetstid")
    role, activity = schema.field("role"), schema.field("activity")
    rows: list[list[object]] = []
    for person in range(participants):
        for day in range(days):
            for place, hours in (("child_meeting", 1.5), ("casework", 3 + day / 4), ("travel", 0.75)):
                who = role.label("field_worker" if person % 2 else "social_secretary")
                rows.append([f"A{person + 1}", who, "Före", date(2027, 2, 1 + day), activity.label(place), hours])
    return rows
