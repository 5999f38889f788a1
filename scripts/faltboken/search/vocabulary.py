"""What a typed word may mean: the word itself, a form or a part of it, words that begin so, or one that is near."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from faltboken.search import words
from faltboken.search.weights import PART, WEIGHTS


@dataclass(slots=True)
class Meaning:
    """The words of the index that a typed word may mean: how sure it is, and why."""

    typed: str
    words: dict[int, tuple[float, str]] = field(default_factory=dict)

    def add(self, word: int, weight: float, how: str) -> None:
        """Add a word; the surest reason counts."""
        if word not in self.words or self.words[word][0] < weight:
            self.words[word] = (weight, how)


class Vocabulary:
    """The words of an index, and how they are found by what people type."""

    def __init__(self, parted: list[str]) -> None:
        self.words = [word.replace(PART, "") for word in parted]
        self.stems = [words.stem(word) for word in self.words]
        self._by_stem = {stem: number for number, stem in enumerate(self.stems)}
        self._by_fold, self._by_root = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for number, stem in enumerate(self.stems):
            self._by_fold[words.folded(stem)].append(number)
            self._by_root[words.root(stem)].append(number)
        self._compounds = {number: word.split(PART) for number, word in enumerate(parted) if PART in word}

    def _share(self, number: int, wanted: str) -> float:
        """Return how much of a compound a part is that has this stem; parts may stand together."""
        parts, most = self._compounds[number], 0.0
        for start in range(len(parts)):
            for end in range(start + 1, len(parts) + 1):
                part = "".join(parts[start:end])
                if end - start == len(parts) or len(part) < 3 or words.stem(part) != wanted:
                    continue
                weight = WEIGHTS["part"] + WEIGHTS["partShare"] * len(part) / len(self.words[number])
                most = max(most, weight + (WEIGHTS["partLast"] if end == len(parts) else 0))
        return most

    def _known(self, meaning: Meaning, typed: str) -> bool:
        stem = words.stem(typed)
        plain = words.folded(stem)
        found = self._by_stem.get(stem, self._by_stem.get(words.stem(stem)))
        if found is not None:
            meaning.add(found, WEIGHTS["exact"], "exact")
        for word in self._by_fold.get(plain, ()):
            if word != found and (plain == stem or found is None):
                meaning.add(word, WEIGHTS["fold" if found is None else "foldBeside"], "fold")
        for word in self._by_root.get(words.root(stem), ()):
            meaning.add(word, WEIGHTS["root"], "root")
        return bool(meaning.words)

    def _inside(self, meaning: Meaning, typed: str) -> None:
        stem = words.stem(typed)
        for part, weight in ((stem, 1.0), (words.root(stem), WEIGHTS["root"])):
            for word in self._compounds:
                share = self._share(word, part) if part in self.words[word] else 0
                if share:
                    meaning.add(word, share * weight, "part")

    def _begins(self, meaning: Meaning, typed: str) -> None:
        if len(typed) < 2:
            return
        bare = words.folded(typed) == typed
        for number, word in enumerate(self.words):
            if len(word) > len(typed) and (word.startswith(typed) or (bare and words.folded(word).startswith(typed))):
                meaning.add(number, WEIGHTS["prefix"] * math.sqrt(len(typed) / len(word)), "prefix")

    def _near(self, meaning: Meaning, typed: str, most: int) -> bool:
        if len(typed) < 4 or any(letter.isdigit() for letter in typed):
            return False
        plain, stem = words.folded(typed), words.folded(words.stem(typed))
        for number, word in enumerate(self.words):
            other = words.folded(word)
            if other[:1] != plain[0] and other[:2] != plain[1] + plain[0]:
                continue
            off = min(distance(plain, other, most), distance(stem, words.folded(self.stems[number]), most))
            if off == most:
                meaning.add(number, WEIGHTS["typo" if most == 1 else "typoTwo"], "typo")
        return bool(meaning.words)

    def _split(self, typed: str) -> list[Meaning]:
        for at in range(3, len(typed) - 2):
            first, last = Meaning(typed[:at]), Meaning(typed[at:])
            if not self._known(last, last.typed):
                continue
            joint = typed[at - 1] == "s" and at > 3
            if self._known(first, first.typed) or (joint and self._known(first, typed[: at - 1])):
                return [first, last]
        return []

    def meanings(self, typed: list[str]) -> list[Meaning]:
        """Return what the words of a question may mean, in order; an unknown compound gives two."""
        found = [Meaning(word) for word in typed]
        for place, meaning in enumerate(found):
            self._known(meaning, meaning.typed)
            if not meaning.typed[0].isdigit():
                self._inside(meaning, meaning.typed)
            if place == len(typed) - 1:
                self._begins(meaning, meaning.typed)
        for size in (2, 3):
            for start in range(len(typed) - size + 1):
                joined = Meaning("".join(typed[start : start + size]))
                if not self._known(joined, joined.typed) and start + size == len(typed):
                    self._begins(joined, joined.typed)
                for word, (weight, _) in joined.words.items():
                    for meaning in found[start : start + size]:
                        meaning.add(word, weight * WEIGHTS["joined"], "joined")
        return [one for meaning in found for one in self._guessed(meaning)]

    def _guessed(self, meaning: Meaning) -> list[Meaning]:
        """Return the meaning, or what it may be when no word of the index is like it."""
        if meaning.words or self._near(meaning, meaning.typed, 1):
            return [meaning]
        two = self._split(meaning.typed)
        if two:
            return two
        if len(meaning.typed) >= 7:
            self._near(meaning, meaning.typed, 2)
        if not meaning.words:
            self._begins(meaning, meaning.typed)
        return [meaning]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must change, be added, dropped or swapped; more than `most` is told as `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        following = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return row[-1]
