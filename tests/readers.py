"""What readers of a printed table can work out: an attack on it, written without the code that protects it.

A table is a grid of counts by row and column. A reader is a function that says, for a whole table, whether it could be
the true one. The search goes through whole tables cell by cell, the true value first, and gives up on a table as soon
as a printed sum cannot be reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from faltboken.analyse.suppression import TwoWay

Pair = tuple[str, str]
Grid = dict[Pair, int]
FAR = 10**9
NEAR = 5  # how far from its true value a count is tried: enough, or the table is reported
PATIENCE = 200_000


@dataclass
class Printed:
    """A table as printed, and how the reader limits each hidden count."""

    true: Grid
    shown: TwoWay
    told: bool = False  # which of the hidden are under five
    asks: bool = False  # why a whole line is hidden: a zero is only hidden where a sum is small
    looked: int = 0

    def sums(self, grid: Grid) -> dict[tuple[str, ...], int]:
        """Return every number of the table: its cells, rows, columns and whole."""
        found: dict[tuple[str, ...], int] = {("total",): sum(grid.values())}
        for (row, column), value in grid.items():
            found["cell", row, column] = value
            found["row", row] = found.get(("row", row), 0) + value
            found["column", column] = found.get(("column", column), 0) + value
        return found

    def printed(self, key: tuple[str, ...]) -> int | None:
        if key[0] == "total":
            return self.shown.total
        return {"cell": self.shown.cells, "row": self.shown.rows, "column": self.shown.columns}[key[0]][
            key[1] if len(key) == 2 else key[1:]  # type: ignore[index]
        ]

    def hidden(self) -> list[tuple[str, ...]]:
        return [key for key in self.sums(self.true) if self.printed(key) is None]

    def allows(self, grid: Grid) -> bool:
        """Say whether this may be the true table, as far as this reader can tell."""
        now, then = self.sums(grid), self.sums(self.true)
        nothing = all(self.printed(key) is None for key in now)  # then a zero may be hidden anywhere
        small = {key for key, value in now.items() if key[0] != "cell" and 0 < value < 5}
        whole = self.whole()
        for key, value in now.items():
            seen = self.printed(key)
            if seen is not None:
                if value != seen:
                    return False
                continue
            lines = {("total",)} | ({("row", key[1]), ("column", key[2])} if key[0] == "cell" else set())
            if self.told:
                # Told which hidden counts are under five; a zero among them stands in a line whose sum is.
                if (then[key] < 5) != (value < 5):
                    return False
                if value == 0 and not nothing and not any(0 < then[line] < 5 for line in lines):
                    return False
            elif value == 0 and not nothing and not lines & (small if self.asks else whole):
                return False  # this zero would have been printed
        return True

    def whole(self) -> set[tuple[str, ...]]:
        """Return the lines that are hidden with all that is in them, but for where the other sum is printed as 0."""
        keys = list(self.sums(self.true))
        lines = {key for key in keys if key[0] != "cell"}
        shown = {line for line in lines if self.printed(line) is not None}
        for key in keys:
            if key[0] == "cell" and self.printed(key) is not None:
                crossing = set(_lines(key[1:]))
                nobody = [line for line in crossing if self.printed(line) == 0]
                shown |= set(nobody) if nobody else crossing
        return lines - shown

    def possible(self, key: tuple[str, ...], value: int) -> bool:
        """Say whether a hidden number may be `value`."""
        return next(self._tables(key, value), None) is not None

    def _tables(self, key: tuple[str, ...], value: int) -> Iterator[Grid]:
        free = [pair for pair in self.true if self.shown.cells[pair] is None]
        wanted = {line: self.printed(line) for line in self.sums(self.true) if line[0] != "cell"}
        if key[0] != "cell":
            wanted[key] = value
        choices: dict[Pair, list[int]] = {}
        for pair in free:
            then = self.true[pair]
            among = range(max(0, then - NEAR), then + NEAR + 1)
            if self.told:
                among = range(max(among.start, 5), among.stop) if then >= 5 else range(among.start, min(among.stop, 5))
            choices[pair] = sorted(among, key=lambda one, then=then: abs(one - then))
            if key == ("cell", *pair):
                choices[pair] = [value]
        true = self.sums(self.true)
        left: dict[tuple[str, ...], tuple[int, int]] = {}
        for line in wanted:
            want = wanted[line]
            low, high = (want, want) if want is not None else (0, FAR)
            if want is None and self.told:
                low, high = (0, 4) if true[line] < 5 else (5, FAR)
            given = sum(self.true[pair] for pair in self.true if pair not in free and line in _lines(pair))
            left[line] = (low - given, high - given)
        self.looked = 0
        return self._fill(free, 0, dict(self.true), choices, left)

    def _fill(
        self,
        free: list[Pair],
        number: int,
        grid: Grid,
        choices: Mapping[Pair, list[int]],
        left: dict[tuple[str, ...], tuple[int, int]],
    ) -> Iterator[Grid]:
        """Fill the hidden cells one by one; `left` is the least and most that remains of each sum."""
        self.looked += 1
        if self.looked > PATIENCE:
            raise TimeoutError(self.true)
        for line, (low, high) in left.items():
            ends = [choices[pair] for pair in free[number:] if line in _lines(pair)]
            if sum(map(min, ends)) > high or sum(map(max, ends)) < low:
                return
        if number == len(free):
            if self.allows(grid):
                yield grid
            return
        pair = free[number]
        for value in choices[pair]:
            grid[pair] = value
            after = dict(left)
            for line in _lines(pair):
                after[line] = (left[line][0] - value, left[line][1] - value)
            yield from self._fill(free, number + 1, grid, choices, after)


def _lines(pair: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return ("row", pair[0]), ("column", pair[1]), ("total",)


def given_away(printed: Printed) -> list[str]:
    """Return every hidden number that this reader knows too much of, in words; none is what we want."""
    faults = []
    true = printed.sums(printed.true)
    for key in printed.hidden():
        value = true[key]
        near = [value + by for by in (1, -1, 2, -2, 3, -3, 4, -4) if value + by >= 0]
        near.sort(key=lambda other: not 0 < other < 5)  # small values first, where most that are hidden are
        excused = value >= 5 and all(one is None for one in map(printed.printed, true))
        if not excused and not any(printed.possible(key, other) for other in near):
            faults.append(f"{key} can only be {value}")
        elif not (printed.told or printed.asks) and 0 < value < 5:
            missing = [other for other in range(1, 5) if other != value and not printed.possible(key, other)]
            if missing:
                faults.append(f"{key} is {value} and cannot be {missing}")
    return faults
