"""The book with JavaScript turned off: all of it can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.conftest import PHONE, WIDE, Reader

Open = Callable[..., Page]
_ADDED = ".tag.overdue, .open-now, .open-until, .finder, .rehearsal-player"
_ADDED += ", .my-introduction, .task-day, .sign-off-choice, #_kopian"  # what only the reader's device knows
_ADDED += ", .phase-quiz-live, .question-send"  # what only a script can ask and answer


def _words(page: Page) -> Counter[str]:
    return Counter(re.findall(r"\w+", page.locator("main").inner_text()))


def test_every_word_that_is_shown_with_javascript_is_shown_without(reader: Reader, all_pages: list[str]) -> None:
    plain = reader.opens(all_pages[0], width=WIDE, script=False)
    full = reader.opens(all_pages[0], width=WIDE)
    for path in all_pages:
        reader.goes(plain, path)
        reader.goes(full, path)
        # The review marker and what is open now are additions that only a script can keep true.
        additions = Counter(re.findall(r"\w+", " ".join(full.locator(_ADDED).all_inner_texts())))
        assert _words(full) - _words(plain) - additions == Counter(), path


def test_every_table_is_shown(reader: Reader, all_pages: list[str]) -> None:
    page = reader.opens(all_pages[0], width=PHONE, script=False)
    for path in all_pages:
        reader.goes(page, path)
        closed = page.locator("main details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        for table in page.locator("main table").all():
            assert table.is_visible(), path


def test_the_guide_goes_from_question_to_one_action(opens: Open) -> None:
    page = opens("samverkan/orolig.html", script=False)
    steps = page.locator(".guide > section:visible")
    expect(steps).to_have_count(1)
    expect(steps).to_contain_text("Fråga 1 av")
    for _ in range(5):
        if "Gör så här" in steps.inner_text():
            break
        steps.locator(".guide-answers a").last.click()
        expect(steps).to_have_count(1)
    expect(steps).to_contain_text("Gör så här")
    steps.get_by_role("link", name="Börja om").click()
    expect(steps).to_contain_text("Fråga 1 av")


def test_the_menu_opens(opens: Open) -> None:
    page = opens("index.html", width=PHONE, script=False)
    page.get_by_role("button", name="Meny").click()
    menu = page.get_by_role("navigation", name="Huvudmeny")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Lag", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("lag/index.html")


def test_search_leads_to_a_page_that_says_where_to_look(opens: Open) -> None:
    page = opens("lag/index.html", script=False)
    page.get_by_label("Sök i handboken").fill("bup")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"om/sok\.html"))
    assert "bup" not in page.url  # no word of the reader's is sent anywhere
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("Sökningen behöver JavaScript.")
    page.locator("main").get_by_role("link", name="Hela innehållet").first.click()
    expect(page.get_by_role("heading", level=1, name="Hela innehållet")).to_be_visible()


def test_the_contents_of_a_page_open_on_a_phone(opens: Open) -> None:
    page = opens("lag/orosanmalan.html", width=PHONE, script=False)
    page.locator(".toc summary").click()
    expect(page.locator(".toc a").first).to_be_visible()
