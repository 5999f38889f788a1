"""A matrix of squares: the area is the number, and the number stands under it, so that nothing hangs on colour."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from faltboken.analyse.drawing import MARGIN, TRACK, label, number, svg, text

_SIDE = 34  # of the square of the largest number
_ROW = 62
_DASHES = ' stroke-dasharray="3 4"'

Kind = Literal["sure", "unsure", "hidden"]


@dataclass(frozen=True, slots=True)
class Square:
    """One number of the matrix, its words, and whether it is filled, only an outline, or broken (a number unknown)."""

    value: float
    words: str
    kind: Kind = "sure"


def matrix(
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    squares: Mapping[tuple[str, str], Square],
    *,
    legend: Sequence[tuple[Kind, str]],
    key: str,
    title: str,
    description: str,
) -> str:
    """Draw a square for each (row, column) that has one, and a dash where there is none.

    `rows` and `columns` are the Swedish words for each key; `legend` says what each kind of square means.
    """
    most = max((square.value for square in squares.values()), default=0.0)
    if any(square.value < 0 for square in squares.values()):
        raise ValueError("en ruta kan inte vara mindre än noll")
    wide = TRACK / max(1, len(columns))
    body: list[str] = []
    y = 4.0
    for kind, words in legend:
        body.append(_square(MARGIN + 9, y + 9, 14, kind))
        body.append(text(MARGIN + 24, y + 14, words))
        y += 22
    y += 6
    middles = {column: MARGIN + wide * (place + 0.5) for place, column in enumerate(columns)}
    body += [text(middles[column], y + 14, words, anchor="middle") for column, words in columns.items()]
    y += 22
    for row, words in rows.items():
        body.append(f'<path d="M{MARGIN} {number(y)}h{TRACK}" stroke="currentColor" stroke-opacity="0.3"/>')
        y = label(body, words, y + 2)
        for column, x in middles.items():
            square = squares.get((row, column))
            if square is None:
                body.append(text(x, y + 24, "–", anchor="middle"))
                continue
            side = _SIDE * math.sqrt(square.value / most) if most else 0.0
            body.append(_square(x, y + 4 + _SIDE / 2, _SIDE / 2 if square.kind == "hidden" else side, square.kind))
            body.append(text(x, y + _SIDE + 20, square.words, anchor="middle"))
        y += _ROW
    return svg(body, y, key=key, title=title, description=description)


def _square(x: float, y: float, side: float, kind: Kind) -> str:
    if side <= 0:
        return ""
    at = f'x="{number(x - side / 2)}" y="{number(y - side / 2)}" width="{number(side)}" height="{number(side)}"'
    if kind == "sure":
        return f'<rect {at} fill-opacity="0.75"/>'
    return f'<rect {at} fill="none" stroke="currentColor" stroke-width="2"{_DASHES if kind == "hidden" else ""}/>'
