"""Whether every Swedish word that a reader sees is spelt right: Hunspell's rules, a dictionary, and words of our own.

A word is right when Hunspell's Swedish dictionary has it or can put it together, when it is a term of the glossary or a
name in the data, or when it stands in `data/words.csv`, alone or with a word that it is inflected and compounded like.
"""

from __future__ import annotations

import copy
import csv
import difflib
import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from faltboken import page_words, pages, swedish, tables
from faltboken.page_words import Word
from faltboken.problems import Problem, in_order, quoted
from faltboken.queries import swedish_order
from faltboken.tables import Row, Tables

LIST = "data/words.csv"
# Columns whose words in capitals are names, and those that hold terms.
_NAMES = {
    "services": ("name", "organization", "city", "service_area"),
    "municipalities": ("name", "region", "field_team", "organisation"),
    "models": ("unit", "organisation"),
    "acts": ("id",),
}
_TERMS = {"glossary": ("term", "abbreviation", "synonyms")}
# Words for the search, as people happen to write them; addresses; and what is written for editors alone.
_NOT_READ = ("keywords", "everyday_words", "address", "assured_by", "notes", "pages", "sources", "source")
_SUGGESTIONS = 3


class Speller:
    """The dictionary with the words that a book adds to it."""

    def __init__(self, loaded: Tables) -> None:
        base = _dictionary()
        self._answers: dict[str, bool] = {}
        added: list[tuple[str, set[str]]] = [(word, set()) for word in sorted(_known_in_data(loaded))]
        for row in loaded.by_name.get("words", ()):
            models = base.dic.homonyms(row.text("like"))
            added += [(row.text("word"), model.flags) for model in models] or [(row.text("word"), set())]
        self._own = {word for word, _ in added}
        plain = [(f"{word}s", flags) for word, flags in added if not flags and not word.endswith(("s", "x", "z"))]
        self._dictionary = _with_words(base, [*added, *plain])

    def knows(self, text: str) -> bool:
        """Return whether a word is right; a hyphen after it stands for the rest of a compound, as in "hälso- och"."""
        if text not in self._answers:
            word = re.sub(r"^-|^\d+-", "", text)
            forms = [word.strip("-")]
            if text[0].isdigit():
                forms.append(f"fem{word}")  # 13-åring
            if text.endswith("-"):
                forms.append(f"{word[:-1]}vård")
            self._answers[text] = len(forms[0]) < 2 or any(self._dictionary.lookup(form) for form in forms)
        return self._answers[text]

    def suggestions(self, text: str) -> list[str]:
        """Return up to three words that may be meant, the nearest first."""
        word = text.strip("-")
        found = [str(one) for one in self._dictionary.suggest(word) if " " not in one]
        known = self._own | {one for one, right in self._answers.items() if right}
        near = difflib.get_close_matches(word, known, _SUGGESTIONS, 0.8)
        return list(dict.fromkeys([*found, *near]))[:_SUGGESTIONS]


def check(root: Path) -> list[Problem]:
    """Return a fault for each word of pages and tables that is not spelt right, and those of the list itself."""
    loaded, _ = tables.load(root)
    speller = Speller(loaded)
    wrong = [(path, word) for path, word in _words(root, loaded) if not speller.knows(word.text)]
    told = {text: _message(text, speller.suggestions(text)) for text in {word.text for _, word in wrong}}
    faults = (
        Problem(path, word.line, word.column or _place(word), "spelling", told[word.text]) for path, word in wrong
    )
    return in_order([*faults, *_list_faults(loaded)])


def unknown_words(root: Path) -> list[str]:
    """Return each word that is not spelt right once, in Swedish order."""
    loaded, _ = tables.load(root)
    speller = Speller(loaded)
    return sorted({word.text for _, word in _words(root, loaded) if not speller.knows(word.text)}, key=swedish_order)


def add_words(root: Path, words: Iterable[str]) -> None:
    """Write words into the list, in its order; "fältare=ledare" says what the word is inflected like."""
    loaded, _ = tables.load(root)
    rows = {row.text("word"): row.text("like") for row in loaded.by_name.get("words", ())}
    for written in words:
        word, _, like = written.partition("=")
        rows[word] = like or rows.get(word, "")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([("word", "like"), *sorted(rows.items(), key=lambda row: swedish_order(row[0]))])
    (root / LIST).write_text(out.getvalue(), encoding="utf-8", newline="\n")


@cache
def _dictionary() -> Any:  # spylls has no types
    """Return the installed dictionary; it takes about three seconds to read."""
    from spylls.hunspell import Dictionary

    package = distribution("hunspell-sv")
    path = next(package.locate_file(file) for file in package.files or () if file.name == "sv_SE.dic")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves the closing of its files to Python
        return Dictionary.from_files(str(path).removesuffix(".dic"))


def _with_words(base: Any, words: Iterable[tuple[str, set[str]]]) -> Any:
    """Return the dictionary with more words, each with its flags; the one it is made from stays as it was."""
    from spylls.hunspell import Dictionary
    from spylls.hunspell.data.dic import Word as Entry

    dic = copy.copy(base.dic)
    dic.index, dic.lowercase_index = defaultdict(list, dic.index), defaultdict(list, dic.lowercase_index)
    for stem, flags in words:
        captype = base.aff.casing.guess(stem)
        entry = Entry(stem=stem, flags=flags, data={}, alt_spellings=[], captype=captype)
        dic.index[stem] = [*dic.index[stem], entry]
        for lower in base.aff.casing.lower(stem):
            dic.lowercase_index[lower] = [*dic.lowercase_index[lower], entry]
    made = Dictionary(base.aff, dic)
    # Two ways to guess take seconds a word and guess wildly: compounds of any words, and every word in the dictionary.
    guess, edits = made.suggester, made.suggester.edit_suggestions
    guess.edit_suggestions = lambda *word, compounds, limit: (
        iter(()) if compounds else edits(*word, compounds=False, limit=limit)
    )
    guess.ngram_suggestions = lambda *_, **__: iter(())
    return made


def _known_in_data(loaded: Tables) -> set[str]:
    """Return the words of all terms, and the words in capitals of all names."""
    terms = {word for value in _cells(loaded, _TERMS) for _, word in page_words.words_of(value)}
    names = {word for value in _cells(loaded, _NAMES) for _, word in page_words.words_of(value)}
    return {word.strip("-") for word in terms | {name for name in names if not name.islower()}}


def _cells(loaded: Tables, columns_of: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, columns in columns_of.items():
        for row in loaded.by_name.get(name, ()):
            for column in columns:
                yield from _values(row, column)


def _values(row: Row, column: str) -> tuple[str, ...]:
    return row.items(column) if isinstance(row.values[column], tuple) else (row.text(column),)


def _words(root: Path, loaded: Tables) -> Iterator[tuple[str, Word]]:
    for page in pages.read_all(root)[0]:
        yield from ((page.path, word) for word in page_words.words_of_page(page))
    for table in loaded:
        for column in table.schema.fields:
            # A pattern that begins with anything says only how prose ends: a question with a question mark.
            pattern = "" if column.pattern.startswith(".*") else column.pattern
            coded = pattern or column.enum or column.format or column.check or column.references
            if column.type not in ("string", "list") or coded or column.name in _NOT_READ or table.name == "words":
                continue
            for row in table:
                for value in _values(row, column.name):
                    for _, text in page_words.words_of(page_words.seen(value)):
                        yield row.path, Word(text, row.line, column.name)


def _place(word: Word) -> str:
    return f"tecken {word.place}" if word.place else ""


def _message(text: str, suggestions: list[str]) -> str:
    meant = f" Menade du {swedish.joined(suggestions, 'eller')}?" if suggestions else ""
    return f"Ordet {quoted(text)} finns inte i ordboken.{meant} Är det rätt stavat lägger du till det i {LIST}."


def _list_faults(loaded: Tables) -> Iterator[Problem]:
    before = ""
    for row in loaded.by_name.get("words", ()):
        word, like = row.text("word"), row.text("like")
        if swedish_order(word) < swedish_order(before):
            message = f"{quoted(word)} står inte i bokstavsordning. Flytta raden så att den står före {quoted(before)}."
            yield Problem(row.path, row.line, "word", "word-order", message)
        before = max(before, word, key=swedish_order)
        if like and not _dictionary().dic.homonyms(like):
            message = f"{quoted(like)} är ingen grundform i ordboken. Välj ett vanligare ord som böjs likadant."
            yield Problem(row.path, row.line, "like", "unknown-model", message)
