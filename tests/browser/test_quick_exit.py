"""Leaving a page about violence at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PHONE, Reader

Open = Callable[..., Page]
ELSEWHERE = re.compile(r"^https://")


@pytest.fixture
def page(reader: Reader, quick_exit_page: str) -> Page:
    """Open a page with the button; the place it leads to is played by an answer that the test writes itself."""
    reader.allowed = "https://"
    page = reader.opens(quick_exit_page, width=PHONE)
    page.context.route(
        ELSEWHERE,
        lambda route: route.fulfill(
            body="<!doctype html><title>Väder</title>", content_type="text/html; charset=utf-8"
        ),
    )
    return page


def test_the_button_leaves_and_the_back_button_does_not_show_the_page(page: Page, quick_exit_page: str) -> None:
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url(ELSEWHERE)
    assert page.evaluate("() => history.length") == 2  # an empty tab, then the other place: the page was replaced
    assert quick_exit_page not in page.url


def test_shift_three_times_leaves(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)


def test_everything_is_hidden_at_once_even_if_the_other_place_is_slow(page: Page) -> None:
    page.context.unroute(ELSEWHERE)
    page.context.route(ELSEWHERE, lambda route: route.fulfill(status=204))  # the page stays, as while one waits
    page.get_by_role("link", name="Lämna sidan").click(no_wait_after=True)
    expect(page.locator("main")).to_be_hidden()
    assert page.locator("body").inner_text().strip() == "Laddar …"
    assert page.title() == "…"


def test_two_presses_or_shift_with_a_letter_stay(page: Page, quick_exit_page: str) -> None:
    status = page.locator(".quick-exit [role=status]")
    page.keyboard.press("Shift")
    expect(status).to_contain_text("två gånger till")
    page.keyboard.press("Shift")
    expect(status).to_contain_text("en gång till")
    page.keyboard.press("Tab")
    expect(status).to_be_empty()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.locator("main")).to_be_visible()
    assert quick_exit_page in page.url


def test_the_button_stays_in_sight_and_is_large(page: Page) -> None:
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight / 2)")
    box = page.get_by_role("link", name="Lämna sidan").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 120
    assert min(box["width"], box["height"]) >= 44


def test_it_is_an_ordinary_link_without_javascript(opens: Open, quick_exit_page: str) -> None:
    page = opens(quick_exit_page, script=False)
    link = page.get_by_role("link", name="Lämna sidan")
    expect(link).to_be_visible()
    assert ELSEWHERE.match(link.get_attribute("href") or "")
    assert "noreferrer" in (link.get_attribute("rel") or "")
    expect(page.get_by_text("tryck Shift tre gånger")).to_be_hidden()


def test_it_says_what_it_cannot_do(page: Page) -> None:
    expect(page.locator(".quick-exit")).to_contain_text("finns kvar i webbläsarens historik")
