"""Dots with whiskers: an estimate and how sure it is, for one measurement or for two beside each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faltboken.analyse.bootstrap import Interval
from faltboken.analyse.drawing import MARGIN, WIDTH, label, number, svg, text

_LEFT = MARGIN + 8
_RIGHT = WIDTH - 76  # the number stands to the right of it
_TRACK = 22
_HOLLOW = 5.5
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Row:
    """One label with one interval for each series."""

    label: str
    values: Sequence[Interval]


def dots(
    rows: Sequence[Row],
    *,
    unit: str,
    key: str,
    title: str,
    description: str,
    series: Sequence[str] = (),
    signed: bool = False,
) -> str:
    """Draw a dot and a whisker for each interval, its number beside.

    `series` names the intervals of a row, at most two: of two, the first is a hollow dot and the second a filled one.
    `signed` is for differences: the numbers have a sign, and a line across marks no difference.
    """
    if len(series) > 2 or any(len(row.values) != max(1, len(series)) for row in rows):
        raise ValueError("varje rad ska ha ett intervall för varje serie, och serierna är högst två")
    low, high, step = _scale([value for row in rows for value in row.values])

    def x(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)

    body: list[str] = []
    y = _legend(body, series)
    nothing: list[tuple[float, float]] = []
    ticks = [tick * step for tick in range(round(low / step), round(high / step) + 1)]
    body += [text(x(tick), y + 14, plain(tick, 0 if step >= 1 else 1), anchor="middle") for tick in ticks]
    y += 22
    for row in rows:
        y = label(body, row.label, y)
        nothing.append((y, y + _TRACK * len(row.values)))
        for place, value in enumerate(row.values):
            is_hollow = bool(series) and place == 0 and len(series) == 2
            body += _whisker(x, value, y + _TRACK / 2, is_hollow=is_hollow)
            shown = f"{'+' if signed and value.estimate > 0 else ''}{plain(value.estimate)} {unit}"
            body.append(text(WIDTH - MARGIN, y + _TRACK / 2 + 5, shown, anchor="end"))
            y += _TRACK
        y += 4
    at = number(x(0))
    line = "".join(f"M{at} {number(start)}V{number(end)}" for start, end in nothing)  # not through the words
    dashes = ' stroke-dasharray="4 4"' if signed else ' stroke-opacity="0.5"'
    body.append(f'<path d="{line}" stroke="currentColor"{dashes}/>')
    return svg(body, y, key=key, title=title, description=description)


def plain(value: float, decimals: int = 1) -> str:
    """Return a number as Swedish text has it, with a minus sign; what rounds to nothing has no sign."""
    shown = f"{abs(value):.{decimals}f}"
    return ("−" if value < 0 and float(shown) else "") + shown.replace(".", ",")


def _legend(body: list[str], series: Sequence[str]) -> float:
    if not series:
        return 0.0
    at = float(MARGIN + 8)
    for place, name in enumerate(series):
        body.append(_dot(at, 10, is_hollow=len(series) == 2 and place == 0))
        body.append(text(at + 12, 15, name))
        at += 40 + 9 * len(name)
    return 24.0


def _whisker(x: Callable[[float], float], value: Interval, y: float, *, is_hollow: bool) -> list[str]:
    left, dot, right = x(value.low), x(value.estimate), x(value.high)
    gap = _HOLLOW if is_hollow else 0.0  # a whisker does not cross a hollow dot
    level = number(y)
    ends = f"M{number(left)} {number(y - 5)}v10M{number(right)} {number(y - 5)}v10"
    path = f"{ends}M{number(left)} {level}H{number(max(left, dot - gap))}"
    path += f"M{number(min(right, dot + gap))} {level}H{number(right)}"
    whisker = f'<path d="{path}" stroke="currentColor" stroke-width="2" fill="none"/>'
    return [whisker, _dot(dot, y, is_hollow=is_hollow)]


def _dot(x: float, y: float, *, is_hollow: bool) -> str:
    at = f'cx="{number(x)}" cy="{number(y)}"'
    if is_hollow:
        return f'<circle {at} r="{_HOLLOW}" fill="none" stroke="currentColor" stroke-width="2"/>'
    return f'<circle {at} r="6"/>'


def _scale(values: Sequence[Interval]) -> tuple[float, float, float]:
    """Return where the axis starts and ends and the step between its numbers; nothing is always on it."""
    low = min((value.low for value in values), default=0.0)
    high = max((value.high for value in values), default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    reach = (high - low) or 1.0
    step = next((step for step in _STEPS if reach / step <= 5), reach)
    return math.floor(low / step + 1e-9) * step, (math.ceil(high / step - 1e-9) or 1) * step, step
