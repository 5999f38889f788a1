"""Figures as inline SVG: presentation attributes and `currentColor` only.

No `style` attribute, so that the site's content security policy holds; one colour, so that a figure reads in dark mode,
in print and by the colour-blind. What differs differs in shape and is said in text. The drawing is 360 units wide, a
phone's column, so that its text is never scaled below what can be read.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

WIDTH = 360
MARGIN = 8
TRACK = WIDTH - 2 * MARGIN
SIZE = 15
LINE = 19
CHARACTERS = 34
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
        y = _label(body, item.label, y)
        scale = room / longest if longest else 0.0
        if item.total is not None:
            body.append(_rect(y + 5, item.total * scale, 'fill="none" stroke="currentColor"'))
        body.append(_rect(y + 5, item.value * scale, 'fill="currentColor" fill-opacity="0.75"'))
        whole = "" if item.total is None else f" av {_decimal(item.total)}"
        end = MARGIN + max(item.value, item.total or 0) * scale + 8
        body.append(_text(end, y + 19, f"{_decimal(item.value)}{whole}"))
        y += 38
    return _svg(body, y, key=key, title=title, description=description)


def timeline(marks: Sequence[Mark], *, today: date, key: str, title: str, description: str) -> str:
    """Draw one track for each mark; a broken track has no day, a bar across is `today`."""
    days = [today, *(mark.when for mark in marks if mark.when)]
    start = min(days).replace(day=1)
    end = _next_month(max(days))
    span = (end - start).days

    def x(day: date) -> float:
        return MARGIN + TRACK * (day - start).days / span

    body = [
        _text(MARGIN, 14, _month(start)),
        _text(WIDTH - MARGIN, 14, _month(max(days)), anchor="end"),
    ]
    y = 16.0
    body.append(_text(MARGIN, y + 17, f"Strecket visar {_day(today)}"))
    y += 30
    for mark in marks:
        y = _label(body, mark.label, y)
        note = f"{_day(mark.when)}{WORDS[mark.state]}" if mark.when else "Datum saknas"
        body.append(_text(MARGIN, y + 14, note))
        middle = y + 31
        dashes = "" if mark.when else ' stroke-dasharray="3 5"'
        track = f"M{MARGIN} {_number(middle)}H{WIDTH - MARGIN}"
        body.append(f'<path d="{track}" stroke="currentColor"{dashes}/>')
        body.append(f'<path d="M{_number(x(today))} {_number(middle - 9)}v18" stroke="currentColor" stroke-width="3"/>')
        if mark.when:
            body.append(_symbol(x(mark.when), middle, mark.state))
        y += 52
    return _svg(body, y, key=key, title=title, description=description)


def _symbol(x: float, y: float, state: State) -> str:
    at = f"{_number(x)} {_number(y)}"
    if state == "late":
        return f'<path d="M{at}m0 -9l9 9l-9 9l-9 -9z" fill="currentColor"/>'
    ring = f"M{at}m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z"
    if state == "done":
        return f'<path d="{ring}" fill="currentColor"/>'
    return f'<path d="{ring}" fill="none" stroke="currentColor" stroke-width="2.5"/>'


def _label(body: list[str], label: str, y: float) -> float:
    for line in textwrap.wrap(_clean(label), CHARACTERS) or [""]:
        y += LINE
        body.append(_text(MARGIN, y - 4, line, weight=' font-weight="600"'))
    return y


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "") -> str:
    return f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}"{weight}>{escape(_clean(text))}</text>'


def _rect(y: float, width: float, paint: str) -> str:
    if width <= 0:
        return ""
    return f'<rect x="{MARGIN}" y="{_number(y)}" width="{_number(width)}" height="18" {paint}/>'


def _svg(body: Sequence[str], height: float, *, key: str, title: str, description: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", key):
        raise ValueError(f'key "{key}": skriv a–z, siffror och bindestreck')
    if not title.strip() or not description.strip():
        raise ValueError(f"{key}: figuren saknar titel eller beskrivning")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_number(height + 4)}" '
        f'width="100%" role="img" aria-labelledby="{key}-title {key}-desc" '
        f'fill="currentColor" font-size="{SIZE}">'
        f'<title id="{key}-title">{escape(_clean(title))}</title>'
        f'<desc id="{key}-desc">{escape(_clean(description))}</desc>'
        f"{''.join(body)}</svg>"
    )


def _clean(text: str) -> str:
    """Put control characters, which XML does not allow, and runs of space right."""
    return " ".join(re.sub(r"[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", text).split())


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
