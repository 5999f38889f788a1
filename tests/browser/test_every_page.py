"""What holds on every page of the book, one by one, in the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser.conftest import ROOT, Reader

_OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"


def test_no_page_scrolls_sideways_at_320_pixels(reader: Reader, all_pages: list[str]) -> None:
    page = reader.opens(all_pages[0], width=320)
    wide = {}
    for path in all_pages:
        reader.goes(page, path)
        over = page.evaluate(_OVERFLOW)
        if over > 0:
            wide[path] = over
    assert wide == {}


def test_no_page_asks_another_host_sets_a_cookie_or_logs_an_error(reader: Reader, all_pages: list[str]) -> None:
    page = reader.opens(all_pages[0], width=1280)
    for path in all_pages:
        reader.goes(page, path)
        page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate("() => document.cookie") == "", path
    assert reader.closes() == []


def test_every_page_says_whose_site_it_is_not_and_asks_to_be_left_out_of_search_engines(
    reader: Reader, all_pages: list[str]
) -> None:
    setting = re.search(r'^ *faltboken_published_by: *"?([\w-]*)"?', _configuration(), re.MULTILINE)
    if setting and setting[1]:
        pytest.fail(f"{setting[1]} has taken the site over: write this test anew for an official site.")
    page = reader.opens(all_pages[0])
    for path in all_pages:
        reader.goes(page, path)
        notice = page.get_by_text("Det här är ingen kommuns officiella webbplats.")
        assert notice.is_visible(), path
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex", path


def _configuration() -> str:
    return Path(ROOT / "_config.yml").read_text(encoding="utf-8")


def test_every_page_has_the_emergency_strip_with_112_in_sight(reader: Reader, all_pages: list[str]) -> None:
    page = reader.opens(all_pages[0])
    for path in all_pages:
        reader.goes(page, path)
        box = page.locator(".strip a[href='tel:112']").bounding_box()
        assert box is not None, path
        assert box["y"] + box["height"] < 200, path


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_stays_a_table_when_its_rows_are_laid_out_as_cards(width: int, reader: Reader) -> None:
    page = reader.opens("stod/sandviken.html", width=width)
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() == 4
    rows = table.get_by_role("row").count()
    assert table.get_by_role("rowheader").count() == rows - 1
    assert table.get_by_role("cell").count() == 3 * (rows - 1)
