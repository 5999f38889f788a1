"""What is open now, in the browser: the frozen cases on devices in three time zones, and the pages that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest
from opening_cases import Case, cases
from playwright.sync_api import Browser, Page, expect

from browser.conftest import PHONE, ROOT, WIDE, Reader
from faltboken.publish import opening_data
from faltboken.tables import Row

Open = Callable[..., Page]
SCRIPT = ROOT / "scripts" / "faltboken" / "theme" / "static" / "open-now.js"
PLACES = "stod/nationellt.html"


@contextmanager
def _device(chromium: Browser, zone: str) -> Iterator[Page]:
    context = chromium.new_context(timezone_id=zone, locale="en-US")
    yield context.new_page()
    context.close()


def _said(page: Page, asked: list[Case]) -> list[tuple[str, str]]:
    """Return what the browser says of cases that have the same day of building."""
    rows = [Row({**case.row.values, "id": str(number)}, case.row.path, 2) for number, case in enumerate(asked)]
    page.goto("about:blank")
    page.clock.set_fixed_time(asked[0].moment)
    page.add_script_tag(path=SCRIPT)
    page.add_script_tag(content=opening_data.opening_hours(rows, asked[0].today))
    said = []
    for number, case in enumerate(asked):
        page.clock.set_fixed_time(case.moment)
        now = page.evaluate("id => faltbokenOpen.state(id)", str(number))
        said.append((now["state"], now["text"]))
    return said


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Asia/Tokyo"])
def test_a_place_says_what_its_hours_mean_wherever_the_device_is(zone: str, chromium: Browser) -> None:
    wrong = []
    with _device(chromium, zone) as page:
        for _, group in groupby(cases(), key=lambda case: case.today):
            asked = list(group)
            for case, said in zip(asked, _said(page, asked), strict=True):
                if said != (case.state, case.text):
                    wrong.append(f"{case}: {said}")
    assert wrong == []


# --- pages ------------------------------------------------------------------


@pytest.fixture
def built_on(built_site: Path) -> datetime:
    """Noon of the day that the built book's hours begin."""
    script = (built_site / "_static" / "opening-hours.js").read_text(encoding="utf-8")
    start = int(script.partition('"from":')[2].partition(",")[0])
    return datetime.fromtimestamp((start + 12 * 60) * 60).astimezone()


def _at(reader: Reader, moment: datetime, width: int = PHONE) -> Page:
    page = reader.opens("akut.html", width=width)
    page.clock.install(time=moment)
    reader.goes(page, PLACES)
    return page


def test_a_page_with_places_says_so_in_words_and_how_far_the_hours_reach(reader: Reader, built_on: datetime) -> None:
    page = _at(reader, built_on)
    expect(page.locator("[data-open='nat-112']")).to_have_text("Öppet dygnet runt")
    expect(page.locator("[data-open]:empty")).to_have_count(0)
    expect(page.locator(".open-until")).to_have_count(1)
    expect(page.locator(".open-until")).to_contain_text("Uppgifterna om öppettider räcker till den ")


def test_past_the_hours_everything_is_unknown_and_the_page_says_so(reader: Reader, built_on: datetime) -> None:
    page = _at(reader, built_on.replace(year=built_on.year + 1))
    assert {text[:4] for text in page.locator("[data-open]").all_inner_texts()} == {"Okän"}
    expect(page.locator(".open-until")).to_contain_text("räckte till den ")


def test_a_clock_before_the_hours_makes_everything_unknown_and_the_page_says_so(
    reader: Reader, built_on: datetime
) -> None:
    page = _at(reader, built_on.replace(year=2020))
    assert {text[:4] for text in page.locator("[data-open]").all_inner_texts()} == {"Okän"}
    expect(page.locator(".open-until")).to_contain_text("Klockan i din enhet är före")


def test_the_words_follow_the_clock_and_leave_focus_alone(reader: Reader, built_on: datetime) -> None:
    page = _at(reader, built_on)
    page.evaluate("""() => {
      const place = document.createElement("span");
      place.dataset.open = "test";
      document.querySelector("main article").append(place);
      const now = Math.floor(Date.now() / 60000);
      faltbokenHours({from: now - 60, until: now + 600, schedules: [[[0, 63], []]], services: {test: 0}});
      faltbokenOpen.refresh();
    }""")
    place = page.locator("[data-open='test']")
    expect(place).to_have_text("Stänger om 3 minuter")
    link = page.locator("main a.call").first
    link.focus()
    for text in ("Stänger om 2 minuter", "Stänger om 1 minut", "Stängt"):
        page.clock.run_for(60_000)
        expect(place).to_have_text(text)
        expect(link).to_be_focused()


def test_pages_without_places_load_neither_script(reader: Reader, built_site: Path, all_pages: list[str]) -> None:
    for path in all_pages:
        text = (built_site / path).read_text(encoding="utf-8")
        assert ('data-open="' in text) == ("open-now.js" in text) == ("opening-hours.js" in text), path


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_nothing_jumps_when_the_words_arrive(width: int, reader: Reader) -> None:
    page = reader.opens("akut.html", width=width)
    page.add_init_script("""window.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
        .observe({type: "layout-shift", buffered: true});""")
    reader.goes(page, PLACES)
    expect(page.locator("[data-open]:empty")).to_have_count(0)
    assert page.evaluate("() => window.moved") < 0.01


def test_without_the_hours_everything_is_unknown(reader: Reader) -> None:
    page = reader.opens("akut.html")
    page.route("**/opening-hours.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    reader.goes(page, PLACES)
    assert {text[:4] for text in page.locator("[data-open]").all_inner_texts()} == {"Okän"}
    expect(page.locator(".open-until")).to_contain_text("kunde inte läsas in")


def test_without_javascript_the_plain_hours_stand_and_no_empty_pill(opens: Open) -> None:
    page = opens(PLACES, script=False)
    row = page.locator("tr", has_text="Jourhavande präst").first
    expect(row).to_contain_text("Alla dagar 21.00–06.00")
    expect(row.locator("[data-open]")).to_have_text("")
    box = row.locator("[data-open]").bounding_box()
    assert box is None or box["width"] == 0


def test_on_paper_only_the_plain_hours_stand(reader: Reader, built_on: datetime) -> None:
    page = _at(reader, built_on)
    page.emulate_media(media="print")
    expect(page.locator("[data-open='nat-112']")).to_be_hidden()
    expect(page.locator(".open-until")).to_be_hidden()


def test_it_works_from_a_folder(chromium: Browser, built_site: Path, built_on: datetime) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install(time=built_on)
    page.goto((built_site / PLACES).as_uri())
    expect(page.locator("[data-open='nat-112']")).to_have_text("Öppet dygnet runt")
    context.close()
