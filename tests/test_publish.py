"""What is published beside the pages: open data, sitemap, robots; what is withdrawn is deleted."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from books import BASE, SITES, Sites, build_clean, edit, make_book

from faltboken.publish import leftovers, sitemap

ADDRESS = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


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
