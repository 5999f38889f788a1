"""From the day law ends the page says so by the reader's clock: also from a folder, and never before the day."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import SITES, build_clean, edit, make_book
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader
from browser.served import served


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small book built on 1 December 2026; law ends in it when that month ends."""
    root = make_book(tmp_path_factory.mktemp("lag") / "bok", SITES / "law-changes")
    edit(
        root / "_config.yml",
        "    faltboken_repository:",
        '    faltboken_today: "2026-12-01"\n    faltboken_repository:',
    )
    return build_clean(root).site


@pytest.fixture
def folder(site: Path) -> str:
    """Return the address of the book's pages as files."""
    return site.as_uri() + "/"


def _at(page: Page, moment: str) -> Page:
    page.clock.set_fixed_time(moment)
    page.reload()
    return page


def test_the_notice_comes_at_midnight_and_not_before(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + "lag/roll.html", width=PHONE)
    notice, before = page.locator(".law-changed"), page.locator(".meta [data-until]").first
    _at(page, "2026-12-31T23:59:00")
    expect(notice).to_be_hidden()
    expect(before).to_be_visible()
    _at(page, "2027-01-01T00:01:00")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Lagen ändrades den 1 januari 2027. Sidan är inte genomgången sedan dess.")
    expect(before).to_be_hidden()


def test_a_second_change_is_told_from_its_own_day(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + "lag/annat.html", width=WIDE)
    later = page.locator(".law-changed [data-from]")
    _at(page, "2027-01-01T12:00:00")
    expect(later).to_be_hidden()
    _at(page, "2027-01-02T12:00:00")
    expect(later).to_be_visible()


def test_a_change_in_the_list_turns_from_coming_to_changed(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + "lag/lagandringar.html", width=PHONE)
    first = page.locator(".law-changes li").nth(1)
    _at(page, "2026-12-31T12:00:00")
    expect(first).to_contain_text("Föreslaget")
    _at(page, "2027-01-02T12:00:00")
    expect(first.locator(".tag:visible").first).to_have_text("Förslag: kontrollera om det gäller")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_the_law_has_changed(scheme: str, reader: Reader, site: Path) -> None:
    with served(site) as reader.allowed:  # axe reads the style sheet, which a browser does not allow from a folder
        for path in ("lag/annat.html", "lag/lagandringar.html"):
            page = _at(reader.opens(reader.allowed + path, width=PHONE, scheme=scheme), "2027-01-02T12:00:00")
            assert violations(page) == []


def test_without_javascript_the_page_says_until_when_the_law_holds(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + "lag/roll.html", width=WIDE, script=False)
    expect(page.locator(".meta [data-until]").first).to_have_text("LVU gäller till och med 31 december 2026")
