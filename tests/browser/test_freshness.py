"""When a confirmation is too old by the reader's clock, the words change; the page itself does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader

Open = Callable[..., Page]


def _on(page: Page, day: date) -> None:
    page.clock.set_fixed_time(f"{day.isoformat()}T23:30:00")
    page.reload()


def _due(place: Locator) -> date:
    return date.fromisoformat(place.get_attribute("data-due") or "")


def test_the_words_change_the_day_after_the_due_day_and_not_before(opens: Open) -> None:
    page = opens("stod/nationellt.html", width=WIDE)
    place = page.locator("td .tag[data-due]").first
    due, later = _due(place), place.get_attribute("data-overdue") or ""
    _on(page, due)
    expect(place).to_have_text(later.replace("Inte bekräftad sedan", "Bekräftad"))
    expect(place).to_have_class("tag confirmed")
    _on(page, due + timedelta(days=1))
    expect(place).to_have_text(later)
    expect(place).to_have_class("tag overdue")


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_an_acute_number_stays_and_says_when_it_was_last_confirmed(width: int, opens: Open) -> None:
    page = opens("akut.html", width=width)
    marks = page.locator(".emergency [data-due]")
    for mark in marks.all():
        expect(mark).to_be_hidden()
    numbers = page.locator(".emergency a.call").count()
    _on(page, max(_due(mark) for mark in marks.all()) + timedelta(days=1))
    for mark in marks.all():
        expect(mark).to_be_visible()
        expect(mark).to_contain_text("Senast bekräftat")
    expect(page.locator(".emergency a.call")).to_have_count(numbers)
    assert "Senast" not in page.locator(".emergency li").first.inner_text()  # nobody is made to doubt 112


def test_the_strip_keeps_its_numbers_in_sight_and_says_how_old_the_oldest_is(opens: Open) -> None:
    page = opens("index.html", width=WIDE)
    mark = page.locator(".strip [data-due]")
    expect(mark).to_be_hidden()
    _on(page, _due(mark) + timedelta(days=1))
    expect(mark).to_contain_text("Senast bekräftade")
    more = page.locator(".strip .more").bounding_box()
    last = mark.bounding_box()
    assert more is not None
    assert last is not None
    assert last["x"] + last["width"] <= more["x"] + 1


def test_the_quality_page_counts_how_many_are_overdue(opens: Open) -> None:
    page = opens("om/kvalitet.html", width=WIDE)
    every = page.locator("[data-dues]").last
    days = [part.split("*") for part in (every.get_attribute("data-dues") or "").split()]
    _on(page, date(2020, 1, 1))
    expect(every).to_be_hidden()
    _on(page, date.fromisoformat(days[-1][0]) + timedelta(days=1))
    expect(every).to_have_text(f"{sum(int(count) for _, count in days)} försenade")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["akut.html", "stod/nationellt.html", "ringlista/hagfors.html"])
def test_axe_finds_nothing_when_everything_is_overdue(path: str, scheme: str, opens: Open) -> None:
    page = opens(path, width=PHONE, scheme=scheme)
    _on(page, date(2030, 1, 1))
    assert violations(page) == []


def test_without_javascript_the_day_of_the_confirmation_is_said(opens: Open) -> None:
    page = opens("stod/nationellt.html", width=WIDE, script=False)
    expect(page.locator("td .tag[data-due]").first).to_contain_text("Bekräftad")


def test_no_service_of_the_list_is_split_between_two_sheets(reader: Reader) -> None:
    page = reader.opens("ringlista/sandviken.html", width=WIDE)
    page.emulate_media(media="print")
    sections = page.locator(".call-list section")
    breaks = sections.evaluate_all("parts => new Set(parts.map(part => getComputedStyle(part).breakInside)).size")
    assert breaks == 1
    expect(sections.first).to_have_css("break-inside", "avoid")
    # A4 without its margins, at 96 dots an inch: a section that is higher would be split all the same.
    page.set_viewport_size({"width": 672, "height": 994})
    assert max(sections.evaluate_all("parts => parts.map(part => part.offsetHeight)")) < 994
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
