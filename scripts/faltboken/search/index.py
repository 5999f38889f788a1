"""The index that a build writes: one core file to find with, and shards of text for the excerpts.

All are classic scripts that call one function with data, because a page opened from a folder may read no other files.
Same input, same bytes. The core has

- `units`: what can be found. A page is followed by its sections, so that a section needs only its anchor.
- `words`: each stem once, written as its most common form with its parts marked ("oro·s·anmälan").
- `stems`, `roots`: how many letters to cut off each of those words, and off its stem.
- `postings`: for each of those words a text of units and how much the word says about them; see `_packed`.
- `acute`: words that show an emergency number before all else.
- the rules of `words` and the figures of `weights`, so that the browser and the terminal cannot differ.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from faltboken.search import weights, words
from faltboken.search.compounds import Splitter
from faltboken.search.rank import slug
from faltboken.search.weights import FAR, PART

SHARD = 12_000  # characters of text in a shard, before its last unit
# Units apart are written with these: no digit (they are levels), no sign that JSON or a script element would escape.
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;=?@[]^_`{|}~"

# What a word says about a unit, by where it stands.
TITLE, HEADING, NAME, EVERYDAY, SUMMARY, TEXT = 12.0, 9.0, 9.0, 5.0, 3.0, 1.4
SHORT_NUMBER = 4  # digits of a number that running text is not found by: years, days, ages
COMMON, FEW = 0.025, 20  # the share of all units, and the number, above which a word in running text says nothing
LENGTH = 0.5  # a name of many words says less with each of them
SHARED = 0.8  # a heading or an everyday word that many pages have says less of each


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page with a heading of its own; the first has no anchor and is the page before its first heading."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page: address from the root of the site, title, sections, summary.

    `names` are the terms that are explained there, `everyday` how people say what it is about.
    """

    url: str
    title: str
    sections: tuple[Section, ...]
    summary: str = ""
    names: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table that can be found by itself; `kind` is term, need, service, law or number.

    `names` are its other names, abbreviations and numbers, `everyday` what people type, `place` its municipalities,
    `call` the link of an emergency number, which stands in the `order` of its table.
    """

    url: str
    title: str
    kind: str
    names: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    text: str = ""
    place: str = ""
    call: str = ""
    order: int = 0


@dataclass(slots=True)
class _Unit:
    shown: list[str | int]
    text: str
    says: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


class _Gatherer:
    """Collects units and, for each stem, the forms it was written in."""

    def __init__(self, pages: list[SearchPage]) -> None:
        self.units: list[_Unit] = []
        self.shared = Counter(phrase for page in pages for phrase in set(page.everyday))
        self.shared += Counter(part.heading for page in pages for part in page.sections if part.anchor)
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.hyphens: dict[str, list[str]] = {}

    def page(self, page: SearchPage) -> None:
        whole = self._unit([page.url, _tidy(page.title), "page"], page.summary or page.sections[0].text)
        parent = len(self.units) - 1
        self._name(whole, page.title, TITLE)
        self._text(whole, page.summary, SUMMARY)
        for phrase in page.names:
            self._name(whole, phrase, NAME)
        for phrase in page.everyday:
            self._name(whole, phrase, EVERYDAY / self.shared[phrase] ** SHARED)
        for section in page.sections:
            unit = whole
            if section.anchor:
                # Most anchors can be told from their headings.
                anchor = "" if section.anchor == slug(_tidy(section.heading)) else section.anchor
                unit = self._unit([anchor, _tidy(section.heading), "section", parent], section.text)
                self._name(unit, section.heading, HEADING / self.shared[section.heading] ** SHARED)
            self._text(unit, section.text, TEXT)

    def entry(self, entry: Entry) -> None:
        shown: list[str | int] = [entry.url, _tidy(entry.title), entry.kind, entry.place, entry.call]
        while not shown[-1]:
            shown.pop()
        unit = self._unit(shown, entry.text)
        self._name(unit, entry.title, TITLE)
        for phrase in entry.names:
            self._name(unit, phrase, NAME)
        for phrase in entry.everyday:
            self._name(unit, phrase, EVERYDAY)
        self._text(unit, entry.text, TEXT)

    def _unit(self, shown: list[str | int], text: str) -> _Unit:
        self.units.append(_Unit(shown, _tidy(text)))
        return self.units[-1]

    def _name(self, unit: _Unit, phrase: str, weight: float) -> None:
        """Count a name: each of its words says its share, and it counts once however many names have it."""
        found = self._stems(phrase)
        for stem in set(found):
            unit.says[stem] = max(unit.says[stem], weight / len(found) ** LENGTH)

    def _text(self, unit: _Unit, text: str, weight: float) -> None:
        found = Counter(stem for stem in self._stems(text) if not (stem.isdigit() and len(stem) <= SHORT_NUMBER))
        long = 0.5 + 0.5 * sum(found.values()) / 40
        for stem, times in found.items():
            unit.says[stem] += weight * times / (times + long)

    def _stems(self, text: str) -> list[str]:
        found = [word for word in words.tokens(text) if word not in words.SMALL]
        for parts in words.hyphenated(text):
            self.hyphens["".join(parts)] = parts
        for word in found:
            self.forms[words.stem(word)][word] += 1
        return [words.stem(word) for word in found]


def search_index(pages: Iterable[SearchPage], extras: Iterable[Entry]) -> dict[str, str]:
    """Return each file's name and text: pages in the order of their addresses, entries by kind, order and title."""
    in_order = sorted(pages, key=lambda page: page.url)
    gathered = _Gatherer(in_order)
    for page in in_order:
        gathered.page(page)
    entries = sorted(
        extras, key=lambda entry: (entry.kind, entry.order, entry.title, entry.url, entry.text, entry.everyday)
    )
    for entry in entries:
        gathered.entry(entry)
    first_entry = len(gathered.units) - len(entries)
    said: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    speak = Counter(stem for unit in gathered.units for stem in unit.says)
    for number, unit in enumerate(gathered.units):
        for stem, weight in unit.says.items():
            # A word that stands nearly everywhere tells no texts apart; where it is a name or a heading it is kept.
            if weight >= SUMMARY / 2 or speak[stem] <= max(FEW, COMMON * len(gathered.units)):
                said[stem].append((_level(weight), number))
    parted = _parted(gathered)
    order = sorted(said, key=lambda stem: parted[stem])
    shards = list(_shards(gathered.units))
    core = {
        "rules": {
            "written": words.WRITTEN,
            "number": words.NUMBER,
            "word": words.WORD,
            "stem": words.STEM,
            "root": words.ROOT,
            "irregular": words.IRREGULAR,
            "small": sorted(words.SMALL),
        },
        "weights": weights.WEIGHTS,
        "kinds": weights.KINDS,
        "levels": weights.LEVELS,
        "alphabet": ALPHABET,
        "units": [unit.shown for unit in gathered.units],
        "words": " ".join(parted[stem] for stem in order),
        "stems": "".join(_cut(parted[stem].replace(PART, ""), stem) for stem in order),
        "roots": "".join(_cut(stem, words.root(stem)) for stem in order),
        "postings": " ".join(_packed(said[stem]) for stem in order),
        "acute": [
            [sorted(set(map(_urgent, words.tokens(phrase)))), number]
            for number, entry in enumerate(entries, start=first_entry)
            if entry.kind == "number"
            for phrase in entry.everyday
        ],
        "shards": [first for first, _ in shards],
    }
    files = {"search-index.js": _script("faltbokenSearch", core)}
    for number, (first, texts) in enumerate(shards):
        files[f"search/{number}.js"] = _script("faltbokenTexts", first, texts)
    return files


def _urgent(word: str) -> str:
    """Return the stem of a word that shows a number, with "+" when three letters are too few to mean it (far, fara)."""
    stem = words.stem(word)
    return f"{stem}+" if len(stem) <= 3 < len(word) else stem


def _level(weight: float) -> int:
    """Return the level, counted from 1, that is nearest to a weight as ratios go."""
    return 1 + min(range(len(weights.LEVELS)), key=lambda place: abs(math.log(weights.LEVELS[place] / weight)))


def _cut(word: str, shorter: str) -> str:
    """Return how many letters are cut off a word, as a digit; "-" when that is not all that differs."""
    count = len(word) - len(shorter)
    return str(count) if word.startswith(shorter) and count <= 9 else "-"


def _packed(said: list[tuple[int, int]]) -> str:
    """Return a word's units as text: a level, then for each unit of it how far it is from the one before."""
    packed, level, before = [], 0, -1
    for own, unit in sorted(said):
        if own != level:
            packed.append(str(own))
            level, before = own, -1
        times, rest = divmod(unit - before - 1, len(ALPHABET))
        packed.append(FAR * times + ALPHABET[rest])
        before = unit
    return "".join(packed)


def _parted(gathered: _Gatherer) -> dict[str, str]:
    """Return each stem's most common form, with its parts marked."""
    splitter = Splitter({form for forms in gathered.forms.values() for form in forms})
    parted = {}
    for stem, forms in gathered.forms.items():
        form = min(forms, key=lambda form: (-forms[form], len(form), form))
        parted[stem] = PART.join(gathered.hyphens.get(form) or splitter.parts(form))
    return parted


def _shards(units: list[_Unit]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the first unit of each shard, and the shard's texts."""
    first, texts, size = 0, list[str](), 0
    for number, unit in enumerate(units):
        texts.append(unit.text)
        size += len(unit.text)
        if size > SHARD or number == len(units) - 1:
            yield first, texts
            first, texts, size = number + 1, [], 0


def _script(function: str, *arguments: object) -> str:
    text = ",".join(json.dumps(argument, ensure_ascii=False, separators=(",", ":")) for argument in arguments)
    # Legal in JSON but not in every JavaScript, or the end of a script element.
    for character, written in (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("</", "<\\/")):
        text = text.replace(character, written)
    return f"{function}({text});\n"


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
