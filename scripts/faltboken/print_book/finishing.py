"""What Chromium leaves out of a tagged PDF, and a smaller file: read and written with pikepdf.

Chromium (tried with 156) tags headings, lists, tables with scope, links, figures and languages, and sets title,
document language and bookmarks. It leaves page numbers and backgrounds unmarked, which a screen reader may read out,
gives links no words of their own, and sometimes says a bookmark twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pikepdf

from faltboken.console import Stop
from faltboken.print_book.combined import Book

OLD = "Webbläsaren är för gammal: den ger ingen PDF med struktur och bokmärken. Uppdatera Chromium och försök igen."
_OPENS = re.compile(rb"^/\w+ <<[^>]*>>\s?BDC$|^/\w+ BMC$")
_PAINTS = re.compile(rb"(?:^|\s)(?:f|f\*|S|s|B|B\*|b|Tj|TJ|Do|sh)$")


def sheets(path: Path) -> dict[str, int]:
    """Return the sheet, from 1, on which each place with a link to it begins."""
    with pikepdf.open(path) as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        named = pdf.Root.get("/Dests", pikepdf.Dictionary())
        return {str(name)[1:]: places[where[0].objgen] for name, where in named.items()}


def finish(source: Path, target: Path, book: Book, today: date) -> int:
    """Write the printed file anew to `target`, marked and compressed; return how many sheets it has."""
    with pikepdf.open(source) as pdf:
        if "/StructTreeRoot" not in pdf.Root or "/Outlines" not in pdf.Root:
            raise Stop(OLD)
        pdf.Root.Lang = "sv-SE"
        _name_bookmarks(pdf, book)
        titles = {entry.id: entry.title for entry in book.entries}
        for page in pdf.pages:
            page.Contents = pdf.make_stream(b"\n".join(_marked(page.Contents.read_bytes().splitlines())))
            for link in page.get("/Annots", ()):
                link.Contents = _told(link, titles)
        _describe(pdf, book.title, today)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
        return len(pdf.pages)


def _marked(lines: list[bytes]) -> Iterator[bytes]:
    """Yield the lines of a page's content with what stands outside the structure marked as decoration."""
    depth, loose = 0, list[bytes]()
    for line in [*lines, None]:
        opens = line is not None and _OPENS.match(line)
        if depth == 0 and (line is None or opens):
            paints = any(_PAINTS.search(one) for one in loose)
            yield from [b"/Artifact BMC", *loose, b"EMC"] if paints else loose
            loose = []
        if line is None:
            return
        depth += bool(opens)
        if depth:
            yield line
        else:
            loose.append(line)
        depth -= line == b"EMC"


def _told(link: pikepdf.Object, titles: dict[str, str]) -> str:
    """Return what a link leads to, in words: a page of the book, a number, or an address."""
    if "/Dest" in link:
        return titles.get(str(link.Dest).removeprefix("/").split("--")[0], "Handboken")
    address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
    return f"Ring {address.removeprefix('tel:')}" if address.startswith("tel:") else address


def _name_bookmarks(pdf: pikepdf.Pdf, book: Book) -> None:
    with pdf.open_outline() as outline:
        found = list(_each(outline.root))
        if len(found) != len(book.headings):
            raise Stop(OLD)
        for bookmark, (_, words) in zip(found, book.headings, strict=True):
            bookmark.title = words


def _each(bookmarks: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for bookmark in bookmarks:
        yield bookmark
        yield from _each(bookmark.children)


def _describe(pdf: pikepdf.Pdf, title: str, today: date) -> None:
    made = datetime.combine(today, time(), UTC)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {"sv-SE"}
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = made.isoformat()
    for name in ("/CreationDate", "/ModDate"):
        pdf.docinfo[name] = made.strftime("D:%Y%m%d%H%M%SZ")
    pdf.docinfo["/Creator"] = title
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
