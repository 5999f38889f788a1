"""What the reader has done is kept on the device: found again, checked, set aside if unreadable, and never sent."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import ROOT
from browser.served import served

SCRIPT = ROOT / "scripts" / "faltboken" / "theme" / "static" / "device-state.js"
KEY = "faltboken.introduktion"
ASIDE = "faltboken.introduktion.undanlagt"
EMPTY = {
    "version": 1,
    "choices": {"role": "", "start": "", "municipality": ""},
    "done": {},
    "questions": {},
    "rehearsals": {},
}
TICK = """() => faltbokenState.change(state => {
  state.done.larm = "2026-12-01";
  state.choices.role = "faltarbetare";
  state.questions["genast-1"] = {box: 2, due: "2026-12-04"};
  state.rehearsals.torget = ["slut-lugnt"];
})"""
TICKED = {
    **EMPTY,
    "choices": {"role": "faltarbetare", "start": "", "municipality": ""},
    "done": {"larm": "2026-12-01"},
    "questions": {"genast-1": {"box": 2, "due": "2026-12-04"}},
    "rehearsals": {"torget": ["slut-lugnt"]},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a page that has the script and nothing else."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copy(SCRIPT, folder)
    page = '<!doctype html><html lang="sv"><title>x</title><main tabindex="-1"><article><h1>x</h1></article></main>'
    (folder / "index.html").write_text(page + '<script src="device-state.js"></script>', encoding="utf-8")
    with served(folder) as address:
        yield address


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, place: str) -> Page:
    page = context.new_page()
    page.goto(place)
    return page


def _state(page: Page) -> Any:
    return json.loads(page.evaluate("() => JSON.stringify(faltbokenState.read())"))


def _kept(page: Page, key: str = KEY) -> str:
    return str(page.evaluate("key => localStorage.getItem(key) || ''", key))


def _open_with(page: Page, text: str) -> None:
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY, text])
    page.reload()


def _saved(page: Page, act: Callable[[], object]) -> tuple[str, str]:
    with page.expect_download() as download:
        act()
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


def test_nothing_is_written_before_the_reader_acts(page: Page) -> None:
    assert _state(page) == EMPTY
    assert page.evaluate("() => localStorage.length") == 0
    assert page.locator("[role=status]").inner_text() == ""


def test_what_is_changed_is_found_again(page: Page) -> None:
    assert page.evaluate(TICK) is True
    page.reload()
    assert _state(page) == TICKED


def test_what_is_read_is_a_copy(page: Page) -> None:
    page.evaluate("() => { faltbokenState.read().done.larm = '2026-12-01'; }")
    assert _state(page) == EMPTY
    assert page.evaluate("() => faltbokenState.read().done.constructor === undefined")


@pytest.mark.parametrize(
    "change",
    [
        "state.done.larm = 'i dag'",
        "state.done.larm = '2026-02-30'",
        "state.done['Ett namn'] = '2026-12-01'",
        "state.choices.start = 'snart'",
        "state.choices.name = 'x'",
        "state.questions.a = {box: 4, due: '2026-12-01'}",
        "state.rehearsals.a = 'slut'",
        "state.more = {}",
    ],
)
def test_a_state_that_is_wrong_is_refused(change: str, page: Page) -> None:
    page.evaluate(TICK)
    error = page.evaluate(
        f"() => {{ try {{ faltbokenState.change(state => {{ {change} }}); }} catch (e) {{ return e.name; }} }}"
    )
    assert error == "TypeError"
    assert _state(page) == TICKED


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        "[]",
        '"text"',
        "{}",
        '{"version": 2, "done": {}}',
        '{"version": -1}',
        '{"version": "1"}',
        '{"version": 1.5}',
    ],
)
def test_what_cannot_be_read_is_set_aside_and_explained(text: str, page: Page) -> None:
    _open_with(page, text)
    assert _state(page) == EMPTY
    assert (_kept(page), _kept(page, ASIDE)) == ("", text)
    expect(page.get_by_role("status")).to_contain_text("gick inte att läsa. Det är undanlagt på den här enheten")
    name, saved = _saved(page, page.get_by_role("button", name="Ladda ner det undanlagda").click)
    assert name.startswith("faltboken-undanlagt-")
    assert saved == text
    page.evaluate(TICK)
    page.reload()
    assert (_state(page), _kept(page, ASIDE)) == (TICKED, text)
    page.get_by_role("button", name="Radera det undanlagda").press("Enter")
    assert _kept(page, ASIDE) == ""
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator("main")).to_be_focused()
    assert _state(page) == TICKED


def test_what_can_be_read_of_a_damaged_state_stays(page: Page) -> None:
    text = json.dumps({**TICKED, "done": {"larm": "2026-12-01", "huset": "igår"}})
    _open_with(page, text)
    assert (_state(page), _kept(page, ASIDE)) == (TICKED, text)
    expect(page.get_by_role("status")).to_contain_text("gick inte att läsa helt.")
    expect(page.get_by_role("status")).to_contain_text("Resten finns kvar här.")


def test_what_was_set_aside_before_is_kept_too(page: Page) -> None:
    _open_with(page, "första")
    _open_with(page, "andra")
    assert _kept(page, ASIDE) == "första\nandra"


def test_an_older_version_becomes_one_of_today(page: Page) -> None:
    _open_with(page, '{"done": ["larm", "huset"]}')
    assert sorted(_state(page)["done"]) == ["huset", "larm"]
    assert _kept(page, ASIDE) == ""
    page.evaluate(TICK)
    assert json.loads(_kept(page))["version"] == 1
    assert sorted(json.loads(_kept(page))["done"]) == ["huset", "larm"]


OFF = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('off', 'SecurityError'); }});"
FULL = "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("script", [OFF, FULL])
def test_a_device_that_keeps_nothing_says_so_and_holds_it_while_the_page_is_open(script: str, page: Page) -> None:
    page.add_init_script(script)
    page.reload()
    expect(page.get_by_role("status")).to_have_text("")
    assert page.evaluate(TICK) is False
    expect(page.get_by_role("status")).to_contain_text("Det här kan inte sparas")
    assert _state(page) == TICKED
    page.get_by_role("button", name="Stäng").click()
    expect(page.get_by_role("status")).to_have_text("")
    page.reload()
    assert _state(page) == EMPTY


def test_what_cannot_be_read_stays_untouched_when_there_is_no_room_to_set_it_aside(page: Page) -> None:
    page.evaluate("key => localStorage.setItem(key, '{')", KEY)
    page.add_init_script(FULL)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Det är kvar orört.")
    assert page.evaluate(TICK) is False
    assert (_kept(page), _state(page)) == ("{", TICKED)


def test_more_than_100_kb_is_refused_and_nothing_changes(page: Page) -> None:
    page.evaluate(TICK)
    too_much = """() => faltbokenState.change(state => {
      for (let i = 0; i < 4000; i += 1) state.done["uppgift-nummer-" + i] = "2026-12-01";
    })"""
    assert page.evaluate(too_much) is False
    expect(page.get_by_role("status")).to_contain_text("högst 100 kB")
    assert _state(page) == TICKED


def test_another_tab_is_told(context: BrowserContext, page: Page, place: str) -> None:
    other = context.new_page()
    other.goto(place)
    other.evaluate("() => { window.told = []; faltbokenState.onchange(state => told.push(Object.keys(state.done))); }")
    page.evaluate(TICK)
    other.wait_for_function("() => told.length === 1")
    assert other.evaluate("() => told[0]") == ["larm"]
    other.evaluate("() => faltbokenState.change(state => { state.done.huset = '2026-12-01'; })")
    assert sorted(_state(page)["done"]) == ["huset", "larm"]
    page.evaluate("() => faltbokenState.forget()")
    other.wait_for_function("() => told.length === 3 && told[2].length === 0")


def test_a_file_saved_in_one_browser_gives_the_same_in_another(page: Page, chromium: Browser, place: str) -> None:
    page.evaluate(TICK)
    name, text = _saved(page, lambda: page.evaluate("() => faltbokenState.exportFile()"))
    assert name.startswith("faltboken-introduktion-20")
    second = chromium.new_context()
    other = second.new_page()
    other.goto(place)
    assert other.evaluate("text => faltbokenState.importText(text)", text) == {"ok": True, "problem": ""}
    other.reload()
    assert _state(other) == TICKED
    second.close()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "ingen sparad introduktion"),
        ("id,phase\nlarm,dag-1", "ingen sparad introduktion"),
        ('{"some": "thing"}', "ingen sparad introduktion"),
        ('{"version": 7}', "nyare utgåva"),
        ('{"version": 1, "done": {"larm": 5}}', "skadad"),
        ("[" * 300_000, "ingen sparad introduktion"),
    ],
)
def test_a_file_that_is_not_ours_changes_nothing(text: str, problem: str, page: Page) -> None:
    page.evaluate(TICK)
    answer = page.evaluate("text => faltbokenState.importText(text)", text)
    assert answer["ok"] is False
    assert problem in answer["problem"]
    assert (_state(page), _kept(page, ASIDE)) == (TICKED, "")


def test_everything_is_forgotten(page: Page) -> None:
    _open_with(page, "{")
    page.evaluate(TICK)
    page.evaluate("() => faltbokenState.forget()")
    assert _state(page) == EMPTY
    assert page.evaluate("() => localStorage.length") == 0
    expect(page.get_by_role("status")).to_have_text("")
