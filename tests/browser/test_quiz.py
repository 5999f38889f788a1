"""Questions in a browser: answered by mouse and keyboard, explained, and kept in three boxes on the device only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from books import SITES, build_clean, make_book
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader
from browser.served import served

KEY = "faltboken.introduktion"
DAY_1, WEEK_1, OWN = "introduktion/dag-1.html", "introduktion/vecka-1.html", "lag/oro.html"
RIGHT = {
    "Vad gör du?": "Anmäler genast",
    "Vad skriver du?": "Det du har sett",
    "Fråga a?": "Svar 4 på a",
    "Fråga b?": "Svar 1 på b",
    "Fråga c?": "Svar 2 på c",
    "Fråga d?": "Svar 3 på d",
}
IDS = dict(zip(RIGHT, ("oro-nu", "oro-skriv", "ute-a", "ute-b", "ute-c", "ute-d"), strict=True))
START = "2026-12-01T09:00:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small book with six questions."""
    return build_clean(make_book(tmp_path_factory.mktemp("fragor") / "bok", SITES / "quiz")).site


@pytest.fixture
def folder(site: Path) -> str:
    """Return the address of the book's pages as files."""
    return site.as_uri() + "/"


def kept(page: Page) -> dict[str, Any]:
    """Return the boxes as they lie on the device, {} when nothing is kept."""
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    questions: dict[str, Any] = json.loads(text)["questions"] if text else {}
    return questions


def at(page: Page, moment: str) -> None:
    page.clock.set_fixed_time(moment)
    page.reload()


def begin(page: Page, name: str = "Börja öva") -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="Fråga 1 av")).to_be_focused()


def asked(page: Page) -> str:
    return page.locator(".phase-quiz legend").inner_text()


def answer(page: Page, *, right: bool) -> str:
    """Answer the question of the mixed test; return it."""
    question = asked(page)
    options = page.locator(".phase-quiz .question-option")
    chosen = options.filter(has_text=RIGHT[question]) if right else options.filter(has_not_text=RIGHT[question])
    chosen.first.click()
    page.get_by_role("button", name="Svara").click()
    return question


def go_on(page: Page) -> bool:
    """Go to the next question, or to the result: then return False."""
    following = page.get_by_role("button", name="Nästa fråga")
    more = following.count() == 1
    (following if more else page.get_by_role("button", name="Visa hur det gick")).click()
    return more


def whole_round(page: Page, *, right: bool) -> list[str]:
    found = [answer(page, right=right)]
    while go_on(page):
        found.append(answer(page, right=right))
    return found


def first(page: Page) -> Locator:
    return page.locator(".question").first


# --- the self-test of a page ----------------------------------------------------------------------


def test_a_wrong_answer_is_explained_and_can_be_tried_again(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + OWN, width=PHONE)
    question = first(page)
    expect(question.get_by_role("group", name="Vad gör du?")).to_have_accessible_description(
        "Ett barn vågar inte gå hem."
    )
    question.get_by_role("radio", name="Väntar till i morgon").check()
    question.get_by_role("button", name="Svara").click()
    expect(question.get_by_role("status")).to_have_text("Det var inte rätt. Rätt svar: Anmäler genast.")
    result = question.get_by_role("group", name="Svaren förklarade")
    expect(result).to_be_focused()
    expect(result.locator("li")).to_have_text([
        "Ditt svar Väntar till i morgonNej. Faran är nu.",
        "Rätt svar Anmäler genastRätt. En misstanke räcker.",
        "Frågar läraren förstNästan. Det kan du göra sedan.",
    ])  # fmt: skip
    expect(result.get_by_role("link", name="Gör så här")).to_have_attribute("href", "#gor-sa-har")
    question.get_by_role("button", name="Försök igen").click()
    expect(question.get_by_role("radio").first).to_be_focused()
    expect(question.get_by_role("status")).to_have_text("")
    expect(question.locator("input:checked")).to_have_count(0)
    question.get_by_role("radio", name="Anmäler genast").check()
    question.get_by_role("button", name="Svara").click()
    expect(question.get_by_role("status")).to_have_text("Det var rätt.")
    expect(question.get_by_role("button", name="Försök igen")).to_have_count(0)
    expect(page.locator(".quiz-sum")).to_be_empty()
    other = page.locator(".question").nth(1)
    other.get_by_role("radio", name="Det du har sett").check()
    other.get_by_role("button", name="Svara").click()
    expect(page.locator(".quiz-sum")).to_have_text(
        "Du har svarat på alla 2 frågor, och hade 1 rätt på första försöket."
    )
    assert page.evaluate("() => localStorage.length") == 0


def test_a_page_is_answered_by_keyboard_alone(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + OWN, width=WIDE)
    question = first(page)
    question.get_by_role("radio").first.focus()
    page.keyboard.press("Enter")
    expect(question.get_by_role("status")).to_have_text("Välj ett svar först.")
    page.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    expect(question.get_by_role("button", name="Svara")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question.get_by_role("status")).to_have_text("Det var rätt.")
    page.keyboard.press("Tab")
    expect(question.get_by_role("link", name="Gör så här")).to_be_focused()


def test_a_source_leads_to_its_note_and_back_to_the_question(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + OWN, width=WIDE)
    back = page.locator("aside.footnote a[role=doc-backlink]").last
    back.click()
    target = page.locator(str(back.get_attribute("href")))
    assert target.evaluate(
        "node => node.closest('.question-card') !== null && node.closest('.question-card').offsetHeight > 0"
    )


def test_without_javascript_the_answer_stands_folded_below_the_question(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + OWN, width=PHONE, script=False)
    question = first(page)
    expect(question.locator(".question-options li")).to_have_count(3)
    expect(question.get_by_text("Rätt svar: B.")).to_be_hidden()
    question.get_by_text("Visa svaret").click()
    expect(question.get_by_text("Rätt svar: B.")).to_be_visible()
    expect(question.locator(".question-whys li").nth(1)).to_have_text("Rätt. En misstanke räcker.")
    page = reader.opens(folder + DAY_1, width=PHONE, script=False)
    expect(page.locator(".phase-quiz li")).to_have_text(["Oro: 2 frågor", "Ute: 4 frågor"])
    expect(page.locator(".phase-quiz").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_every_question_has_its_answer(script: bool, reader: Reader, folder: str) -> None:
    page = reader.opens(folder + OWN, width=WIDE, script=script)
    page.emulate_media(media="print")
    expect(first(page).locator(".question-paper .question-options")).to_be_visible()
    expect(first(page).get_by_text("Rätt svar: B.")).to_be_visible()
    expect(page.get_by_role("button", name="Svara")).to_have_count(0)


# --- the mixed test -------------------------------------------------------------------------------


def test_nothing_is_kept_before_an_answer_and_nothing_fetched_after_the_start(reader: Reader, site: Path) -> None:
    with served(site) as reader.allowed:
        page = reader.opens(reader.allowed + DAY_1, width=PHONE)
        expect(page.get_by_text("I dag: 6 frågor att öva.")).to_be_visible()
        page.wait_for_function("() => document.querySelector('script[src*=\"offline.js\"]')")  # comes a moment later
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        begin(page)
        assert [url.removeprefix(reader.allowed) for url in requests] == ["_static/quiz/dag-1.js"]
        assert kept(page) == {}
        whole_round(page, right=False)
        begin(page, "Öva dem igen")
        whole_round(page, right=True)
        assert len(requests) == 1


def test_a_wrong_answer_comes_back_and_a_right_one_moves_up(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=PHONE)
    at(page, START)
    begin(page)
    wrong = answer(page, right=False)
    status = page.locator(".question-verdict")
    expect(status).to_contain_text("Det var inte rätt.")
    expect(status).to_contain_text("Frågan ligger i lådan Ny eller osäker och kommer tillbaka i dag eller i morgon.")
    expect(page.get_by_role("group", name="Svaren förklarade")).to_be_focused()
    go_on(page)
    expect(page.get_by_role("heading", name="Fråga 2 av 6")).to_be_focused()
    right = answer(page, right=True)
    expect(status).to_have_text("Det var rätt. Frågan ligger i lådan Nästan och kommer tillbaka den 4 december.")
    page.get_by_role("button", name="Pausa").click()
    expect(page.get_by_role("heading", name="Pausat")).to_be_focused()
    expect(page.get_by_text("Du svarade på 2 frågor och hade 1 rätt.")).to_be_visible()
    expect(page.get_by_text("I dag: 5 frågor att öva.")).to_be_visible()
    expect(page.get_by_text("1 som kommer tillbaka och 4 nya.")).to_be_visible()
    found = {IDS[wrong]: {"box": 1, "due": "2026-12-01"}, IDS[right]: {"box": 2, "due": "2026-12-04"}}
    assert kept(page) == found
    page.reload()
    expect(page.get_by_text("I dag: 5 frågor att öva.")).to_be_visible()
    assert kept(page) == found


def test_a_question_goes_through_three_boxes_as_the_days_pass(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=PHONE)
    today, boxes = page.locator(".phase-quiz-today"), page.locator(".phase-quiz-boxes li")
    at(page, START)
    begin(page)
    assert sorted(whole_round(page, right=True)) == sorted(RIGHT)
    expect(page.get_by_role("heading", name="Klart för den här gången")).to_be_focused()
    expect(today).to_have_text("I dag: inga frågor att öva.")
    expect(page.get_by_text("Nästa kommer tillbaka den 4 december.")).to_be_visible()
    expect(boxes.nth(1)).to_have_text("Nästan: 6 frågor. En sådan kommer tillbaka efter tre dagar.")
    at(page, "2026-12-03T23:59:00")
    expect(today).to_have_text("I dag: inga frågor att öva.")
    at(page, "2026-12-04T00:01:00")
    expect(today).to_have_text("I dag: 6 frågor att öva.")
    begin(page)
    whole_round(page, right=True)
    expect(boxes.nth(2)).to_have_text("Kan: 6 frågor. En sådan kommer tillbaka efter tio dagar.")
    assert {one["due"] for one in kept(page).values()} == {"2026-12-14"}
    at(page, "2026-12-14T08:00:00")
    begin(page)
    whole_round(page, right=False)
    expect(boxes.nth(0)).to_contain_text("6 frågor")
    assert {(one["box"], one["due"]) for one in kept(page).values()} == {(1, "2026-12-14")}


def test_before_its_day_a_question_can_be_practised_but_only_falls(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=PHONE)
    at(page, START)
    begin(page)
    whole_round(page, right=True)
    begin(page, "Öva ändå")
    right = answer(page, right=True)
    assert kept(page)[IDS[right]] == {"box": 2, "due": "2026-12-04"}
    go_on(page)
    wrong = answer(page, right=False)
    assert kept(page)[IDS[wrong]] == {"box": 1, "due": "2026-12-01"}


def test_the_mixed_test_is_done_by_keyboard_alone(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=WIDE)
    page.get_by_role("button", name="Börja öva").focus()
    page.keyboard.press("Enter")
    for number in range(1, 7):
        expect(page.get_by_role("heading", name=f"Fråga {number} av 6")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.get_by_role("radio").first).to_be_checked()
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name="Svaren förklarade")).to_be_focused()
        for _ in range(6):
            page.keyboard.press("Tab")
            name = page.evaluate("() => document.activeElement.textContent")
            if name in ("Nästa fråga", "Visa hur det gick"):
                break
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Klart för den här gången")).to_be_focused()
    assert len(kept(page)) == 6


def test_the_test_follows_the_role_that_is_chosen(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=PHONE)
    page.evaluate("() => faltbokenState.change(state => { state.choices.role = 'faltarbetare'; })")
    expect(page.get_by_text("I dag: 2 frågor att öva.")).to_be_visible()
    expect(page.get_by_text("Frågorna följer rollen du har valt: fältarbetare.")).to_be_visible()
    expect(page.locator(".phase-quiz li:visible a").first).to_have_text("Oro")
    begin(page)
    assert sorted(whole_round(page, right=True)) == ["Vad gör du?", "Vad skriver du?"]
    reader.goes(page, folder + WEEK_1)
    expect(page.get_by_text("I dag: 4 frågor att öva.")).to_be_visible()
    begin(page)
    assert sorted(whole_round(page, right=True)) == ["Fråga a?", "Fråga b?", "Fråga c?", "Fråga d?"]


def test_without_a_role_a_later_phase_does_not_ask_the_same_again(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + WEEK_1, width=PHONE)
    expect(page.get_by_text("Inga frågor hör till den här delen för dig. Sidorna har självtest.")).to_be_visible()
    expect(page.locator(".phase-quiz").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(
    "text",
    ["{trasig", '{"version":1,"questions":{"oro-nu":{"box":9,"due":"i går"},"borta":{"box":2,"due":"2026-12-04"}}}'],
)
def test_what_cannot_be_read_on_the_device_does_not_stop_the_test(text: str, reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=PHONE)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    at(page, START)
    expect(page.get_by_text("I dag: 6 frågor att öva.")).to_be_visible()
    begin(page)
    right = answer(page, right=True)
    assert kept(page)[IDS[right]] == {"box": 2, "due": "2026-12-04"}


def test_where_nothing_can_be_kept_one_may_still_practise(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=PHONE)
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page.reload()
    begin(page)
    assert sorted(whole_round(page, right=True)) == sorted(RIGHT)
    expect(page.locator(".device-note")).to_contain_text("kan inte sparas")


def test_questions_that_cannot_be_fetched_are_told_and_asked_for_again(reader: Reader, site: Path) -> None:
    with served(site) as reader.allowed:
        page = reader.opens(reader.allowed + DAY_1, width=PHONE)
        page.route("**/quiz/dag-1.js", lambda route: route.abort())
        page.get_by_role("button", name="Börja öva").click()
        expect(page.get_by_text("Frågorna kunde inte hämtas.")).to_be_visible()
        page.unroute("**/quiz/dag-1.js")
        begin(page)
    reader.faults = [fault for fault in reader.faults if "ERR_FAILED" not in fault]


# --- for everyone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(scheme: str, reader: Reader, site: Path) -> None:
    with served(site) as reader.allowed:
        page = reader.opens(reader.allowed + OWN, width=PHONE, scheme=scheme)
        assert violations(page) == []
        first(page).get_by_role("radio", name="Anmäler genast").check()
        first(page).get_by_role("button", name="Svara").click()
        page.locator(".question").nth(1).get_by_role("radio", name="Det du tror").check()
        page.locator(".question").nth(1).get_by_role("button", name="Svara").click()
        assert violations(page) == []
        page = reader.opens(reader.allowed + DAY_1, width=PHONE, scheme=scheme)
        assert violations(page) == []
        begin(page)
        assert violations(page) == []
        answer(page, right=False)
        assert violations(page) == []
        go_on(page)
        whole_round(page, right=True)
        expect(page.get_by_role("heading", name="Klart för den här gången")).to_be_visible()
        assert violations(page) == []


def test_it_fits_a_narrow_screen_with_targets_that_can_be_hit(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + DAY_1, width=320)

    def fits() -> None:
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        for control in page.locator(".phase-quiz button:visible, .question-option:visible").all():
            box = control.bounding_box()
            assert box is not None
            assert box["height"] >= 44

    fits()
    begin(page)
    fits()
    answer(page, right=False)
    fits()
    reader.goes(page, folder + OWN)
    fits()


def test_in_forced_colours_the_choice_and_the_right_answer_are_seen(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + OWN, width=PHONE)
    page.emulate_media(forced_colors="active")
    question = first(page)
    question.get_by_role("radio", name="Väntar till i morgon").check()
    chosen = question.locator(".question-option:has(:checked)")
    assert chosen.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    question.get_by_role("button", name="Svara").click()
    expect(question.locator("li.is-right .tag").first).to_have_text("Rätt svar")
