"""Faults that show only across the cells of a row or across rows: each at a cell, with the other rows named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from faltboken import swedish
from faltboken.analyse.field_log.stops import MINUTES, REFERRALS, SCHEMA, Stop, stops
from faltboken.analyse.sheets import Fault, Line

TEAMS = 4  # more at the same time is more likely a mistake than a night's work
GAP = 366  # days without a row
_Found = Iterator[tuple[int, str, str, str]]  # row, column, code, message


def faults(lines: Sequence[Line]) -> list[Fault]:
    """Return what is wrong across cells and rows, in the order of the sheet."""
    by_number = {line.number: line for line in lines}
    logged = stops(lines)
    found = [one for check in (_within, _twice, _long, _years) for one in check(logged)]
    return [
        Fault(by_number[number].cell(column), code, message)
        for number, column, code, message in sorted(found, key=lambda one: one[0])
    ]


def _within(logged: Sequence[Stop]) -> _Found:
    for stop in logged:
        if stop.contacts > stop.seen:
            message = (
                f"Ni pratade med {stop.contacts} men såg {stop.seen}. De ni pratade med räknas in bland dem ni såg. "
                "Rätta det tal som är fel."
            )
            yield stop.number, "contacts", "more-than-seen", message
        parts = {
            "new_contacts": stop.new,
            "follow_on": stop.follow_on,
            **dict(zip(REFERRALS, stop.referrals, strict=True)),
        }
        for column, value in parts.items():
            if value > stop.contacts:
                message = (
                    f"{SCHEMA.field(column).title} är {value}, men ni pratade med {stop.contacts}. Talet gäller dem ni "
                    "pratade med och kan inte vara större. Rätta det tal som är fel."
                )
                yield stop.number, column, "more-than-contacts", message
        if stop.minutes > MINUTES[stop.band]:
            message = (
                f"{stop.minutes} minuter ryms inte i {_band(stop)}, som är {MINUTES[stop.band]} minuter. Skriv en rad "
                "för varje del av dygnet."
            )
            yield stop.number, "minutes", "longer-than-band", message


def _twice(logged: Sequence[Stop]) -> _Found:
    same: dict[tuple[object, ...], list[Stop]] = defaultdict(list)
    for stop in logged:
        same[stop.day, stop.band, stop.place].append(stop)
    for among in same.values():
        if len(among) > 1:
            message = (
                f"Samma datum, tid och sorts plats står på flera rader ({_rows(among)}). Ta bort kopiorna. Var det "
                "flera stopp, slå ihop dem på en rad."
            )
            yield among[-1].number, "place", "stop-twice", message


def _long(logged: Sequence[Stop]) -> _Found:
    together: dict[tuple[object, ...], list[Stop]] = defaultdict(list)
    for stop in logged:
        together[stop.day, stop.band].append(stop)
    for among in together.values():
        minutes = sum(stop.minutes for stop in among)
        if minutes > TEAMS * MINUTES[among[0].band] and len(among) > TEAMS:
            message = (
                f"Den {swedish.long_date(among[0].day)} har {minutes} minuter i {_band(among[0])} ({_rows(among)}). "
                f"Det är mer än vad {TEAMS} lag hinner samtidigt. Rätta datum eller minuter."
            )
            yield among[-1].number, "minutes", "more-than-the-night", message


def _years(logged: Sequence[Stop]) -> _Found:
    in_order = sorted(logged, key=lambda stop: stop.day)
    for before, after in pairwise(in_order):
        if (after.day - before.day).days > GAP:
            message = (
                f"Mellan den {swedish.long_date(before.day)} (rad {before.number}) och den "
                f"{swedish.long_date(after.day)} är det mer än ett år. Rätta året, eller börja en ny logg."
            )
            yield after.number, "date", "year-apart", message


def _band(stop: Stop) -> str:
    return f"”{SCHEMA.field('time_band').label(stop.band)}”"


def _rows(among: Sequence[Stop]) -> str:
    numbers = [str(stop.number) for stop in among]
    return f"rad {swedish.joined([*numbers[:8], *(['fler'] if len(numbers) > 8 else [])])}"
