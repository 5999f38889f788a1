"""The cells of a large workbook (.xlsx), row by row: only what a sheet of figures needs, and little memory.

The format is ECMA-376, part 1 (SpreadsheetML). `openpyxl`, which reads the editors' workbooks, takes 10 s for 50,000
rows of ten cells; this takes a fifth of it. What it judges (which number formats are dates, how serial numbers become
days) is asked of `openpyxl`.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from faltboken.workbooks.sheets import Raw, Refused, Unreadable

_MOST_UNPACKED = 400_000_000  # of one part; a file of a few kilobytes may unpack to gigabytes
_MOST_WORDS = 60_000_000  # of the shared strings, which are kept in memory
_CHUNK = 1 << 16
SAVE_AS = "Öppna filen i ett kalkylprogram, välj Spara som och ”Excel-arbetsbok (.xlsx)”."

_Element = tuple[str, str, dict[str, str]]
Cells = dict[int, Raw]  # column, counted from 1 -> what the cell holds; an empty cell is left out


class Broken(Exception):
    """The parts of a workbook do not fit together."""


@dataclass
class Page:
    """One sheet: its name, whether it is hidden, and after its rows have been read the areas of merged cells."""

    name: str
    hidden: bool
    part: str
    merged: list[str] = field(default_factory=list)


class Book:
    """An open workbook; every method may raise what `errors` lists, and a caller makes one sentence of them all."""

    errors = (Broken, expat.ExpatError, zipfile.BadZipFile, zipfile.LargeZipFile,
              ArithmeticError, EOFError, LookupError, MemoryError, NotImplementedError, OSError, RuntimeError,
              TypeError, ValueError, lzma.LZMAError, zlib.error)  # fmt: skip

    def __init__(self, file: Path) -> None:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

        # All at once: a spreadsheet program that saves meanwhile must not give half of each.
        self._zip = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
        self._names = set(self._zip.namelist())
        if "xl/workbook.xml" not in self._names:
            kind = "ett OpenDocument-kalkylblad (.ods)" if "content.xml" in self._names else "ingen Excel-arbetsbok"
            raise Unreadable("not-a-workbook", f"Filen är {kind}. {SAVE_AS}")
        elements = self._elements("xl/workbook.xml")
        old_days = any(one.get("date1904") in {"1", "true"} for _, name, one in elements if name == "workbookPr")
        self._epoch = MAC_EPOCH if old_days else WINDOWS_EPOCH
        self.pages = self._pages(elements)
        self._words = self._shared() if "xl/sharedStrings.xml" in self._names else []
        self._days, self._spans = self._formats()

    def _open(self, name: str, most: int = _MOST_UNPACKED) -> IO[bytes]:
        if self._zip.getinfo(name).file_size > most:
            message = (
                "Filen är för stor. Ta bort bilder, tomma rader och blad som inte hör till mallen, och spara igen."
            )
            raise Unreadable("too-large", message)
        return self._zip.open(name)

    def _elements(self, name: str) -> list[_Element]:
        """Return every element of a small part: the name of the one around it, its own, and its attributes."""
        found: list[_Element] = []
        around = [""]

        def start(tag: str, attributes: dict[str, str]) -> None:
            found.append((around[-1], _local(tag), attributes))
            around.append(_local(tag))

        parser = _parser(start, lambda _: around.pop())
        with self._open(name, 5_000_000) as part:
            parser.ParseFile(part)
        return found

    def _pages(self, elements: list[_Element]) -> list[Page]:
        links = {one.get("Id"): one for _, _, one in self._elements("xl/_rels/workbook.xml.rels")}
        found = []
        for _, name, one in elements:
            if name != "sheet":
                continue
            link = links[next(value for key, value in one.items() if key.endswith("}id"))]
            if link["Type"].endswith("/worksheet"):  # and not a sheet that is a diagram
                part = posixpath.normpath(posixpath.join("xl", link["Target"])).lstrip("/")
                found.append(Page(one["name"], one.get("state", "visible") != "visible", part))
        return found

    def _formats(self) -> tuple[set[str], set[str]]:
        """Return the numbers of the cell styles that show a day or a time, and those that show a length of time."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        if "xl/styles.xml" not in self._names:
            return set(), set()
        elements = self._elements("xl/styles.xml")
        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        codes |= {one["numFmtId"]: one["formatCode"] for around, _, one in elements if around == "numFmts"}
        styles = [one.get("numFmtId", "0") for around, _, one in elements if around == "cellXfs"]
        used = {str(number): codes.get(style, "General") for number, style in enumerate(styles)}
        dates = {number for number, code in used.items() if is_date_format(code)}
        return dates, {number for number in dates if is_timedelta_format(used[number])}

    def _shared(self) -> list[str]:
        """Return the texts that cells refer to by number, without the reading aids for Japanese beside them."""
        words: list[str] = []
        text: list[str] = []
        aside = False

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal aside
            name = _local(tag)
            if name == "si":
                text.clear()
            elif name == "rPh":
                aside = True
            elif name == "t" and not aside:
                parser.CharacterDataHandler = text.append

        def end(tag: str) -> None:
            nonlocal aside
            name = _local(tag)
            if name == "t":
                parser.CharacterDataHandler = None
            elif name == "rPh":
                aside = False
            elif name == "si":
                words.append("".join(text))

        parser = _parser(start, end)
        with self._open("xl/sharedStrings.xml", _MOST_WORDS) as part:
            parser.ParseFile(part)
        return words

    def rows(self, page: Page) -> Iterator[tuple[int, Cells]]:
        """Yield the number and the cells of each row that holds anything."""
        page.merged.clear()
        reader = _Rows(self, page)
        with self._open(page.part) as part:
            while chunk := part.read(_CHUNK):
                reader.parser.Parse(chunk)
                yield from reader.taken()
        reader.parser.Parse(b"", True)

    def value(self, kind: str, style: str, text: str) -> Raw:
        """Return what a cell holds, from its type (18.18.11 ST_CellType), its style and its text."""
        if kind == "s":
            return self._words[int(text)]
        if kind in {"str", "inlineStr"}:
            return text
        if kind == "b":
            return text == "1"
        if kind == "e":
            return Refused("error-value", f"”{text[:20]}” är ett fel i kalkylbladet. Skriv själva värdet i stället.")
        if kind == "d":
            return datetime.fromisoformat(text.removesuffix("Z"))
        number = float(text) if any(mark in text for mark in ".eE") else int(text)
        return self._moment(number, style) if style in self._days else number

    def _moment(self, number: float, style: str) -> Raw:
        from openpyxl.utils.datetime import from_excel

        try:
            found: Any = from_excel(number, self._epoch, timedelta=style in self._spans)
        except (OverflowError, ValueError):
            return Refused(
                "date", "Talet i cellen är inget datum som finns. Skriv år-månad-dag, till exempel 2026-11-21."
            )
        return found if isinstance(found, (date, datetime, time, timedelta)) else number


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _parser(start: Callable[[str, dict[str, str]], object], end: Callable[[str], object]) -> expat.XMLParserType:
    """Return a parser that takes no document type, and so no entity that grows without end."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise Broken


class _Rows:
    """Handlers for the parser: they gather cells into rows that `taken` hands on."""

    def __init__(self, book: Book, page: Page) -> None:
        self.parser = _parser(self._start, self._end)
        self._book, self._page = book, page
        self._done: list[tuple[int, Cells]] = []
        self._cells: Cells = {}
        self._letters: dict[str, int] = {}
        self._row = self._column = 0
        self._kind = self._style = ""
        self._text: list[str] = []
        self._formula = self._aside = False

    def taken(self) -> list[tuple[int, Cells]]:
        """Return the rows that are whole, once."""
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._column = self._place(attributes["r"]) if "r" in attributes else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._text, self._formula, self._aside = [], False, False
        elif name in {"v", "t"}:
            if not self._aside:
                self.parser.CharacterDataHandler = self._text.append
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside = True
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column, self._cells = 0, {}
        elif name == "mergeCell":
            self._page.merged.append(attributes.get("ref", ""))

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name in {"v", "t"}:
            self.parser.CharacterDataHandler = None
        elif name == "c":
            text = "".join(self._text)
            if self._formula:
                self._cells[self._column] = Refused(
                    "calculated", "Cellen räknas ut med en formel. Skriv själva värdet."
                )
            elif text:
                self._cells[self._column] = self._book.value(self._kind, self._style, text)
        elif name == "rPh":
            self._aside = False
        elif name == "row" and self._cells:
            self._done.append((self._row, self._cells))

    def _place(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        number = self._letters.get(letters)
        if number is None:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._letters[letters] = number
        return number
