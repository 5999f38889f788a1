"""The ranking, in the terminal; the browser's is `theme/static/search-rank.js`, and a test holds them alike."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faltboken.search import words
from faltboken.search.vocabulary import Vocabulary
from faltboken.search.weights import FAR, KINDS, LEVELS, WEIGHTS


@dataclass(frozen=True, slots=True)
class Unit:
    """What can be found: a page, a section of one (`parent` is its title), or a row of a table."""

    url: str
    title: str
    kind: str
    page: int
    parent: str = ""
    place: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit was found: what was typed, the word that it was taken for, how, and how much that word says there."""

    typed: str
    word: str
    how: str
    level: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was found, its score, and a reason for each word of the question that it has."""

    unit: Unit
    score: float
    why: tuple[Reason, ...]


class Index:
    """A built index: what can be found, and for each word what it speaks of."""

    def __init__(self, core: dict[str, Any]) -> None:
        self.units = [_unit(number, raw, core["units"]) for number, raw in enumerate(core["units"])]
        self._vocabulary = Vocabulary(core["words"].split(" "))
        self._postings: list[str] = core["postings"].split(" ")
        self._step = {sign: place + 1 for place, sign in enumerate(core["alphabet"])}
        self._acute: list[tuple[list[str], int]] = [(stems, unit) for stems, unit in core["acute"]]

    @classmethod
    def of(cls, site: Path) -> Index:
        """Return the index of a built site; `FileNotFoundError` where there is none."""
        text = (site / "_static" / "search-index.js").read_text(encoding="utf-8")
        return cls(json.loads(text.removeprefix("faltbokenSearch(").removesuffix(");\n")))

    def _each(self, word: int) -> Iterator[tuple[int, int]]:
        """Yield each unit of a word with its level; the opposite of `index._packed`."""
        level, unit = 0, -1
        for sign in self._postings[word]:
            if sign.isdigit():
                level, unit = int(sign), -1
            elif sign == FAR:
                unit += len(self._step)
            else:
                unit += self._step[sign]
                yield unit, level

    def find(self, query: str) -> list[Hit]:
        """Return what is found, best first."""
        score, had, everything = dict[int, float](), defaultdict[int, float](float), 0.0
        why = defaultdict[int, list[Reason]](list)
        for meaning in self._vocabulary.meanings(words.telling(words.tokens(query))):
            best, sure = dict[int, tuple[float, Reason]](), 0.0
            for word, (weight, how) in meaning.words.items():
                for unit, level in self._each(word):
                    said = weight * LEVELS[level - 1]
                    if unit not in best:
                        sure += weight
                    if unit not in best or said > best[unit][0]:
                        best[unit] = (said, Reason(meaning.typed, self._vocabulary.words[word], how, level))
            rare = math.log(1 + len(self.units) / (1 + sure))
            everything += rare
            for unit, (said, reason) in best.items():
                score[unit] = score.get(unit, 0) + rare * said
                had[unit] += rare
                why[unit].append(reason)
        for unit in score:
            score[unit] *= (had[unit] / everything) ** WEIGHTS["whole"] * KINDS[self.units[unit].kind]
        return [Hit(self.units[unit], value, tuple(why[unit])) for unit, value in self._ordered(self._around(score))]

    def _around(self, score: dict[int, float]) -> dict[int, float]:
        best = dict[int, float]()
        for number, value in score.items():
            unit = self.units[number]
            if unit.kind == "section":
                best[unit.page] = max(value, best.get(unit.page, 0))
        out = {}
        for number, value in score.items():
            page = self.units[number].page
            more = score.get(page, 0) if page != number else best.get(number, 0)
            out[number] = value + WEIGHTS["around"] * more
        return out

    def _ordered(self, score: dict[int, float]) -> list[tuple[int, float]]:
        times, again = defaultdict[int, int](int), []
        for unit, value in sorted(((unit, _rounded(value)) for unit, value in score.items()), key=_best_first):
            page = self.units[unit].page
            again.append((unit, _rounded(value * WEIGHTS["again"] ** times[page])))
            times[page] += 1
        again.sort(key=_best_first)
        return [pair for pair in again if pair[1] >= WEIGHTS["least"] * again[0][1]]

    def acute(self, query: str) -> list[Unit]:
        """Return the emergency numbers that a query must show before all else, in the order of the table."""
        typed = words.tokens(query)
        found = self._meant(typed)
        # A word of three letters may be another, half-typed or written without its dots: far is no fara.
        found |= {f"{stem}+" for stem in self._meant([word for word in typed if len(word) > 3])}
        return [self.units[unit] for unit in sorted({unit for stems, unit in self._acute if found.issuperset(stems)})]

    def _meant(self, typed: list[str]) -> set[str]:
        """Return the stems that typed words surely mean."""
        found = {words.stem(word) for word in typed}
        for meaning in self._vocabulary.meanings(words.telling(typed)):
            for word, (_, how) in meaning.words.items():
                sure = how != "part" and (how != "prefix" or len(meaning.typed) >= 5)
                if meaning.typed not in typed:  # of a compound that was taken apart, only what stands in it
                    sure = meaning.typed in (self._vocabulary.words[word], f"{self._vocabulary.words[word]}s")
                if sure:
                    found.add(self._vocabulary.stems[word])
        return found


def _unit(number: int, raw: list[Any], every: list[list[Any]]) -> Unit:
    address, title, kind, *more = raw
    if kind == "section":
        page = every[more[0]]
        return Unit(f"{page[0]}#{address or slug(title)}", title, kind, more[0], parent=page[1])
    place, call = (*more, "", "")[:2]
    return Unit(address, title, kind, number, place=place, call=call)


def slug(heading: str) -> str:
    """Return the anchor that a heading has unless its author gave it another."""
    return re.sub("[^a-z0-9]+", "-", words.folded(heading.lower())).strip("-")


def _rounded(value: float) -> float:
    """Return a score without its last digits, which two languages may count differently."""
    return math.floor(value * 1e6 + 0.5) / 1e6


def _best_first(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]
