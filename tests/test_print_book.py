"""All pages of a book as one document to print: their order, links, ids, headings and what is left out."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from books import TODAY, Sites, words
from bs4 import BeautifulSoup

from faltboken.commands import pdf
from faltboken.console import Stop
from faltboken.print_book.combined import Book, combined

HEAD = '<link rel="canonical" href="{address}{path}"><meta property="og:site_name" content="Boken">'
STRIP = '<section class="strip"><ul><li><a href="tel:112">112</a></li><li class="more">Fler</li></ul></section>'


def _site(folder: Path, pages: dict[str, str], contents: str, address: str = "https://example.org/") -> Path:
    for path, article in pages.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        head = HEAD.format(address=address, path=path)
        language, kind = ("en" if "english" in path else "sv"), ("search" if "sok" in path else "chapter")
        place.write_text(
            f'<html lang="{language}"><head>{head}<link rel="stylesheet" href="_static/a.css"></head>'
            f'<body class="is-{kind}">{STRIP}<main><article>{article}</article></main></body></html>',
            encoding="utf-8",
        )
    (folder / "innehall.html").write_text(f"<article><section>{contents}</section></article>", encoding="utf-8")
    return folder


CONTENTS = (
    '<h2><a href="lag/index.html">Lag</a></h2><ul><li><a href="lag/oro.html">Oro</a>'
    '<ul class="sections"><li><a href="lag/oro.html#nu">Nu</a></li></ul></li><li><a href="english.html">E</a></li></ul>'
    '<h2><a href="sok.html">Sök</a></h2><h2><a href="verksamhet.html">Verksamhet</a></h2>'
)
PAGES = {
    "index.html": '<h1>Start</h1><p>Ingress.</p><a href="lag/oro.html#nu">till oro</a>',
    "lag/index.html": '<h1>Lag</h1><a href="oro.html">oro</a> <a href="../verksamhet.html">verksamheten</a>',
    "lag/oro.html": (
        '<h1>Oro</h1><nav>meny</nav><section id="nu"><h2>Nu</h2><a href="#nu">upp</a> <a href="https://a.se/">ut</a>'
        "<details><summary>Fråga</summary><p>Svar</p></details></section>"
        '<figure><figcaption>Bild</figcaption><svg role="img" aria-labelledby="t d"><title id="t">T</title></svg>'
        '</figure><p hidden data-from="2026-11-01">Ny lag</p><p data-until="2026-11-01">Gammal lag</p>'
        '<p hidden data-due="2026-11-20" data-overdue="För gammalt"></p><p hidden data-from="2027-01-01">Sedan</p>'
    ),
    "english.html": '<h1>In English</h1><section id="nu"><h2>Now</h2></section>',
    "sok.html": "<h1>Sök</h1>",
    "verksamhet.html": "<h1>En verksamhet</h1>",
}


@pytest.fixture
def small(tmp_path: Path) -> Book:
    site = _site(tmp_path, PAGES, CONTENTS)
    path = site / "verksamhet.html"
    path.write_text(path.read_text(encoding="utf-8").replace("<article>", '<article class="service">'))
    return combined(site, TODAY)


def _read(book: Book) -> BeautifulSoup:
    return BeautifulSoup(book.html, "html.parser")


def test_pages_come_in_the_order_of_the_contents_without_search_and_pages_made_from_rows(small: Book) -> None:
    told = [(entry.title, entry.depth) for entry in small.entries]
    assert told == [("Start", 0), ("Lag", 0), ("Oro", 1), ("In English", 1)]


def test_headings_fall_with_the_depth_of_their_page(small: Book) -> None:
    front = [(1, "Boken"), (2, "Akuta nummer"), (1, "Innehåll")]
    assert list(small.headings) == [
        *front, (1, "Start"), (1, "Lag"), (2, "Oro"), (3, "Nu"), (2, "In English"), (3, "Now"),
    ]  # fmt: skip


def test_ids_are_unique_and_links_lead_within_the_book_out_of_it_or_nowhere(small: Book) -> None:
    book = _read(small)
    ids = [str(found["id"]) for found in book.find_all(id=True)]
    assert len(ids) == len(set(ids))
    inner = [str(link["href"])[1:] for link in book.select('a[href^="#"]')]
    assert "lag-oro--nu" in inner
    assert set(inner) <= set(ids)
    assert book.find("a", string="ut")
    assert not book.find("a", string="verksamheten")
    assert book.find("span", string="verksamheten")
    svg = book.find("svg")
    assert svg is not None
    assert svg["aria-labelledby"] == "lag-oro--t lag-oro--d"


def test_a_published_book_leads_to_its_living_pages(tmp_path: Path) -> None:
    book = _read(combined(_site(tmp_path, PAGES, CONTENTS.split('<h2><a href="verks')[0], "https://kommun.se/"), TODAY))
    link = book.find("a", string="verksamheten")
    assert link is not None
    assert link["href"] == "https://kommun.se/verksamhet.html"
    assert "https://kommun.se/" in words(book.select_one(".book-title"))


def test_what_opens_is_open_and_what_holds_on_the_day_is_said(small: Book) -> None:
    page = _read(small).find(id="lag-oro")
    assert page is not None
    told = words(page)
    assert "Fråga Svar" in told
    assert "Ny lag" in told
    assert "För gammalt" in told
    assert not {"meny", "Gammal lag", "Sedan"} & set(told.split())
    assert not page.find(["details", "summary", "figure", "nav"])


def test_a_page_in_english_says_so_and_the_title_page_says_which_day_the_copy_is_from(small: Book) -> None:
    book = _read(small)
    assert book.html is not None
    assert book.html["lang"] == "sv-SE"
    english = book.find(id="english")
    assert english is not None
    assert english["lang"] == "en"
    assert book.find(id="lag-oro", lang=True) is None
    title = words(book.select_one(".book-title"))
    assert "Det här är en kopia, gjord den 21 november 2026." in title
    assert "112" in title
    assert "Fler" not in title


def test_the_contents_hold_every_page_and_get_their_numbers(small: Book) -> None:
    numbered = BeautifulSoup(small.numbered({"index": 3, "lag": 0, "lag-oro": 7}), "html.parser")
    contents = numbered.select_one(".book-contents")
    assert contents is not None
    assert [words(link) for link in contents.find_all("a")] == ["Start 3", "Lag", "Oro 7", "In English"]
    assert [len(item.find_parents("ul")) for item in contents.find_all("li")] == [1, 1, 2, 2]


def test_a_built_book_becomes_one_document(sites: Sites) -> None:
    book = combined(sites("growing").site, date(2026, 11, 22))
    read = _read(book)
    ids = [str(found["id"]) for found in read.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {str(link["href"])[1:] for link in read.select('a[href^="#"]')} <= set(ids)
    assert all(Path(str(link["href"]).removeprefix("file://")).suffix == ".css" for link in read.find_all("link"))
    levels = [level for level, _ in book.headings]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_without_a_built_site_or_a_browser_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sites: Sites
) -> None:
    with pytest.raises(Stop, match=r"kb\.py site"):
        pdf.write(tmp_path, tmp_path / "ut.pdf", TODAY)
    monkeypatch.setenv("CHROMIUM", "finns-inte")
    with pytest.raises(Stop, match="Installera den"):
        pdf.write(sites("growing").site, tmp_path / "ut.pdf", TODAY)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Stop, match=r"ska sluta på \.pdf"):
        pdf.run(["--out", "bok.txt"])
