"""The sign-off sheet: one A4 for each role, and a whole one to fill in by hand without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Reader
from browser.introduced import begun, kept_on, state

Open = Callable[..., Page]
SHEET = "introduktion/kvittens.html"
ROLES = ["faltarbetare", "socialsekreterare", "assistent", "chef", "mentor"]


def _sheets(page: Page) -> int:
    """Return how many A4 pages it prints on."""
    file = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", file))


@pytest.mark.parametrize("role", ROLES)
def test_the_sheet_of_a_role_is_one_page_with_its_ticks(role: str, reader: Reader) -> None:
    page = begun(reader, SHEET, state(role, "2026-12-01", "", {"larm": "2026-12-01", "chef-risker": "2026-12-02"}))
    assert _sheets(page) == 1
    ticked = page.locator(".sign-off li.is-done:visible").count()
    assert ticked == (0 if role == "mentor" else 1)
    expect(page.locator(".sign-off")).to_contain_text("Startdag: 2026-12-01")
    for name in ("Datum", "Den nya", "Mentorn", "Chefen"):
        lines = page.locator(".sign-off section:visible .sign-off-lines").all()
        assert lines
        assert all(f"{name}:" in line.inner_text() for line in lines)


def test_another_role_s_sheet_is_blank_and_keeps_nothing(reader: Reader) -> None:
    page = begun(reader, SHEET, state("faltarbetare", "2026-12-01", "", {"larm": "2026-12-01"}))
    page.get_by_label("Blad för").select_option("assistent")
    expect(page.locator(".sign-off li.is-done:visible")).to_have_count(0)
    expect(page.locator(".sign-off")).to_contain_text("Roll: assistent")
    assert kept_on(page)["choices"]["role"] == "faltarbetare"


def test_without_javascript_the_blank_sheet_is_one_page_with_every_task(opens: Open) -> None:
    page = opens(SHEET, script=False, width=1280)
    assert _sheets(page) == 1
    assert page.locator(".sign-off li:visible").count() == page.locator(".sign-off li").count() > 70
    expect(page.locator(".sign-off li[data-task='sos-plan']")).to_contain_text("(socialsekreterare)")


def test_the_blank_sheet_of_all_roles_is_one_page(reader: Reader) -> None:
    assert _sheets(begun(reader, SHEET, width=1280)) == 1


def test_on_paper_there_is_nothing_but_the_sheet(reader: Reader) -> None:
    page = begun(reader, SHEET, state("faltarbetare"))
    page.emulate_media(media="print")
    for place in (".strip", ".top", "footer", ".sign-off-choice", ".answer"):
        expect(page.locator(place).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
