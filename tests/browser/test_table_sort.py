"""A table that the reader can sort: by keyboard and by ear, as cards on a phone, and whole without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from books import SITES, build_clean, edit, make_book
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader
from browser.served import served

Open = Callable[..., Page]
PAGE = "forebilder/index.html"


def _table(page: Page) -> Locator:
    return page.locator("table.sortable")


def _column(page: Page, place: int) -> list[str]:
    """Return the words of a column, the rows in the order they are shown."""
    return [words.strip() for words in _table(page).locator(f"tbody tr > :nth-child({place})").all_inner_texts()]


def test_a_heading_sorts_both_ways_by_keyboard_and_then_gives_back_the_order_of_the_book(opens: Open) -> None:
    page = opens(PAGE, width=WIDE)
    as_written = _column(page, 2)
    head = page.get_by_role("columnheader", name="År")
    year = head.get_by_role("button")
    year.focus()
    for key, state, said in (
        ("Enter", "ascending", "Sorterat efter År, äldst först."),
        ("Space", "descending", "Sorterat efter År, nyast först."),
        ("Enter", None, "I bokens ordning."),
    ):
        page.keyboard.press(key)
        expect(year).to_be_focused()
        assert head.get_attribute("aria-sort") == state
        expect(page.locator(".table-scroll [role=status]").first).to_have_text(said)
        years = [int(words[:4]) for words in _column(page, 2)]
        if state:
            assert years == sorted(years, reverse=state == "descending")
    assert _column(page, 2) == as_written


def test_only_the_column_that_decides_says_how(opens: Open) -> None:
    page = opens(PAGE, width=WIDE)
    page.get_by_role("button", name="Förebild").click()
    page.get_by_role("button", name="År").click()
    assert page.locator("[aria-sort]").all_inner_texts() == ["År"]
    assert page.get_by_role("columnheader", name="Uppföljning").get_by_role("button").count() == 0


def test_as_cards_the_choice_is_a_list_and_no_hidden_button_takes_the_keyboard(opens: Open) -> None:
    page = opens(PAGE, width=PHONE)
    choice = page.get_by_label("Sortera efter")
    expect(choice).to_be_visible()
    assert page.get_by_role("button", name="Förebild").count() == 0
    choice.select_option(label="Förebild, Ö–A")
    names = _column(page, 1)
    assert names[0].startswith("Tyresö")
    assert names[-1].startswith("Hagfors")
    choice.select_option(label="Bokens ordning")
    assert _column(page, 1) != names


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_what_is_tapped_is_at_least_44_pixels(width: int, opens: Open) -> None:
    page = opens(PAGE, width=width)
    wanted = page.locator(".sort-choice select" if width == PHONE else ".sorts button")
    for box in [target.bounding_box() for target in wanted.all()]:
        assert box is not None
        assert box["width"] >= 43.5
        assert box["height"] >= 43.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_axe_finds_nothing_in_a_sorted_table(width: int, scheme: str, opens: Open) -> None:
    page = opens(PAGE, width=width, scheme=scheme)
    if width == PHONE:
        page.get_by_label("Sortera efter").select_option(label="År, nyast först")
    else:
        page.get_by_role("button", name="År").click()
    assert violations(page) == []


def test_without_javascript_the_table_stands_whole_in_the_order_of_the_book(opens: Open) -> None:
    plain, full = opens(PAGE, width=WIDE, script=False), opens(PAGE, width=WIDE)
    assert _column(plain, 1) == _column(full, 1)
    assert plain.locator(".sort-choice, .sorts button").count() == 0


def test_swedish_letters_dates_and_what_is_not_known_each_find_their_place(
    tmp_path_factory: pytest.TempPathFactory, reader: Reader
) -> None:
    root = make_book(tmp_path_factory.mktemp("tabell") / "bok", SITES / "data-table")
    edit(root / "data" / "acts.csv", "Socialtjänstlag,", "Ånglag,")
    edit(root / "data" / "acts.csv", "Lag om vård av unga,", "Zonlag,")
    with served(build_clean(root).site) as reader.allowed:
        page = reader.opens(reader.allowed + "index.html", width=WIDE)
        page.get_by_role("button", name="Lagens namn").click()
        assert _column(page, 2) == ["Zonlag", "Ånglag"]
        page.get_by_role("button", name="Gäller från").click()
        assert _column(page, 3) == ["1 juli 2025", "uppgift saknas"]
        page.get_by_role("button", name="Gäller från").click()
        assert _column(page, 3) == ["1 juli 2025", "uppgift saknas"]
        page.get_by_role("button", name="Gäller till och med").click()
        assert _column(page, 4) == ["31 december 2026", "uppgift saknas"]
