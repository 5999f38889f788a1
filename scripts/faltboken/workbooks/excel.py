"""Excel workbooks (.xlsx): the bytes in, sheets of raw cells out, and a sentence for whatever is no such workbook."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from faltboken.problems import quoted
from faltboken.workbooks.sheets import MOST_COLUMNS, MOST_ROWS, Raw, Refused, Sheet, Unreadable

_MOST_UNPACKED = 80_000_000  # a file of a few kilobytes may unpack to gigabytes
_SAVE_AS = "Öppna filen i ett kalkylprogram, välj Spara som och ”Excel-arbetsbok (.xlsx)”."


def read(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook; raises Unreadable for anything else that is packed like one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse(packed)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError):
        raise _broken() from None
    book = _load(data)
    return [_sheet(sheet) for sheet in book.worksheets]


def refuse_old(data: bytes) -> Unreadable:
    """Return what to say of a compound file: a workbook with a password, or one in the format before 2007."""
    # The name of the stream that an encrypted document has: [MS-OFFCRYPTO] 2.3.4.4
    if "EncryptedPackage".encode("utf-16-le") in data:
        message = "Arbetsboken har ett lösenord. Ta bort lösenordet (Arkiv, Info, Skydda arbetsbok) och spara igen."
        return Unreadable("password", message)
    return Unreadable("old-format", f"Filen är i ett äldre format (.xls) som inte kan läsas. {_SAVE_AS}")


def _refuse(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if "xl/workbook.xml" not in names:
        raise Unreadable("not-a-workbook", f"Filen är ingen Excel-arbetsbok (.xlsx). {_SAVE_AS}")
    if sum(item.file_size for item in packed.infolist()) > _MOST_UNPACKED:
        raise too_large()


def too_large() -> Unreadable:
    """Return what to say of a file that is larger than any table of ours."""
    message = (
        f"Filen är för stor. Ett blad får ha högst {MOST_ROWS} rader; ta bort bilder, tomma rader och blad "
        "som inte hör till tabellerna, och spara igen."
    )
    return Unreadable("too-large", message)


def _broken() -> Unreadable:
    return Unreadable(
        "broken-workbook", f"Filen är skadad eller inte hel och går inte att läsa som arbetsbok. {_SAVE_AS}"
    )


def _load(data: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on parts of a workbook that we do not use
            return load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:  # noqa: BLE001 – a broken workbook makes the library raise errors of many kinds
        raise _broken() from None


def _sheet(sheet: Worksheet) -> Sheet:
    if sheet.max_row > MOST_ROWS:
        message = (
            f"Bladet {quoted(sheet.title)} når till rad {sheet.max_row}, men högst {MOST_ROWS} rader läses. Ta bort "
            "raderna under tabellen, också de tomma, och spara igen."
        )
        raise Unreadable("too-many-rows", message)
    columns = min(sheet.max_column, MOST_COLUMNS)
    rows = [[_raw(cell) for cell in row] for row in sheet.iter_rows(max_col=columns)]
    merged = frozenset(row for area in sheet.merged_cells.ranges for row in range(area.min_row, area.max_row + 1))
    return Sheet(sheet.title, rows, merged)


def _raw(cell: Cell | MergedCell) -> Raw:
    value: Any = cell.value
    if value is None or isinstance(cell, MergedCell):
        return None
    if cell.data_type == "f":
        text = value if isinstance(value, str) else getattr(value, "text", None) or ""
        message = f"Cellen räknas ut med en formel{_shown(text)}. Skriv själva värdet i stället."
        return Refused("calculated", message)
    if cell.data_type == "e":
        return Refused("error-value", f"{quoted(str(value))} är ett fel i kalkylbladet. Skriv själva värdet i stället.")
    if isinstance(value, datetime) and "d" not in cell.number_format.lower():
        return f"{value:%Y-%m}" if "y" in cell.number_format.lower() else value  # 2023-01, shown as jan-23
    if not isinstance(value, (str, int, float)) and not hasattr(value, "resolution"):
        return str(value)
    return value  # type: ignore[no-any-return]


def _shown(text: str) -> str:
    return f", {quoted(text)}" if text else ""
