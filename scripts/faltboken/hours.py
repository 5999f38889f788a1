"""Opening hours: from OpenStreetMap syntax to plain Swedish.

The syntax is https://wiki.openstreetmap.org/wiki/Key:opening_hours. `opening_hours` decides whether a text is valid;
the words are made here, for the part of the syntax that services use: months or dates, weekdays, red days, times and
closed.
"""

from __future__ import annotations

import re
from functools import lru_cache

import opening_hours

_DAYS = {
    "Mo": "måndag",
    "Tu": "tisdag",
    "We": "onsdag",
    "Th": "torsdag",
    "Fr": "fredag",
    "Sa": "lördag",
    "Su": "söndag",
    "PH": "röda dagar",
}
_MONTHS = {
    "Jan": "januari",
    "Feb": "februari",
    "Mar": "mars",
    "Apr": "april",
    "May": "maj",
    "Jun": "juni",
    "Jul": "juli",
    "Aug": "augusti",
    "Sep": "september",
    "Oct": "oktober",
    "Nov": "november",
    "Dec": "december",
}
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_TIME = r"\d\d:\d\d-\d\d:\d\d"
_DAY_MINUTES = 24 * 60
_RULE = re.compile(
    rf"(?:(?P<season>{_MONTH}(?: \d\d?)?(?:-{_MONTH}?(?: ?\d\d?)?)?) )?"
    rf"(?P<days>{_DAY}(?:[-,]{_DAY})*)? ?(?P<times>{_TIME}(?:,{_TIME})*|off)"
)


@lru_cache(maxsize=4096)
def is_opening_hours(value: str) -> bool:
    """Return whether the text is valid opening hours that `in_words` can say in Swedish."""
    if not opening_hours.validate(value):
        return False
    if value == "24/7":
        return True
    return all(map(_RULE.fullmatch, value.split("; "))) and not has_impossible_times(value)


def has_impossible_times(value: str) -> bool:
    """Return whether a time is later than 24:00, or two spans of one rule share a minute, also past midnight."""
    for rule in value.split(";"):
        minutes: set[int] = set()
        for span in re.findall(_TIME, rule):
            begins, ends = (int(at[:2]) * 60 + int(at[3:]) for at in span.split("-"))
            if max(begins, ends) > _DAY_MINUTES or begins == _DAY_MINUTES:
                return True
            held = {minute % _DAY_MINUTES for minute in range(begins, ends if ends > begins else ends + _DAY_MINUTES)}
            if minutes & held:
                return True
            minutes |= held
    return False


def _days_in_words(days: str) -> str:
    if days == "Mo-Su":
        return "alla dagar"
    words = []
    for part in days.split(","):
        names = [_DAYS[day] for day in part.split("-")]
        words.append("–".join(names))
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " och " + words[-1]


def _season_in_words(season: str) -> str:
    words = re.sub(rf"({_MONTH}) (\d\d?)", lambda found: f"{found[2]} {_MONTHS[found[1]]}", season)
    return re.sub(_MONTH, lambda found: _MONTHS[found[0]], words).replace("-", "–")


def _times_in_words(times: str) -> str:
    if times == "off":
        return "stängt"
    if times == "00:00-24:00":
        return "dygnet runt"
    spans = times.replace("-", "–").replace(":", ".").split(",")
    return " och ".join(spans)


def in_words(value: str) -> list[str]:
    """Return opening hours as Swedish phrases, one a rule: `Mo-Fr 08:00-17:00; PH off` gives two.

    The value must satisfy `is_opening_hours`; raises ValueError where it does not.
    """
    if value == "24/7":
        return ["dygnet runt, alla dagar"]
    phrases = []
    for rule in value.split("; "):
        match = _RULE.fullmatch(rule)
        if match is None:
            raise ValueError(f"{rule!r} kan inte skrivas i klartext")
        parts = [
            _season_in_words(match["season"]) if match["season"] else "",
            _days_in_words(match["days"]) if match["days"] else "",
            _times_in_words(match["times"]),
        ]
        phrases.append(" ".join(part for part in parts if part))
    return phrases


def says_nothing_of_holidays(value: str) -> bool:
    """Return whether the hours leave red days and eves unsaid, so that they are unknown on those days."""
    return value != "24/7" and "PH" not in value
