"""Small functions that pages lean on: Swedish dates and lists, law references, readability."""

from __future__ import annotations

from datetime import date

import pytest

from faltboken import laws, readability, swedish
from faltboken.sphinx_ext.builder import published_name
from faltboken.tables import Row


def law(act: str, chapter: str, section: str) -> Row:
    return Row({"act": act, "chapter": chapter, "section": section}, "data/laws.csv", 2)


# --- Swedish ----------------------------------------------------------------


def test_a_date_is_written_in_words() -> None:
    assert swedish.long_date(date(2026, 11, 1)) == "1 november 2026"


@pytest.mark.parametrize(
    ("text", "words"),
    [("2023", "2023"), ("2023-01", "januari 2023"), ("2023-01-05", "5 januari 2023"), ("odaterad", "odaterad")],
)
def test_a_partial_date_says_no_more_than_is_known(text: str, words: str) -> None:
    assert swedish.partial_date(text) == words


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_words_become_a_list_as_one_writes_it(words: list[str], text: str) -> None:
    assert swedish.joined(words) == text


def test_the_last_word_of_a_list_may_be_a_choice() -> None:
    assert swedish.joined(["a", "b"], "eller") == "a eller b"


# --- law --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reference", "anchor", "spelt_out"),
    [
        (law("SoL", "19", "1"), "SoL 19:1", "law-sol-19-1", "19 kap. 1 §"),
        (law("OSL", "10", "18 a"), "OSL 10:18 a", "law-osl-10-18-a", "10 kap. 18 a §"),
        (law("LVU", "", "3"), "LVU 3 §", "law-lvu-3", "3 §"),
        (law("KöpL", "7 a", "2"), "KöpL 7 a:2", "law-kopl-7-a-2", "7 a kap. 2 §"),
    ],
)
def test_a_paragraph_has_one_name_one_anchor_and_one_long_form(
    row: Row, reference: str, anchor: str, spelt_out: str
) -> None:
    assert (laws.reference(row), laws.label(reference), laws.spelt_out(row)) == (reference, anchor, spelt_out)
    assert laws.REFERENCE.fullmatch(reference)


# --- readability ------------------------------------------------------------


def test_words_are_counted_without_numbers_and_marks() -> None:
    assert readability.words_of("Ring 112, e-post till ”Åsa” – nu!") == ["Ring", "e-post", "till", "Åsa", "nu"]


def test_lix_is_words_a_sentence_plus_the_share_of_long_words() -> None:
    assert readability.lix("Detta är en mening. Socialtjänsten svarar.") == round(6 / 2 + 100 * 1 / 6)


def test_a_word_that_the_glossary_explains_does_not_count_as_long() -> None:
    assert readability.lix("Socialtjänsten svarar.", frozenset({"socialtjänsten"})) == 2


@pytest.mark.parametrize("text", ["", "112", "– – –"])
def test_a_text_without_words_has_no_lix(text: str) -> None:
    assert readability.lix(text) == 0


# --- addresses --------------------------------------------------------------


def test_an_address_loses_the_book_folder_only_at_its_start() -> None:
    assert published_name("book/lag/index") == "lag/index"
    assert published_name("lag/book/index") == "lag/book/index"
