"""`{directory}`: every service in one place, by municipality, with what a filter needs beside each.

The page is whole without JavaScript. `theme/static/directory.js` shows the form and filters what already stands there,
The page is whole without JavaScript. `theme/static/directory.js` shows the form and filters what stands there already,
those of the whole country; those of a municipality stand as tables on its page, which the directory links to, and as
entries in `_static/directory/<id>.js`, which the script fetches when the municipality is chosen. Such a file calls
`faltbokenDirectory(id, entries)` with the same HTML as the page would have had, so it works from a folder and under the
content security policy. What that costs: `tests/benchmarks/run.py directory`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.template import FileRenderer

from faltboken import apart, freshness, phones
from faltboken.freshness import SHOWN
from faltboken.queries import Query, swedish_order
from faltboken.rules import PROTECTED_HOUSING, WHOLE_COUNTRY
from faltboken.schema import Schema
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block
from faltboken.sphinx_ext.service_links import DIRECTORY, page_name
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.tables import Row, Tables

_PARTIALS = Path(__file__).parents[1] / "theme" / "partials"
_TEMPLATE, _ENTRIES = "directory.html", "directory_entries.html"
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
        tables = tables_of(self.env.app)
        later = apart.places(tables, self.env.found_docs)
        rule, counts = freshness.of(tables), apart.by_place(tables)
        groups = _groups(services, places, later, rule)
        for name in (_TEMPLATE, _ENTRIES):
            self.env.note_dependency(str(_PARTIALS / name))
        context = {
            "root": _root(self.env.docname),
            "later": {place["id"]: len(counts[place["id"]]) for place in places if place["id"] in later},
            "left_out": len(services) - sum(len(group["services"]) for group in groups),
            "places": places,
            "needs": [
                {"id": row.text("id"), "name": row.text("name"), "words": ";".join(row.items("everyday_words"))}
                for row in needs
                if row.text("id") in used
            ],
            "audiences": self._audiences(),
            "groups": groups,
        }
        html = FileRenderer([str(_PARTIALS)]).render(_TEMPLATE, context)
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
        "field_team": row.text("field_team"),
        "switchboard": number,
        "switchboard_href": phones.phone_link(number) if number else "",
    }


def _root(docname: str) -> str:
    return "../" * published_name(docname).count("/")


def _groups(
    services: Iterable[Row], places: list[dict[str, str]], later: Collection[str], rule: freshness.Freshness
) -> list[dict[str, Any]]:
    """Return the services of each place in Swedish order; a service of several stands under the first of them.

    Places whose services come `later` have no group, and a service of such places only is left out.
    """
    by_home: dict[str, list[Row]] = {}
    for row in services:
        homes = [place for place in row.items("municipalities") if place not in later]
        if homes:
            by_home.setdefault(homes[0], []).append(row)
    return [
        {"id": place["id"], "name": place["name"], "services": _entries(by_home[place["id"]], rule)}
        for place in [*places, {"id": WHOLE_COUNTRY, "name": "Hela landet"}]
        if place["id"] in by_home
    ]


def _entries(rows: Iterable[Row], rule: freshness.Freshness) -> list[dict[str, Any]]:
    return [entry(row, rule) for row in sorted(rows, key=lambda row: swedish_order(row.text("name")))]


def later_files(tables: Tables, docs: Collection[str]) -> Mapping[str, str]:
    """Return the scripts that hold a municipality's entries, by file name; none where the page holds them all.

    A service of several municipalities stands in the file of each, since one at a time is shown.
    """
    places = apart.places(tables, docs) if DIRECTORY in docs else ()
    rows, rule, render = apart.by_place(tables) if places else {}, freshness.of(tables), _renderer()
    return {
        f"{place}.js": f"faltbokenDirectory({json.dumps(place)},{json.dumps(render(found), ensure_ascii=False)});\n"
        for place in sorted(places)
        if (found := _entries(rows.get(place, ()), rule))
    }


def _renderer() -> Callable[[list[dict[str, Any]]], str]:
    """Return what makes the HTML of entries: made once, because the template is parsed each time a renderer is."""
    renderer = FileRenderer([str(_PARTIALS)])
    return lambda entries: renderer.render(_ENTRIES, {"services": entries, "root": _root(DIRECTORY)}).strip()


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


def _everything_if_apart(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Return all pages when the book has become so large that services stand apart, or so small that they do not."""
    tables = tables_of(app)
    now = apart.services_are(tables), apart.places(tables, env.found_docs)
    before = getattr(env, "faltboken_apart", None)
    env.faltboken_apart = now  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before not in (None, now) else []


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("directory", DirectoryDirective)
    app.connect("env-get-outdated", _everything_if_apart)
