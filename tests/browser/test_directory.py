"""The directory in the browser: each control, sharing, back, remembering, forgetting, keyboard and no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader

Open = Callable[..., Page]
PAGE = "stod/alla.html"
KEY = "() => localStorage.getItem('faltboken-kommun')"


def shown(page: Page) -> list[str]:
    """Return the ids of the services that can be seen, in order."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.directory-group:not([hidden]) li[data-id]:not([hidden])')]"
        ".map(item => item.dataset.id)"
    )
    return found


def data(page: Page, service: str, name: str) -> str:
    return page.locator(f'li[data-id="{service}"]').get_attribute(f"data-{name}") or ""


def more(page: Page) -> None:
    page.get_by_text("Fler val").click()


def status(page: Page) -> str:
    return page.locator("#_funna").inner_text()


def open_with_hours(chromium: Browser, address: str, states: str) -> Page:
    """Return the page as it is when open-now.js answers; `states` is JavaScript from an id to a state."""
    page = chromium.new_context(locale="sv-SE").new_page()
    # A property that keeps its value: the page's own open-now.js comes later and would put its answers there.
    stand_in = f"{{state: id => ({{state: ({states})(id), text: ''}})}}"
    page.add_init_script(
        f"Object.defineProperty(window, 'faltbokenOpen', {{get: () => ({stand_in}), set: () => {{}}}});"
    )
    page.goto(address + PAGE)
    return page


# --- each control -----------------------------------------------------------


def test_the_whole_directory_stands_there_from_the_beginning(opens: Open) -> None:
    page = opens(PAGE)
    everything = len(shown(page))
    assert everything > 200
    assert status(page) == f"{everything} stöd."


def test_a_municipality_leaves_its_own_and_those_of_the_whole_country(opens: Open) -> None:
    page = opens(PAGE)
    page.get_by_label("Kommun", exact=True).select_option("Hagfors")
    found = shown(page)
    assert found
    assert {place for service in found for place in data(page, service, "m").split()} == {"hagfors", "sverige"}
    expect(page.get_by_role("heading", level=2, name="Tyresö")).to_be_hidden()


def test_a_need_leaves_the_services_for_it(opens: Open) -> None:
    page = opens(PAGE)
    page.get_by_label("Behov").select_option("Pengarna räcker inte")
    assert shown(page)
    assert all("pengar-och-skulder" in data(page, service, "n").split() for service in shown(page))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kan inte sova", "ma-daligt"),  # a need's everyday words
        ("GRÄS", "alkohol-droger-spel"),
        ("gras", "alkohol-droger-spel"),  # without å, ä and ö
        ("nakenbild", "utsatt-pa-natet"),
    ],
)
def test_everyday_words_find_the_services_for_the_need_they_mean(typed: str, wanted: str, opens: Open) -> None:
    page = opens(PAGE)
    page.get_by_label("Vad behövs?").fill(typed)
    needs = [data(page, service, "n").split() for service in shown(page)]
    assert [need for need in needs if wanted in need]


def test_a_name_and_a_keyword_are_found_too(opens: Open) -> None:
    page = opens(PAGE)
    page.get_by_label("Vad behövs?").fill("bris vuxen")
    assert "nat-bris-vuxentelefon" in shown(page)
    assert len(shown(page)) < 10


def test_who_it_is_for_by_role_and_age(opens: Open) -> None:
    page = opens(PAGE)
    more(page)
    page.get_by_label("Vem är du?").select_option("Yrkesverksamma")
    assert all("professionals" in data(page, service, "a").split() for service in shown(page))
    page.get_by_label("Vem är du?").select_option("Spelar ingen roll")
    everything = len(shown(page))
    page.get_by_label("Ålder på den det gäller").fill("30")
    for service in shown(page):
        low, high = data(page, service, "y").split("-")
        assert int(low or 0) <= 30 <= int(high or 999), service
    assert 0 < len(shown(page)) < everything


@pytest.mark.parametrize(("label", "letter"), [("Telefon", "t"), ("Chatt eller webb", "w"), ("Besök", "b")])
def test_a_way_of_contact(label: str, letter: str, opens: Open) -> None:
    page = opens(PAGE)
    more(page)
    page.get_by_label("Sätt att få kontakt").select_option(label)
    assert shown(page)
    assert all(letter in data(page, service, "c") for service in shown(page))


def test_without_application_hides_only_a_known_no_and_sets_the_unknown_apart(opens: Open) -> None:
    page = opens(PAGE)
    everything = shown(page)
    refused = [service for service in everything if data(page, service, "s") == "nej"]
    more(page)
    page.get_by_label("Kan nås utan ansökan").check()
    assert sorted(shown(page)) == sorted(set(everything) - set(refused))
    expect(page.get_by_role("heading", name="Okänt om det krävs ansökan")).to_be_visible()
    apart = page.locator('[data-unknown="utan"] li:visible').evaluate_all("items => items.map(i => i.dataset.s)")
    assert apart
    assert set(apart) == {""}
    page.get_by_label("Kan nås utan ansökan").uncheck()
    assert shown(page) == everything  # each is back in its place


def test_open_now_answers_from_the_hours_that_the_build_worked_out(opens: Open) -> None:
    page = opens(PAGE)
    today = datetime.now(tz=UTC)
    night = (today + timedelta(days=(5 - today.weekday()) % 7 + 1)).replace(
        hour=2, minute=30
    )  # before dawn on a Sunday
    page.clock.set_fixed_time(night)
    page.reload()
    more(page)
    page.get_by_label("Öppet nu").check()
    found = shown(page)
    assert "nat-bris-116-111" in found, "It is open around the clock."
    assert "nat-orostelefonen" not in found, "It opens at nine on weekdays."


def test_open_now_hides_only_what_is_closed_and_sets_unknown_hours_apart(chromium: Browser, address: str) -> None:
    states = "id => id.startsWith('nat-') ? 'always' : id.startsWith('sandviken-') ? 'unknown' : 'closed'"
    page = open_with_hours(chromium, address, states)
    everything = shown(page)
    more(page)
    page.get_by_label("Öppet nu").check()
    found = shown(page)
    assert {service.split("-")[0] for service in found} == {"nat", "sandviken"}
    apart = page.locator('[data-unknown="oppet"] li:visible').evaluate_all("items => items.map(i => i.dataset.id)")
    assert apart == [service for service in everything if service.startswith("sandviken-")]
    expect(page.get_by_role("heading", name="Okända öppettider")).to_be_visible()
    assert "har okända öppettider och står sist" in status(page)
    page.get_by_role("button", name="Rensa").click()
    assert shown(page) == everything
    page.context.close()


def test_open_now_is_offered_only_when_hours_have_come(opens: Open) -> None:
    page = opens(PAGE)
    more(page)
    known = page.evaluate("() => 'faltbokenOpen' in window")
    expect(page.get_by_label("Öppet nu")).to_be_visible(visible=known)
    page.evaluate("() => document.dispatchEvent(new Event('faltboken:open'))")
    expect(page.get_by_label("Öppet nu")).to_be_visible()


# --- the address ------------------------------------------------------------


def test_the_choice_stands_in_the_address_is_never_sent_and_can_be_shared(opens: Open) -> None:
    page = opens(PAGE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("Kommun", exact=True).select_option("Sandviken")
    page.get_by_label("Vad behövs?").fill("oro och ångest")
    page.wait_for_url(re.compile("sok="))
    assert page.url.endswith("#sok=oro+och+%C3%A5ngest&kommun=sandviken")
    assert not [url for url in sent if "ngest" in url or "sandviken" in url]
    other = opens(page.url)
    assert shown(other) == shown(page)
    expect(other.get_by_label("Vad behövs?")).to_have_value("oro och ångest")


def test_a_shared_choice_under_more_choices_is_seen(opens: Open) -> None:
    page = opens(f"{PAGE}#alder=15&kontakt=telefon")
    expect(page.get_by_label("Ålder på den det gäller")).to_be_visible()
    expect(page.get_by_label("Sätt att få kontakt")).to_have_value("telefon")


def test_back_takes_one_choice_back_at_a_time(opens: Open) -> None:
    page = opens(PAGE)
    everything = shown(page)
    page.get_by_label("Kommun", exact=True).select_option("Sandviken")
    page.wait_for_url(re.compile("kommun=sandviken"))
    some = shown(page)
    page.get_by_label("Behov").select_option("Må dåligt")
    page.wait_for_url(re.compile("behov="))
    page.go_back()
    expect(page.get_by_label("Behov")).to_have_value("")
    assert shown(page) == some
    page.go_back()
    expect(page.get_by_label("Kommun", exact=True)).to_have_value("")
    assert shown(page) == everything
    page.go_forward()
    assert shown(page) == some


@pytest.mark.parametrize("hash_", ["#kommun=atlantis", "#alder=%3Cscript%3E", "#utan=nja&okand=1", "#sok=%E0%A4%A"])
def test_an_address_that_makes_no_sense_shows_everything(hash_: str, opens: Open) -> None:
    page = opens(PAGE + hash_)
    assert len(shown(page)) > 200 or "sok" in hash_
    expect(page.get_by_role("button", name="Rensa")).to_be_visible()


def test_a_link_to_a_municipality_on_the_page_is_no_choice(opens: Open) -> None:
    page = opens(PAGE)
    everything = shown(page)
    page.locator(".directory-jump").get_by_role("link", name="Hagfors").click()
    assert page.url.endswith("#hagfors")
    assert shown(page) == everything


def test_a_page_of_the_book_leads_to_the_directory_with_its_need_chosen(opens: Open) -> None:
    page = opens("lag/orosanmalan.html")
    page.get_by_role("paragraph").filter(has_text="Alla stöd för:").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"alla\.html#behov="))
    assert page.get_by_label("Behov").input_value() in page.url
    assert "av" in status(page)


# --- told, remembered, cleared ----------------------------------------------


def test_the_count_is_announced_politely(opens: Open) -> None:
    page = opens(PAGE)
    region = page.get_by_role("status").filter(has_text="stöd")
    assert region.get_attribute("aria-live") == "polite"
    page.get_by_label("Kommun", exact=True).select_option("Tyresö")
    expect(region).to_have_text(re.compile(rf"^{len(shown(page))} stöd av \d+ passar\."))


def test_nothing_found_says_what_to_do(opens: Open) -> None:
    page = opens(PAGE)
    page.get_by_label("Kommun", exact=True).select_option("Tyresö")
    page.get_by_label("Vad behövs?").fill("qqqq")
    expect(page.locator("#_inga")).to_contain_text("Inget stöd passar alla dina val.")
    numbers = page.locator("#_inga a:visible").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert numbers == ["tel:112", "tel:1177", "tel:+46857829100"]
    assert status(page) == "Inget stöd passar."


def test_clear_takes_every_choice_back(opens: Open) -> None:
    page = opens(f"{PAGE}#sok=sova&kommun=sandviken&for=young&alder=15&kontakt=telefon&utan=ja")
    page.get_by_role("button", name="Rensa").click()
    assert len(shown(page)) > 200
    page.wait_for_function("() => location.hash === ''")
    expect(page.get_by_label("Ålder på den det gäller")).to_have_value("")


def test_a_municipality_is_remembered_only_when_the_reader_asks_and_can_be_forgotten(opens: Open) -> None:
    page = opens(PAGE)
    page.get_by_label("Kommun", exact=True).select_option("Sundsvall")
    assert page.evaluate(KEY) is None
    page.get_by_label("Kom ihåg min kommun på den här enheten").check()
    assert page.evaluate(KEY) == "sundsvall"
    page.goto(page.url.split("#")[0].replace("alla", "index"))
    page.goto(page.url.replace("index", "alla"))
    expect(page.get_by_label("Kommun", exact=True)).to_have_value("sundsvall")
    expect(page.locator("#_sparad")).to_contain_text("sparad: Sundsvall")
    page.get_by_label("Kommun", exact=True).select_option("Hagfors")
    assert page.evaluate(KEY) == "hagfors"
    page.get_by_label("Kom ihåg min kommun på den här enheten").uncheck()
    assert page.evaluate("() => localStorage.length") == 0
    assert status(page) == "Kommunen är glömd på den här enheten."


def test_a_shared_address_goes_before_what_is_remembered(opens: Open, address: str) -> None:
    page = opens(PAGE)
    page.evaluate("() => localStorage.setItem('faltboken-kommun', 'sundsvall')")
    page.goto("about:blank")
    page.goto(f"{address}{PAGE}#kommun=tyreso")
    expect(page.get_by_label("Kommun", exact=True)).to_have_value("tyreso")


# --- everywhere -------------------------------------------------------------


def test_without_javascript_every_service_is_there_and_no_form(opens: Open) -> None:
    page = opens(PAGE, script=False)
    expect(page.locator("#_hitta")).to_be_hidden()
    assert page.locator("li[data-id]:visible").count() > 200
    page.locator(".directory-jump").get_by_role("link", name="Sundsvall").click()
    assert page.url.endswith("#sundsvall")


def test_it_can_be_used_with_the_keyboard_alone(opens: Open) -> None:
    page = opens(PAGE, width=WIDE)
    page.get_by_label("Vad behövs?").focus()
    page.keyboard.type("stödlinje bris")
    page.keyboard.press("Enter")  # sends nothing anywhere
    assert PAGE in page.url
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('li[data-id]') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("stod/verksamhet/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bris")


def test_it_works_from_a_folder(reader: Reader, built_site: Path) -> None:
    page = reader.opens(built_site.as_uri() + "/" + PAGE)
    page.get_by_label("Kommun", exact=True).select_option("Sandviken")
    page.wait_for_url(re.compile("#kommun=sandviken"))
    assert "av" in status(page)
    page.locator("li[data-id]:visible a").first.click()
    page.wait_for_url(re.compile("stod/verksamhet/"))


STATES = {
    "all": "",
    "chosen": "#kommun=sandviken&sok=sova",
    "more": "#for=young&alder=15&utan=ja",
    "nothing": "#sok=qqqq",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(state: str, width: int, scheme: str, opens: Open) -> None:
    page = opens(PAGE + STATES[state], width=width, scheme=scheme)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("service", ["nat-bris-116-111", "sandviken-faltsamordnare", "tyreso-socialjour-sydost"])
def test_axe_finds_nothing_on_a_services_own_page(service: str, width: int, scheme: str, opens: Open) -> None:
    assert violations(opens(f"stod/verksamhet/{service}.html", width=width, scheme=scheme)) == []


@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}#for=young&utan=ja&kommun=tyreso", "stod/verksamhet/nat-bris-116-111.html"]
)
def test_nothing_scrolls_sideways_at_320_pixels(path: str, opens: Open) -> None:
    page = opens(path, width=320)
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_every_control_is_large_enough_for_a_thumb(opens: Open) -> None:
    page = opens(f"{PAGE}#alder=15&kommun=tyreso")
    for field in page.locator(".finder :is(select, button, input:not([type=checkbox]), summary):visible").all():
        box = field.bounding_box()
        assert box is not None
        assert box["height"] >= 44
