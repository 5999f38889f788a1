"""axe-core finds nothing: one page of each template, in every state, on phone and wide screen, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations

Open = Callable[..., Page]


def _as_it_opens(_page: Page) -> None:
    pass


def _menu_open(page: Page) -> None:
    if page.get_by_role("button", name="Meny").is_visible():
        page.get_by_role("button", name="Meny").click()
        expect(page.get_by_role("button", name="Stäng")).to_be_visible()


def _search_suggests(page: Page) -> None:
    page.get_by_label("Sök i handboken").fill("orosanmälan")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def _search_finds_nothing(page: Page) -> None:
    page.get_by_label("Sök i handboken").fill("qqqq")
    expect(page.get_by_text("Inga träffar", exact=False)).to_be_visible()


def _search_has_results(page: Page) -> None:
    expect(page.locator("#_resultat a").first).to_be_visible()


def _emergency_suggested(page: Page) -> None:
    page.get_by_label("Sök i handboken").fill("självmord")
    expect(page.get_by_role("option").first).to_contain_text("Ring 90101")


def _more_results_open(page: Page) -> None:
    expect(page.locator("#_resultat details").first).to_be_visible()
    page.locator("#_resultat summary").first.click()
    expect(page.locator("#_resultat details[open] p:not(.kind)").first).not_to_be_empty()


def _contents_open(page: Page) -> None:
    if page.locator(".toc details:not([open])").count():
        page.locator(".toc summary").click()


def _shift_once(page: Page) -> None:
    page.keyboard.press("Shift")
    expect(page.locator(".quick-exit [role=status]")).to_contain_text("två gånger till")


STATES = {
    "start": ("index.html", _as_it_opens),
    "start-menu": ("index.html", _menu_open),
    "start-search": ("index.html", _search_suggests),
    "emergency": ("akut.html", _as_it_opens),
    "chapter": ("metoder/uppsokande-arbete.html", _as_it_opens),
    "chapter-contents": ("lag/orosanmalan.html", _contents_open),
    "chapter-search": ("lag/orosanmalan.html", _search_suggests),
    "every-directive": ("om/sa-skriver-du.html", _as_it_opens),
    "services": ("stod/sandviken.html", _as_it_opens),
    "guide-first": ("samverkan/orolig.html", _as_it_opens),
    "guide-step": ("samverkan/orolig.html#orolig-vem", _as_it_opens),
    "guide-action": ("samverkan/orolig.html#orolig-svar-1", _as_it_opens),
    "search-empty": ("om/sok.html", _as_it_opens),
    "search-results": ("om/sok.html#q=bup", _search_has_results),
    "search-emergency": ("om/sok.html#q=pappa%20slår%20mig", _search_has_results),
    "search-more": ("om/sok.html#q=skolan", _more_results_open),
    "emergency-suggested": ("lag/orosanmalan.html", _emergency_suggested),
    "search-nothing": ("om/sok.html", _search_finds_nothing),
    "not-found": ("finns/inte.html", _as_it_opens),
    "contents": ("innehall.html", _as_it_opens),
    "notebook": ("uppfoljning/handlingsplan.html", _as_it_opens),
    "english": ("om/in-english.html", _as_it_opens),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(state: str, width: int, scheme: str, opens: Open) -> None:
    path, reach = STATES[state]
    page = opens(path, width=width, scheme=scheme)
    reach(page)
    assert violations(page) == []


def test_axe_would_find_a_fault(opens: Open) -> None:
    page = opens("index.html")
    page.evaluate("() => document.documentElement.removeAttribute('lang')")
    assert [fault for fault in violations(page) if fault.startswith("html-has-lang: html")]


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_a_page_with_quick_exit(width: int, opens: Open, quick_exit_page: str) -> None:
    page = opens(quick_exit_page, width=width)
    assert violations(page) == []
    _shift_once(page)
    assert violations(page) == []
