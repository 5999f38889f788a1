"""Small groups in printed tables of counts: what must be hidden so that nobody can count it back.

A count of 1–4 is hidden, and then other counts, until no hidden one follows from those that are printed. The method is
cell suppression as the European handbook describes it (Handbook on Statistical Disclosure Control, 2nd edition, 2024,
https://github.com/sdcTools/HandbookSDC, sections 4.4 and 5.3): primary cells, secondary cells, and a search for routes
through the table as a network, where a hidden cell is safe only on a cycle of hidden cells. Five is our own threshold.

What is promised of every table, and tested by counting all tables that a reader cannot rule out:

* A reader sees one and the same mark for everything hidden, knows that sums add up, that counts are whole and not
  negative, that a zero is printed unless its whole line is hidden, and what is `known` from elsewhere. To that reader
  each hidden count of 1–4 may still be 1, 2, 3 or 4, and every other hidden count has at least two possible values.
* A reader who is told which of the hidden counts are under five, or who asks why a line is hidden as a whole, finds at
  least two possible values for each.

A zero is printed: that nobody was there says nothing about anyone. But in a row or column whose own sum is 1–4 zeros
are hidden too, or its positive cells would be given away. Where no choice of cells is enough, everything is hidden, and
then the promises hold for the counts of 1–4. Not promised: safety against someone who has the code and tries every
possible table to see which give the same marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faltboken.analyse.circulation import FEWEST, Cell, Circulation, Key


@dataclass(frozen=True, slots=True)
class TwoWay:
    """A table with its sums as it may be printed; a hidden count is None."""

    cells: Mapping[tuple[str, str], int | None]
    rows: Mapping[str, int | None]
    columns: Mapping[str, int | None]
    total: int | None


def two_way(counts: Mapping[tuple[str, str], int]) -> TwoWay:
    """Return a table of (row, column) counts that may be printed with the sums of its rows, of its columns, and of all.

    A pair that is not in `counts` is known to be empty, as a place where nobody has been.
    """
    rows, columns = _sums(counts, 0), _sums(counts, 1)
    total = sum(counts.values())
    cells: dict[Key, Cell] = {("total",): Cell(total, "out", "in", sums=2, blank=_few(total))}
    for row, value in rows.items():
        cells["row", row] = Cell(value, "in", ("row", row), sums=1, blank=_few(total))
    for column, value in columns.items():
        cells["column", column] = Cell(value, ("column", column), "out", sums=1, blank=_few(total))
    for (row, column), value in counts.items():
        nobody = not rows[row] or not columns[column]  # and a sum that is printed as zero says so
        blank = _few(total) or (not nobody and (_few(rows[row]) or _few(columns[column])))
        cells["cell", row, column] = Cell(value, ("row", row), ("column", column), blank=blank)
    hidden = _hidden(cells)

    def shown(value: int, *key: str) -> int | None:
        return None if key in hidden else value

    return TwoWay(
        {(row, column): shown(value, "cell", row, column) for (row, column), value in counts.items()},
        {row: shown(value, "row", row) for row, value in rows.items()},
        {column: shown(value, "column", column) for column, value in columns.items()},
        shown(total, "total"),
    )


def apart(
    counts: Mapping[tuple[str, str], int],
    known: Mapping[tuple[str, str], tuple[int, int | None]] | None = None,
    least: int = 0,
) -> dict[tuple[str, str], int | None] | None:
    """Return counts that may be printed without any sum, so that few besides the small ones need be hidden.

    `known` is the least and most of a count that a reader can learn elsewhere, and `least` the least of the whole sum.
    None: beside that sum they cannot be protected.
    """
    cells: dict[Key, Cell] = {("total",): Cell(sum(counts.values()), 1, 0, low=least, unprinted=True)}
    for pair, value in counts.items():
        low, high = (known or {}).get(pair, (0, None))
        cells[pair] = Cell(value, 0, 1, low, high)
    hidden = Circulation(cells).protect()
    return None if hidden is None else {pair: None if pair in hidden else value for pair, value in counts.items()}


def one_way(counts: Mapping[str, int], most: int | None = None) -> tuple[dict[str, int | None], int | None]:
    """Return counts that may be printed, and their sum; None is hidden. `most` is known of each from elsewhere."""
    parts, total = splits([counts], most=most)
    return parts[0], total


def splits(
    ways: Iterable[Mapping[str, int]], *, least: int = 0, limit: int | None = None, most: int | None = None
) -> tuple[list[dict[str, int | None]], int | None]:
    """Return several ways to split one and the same sum, protected together, and the sum; None is hidden.

    `least` and `limit` are what is known of the sum from elsewhere, `most` what is known of every count.
    """
    listed = list(ways)
    total = sum(listed[0].values())
    if any(sum(way.values()) != total for way in listed):
        raise ValueError("the ways do not split the same sum")
    blank = _few(total)
    cells: dict[Key, Cell] = {("total",): Cell(total, len(listed), 0, least, limit, sums=1, blank=blank)}
    for number, way in enumerate(listed):
        for name, value in way.items():
            cells[number, name] = Cell(value, number, number + 1, high=most, blank=blank)
    hidden = _hidden(cells)
    shown = [
        {name: None if (number, name) in hidden else value for name, value in way.items()}
        for number, way in enumerate(listed)
    ]
    return shown, None if ("total",) in hidden else total


def _sums(counts: Mapping[tuple[str, str], int], place: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for pair, value in counts.items():
        sums[pair[place]] += value
    return sums


def _hidden(cells: Mapping[Key, Cell]) -> set[Key]:
    hidden = Circulation(cells).protect()
    return set(cells) if hidden is None else hidden


def _few(value: int) -> bool:
    return 0 < value < FEWEST
