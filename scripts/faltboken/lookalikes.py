"""Rows of the directory that look like the same service, so that a reader never meets it twice with two answers."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator

from faltboken.problems import Problem, quoted
from faltboken.tables import Row, Table, Tables

_WORD = re.compile(r"\w+")
# Ways to reach a service. Two rows that share one and are almost named alike are the same service, misspelt.
_CONTACTS = ("phone", "email", "url")
# Chosen on real rows: libraries and youth centres with one switchboard reach 0.8, a misspelling 0.9 and above.
_ALIKE = 0.85
_IN_EVERY_NAME = {"kommun", "kommuns", "kommunen", "i", "och", "på", "för"}


def check(services: Table, tables: Tables) -> Iterator[Problem]:
    """Yield a fault for each row named as, or almost as, an earlier row that serves the same municipality.

    Two names are the same when they hold the same words in any order; case, signs and the municipality's own name do
    not count. They are almost the same when most letters agree, the figures in them agree and the rows share a
    telephone number, an e-mail address or a web address.
    """
    names = _municipality_words(tables)
    same: defaultdict[tuple[str, frozenset[str]], list[Row]] = defaultdict(list)
    near: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in services:
        key = _words(row) - names
        places = row.items("municipalities")
        contacts = [(place, column, row.text(column)) for place in places for column in _CONTACTS if row.text(column)]
        earlier = [other for place in places if key for other in same[place, key]]
        earlier += [other for contact in contacts for other in near[contact] if _alike(row, other)]
        for place in places:
            same[place, key].append(row)
        for contact in contacts:
            near[contact].append(row)
        another = next((other for other in earlier if other.text("id") != row.text("id")), None)
        if another:
            yield _fault(row, another)


def _fault(row: Row, earlier: Row) -> Problem:
    message = (
        f"{quoted(row.text('name'))} ser ut att vara samma verksamhet som {quoted(earlier.text('name'))} "
        f"(i {earlier.path}, rad {earlier.line}). Ta bort den ena raden, eller skriv i namnet vad som skiljer dem åt."
    )
    return Problem(row.path, row.line, "name", "similar-service", message)


def _municipality_words(tables: Tables) -> frozenset[str]:
    """Return the words that stand in names only to tell where: a municipality’s name, and its genitive."""
    rows = tables.by_name.get("municipalities", ())
    names = {word for row in rows for word in _WORD.findall(row.text("name").casefold())}
    return frozenset(names | {f"{name}s" for name in names} | _IN_EVERY_NAME)


def _words(row: Row) -> frozenset[str]:
    return frozenset(_WORD.findall(row.text("name").casefold()))


def _alike(one: Row, other: Row) -> bool:
    a, b = (" ".join(_WORD.findall(row.text("name").casefold())) for row in (one, other))
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    matcher = difflib.SequenceMatcher(None, a, b)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
