"""A directory of many services in the browser: a municipality's entries come when it is chosen, whatever way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import synthetic_services
from books import SITES, build_clean, edit, make_book
from playwright.sync_api import Browser, Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader
from browser.served import served

PAGE = "stod/alla.html"
ALBY, BERG = "exempel-alby", "exempel-bjorkberg"
NATIONAL = 12  # two of the small book and ten more


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_book(tmp_path_factory.mktemp("large") / "bok", SITES / "directory")
    synthetic_services.write(root, 300, 4, national=10)
    # Each municipality gets its page, with all its rows, from one model.
    written = root / "book" / "stod" / "exempelby.md"
    model = written.read_text(encoding="utf-8").split("---", 2)[1].join(("---", "---\n\n# Stöd i {{ name }}\n\n"))
    rows = "```{services}\n:municipality: {{ id }}\n:scope: local\n:caption: Stöd i {{ name }}\n```\n"
    written.with_name("kommun.md").write_text(f"{model}```{{page-review}}\n```\n\n{rows}", encoding="utf-8")
    written.unlink()
    edit(root / "_toc.yml", "book/stod/exempelby\n        title: Exempelby", "book/stod/kommun")
    return build_clean(root).site


@pytest.fixture(scope="module")
def large_address(large_site: Path) -> Iterator[str]:
    with served(large_site) as base:
        yield base


@pytest.fixture
def visitor(chromium: Browser, large_address: str) -> Iterator[Reader]:
    reader = Reader(chromium, large_address)
    yield reader
    assert reader.closes() == []


@pytest.fixture
def visits(visitor: Reader) -> Callable[..., Page]:
    return visitor.opens


def shown(page: Page, municipality: str = "") -> list[str]:
    """Return the ids of the services that can be seen, or those of one municipality, in order."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.directory-group:not([hidden]) li[data-id]:not([hidden])')]"
        ".map(item => item.dataset.id)"
    )
    return [service for service in found if service.startswith(municipality)]


def choose(page: Page, name: str) -> None:
    page.get_by_label("Kommun", exact=True).select_option(name)


def status(page: Page) -> str:
    return page.locator("#_funna").inner_text()


def come(page: Page, municipality: str) -> None:
    page.locator(f'.directory-group li[data-id^="{municipality}"]').first.wait_for(state="attached")


def test_a_first_visit_holds_the_whole_country_and_says_what_it_searches(visits: Callable[..., Page]) -> None:
    page = visits(PAGE)
    assert len(shown(page)) == NATIONAL
    assert re.fullmatch(r"12 stöd för hela landet\. Välj kommun för att också söka bland \d+ lokala\.", status(page))
    page.get_by_label("Vad behövs?").fill("qqqq")
    assert status(page).startswith("Inget stöd för hela landet passar. Välj kommun")
    expect(page.locator("#_inga")).to_contain_text("Sök överst på sidan.")
    assert page.locator("#_inga li:visible").count() == 2  # 112 and 1177, not every switchboard


def test_a_chosen_municipality_comes_first_is_announced_and_filtered(visits: Callable[..., Page]) -> None:
    page = visits(PAGE)
    choose(page, ALBY)
    come(page, ALBY)
    found = shown(page)
    own = shown(page, ALBY)
    assert len(own) > 60
    local = page.locator("#_lokalt li").evaluate_all("items => items.map(item => item.dataset.id)")
    assert found[: len(local)] == local
    assert set(own) <= set(local)
    expect(page.locator("#_lokalt h2")).to_have_text("Exempel-Alby")
    assert status(page) == f"{len(found)} stöd."
    page.wait_for_url(re.compile(f"#kommun={ALBY}"))
    word = (page.locator("#_lokalt li a").first.text_content() or "").split()[1]
    page.get_by_label("Vad behövs?").fill(word)
    assert 0 < len(shown(page)) < len(found)
    assert status(page).startswith(f"{len(shown(page))} stöd av {len(found)} passar.")


def test_one_municipality_is_shown_at_a_time_and_none_when_it_is_taken_back(visits: Callable[..., Page]) -> None:
    page = visits(PAGE)
    choose(page, ALBY)
    come(page, ALBY)
    both = page.locator(f'#_lokalt [data-m~="{BERG}"]').evaluate_all("items => items.map(item => item.dataset.id)")
    choose(page, BERG)
    come(page, BERG)
    assert shown(page, ALBY) == both  # what serves both stands with both
    assert both
    choose(page, ALBY)
    assert shown(page, ALBY)
    assert not shown(page, BERG)
    page.get_by_role("button", name="Rensa").click()
    assert len(shown(page)) == NATIONAL


def test_a_shared_address_brings_the_municipality_and_the_other_choices(visits: Callable[..., Page]) -> None:
    page = visits(f"{PAGE}#kommun={ALBY}&utan=ja")
    come(page, ALBY)
    expect(page.get_by_role("heading", name="Okänt om det krävs ansökan")).to_be_visible()
    assert page.locator(f'[data-unknown="utan"] li[data-id^="{ALBY}"]:visible').count() > 5
    page.go_back()
    page.go_forward()
    come(page, ALBY)


def test_a_remembered_municipality_comes_by_itself(visitor: Reader) -> None:
    page = visitor.opens(PAGE)
    choose(page, BERG)
    page.get_by_label("Kom ihåg min kommun på den här enheten").check()
    page.goto("about:blank")
    visitor.goes(page, PAGE)
    come(page, BERG)
    expect(page.locator("#_sparad")).to_contain_text("sparad: Exempel-Björkberg")


def test_open_now_knows_the_hours_that_came_with_the_municipality(visits: Callable[..., Page]) -> None:
    page = visits(f"{PAGE}#kommun={ALBY}&oppet=ja")
    come(page, ALBY)
    page.wait_for_function(
        "() => [...document.querySelectorAll('#_lokalt [data-open], [data-unknown=oppet] [data-open]')]"
        ".some(mark => /^(Öppet|Stänger|Öppnar|Stängt)/.test(mark.textContent))"
        " || !document.querySelector('#_lokalt li:not([hidden])')"
    )
    states = page.evaluate(
        f"() => [...document.querySelectorAll('li[data-id^={ALBY}]')].map(item =>"
        " [item.hidden, faltbokenOpen.state(item.dataset.id).state, Boolean(item.closest('[data-unknown=oppet]'))])"
    )
    assert {state for _, state, _ in states} - {"unknown"}
    for hidden, state, apart in states:
        assert hidden == (state == "closed"), state
        assert apart == (state == "unknown") or hidden


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_entries_that_do_not_come_are_told_and_can_be_asked_for_again(how: str, visitor: Reader) -> None:
    page = visitor.opens(PAGE)
    page.route(
        f"**/directory/{ALBY}.js",
        lambda route: route.fulfill(status=404 if how == "missing" else 200, content_type="text/javascript", body=""),
    )
    choose(page, ALBY)
    box = page.locator("#_brast")
    expect(box).to_contain_text("Stöden i Exempel-Alby kunde inte hämtas.")
    expect(box.get_by_role("link")).to_have_attribute("href", f"../stod/{ALBY}.html")
    assert "Stöden i Exempel-Alby kunde inte hämtas." in status(page)
    assert len(shown(page)) == NATIONAL
    choose(page, BERG)
    come(page, BERG)
    expect(box).to_be_hidden()
    choose(page, ALBY)
    page.unroute(f"**/directory/{ALBY}.js")
    box.get_by_role("button", name="Försök igen").click()
    come(page, ALBY)
    expect(box).to_be_hidden()
    assert "kunde inte" not in status(page)


def test_hours_that_do_not_come_are_told_and_unknown(visitor: Reader) -> None:
    page = visitor.opens(PAGE)
    page.route(f"**/opening-hours/{ALBY}.js", lambda route: route.fulfill(status=404, body=""))
    choose(page, ALBY)
    come(page, ALBY)
    expect(page.locator("#_funna")).to_contain_text("Öppettiderna i Exempel-Alby kunde inte hämtas")
    expect(page.locator("#_lokalt [data-open]").first).to_have_text(re.compile("^Okänt"))


def test_a_municipality_that_comes_late_is_not_shown_when_another_has_been_chosen(visitor: Reader) -> None:
    page = visitor.opens(PAGE)
    held = []
    page.route(f"**/directory/{ALBY}.js", lambda route: held.append(route))  # noqa: PLW0108 – Playwright marks its handlers
    choose(page, ALBY)
    expect(page.locator("#_funna")).to_have_text("Hämtar stöd i Exempel-Alby …")
    choose(page, BERG)
    come(page, BERG)
    with page.expect_response(f"**/directory/{ALBY}.js"):
        held[0].continue_()
    page.wait_for_timeout(100)
    expect(page.locator("#_lokalt h2")).to_have_text("Exempel-Björkberg")


def test_it_works_from_a_folder(visitor: Reader, large_site: Path) -> None:
    page = visitor.opens(f"{large_site.as_uri()}/{PAGE}#kommun={ALBY}")
    come(page, ALBY)
    page.locator("#_lokalt li:visible a").first.click()
    page.wait_for_url(re.compile(f"stod/verksamhet/{ALBY}"))


def test_without_javascript_every_service_is_two_links_away(visits: Callable[..., Page]) -> None:
    page = visits(PAGE, script=False)
    assert page.locator("li[data-id]:visible").count() == NATIONAL
    expect(page.locator("#_lokalt")).to_be_hidden()
    page.locator(".directory-jump").get_by_role("link", name="Kommunerna").click()
    page.get_by_role("link", name="Exempel-Alby").last.click()
    page.wait_for_url(re.compile(f"stod/{ALBY}"))
    assert page.locator("main table tbody tr").count() > 60


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["", f"#kommun={ALBY}", "#sok=qqqq", "#kommun=exempel-daldal"])
def test_axe_finds_nothing(state: str, scheme: str, width: int, visitor: Reader) -> None:
    page = visitor.opens(PAGE, width=width, scheme=scheme)
    page.route("**/directory/exempel-daldal.js", lambda route: route.fulfill(status=404, body=""))
    if state:
        visitor.goes(page, PAGE + state)
        page.wait_for_timeout(200)
    assert violations(page) == []


def test_nothing_scrolls_sideways_at_320_pixels(visits: Callable[..., Page]) -> None:
    page = visits(f"{PAGE}#kommun={ALBY}", width=320)
    come(page, ALBY)
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
