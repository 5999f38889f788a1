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
# A letter that is missing, doubled or swapped leaves a word of six letters above it; another word is far below.
_ALIKE = 0.8
_IN_EVERY_NAME = {"kommun", "kommuns", "kommunen", "i", "och", "på", "för"}


def check(services: Table, tables: Tables) -> Iterator[Problem]:
    """Yield a fault for each row named as, or almost as, an earlier row that serves the same municipality.

    Two names are the same when they hold the same words in any order; case, signs and the name of the municipality
    they both serve do not count. They are almost the same when each word is, or is the same misspelt, and the rows
    share a telephone number, an e-mail address or a web address.
    """
    own = _municipality_words(tables)
    same: defaultdict[tuple[str, frozenset[str]], list[Row]] = defaultdict(list)
    near: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in services:
        words = _words(row) - _IN_EVERY_NAME
        places = row.items("municipalities")
        keys = [(place, left) for place in places if (left := words - own.get(place, frozenset()))]
        contacts = [(place, column, row.text(column)) for place in places for column in _CONTACTS if row.text(column)]
        earlier = [other for one in keys for other in same[one]]
        earlier += [other for contact in contacts for other in near[contact] if _alike(row, other)]
        for one in keys:
            same[one].append(row)
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


def _municipality_words(tables: Tables) -> dict[str, frozenset[str]]:
    """Return, by municipality, the words that stand in names only to tell where: its name, and the genitive of it."""
    names = {row.text("id"): _words(row) for row in tables.by_name.get("municipalities", ())}
    return {own: words.union(f"{word}s" for word in words) for own, words in names.items()}


def _words(row: Row) -> frozenset[str]:
    return frozenset(_WORD.findall(row.text("name").casefold()))


def _alike(one: Row, other: Row) -> bool:
    """Return whether two names differ by misspelt words only: "norra" and "södra" tell two services apart."""
    a, b = (_WORD.findall(row.text("name").casefold()) for row in (one, other))
    return len(a) == len(b) and all(map(_misspelt, a, b))


def _misspelt(a: str, b: str) -> bool:
    if a == b or any(letter.isdigit() for letter in a + b):
        return a == b
    return difflib.SequenceMatcher(None, a, b).ratio() >= _ALIKE
