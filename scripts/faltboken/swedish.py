"""Dates, numbers and lists as Swedish readers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def long_date(day: date) -> str:
    """Return a date in words, such as "21 november 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def partial_date(text: str) -> str:
    """Return "2023", "2023-01" or "2023-01-05" in words; any other text is returned as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts):
        return text
    if len(parts) == 3:
        return long_date(date(*map(int, parts)))
    if len(parts) == 2:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return text


def joined(words: Sequence[str], last: str = "och") -> str:
    """Return words as a Swedish list: "a, b och c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
