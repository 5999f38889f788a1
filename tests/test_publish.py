"""What is published beside the pages: search index, open data, sitemap, robots; what is withdrawn is deleted."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from books import BASE, SITES, Built, Sites, build_clean, edit, make_book

from faltboken.publish import leftovers, search_index, sitemap
from faltboken.publish.search_index import Entry, SearchPage

ADDRESS = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def search_data(built: Built) -> dict[str, Any]:
    script = (built.site / "_static" / "search-index.js").read_text(encoding="utf-8")
    assert script.startswith("faltbokenSearch(")
    assert script.endswith(");\n")
    data: dict[str, Any] = json.loads(script.removeprefix("faltbokenSearch(").removesuffix(");\n"))
    return data


# --- search index -----------------------------------------------------------


def test_the_index_holds_every_page_but_search_and_the_page_for_missing_addresses(sites: Sites) -> None:
    pages = [page[0] for page in search_data(sites("addresses"))["pages"]]
    assert pages == ["index.html", "introduktion/dag-1.html", "lag/lagregister.html"]


def test_a_page_is_found_by_its_text_section_by_section(sites: Sites) -> None:
    [page] = [page for page in search_data(sites("addresses"))["pages"] if page[0] == "introduktion/dag-1.html"]
    assert page[1] == "Dag 1"
    assert [(anchor, heading) for anchor, heading, _ in page[3]] == [("", "Dag 1"), ("hur", "Hur")]
    assert page[3][1][2] == "Så."


def test_services_terms_and_paragraphs_are_entries_of_their_own_on_the_pages_that_show_them(sites: Sites) -> None:
    entries = {(entry[2], entry[1]): entry[0] for entry in search_data(sites("growing"))["entries"]}
    assert entries["term", "Barn- och ungdomspsykiatri"] == "om/ordlista.html#term-barn-och-ungdomspsykiatri"
    assert entries["law", "SoL 19:1 Vem som måste anmäla"] == "lag/lagregister.html#law-sol-19-1"
    assert entries["service", "Fältgruppen"] == "stod/verksamhet/exempelby-falt.html"


def test_every_anchor_of_the_index_stands_on_its_page(sites: Sites) -> None:
    built = sites("growing")
    data = search_data(built)
    addresses = [f"{page[0]}#{section[0]}" for page in data["pages"] for section in page[3] if section[0]]
    addresses += [entry[0] for entry in data["entries"] if "#" in entry[0]]
    assert addresses
    for address in addresses:
        page, anchor = address.split("#")
        assert built.page(page.removesuffix(".html")).find(id=anchor), address


def test_the_same_input_in_another_order_gives_the_same_bytes() -> None:
    pages = [SearchPage(f"{name}.html", name, (("", name, "text"),)) for name in "abc"]
    entries = [Entry(f"{name}.html", name, kind) for name in "abc" for kind in ("term", "law")]
    assert search_index.search_index(pages, entries) == search_index.search_index(pages[::-1], entries[::-1])


def test_nothing_in_a_page_can_end_the_script() -> None:
    page = SearchPage("a.html", "</script>", (("", "", "\u2028 </SCRIPT> \u2029"),))
    script = search_index.search_index([page], [])
    assert "</" not in script
    assert "\u2028" not in script


# --- sitemap and robots -----------------------------------------------------


def test_the_sitemap_has_every_page_but_the_one_for_missing_addresses(sites: Sites) -> None:
    built = sites("addresses")
    addresses = [str(part.text) for part in ET.parse(built.site / "sitemap.xml").iter(ADDRESS)]
    base = "https://example.org/"
    services = [f"stod/verksamhet/{name}" for name in ("exempelby-falt", "exempelby-skydd", "nat-112")]
    assert addresses == [f"{base}{name}.html" for name in ("index", "introduktion/dag-1", "lag/lagregister", *services)]


def test_addresses_in_the_sitemap_are_escaped_and_dated_where_a_date_is_known() -> None:
    text = sitemap.sitemap([("https://a.example/?b&c", date(2026, 11, 20)), ("https://a.example/", None)])
    assert "<url><loc>https://a.example/</loc></url>" in text
    assert "<loc>https://a.example/?b&amp;c</loc><lastmod>2026-11-20</lastmod>" in text


def test_a_site_that_nobody_has_taken_over_asks_not_to_be_indexed_and_says_so(sites: Sites) -> None:
    page = sites("addresses").page()
    robots = page.find("meta", attrs={"name": "robots"})
    assert robots is not None
    assert robots["content"] == "noindex"  # type: ignore[index]
    assert "Sitemap" not in (sites("addresses").site / "robots.txt").read_text(encoding="utf-8")


def test_a_municipality_takes_the_site_over_with_one_setting(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "addresses")
    edit(root / "_config.yml", 'faltboken_published_by: ""', "faltboken_published_by: exempelby")
    built = build_clean(root)
    assert built.page().find("meta", attrs={"name": "robots"}) is None
    assert "Exempelby" in built.page().get_text()
    assert "Sitemap: https://example.org/sitemap.xml" in (built.site / "robots.txt").read_text(encoding="utf-8")


# --- open data --------------------------------------------------------------


def test_the_tables_are_published_as_they_are_with_their_schemas(sites: Sites) -> None:
    published = sites("addresses").site / "data"
    names = {path.relative_to(BASE / "data") for path in (BASE / "data").rglob("*") if path.is_file()}
    assert names
    for name in names:
        assert (published / name).read_bytes() == (BASE / "data" / name).read_bytes()
    assert (published / "schemas" / "services.json").is_file()


# --- what is withdrawn ------------------------------------------------------


def test_pages_that_are_not_expected_are_deleted_with_their_empty_folders(tmp_path: Path) -> None:
    for name in ("index.html", "borta/sida.html", "kvar/sida.html", "kvar/bild.svg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert leftovers.remove_leftovers(tmp_path, {"index.html"}) == ["borta/sida.html", "kvar/sida.html"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bild.svg", "index.html", "kvar"]


@pytest.mark.parametrize("name", ["addresses", "call-lists", "growing", "guide", "quality"])
def test_a_tiny_book_breaks_no_rule_for_built_pages_but_those_about_missing_pages(name: str, sites: Sites) -> None:
    from faltboken import built_site

    # A tiny book lacks the pages that the theme links to on every page: search, emergency numbers, accessibility.
    told = [problem for problem in built_site.check(sites(name).site) if problem.code != "broken-link"]
    assert told == []
