"""The pocket card on paper: one sheet, folded to a fourth, with every number whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import Reader

A4 = {"width": 794, "height": 1123}  # CSS pixels
CUT_OFF = """() => [...document.querySelectorAll('.pocket-card section')].flatMap(panel => {
  const edge = panel.getBoundingClientRect();
  return [...panel.querySelectorAll('h2, p, b, li, .blank')].filter(part => {
    const box = part.getBoundingClientRect();
    return !box.height || box.bottom > edge.bottom - 8 || box.right > edge.right - 8 || box.left < edge.left;
  }).map(part => part.textContent);
})"""


@pytest.fixture
def cards(built_site: Path) -> list[str]:
    """Return every card's address in the site."""
    found = sorted(path.relative_to(built_site).as_posix() for path in built_site.glob("fickkort/*.html"))
    assert len(found) > 1
    return found


def printed(reader: Reader, path: str) -> Page:
    page = reader.opens(path, width=A4["width"], scheme="dark")
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    return page


def test_each_card_is_one_sheet_and_nothing_is_cut_off(reader: Reader, cards: list[str]) -> None:
    for path in cards:
        page = printed(reader, path)
        assert page.evaluate(CUT_OFF) == [], path
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
        assert len(sheets) == 1, path


def test_the_sheet_has_the_numbers_the_folds_and_the_day_and_nothing_else(reader: Reader) -> None:
    page = printed(reader, "fickkort/sandviken.html")
    panels = page.locator(".pocket-card section")
    assert panels.count() == 4
    boxes = [panel.bounding_box() for panel in panels.all()]
    assert {round(box["width"]) for box in boxes if box} == {397}
    assert {round(box["height"]) for box in boxes if box} == {559}
    style = panels.first.evaluate(
        "panel => [getComputedStyle(panel).borderRightStyle, getComputedStyle(panel).borderBottomStyle]"
    )
    assert style == ["dashed", "dashed"]
    text = page.locator("body").inner_text()
    assert text.lstrip().startswith("Akut – Sandviken")
    today = page.evaluate("() => new Date().toLocaleDateString('sv-SE')")
    assert f"Utskrivet {today}." in text
    size = page.locator(".pocket-card b").first.evaluate("number => parseFloat(getComputedStyle(number).fontSize)")
    assert size >= 26


def test_every_number_of_akut_that_is_confirmed_is_on_the_card(reader: Reader) -> None:
    page = reader.opens("akut.html")
    wanted = set(page.locator("#akut-nummer ~ .emergency a, section:has(> #akut-nummer) .emergency a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    ))  # fmt: skip
    card = printed(reader, "fickkort/sverige.html")
    shown = set(card.locator(".pocket-card a").evaluate_all("links => links.map(link => link.getAttribute('href'))"))
    assert len(wanted) > 5
    assert wanted == shown
