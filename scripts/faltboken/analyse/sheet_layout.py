"""A unit's workbook laid over its schema: which sheet, which row holds the headings, and each line below them."""

from __future__ import annotations

import re
from itertools import takewhile

from faltboken.analyse.headings import DATA
from faltboken.analyse.sheet_cells import Column
from faltboken.analyse.sheet_privacy import IDENTITY, holds_identity, is_personal, mostly_names
from faltboken.analyse.sheets import MOST_ROWS, Faults, Line, Value, cell, thousands
from faltboken.analyse.xlsx_rows import Book, Cells, Page
from faltboken.problems import quoted
from faltboken.schema import Schema, read_schema
from faltboken.swedish import joined
from faltboken.workbooks.sheets import Raw, Unreadable
from faltboken.workbooks.targets import LISTS_SHEET, README_SHEET, headings, plain

_HEADER_WITHIN = 30
_SAMPLE = 200
_MOST_NAMED = 15
_LONGEST = 60
_OWN_SHEETS = (plain(README_SHEET), plain(LISTS_SHEET))


def lines(book: Book, schema: Schema, found: Faults) -> list[Line]:
    """Return the lines of the sheet that belongs to the schema; the faults of the whole workbook go to `found`."""
    chosen = _chosen(book, schema, found)
    for page in book.pages:
        if page is not chosen:
            _look_through(book, page, found, is_known=chosen is not None)
    return _Sheet(book, chosen, schema, found).lines() if chosen else []


def _chosen(book: Book, schema: Schema, found: Faults) -> Page | None:
    pages = [page for page in book.pages if plain(page.name) not in _OWN_SHEETS]
    named = [page for page in pages if plain(page.name) == plain(schema.title)]
    fitting = named or [page for page in pages if _header_row(book, page, schema)]
    if len(fitting) > 1:
        names = joined([quoted(page.name) for page in fitting])
        message = f"Flera blad har mallens rubriker: {names}. Samla raderna på ett blad och ta bort de andra."
        found.add("", "several-sheets", message)
    elif not fitting:
        found.add("", "wrong-sheet", _no_sheet(book, pages, schema))
    if len(fitting) != 1:
        return None
    return fitting[0]


def _no_sheet(book: Book, pages: list[Page], schema: Schema) -> str:
    for path in sorted((DATA / "schemas" / "sheets").glob("*.json")):
        other = read_schema(DATA, f"schemas/sheets/{path.name}")
        if other.title != schema.title and any(_header_row(book, page, other) for page in pages):
            return (
                f"Arbetsboken är mallen {quoted(other.title)}. Kör python3 scripts/kb.py analyse {path.stem} FIL.xlsx."
            )
    names = f"Bladen heter {joined([quoted(page.name) for page in pages])}. " if pages else ""
    wanted = joined([field.title for field in schema.fields])
    return (
        f"Inget blad i arbetsboken är {quoted(schema.title)}. {names}Utgå från mallen {quoted(schema.title)}, eller "
        f"skriv rubrikerna {wanted} överst på ett blad."
    )


def _header_row(book: Book, page: Page, schema: Schema) -> int:
    """Return the first row that has at least half of the headings, 0 when none of the first rows has."""
    known = headings(schema)
    best, row = 0, 0
    for number, cells in takewhile(lambda one: one[0] <= _HEADER_WITHIN, book.rows(page)):
        count = len(
            {known[plain(value)] for value in cells.values() if isinstance(value, str) and plain(value) in known}
        )
        if 2 * count >= len(schema.fields) and count > best:
            best, row = count, number
    return row


def _look_through(book: Book, page: Page, found: Faults, *, is_known: bool) -> None:
    """Note what may not stand in a sheet that is not read: personal numbers, hidden content, rows that get lost."""
    is_own = plain(page.name) in _OWN_SHEETS
    is_empty = True
    for number, cells in book.rows(page):
        for place, value in cells.items():
            is_empty = is_empty and not str(value or "").strip()
            if holds_identity(value):
                found.add(f"{page.name}!{cell(place, number)}", "personal-identity", IDENTITY)
    if is_empty or is_own:
        return
    if page.hidden:
        message = (
            f"Bladet {quoted(page.name)} är dolt och har innehåll. Visa det och läs igenom det, eller ta bort det."
        )
        found.add("", "hidden-sheet", message)
    elif is_known:
        message = (
            f"Bladet {quoted(page.name)} hör inte till mallen och skulle inte räknas. Flytta raderna eller ta bort det."
        )
        found.add("", "unknown-sheet", message)


class _Sheet:
    """The sheet with the unit's rows, as it is read from the top."""

    def __init__(self, book: Book, page: Page, schema: Schema, found: Faults) -> None:
        self._book, self._page, self._schema, self._found = book, page, schema, found
        self._header = _header_row(book, page, schema)
        self._places: dict[str, int] = {}
        self._columns: list[tuple[int, str, Column]] = []
        self._strange: dict[int, str] = {}  # columns with headings of other kinds
        self._repeated: set[int] = set()
        self._samples: dict[int, list[Raw]] = {}
        self._first: list[str] = []  # what stands on the row of the headings, or where they should stand

    def lines(self) -> list[Line]:
        """Return the lines without faults."""
        if self._page.hidden:
            self._found.add(
                "", "hidden-sheet", f"Bladet {quoted(self._page.name)} är dolt. Visa det och läs igenom det."
            )
        read: list[Line] = []
        count = 0
        for number, cells in self._book.rows(self._page):
            if not self._first and number >= self._header:
                self._first = [_shown(value) for _, value in sorted(cells.items())]
            if number == self._header:
                self._read_headings(cells)
            elif number < self._header or not self._header:
                self._look_at(number, cells)
            elif any(value is not None and (not isinstance(value, str) or value.strip()) for value in cells.values()):
                count += 1
                if count > MOST_ROWS:
                    raise _too_many(self._page)
                line = self._line(number, cells)
                if line:
                    read.append(line)
        self._after(count)
        return read if len(self._places) == len(self._schema.fields) else []

    def _look_at(self, number: int, cells: Cells) -> None:
        for place, value in cells.items():
            if holds_identity(value):
                self._found.in_cell(place, number, "personal-identity", IDENTITY)

    def _read_headings(self, cells: Cells) -> None:
        known = headings(self._schema)
        self._look_at(self._header, cells)
        for place, value in sorted(cells.items()):
            text = _shown(value)
            name = known.get(plain(text))
            if name in self._places:
                message = (
                    f"Rubriken {quoted(text)} står också i {cell(self._places[str(name)], self._header)}. Ta bort en."
                )
                self._found.in_cell(place, self._header, "repeated-column", message)
                self._repeated.add(place)
            elif name:
                self._places[name] = place
            elif text:
                self._strange[place] = text
        self._columns = [(self._places[one.name], one.name, Column(one)) for one in self._schema.fields
                         if one.name in self._places]  # fmt: skip

    def _line(self, number: int, cells: Cells) -> Line | None:
        values: dict[str, Value] = {}
        whole = True
        for place, name, column in self._columns:
            values[name], told = column.read(cells.get(place), number)
            if told:
                self._found.in_cell(place, number, *told)
                whole = False
        if len(cells) > len(values) or any(place not in self._places.values() for place in cells):
            self._beside(number, cells)
        return Line(number, values, self._places) if whole else None

    def _beside(self, number: int, cells: Cells) -> None:
        """Keep some of what stands in columns that are not the template's."""
        own = {*self._places.values(), *self._repeated}
        for place, value in cells.items():
            if place in own or value is None or (isinstance(value, str) and not value.strip()):
                continue
            if holds_identity(value):
                self._found.in_cell(place, number, "personal-identity", IDENTITY)
            sample = self._samples.setdefault(place, [])
            if not sample and place not in self._strange:
                message = "Kolumnen har innehåll men ingen rubrik från mallen. Flytta det eller ta bort kolumnen."
                self._found.in_cell(place, number, "missing-heading", message)
            if len(sample) < _SAMPLE:
                sample.append(value)

    def _after(self, count: int) -> None:
        """Note what is known when all rows have been read."""
        found, row = self._found, self._header
        titles = ", ".join(field.title for field in self._schema.fields)
        standing = ", ".join(filter(None, self._first[:_MOST_NAMED]))
        self._merged()
        if not row:
            first = f"Överst står {standing}. " if standing else ""
            message = (
                f"Bladet {quoted(self._page.name)} saknar mallens rubriker. {first}Skriv på en rad överst: {titles}."
            )
            found.add("", "header", message)
            return
        missing = [field.title for field in self._schema.fields if field.name not in self._places]
        if missing:
            message = f"Rad {row} saknar {joined(missing)}. Där står {standing}. Skriv alla rubriker: {titles}."
            found.add("", "missing-column", message, row)
        for place, text in self._strange.items():
            if is_personal(text) or mostly_names(self._samples.get(place, ())):
                message = (
                    f"Kolumnen {quoted(text)} kan säga något om en person eller rymmer fri text. Sådant får inte "
                    "finnas i filen. Ta bort kolumnen."
                )
                found.in_cell(place, row, "personal-column", message)
            else:
                message = f"Rubriken {quoted(text)} finns inte i mallen. Rätta den eller ta bort kolumnen."
                found.in_cell(place, row, "unknown-column", message)
        for place, _, column in self._columns:
            mixed = column.mixed()
            if mixed:
                for number in mixed[0]:
                    found.in_cell(place, number, *mixed[1])
        if not count:
            message = f"Bladet {quoted(self._page.name)} har inga rader under rubrikerna. Fyll i det och spara."
            found.add("", "empty-sheet", message)

    def _merged(self) -> None:
        for area in self._page.merged:
            ends = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", area)
            if not ends or int(ends[4]) < self._header:
                continue
            first = int(ends[2])
            what = "Rubrikerna" if first <= (self._header or _HEADER_WITHIN) else "Cellerna"
            message = f"{what} i {area} är sammanslagna. Dela upp dem, så att varje kolumn har sin egen cell."
            self._found.add(f"{ends[1]}{first}", "merged-cells", message, first)


def _shown(value: Raw) -> str:
    """Return a heading as it can be told: short, and never a personal identity number."""
    if not isinstance(value, (str, int, float)) or holds_identity(value):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _too_many(page: Page) -> Unreadable:
    message = (
        f"Bladet {quoted(page.name)} har fler än {thousands(MOST_ROWS)} rader med innehåll. Dela upp filen, till "
        "exempel i en fil för varje år, och kör en i taget."
    )
    return Unreadable("too-many-rows", message)
