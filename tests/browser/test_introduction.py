"""The introduction as its reader meets it: ticks, days, lists and progress, kept on the device and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.axe import violations
from browser.conftest import PHONE, WIDE, Reader
from browser.introduced import KEY, begun, kept_on, state

Open = Callable[..., Page]
HOME, DAY, WEEK, MONTH = (f"introduktion/{name}.html" for name in ("index", "dag-1", "vecka-1", "manad-1"))
FIELD = state("faltarbetare", "2026-12-01", "sandviken", {"larm": "2026-12-01"})


def _task(page: Page, name: str) -> str:
    return page.locator(f"li[data-task='{name}'] .task-day").first.inner_text()


def _boxes(page: Page, name: str) -> list[bool]:
    every = page.locator(f"li[data-task='{name}'] input").all()
    return [box.is_checked() for box in every]


# --- ticking ----------------------------------------------------------------


def test_a_tick_is_kept_and_said_and_can_be_taken_back(reader: Reader) -> None:
    page = begun(reader, DAY, FIELD)
    page.get_by_role("checkbox", name="Gå runt i huset").check()
    expect(page.locator("main > [role=status]")).to_have_text("2 av 9 klara i dag 1.")
    expect(page.get_by_text("Dag 1: 2 av 9 klara")).to_be_visible()
    bar = page.get_by_role("progressbar", name="Dag 1: 2 av 9 klara")
    assert bar.evaluate("bar => bar.position") == pytest.approx(2 / 9)
    expect(page.get_by_text("Hela introduktionen: 2 av ")).to_be_visible()
    page.reload()
    expect(page.get_by_role("checkbox", name="Gå runt i huset")).to_be_checked()
    assert _task(page, "huset") == "Klar tisdag 8 december."
    page.get_by_role("checkbox", name="Gå runt i huset").uncheck()
    assert list(kept_on(page)["done"]) == ["larm"]


def test_the_words_beside_a_box_are_part_of_it_and_large_enough(reader: Reader) -> None:
    page = begun(reader, DAY, FIELD)
    label = page.locator("li[data-task='huset'] label")
    size = label.bounding_box()
    assert size is not None
    assert size["height"] >= 44
    label.locator("strong").click()
    assert _boxes(page, "huset") == [True]


def test_a_task_in_two_lists_is_one_tick(reader: Reader) -> None:
    page = begun(reader, WEEK)
    assert _boxes(page, "mottagningen") == [False, False]
    page.locator("li[data-task='mottagningen'] input").nth(1).check()
    assert _boxes(page, "mottagningen") == [True, True]
    assert list(kept_on(page)["done"]) == ["mottagningen"]


def test_another_tab_shows_the_tick(reader: Reader) -> None:
    page = begun(reader, DAY, FIELD)
    other = page.context.new_page()
    reader.goes(other, DAY)
    page.get_by_role("checkbox", name="Gå runt i huset").check()
    expect(other.get_by_role("checkbox", name="Gå runt i huset")).to_be_checked()
    expect(other.get_by_text("Dag 1: 2 av 9 klara")).to_be_visible()


def test_nothing_is_kept_before_the_reader_acts(reader: Reader) -> None:
    page = begun(reader, DAY)
    reader.goes(page, HOME)
    reader.goes(page, "introduktion/kvittens.html")
    assert page.evaluate("() => localStorage.length") == 0


def test_a_tick_is_shown_and_the_page_says_so_when_nothing_can_be_kept(reader: Reader) -> None:
    page = begun(reader, DAY, FIELD)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };")
    page.reload()
    page.get_by_role("checkbox", name="Gå runt i huset").check()
    expect(page.locator(".device-note")).to_contain_text("Det här kan inte sparas")
    expect(page.get_by_text("Dag 1: 2 av 9 klara")).to_be_visible()


def test_what_cannot_be_read_is_explained_on_the_page(reader: Reader) -> None:
    page = begun(reader, DAY, '{"version": 1, "done":')
    expect(page.locator(".device-note")).to_contain_text("gick inte att läsa")
    assert violations(page) == []
    page.get_by_role("checkbox", name="Gå runt i huset").check()
    assert list(kept_on(page)["done"]) == ["huset"]


# --- choosing ---------------------------------------------------------------


def test_role_start_and_municipality_are_chosen_once_by_keyboard(reader: Reader) -> None:
    page = begun(reader, DAY)
    panel = page.locator(".my-introduction")
    expect(panel.get_by_role("progressbar")).to_have_count(0)
    panel.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Roll", exact=True)).to_be_focused()
    page.get_by_label("Startdag", exact=True).fill("2026-12-05")
    page.get_by_label("Startdag", exact=True).press("Enter")
    expect(panel.get_by_role("alert")).to_have_text("Välj en roll.")
    expect(page.get_by_label("Roll", exact=True)).to_be_focused()
    page.get_by_label("Roll", exact=True).select_option("faltarbetare")
    page.get_by_label("Kommun").select_option("sandviken")
    page.get_by_role("button", name="Spara på den här enheten").press("Enter")
    expect(panel.locator(".introduction-status")).to_have_text("Sparat på den här enheten.")
    expect(panel.locator("summary")).to_be_focused()
    told = "Fältarbetare i Sandviken. Start lördag 5 december. Första arbetsdagen är måndag 7 december."
    expect(panel.locator(".introduction-who")).to_have_text(told)
    reader.goes(page, MONTH)
    expect(page.get_by_text("Månad 1: 0 av ")).to_be_visible()
    assert kept_on(page)["choices"] == {"role": "faltarbetare", "start": "2026-12-05", "municipality": "sandviken"}


def test_only_the_lists_of_the_role_are_shown_and_the_others_are_one_press_away(reader: Reader) -> None:
    page = begun(reader, WEEK, FIELD)
    assert _shown_headings(page) == ["Alla nya", "Fältarbetare"]
    page.get_by_role("button", name="Visa också andras").click()
    assert {"Alla nya", "Fältarbetare", "Socialsekreterare", "Chefen", "Mentorn"} <= set(_shown_headings(page))
    page.get_by_role("button", name="Visa bara mina").click()
    assert _shown_headings(page) == ["Alla nya", "Fältarbetare"]


def test_those_who_introduce_see_their_own_list_only(reader: Reader) -> None:
    page = begun(reader, WEEK, state("chef", "2026-12-01"))
    assert _shown_headings(page) == ["Chefen"]
    expect(page.get_by_text("Vecka 1: 0 av 1 klara")).to_be_visible()
    expect(page.get_by_text("Den nya börjar tisdag 1 december")).to_be_visible()


def test_without_a_role_every_list_is_shown(reader: Reader) -> None:
    page = begun(reader, WEEK)
    assert len(_shown_headings(page)) == page.locator("ul.tasks").count()
    expect(page.get_by_role("button", name="Visa också andras")).to_be_hidden()


def test_a_link_to_a_task_leads_to_where_it_can_be_seen(reader: Reader) -> None:
    page = begun(reader, WEEK + "#uppgift-mottagningen", state("socialsekreterare", "2026-12-01"))
    assert _shown_headings(page) == ["Alla nya", "Socialsekreterare"]
    expect(page.locator("li[data-task='mottagningen']").nth(1)).to_be_in_viewport()
    reader.goes(page, WEEK + "#uppgift-assistent-arenden")
    expect(page.locator("#uppgift-assistent-arenden")).to_be_in_viewport()


def _shown_headings(page: Page) -> list[str]:
    return page.locator("section:has(> ul.tasks) > h3:visible").all_inner_texts()


# --- days -------------------------------------------------------------------


def test_days_count_working_days_over_christmas(reader: Reader) -> None:
    page = begun(reader, MONTH, FIELD, at="2026-12-01T12:00:00+01:00")
    assert _task(page, "valja-metod") == "Senast tisdag 8 december."
    assert _task(page, "leda-runda") == "Senast måndag 28 december."
    assert _task(page, "reflektion-start") == "Senast onsdag 30 december."
    reader.goes(page, "introduktion/manad-3.html")
    assert _task(page, "ansvar-for-plats") == "Senast torsdag 7 januari 2027."


def test_what_is_late_is_said_gently_from_the_day_after_in_sweden(reader: Reader) -> None:
    page = begun(reader, DAY, FIELD, at="2026-12-01T22:30:00+00:00")
    assert _task(page, "huset") == "Senast tisdag 1 december."
    page.clock.set_fixed_time("2026-12-01T23:30:00+00:00")
    page.reload()
    assert _task(page, "huset") == "Borde vara klar: tisdag 1 december."
    assert _task(page, "larm") == "Klar tisdag 1 december."


def test_without_a_start_the_working_day_is_told(reader: Reader) -> None:
    assert _task(begun(reader, MONTH, state("faltarbetare")), "leda-runda") == "Arbetsdag 18."


def test_what_is_ready_before_the_first_day_is_counted_backwards_and_said_gently(reader: Reader) -> None:
    page = begun(reader, DAY, state("chef"))
    assert _task(page, "chef-registerutdrag") == "Före dag 1, 15 arbetsdagar innan."
    assert _task(page, "chef-fore-dag-1") == "Före dag 1, arbetsdagen innan."
    assert _task(page, "chef-risker") == "Arbetsdag 1."
    page = begun(reader, DAY, state("chef", "2026-12-14"))  # today is 8 December
    assert _task(page, "chef-fore-dag-1") == "Senast fredag 11 december."
    late = "Helst klar måndag 23 november, annars så snart du kan före dag 1."
    assert _task(page, "chef-registerutdrag") == late
    reader.goes(page, "index.html")
    first = page.get_by_role("region", name="Dina nästa uppgifter").get_by_role("listitem").first
    expect(first).to_contain_text(f"Före dag 1: begär registerutdrag{late} 30 min.")
    page = begun(reader, DAY, state("chef", "2026-12-08"))
    assert _task(page, "chef-registerutdrag") == "Borde vara klar: tisdag 17 november."


def test_past_the_end_of_the_book_s_calendar_the_page_says_so(reader: Reader, built_site: Path) -> None:
    data = (built_site / "_static" / "introduction-data.js").read_text(encoding="utf-8")
    until = data.partition('"until":"')[2][:10]
    page = begun(reader, DAY, state("faltarbetare", until[:4] + "-12-30"), at=until + "T12:00:00+01:00")
    reader.goes(page, "introduktion/manad-3.html")
    assert "Arbetsdag 22. Bokens kalender räcker till" in _task(page, "ansvar-for-plats")
    page = begun(reader, DAY, state("faltarbetare", "2019-01-01"))
    assert "Startdagen ligger utanför bokens kalender" in page.locator(".introduction-who").inner_text()


# --- files and forgetting ---------------------------------------------------


def test_what_is_saved_as_a_file_gives_the_same_progress_in_another_browser(
    reader: Reader, chromium: Browser, tmp_path: Path
) -> None:
    page = begun(reader, HOME, FIELD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara som fil").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    other = begun(Reader(chromium, reader.address), HOME)
    expect(other.get_by_role("button", name="Glöm allt")).to_be_hidden()
    with other.expect_file_chooser() as chooser:
        other.get_by_role("button", name="Läs in en fil").click()
    chooser.value.set_files(file)
    expect(other.get_by_text("Filen är inläst. 1 uppgift är ikryssad.")).to_be_visible()
    expect(other.get_by_text("Dag 1: 1 av 9 klara")).to_be_visible()
    assert kept_on(other) == kept_on(page)
    other.context.close()


def test_a_file_replaces_what_is_there_only_when_the_reader_says_so(reader: Reader) -> None:
    page = begun(reader, HOME, FIELD)
    content = state("chef", "2026-11-02", "", {"chef-risker": "2026-11-02"}).encode()
    for answer in ("Avbryt", "Ersätt"):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Läs in en fil").click()
        chooser.value.set_files({"name": "f.json", "mimeType": "application/json", "buffer": content})
        page.get_by_role("dialog", name="Ersätta det som finns här?").get_by_role("button", name=answer).click()
        expect(page.get_by_role("button", name="Läs in en fil")).to_be_focused()
        assert kept_on(page)["choices"]["role"] == ("faltarbetare" if answer == "Avbryt" else "chef")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Läs in en fil").click()
    chooser.value.set_files({"name": "f.json", "mimeType": "application/json", "buffer": b"[]"})
    page.get_by_role("button", name="Ersätt").click()
    expect(page.get_by_text("Filen är ingen sparad introduktion")).to_be_visible()
    assert kept_on(page)["choices"]["role"] == "chef"


def test_beginning_again_is_asked_about_and_keeps_what_was_chosen(reader: Reader) -> None:
    page = begun(reader, HOME, FIELD)
    again = page.get_by_role("button", name="Börja om", exact=True)
    again.press("Enter")
    dialog = page.get_by_role("dialog", name="Börja om från början?")
    expect(dialog).to_contain_text("1 uppgift är ikryssad.")
    expect(dialog.get_by_role("button", name="Avbryt")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(again).to_be_focused()
    assert list(kept_on(page)["done"]) == ["larm"]
    again.press("Enter")
    dialog.get_by_role("button", name="Börja om").press("Enter")
    expect(again).to_be_focused()
    assert kept_on(page)["done"] == {}
    assert kept_on(page)["choices"]["role"] == "faltarbetare"


def test_everything_can_be_forgotten(reader: Reader) -> None:
    page = begun(reader, HOME, FIELD)
    page.get_by_role("button", name="Glöm allt").click()
    page.get_by_role("dialog").get_by_role("button", name="Glöm allt").click()
    expect(page.get_by_text("Allt är glömt.")).to_be_visible()
    expect(page.get_by_role("button", name="Läs in en fil")).to_be_focused()
    assert page.evaluate("() => localStorage.length") == 0
    expect(page.get_by_label("Roll", exact=True)).to_have_value("")


def test_ticking_and_saving_asks_the_network_for_nothing(reader: Reader) -> None:
    page = begun(reader, HOME, FIELD)
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("blob:", "data:")):
            asked.append(request.url)

    page.wait_for_load_state("networkidle")
    page.on("request", note)
    for name in ("Spara som fil", "Ladda ner kalenderfil"):
        with page.expect_download():
            page.get_by_role("button", name=name).click()
    assert asked == []
    page.remove_listener("request", note)
    reader.goes(page, DAY)
    page.wait_for_load_state("networkidle")
    page.on("request", note)
    page.get_by_role("checkbox", name="Gå runt i huset").check()
    page.locator(".my-introduction summary").click()
    page.get_by_role("button", name="Spara på den här enheten").click()
    assert asked == []


# --- the start page ---------------------------------------------------------


def test_the_start_page_shows_the_next_three_tasks_of_a_reader_who_has_begun(reader: Reader) -> None:
    page = begun(reader, "index.html", FIELD)
    place = page.get_by_role("region", name="Dina nästa uppgifter")
    expect(place.get_by_role("listitem")).to_have_count(3)
    expect(place.get_by_role("listitem").first).to_contain_text("Borde vara klar: tisdag 1 december.")
    expect(place).to_contain_text("1 av ")
    assert violations(page) == []
    place.get_by_role("link").first.click()
    expect(page.locator("#uppgift-tystnadsplikt")).to_be_in_viewport()


def test_the_start_page_of_everyone_else_is_as_it_was(reader: Reader) -> None:
    page = reader.opens("index.html")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".next-tasks")).to_be_hidden()
    assert page.locator("script[src*='device-state'], script[src*='introduction']").count() == 0
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY, state(done={"larm": "2026-12-01"})])
    page.reload()
    expect(page.locator(".next-tasks")).to_be_hidden()


@pytest.mark.parametrize("path", ["index.html", DAY, HOME])
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_nothing_jumps_for_a_reader_who_has_begun(path: str, width: int, reader: Reader) -> None:
    page = begun(reader, "om/tillganglighet.html", FIELD, width=width)
    page.add_init_script("""window.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
        .observe({type: "layout-shift", buffered: true});""")
    reader.goes(page, path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.moved") < 0.05


# --- everyone ---------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, PHONE, WIDE])
@pytest.mark.parametrize("kept", ["", FIELD], ids=["new", "begun"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(kept: str, width: int, scheme: str, reader: Reader) -> None:
    for path in (HOME, DAY, "introduktion/kvittens.html"):
        page = begun(reader, path, kept, width=width, scheme=scheme)
        for details in page.locator(".my-introduction details:not([open]) summary").all():
            details.click()
        assert violations(page) == [], path
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path


def test_forced_colours_leave_boxes_bars_and_buttons_to_see(reader: Reader) -> None:
    page = begun(reader, HOME, FIELD)
    page.emulate_media(forced_colors="active")
    for place in (page.get_by_role("progressbar").first, page.get_by_role("button", name="Glöm allt")):
        expect(place).to_be_visible()
    assert (
        page.get_by_role("button", name="Glöm allt").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    )
    reader.goes(page, DAY)
    assert page.get_by_role("checkbox").first.evaluate("one => getComputedStyle(one).appearance") == "auto"


def test_without_javascript_the_lists_are_whole_with_boxes_for_paper(opens: Open) -> None:
    page = opens(WEEK, script=False)
    assert page.locator("li[data-task] .box").count() == page.locator("li[data-task]").count() > 20
    expect(page.locator("li[data-task]").last).to_be_visible()
    expect(page.locator(".my-introduction")).to_be_hidden()
    assert page.get_by_role("checkbox").count() == 0
    page = opens(HOME, script=False)
    expect(page.locator("noscript p")).to_be_visible()


def test_it_works_from_a_folder(chromium: Browser, built_site: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto((built_site / DAY).as_uri())
    page.get_by_role("checkbox", name="Gå runt i huset").check()
    page.reload()
    expect(page.get_by_role("checkbox", name="Gå runt i huset")).to_be_checked()
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY, FIELD])
    page.goto((built_site / "index.html").as_uri())
    expect(page.get_by_role("region", name="Dina nästa uppgifter").get_by_role("listitem")).to_have_count(3)
    context.close()
