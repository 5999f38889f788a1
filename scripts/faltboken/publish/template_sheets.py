"""One template as a workbook: how it is filled in, a sheet with headings and notes, and the lists to choose in."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from faltboken.schema import Field, Schema
from faltboken.workbooks.choices import day_or_number
from faltboken.workbooks.targets import LISTS_SHEET, README_SHEET
from faltboken.workbooks.writing import MADE, same_bytes

_LAST_ROW = 20_001
_FONT = "Calibri"
_WIDE, _LINE = 90, 15.5  # of the explanations: characters in a line, and its height in points
_HEADING = PatternFill("solid", fgColor="0F4436")
_FORMATS = {"date": "yyyy-mm-dd", "integer": "0", "number": "0.00", "string": "@"}
_HOW = (
    "Fyll i bladet {sheet}. En rad i taget, på första tomma raden under rubrikerna.",
    "Håll pekaren över en rubrik. Då visas vad kolumnen betyder. Välj i listan där det finns en.",
    "Rör inte rubrikerna. Slå inte ihop celler. Skriv värden, inte formler. Lägg inte till kolumner.",
    "Datum skrivs år-månad-dag, som 2027-02-01. Decimaler skrivs med komma, som 1,5.",
    "Spara som Excel-arbetsbok (.xlsx).",
)
_NEVER = (
    "Namn, initialer, personnummer, telefonnummer, adresser eller konton. Varken på kollegor eller på unga.",
    "Något om ett ärende eller om en enskild människa.",
    "Fri text om människor, också i kommentarer till celler.",
)


def template(schema: Schema, digest: str) -> bytes:
    """Return the workbook; `digest` is kept as its version. Same schema, same bytes."""
    book = Workbook()
    properties = book.properties
    properties.creator, properties.created, properties.version = "Fältboken", MADE, digest
    properties.title = schema.title
    _explain(_sheet(book, README_SHEET, first=True), schema)
    sheet = _sheet(book, schema.title)
    ranges = _lists(_sheet(book, LISTS_SHEET), schema)
    _prepare(sheet, schema, ranges)
    return same_bytes(book)


def _sheet(book: Workbook, name: str, *, first: bool = False) -> Worksheet:
    sheet = book.active if first else book.create_sheet()
    assert isinstance(sheet, Worksheet)
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", name)[:31]  # what Excel takes as a sheet's name
    return sheet


def _explain(sheet: Worksheet, schema: Schema) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, _WIDE + 6
    sheet.sheet_view.showGridLines = False
    lines: list[tuple[str, str]] = [(schema.title, ""), ("", schema.description), ("", ""), ("Så fyller du i", "")]
    lines += [(str(number), text.format(sheet=schema.title)) for number, text in enumerate(_HOW, start=1)]
    lines += [("", ""), ("Det här får aldrig stå här", ""), *(("–", text) for text in _NEVER)]
    lines += [("", ""), ("Kolumnerna", ""), *((column.title, _meaning(column)) for column in schema.fields)]
    for number, (first, second) in enumerate(lines, start=1):
        is_heading = bool(first) and not second
        size = 16 if number == 1 else 12 if is_heading else 11
        sheet.cell(number, 1, first or None).font = Font(name=_FONT, bold=is_heading, size=size)
        sheet.cell(number, 2, second or None)
        sheet.row_dimensions[number].height = 24 if number == 1 else _LINE * len(textwrap.wrap(second, _WIDE) or [""])
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(wrap_text=not is_heading, vertical="top")
    _on_paper(sheet)


def _meaning(column: Field) -> str:
    """Return what is written in a column, with an example in the words that are written there."""
    example = column.label(column.example) if column.enum else column.example
    shown = example.replace(".", ",") if column.type == "number" else example
    must = "" if column.required else "Får vara tom."
    return " ".join(filter(None, [column.description, must, f"Exempel: {shown}." if shown else ""]))


def _lists(sheet: Worksheet, schema: Schema) -> dict[str, str]:
    """Write the words that each column may have, with what they mean, and return where the words stand."""
    ranges: dict[str, str] = {}
    number = 1
    for column in schema.fields:
        if not column.enum:
            continue
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 38
        sheet.cell(1, number, column.title).font = Font(name=_FONT, bold=True)
        for line, value in enumerate(column.enum, start=2):
            sheet.cell(line, number, column.label(value)).alignment = Alignment(vertical="top")
            if column.definitions:
                text = column.definitions.get(value, "")
                sheet.cell(line, number + 1, text or None).alignment = Alignment(wrap_text=True, vertical="top")
                height = _LINE * len(textwrap.wrap(text, _WIDE) or [""])
                sheet.row_dimensions[line].height = max(sheet.row_dimensions[line].height or 0, height)
        ranges[column.name] = f"{LISTS_SHEET}!${letter}$2:${letter}${len(column.enum) + 1}"
        if column.definitions:
            sheet.column_dimensions[get_column_letter(number + 1)].width = _WIDE
            number += 1
        number += 1
    sheet.freeze_panes = "A2"
    _on_paper(sheet)
    return ranges


def _prepare(sheet: Worksheet, schema: Schema, ranges: dict[str, str]) -> None:
    for number, column in enumerate(schema.fields, start=1):
        letter = get_column_letter(number)
        heading = sheet.cell(1, number, column.title)
        heading.font, heading.fill = Font(name=_FONT, bold=True, color="FFFFFF"), _HEADING
        heading.alignment = Alignment(vertical="top", wrap_text=True)
        heading.comment = _note(_meaning(column))
        sheet.column_dimensions[letter].width = _width(column)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.type, "@")
        chosen = ranges.get(column.name)
        rule = DataValidation(type="list", formula1=chosen) if chosen else day_or_number(column)
        if rule:
            rule.allow_blank, rule.showErrorMessage = True, True
            rule.errorTitle, rule.error = column.title[:32], _remedy(column)
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _on_paper(sheet)


def _on_paper(sheet: Worksheet) -> None:
    """Let a sheet print on lying A4, as wide as the paper and as long as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _note(text: str) -> Comment:
    return Comment(text, "Fältboken", height=40 + 18 * (1 + len(text) // 45), width=320)


def _width(column: Field) -> float:
    words: Sequence[str] = [column.label(value) for value in column.enum] or [column.example]
    return min(max(*(len(word) + 3 for word in words), len(column.title) + 4, 11), 44)


def _remedy(column: Field) -> str:
    if column.enum:
        return "Välj ett värde i listan. Läs mer i anteckningen vid rubriken."
    if column.type == "date":
        return "Skriv ett datum, till exempel 2027-02-01."
    kind = "ett heltal" if column.type == "integer" else "ett tal"
    low, high = (column.minimum or "0").replace(".", ","), column.maximum.replace(".", ",")
    return f"Skriv {kind} från {low}" + (f" till {high}." if high else ".")
