"""Local notes on the page they belong to: at the end of a section's own text, each marked with its municipality.

A page without notes is what its file says, to the byte: a note adds a box and changes nothing around it.
"""

from __future__ import annotations

from datetime import timedelta

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from faltboken import laws, pages, swedish
from faltboken.local_notes import TABLE
from faltboken.queries import Query
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block, inline, link, paragraph
from faltboken.sphinx_ext.law import label_link
from faltboken.sphinx_ext.state import select, tables_of
from faltboken.tables import Row

logger = logging.getLogger(__name__)


def _add(app: Sphinx, doctree: nodes.document) -> None:
    if TABLE not in tables_of(app):
        return
    page = published_name(app.env.docname)
    for row in select(app.env, Query(TABLE, (("page", (page,)),))):
        place = _section(doctree, row.text("section"))
        if place is None:
            message = "%s:%s: section: Sidan %s har inget avsnitt ”%s”. Kör kb.py check, så står det vilka den har."
            logger.warning(message, row.path, row.line, page, row.text("section"), type="faltboken")
            continue
        own = [number for number, child in enumerate(place.children) if isinstance(child, nodes.section)]
        end = own[0] if own and row.text("section") else len(place.children)
        place.insert(end, _note(app, row))


def _section(doctree: nodes.document, anchor: str) -> nodes.section | None:
    """Return the section with an anchor; for "" the whole page."""
    for section in doctree.findall(nodes.section):
        if not anchor or anchor in section["ids"]:
            return section
    return None


def _note(app: Sphinx, row: Row) -> nodes.Node:
    [municipality] = select(app.env, Query("municipalities", (("id", (row.text("municipality"),)),)))
    name = municipality.text("name")
    text: list[nodes.Node | str] = [_mark(name), " ", row.text("text")]
    for reference in row.items("laws"):
        text += [" ", label_link(laws.label(reference), reference.replace(" ", "\N{NO-BREAK SPACE}"), "law")]
    if row.text("link_url"):
        text += [" ", link(row.text("link_text") or "Läs mer hos kommunen", row.text("link_url"))]
    return block(
        "div",
        paragraph(*text),
        paragraph(*_trust(app, row, name), classes=("soft",)),
        classes=("local-note",),
        role="note",
        aria_label=f"Så gör vi i {name}",
        data_municipality=row.text("municipality"),
    )


def _mark(name: str) -> nodes.Node:
    return inline("span", f"Så gör vi i {name}", classes=("force", "local"))


def _trust(app: Sphinx, row: Row, name: str) -> list[nodes.Node | str]:
    """Return how sure the note is, who answers for it, and where it was read."""
    day, read = row.day("assured_date"), row.day("source_read_date")
    resource = tables_of(app)[TABLE].resource
    days = pages.review_days(resource.review_in) if resource else 0
    if day:
        said, due = swedish.long_date(day), (day + timedelta(days)).isoformat()
        overdue = f"Inte bekräftad sedan {said}"
        tag = inline("span", f"Bekräftad {said}", classes=("tag", "confirmed"), data_due=due, data_overdue=overdue)
    else:
        tag = inline("span", "Obekräftad", classes=("tag", "unknown"))
    source = [
        link("Källa", row.text("source_url")),
        inline("span", f" för noten om {name}", classes=("visually-hidden",)),
    ]
    written = f", skriven {swedish.partial_date(row.text('source_date'))}" if row.text("source_date") else ""
    when = f", läst {swedish.long_date(read)}" if read else ""
    return [tag, f" Ansvarig: {row.text('owner_role')}. ", *source, f"{written}{when}."]


def setup(app: Sphinx) -> None:
    """Add the notes when a page has been read, before its words are kept for search."""
    app.connect("doctree-read", _add, priority=400)
