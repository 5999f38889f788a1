"""Local notes in the browser: which stands first, and that nothing is remembered that the reader has not asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.axe import violations

Open = Callable[..., Page]
PAGE = "samverkan/index.html"
NAMED = "() => [...document.querySelectorAll('#vem-gor-vad > .local-note')].map(note => note.dataset.municipality)"
CHOSEN = "value => localStorage.setItem('faltboken-kommun', value)"


def named(page: Page) -> list[str]:
    found: list[str] = page.evaluate(NAMED)
    return found


def test_the_note_of_the_municipality_that_the_device_remembers_comes_first(opens: Open) -> None:
    page = opens(PAGE)
    before = named(page)
    assert len(before) > 1
    page.evaluate(CHOSEN, before[-1])
    page.reload()
    assert named(page) == [before[-1], *before[:-1]]
    page.evaluate(CHOSEN, "ingenstans")
    page.reload()
    assert named(page) == before


def test_notes_stand_as_written_where_nothing_is_remembered(opens: Open) -> None:
    page = opens(PAGE)
    assert page.evaluate("() => localStorage.length") == 0
    assert named(page) == [
        note.get_attribute("data-municipality")
        for note in opens(PAGE, script=False).locator("#vem-gor-vad > .local-note").all()
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_where_a_page_has_notes(width: int, scheme: str, opens: Open) -> None:
    page = opens(PAGE, width=width, scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
