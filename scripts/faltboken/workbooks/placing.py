"""A sheet laid over a table: which row holds the headings, which column is which, and each row as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from faltboken.personal_identity import find_personal_identity_number
from faltboken.problems import Problem, quoted
from faltboken.workbooks import values
from faltboken.workbooks.sheets import Raw, Refused, Sheet, cell_name
from faltboken.workbooks.targets import LISTS_SHEET, README_SHEET, Target, headings, matching, plain

_HEADER_WITHIN = 30


@dataclass(frozen=True)
class Placed:
    """One row of a sheet: its number there, the text of each column, and what the cells held."""

    row: int
    texts: dict[str, str]
    raw: dict[str, Raw]


# The sheets that explain a workbook: they name columns too, but hold no table.
_OWN_SHEETS = (plain(README_SHEET), plain(LISTS_SHEET))


@dataclass
class Part:
    """One sheet of one file, and the CSV file it is to become."""

    source: str
    sheet: str
    target: Target
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[Placed] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    def fault(self, row: int, column: str | int, code: str, message: str) -> Problem:
        """Return a fault at a cell, named as a spreadsheet program names it; column "" is the row as a whole."""
        place = [f"bladet {self.sheet}"] if self.sheet else []
        number = self.columns.get(column, 0) if isinstance(column, str) else column
        title = f" ({self.target.schema.field(column).title})" if isinstance(column, str) and column else ""
        if number and row:
            place.append(f"cell {cell_name(row, number)}{title}")
        if find_personal_identity_number(message):
            message = "Cellen innehåller ett personnummer eller samordningsnummer. Ta bort det."
        return Problem(self.source, row, ", ".join(place), code, message)


def headings_in(cells: list[Raw] | list[str], known: dict[str, str]) -> int:
    """Return how many columns of a table a row names."""
    return len({known[plain(cell)] for cell in cells if isinstance(cell, str) and plain(cell) in known})


def place(source: str, sheet: Sheet, candidates: list[Target], alone: bool) -> Part | str:
    """Return the sheet as a part of a file, or a sentence on why it was passed over.

    `alone` says that the sheet is the only one with a table, so that the file's own name may tell which table.
    """
    if plain(sheet.name) in _OWN_SHEETS:
        return ""
    target = matching(sheet.name, candidates) if sheet.name else None
    nearest, row = _nearest(sheet, candidates)
    if target is None and alone and nearest is not None:
        target = matching(PurePosixPath(source).stem, candidates)
    if target is None and nearest is not None and len(nearest.resource.paths) == 1:
        target = nearest
    if target is None and nearest is None:
        return (
            ""
            if not sheet.name or not any(map(any, sheet.rows))
            else f"Bladet {quoted(sheet.name)} hör inte till någon tabell och lästes inte."
        )
    if target is None:
        assert nearest is not None
        part = Part(source, sheet.name, nearest)
        part.faults.append(part.fault(0, "", "unknown-sheet", _unknown(sheet, nearest, candidates)))
        return part
    part = Part(source, sheet.name, target)
    _lay_over(part, sheet, row if nearest is not None and nearest.schema is target.schema else None)
    return part


def has_table(sheet: Sheet, candidates: list[Target]) -> bool:
    """Return whether a sheet has a row with the headings of one of our tables."""
    return plain(sheet.name) not in _OWN_SHEETS and _nearest(sheet, candidates)[0] is not None


def _nearest(sheet: Sheet, candidates: list[Target]) -> tuple[Target | None, int]:
    """Return a file of the table whose headings one of the first rows has, at least half of them, and that row."""
    best: tuple[int, Target | None, int] = (0, None, 0)
    named = matching(sheet.name, candidates) if sheet.name else None
    schemas = {target.resource.name: target for target in [*candidates, *([named] if named else [])]}
    for target in schemas.values():
        known = headings(target.schema)
        for index, cells in enumerate(sheet.rows[:_HEADER_WITHIN]):
            count = headings_in(cells, known)
            if 2 * count >= len(target.schema.fields) and (count, target is named) > (best[0], best[1] is named):
                best = count, target, index
    return best[1], best[2]


def _unknown(sheet: Sheet, nearest: Target, candidates: list[Target]) -> str:
    names = ", ".join(target.sheet for target in candidates if target.resource is nearest.resource)
    what, rename = (f"Bladet {quoted(sheet.name)}", "bladet") if sheet.name else ("Filen", "filen")
    return f"{what} hör inte till någon fil under data. Döp om {rename} till något av {names}."


def _lay_over(part: Part, sheet: Sheet, header: int | None) -> None:
    schema = part.target.schema
    if header is None:
        titles = ", ".join(column.title for column in schema.fields)
        message = f"Ingen av de första raderna är tabellens rubriker. Lägg till dem överst: {titles}."
        part.faults.append(part.fault(0, "", "header", message))
        return
    part.faults += _merged(part, sheet, header)
    part.faults += _columns(part, sheet, header)
    if part.faults:
        return
    for index, cells in enumerate(sheet.rows[header + 1 :], start=header + 2):
        raw = {name: cells[number - 1] if number <= len(cells) else None for name, number in part.columns.items()}
        texts: dict[str, str] = {}
        for name, value in raw.items():
            texts[name], refused = values.text_of(value, schema.field(name))
            if refused:
                part.faults.append(part.fault(index, name, refused.code, refused.message))
        if any(texts.values()) or any(isinstance(value, Refused) for value in raw.values()):
            part.rows.append(Placed(index, texts, raw))


def _merged(part: Part, sheet: Sheet, header: int) -> Iterator[Problem]:
    for row in sorted(number for number in sheet.merged if number > header):
        message = f"Rad {row} har sammanslagna celler. Dela upp dem, så att varje kolumn har sin egen cell."
        yield part.fault(row, "", "merged-cells", message)


def _columns(part: Part, sheet: Sheet, header: int) -> Iterator[Problem]:
    schema, known, row = part.target.schema, headings(part.target.schema), header + 1
    below = sheet.rows[row:]
    for number, cell in enumerate(sheet.rows[header], start=1):
        heading = plain(cell) if isinstance(cell, str) else cell
        has_content = any(number <= len(cells) and str(cells[number - 1] or "").strip() for cells in below)
        name = known.get(str(heading))
        if name in part.columns:
            yield part.fault(
                row, number, "repeated-column", f"Rubriken {quoted(str(cell))} står två gånger. Ta bort en."
            )
        elif name:
            part.columns[name] = number
        elif heading:
            message = f"Rubriken {quoted(str(cell))} känns inte igen. Ta bort kolumnen eller rätta stavningen."
            yield part.fault(row, number, "unknown-column", message)
        elif has_content:
            message = "Kolumnen har innehåll men ingen rubrik. Ta bort kolumnen, eller skriv dess rubrik."
            yield part.fault(row, number, "missing-heading", message)
    for column in schema.fields:
        if column.name not in part.columns:
            message = f"Kolumnen {quoted(column.title)} saknas. Lägg till den; cellerna får vara tomma om det är okänt."
            yield part.fault(row, "", "missing-column", message)
