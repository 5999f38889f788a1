"""Takes Swedish compounds apart: familjehemsvård is familje, hem and vård.

What may begin and end a compound is what Hunspell's Swedish dictionary says, read as the list of words that it is:
spylls needs three seconds for it and six milliseconds a word, which a build cannot spend on ten thousand words.
Words that the dictionary has whole, such as orosanmälan, are taken apart all the same.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from faltboken.search.words import stem

JOINT = "s"
SHORTEST = 3
# The flags of sv_SE.aff: COMPOUNDBEGIN, COMPOUNDEND, ONLYINCOMPOUND, and what lets a word begin one as it is.
_BEGINS, _ENDS, _ONLY_INSIDE, _BEGINS_AS_IS = "X", "Y", "Z", "s"
_ENDINGS = (
    "",
    "arna",
    "erna",
    "orna",
    "en",
    "et",
    "an",
    "ar",
    "er",
    "or",
    "na",
    "re",
    "ren",
    "n",
    "t",
    "s",
    "a",
    "e",
    "r",
)
# Ends of words that the dictionary has as words of their own; taken off they would tear words in pieces.
_TAILS = "het skap dom are ing ning ande aren lös lig ligt liga isk bar sam vis else inge ingen"
_NOT_LAST = frozenset(_TAILS.split())


@cache
def _dictionary() -> dict[str, str]:
    """Return each word of the installed dictionary with its flags."""
    package = distribution("hunspell-sv")
    file = next(file for file in package.files or () if file.name == "sv_SE.dic")
    lines = Path(str(package.locate_file(file))).read_text(encoding="utf-8").splitlines()[1:]
    found: dict[str, str] = {}
    for line in lines:
        word, _, flags = line.partition("/")
        if len(word) >= SHORTEST and word.islower():
            found[word] = found.get(word, "") + flags
    return found


class Splitter:
    """Takes words apart with the dictionary and the words of a book, which it may lack."""

    def __init__(self, own: set[str]) -> None:
        self._stems = {stem(word) for word in own if len(word) >= 4}
        self._known: dict[str, list[str]] = {}

    def parts(self, word: str) -> list[str]:
        """Return the parts of a word, a joint being a part of its own; a word that is no compound is its only part."""
        if word not in self._known:
            whole = len(word) < 2 * SHORTEST or not word.isalpha()
            self._known[word] = [word] if whole else self._best(word)
        return self._known[word]

    def _best(self, word: str) -> list[str]:
        """Return the split whose last part is the longest, with the first part taken apart in turn."""
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            first, last = word[:at], word[at:]
            if not self._ends(last):
                continue
            if self._begins(first):
                return [*self.parts(first), *self._rest(last)]
            if first.endswith(JOINT) and self._begins_with_joint(first[:-1]):
                return [*self.parts(first[:-1]), JOINT, *self._rest(last)]
        return [word]

    def _rest(self, last: str) -> list[str]:
        return self.parts(last) if len(last) > 2 * SHORTEST else [last]

    def _begins(self, first: str) -> bool:
        flags = _dictionary().get(first, "")
        return _BEGINS in flags or _BEGINS_AS_IS in flags

    def _begins_with_joint(self, first: str) -> bool:
        if len(first) < SHORTEST:
            return False
        flags = _dictionary().get(first)
        return _ONLY_INSIDE not in flags if flags is not None else len(self.parts(first)) > 1

    def _ends(self, last: str) -> bool:
        if last in _NOT_LAST or last.startswith(("het", "eter")):
            return False
        if len(last) == SHORTEST:
            return _ENDS in _dictionary().get(last, "")
        for ending in _ENDINGS:
            if last.endswith(ending):
                base = last[: len(last) - len(ending)]
                if len(base) >= SHORTEST and any(
                    _ONLY_INSIDE not in flags
                    for form in (base, f"{base}a", f"{base}e")
                    if (flags := _dictionary().get(form)) is not None
                ):
                    return True
        return len(last) >= 5 and stem(last) in self._stems
