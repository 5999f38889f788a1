"""Tables in plain text, and the bars that were broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    cells = [list(headings), *[[_shown(cell) for cell in row] for row in rows]]
    widths = [max(len(row[place]) for row in cells) for place in range(len(headings))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        first = row[0].ljust(widths[0])
        print("  " + "  ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def _shown(cell: object) -> str:
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)


class Bars:
    """Takes down, for each bar, whether it held."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def at_most(self, what: str, measured: float, bar: float, unit: str = "") -> None:
        """Hold a measured figure to its bar."""
        self._tell(measured <= bar, f"{what}: {_shown(measured)}{unit}, bar at most {_shown(bar)}{unit}")

    def nothing(self, what: str, found: Sequence[str]) -> None:
        """Hold a list of faults to being empty."""
        self._tell(not found, f"{what}: {len(found)}, bar 0")
        for line in found[:40]:
            print(f"      {line}")

    def exactly(self, what: str, measured: float, bar: float) -> None:
        """Hold a figure to being the highest there is."""
        self._tell(measured >= bar, f"{what}: {_shown(measured)}, bar {_shown(bar)}")

    def _tell(self, held: bool, sentence: str) -> None:
        print(f"  {'held  ' if held else 'BROKEN'}  {sentence}")
        if not held:
            self.broken.append(sentence)
