"""Local notes: what one municipality has decided or does its own way, as rows beside a page that all share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from faltboken import laws, municipalities
from faltboken.page_rules import PHONE_IN_TEXT, without_code
from faltboken.pages import PageSource
from faltboken.problems import Problem, in_order, quoted
from faltboken.tables import Row, Tables

TABLE = "local_notes"
_HEADING = re.compile(r"^#{2,3} +(.+?)[ \t]*$", re.MULTILINE)
_ANCHOR = re.compile(r"^\(([\w-]+)\)=[ \t]*$", re.MULTILINE)
_ROLE = re.compile(r"\{[a-z:-]+\}`([^`<]*)(?: <[^`]*>)?`")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, as docutils makes it: small letters a–z and digits, hyphens for all else."""
    plain = unicodedata.normalize("NFKD", heading.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", " ".join(plain.split())))


def anchors(page: PageSource, tables: Tables) -> list[str]:
    """Return the anchors of a page's sections, as its address shows them: own anchors, and headings on two levels."""
    prose = without_code(page.text)
    found = _ANCHOR.findall(prose)
    places = municipalities.with_page(tables) if "{{" in prose else []
    for heading in _HEADING.findall(prose):
        words = re.sub(r"[*_`]", "", _ROLE.sub(r"\1", heading))
        filled = [municipalities.filled(words, row, plain=True) for row in places] if "{{" in words else [words]
        found += [anchor_of(text) for text in filled]
    return list(dict.fromkeys(found))


def check(pages: Iterable[PageSource], tables: Tables) -> list[Problem]:
    """Return the faults of notes: a page, section or paragraph of law that does not exist, or contact details."""
    if TABLE not in tables:
        return []
    by_name = {page.name: page for page in pages}
    model = by_name.get(municipalities.MODEL.removeprefix("book/"))
    if model is not None:
        for row in municipalities.with_page(tables):
            by_name[municipalities.page_of(row.text("id")).removeprefix("book/")] = model
    known = {laws.reference(row) for row in tables["laws"]} if "laws" in tables else set()
    return in_order(problem for row in tables[TABLE] for problem in _faults(row, by_name, tables, known))


def _faults(row: Row, pages: dict[str, PageSource], tables: Tables, known: set[str]) -> Iterator[Problem]:
    page, section = row.text("page"), row.text("section")
    if page not in pages or page == municipalities.MODEL.removeprefix("book/"):
        message = f"Sidan {quoted(page)} finns inte i book/. Skriv sökvägen utan ändelse, till exempel lag/orosanmalan."
        yield Problem(row.path, row.line, "page", "unknown-page", message)
    elif section and section not in (found := anchors(pages[page], tables)):
        message = (
            f"Sidan {page} har inget avsnitt {quoted(section)}. Välj bland {', '.join(found)}, "
            "eller lämna tomt: då står noten sist på sidan."
        )
        yield Problem(row.path, row.line, "section", "unknown-section", message)
    for reference in row.items("laws"):
        if reference not in known:
            message = f"Lagrummet {quoted(reference)} finns inte i data/laws.csv. Skriv det som SoL 19:1 eller LVU 3 §."
            yield Problem(row.path, row.line, "laws", "unknown-law", message)
    contact = PHONE_IN_TEXT.search(row.text("text")) or _EMAIL.search(row.text("text"))
    if contact:
        message = (
            f"{quoted(contact[0])} är en kontaktuppgift. Lägg den på verksamhetens rad i data/services, "
            "och länka dit i stället."
        )
        yield Problem(row.path, row.line, "text", "contact-in-note", message)
