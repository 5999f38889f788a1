"""A unit's own sheet in: every line with its values, or every fault at its cell. Nothing is written.

The sheets are filled in from the templates in `mallar/` on the site, which are made from the same schemas
(`data/schemas/sheets/`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from faltboken.analyse.headings import DATA
from faltboken.schema import Schema, read_schema

MOST_ROWS = 100_000
MOST_SHOWN = 40

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its number there, and the value of each column; an empty cell is None.

    An `enum` has the schema's value, not its Swedish label. `places` is the column each field stands in, from 1.
    """

    number: int
    values: Mapping[str, Value]
    places: Mapping[str, int] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """Return the name of the cell of a column, as D17, for a fault across rows."""
        return cell(self.places[column], self.number) if column in self.places else f"rad {self.number}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell ("D17"; "" is the file as a whole), and in Swedish what to write.

    The same fault in more cells of a column is told once: `also` names the next of them, `more` counts the rest.
    """

    cell: str
    code: str
    message: str
    also: tuple[str, ...] = ()
    more: int = 0

    def __str__(self) -> str:
        """Return the fault on one line: `D17: …`, or `D17, D18, D19 och 4 till: …`."""
        cells = ", ".join(filter(None, [self.cell, *self.also]))
        more = f" och {thousands(self.more)} till" if self.more else ""
        return f"{cells}{more}: {self.message}" if cells else self.message


class Faults:
    """Faults as they are found: all are counted, and the first `MOST_SHOWN` of each kind are kept."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str, int], list[tuple[int, str]]] = {}
        self._same: Counter[tuple[str, str, int]] = Counter()
        self._kinds: Counter[str] = Counter()
        self._unshown: Counter[str] = Counter()

    def add(self, place: str, code: str, message: str, row: int = 0, column: int = 0) -> None:
        """Note a fault; with a row and column it is told in the sheet's order, else before all others."""
        key = (code, message, column)
        if key not in self._cells:
            if self._kinds[code] == MOST_SHOWN:
                self._unshown[code] += 1
                return
            self._kinds[code] += 1
            self._cells[key] = []
        self._same[key] += 1
        if len(self._cells[key]) < 3:
            self._cells[key].append((row, place))

    def in_cell(self, column: int, row: int, code: str, message: str) -> None:
        """Note a fault in a cell of the sheet."""
        self.add(cell(column, row), code, message, row, column)

    def told(self) -> list[Fault]:
        """Return the faults in the sheet's order, and last how many more there are of each kind."""
        in_order = sorted(self._cells.items(), key=lambda item: (item[1][0][0], item[0][2]))
        found = []
        for (code, message, column), cells in in_order:
            first, *also = [place for _, place in cells]
            more = self._same[code, message, column] - len(cells)
            found.append(Fault(first, code, message, tuple(also), more))
        for code, count in self._unshown.items():
            last = [fault.cell for fault in found if fault.code == code][-1]
            found.append(Fault("", code, f"Samma slags fel som i {last} finns i {thousands(count)} celler till."))
        return found


def thousands(number: int) -> str:
    """Return a number with its thousands apart, as 12 345."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def sheet_schema(name: str) -> Schema:
    """Return the schema of a unit's sheet, "arbetstid" or "faltlogg"."""
    return read_schema(DATA, f"schemas/sheets/{name}.json")


def first_of_each(faults: Iterable[Fault]) -> list[Fault]:
    """Return at most `MOST_SHOWN` faults of each kind, in their order, and last how many more there are."""
    found = Faults()
    for number, fault in enumerate(faults):
        letters = fault.cell.rstrip("0123456789")
        found.add(fault.cell, fault.code, fault.message, number, sum(map(ord, letters)))
    return found.told()


def cell(column: int, row: int) -> str:
    """Return a cell's name as a spreadsheet program writes it; both count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read(path: Path, schema: Schema) -> tuple[list[Line], list[Fault]]:
    """Return the lines of the sheet that `schema` describes, and every fault; a line with a fault is left out.

    Of each kind of fault the first `MOST_SHOWN` are returned, and one that says how many more there are.
    """
    # A notebook needs only `Line`, and openpyxl takes 0.7 s to import.
    from faltboken.analyse import sheet_layout, unreadable, xlsx_rows
    from faltboken.workbooks.sheets import Unreadable

    found = Faults()
    try:
        unreadable.refuse(path)
        try:
            lines = sheet_layout.lines(xlsx_rows.Book(path), schema, found)
        except xlsx_rows.Book.errors:
            raise unreadable.broken() from None
    except Unreadable as error:
        return [], [Fault("", error.code, error.message)]
    return lines, found.told()
