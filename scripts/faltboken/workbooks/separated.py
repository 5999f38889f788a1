"""CSV files as spreadsheet programs write them: which letters, which separator, and what Excel did to ours."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import cast

from faltboken.workbooks.sheets import MOST_ROWS, Raw, Sheet, Unreadable

_OUTSIDE_UTF_8 = ("cp1252", "cp850", "mac_roman")  # Excel's CSV, CSV (MS-DOS) and CSV (Macintosh)
_SWEDISH = re.compile("[åäöÅÄÖéÉ–]")
_LONGEST_CELL = 100_000
_SAVE_AS = "Spara om den som ”CSV UTF-8” eller som Excel-arbetsbok (.xlsx)."

Rows = list[list[str]]


def read(data: bytes, headings_in: Callable[[list[str]], int]) -> Sheet:
    """Return the rows of a CSV file; `headings_in` says how many cells of a row are headings of one table of ours."""
    text = _undoubled(_decoded(data))
    separator = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if separator:
        text = text[separator.end() :]
    candidates = [(";", _split), (",", _split), ("\t", _split), (";", _rejoined)]
    best: tuple[tuple[int, int], Rows] = ((-1, -1), [])
    fault = 0
    for delimiter, split in candidates:
        try:
            rows = split(text, delimiter)
        except _Broken as broken:
            fault = fault or broken.line
            continue
        score = _score(rows, headings_in)
        if score > best[0]:
            best = score, rows
    if fault and best[0][0] < 1:
        message = (
            f"Rad {fault} går inte att läsa: ett citattecken saknas eller står för mycket, eller en cell är "
            f"orimligt lång. Rätta raden. {_SAVE_AS}"
        )
        raise Unreadable("csv", message, fault)
    if len(best[1]) > MOST_ROWS:
        raise Unreadable(
            "too-many-rows", f"Filen har fler än {MOST_ROWS} rader. Ta bort de som inte hör till tabellen."
        )
    return Sheet("", cast(list[list[Raw]], best[1]))


class _Broken(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        message = f"Filen är varken en Excel-arbetsbok eller en CSV-fil. {_SAVE_AS}"
        raise Unreadable("file-type", message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        read = [data.decode(name, "replace") for name in _OUTSIDE_UTF_8]
        return max(read, key=lambda text: len(_SWEDISH.findall(text)) - 9 * text.count("\N{REPLACEMENT CHARACTER}"))


def _undoubled(text: str) -> str:
    """Return a text that was read as Windows-1252 and saved as UTF-8 ("Ã¥" for "å") as it was before that."""
    if not re.search("Ã[¤¥¶…„–]", text):
        return text
    try:
        return b"".join(_windows_byte(letter) for letter in text).decode("utf-8")
    except ValueError:
        return text


def _windows_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")  # five bytes that Windows-1252 leaves out pass through unchanged


def _split(text: str, delimiter: str) -> Rows:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    try:
        rows.extend(reader)
    except csv.Error:
        raise _Broken(reader.line_num) from None
    return rows


def _rejoined(text: str, delimiter: str) -> Rows:
    """Return the rows of a comma-separated file that Swedish Excel opened, cut at each semicolon, and saved.

    Each line then stands in quotes of its own, cut where a list had a semicolon, and is filled out with semicolons.
    """
    lines = [delimiter.join(row).rstrip(delimiter) for row in _split(text, delimiter)]
    return _split("\n".join(lines), ",")


def _score(rows: Rows, headings_in: Callable[[list[str]], int]) -> tuple[int, int]:
    """Return how well a reading fits: headings that are ours in one row, and rows that are as wide as that one."""
    best, header = max(((headings_in(row), row) for row in rows[:30]), key=lambda item: item[0], default=(0, []))
    return best, sum(len(row) == len(header) for row in rows)
