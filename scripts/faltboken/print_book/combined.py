"""All pages of a built site as one HTML document to print: ordered, with ids, links and headings that fit together."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from faltboken import swedish

STYLE = Path(__file__).with_name("book.css")
CONTENTS = "innehall.html"
START = "index.html"
# What only works on a screen, what is hidden there too unless a script or the day shows it, and the code of notebooks.
_LEFT_OUT = (
    "nav, form, button, script, noscript, template, [hidden], svg[aria-hidden], "
    ".my-introduction, .next-tasks, #_kopian, .usb-copy, details.code"
)
# The search page, and the directory, whose services stand on the pages of municipalities.
_PAGES_LEFT_OUT = "body.is-search, .services.directory"
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_REFERENCES = ("aria-labelledby", "aria-describedby", "headers", "for")
_PLACEHOLDER_HOST = "//example.org"  # the base address of a book that nobody has published
_HEADING, _TAG = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL), re.compile(r"<[^>]+>")
_NUMBER = re.compile(r'(<span class="contents-number" data-page="([^"]+)">)(</span>)')


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the book: its address within the site, how many pages stand above it, and its title."""

    path: str
    depth: int
    title: str

    @property
    def id(self) -> str:
        """Return the id of the page in the document; the ids within it begin with this and two hyphens."""
        return self.path.removesuffix(".html").replace("/", "-")


@dataclass(frozen=True, slots=True)
class Book:
    """The document, its pages in order, and its headings in order (level 1–6 and words): the bookmarks."""

    title: str
    html: str
    entries: tuple[Entry, ...]
    headings: tuple[tuple[int, str], ...]

    def numbered(self, numbers: Mapping[str, int]) -> str:
        """Return the document with page numbers in its contents; `numbers` holds the sheet of each id."""
        return _NUMBER.sub(lambda found: f"{found[1]}{numbers.get(found[2], '')}{found[3]}", self.html)


def combined(site: Path, today: date) -> Book:
    """Return the site in `site` as one document, as it is on the day `today`.

    The order is that of the site's own contents. Pages that are made from a row each are left out: their rows stand in
    the tables. A link to a page that is left out leads to the published site, or is plain text when there is none.
    """
    start = _page(site, START)
    title = _words(start.find("meta", property="og:site_name"), "content")
    address = _words(start.find("link", rel="canonical"), "href")
    address = "" if _PLACEHOLDER_HOST in address else address.removesuffix(START)
    pages = {entry: page for entry, page in _order(site) if not page.select(_PAGES_LEFT_OUT)}
    by_path = {entry.path: entry for entry in pages}
    styles: dict[str, None] = {}
    parts = []
    for entry, page in pages.items():
        for link in page.select("link[rel=stylesheet]"):
            styles[_within(entry.path, str(link["href"]))] = None
        parts.append(_part(entry, page, by_path, address, today))
    front = f"{_title_page(start, title, address, today)}{_contents(list(pages))}"
    links = "".join(
        f'<link rel="stylesheet" href="{html.escape(path.resolve().as_uri())}">'
        for path in [*(site / name for name in styles), STYLE]
    )
    body = f"{front}{''.join(parts)}"
    headings = [
        (int(level), " ".join(html.unescape(_TAG.sub("", words)).split())) for level, words in _HEADING.findall(body)
    ]
    document = (
        f'<!doctype html>\n<html lang="sv-SE">\n<head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'{links}</head>\n<body class="book">\n{body}\n</body>\n</html>\n'
    )
    return Book(title, document, tuple(pages), tuple(headings))


def _page(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")


def _words(found: object, attribute: str = "") -> str:
    if not isinstance(found, Tag):
        return ""
    told = found.get(attribute, "") if attribute else found.get_text()
    return " ".join((told if isinstance(told, str) else " ".join(told or ())).split())


def _within(path: str, address: str) -> str:
    """Return an address that a page holds as one from the site's root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def _order(site: Path) -> Iterator[tuple[Entry, BeautifulSoup]]:
    """Yield the start page and the pages in the site's contents, each once."""
    start = _page(site, START)
    yield Entry(START, 0, _words(start.find("h1"))), start
    seen = {START}
    for link in _page(site, CONTENTS).select("article h2 > a, article li > a"):
        path = str(link["href"])
        if "#" in path or path in seen:
            continue
        seen.add(path)
        if '<article class="service">' not in (site / path).read_text(encoding="utf-8"):
            page = _page(site, path)
            yield Entry(path, len(link.find_parents("ul")), _words(page.find("h1"))), page


def _part(entry: Entry, page: BeautifulSoup, by_path: Mapping[str, Entry], address: str, today: date) -> str:
    """Return a page's text as a part of the book."""
    article = page.find("article")
    assert isinstance(article, Tag)
    _set_day(article, today.isoformat())
    for left_out in article.select(_LEFT_OUT):
        if not left_out.decomposed:
            left_out.decompose()
    for heading in article.find_all(_HEADINGS):
        heading.name = f"h{min(6, int(heading.name[1]) + entry.depth)}"
    # What opens at a press is open; a caption is words, and the drawing beside it has its own alternative text.
    for name, printed in (("details", "div"), ("summary", "p"), ("figure", "div"), ("figcaption", "p")):
        for found in article.find_all(name):
            found.name = printed
            found["class"] = f"{_words(found, 'class')} was-{name}".strip()
    _make_ids_unique(article, entry)
    for link in article.find_all("a", href=True):
        _lead(link, entry, by_path, address)
    language = _words(page.html, "lang")
    said = "" if language == "sv" else f' lang="{html.escape(language)}"'
    # A main of its own, as on its own page: some styles ask what the main part holds.
    return f'<main class="book-page depth-{entry.depth}" id="{entry.id}"{said}>{article.decode_contents()}</main>'


def _make_ids_unique(article: Tag, entry: Entry) -> None:
    for found in article.find_all(True):
        if found.get("id"):
            found["id"] = f"{entry.id}--{found['id']}"
        for name in _REFERENCES:
            if ids := _words(found, name).split():
                found[name] = " ".join(f"{entry.id}--{one}" for one in ids)


def _set_day(article: Tag, today: str) -> None:
    """Show and hide what a browser shows and hides from a day, and say what is overdue (faltboken.js does the same)."""
    for found in article.select("[data-due]"):
        if str(found["data-due"]) < today:
            found.string = str(found.get("data-overdue", ""))
            del found["hidden"]
    for found in article.select("[data-from], [data-until]"):
        if str(found.get("data-until", "9999")) <= today:
            found["hidden"] = ""
        elif str(found.get("data-from", "9999")) <= today:
            del found["hidden"]


def _lead(link: Tag, entry: Entry, by_path: Mapping[str, Entry], address: str) -> None:
    """Let a link within the site lead within the book, to the published site, or nowhere."""
    href = str(link["href"])
    if re.match(r"[a-z]+:", href):
        return
    path, _, anchor = href.partition("#")
    target = _within(entry.path, path) if path else entry.path
    if target in by_path:
        link["href"] = "#" + "--".join(filter(None, [by_path[target].id, anchor]))
    elif address:
        link["href"] = address + target + (f"#{anchor}" if anchor else "")
    else:
        link.name = "span"
        del link["href"]


def _title_page(start: BeautifulSoup, title: str, address: str, today: date) -> str:
    strip, unofficial = start.select_one(".strip ul"), start.select_one("footer .unofficial")
    licence = start.select_one('footer p:has(a[rel="license"])')
    for left_out in strip.select("[hidden], .more") if strip else []:
        left_out.decompose()
    living = (
        f'Den levande handboken finns på <a href="{html.escape(address)}">{html.escape(address)}</a>. '
        if address
        else ""
    )
    lead = _words(start.select_one("article p"))
    return (
        f'<main class="book-title"><h1>{html.escape(title)}</h1><p class="lead">{html.escape(lead)}</p>'
        f"<p>Det här är en kopia, gjord den {swedish.long_date(today)}. {living}"
        "En kopia blir gammal: kontrollera nummer och lagar på webbplatsen.</p>"
        f"<h2>Akuta nummer</h2>{strip or ''}{unofficial or ''}{licence or ''}</main>"
    )


def _contents(entries: list[Entry]) -> str:
    """Return the table of contents, a list in a list, with a place for each page's number."""
    parts, depth = [], -1
    for entry in entries:
        parts.append("</li>" if entry.depth <= depth else "")
        parts.append("<ul>" * (entry.depth - depth) if entry.depth > depth else "</ul></li>" * (depth - entry.depth))
        depth = entry.depth
        number = f'<span class="contents-number" data-page="{entry.id}"></span>'
        parts.append(f'<li><a href="#{entry.id}"><span>{html.escape(entry.title)}</span> {number}</a>')
    parts.append("</li></ul>" * (depth + 1))
    return f'<main class="book-contents"><h1>Innehåll</h1>{"".join(parts)}</main>'
