"""Percentages as dots on a line from 0 to 100, in groups that are never joined: one group for each way of counting."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from faltboken.analyse.drawing import LINE, MARGIN, WIDTH, decimal, label, number, svg, text

LEFT = 128  # where the line begins, after the labels
RIGHT = WIDTH - MARGIN - 64  # where it ends, before the numbers
ROW = 27
CHARACTERS = 50  # of a line of text that is not bold


@dataclass(frozen=True, slots=True)
class Dot:
    """One percentage and what stands before it, a few words."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Group:
    """Dots that are counted the same way, and in words how."""

    heading: str
    counted: str
    dots: Sequence[Dot]


def dots(groups: Sequence[Group], *, key: str, title: str, description: str) -> str:
    """Draw each group below the other, with its heading and how it is counted above its dots."""
    body: list[str] = []
    y = 0.0
    for group in groups:
        y = label(body, group.heading, y)
        for line in textwrap.wrap(group.counted, CHARACTERS):
            y += LINE - 1
            body.append(text(MARGIN, y - 4, line, weight=' font-size="13"'))
        for dot in group.dots:
            if not 0 <= dot.value <= 100:
                raise ValueError(f"{dot.label}: {dot.value} är ingen andel i procent")
            body += _row(dot, y)
            y += ROW
        y += 16
    return svg(body, max(y - 16, 0), key=key, title=title, description=description)


def _row(dot: Dot, y: float) -> list[str]:
    middle = y + 15
    at = LEFT + (RIGHT - LEFT) * dot.value / 100
    half = (LEFT + RIGHT) / 2
    ticks = "".join(f"M{number(x)} {number(middle - 4)}v8" for x in (LEFT, half, RIGHT))
    return [
        text(MARGIN, middle + 5, dot.label, weight=' font-size="13"'),
        f'<path d="M{LEFT} {number(middle)}H{RIGHT}{ticks}" stroke="currentColor" stroke-opacity="0.6"/>',
        f'<circle cx="{number(at)}" cy="{number(middle)}" r="6" fill="currentColor"/>',
        text(WIDTH - MARGIN, middle + 5, f"{decimal(dot.value)} %", anchor="end"),
    ]
