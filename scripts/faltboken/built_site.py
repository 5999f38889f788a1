"""Checks on built HTML that need no browser: links, headings, languages, and what our CSP forbids.

Rules by source: WCAG 2.2 1.1.1, 1.3.1, 2.4.2, 2.4.4, 3.1.1; one h1 and no skipped level are best practice (axe-core
`page-has-heading-one`, `heading-order`); inline style and script are refused by the content security policy.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from faltboken.problems import Problem, in_order, quoted

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_MARKUP_LEFT = re.compile(r"```|:::|\{(?:law|term|must|should|local|footcite)\}|\]\(\w")


_SENTENCES = {
    "inline-style": "Elementet <{tag}> har attributet style, som säkerhetspolicyn stoppar. Använd en klass.",
    "alt-text": "En bild saknar textalternativ. Skriv alt.",
    "inline-script": "Sidan har ett skript i texten, som säkerhetspolicyn stoppar. Lägg det i en fil.",
    "foreign-request": "Elementet <{tag}> hämtar en fil från en annan plats. Lägg filen i boken.",
}


@dataclass
class _Page(HTMLParser):
    """What one built page contains that a rule asks about."""

    path: str
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    language: str = ""
    title: str = ""
    description: str = ""
    text: list[str] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    link_text: list[str] | None = None
    link_line: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if tag not in _VOID:
            self.open_tags.append(tag)
        self._note(tag, values, line)
        faults = {
            "inline-style": "style" in values,
            "alt-text": tag == "img" and "alt" not in values,
            "inline-script": tag == "script" and "src" not in values and values.get("type") != "application/ld+json",
            "foreign-request": _fetches_from_elsewhere(tag, values),
        }
        self.faults += [(line, code, _SENTENCES[code].format(tag=tag)) for code, found in faults.items() if found]

    def _note(self, tag: str, values: dict[str, str], line: int) -> None:
        if values.get("id"):
            self.ids.append(values["id"])
        match tag:
            case "html":
                self.language = values.get("lang", "")
            case "meta" if values.get("name") == "description":
                self.description = values.get("content", "")
            case "a" if "href" in values:
                self.links.append((line, values["href"]))
                self.link_text, self.link_line = [values.get("aria-label", "")], line
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.headings.append((line, int(tag[1])))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.link_text is not None:
            if not "".join(self.link_text).strip():
                self.faults.append((self.link_line, "link-text", "Länken har ingen text. Skriv vart den leder."))
            self.link_text = None
        if tag in self.open_tags:
            while self.open_tags.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.link_text is not None:
            self.link_text.append(data)
        if "title" in self.open_tags and "svg" not in self.open_tags:
            self.title += data
        if not {"script", "style", "pre", "code"} & set(self.open_tags):
            self.text.append(data)


def _fetches_from_elsewhere(tag: str, values: dict[str, str]) -> bool:
    fetched = values.get("src", "") if tag in ("script", "img", "iframe", "source") else ""
    if tag == "link" and values.get("rel") in ("stylesheet", "preload", "icon"):
        fetched = values.get("href", "")
    try:
        return bool(urlsplit(fetched).netloc)
    except ValueError:
        return True


def check(site: Path) -> list[Problem]:
    """Return the faults of every page below the folder `site`; paths are named `_build/html/…`."""
    pages: dict[str, _Page] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page = _Page(f"_build/html/{name}")
        page.feed(path.read_text(encoding="utf-8"))
        pages[name] = page
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    problems: list[Problem] = []
    for name, page in pages.items():
        faults = [*page.faults, *_page_faults(page), *_link_faults(name, page, pages, files)]
        problems += [Problem(page.path, line, "", code, message) for line, code, message in faults]
    return in_order(problems)


def _page_faults(page: _Page) -> list[tuple[int, str, str]]:
    faults = []
    if not page.language:
        faults.append((1, "language", "Sidan säger inte vilket språk den är på. Skriv lang på elementet html."))
    if not page.title.strip():
        faults.append((1, "title", "Sidan saknar titel. Skriv en rubrik som börjar med ”# ”."))
    if not page.description.strip():
        faults.append((1, "description", "Sidan saknar beskrivning. Skriv summary i sidhuvudet."))
    levels = [level for _, level in page.headings]
    if levels.count(1) != 1:
        faults.append((1, "one-title", f"Sidan har {levels.count(1)} huvudrubriker. Skriv precis en."))
    for (_, before), (line, level) in zip(page.headings, page.headings[1:], strict=False):
        if level > before + 1:
            faults.append(
                (line, "heading-order", f"Rubriken hoppar från nivå {before} till nivå {level}. Gå ett steg i taget.")
            )
    repeated = sorted(value for value, count in Counter(page.ids).items() if count > 1)
    faults += [
        (1, "repeated-id", f"Ankaret {quoted(value)} står mer än en gång på sidan. Byt namn på det ena.")
        for value in repeated
    ]
    left = _MARKUP_LEFT.search("".join(page.text))
    if left:
        faults.append(
            (1, "markup-left", f"Texten visar {quoted(left[0])}, som skulle ha tolkats. Rätta sidans markering.")
        )
    return faults


def _link_faults(name: str, page: _Page, pages: dict[str, _Page], files: set[str]) -> list[tuple[int, str, str]]:
    faults = []
    for line, address in page.links:
        try:
            parts = urlsplit(address)
        except ValueError:
            faults.append((line, "broken-link", f"Länken {quoted(address)} är ingen adress. Rätta den."))
            continue
        if parts.scheme or parts.netloc or name == "404.html":
            continue
        target = unquote(urljoin(f"/{name}", parts.path)).lstrip("/") or "index.html"
        if target.endswith("/"):
            target += "index.html"
        if target not in files:
            faults.append((line, "broken-link", f"Länken {quoted(address)} leder ingenstans. Rätta adressen."))
        elif "=" in parts.fragment:
            continue  # a choice that the page reads, such as a filter, and no anchor
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            faults.append(
                (
                    line,
                    "broken-anchor",
                    f"Länken {quoted(address)} leder till ett ankare som inte finns. Rätta det efter #.",
                )
            )
    return faults
