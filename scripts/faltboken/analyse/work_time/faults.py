"""Faults that show only across the rows of the sheet: each at a cell, with the other rows named."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from faltboken import swedish
from faltboken.analyse.sheets import Fault, Line
from faltboken.analyse.work_time.measured import SCHEMA, Entry

DAY = 24
_NAMED = 8


def entries(lines: Iterable[Line]) -> list[Entry]:
    """Return the lines of the sheet as rows that can be counted."""
    return [Entry(**line.values, number=line.number) for line in lines]  # type: ignore[arg-type]


def faults(lines: Sequence[Line]) -> list[Fault]:
    """Return what is wrong across rows, in the order of the sheet."""
    by_number = {line.number: line for line in lines}
    rows = entries(lines)

    def fault(column: str, code: str, among: Sequence[Entry], message: str) -> tuple[int, Fault]:
        number = among[-1].number
        return number, Fault(by_number[number].cell(column), code, message)

    found = [fault(*one) for check in (_twice, _long_days, _roles, _rounds) for one in check(rows)]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


_Told = Iterator[tuple[str, str, Sequence[Entry], str]]  # column, code, rows (the fault stands at the last), message


def _twice(rows: Sequence[Entry]) -> _Told:
    same: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for row in rows:
        same[row.participant, row.round, row.day, row.activity, row.hours].append(row)
    for among in same.values():
        if len(among) > 1:
            message = (
                f"Samma rad står {len(among)} gånger ({_numbers(among)}). Ta bort kopiorna. Var det flera tillfällen, "
                "lägg ihop timmarna på en rad."
            )
            yield "hours", "row-twice", among, message


def _long_days(rows: Sequence[Entry]) -> _Told:
    days: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for row in rows:
        days[row.participant, row.day].append(row)
    for among in days.values():
        hours = math.fsum(row.hours for row in among)
        if hours > DAY:
            first = among[0]
            message = (
                f"{first.participant} har {f'{hours:.2f}'.rstrip('0').rstrip('.').replace('.', ',')} timmar "
                f"den {swedish.long_date(first.day)} ({_numbers(among)}). Ett dygn har {DAY}. Rätta timmarna eller "
                "datumet. Skriv en kvart som 0,25, inte som 15."
            )
            yield "hours", "long-day", among, message


def _roles(rows: Sequence[Entry]) -> _Told:
    roles: dict[tuple[str, str], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        roles[row.participant, row.round][row.role].append(row)
    for (participant, name), of_role in roles.items():
        if len(of_role) > 1:
            label = SCHEMA.field("role").label
            told = swedish.joined([f"{label(role)} ({_numbers(among)})" for role, among in of_role.items()])
            rarest = min(of_role.values(), key=len)
            message = (
                f"{participant} har flera roller i omgången {SCHEMA.field('round').label(name)}: {told}. "
                "Välj en roll för hela omgången. Är det två personer, dra en ny kod till den ena."
            )
            yield "role", "two-roles", rarest, message


def _rounds(rows: Sequence[Entry]) -> _Told:
    before = [row for row in rows if row.round == "before"]
    after = [row for row in rows if row.round == "after"]
    if not after:
        return
    if not before:
        message = (
            "Alla rader är Efter. Lägg raderna från Före i samma blad, eller skriv Före om det är er första mätning."
        )
        yield "round", "only-after", after[:1], message
        return
    last = max(before, key=lambda row: row.day)
    early = [row for row in after if row.day <= last.day]
    if early:
        message = (
            f"Efter ska ligga senare än Före, men Före slutar den {swedish.long_date(last.day)} (rad {last.number}) "
            f"och Efter har tidigare eller samma dag: {_numbers(early)}. Rätta datumen eller omgången."
        )
        yield "day", "after-before-before", early[:1], message


def _numbers(rows: Sequence[Entry]) -> str:
    shown = [str(row.number) for row in rows[:_NAMED]]
    more = len(rows) - len(shown)
    return f"rad {swedish.joined(shown)}" if not more else f"rad {', '.join(shown)} och {more} till"
