"""Figures as inline SVG: bars and a time line. How a figure is made is told in `drawing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from faltboken.analyse.drawing import MARGIN, TRACK, WIDTH, decimal, label, number, svg, text

MONTHS = ("jan", "feb", "mars", "april", "maj", "juni",
          "juli", "aug", "sep", "okt", "nov", "dec")  # fmt: skip
WORDS = {"open": "", "late": ", försenad", "done": ", klar"}

State = Literal["open", "late", "done"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar; with `total` it is the filled part of an outlined whole."""

    label: str
    value: float
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of a time line; `when` is None if no day is set."""

    label: str
    when: date | None
    state: State = "open"


def bars(items: Sequence[Bar], *, key: str, title: str, description: str) -> str:
    """Draw horizontal bars, each with its label above and its number beside."""
    longest = max((max(item.value, item.total or 0) for item in items), default=0)
    room = TRACK - 70
    body: list[str] = []
    y = 0.0
    for item in items:
        if item.value < 0 or (item.total is not None and item.value > item.total):
            raise ValueError(f"{item.label}: {item.value} ryms inte i stapeln")
        y = label(body, item.label, y)
        scale = room / longest if longest else 0.0
        if item.total is not None:
            body.append(_rect(y + 5, item.total * scale, 'fill="none" stroke="currentColor"'))
        body.append(_rect(y + 5, item.value * scale, 'fill="currentColor" fill-opacity="0.75"'))
        whole = "" if item.total is None else f" av {decimal(item.total)}"
        end = MARGIN + max(item.value, item.total or 0) * scale + 8
        body.append(text(end, y + 19, f"{decimal(item.value)}{whole}"))
        y += 38
    return svg(body, y, key=key, title=title, description=description)


def timeline(marks: Sequence[Mark], *, today: date, key: str, title: str, description: str) -> str:
    """Draw one track for each mark; a broken track has no day, a bar across is `today`."""
    days = [today, *(mark.when for mark in marks if mark.when)]
    start = min(days).replace(day=1)
    end = _next_month(max(days))
    span = (end - start).days

    def x(day: date) -> float:
        return MARGIN + TRACK * (day - start).days / span

    body = [
        text(MARGIN, 14, _month(start)),
        text(WIDTH - MARGIN, 14, _month(max(days)), anchor="end"),
    ]
    y = 16.0
    body.append(text(MARGIN, y + 17, f"Strecket visar {_day(today)}"))
    y += 30
    for mark in marks:
        y = label(body, mark.label, y)
        note = f"{_day(mark.when)}{WORDS[mark.state]}" if mark.when else "Datum saknas"
        body.append(text(MARGIN, y + 14, note))
        middle = y + 31
        dashes = "" if mark.when else ' stroke-dasharray="3 5"'
        track = f"M{MARGIN} {number(middle)}H{WIDTH - MARGIN}"
        body.append(f'<path d="{track}" stroke="currentColor"{dashes}/>')
        body.append(f'<path d="M{number(x(today))} {number(middle - 9)}v18" stroke="currentColor" stroke-width="3"/>')
        if mark.when:
            body.append(_symbol(x(mark.when), middle, mark.state))
        y += 52
    return svg(body, y, key=key, title=title, description=description)


def _symbol(x: float, y: float, state: State) -> str:
    at = f"{number(x)} {number(y)}"
    if state == "late":
        return f'<path d="M{at}m0 -9l9 9l-9 9l-9 -9z" fill="currentColor"/>'
    ring = f"M{at}m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z"
    if state == "done":
        return f'<path d="{ring}" fill="currentColor"/>'
    return f'<path d="{ring}" fill="none" stroke="currentColor" stroke-width="2.5"/>'


def _rect(y: float, width: float, paint: str) -> str:
    if width <= 0:
        return ""
    return f'<rect x="{MARGIN}" y="{number(y)}" width="{number(width)}" height="18" {paint}/>'


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
