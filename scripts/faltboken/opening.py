"""Opening hours as dated intervals: when a place is open, and when that is unknown.

Which hours a text means and which days are holidays is decided by `opening_hours`. Red days are the general holidays of
the Swedish act (1989:253) om allmänna helgdagar, Sundays apart, since weekday rules speak of them. The library also
counts midsommarafton, julafton and nyårsafton, which the annual leave act (1977:480) 7 § puts beside Sundays; here they
are eves. An eve is the day before a red day that is not red itself ("dag före röd dag" in notices): trettondagsafton,
skärtorsdagen, påskafton, valborgsmässoafton, the days before Kristi himmelsfärdsdag and nationaldagen, pingstafton,
midsommarafton, alla helgons afton, julafton and nyårsafton. What the text leaves unsaid is unknown:

- a text without PH says nothing about red days and eves;
- a text with PH says what holds on red days, and of eves only that in which its weekday and its PH rule agree;
- 24/7 is every day.

An opening belongs to the day on which it begins: that a Saturday is red does not cut short a Friday's 17–02.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from faltboken import hours
from faltboken.spans import Span, Spans, minus, union
from faltboken.tables import Row

DAYS = 120
ZONE = ZoneInfo("Europe/Stockholm")
_SPANS = re.compile(r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*")
_DAY = 24 * 60


@dataclass(frozen=True)
class Schedule:
    """When a place is open and when that is unknown, in minutes since 1970 (UTC); closed at all other times.

    It says nothing before `start` and from `until` on. `paused` is a place that is closed for the time being, whatever
    its hours; one without a `phone` cannot be asked by telephone.
    """

    start: int
    until: int
    open: Spans = ()
    unknown: Spans = ()
    paused: bool = False
    phone: bool = True


def is_red(day: date) -> bool:
    """Return whether the day is a general holiday by (1989:253) 1 §, Sundays that are nothing else apart."""
    return day in _holidays(day.year) and not _is_equal_to_sunday(day)


def _is_equal_to_sunday(day: date) -> bool:
    """Return whether the day is julafton, nyårsafton or midsommarafton."""
    midsummer = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return midsummer or (day.month == 12 and day.day in {24, 31})


def is_eve(day: date) -> bool:
    """Return whether the day is the eve of a red day, and not red itself."""
    return is_red(day + timedelta(1)) and not is_red(day)


def of_service(service: Row, today: date) -> Schedule:
    """Return the schedule of a row of services from `today` to 120 days later."""
    found = schedule(service.text("opening_hours"), today)
    phone = bool(service.text("phone"))
    if service.text("status") == "temporarily closed":
        return Schedule(found.start, found.until, paused=True, phone=phone)
    return replace(found, phone=phone)


@lru_cache(maxsize=4096)
def schedule(value: str, today: date) -> Schedule:
    """Return the schedule of an opening-hours text from `today` to 120 days later, both days whole.

    An empty text is unknown all the time. Any other must satisfy `hours.is_opening_hours`; raises ValueError where it
    does not.
    """
    first, end = today, today + timedelta(DAYS + 1)
    start, until = _instant(first, 0), _instant(end, 0)
    whole = ((start, until),)
    if value in ("", "24/7"):
        return Schedule(start, until, open=whole if value else (), unknown=() if value else whole)
    if not hours.is_opening_hours(value):
        raise ValueError(f"{value!r} är inga öppettider")
    unsaid = hours.says_nothing_of_holidays(value)
    weekday = _by_day(value, first - timedelta(1), end)
    holiday = {} if unsaid else _by_day(value.replace("PH", "Mo-Su"), first - timedelta(1), end)
    sure: list[Span] = []
    unsure: list[Span] = []
    for day in _days(first - timedelta(1), end):
        known, unknown = _said(day, weekday.get(day, ()), None if unsaid else holiday.get(day, ()))
        sure += ((_instant(day, begins), _instant(day, ends)) for begins, ends in known)
        unsure += ((_instant(day, begins), _instant(day, ends)) for begins, ends in unknown)
    outside = ((start - 3 * _DAY, start), (until, until + 3 * _DAY))
    opened = minus(union(sure), outside)
    return Schedule(start, until, opened, minus(minus(union(unsure), outside), opened))


def _said(day: date, weekday: Spans, holiday: Spans | None) -> tuple[Spans, Spans]:
    """Return a day's known and unknown openings: by its weekday and, unless the text says nothing (None), as red."""
    if not (is_red(day) or is_eve(day)):
        return weekday, ()
    if holiday is None:
        return (), union((*weekday, (0, _DAY)))
    if is_red(day):
        return holiday, ()
    unknown = union((*minus(weekday, holiday), *minus(holiday, weekday)))
    return minus(weekday, unknown), unknown


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    """Return the days that `opening_hours` takes for PH in Sweden."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    return frozenset(_by_day("PH 00:00-24:00", first, end, country="SE"))


def _by_day(value: str, first: date, end: date, country: str | None = None) -> dict[date, Spans]:
    """Return for each day the openings that begin on it, in minutes from its midnight; past 1440 is the next day.

    The library ends what lasts past midnight where the next day has a rule of its own. So the part before midnight and
    the part after it are asked for by themselves.
    """
    found: dict[date, Spans] = {}
    for text, later in ((_SPANS.sub(_before_midnight, value), 0), (_SPANS.sub(_after_midnight, value), _DAY)):
        begin, finish = (datetime.combine(day, time()) for day in (first, end))
        for begins, ends, kind, _ in OpeningHours(text, country=country).intervals(begin, finish):
            if kind != State.OPEN:
                continue
            last = (ends - timedelta(minutes=1)).date()
            for day in _days(begins.date(), last + timedelta(1)):
                from_minute = _minute(begins) if day == begins.date() else 0
                to_minute = (_minute(ends) or _DAY) if day == last else _DAY
                found[day] = union((*found.get(day, ()), (from_minute + later, to_minute + later)))
    return found


def _before_midnight(spans: re.Match[str]) -> str:
    return ",".join(f"{begins}-{'24:00' if _is_late(begins, ends) else ends}" for begins, ends in _pairs(spans[0]))


def _after_midnight(spans: re.Match[str]) -> str:
    tails = [ends for begins, ends in _pairs(spans[0]) if _is_late(begins, ends)]
    return ",".join(f"00:00-{ends}" for ends in tails) or "off"


def _pairs(spans: str) -> Iterator[tuple[str, str]]:
    for span in spans.split(","):
        begins, _, ends = span.partition("-")
        yield begins, ends


def _is_late(begins: str, ends: str) -> bool:
    """Return whether a span goes on past midnight, as 17:00-02:00 does."""
    return ends <= begins and ends != "00:00"


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _days(first: date, end: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range((end - first).days))


@lru_cache(maxsize=65536)
def _instant(day: date, minutes: int) -> int:
    """Return when the clock in Sweden shows a time, in minutes since 1970: of two such moments the first.

    A time that the clock leaps over in spring is the moment when it leaps.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    at = wall.replace(tzinfo=ZONE).astimezone(UTC)
    if at.astimezone(ZONE).replace(tzinfo=None) != wall:
        at = wall.replace(minute=0, tzinfo=ZONE).astimezone(UTC)
    return int(at.timestamp() // 60)
