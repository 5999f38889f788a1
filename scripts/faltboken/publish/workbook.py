"""The services as a workbook to read: every column as in the CSV files, and a sheet that explains them.

The parts of an .xlsx file (ECMA-376, part 1) are written directly: a library that does it takes longer to import than
the whole publishing takes, at every build, and notes the moment of writing. Same rows, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from faltboken.publish.open_rows import as_cell, without_protected_place
from faltboken.tables import Table

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DAY_ZERO = date(1899, 12, 30)  # of spreadsheet dates since 1 March 1900
# Style 1 is bold, style 2 a date (built-in format 14, shown as the reader's language writes dates).
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill'
    ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0"'
    ' fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    ' xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14"'
    ' fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(table: Table) -> bytes:
    """Return the workbook of a table of services."""
    names, fields = table.schema.names, table.schema.fields
    rows = (without_protected_place(row).values for row in table)
    explained = (
        [field.name, field.title, field.description, ", ".join(f"{key} = {text}" for key, text in field.labels.items())]
        for field in fields
    )
    sheets = {
        table.name: _sheet(names, ([values[name] for name in names] for values in rows)),
        "columns": _sheet(["name", "title", "description", "values"], explained),
    }
    return _archive(_contents(sheets))


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    columns = [_column(index) for index in range(len(headings))]
    lines = [
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1"'
        ' topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(columns)}" width="24" customWidth="1"/></cols><sheetData>'
    ]
    lines.append(_row(1, zip(columns, headings, strict=True), style=1))
    lines += [_row(number, zip(columns, row, strict=True)) for number, row in enumerate(rows, start=2)]
    return "".join([*lines, "</sheetData></worksheet>"])


def _column(index: int) -> str:
    """Return the letters of a column: A, B … Z, AA."""
    return (chr(64 + index // 26) if index >= 26 else "") + chr(65 + index % 26)


def _row(number: int, cells: Iterable[tuple[str, Any]], style: int = 0) -> str:
    return f'<row r="{number}">{"".join(_cell(f"{column}{number}", value, style) for column, value in cells)}</row>'


def _cell(place: str, value: Any, style: int) -> str:
    """Return a number or a date as such and anything else as text, which no program runs as a formula."""
    if isinstance(value, date):
        return f'<c r="{place}" s="2"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = _NOT_IN_XML.sub("", as_cell(value))
    if not text:
        return ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _contents(sheets: dict[str, str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    kinds = [("workbook.xml", "sheet.main"), ("styles.xml", "styles")]
    kinds += [(f"worksheets/sheet{number}.xml", "worksheet") for number in numbers]
    overrides = "".join(f'<Override PartName="/xl/{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds)
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PARTS}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>'
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    yield from (
        (f"xl/worksheets/sheet{number}.xml", text) for number, text in zip(numbers, sheets.values(), strict=True)
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PARTS}/relationships">{listed}</Relationships>'


def _archive(contents: Iterable[tuple[str, str]]) -> bytes:
    """Return a zip archive whose parts all have the same date, on any system."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, text in contents:
            info = ZipInfo(name)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            archive.writestr(info, _XML + text)
    return written.getvalue()
