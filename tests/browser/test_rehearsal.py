"""A rehearsal as its readers meet it: played by hand and by keyboard, by ear, on paper and without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from books import SITES, build_clean, make_book
from playwright.sync_api import Browser, Page, expect

from browser.axe import violations
from browser.conftest import Reader
from browser.served import served

KEY = "faltboken.introduktion"
FIVE = ("torget", "utan-foraldrarna", "polisen-fragar", "cannabis", "sjalvmord")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a small book with one rehearsal: four scenes, two of them ends."""
    book = make_book(tmp_path_factory.mktemp("rehearsal") / "bok", SITES / "rehearsal")
    with served(build_clean(book).site) as address:
        yield address


@pytest.fixture
def player(chromium: Browser, small: str) -> Iterator[Reader]:
    """Yield a reader of the small book; the test fails if a page asked another host or logged an error."""
    reader = Reader(chromium, small)
    yield reader
    faults = reader.closes()
    assert not faults


def _choose(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def _to_the_end(page: Page) -> None:
    _choose(page, "Du går förbi.")
    _choose(page, "Gå vidare")


def _title(page: Page) -> str:
    return page.locator(".rehearsal-player h3").inner_text()


def _focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.textContent"))


def _kept(page: Page) -> Any:
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    return json.loads(text)["rehearsals"] if text else None


# --- playing ----------------------------------------------------------------


def test_a_choice_tells_what_it_leads_to_and_why_and_goes_on_to_the_next_scene(player: Reader) -> None:
    page = player.opens("index.html")
    assert page.locator(".scene:visible").count() == 0
    assert _title(page) == "Två på bänken"
    _choose(page, "Du säger vem du är.")
    shown = page.locator(".rehearsal-outcome").inner_text()
    for words in ("Ditt val: Du säger vem du är.", "De flyttar på väskan.", "Den som vet kan välja."):
        assert words in shown
    assert page.locator(".rehearsal-outcome a:visible").all_inner_texts() == ["En metod", "SoL\N{NO-BREAK SPACE}19:1"]
    _choose(page, "Gå vidare")
    assert _title(page) == "En fråga"
    assert page.locator(".rehearsal-choices button").count() == 3


def _tabs_to(page: Page, words: str) -> None:
    for _ in range(9):
        page.keyboard.press("Tab")
        if _focused(page) == words:
            return


def test_a_rehearsal_is_played_to_its_end_with_the_keyboard_alone(player: Reader) -> None:
    page = player.opens("index.html", width=1280)
    page.locator(".rehearsal-choices button").first.focus()
    page.keyboard.press("Enter")
    assert _focused(page) == "Det leder till"
    _tabs_to(page, "Gå vidare")
    page.keyboard.press("Space")
    assert _focused(page) == "En fråga"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert _focused(page) == "Det leder till"
    _tabs_to(page, "Gå vidare")
    page.keyboard.press("Enter")
    assert _focused(page) == "Ni pratar"
    assert "Här slutar samtalet." in page.locator(".rehearsal-stage").inner_text()


def test_what_happens_is_told_to_those_who_cannot_see_it(player: Reader) -> None:
    page = player.opens("index.html")
    status = page.locator(".rehearsal-player [role=status]")
    assert status.inner_text() == ""
    _choose(page, "Du går förbi.")
    expect(status).to_have_text("De tittar efter er. Att gå är också ett val.")
    _choose(page, "Gå vidare")
    expect(status).to_have_text("Torget är tyst. Du har hittat 1 av 2 slut.")


def test_one_can_go_back_a_step_and_begin_again(player: Reader) -> None:
    page = player.opens("index.html")
    back = page.get_by_role("button", name="Ett steg tillbaka")
    assert not back.is_visible()
    _choose(page, "Du säger vem du är.")
    _choose(page, "Gå vidare")
    back.click()
    assert "De flyttar på väskan." in page.locator(".rehearsal-outcome").inner_text()
    back.click()
    assert page.locator(".rehearsal-choices button").count() == 2
    assert _focused(page) == "Två på bänken"
    assert not back.is_visible()
    _to_the_end(page)
    _choose(page, "Börja om")
    assert _title(page) == _focused(page) == "Två på bänken"


def test_the_end_shows_the_conversation_and_lets_one_try_something_else_in_it(player: Reader) -> None:
    page = player.opens("index.html")
    _choose(page, "Du säger vem du är.")
    _choose(page, "Gå vidare")
    _choose(page, "Du säger att ni måste gå.")
    _choose(page, "Gå vidare")
    steps = page.locator(".rehearsal-path li")
    assert [step.inner_text().split("\n\n")[:3] for step in steps.all()] == [
        [
            "Två på bänken. Två sitter på bänken. ”Vilka är ni?”",
            "Ditt val: Du säger vem du är.",
            "De flyttar på väskan.",
        ],
        ["En fråga. ”Får man berätta saker för er?”", "Ditt val: Du säger att ni måste gå.", "”Okej.”"],
    ]
    page.get_by_role("button", name="Pröva ett annat val här (En fråga)").click()
    assert _title(page) == _focused(page) == "En fråga"
    assert page.locator(".rehearsal-choices button").count() == 3


# --- which ends are found -----------------------------------------------------


def test_nothing_is_kept_before_an_end_is_found_and_then_only_its_name(player: Reader) -> None:
    page = player.opens("index.html")
    assert "sparas bara på den här enheten" in page.locator(".rehearsal-kept").inner_text()
    _choose(page, "Du går förbi.")
    assert page.evaluate("() => localStorage.length") == 0
    _choose(page, "Gå vidare")
    assert _kept(page) == {"torg": ["slut-forbi"]}
    assert page.locator(".rehearsal-found li").all_inner_texts() == ["Ni går vidare Hittat", "Ni pratar Inte hittat än"]


def test_ends_that_are_found_are_there_when_the_page_is_opened_again_until_they_are_forgotten(player: Reader) -> None:
    page = player.opens("index.html")
    _to_the_end(page)
    page.reload()
    kept = page.locator(".rehearsal-kept")
    assert kept.inner_text().startswith("Du har hittat 1 av 2 slut.")
    _choose(page, "Glöm mina slut")
    assert _kept(page) == {}
    assert "Du har hittat" not in kept.inner_text()
    assert _focused(page) == "Två på bänken"


def test_all_ends_can_be_found_and_an_end_is_counted_once(player: Reader) -> None:
    page = player.opens("index.html")
    _to_the_end(page)
    _choose(page, "Börja om")
    _to_the_end(page)
    assert _kept(page) == {"torg": ["slut-forbi"]}
    _choose(page, "Börja om")
    for words in ("Du säger vem du är.", "Gå vidare", "Du säger vad du kan lova.", "Gå vidare"):
        _choose(page, words)
    assert page.locator(".rehearsal-found p").inner_text() == "Du har hittat alla slut: 2 av 2."


@pytest.mark.parametrize("text", ["{", '{"version":1,"rehearsals":{"torg":"slut"}}', '{"version":9}'])
def test_a_state_that_cannot_be_read_is_explained_and_the_rehearsal_can_be_played(text: str, player: Reader) -> None:
    page = player.opens("index.html")
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY, text])
    page.reload()
    assert "undanlagt" in page.locator(".device-note").inner_text()
    _to_the_end(page)
    assert _kept(page) == {"torg": ["slut-forbi"]}
    assert violations(page) == []


def test_ends_that_the_book_no_longer_has_are_not_counted(player: Reader) -> None:
    page = player.opens("index.html")
    state = {"version": 1, "rehearsals": {"torg": ["slut-borta", "slut-samtal"]}}
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY, json.dumps(state)])
    page.reload()
    assert page.locator(".rehearsal-kept").inner_text().startswith("Du har hittat 1 av 2 slut.")


def test_it_can_be_played_where_nothing_may_be_kept(player: Reader) -> None:
    page = player.opens("index.html")
    page.add_init_script("Storage.prototype.setItem = function () { throw new DOMException('full'); };")
    page.reload()
    _to_the_end(page)
    assert page.locator(".rehearsal-found p").inner_text() == "Du har hittat 1 av 2 slut."
    assert "kan inte sparas" in page.locator(".device-note").inner_text()


def test_nothing_is_asked_of_the_network_while_one_plays(player: Reader) -> None:
    page = player.opens("index.html")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _to_the_end(page)
    _choose(page, "Glöm mina slut")
    page.wait_for_timeout(200)
    assert asked == []


# --- as a script --------------------------------------------------------------


def test_without_javascript_every_scene_is_there_and_a_choice_opens_and_leads_on(player: Reader) -> None:
    page = player.opens("index.html", script=False)
    assert page.locator(".scene:visible").count() == 4
    assert page.locator(".rehearsal-player").count() == 0
    choice = page.locator("#torg-start details").first
    assert not choice.locator(".scene-consequence").is_visible()
    choice.locator("summary").click()
    assert choice.locator(".scene-consequence").is_visible()
    choice.locator(".scene-onwards a").click()
    assert page.url.endswith("#torg-fraga")


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_all_scenes_and_all_that_choices_lead_to_are_there(script: bool, player: Reader) -> None:
    page = player.opens("index.html", width=1280, script=script)
    page.emulate_media(media="print")
    if script:
        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".scene:visible").count() == 4
    consequences = page.locator(".scene-consequence")
    assert consequences.count() == 5
    assert all(part.bounding_box()["height"] > 0 for part in consequences.all())  # type: ignore[index]
    assert page.locator(".rehearsal-player:visible").count() == 0
    assert "Källor på sidan En metod" in page.locator("#torg-fraga").inner_text()
    if script:
        page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == page.locator(".toc details[open]").count()


def test_it_is_played_from_a_folder_too(chromium: Browser, tmp_path: Path) -> None:
    book = make_book(tmp_path / "bok", SITES / "rehearsal")
    site = build_clean(book).site
    reader = Reader(chromium, "file:")
    page = reader.opens((site / "index.html").as_uri())
    _to_the_end(page)
    assert _title(page) == "Ni går vidare"
    assert reader.closes() == []


# --- the book's own -------------------------------------------------------------


def _states(page: Page) -> Iterator[str]:
    """Play by the first choice, then the last, and so on; yield what is shown after each step."""
    step = 0
    yield "the first scene"
    while page.locator(".rehearsal-choices button").count():
        buttons = page.locator(".rehearsal-choices button")
        (buttons.first if step % 2 == 0 else buttons.last).click()
        yield f"what choice {step + 1} leads to"
        page.locator(".rehearsal-on").click()
        step += 1
    yield "the end"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("name", FIVE)
def test_each_state_of_each_rehearsal_bears_the_rules_and_fits_the_screen(
    name: str, width: int, scheme: str, opens: Callable[..., Page]
) -> None:
    page = opens(f"introduktion/ovning-{name}.html", width=width, scheme=scheme)
    for state in _states(page):
        assert violations(page) == [], state
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, state
        low = page.locator(".rehearsal-player button:visible, .rehearsal-danger a").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < (one.tagName === 'A' ? 24 : 44)).length"
        )
        assert low == 0, state
