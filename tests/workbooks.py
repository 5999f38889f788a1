"""Workbooks for tests: the base book's export, opened, changed and imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from books import NOW
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from faltboken.workbooks.exporting import export
from faltboken.workbooks.importing import Plan, plan

SERVICES = "data/services/exempelby.csv"


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every table of a book by its path."""
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "data").rglob("*.csv")}
    return {name: content for name, content in found.items() if not name.startswith("data/samples/")}


def column(sheet: Worksheet, title: str) -> int:
    """Return the number of the column with that heading, wherever the heading stands."""
    return next(cell.column for row in sheet.iter_rows(max_row=9) for cell in row if cell.value == title)


def put(sheet: Worksheet, row: int, title: str, value: object, number_format: str = "General") -> None:
    """Write a cell as a person's spreadsheet program would."""
    cell = sheet.cell(row, column(sheet, title))
    cell.number_format = number_format
    cell.value = value  # type: ignore[assignment]


def workbook(root: Path, change: Callable[[Workbook], object], name: str = "bok.xlsx", **chosen: str) -> Path:
    """Return the path of an export of a book that has been opened, changed and saved."""
    opened = load_workbook(io.BytesIO(export(root, **chosen)))
    change(opened)
    opened.save(root / name)
    return root / name


def changed(root: Path, change: Callable[[Worksheet], object], sheet: str = "exempelby") -> Plan:
    """Return what importing an export with one changed sheet would do."""
    return planned(root, workbook(root, lambda opened: change(opened[sheet])))


def planned(root: Path, path: Path) -> Plan:
    """Return what importing one file would do."""
    return plan(root, {path.name: path}, NOW)


def told(found: Plan) -> list[str]:
    """Return the faults as an editor reads them."""
    return [str(fault) for fault in found.faults]


def shown(found: Plan) -> list[str]:
    """Return the changes as an editor reads them; there must be no fault."""
    assert told(found) == []
    return [line for change in found.changes for line in change]


def table(root: Path, path: str = SERVICES) -> list[list[str]]:
    """Return the cells of a canonical file, headings first."""
    return list(csv.reader(io.StringIO((root / path).read_text(encoding="utf-8"), newline="")))


def separated(rows: list[list[str]], delimiter: str = ";", encoding: str = "cp1252") -> bytes:
    """Return rows as Swedish Excel writes a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)
