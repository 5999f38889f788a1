"""Opening hours as the times of each weekday, for formats that cannot hold the whole OpenStreetMap syntax.

Rules are read as https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification says: a later rule replaces an
earlier one on the days it names.
"""

from __future__ import annotations

import re

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
RED_DAYS = "PH"
WHOLE_DAY = ("00:00", "24:00")
Span = tuple[str, str]

_DAY = f"(?:{'|'.join((*DAYS, RED_DAYS))})"
_TIME = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"(?:(?P<days>{_DAY}(?:[-,]{_DAY})*) )?(?P<times>{_TIME}(?:,{_TIME})*|off)")


def weekly(value: str) -> dict[str, tuple[Span, ...]] | None:
    """Return the times of each weekday, none where it is closed; None where not every week of the year is the same.

    Red days have a key of their own only where the hours say what holds on them.
    """
    if value == "24/7":
        return dict.fromkeys((*DAYS, RED_DAYS), (WHOLE_DAY,))
    week: dict[str, tuple[Span, ...]] = dict.fromkeys(DAYS, ())
    for rule in value.split("; "):
        match = _RULE.fullmatch(rule)
        if match is None:
            return None
        times = () if match["times"] == "off" else tuple(map(_span, match["times"].split(",")))
        week.update(dict.fromkeys(_days(match["days"]), times))
    return week


def by_span(week: dict[str, tuple[Span, ...]]) -> dict[Span, list[str]]:
    """Return the days that have each span of time, in the order the week first has it."""
    spans: dict[Span, list[str]] = {}
    for day, times in week.items():
        for span in times:
            spans.setdefault(span, []).append(day)
    return spans


def _span(text: str) -> Span:
    opens, _, closes = text.partition("-")
    return opens, closes


def _days(text: str | None) -> list[str]:
    if not text:
        return list(DAYS)
    days = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not last:
            days.append(first)
            continue
        start, length = DAYS.index(first), (DAYS.index(last) - DAYS.index(first)) % len(DAYS) + 1
        days += [DAYS[(start + step) % len(DAYS)] for step in range(length)]
    return days
