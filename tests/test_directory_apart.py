"""A directory of many services: the page holds those of the whole country, and the others come by municipality."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import synthetic_services
from books import SITES, Built, Sites, build_clean, edit, links, make_book, words
from bs4 import BeautifulSoup

from faltboken import apart, rules, tables
from faltboken.publish.leftovers import write_folder

PAGE = "stod/alla"
FILE = "_static/directory/exempelby.js"
HOURS = "_static/opening-hours/exempelby.js"


def large(root: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Build the book of seven services as if that were many; Exempelby has a page of its own, Grannby has none."""
    monkeypatch.setattr(apart, "MOST_TOGETHER", 3)
    return build_clean(root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        return large(make_book(tmp_path_factory.mktemp("large") / "bok", SITES / "directory"), patch)


def ids(built: Built, page: str = PAGE) -> list[str]:
    return [str(item["data-id"]) for item in built.article(page).select("li[data-id]")]


def published(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_page_holds_the_whole_country_and_those_who_have_no_page_of_their_own(built: Built) -> None:
    assert ids(built) == ["grannby-cafe", "nat-112", "nat-linje"]
    form = built.article(PAGE).select_one("form#_hitta")
    assert form is not None
    assert form["data-left-out"] == "4"
    assert [option["value"] for option in form.select("option[data-later]")] == ["exempelby"]


def test_the_entries_that_come_later_are_those_that_the_page_would_have_had(built: Built, sites: Sites) -> None:
    text = (built.site / FILE).read_text(encoding="utf-8")
    own, html = json.loads("[" + text.removeprefix("faltbokenDirectory(").removesuffix(");\n") + "]")
    whole = [str(item) for item in sites("directory").article(PAGE).select('li[data-id][data-m="exempelby"]')]
    assert own == "exempelby"
    assert html.count("<li ") == len(whole) == 4
    assert "Du &amp; jag &lt; 3 &gt; 2" in html
    page = BeautifulSoup(html, "html.parser")
    assert {words(item) for item in page.select("li")} == {
        words(item) for item in sites("directory").article(PAGE).select('li[data-id][data-m="exempelby"]')
    }
    assert "Nedlagda" not in html


def test_without_javascript_the_page_leads_to_the_municipality_that_holds_the_rows(built: Built) -> None:
    article = built.article(PAGE)
    place = article.select_one(".directory-places")
    assert place is not None
    assert links(place) == {"Exempelby": "../stod/exempelby.html"}
    assert "(4 stöd)" in words(place)
    assert links(article)["Kommunerna"] == "#kommuner"


def test_a_table_of_all_municipalities_shows_the_country_and_where_the_others_stand(built: Built) -> None:
    article = built.article("stod/index")
    assert "Linjen" in words(article)
    assert "Fältgruppen" not in words(article)
    assert "I kommunerna finns 4 stöd till. Välj kommun för att se dem." in words(article)
    assert links(article)["Välj kommun"] == "alla.html#behov=prata"


def test_hours_lie_by_municipality_and_a_page_asks_for_those_it_shows(built: Built) -> None:
    together = (built.site / "_static/opening-hours.js").read_text(encoding="utf-8")
    own = (built.site / HOURS).read_text(encoding="utf-8")
    assert "nat-112" in together
    assert "exempelby-falt" not in together
    assert "exempelby-falt" in own
    scripts = {
        page: [str(script["src"]).split("_static/")[1] for script in built.page(page).select("script[src]")]
        for page in ("stod/verksamhet/exempelby-falt", "stod/verksamhet/nat-112", PAGE)
    }
    assert "opening-hours/exempelby.js" in scripts["stod/verksamhet/exempelby-falt"]
    assert not [name for name in scripts["stod/verksamhet/nat-112"] if name.startswith("opening-hours/")]
    assert "opening-hours/exempelby.js" not in scripts[PAGE]
    assert "opening-hours/grannby.js" in scripts[PAGE]


def test_the_list_of_all_pages_leaves_those_services_to_their_municipality(built: Built) -> None:
    found = links(built.article("innehall"))
    assert "112" in found
    assert "Fältgruppen" not in found
    assert "Exempelby" in found


def test_search_and_pages_know_every_service(built: Built) -> None:
    assert "Fältgruppen" in (built.site / "_static/search-index.js").read_text(encoding="utf-8")
    assert "stod/verksamhet/exempelby-falt" in built.pages()


def test_a_book_that_grows_or_shrinks_past_the_limit_is_what_a_build_from_nothing_gives(
    tmp_path: Path, sites: Sites, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    build_clean(root)
    monkeypatch.setattr(apart, "MOST_TOGETHER", 3)
    assert published(build_clean(root).site) == published(built.site)
    monkeypatch.undo()
    assert published(build_clean(root).site) == published(sites("directory").site)


def test_a_changed_row_changes_its_municipalitys_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    large(root, monkeypatch)
    edit(root / "data/services/exempelby.csv", "Fältgruppen", "Fältarna")
    assert "Fältarna" in (large(root, monkeypatch).site / FILE).read_text(encoding="utf-8")


def test_a_service_of_two_municipalities_stands_with_each(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    edit(root / "data/services/grannby.csv", ",grannby,", ",grannby;exempelby,")
    loaded, _ = tables.load(root)
    found = apart.by_place(loaded)
    assert "grannby-cafe" in [row.text("id") for row in found["exempelby"]]
    assert [row.text("id") for row in found["grannby"]] == ["grannby-cafe"]


def test_a_folder_of_scripts_holds_what_it_should_and_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "directory"
    write_folder(folder, {})
    assert not folder.exists()
    write_folder(folder, {"a.js": "1", "b.js": "2"})
    write_folder(folder, {"b.js": "3"})
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {"b.js": "3"}
    write_folder(folder, {})
    assert not folder.exists()


# --- the municipalities that do not exist ------------------------------------


def test_synthetic_services_are_as_many_as_asked_for_valid_and_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        root = make_book(tmp_path / name, SITES / "directory")
        own = synthetic_services.write(root, 400, 17, national=5)
        loaded, problems = tables.load(root)
        assert problems + rules.check(loaded, synthetic_services.READ) == []
        assert len(loaded["services"]) == 400
        assert all(place.startswith("exempel-") for place in own)
        assert sum(apart.is_national(row) for row in loaded["services"]) == 7
        texts.append((root / "data/services" / f"{own[3]}.csv").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]


@pytest.mark.parametrize(("total", "municipalities"), [(3, 1), (400, 0), (400, 290)])
def test_synthetic_services_refuse_what_cannot_be(total: int, municipalities: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="municipalities"):
        synthetic_services.write(make_book(tmp_path / "bok", SITES / "directory"), total, municipalities)
