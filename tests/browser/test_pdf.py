"""The whole handbook as one PDF, read back: structure, bookmarks, languages, alternative texts, links and margins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from books import SITES, TODAY, build_clean, make_book

from faltboken.commands import pdf
from faltboken.print_book import finishing
from faltboken.print_book.combined import Book, combined

FIGURE = (
    '<figure class="chart"><figcaption>Bild</figcaption><svg role="img" aria-labelledby="bild-t bild-d" width="90"'
    ' height="90"><title id="bild-t">Staplar</title><desc id="bild-d">Tre av fyra.</desc>'
    '<rect width="60" height="60"/></svg></figure>'
)
WIDE = "<p>" + "ordsomintegårattdela" * 20 + "</p>"
ENGLISH = '<p lang="en">In English</p>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, pikepdf.Pdf]]:
    """Yield a small book, with a figure, a table and a word too wide for a sheet, and its PDF."""
    folder = tmp_path_factory.mktemp("pdf")
    site = build_clean(make_book(folder / "book", SITES / "growing")).site
    page = site / "akut.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</article>", FIGURE + WIDE + ENGLISH + "</article>"), encoding="utf-8")
    target = folder / "bok.pdf"
    target.write_text("stod här", encoding="utf-8")
    sheets = pdf.write(site, target, TODAY)
    assert [path.name for path in folder.iterdir() if path.name != "book"] == ["bok.pdf"]
    with pikepdf.open(target) as read:
        assert len(read.pages) == sheets
        yield combined(site, TODAY), read


def _elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    found, left = [], [pdf.Root.StructTreeRoot]
    while left:
        node = left.pop()
        if isinstance(node, pikepdf.Array):
            left.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            found.append(node)
            left.extend([node.K] if "/K" in node else [])
    return [node for node in found if "/S" in node]


def test_it_is_tagged_and_says_its_name_language_and_day(made: tuple[Book, pikepdf.Pdf]) -> None:
    book, read = made
    assert read.Root.MarkInfo.Marked
    assert read.Root.Lang == "sv-SE"
    assert read.Root.ViewerPreferences.DisplayDocTitle
    with read.open_metadata() as metadata:
        assert metadata["dc:title"] == book.title
        assert str(metadata["xmp:CreateDate"]).startswith("2026-11-21")
    assert all(page.Tabs == "/S" for page in read.pages if "/Annots" in page)


def test_every_heading_is_a_bookmark_in_the_order_and_depth_of_the_book(made: tuple[Book, pikepdf.Pdf]) -> None:
    book, read = made

    def walked(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title
            yield from walked(item.children, depth + 1)

    with read.open_outline() as outline:
        told = list(walked(outline.root, 1))
    assert told == list(book.headings)
    headings = [int(str(node.S)[2:]) for node in _elements(read) if str(node.S)[1:] in {"H1", "H2", "H3", "H4"}]
    assert sorted(headings) == sorted(level for level, _ in book.headings)


def test_figures_tables_and_english_are_marked(made: tuple[Book, pikepdf.Pdf]) -> None:
    elements = _elements(made[1])
    assert [str(node.get("/Alt", "")) for node in elements if node.S == "/Figure"] == ["Staplar Tre av fyra."]
    heads = [node for node in elements if node.S == "/TH"]
    assert heads
    assert all(any("/Scope" in one for one in node.A if isinstance(one, pikepdf.Dictionary)) for node in heads)
    assert {str(node.Lang) for node in elements if "/Lang" in node} >= {"en"}


def test_every_link_leads_somewhere_and_says_where(made: tuple[Book, pikepdf.Pdf]) -> None:
    read = made[1]
    links = [link for page in read.pages for link in page.get("/Annots", ())]
    assert links
    places = {str(name) for name in read.Root.Dests}
    assert [str(link.Dest) for link in links if "/Dest" in link and str(link.Dest) not in places] == []
    assert all(str(link.Contents) for link in links)


def test_the_contents_tell_the_sheet_of_each_page(made: tuple[Book, pikepdf.Pdf], tmp_path: Path) -> None:
    book, read = made
    copy = tmp_path / "kopia.pdf"
    read.save(copy)
    sheets = finishing.sheets(copy)
    numbers = [sheets[entry.id] for entry in book.entries]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 2


def test_nothing_stands_outside_the_structure_or_the_sheet(made: tuple[Book, pikepdf.Pdf]) -> None:
    """Content is marked or decoration, and no line begins or is cut beyond the margins."""
    for page in made[1].pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            assert depth or name not in {"Tj", "TJ", "f", "S", "B", "Do"}, operands
        assert depth == 0
        for link in page.get("/Annots", ()):
            left, _, right, _ = (float(number) for number in link.Rect)
            assert left >= 40
            assert right <= 595 - 40
