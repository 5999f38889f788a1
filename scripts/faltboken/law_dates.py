"""The days on which the law changes, and the pages that lean on what changes then.

Three things have such a day: a paragraph or an act that ends (`in_force_to`), one that begins (`in_force_from`), and a
row of `law_changes.csv`, which names the pages it touches. A page that was last reviewed before the day says so from
the day on. A page that was reviewed after an act had ended must no longer lean on it: that is a fault.

What passes with time is never a fault, so that a site can be published whatever day it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from faltboken import laws, municipalities
from faltboken.page_rules import without_code
from faltboken.pages import PageSource
from faltboken.problems import Problem, in_order, quoted
from faltboken.tables import Row, Tables

TABLE = "law_changes"
# An act: its abbreviation, how ordinary text names it, and words in small letters of which such text has one.
Act = tuple[str, re.Pattern[str], tuple[str, ...]]
ENDED, BEGUN, DECIDED, PROPOSED = "ended", "begun", "decided", "proposed"
_ROLE = re.compile(r"\{(?:law|must)\}`([^`\n]+)`")
_GUIDE = re.compile(r"^(?:`{3,}|:{3,})\{guide\}[ \t]+([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Change:
    """The first day on which something is otherwise, what kind of change it is, and what changes, as a reader reads."""

    day: date
    kind: str
    name: str
    about: str = ""

    def sentence(self) -> str:
        """Return what a reader is told from the day on."""
        match self.kind:
            case "ended":
                return f"{self.about or self.name} gäller inte längre."
            case "begun":
                return f"{self.about or self.name} har börjat gälla eller fått ny lydelse."
            case "decided":
                return f"{self.name}."
            case _:
                return f"{self.name}. Det var ett förslag: kontrollera om det blev lag."


@dataclass(frozen=True)
class Citation:
    """A paragraph ("LVU 3 §") or an act ("LVU") that a page leans on, and where; `explained`: the glossary tells it."""

    name: str
    path: str
    line: int
    column: str = ""
    explained: bool = False


def citations(page: PageSource, tables: Tables) -> list[Citation]:
    """Return what a page leans on: in its roles and text, its notes, questions and guides, the glossary's list."""
    prose = without_code(page.text)
    found = [Citation(match[1].strip(), page.path, page.line_of(match.start())) for match in _ROLE.finditer(prose)]
    plain = _ROLE.sub(lambda match: " " * len(match[0]), prose)
    found += [Citation(name, page.path, page.line_of(place)) for name, place in _named(plain, _acts(tables))]
    for row in tables.by_name.get("local_notes", ()):
        if row.text("page") in names(page, tables):
            found += [Citation(reference, row.path, row.line, "laws") for reference in row.items("laws")]
            found += _in_cells(row, ("text",), tables)
    for row in tables.by_name.get("quiz", ()):
        if row.text("page") in names(page, tables):
            found += [Citation(reference, row.path, row.line, "laws") for reference in row.items("laws")]
    guides = set(_GUIDE.findall(page.text))
    for row in tables.by_name.get("guide_steps", ()):
        if row.text("guide") in guides:
            found += _in_cells(row, ("question", "answer", "action", "why"), tables)
    if "{glossary-list}" in prose:
        for row in tables.by_name.get("glossary", ()):
            found += _in_cells(row, ("abbreviation", "term", "explanation"), tables, explained=True)
    return found


def names(page: PageSource, tables: Tables) -> set[str]:
    """Return the names under which a page's file is published: its own, or those of the municipalities' pages."""
    if page.name != municipalities.MODEL.removeprefix("book/"):
        return {page.name}
    return {municipalities.page_of(row.text("id")).removeprefix("book/") for row in municipalities.with_page(tables)}


def ends(row: Row | None, act: Row | None) -> date | None:
    """Return the last day on which a paragraph holds: its own or that of its act, whichever comes first."""
    return min(filter(None, (part.day("in_force_to") for part in (row, act) if part)), default=None)


def _changes_of(name: str, tables: Tables, paragraphs: Mapping[str, Row]) -> Iterator[Change]:
    """Yield the days of a paragraph or an act; nothing for what the tables do not have."""
    row, acts = paragraphs.get(name), tables.by_name.get("acts")
    act = acts.find(row.text("act") if row else name) if acts else None
    end = ends(row, act)
    begins = max(filter(None, (part.day("in_force_from") for part in (row, act) if part)), default=None)
    if end and act is not None and (row is None or end == act.day("in_force_to")):
        yield Change(end + timedelta(1), ENDED, act.text("id"), f"{act.text('name')} ({act.text('id')})")
    elif end:
        yield Change(end + timedelta(1), ENDED, name)
    if begins:
        yield Change(begins, BEGUN, name)


def _paragraphs(tables: Tables) -> dict[str, Row]:
    return {laws.reference(row): row for row in tables.by_name.get("laws", ())}


def changes(page: PageSource, tables: Tables) -> list[Change]:
    """Return the changes that the page's last review did not know of, past and to come, in order of their days."""
    reviewed = page.front.last_reviewed or date.min
    is_history = bool(page.raw.get("history"))
    paragraphs = _paragraphs(tables)
    found = {
        change
        for citation in citations(page, tables)
        for change in _changes_of(citation.name, tables, paragraphs)
        if reviewed < change.day or (change.kind == ENDED and not is_history and not citation.explained)
    }
    for row in tables.by_name.get(TABLE, ()):
        day = row.day("date")
        is_told = any(change.day == day and change.name == row.text("act") for change in found)
        if day and reviewed < day and not is_told and names(page, tables) & set(row.items("pages")):
            found.add(Change(day, row.text("status"), row.text("title")))
    return sorted(found)


def check(page: PageSource, tables: Tables) -> list[Problem]:
    """Return a fault for each ended act or paragraph on a page that was reviewed after the end and is no history."""
    reviewed = page.front.last_reviewed
    if reviewed is None or page.raw.get("history"):
        return []
    found, paragraphs = [], _paragraphs(tables)
    for citation in citations(page, tables):
        over = [change for change in _changes_of(citation.name, tables, paragraphs) if change.kind == ENDED]
        if over and over[0].day <= reviewed and not citation.explained:
            message = (
                f"{quoted(citation.name)} gällde till och med {over[0].day - timedelta(1)}, och sidan "
                f"{page.name} är granskad {reviewed}. Skriv vad som gäller i stället, eller sätt history: true "
                "på en daterad historik."
            )
            found.append(Problem(citation.path, citation.line, citation.column, "ended-law", message))
    return in_order(set(found))


@lru_cache(maxsize=1024)
def _named(text: str, acts: tuple[Act, ...]) -> list[tuple[str, int]]:
    """Return the acts a text names and where it first does; a build asks several times for each page."""
    lowered = text.lower()
    likely = [(name, pattern) for name, pattern, hints in acts if any(hint in lowered for hint in hints)]
    return [(name, match.start()) for name, pattern in likely if (match := pattern.search(text))]


def _acts(tables: Tables) -> tuple[Act, ...]:
    """Return each act with how ordinary text names it: abbreviation, number or name."""
    rows = tables.by_name.get("acts", ())
    return tuple(_act(row.text("id"), row.text("sfs_number"), row.text("name")) for row in rows)


@lru_cache(maxsize=256)
def _act(own: str, number: str, name: str) -> Act:
    short, figures = re.escape(own), re.escape(number)
    words = re.sub(r"^(?:Lag|lag)\b", "lag(?:en)?", re.escape(name))
    pattern = re.compile(rf"(?<![\w-]){short}(?!\w)|(?<!\d){figures}(?!\d)|(?i:\b{words}(?:en)?\b)")
    # Nearly every page names few of the acts, and to look for these words first is much quicker than the pattern.
    return own, pattern, (own.lower(), number, re.sub(r"^lag\b", "", name.lower()))


def _in_cells(row: Row, columns: tuple[str, ...], tables: Tables, *, explained: bool = False) -> Iterator[Citation]:
    paragraphs = _paragraphs(tables)
    for column in columns:
        text = row.text(column)
        for reference in laws.in_text(text, paragraphs):
            yield Citation(reference, row.path, row.line, column, explained)
        for name, pattern, _ in _acts(tables):
            if pattern.search(laws.REFERENCE.sub("", text)):
                yield Citation(name, row.path, row.line, column, explained)
