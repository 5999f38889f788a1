"""The book under a thumb: large targets, and a number within two taps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PHONE, WIDE

Open = Callable[..., Page]
LEAST = 44
_TARGETS = (
    "button, .strip a, #_meny a, a.mark, .search input, .toc summary, .pager a, .where a, footer li a, "
    ".emergency a.call, .doors li, .guide-answers a, .quick-exit a, td a.call"
)
_SMALL = """([targets, least]) => Array.from(document.querySelectorAll(targets)).filter(node => {
  const box = node.getBoundingClientRect();
  const tapped = node.checkVisibility() && getComputedStyle(node).pointerEvents !== "none";
  return tapped && (box.height < least - 0.5 || box.width < least - 0.5);
}).map(node => {
  const box = node.getBoundingClientRect();
  return `${node.className || node.tagName} ${node.textContent.trim().slice(0, 30)}: ${box.width} × ${box.height}`;
})"""


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize(
    "path",
    ["index.html", "akut.html", "lag/orosanmalan.html", "samverkan/orolig.html", "stod/sandviken.html", "om/sok.html"],
)
def test_what_is_tapped_is_at_least_44_pixels(path: str, width: int, opens: Open) -> None:
    page = opens(path, width=width)
    button = page.get_by_role("button", name="Meny")
    if button.is_visible():
        button.click()
        expect(page.get_by_role("button", name="Stäng")).to_be_visible()
    assert page.evaluate(_SMALL, [_TARGETS, LEAST]) == []


def test_suggestions_are_large_enough_to_tap(opens: Open) -> None:
    page = opens("lag/index.html")
    page.get_by_label("Sök i handboken").fill("bup")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate(_SMALL, ["[role=option]", LEAST]) == []


def _numbers_in_sight(page: Page) -> list[str]:
    """Return the telephone links that are wholly in sight without scrolling."""
    links: list[str] = page.evaluate("""() => Array.from(document.querySelectorAll("a[href^='tel:']")).filter(link => {
      const box = link.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    }).map(link => link.getAttribute("href"))""")
    return links


def test_the_first_tap_on_the_start_page_can_be_a_number(opens: Open) -> None:
    assert "tel:112" in _numbers_in_sight(opens("index.html"))


def test_two_taps_from_the_start_page_reach_any_acute_number(opens: Open) -> None:
    page = opens("index.html")
    more = page.get_by_role("link", name="Fler nummer")
    box = more.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE
    more.tap()
    page.wait_for_url("**/akut.html")
    assert len(set(_numbers_in_sight(page))) >= 3
    assert page.locator(".emergency a[href^='tel:']").count() >= 6


def test_two_taps_from_the_start_page_reach_the_services_of_a_municipality(opens: Open) -> None:
    page = opens("index.html")
    page.locator("main").get_by_role("link", name="Sandviken").tap()
    page.wait_for_url("**/stod/sandviken.html")
    assert page.locator("main a[href^='tel:']").count() > 3
