"""The rehearsals: every way through them ends, what the page prints, and what comes back from a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from books import ROOT, SITES, Sites, build, build_clean, edit, links, make_book, words
from workbooks import planned, shown, snapshot, workbook

from faltboken import pages, rehearsals, tables
from faltboken.console import Stop
from faltboken.rehearsals import Scene
from faltboken.tables import Row
from faltboken.workbooks.exporting import export

ROWS = tables.load(ROOT)[0]["rehearsals"]
NAMES = sorted({row.text("rehearsal") for row in ROWS})
TORG = "data/rehearsals/torg.csv"


def scenes(name: str) -> list[Scene]:
    return rehearsals.scenes(ROWS.having("rehearsal", name))


def ways(found: list[Scene]) -> Iterator[list[Row]]:
    """Yield every way through a rehearsal as the rows of its choices and, last, its end."""
    by_name = {scene.name: scene for scene in found}

    def onwards(scene: Scene) -> Iterator[list[Row]]:
        for row in scene.rows:
            if scene.is_end:
                yield [row]
            else:
                yield from ([row, *rest] for rest in onwards(by_name[row.text("goes_to")]))

    return onwards(found[0])


# --- the real rehearsals ----------------------------------------------------


def test_the_five_rehearsals_are_there_each_on_its_page() -> None:
    assert NAMES == ["cannabis", "polisen-fragar", "sjalvmord", "torget", "utan-foraldrarna"]
    for name in NAMES:
        page = (ROOT / "book" / "introduktion" / f"ovning-{name}.md").read_text(encoding="utf-8")
        assert f"```{{rehearsal}} {name}\n" in page
        assert f"](ovning-{name}.md)" in (ROOT / "book" / "introduktion" / "ovningar.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_way_through_a_rehearsal_ends_and_every_choice_has_consequence_and_reason(name: str) -> None:
    found = scenes(name)
    met, ends = set(), set()
    for way in ways(found):
        *choices, end = way
        assert choices
        assert all(row.text("choice") and row.text("consequence") and row.text("why") for row in choices)
        assert not end.text("choice") and not end.text("goes_to") and end.text("why")
        assert len(choices) < len(found)
        met |= {row.text("id") for row in way}
        ends.add(end.text("scene"))
    assert met == {row.text("id") for scene in found for row in scene.rows}
    assert ends == {scene.name for scene in found if scene.is_end}


@pytest.mark.parametrize("name", NAMES)
def test_a_rehearsal_takes_no_longer_than_a_break(name: str) -> None:
    assert 1 <= rehearsals.minutes(scenes(name)) <= 15


@pytest.mark.parametrize("name", ["sjalvmord", "utan-foraldrarna"])
def test_where_life_can_be_in_danger_112_stands_first(name: str) -> None:
    page = (ROOT / "book" / "introduktion" / f"ovning-{name}.md").read_text(encoding="utf-8")
    assert f"{{rehearsal}} {name}\n:danger:\n" in page


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_violence_can_be_left_quickly(name: str) -> None:
    """A page that the chapter on violence is the ground for has the button that the chapter has."""
    [page] = [one for one in pages.read_all(ROOT)[0] if one.name == f"introduktion/ovning-{name}"]
    leads_there = any(row.text("page") == "metoder/vald-och-heder" for row in ROWS.having("rehearsal", name))
    assert bool(page.raw.get("quick_exit")) or not leads_there


# --- the page ---------------------------------------------------------------


def test_the_script_is_numbered_scenes_with_choices_that_open_and_lead_on(sites: Sites) -> None:
    script = sites("rehearsal").article().select_one("div.rehearsal")
    assert script is not None
    assert [words(heading) for heading in script.select("h3")] == [
        "1. Två på bänken",
        "2. En fråga",
        "3. Ni går vidare",
        "4. Ni pratar",
    ]
    first = script.select_one("#torg-start")
    assert first is not None
    assert words(first.select_one(".scene-text")) == "Två sitter på bänken. ”Vilka är ni?”"
    said, passed = first.select("details")
    assert [words(part) for part in said.find_all(recursive=False)] == [
        "Du säger vem du är.",
        "De flyttar på väskan.",
        "Den som vet kan välja.",
        "Läs mer: En metod , SoL 19:1",
        "Gå till 2",
    ]
    assert not said.has_attr("open")
    assert links(passed) == {"Gå till 3": "#torg-slut-forbi"}
    assert all(script.select_one(link["href"]) for link in script.select(".scene-onwards a"))
    end = script.select_one("#torg-slut-samtal")
    assert end is not None
    assert not end.select("details")
    assert words(end).endswith("Klockan blir åtta. Här slutar samtalet. Ett samtal är nog. Läs mer: En metod")


def test_first_it_says_112_and_how_many_scenes_there_are_and_how_long_it_takes(sites: Sites) -> None:
    script = sites("rehearsal").article().select_one("div.rehearsal")
    assert script is not None
    danger, size = script.find_all("p", recursive=False)[:2]
    assert words(danger) == "Händer det på riktigt, just nu? Ring 112 ."
    assert links(danger) == {"112": "tel:112"}
    assert words(size) == "4 scener, 2 av dem slut. Ett samtal tar omkring 2 min."


def test_a_section_is_named_with_its_page_for_those_who_read_on_paper(sites: Sites) -> None:
    more = sites("rehearsal").article().select("#torg-fraga .scene-more")[0]
    assert words(more) == "Läs mer: Källor på sidan En metod , SoL 19:1 , LVU 3 §"
    assert links(more)["Källor"] == "metoder/sida.html#kallor"
    own = sites("rehearsal").article().select("#torg-slut-forbi .scene-more")[0]
    assert links(own)["Ett eget ankare"] == "metoder/sida.html#eget-ankare"


def test_only_a_page_with_a_rehearsal_asks_for_its_script_and_style(sites: Sites) -> None:
    built = sites("rehearsal")
    pages_that_ask = [name for name in built.pages() if "rehearsal.js" in str(built.page(name).head)]
    assert pages_that_ask == [name for name in built.pages() if "rehearsal.css" in str(built.page(name).head)]
    assert pages_that_ask == ["index"]


def test_the_search_leads_past_an_exercise_to_the_pages_it_is_written_from(sites: Sites) -> None:
    """Who searches for suicide needs the page on what to do; and a choice that harms is no advice."""
    index = (sites("rehearsal").site / "_static" / "search-index.js").read_text(encoding="utf-8")
    assert '"En metod"' in index
    assert '"Torget"' not in index
    assert "Hen börjar berätta." not in index


def test_the_script_does_not_count_as_time_to_read_the_page(sites: Sites) -> None:
    assert "1 min läsning" in words(sites("rehearsal").article().select_one(".meta"))


def test_a_rehearsal_that_does_not_exist_is_a_fault_of_the_page(tmp_path: Path) -> None:
    book = make_book(tmp_path / "bok", SITES / "rehearsal")
    edit(book / "book/index.md", "{rehearsal} torg", "{rehearsal} torgett")
    assert "Övningen ”torgett” finns inte i data/rehearsals. Rätta namnet eller lägg till filen." in build(book).told


def test_a_changed_cell_is_built_anew_on_the_page_of_its_rehearsal_only(tmp_path: Path) -> None:
    book = make_book(tmp_path / "bok", SITES / "rehearsal")
    build_clean(book)
    edit(book / TORG, "Torget är tyst.", "Torget är alldeles tyst.")
    assert build_clean(book).read == {"index"}


# --- workbooks --------------------------------------------------------------


def test_every_file_comes_back_from_a_workbook_byte_for_byte() -> None:
    for path in sorted((ROOT / "data" / "rehearsals").glob("*.csv")):
        assert planned(ROOT, path).changes == []


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return a book with two rehearsals."""
    book = make_book(tmp_path / "bok", SITES / "rehearsal")
    text = (book / TORG).read_text(encoding="utf-8")
    (book / "data/rehearsals/bank.csv").write_text(text.replace("torg", "bank"), encoding="utf-8", newline="\n")
    edit(book / "data/datapackage.json", '"rehearsals/torg.csv"', '"rehearsals/bank.csv", "rehearsals/torg.csv"')
    return book


def test_a_row_goes_back_to_the_file_of_its_rehearsal(two: Path) -> None:
    book, before = two, snapshot(two)
    assert shown(planned(book, workbook(book, lambda opened: None, table="rehearsals"))) == []
    found = planned(
        book, workbook(book, lambda opened: opened["bank"].cell(2, 5, "Bänken är tom."), table="rehearsals")
    )
    assert shown(found)[0] == "data/rehearsals/bank.csv: 1 ändrad rad"
    found.write(book)
    after = snapshot(book)
    assert {path for path in before if before[path] != after[path]} == {"data/rehearsals/bank.csv"}


def test_a_row_in_another_rehearsals_sheet_is_told_at_its_cell(two: Path) -> None:
    path = workbook(two, lambda opened: opened["torg"].cell(3, 2, "bank"), table="rehearsals")
    [fault] = planned(two, path).faults
    assert str(fault).endswith("Skriv ”torg”, eller flytta raden till övningens egen fil. [rehearsal-file]")


def test_a_rehearsal_is_no_municipality(two: Path) -> None:
    with pytest.raises(Stop, match="Välj bland nationellt, exempelby"):
        export(two, municipality="torg")
