"""`{directory}`: every service in one place, by municipality, with what a filter needs beside each.

The page is whole without JavaScript. `theme/static/directory.js` shows the form and filters what already stands there,
so nothing that a reader chooses leaves the browser.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.template import FileRenderer

from faltboken import freshness, phones
from faltboken.freshness import SHOWN
from faltboken.queries import Query, swedish_order
from faltboken.rules import PROTECTED_HOUSING, WHOLE_COUNTRY
from faltboken.schema import Schema
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block
from faltboken.sphinx_ext.service_links import page_name
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.tables import Row

_TEMPLATE = Path(__file__).parents[1] / "theme" / "partials" / "directory.html"
_CHANNELS = (("t", "phone"), ("w", "url"), ("b", "address"))


class DirectoryDirective(DataDirective):
    """Show every service, those of each municipality first and those of the whole country last."""

    def run(self) -> list[nodes.Node]:
        """Return the directory; it is written again when any row of it has changed."""
        services = self.select(Query("services", (("status", SHOWN),)))
        municipalities, needs = self.select(Query("municipalities")), self.select(Query("needs"))
        used = {need for row in services for need in row.items("needs")}
        served = {place for row in services for place in row.items("municipalities")}
        places = [_place(row) for row in municipalities if row.text("id") in served]
        self.env.note_dependency(str(_TEMPLATE))
        context = {
            "root": "../" * published_name(self.env.docname).count("/"),
            "places": places,
            "needs": [
                {"id": row.text("id"), "name": row.text("name"), "words": ";".join(row.items("everyday_words"))}
                for row in needs
                if row.text("id") in used
            ],
            "audiences": self._audiences(),
            "groups": _groups(services, places, freshness.of(tables_of(self.env.app))),
        }
        html = FileRenderer([str(_TEMPLATE.parent)]).render(_TEMPLATE.name, context)
        return [block("div", nodes.raw("", html, format="html"), classes=("services", "directory"))]

    def _audiences(self) -> list[tuple[str, str]]:
        schema: Schema = tables_of(self.env.app)["services"].schema
        column = schema.field("audience")
        return [(value, column.label(value)) for value in column.enum]


def _place(row: Row) -> dict[str, str]:
    number = row.text("switchboard")
    return {
        "id": row.text("id"),
        "name": row.text("name"),
        "switchboard": number,
        "switchboard_href": phones.phone_link(number) if number else "",
    }


def _groups(services: list[Row], places: list[dict[str, str]], rule: freshness.Freshness) -> list[dict[str, Any]]:
    """Return the services of each place in Swedish order; a service of several stands under the first of them."""
    groups = []
    for place in [*places, {"id": WHOLE_COUNTRY, "name": "Hela landet"}]:
        rows = [row for row in services if row.items("municipalities")[0] == place["id"]]
        if rows:
            rows.sort(key=lambda row: swedish_order(row.text("name")))
            groups.append({"id": place["id"], "name": place["name"], "services": [entry(row, rule) for row in rows]})
    return groups


def entry(row: Row, rule: freshness.Freshness) -> dict[str, Any]:
    """Return a service as its entry in the directory shows and is filtered by."""
    protected = PROTECTED_HOUSING in row.items("needs")
    channels = [letter for letter, column in _CHANNELS if row.text(column) and not (protected and column == "address")]
    known = row.values["self_referral"]
    return {
        "id": row.text("id"),
        "page": page_name(row),
        "name": row.text("name"),
        "description": first_sentence(row.text("description")),
        "phone": row.text("phone"),
        "phone_href": phones.phone_link(row.text("phone")) if row.text("phone") else "",
        "state": freshness.words(row, rule),
        "municipalities": " ".join(row.items("municipalities")),
        "needs": " ".join(row.items("needs")),
        "audience": " ".join(row.items("audience")),
        "ages": f"{row.text('minimum_age')}-{row.text('maximum_age')}",
        "self_referral": "" if known is None else "ja" if known else "nej",
        "channels": "".join(channels),
        "hours": row.text("opening_hours"),
        "words": ";".join(filter(None, (row.text("organization"), *row.items("keywords")))),
    }


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, all of it where no other begins."""
    return re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", text, maxsplit=1)[0]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("directory", DirectoryDirective)
