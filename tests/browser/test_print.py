"""The book on paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import WIDE

Open = Callable[..., Page]
PAGES = ["index.html", "akut.html", "lag/orosanmalan.html", "stod/sandviken.html", "samverkan/orolig.html"]
PAGES += ["metoder/uppsokande-arbete.html", "uppfoljning/handlingsplan.html", "om/in-english.html"]


def _words(page: Page) -> Counter[str]:
    """Count the words that are shown in the text; what leads around the page, or holds only now, is no text."""
    text = page.evaluate("""() => {
      const left_out = "article nav, article .search, article [role=status], article button, .open-now, .open-until";
      document.querySelectorAll(left_out).forEach(node => node.remove());
      return document.querySelector("article").innerText;
    }""")
    return Counter(re.findall(r"\w+", text.casefold()))


def _printed(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("path", PAGES)
def test_no_text_is_lost_on_paper(path: str, opens: Open) -> None:
    on_screen = _words(opens(path, width=WIDE))
    page = opens(path, width=WIDE)
    _printed(page)
    assert on_screen - _words(page) == Counter()


@pytest.mark.parametrize("path", PAGES)
def test_paper_carries_the_acute_numbers_the_day_and_the_address(path: str, opens: Open, address: str) -> None:
    page = opens(path, width=WIDE)
    _printed(page)
    expect(page.locator(".strip")).to_be_visible()
    expect(page.locator(".strip a[href='tel:112']")).to_be_visible()
    foot = page.locator("footer .print-only")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text(path)
    today = page.evaluate("() => new Date().toLocaleDateString('sv-SE')")
    expect(foot).to_contain_text(today)
    expect(foot).to_contain_text(address + path)
    expect(page.locator(".unofficial")).to_be_visible()


def test_paper_is_dark_text_on_white_also_from_a_dark_screen(opens: Open) -> None:
    page = opens("lag/orosanmalan.html", width=WIDE, scheme="dark")
    _printed(page)
    colours = page.evaluate(
        "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_every_step_of_the_guide_is_printed(opens: Open) -> None:
    page = opens("samverkan/orolig.html", width=WIDE)
    _printed(page)
    steps = page.locator(".guide > section")
    assert all(step.is_visible() for step in steps.all())
    assert steps.count() > 5


def test_the_menu_search_and_exit_are_left_out(opens: Open) -> None:
    page = opens("samverkan/orolig.html", width=WIDE)
    _printed(page)
    for selector in (".skip", "#_meny", ".search", ".pager", ".quick-exit"):
        for part in page.locator(selector).all():
            expect(part).to_be_hidden()
