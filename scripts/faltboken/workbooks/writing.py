"""Tables out to a workbook: one sheet a file, with Swedish headings, notes, lists to choose from and validation."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from faltboken import cells
from faltboken.schema import Field
from faltboken.workbooks import choices, guidance
from faltboken.workbooks.targets import LISTS_SHEET, README_SHEET, Target

_SPARE_ROWS = 1000  # below the table, where a new row gets the same validation and form
_HEADER = PatternFill("solid", fgColor="1F3B4D")
_FIXED = PatternFill("solid", fgColor="EEF1F3")
_NUMBER_FORMATS = {"date": "yyyy-mm-dd", "integer": "0", "number": "General"}
MADE = datetime(1980, 1, 1)  # noqa: DTZ001 – the first moment a zip file can name: the same tables give the same bytes

Rows = Sequence[dict[str, str]]


def workbook(contents: Sequence[tuple[Target, Rows]], lists: choices.Lists) -> bytes:
    """Return a workbook (.xlsx) with a sheet for each file; `lists` are the values that references may have."""
    book = Workbook()
    book.properties.creator = "Fältboken"
    book.properties.created = MADE
    guidance.fill(_sheet(book, README_SHEET, first=True), [(target, len(rows)) for target, rows in contents])
    sheets = [(_sheet(book, target.sheet), target, rows) for target, rows in contents]
    ranges = choices.write(_sheet(book, LISTS_SHEET), lists, [target for target, _ in contents])
    for sheet, target, rows in sheets:
        _fill(sheet, target, rows, ranges)
    return same_bytes(book)


def _sheet(book: Workbook, name: str, first: bool = False) -> Worksheet:
    sheet = book.active if first else book.create_sheet()
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    return sheet


def _fill(sheet: Worksheet, target: Target, rows: Rows, ranges: dict[str, str]) -> None:
    last = len(rows) + 1 + _SPARE_ROWS
    for number, column in enumerate(target.schema.fields, start=1):
        letter = get_column_letter(number)
        heading = sheet.cell(1, number, column.title)
        heading.font = Font(bold=True, color="FFFFFF")
        heading.fill = _HEADER
        heading.alignment = Alignment(vertical="top", wrap_text=True)
        heading.comment = _note(column)
        texts = [row[column.name] for row in rows]
        dimension = sheet.column_dimensions[letter]
        dimension.width = _width(column, texts)
        dimension.number_format = _NUMBER_FORMATS.get(column.type, "@")
        for line, text in enumerate(texts, start=2):
            cell = sheet.cell(line, number)
            assert isinstance(cell, Cell)
            _write(cell, text, column)
            if column.name == "id":
                cell.fill = _FIXED
        rule = choices.validation(column, ranges)
        if rule:
            rule.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(target.schema.fields))}{len(rows) + 1}"


def _write(cell: Cell, text: str, column: Field) -> None:
    """Write a cell so that a spreadsheet program keeps what it holds, and never counts with a text.

    A text stays a text, also one that begins as a formula (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    cell.number_format = _NUMBER_FORMATS.get(column.type, "@")
    if not text:
        return
    value, faults = cells.parse(text, column)
    if column.type in _NUMBER_FORMATS and not faults and str(value) == text:
        cell.value = value
        return
    cell.number_format = "@"
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text[0] in "=+-@":
        marked: Any = cell
        marked.quotePrefix = True


def _note(column: Field) -> Comment:
    parts = [column.description]
    if column.references:
        parts = [re.sub(r"\b(?:ur|i) \w+\.csv", f"på bladet {LISTS_SHEET}", column.description)]
        parts.append("Namnet går lika bra att skriva.")
    if column.required:
        parts.append("Måste fyllas i.")
    if column.type == "list":
        parts.append(f"Flera värden skiljs åt med {column.delimiter} utan mellanslag.")
    if column.labels:
        parts.append("\n".join(f"{value} = {label}" for value, label in column.labels.items()))
    if column.example:
        parts.append(f"Exempel: {column.example}")
    text = "\n".join(filter(None, parts))
    return Comment(text, "Fältboken", height=40 + 18 * sum(1 + len(line) // 45 for line in text.split("\n")), width=320)


def _width(column: Field, texts: Sequence[str]) -> float:
    longest = max((len(text) for text in texts), default=0)
    return min(max(longest + 2, len(column.title) + 4, 8), 20 if column.format == "uri" else 48)


def same_bytes(book: Workbook) -> bytes:
    """Return the workbook packed so that the same tables always give the same bytes."""
    drafted, packed = io.BytesIO(), io.BytesIO()
    book.save(drafted)
    with zipfile.ZipFile(drafted) as draft, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in draft.namelist():
            content = draft.read(name)
            if name == "docProps/core.xml":  # the library writes the hour it was saved
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
