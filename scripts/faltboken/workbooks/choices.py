"""What may be chosen in a cell: the sheet with lists, and the validation rules that a spreadsheet program keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from faltboken.rules import names_of
from faltboken.schema import Field, Resource, Schema
from faltboken.tables import Tables
from faltboken.workbooks.targets import LISTS_SHEET, Target, plain

Lists = Mapping[str, Sequence[tuple[str, str]]]  # "needs.id" -> each value, and what it is called


def lists(tables: Tables) -> Lists:
    """Return the values that each reference of any table may have, with the name of the row they stand for."""
    references = {column.references for table in tables for column in table.schema.fields if column.references}
    return {
        one: [(value, name or value) for value, name in names_of(one, tables).items()]
        for one in references
        if one.partition(".")[0] in tables
    }


def with_names(resources: list[Resource], tables: Tables) -> list[Resource]:
    """Return the tables with the names of what their columns refer to as labels, save names that several rows have."""
    given = lists(tables)

    def labelled(column: Field) -> Field:
        names = dict(given.get(column.references, ()))
        count = Counter(plain(name) for name in names.values())
        return replace(
            column, labels={value: name for value, name in names.items() if count[plain(name)] == 1} | column.labels
        )

    def schema(of: Schema) -> Schema:
        return replace(of, fields=tuple(map(labelled, of.fields)))

    return [replace(resource, schema=schema(resource.schema)) for resource in resources]


def write(sheet: Worksheet, given: Lists, shown: Sequence[Target]) -> dict[str, str]:
    """Write the lists that the shown tables use, and return the range of each: by reference, or "title" of an enum."""
    ranges: dict[str, str] = {}
    for target in shown:
        for column in target.schema.fields:
            values = given.get(column.references) or [(value, column.label(value)) for value in column.enum]
            if not values or key(column) in ranges:
                continue
            number = 3 * len(ranges) + 1
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = 34
            sheet.column_dimensions[get_column_letter(number + 1)].width = 44
            sheet.cell(1, number, f"{column.title}: skriv så här").font = Font(bold=True)
            sheet.cell(1, number + 1, "betyder").font = Font(bold=True)
            for line, (value, label) in enumerate(values, start=2):
                for place, text in ((number, value), (number + 1, label)):
                    cell = sheet.cell(line, place, text)
                    cell.data_type, cell.number_format = "s", "@"
            ranges[key(column)] = f"{LISTS_SHEET}!${letter}$2:${letter}${len(values) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def key(column: Field) -> str:
    """Return what tells the list of a column from others; columns with the same values share one."""
    return column.references or (f"{column.name}:{','.join(column.enum)}" if column.enum else "")


def validation(column: Field, ranges: Mapping[str, str]) -> DataValidation | None:
    """Return what a spreadsheet program may accept in a column, None where it cannot say."""
    rule = _rule(column, ranges)
    if rule is None:
        return None
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorTitle = column.title[:32]
    rule.error = f"{_wanted(column)} Läs mer i anteckningen vid rubriken."[:255]
    return rule


def _rule(column: Field, ranges: Mapping[str, str]) -> DataValidation | None:
    if column.type == "boolean":
        return DataValidation(type="list", formula1='"ja,nej"')
    if column.type == "string" and key(column) in ranges:
        return DataValidation(type="list", formula1=ranges[key(column)])
    if column.type == "string" and column.max_length:
        return DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(column.max_length))
    return day_or_number(column)


def day_or_number(column: Field) -> DataValidation | None:
    """Return the rule for a column of dates or numbers, None for one of another type."""
    if column.type == "date":
        return DataValidation(type="date", operator="between", formula1="32874", formula2="73050")  # 1990–2099
    if column.type in ("integer", "number"):
        kind: Literal["whole", "decimal"] = "whole" if column.type == "integer" else "decimal"
        low, high = column.minimum or "0", column.maximum or "999999999"
        return DataValidation(type=kind, operator="between", formula1=low, formula2=high)
    return None


def _wanted(column: Field) -> str:
    if column.type == "boolean":
        return "Skriv ja eller nej, eller lämna tomt om det är okänt."
    if column.type == "date":
        return "Skriv ett datum, till exempel 2026-11-21."
    if column.type in ("integer", "number"):
        what = "ett heltal" if column.type == "integer" else "ett tal"
        return f"Skriv {what} från {column.minimum or 0}" + (f" till {column.maximum}." if column.maximum else ".")
    if column.references or column.enum:
        return "Välj ett värde i listan."
    return f"Texten får ha högst {column.max_length} tecken."
