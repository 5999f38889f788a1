"""Spelling: which words of a page are read, what counts as right, and the list that editors keep."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from books import ROOT, make_book

from faltboken import page_words, spelling, tables
from faltboken.commands import check
from faltboken.pages import PageSource


@pytest.fixture(scope="module")
def speller() -> spelling.Speller:
    return spelling.Speller(tables.load(ROOT)[0])


def read(text: str) -> list[str]:
    return [word for _, word in page_words.words_of(page_words.seen(text))]


# --- the book ---------------------------------------------------------------


def test_every_word_of_the_book_is_spelt_right() -> None:
    assert [str(problem) for problem in spelling.check(ROOT)] == []


def test_every_word_of_the_list_is_right_with_all_that_it_is_inflected_like(speller: spelling.Speller) -> None:
    listed = [row["word"] for row in csv.DictReader((ROOT / spelling.LIST).read_text(encoding="utf-8").splitlines())]
    assert [word for word in listed if not speller.knows(word)] == []


# --- what is read -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ett ord {law}`SoL 19:1` och {must}`OSL 26:1` Tig.", ["Ett", "ord", "och", "Tig"]),
        ("{term}`anmäler <orosanmälan>` {term}`mentor` {service}`ring <nat-bris>`", ["anmäler", "mentor", "ring"]),
        ("Se [lagen](../lag/index.md#rubrik) och <https://exempel.se/sida>.", ["Se", "lagen", "och"]),
        ("Skriv `kb.py` till namn@exempel.se eller exempel.se/hjalp.", ["Skriv", "till", "eller"]),
        ("(ett-ankare)=\n## Rubrik", ["Rubrik"]),
        ("[New issue]{.language-en} är engelska, [inte]{.soft} det här.", ["är", "engelska", "inte", "det", "här"]),
        ("[[In English](om/in-english.md) only]{.language-en}", []),
        ("```{evidence}\n:grade: weak\n:studied: Två studier\nText.\n```", ["Två", "studier", "Text"]),
        ("```{services}\n:need: prata\n:caption: Stöd\n```", ["Stöd"]),
        ("````md\n```{say}\nKod.\n```\n````", []),
        ("```python\nkod = 1\n```\nText", ["Text"]),
        ("hälso- och sjukvård, 13-åringar, e-post, 2026", ["hälso-", "och", "sjukvård", "13-åringar", "e-post"]),
    ],
)  # fmt: skip
def test_only_swedish_that_a_reader_sees_is_read(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_word_is_told_with_its_line_and_place() -> None:
    page = PageSource("book/sida.md", {"summary": "Kort."}, "\nEtt ord.\n", 5, field_lines={"summary": 2})
    assert list(page_words.words_of_page(page)) == [
        page_words.Word("Kort", 2, "summary"),
        page_words.Word("Ett", 6, place=1),
        page_words.Word("ord", 6, place=5),
    ]


def test_a_page_in_another_language_is_not_read() -> None:
    assert list(page_words.words_of_page(PageSource("book/en.md", {"language": "en", "summary": "A"}, "Text", 5))) == []


# --- what is right ----------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "fältaren",
        "fältarnas",
        "gruppverksamheten",
        "13-åringar",
        "hälso-",
        "Granloholms",
        "SSPF",
        "orosanmälan",
        "ungdomsmottagningsbesök",
    ],
)
def test_inflections_compounds_terms_and_names_are_right(speller: spelling.Speller, word: str) -> None:
    assert speller.knows(word)


@pytest.mark.parametrize(
    "word",
    ["ungodm", "socialtjännst", "tystnadsplickt", "fältarne", "13-åringgar", "hälsso-"],
)
def test_misspelt_words_are_wrong(speller: spelling.Speller, word: str) -> None:
    assert not speller.knows(word)


def test_a_word_is_suggested_first_where_one_letter_is_wrong(speller: spelling.Speller) -> None:
    assert speller.suggestions("ungdm")[0] == "ungdom"
    assert len(speller.suggestions("stödd")) <= 3


# --- the list ---------------------------------------------------------------


def words_book(folder: Path, content: str) -> Path:
    book = make_book(folder / "bok", ROOT / "tests" / "data" / "faults" / "spelling-word-order")
    (book / spelling.LIST).write_text(content, encoding="utf-8")
    return book


def test_words_are_added_in_their_place_and_keep_what_they_are_inflected_like(tmp_path: Path) -> None:
    book = words_book(tmp_path, "word,like\nfältare,ledare\n")
    assert check.spelling(book, ["åring", "fältare", "lovlunch=lunch"]) == 0
    assert (book / spelling.LIST).read_text(encoding="utf-8") == "word,like\nfältare,ledare\nlovlunch,lunch\nåring,\n"


def test_unknown_words_are_printed_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = words_book(tmp_path, "word,like\n")
    (book / "book" / "index.md").write_text("# Zzork\n\nEn vanlig mening med qvist. Zzork!\n", encoding="utf-8")
    assert check.spelling(book, [], only_words=True) == 1
    assert capsys.readouterr().out == "qvist\nZzork\n"
    check.spelling(book, ["qvist", "Zzork"])
    assert check.spelling(book, [], only_words=True) == 0
