"""Which counts of a table must be hidden together so that none of them can be counted back; see `suppression`."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

FEWEST = 5
_DEAR = 1_000_000  # what it costs to hide a sum rather than the counts in it

Key = Hashable
Route = list[tuple[Key, int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One count as an arrow in a circulation: at every node as much arrives as leaves.

    `low` and `high` are what a reader may know of it from elsewhere; `sums` is how many levels of sums it stands above.
    A cell that is `blank` is hidden with its whole line, even if it is zero. One that is `unprinted` is no part of the
    table: it may follow from it.
    """

    value: int
    tail: Hashable
    head: Hashable
    low: int = 0
    high: int | None = None
    sums: int = 0
    blank: bool = False
    unprinted: bool = False

    @property
    def small(self) -> bool:
        """Whether the count itself must be hidden."""
        return self.blank or (0 < self.value < FEWEST and not self.unprinted)

    def limits(self, told: bool) -> tuple[int, int]:
        """Return the least and the most that a reader thinks possible once the cell is hidden."""
        if self.unprinted:
            return self.low, 10**9 if self.high is None else self.high
        least = 0 if self.blank else FEWEST if told and not self.small else 1
        most = FEWEST - 1 if told and self.small else 10**9
        return max(least, self.low), most if self.high is None else min(most, self.high)


class Circulation:
    """Cells that are protected together."""

    def __init__(self, cells: Mapping[Key, Cell]) -> None:
        self.cells = cells
        self.hidden = {key for key, cell in cells.items() if cell.small or cell.unprinted}
        self._at: dict[Hashable, list[tuple[Key, int, Hashable]]] = defaultdict(list)
        for key, cell in cells.items():
            self._at[cell.tail].append((key, 1, cell.head))
            self._at[cell.head].append((key, -1, cell.tail))

    def protect(self) -> set[Key] | None:
        """Return the cells to hide; None if no choice of cells is enough."""
        waiting = sorted((key for key in self.hidden if self.cells[key].small), key=repr)
        while waiting:
            key = waiting.pop()
            for moves in self._demands(key):
                ways = [way for told, by in moves if (way := self._way(key, by, told)) is not None]
                if not ways:
                    return None
                more = min(ways, key=lambda way: (way[0], sorted(map(repr, way[1]))))[1]
                self.hidden |= more
                waiting.extend(sorted(more, key=repr))
        return self.hidden

    def _demands(self, key: Key) -> Iterator[list[tuple[bool, int]]]:
        """Yield what must be possible of a hidden cell: of each list at least one (told, how far it moves)."""
        cell = self.cells[key]
        if cell.small:
            least, most = cell.limits(told=False)
            for end in (least, min(FEWEST - 1, most)):
                if end != cell.value:
                    yield [(False, end - cell.value)]
        else:
            yield [(False, 1), (False, -1)]
        yield [(True, 1), (True, -1)]

    def _way(self, key: Key, by: int, told: bool) -> tuple[int, set[Key]] | None:
        """Return the cost of, and the cells to hide for, moving a cell `by` so much; None if it cannot move so far."""
        cell = self.cells[key]
        least, most = cell.limits(told)
        if not least <= cell.value + by <= most:
            return None
        ends = (cell.head, cell.tail) if by > 0 else (cell.tail, cell.head)
        moved: Counter[Key] = Counter()
        opened: set[Key] = set()
        cost, left = 0, abs(by)
        while left:
            found = self._cheapest(key, ends, told, moved, opened)
            if found is None:
                return None
            price, route = found
            step = min(left, *(self._room(one, sign, told, moved) for one, sign in route))
            for one, sign in route:
                moved[one] += sign * step
                if one not in self.hidden:
                    opened.add(one)
            cost, left = cost + price, left - step
        return cost, opened

    def _room(self, key: Key, sign: int, told: bool, moved: Mapping[Key, int]) -> int:
        cell = self.cells[key]
        least, most = cell.limits(told)
        now = cell.value + moved.get(key, 0)
        return most - now if sign > 0 else now - least

    def _cheapest(
        self, key: Key, ends: tuple[Hashable, Hashable], told: bool, moved: Mapping[Key, int], opened: set[Key]
    ) -> tuple[int, Route] | None:
        """Return the route between two nodes, not through `key`, that hides the least; Dijkstra's algorithm."""
        start, goal = ends
        best: dict[Hashable, int] = {start: 0}
        came: dict[Hashable, tuple[Hashable, Key, int]] = {}
        queue: list[tuple[int, str, Hashable]] = [(0, repr(start), start)]
        while queue:
            cost, _, node = heapq.heappop(queue)
            if node == goal:
                return cost, list(_back(came, start, goal))
            if cost > best[node]:
                continue
            for one, sign, other in self._at[node]:
                if one == key or (price := self._price(one, opened)) is None:
                    continue
                total = cost + price
                if total < best.get(other, total + 1) and self._room(one, sign, told, moved) > 0:
                    best[other] = total
                    came[other] = (node, one, sign)
                    heapq.heappush(queue, (total, repr(other), other))
        return None

    def _price(self, key: Key, opened: set[Key]) -> int | None:
        if key in self.hidden or key in opened:
            return 0
        cell = self.cells[key]
        return None if cell.value == 0 else int(min(cell.value, _DEAR - 1) + _DEAR * (100**cell.sums - 1))


def _back(
    came: Mapping[Hashable, tuple[Hashable, Key, int]], start: Hashable, node: Hashable
) -> Iterator[tuple[Key, int]]:
    while node != start:
        node, key, sign = came[node]
        yield key, sign
