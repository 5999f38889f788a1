"""Ringlistor: a printable page for each area with the services to ring, and `{call-lists}`, which links to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from faltboken import call_list, freshness, swedish
from faltboken.queries import Query
from faltboken.rules import WHOLE_COUNTRY
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block, inline
from faltboken.sphinx_ext.state import DataDirective, tables_of

FOLDER = "ringlista"
# The page that leads to the lists. A book without it has none.
_LINKED_FROM = "book/om/kvalitet"


class CallListsDirective(DataDirective):
    """`{call-lists}`: a link to each area's list."""

    def run(self) -> list[nodes.Node]:
        """Return the list of links. They are no references: Sphinx knows only the pages that are written in book/."""
        services = self.select(Query("services", (("status", freshness.SHOWN),)))
        up = "../" * published_name(self.env.docname).count("/")
        self.select(Query("municipalities"))
        counts = Counter(map(call_list.area_of, services))
        items = []
        for area, name in call_list.areas(tables_of(self.env.app)).items():
            count = counts[area]
            link = inline("a", f"Ringlista: {name}", href=f"{up}{FOLDER}/{area}.html")
            items.append(block("li", link, nodes.Text(f" ({count} {_noun(count)})")))
        return [block("ul", *items)] if items else []


def _noun(count: int) -> str:
    return "verksamhet" if count == 1 else "verksamheter"


def page_names(app: Sphinx) -> list[str]:
    """Return the names of the pages that are made."""
    return [f"{FOLDER}/{area}" for area in _areas(app)]


def _areas(app: Sphinx) -> dict[str, str]:
    return call_list.areas(tables_of(app)) if _LINKED_FROM in app.env.found_docs else {}


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield each area's page; search engines are asked to leave it, and the book's own search does not know it."""
    tables = tables_of(app)
    for area, area_name in _areas(app).items():
        found = call_list.groups(tables, area)
        count = sum(len(group.calls) for group in found)
        municipality = tables["municipalities"].find(area) if area != WHOLE_COUNTRY else None
        context = {
            "title": f"Ringlista: {area_name}",
            "count": f"{count} {_noun(count)}",
            "file": next(call.row.path for group in found for call in group.calls),
            "switchboard": municipality.text("switchboard") if municipality else "",
            "groups": found,
            "column": tables["services"].schema.field,
            "long_date": swedish.long_date,
            "body": "",
            "noindex": True,
        }
        yield f"{FOLDER}/{area}", context, "ringlista.html"


def setup(app: Sphinx) -> None:
    """Register the directive and collect the pages."""
    app.add_directive("call-lists", CallListsDirective)
    app.connect("html-collect-pages", _pages)
