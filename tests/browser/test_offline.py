"""The copy in the reader's browser: after one visit the handbook works with the server stopped for real."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader
from browser.served import served
from faltboken.publish import offline

STATE = """() => window.faltbokenCopy && navigator.serviceWorker.controller
  ? faltbokenCopy.ask(navigator.serviceWorker.controller, {ask: 'state'}) : null"""
SAVES_DATA = "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})"
PAGE = "lag/orosanmalan.html"
LONG = 30_000  # milliseconds, for what is fetched by a busy computer


@pytest.fixture
def site(built_site: Path, tmp_path: Path) -> Path:
    """Return a copy of the site that a test may change, and publish anew with `offline.write`."""
    return Path(shutil.copytree(built_site, tmp_path / "site"))


@pytest.fixture
def device(chromium: Browser) -> Iterator[BrowserContext]:
    """Yield a browser that keeps what sites ask it to, and takes down what no page may ask of other hosts."""
    context = chromium.new_context(viewport={"width": PHONE, "height": 844}, locale="sv-SE", reduced_motion="reduce")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []


def state(page: Page) -> Any:
    return page.evaluate(STATE)


def whole(page: Page) -> None:
    """Wait until the whole handbook is on the device."""
    _until(page, lambda now: now is not None and now["total"] > 0 and now["kept"] == now["total"])


def _until(page: Page, holds: Callable[[Any], bool]) -> None:
    for _ in range(120):
        now = state(page)
        if holds(now):
            return
        page.wait_for_timeout(250)
    pytest.fail(f"The copy never came so far: {now}")


def visited(device: BrowserContext, base: str, path: str = "index.html") -> Page:
    """Return a page after a visit that was long enough for the whole copy."""
    page = device.new_page()
    page.goto(base + path)
    whole(page)
    return page


def republish(site: Path, path: str, old: str, new: str) -> None:
    """Change a page as a new build would."""
    page = site / path
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    offline.write(site)


# --- without a network ----------------------------------------------------------------------------------------------


def test_after_one_visit_every_page_opens_with_the_server_stopped(
    device: BrowserContext, built_site: Path, all_pages: list[str]
) -> None:
    with served(built_site) as base:
        page = visited(device, base)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(f"{request.url}: {request.failure}"))
    wrong = {}
    for path in all_pages:
        response = page.goto(base + path)
        if response is None or response.status != 200 or not page.locator("h1").first.is_visible():
            wrong[path] = response
    assert wrong == {}
    # What is aborted was on its way when the reader went on.
    assert [line for line in failed if "ERR_ABORTED" not in line] == []


def test_search_directory_and_questions_work_with_the_server_stopped(device: BrowserContext, built_site: Path) -> None:
    with served(built_site) as base:
        page = visited(device, base)
    page.goto(base + PAGE)
    page.get_by_label("Sök i handboken").fill("orosanmälan")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(base + "om/sok.html#q=bup")
    expect(page.locator("#_resultat a").first).to_be_visible()
    page.goto(base + "stod/alla.html")
    expect(page.locator(".finder [role=status]")).not_to_be_empty()
    page.goto(base + "introduktion/dag-1.html")
    expect(page.locator(".quiz").first).to_be_visible()


def test_an_address_that_does_not_exist_and_a_file_outside_the_copy_are_answered(
    device: BrowserContext, built_site: Path
) -> None:
    with served(built_site) as base:
        page = visited(device, base)
        response = page.goto(base + "finns/inte.html")
        assert response is not None
        assert response.status == 404
    response = page.goto(base + "finns/inte.html")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte här")
    page.goto(base + "data/acute.csv")
    assert page.url == base + "om/offline.html#saknas"
    for address, found in {"": "", "lag/": "lag/", "lag": "lag/", "lag/orosanmalan": "lag/orosanmalan"}.items():
        page.goto(base + address)
        assert page.url == base + found
        assert page.get_by_role("heading", level=1).inner_text() != "Sidan finns inte här"


def test_the_site_may_lie_in_a_folder_beside_others(device: BrowserContext, site: Path, tmp_path: Path) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "index.html").write_text("<!doctype html><title>Annat</title>", encoding="utf-8")
    site.rename(tmp_path / "falt boken")
    with served(tmp_path) as base:
        page = device.new_page()
        page.goto(base + "annat/index.html")
        page.evaluate("() => caches.open('annat')")
        page = visited(device, base + "falt%20boken/")
        assert page.evaluate("() => caches.keys()") == [
            "annat", f"faltboken {base}falt%20boken/ {state(page)['version']}"
        ]  # fmt: skip
    page.goto(base + "falt%20boken/" + PAGE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert (
        page.locator("link[rel=manifest]").evaluate("link => link.href") == base + "falt%20boken/manifest.webmanifest"
    )


def test_the_copy_is_small_and_says_which_day_it_is_from(device: BrowserContext, built_site: Path) -> None:
    with served(built_site) as base:
        page = visited(device, base)
        assert page.evaluate("() => navigator.storage.estimate().then(found => found.usage)") < 5_000_000
    page.goto(base + "akut.html")
    today = page.evaluate("() => new Date().toLocaleDateString('sv-SE', {dateStyle: 'long'})")
    expect(page.locator("#_kopia")).to_have_text(f"Kopian på den här enheten togs den {today}.")


def test_what_was_cut_off_goes_on_at_the_next_visit(device: BrowserContext, site: Path) -> None:
    (site / PAGE).rename(site / "borta")
    with served(site) as base:
        page = device.new_page()
        page.goto(base)
        _until(page, lambda now: now is not None and 0 < now["kept"] < now["total"])
        assert state(page)["kept"] >= 14
        page.wait_for_timeout(2000)
        (site / "borta").rename(site / PAGE)
        page.goto(base + "om/tillganglighet.html")
        whole(page)


# --- a newer handbook -----------------------------------------------------------------------------------------------


def test_an_update_is_announced_and_taken_when_the_reader_says_so(device: BrowserContext, site: Path) -> None:
    heading = "Orosanmälan: när du misstänker"
    with served(site) as base:
        page = visited(device, base, PAGE)
        republish(site, PAGE, heading, "Ny rubrik: när du misstänker")
        fetched: list[str] = []
        device.on("request", lambda request: fetched.append(request.url.removeprefix(base)))
        page.goto(base + PAGE)
        notice = page.get_by_text("Handboken har uppdaterats.")
        expect(notice).to_be_visible(timeout=LONG)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        by_worker = {url for url in fetched if url.endswith((".html", ".json"))} - {PAGE}
        assert by_worker <= {"_static/offline-files.json"}
        assert violations(page) == []
        box = page.locator(".news").bounding_box()
        assert box is not None
        assert box["height"] < 160
        button = page.get_by_role("button", name="Läs in den nya").bounding_box()
        assert button is not None
        assert button["height"] >= 44
        page.goto(base + "akut.html")
        page.get_by_role("button", name="Senare").click()
        expect(notice).to_have_count(0)
        page.goto(base + PAGE)
        with page.expect_navigation():
            page.get_by_role("button", name="Läs in den nya").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Ny rubrik")
        assert len(page.evaluate("() => caches.keys()")) == 1
        whole(page)
    page.goto(base + PAGE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ny rubrik")


def test_another_window_is_told_and_not_reloaded(device: BrowserContext, site: Path) -> None:
    with served(site) as base:
        page = visited(device, base)
        other = device.new_page()
        other.goto(base + "akut.html")
        other.evaluate("() => { window.stillHere = true; }")
        republish(site, "index.html", "</h1>", " igen</h1>")
        page.goto(base)
        with page.expect_navigation():
            page.get_by_role("button", name="Läs in den nya").click()
        expect(other.get_by_role("button", name="Läs in sidan på nytt")).to_be_visible()
        assert other.evaluate("() => window.stillHere")


def test_an_update_that_cannot_be_fetched_leaves_the_old_copy_whole(device: BrowserContext, site: Path) -> None:
    with served(site) as base:
        page = visited(device, base)
        republish(site, PAGE, "</h1>", " igen</h1>")
        (site / PAGE).unlink()
        page.goto(base + "akut.html")
        page.wait_for_timeout(2500)
        expect(page.get_by_text("Handboken har uppdaterats.")).to_have_count(0)
    response = page.goto(base + PAGE)
    assert response is not None
    assert response.status == 200


def test_a_copy_older_than_thirty_days_says_so(device: BrowserContext, built_site: Path) -> None:
    with served(built_site) as base:
        page = visited(device, base)
    page.clock.set_fixed_time(page.evaluate("() => new Date(Date.now() + 40 * 864e5).toISOString()"))
    page.goto(base + "akut.html")
    expect(page.locator("#_kopia")).to_contain_text("Den är 40 dagar gammal: nummer och lagar kan ha ändrats.")
    expect(page.locator(".news")).to_contain_text("Läs med nät, så hämtas den nya.")
    assert violations(page) == []


def test_a_copy_that_is_what_the_site_has_is_as_good_as_one_of_today(device: BrowserContext, built_site: Path) -> None:
    old = """() => caches.keys().then(names => caches.open(names[0])).then(cache => cache.put(
      faltbokenState, Response.json({day: '2026-01-01'})))"""
    with served(built_site) as base:
        page = visited(device, base)
        page.evaluate(old.replace("faltbokenState", f"'{base}_static/offline-state.json'"))
        page.goto(base + "akut.html")
        today = page.evaluate("() => new Date().toLocaleDateString('sv-SE', {dateStyle: 'long'})")
        expect(page.locator("#_kopia")).to_have_text(f"Kopian på den här enheten togs den {today}.")
        expect(page.locator(".news")).to_have_count(0)


# --- what the reader decides ------------------------------------------------------------------------------------------


def test_a_reader_who_saves_data_gets_what_is_read_and_akut(device: BrowserContext, built_site: Path) -> None:
    device.add_init_script(SAVES_DATA)
    with served(built_site) as base:
        page = device.new_page()
        page.goto(base + PAGE)
        _until(page, lambda now: now is not None and now["kept"] > 10)
        page.goto(base + "lag/index.html")
        page.goto(base + "metoder/vald-och-heder.html")
        page.wait_for_timeout(3500)
        assert state(page)["kept"] < 40
    for path in ("akut.html", "index.html", PAGE, "lag/index.html"):
        page.goto(base + path)
        assert page.url == base + path
    page.goto(base + "lag/dataskydd.html")
    assert page.url == base + "om/offline.html#saknas"
    assert page.evaluate("path => caches.match(path).then(Boolean)", base + PAGE)
    assert not page.evaluate("path => caches.match(path).then(Boolean)", base + "metoder/vald-och-heder.html")


def test_a_reader_who_saves_data_can_ask_for_all_of_it(device: BrowserContext, built_site: Path) -> None:
    device.add_init_script(SAVES_DATA)
    with served(built_site) as base:
        page = device.new_page()
        page.goto(base + "om/offline.html")
        page.get_by_role("button", name="Spara en kopia").or_(
            page.get_by_role("button", name="Hämta hela handboken")
        ).click()
        expect(page.locator("#_kopian [role=status]")).to_contain_text(
            "Hela handboken finns på den här enheten.", timeout=LONG
        )
    page.goto(base + "lag/dataskydd.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_copy_can_be_removed_and_stays_removed_until_asked_for(device: BrowserContext, built_site: Path) -> None:
    with served(built_site) as base:
        page = visited(device, base, "om/offline.html")
        expect(page.locator("#_kopian [role=status]")).to_contain_text("Hela handboken finns", timeout=LONG)
        assert violations(page) == []
        page.get_by_role("button", name="Ta bort kopian").click()
        status = page.locator("#_kopian [role=status]")
        expect(status).to_have_text("Kopian är borttagen, och ingen ny sparas förrän du vill.")
        assert page.evaluate("() => document.activeElement.getAttribute('role')") == "status"
        page.goto(base + "akut.html")
        page.wait_for_timeout(3500)
        assert page.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        assert page.evaluate("() => caches.keys()") == []
        page.goto(base + "om/offline.html")
        expect(status).to_contain_text("Du har tagit bort den")
        assert violations(page) == []
        page.get_by_role("button", name="Spara en kopia").click()
        expect(status).to_contain_text("Hela handboken finns på den här enheten.", timeout=LONG)
        assert page.evaluate("() => Object.keys(localStorage)") == []
    page.goto(base + PAGE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_page_with_the_quick_exit_leaves_nothing_behind(
    device: BrowserContext, built_site: Path, quick_exit_page: str
) -> None:
    with served(built_site) as base:
        page = device.new_page()
        page.goto(base + quick_exit_page)
        page.wait_for_timeout(4000)
        assert page.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        assert page.evaluate("() => caches.keys()") == []
        assert page.locator("link[rel=manifest]").count() == 0


# --- the page about it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("path", ["om/offline.html", "fickkort/sverige.html", "fickkort/sandviken.html"])
def test_axe_finds_nothing(path: str, width: int, scheme: str, reader: Reader) -> None:
    assert violations(reader.opens(path, width=width, scheme=scheme)) == []


def test_from_a_folder_the_page_says_that_it_is_a_copy_and_nothing_is_asked_for(
    reader: Reader, built_site: Path
) -> None:
    page = reader.opens(built_site.as_uri() + "/om/offline.html")
    expect(page.locator("#_kopian")).to_contain_text("Du läser handboken från en fil på enheten.")
    assert page.locator("link[rel=manifest]").count() == 0


def test_without_script_the_page_tells_the_same(reader: Reader) -> None:
    page = reader.opens("om/offline.html", script=False)
    expect(page.locator("#_kopian")).to_contain_text("när webbläsaren tillåter JavaScript")
    expect(page.get_by_role("link", name="Fickkort: Sandviken")).to_be_visible()


def test_the_browser_finds_no_fault_with_the_manifest(device: BrowserContext, built_site: Path) -> None:
    with served(built_site) as base:
        page = visited(device, base)
        client = device.new_cdp_session(page)
        found = client.send("Page.getAppManifest")
        assert found["errors"] == []
        assert found["url"] == base + "manifest.webmanifest"
        faults = client.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [fault["errorId"] for fault in faults if fault["errorId"] != "in-incognito"] == []
