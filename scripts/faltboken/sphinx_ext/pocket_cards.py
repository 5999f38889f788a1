"""Fickkort: a page for each area with its confirmed acute numbers, for one sheet of paper, and `{pocket-cards}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from faltboken import pocket_card, swedish
from faltboken.queries import Query
from faltboken.rules import WHOLE_COUNTRY
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block, inline
from faltboken.sphinx_ext.state import DataDirective, tables_of

FOLDER = "fickkort"
# The pages that lead to the cards. A book without any of them has none.
_LINKED_FROM = ("book/akut", "book/om/offline")


class PocketCardsDirective(DataDirective):
    """`{pocket-cards}`: a link to each area's card."""

    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Return the list of links. They are no references: Sphinx knows only the pages that are written in book/."""
        for table in ("acute", "services", "municipalities"):
            self.select(Query(table))
        up = "../" * published_name(self.env.docname).count("/")
        items = [
            block("li", inline("a", f"Fickkort: {name}", href=f"{up}{FOLDER}/{area}.html"))
            for area, name in pocket_card.areas(tables_of(self.env.app)).items()
        ]
        return [block("ul", *items)] if items else []


def _areas(app: Sphinx) -> dict[str, str]:
    linked = any(page in app.env.found_docs for page in _LINKED_FROM)
    return pocket_card.areas(tables_of(app)) if linked else {}


def page_names(app: Sphinx) -> list[str]:
    """Return the names of the pages that are made."""
    return [f"{FOLDER}/{area}" for area in _areas(app)]


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield each area's card; search engines are asked to leave it, as a number is to be read where it is kept."""
    for area, name in _areas(app).items():
        card = pocket_card.card(tables_of(app), area)
        context = {
            "title": f"Fickkort: {name}",
            "area": "" if area == WHOLE_COUNTRY else name,
            "card": card,
            "oldest": swedish.partial_date(card.oldest),
            "ask_at_112": pocket_card.ASK_AT_112,
            "body": "",
            "noindex": True,
        }
        yield f"{FOLDER}/{area}", context, "fickkort.html"


def setup(app: Sphinx) -> None:
    """Register the directive and collect the pages."""
    app.add_directive("pocket-cards", PocketCardsDirective)
    app.connect("html-collect-pages", _pages)
