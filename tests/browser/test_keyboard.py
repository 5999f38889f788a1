"""The book without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PHONE, WIDE

Open = Callable[..., Page]

# What has focus, and whether a reader can see it. A link that covers its card (.doors) shows focus on the card.
_FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const shows = node => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const parts = Array.from(it.getClientRects());
  const box = parts.find(part => part.width > 1 && part.height > 1) || it.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const within = (value, size) => Math.min(Math.max(value, 0), size - 1);
  const top = document.elementFromPoint(within(x, innerWidth), within(y, innerHeight));
  const name = `${it.tagName} ${it.id} ${(it.textContent || it.ariaLabel || "").trim().slice(0, 40)}`;
  return {
    name,
    ring: shows(it) || (it.closest("li, form") !== null && shows(it.closest("li, form"))),
    size: box.width > 1 && box.height > 1,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(top && (it.contains(top) || top.contains(it))),
  };
}"""


def _walk(page: Page, most: int) -> list[dict[str, object]]:
    """Press Tab until focus leaves the page, and return what was seen at each stop."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("path", ["index.html", "lag/orosanmalan.html", "samverkan/orolig.html", "om/sok.html#q=bup"])
def test_every_stop_is_in_sight_with_a_visible_focus_ring(path: str, width: int, opens: Open) -> None:
    page = opens(path, width=width)
    page.wait_for_load_state("load")
    stops = _walk(page, 250)
    assert len(stops) > 15
    unseen = [stop for stop in stops if not (stop["ring"] and stop["size"] and stop["inside"]) or stop["covered"]]
    assert unseen == []


def test_the_skip_link_is_the_first_stop_and_leads_past_everything(opens: Open) -> None:
    page = opens("metoder/index.html", width=WIDE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Till innehållet")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", ["index.html", "metoder/index.html", "om/sok.html"])
def test_a_slash_puts_the_reader_in_the_search_field(path: str, opens: Open) -> None:
    page = opens(path, width=WIDE)
    field = page.get_by_label("Sök i handboken")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("19/1")
    expect(field).to_have_value("19/1")


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_arrows_walk_the_suggestions_escape_closes_and_enter_goes_there(width: int, opens: Open) -> None:
    page = opens("metoder/index.html", width=width)
    page.keyboard.press("/")
    page.keyboard.type("orosanmälan")
    field = page.get_by_role("combobox", name="Sök i handboken")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    expect(field).to_be_focused()

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("orosanmälan")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    target = page.get_by_role("option", selected=True).get_attribute("data-url")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "orosanmalan" in url)
    assert page.url == target


def test_enter_without_a_choice_shows_all_results(opens: Open) -> None:
    page = opens("metoder/index.html")
    page.keyboard.press("/")
    page.keyboard.type("bup")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("om/sok.html#q=bup"))
    expect(page.locator("#_resultat li").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("träff")


def test_the_menu_opens_and_closes_from_the_keyboard_and_focus_comes_back(opens: Open) -> None:
    page = opens("lag/index.html", width=PHONE)
    button = page.get_by_role("button", name="Meny")
    button.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="Huvudmeny")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Akut")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_a_wide_table_can_be_scrolled_from_the_keyboard(opens: Open) -> None:
    page = opens("forebilder/index.html", width=PHONE)
    for box in page.locator(".table-scroll").all():
        assert box.get_attribute("tabindex") == "0"
        assert box.get_attribute("aria-label")
