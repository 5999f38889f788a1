"""The directory: everything in one place without JavaScript, and beside each service what a filter asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import SITES, Sites, build_clean, edit, links, make_book, searched, words
from bs4 import Tag

from faltboken.sphinx_ext.directory import first_sentence

PAGE = "stod/alla"


def entries(article: Tag) -> dict[str, Tag]:
    return {str(item["data-id"]): item for item in article.select("li[data-id]")}


def test_services_stand_by_municipality_and_name_and_those_of_the_whole_country_last(sites: Sites) -> None:
    article = sites("directory").article(PAGE)
    found = [
        (words(group.h2), [words(link) for link in group.select("li > p:first-child > a")])
        for group in article.select(".directory-group:not([hidden])")
    ]
    assert found == [
        ("Exempelby", ["Chatten", "Fältgruppen", "Skyddat boende", "Tysta & tåliga"]),
        ("Grannby", ["Ängens café"]),
        ("Hela landet", ["112", "Linjen"]),
    ]


def test_an_entry_leads_to_its_page_with_one_sentence_a_number_and_how_sure_it_is(sites: Sites) -> None:
    entry = entries(sites("directory").article(PAGE))["exempelby-skydd"]
    assert words(entry) == "Skyddat boende Obekräftad Ett tryggt hus. 08-465 004 02"
    assert links(entry) == {
        "Skyddat boende": "../stod/verksamhet/exempelby-skydd.html",
        "08-465 004 02": "tel:+46846500402",
    }
    assert not entry.select("a.call")


def test_what_a_filter_asks_for_stands_beside_each_service(sites: Sites) -> None:
    found = entries(sites("directory").article(PAGE))
    asked = ("data-m", "data-n", "data-a", "data-y", "data-s", "data-c", "data-k")
    assert [found["exempelby-falt"][name] for name in asked] == [
        "exempelby", "prata", "young professionals", "13-20", "ja", "twb", "Exempelby kommun;kväll;häng",
    ]  # fmt: skip
    assert [found["exempelby-tyst"][name] for name in asked[3:6]] == ["-", "", ""]
    assert [found["exempelby-skydd"][name] for name in asked[3:6]] == ["-", "nej", "t"]
    assert found["nat-112"]["data-m"] == "sverige"


def test_the_form_is_hidden_until_the_script_runs_and_has_only_choices_that_lead_somewhere(sites: Sites) -> None:
    form = sites("directory").article(PAGE).select_one("form#_hitta[hidden]")
    assert form is not None
    options = {
        str(field["name"]): [(str(option["value"]), words(option)) for option in field.find_all("option")][1:]
        for field in form.find_all("select")
    }
    assert options["kommun"] == [("exempelby", "Exempelby"), ("grannby", "Grannby")]
    assert [value for value, _ in options["behov"]] == ["akut", "prata", "skyddat-boende"]
    assert options["for"][0] == ("young", "Unga")
    words_of_need = form.select_one('option[value="prata"]')
    assert words_of_need is not None
    assert words_of_need["data-words"] == "prata;ensam"
    assert all(form.select_one(f'label[for="{field["id"]}"]') for field in form.find_all(["input", "select"]))


def test_when_nothing_fits_112_1177_and_the_switchboards_are_named(sites: Sites) -> None:
    none = sites("directory").article(PAGE).select_one("#_inga[hidden]")
    assert none is not None
    assert list(links(none).values()) == ["tel:112", "tel:1177", "tel:+46846500400", "tel:+46846500410"]


def test_a_defunct_service_is_nowhere_and_markup_in_a_row_is_text(sites: Sites) -> None:
    article = sites("directory").article(PAGE)
    assert "Nedlagda" not in words(article)
    assert 'Du & jag < 3 > 2 "hej".' in article.get_text()


def test_search_does_not_take_the_directory_for_text_of_the_page(sites: Sites) -> None:
    script = searched(sites("directory"))
    assert "data-id" not in script
    assert script.count("Ett tryggt hus.") == 1


def test_a_changed_row_rewrites_the_directory(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    build_clean(root)
    edit(root / "data/services/grannby.csv", "Ängens café", "Åkerns café")
    assert "Åkerns café" in words(build_clean(root).article(PAGE))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ett. Två.", "Ett."),
        ("Bara en", "Bara en"),
        ("Kl. 10 öppnar det. Sedan stänger det.", "Kl. 10 öppnar det."),
        ("Får jag? Ja.", "Får jag?"),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
