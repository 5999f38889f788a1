"""A table of services as one node that says which rows and columns it shows; what is in it is written with the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from faltboken import freshness
from faltboken.sphinx_ext.builder import Builder
from faltboken.sphinx_ext.elements import link
from faltboken.sphinx_ext.service_cells import Page, head_and_body
from faltboken.sphinx_ext.state import tables_of
from faltboken.tables import Row


class service_rows(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """Stands for the head and body of a table of services until the page is written."""


def services_table(rows: Sequence[Row], columns: Sequence[str], caption: str) -> nodes.table:
    """Return a table of services with the columns asked for; names lead to each service's own page.

    Nothing of the rows is in the page's tree, which is gone through dozens of times before it is written: with
    thousands of services that was most of what a municipality's page cost.
    """
    filling = service_rows(services=[row.text("id") for row in rows], columns=list(columns))
    title = [nodes.title("", caption)] if caption else []
    return nodes.table("", *title, filling, classes=["services", "stack"])


def _rows_of(app: Sphinx, node: service_rows) -> list[Row]:
    services = tables_of(app)["services"]
    return [row for name in node["services"] if (row := services.find(name))]


def _write_rows(self: HTML5Translator, node: service_rows) -> None:
    builder = self.builder
    assert isinstance(builder, Builder)
    app = builder.app
    page = Page(freshness.of(tables_of(app)), lambda name: builder.get_relative_uri(builder.current_docname, name))
    self.body.append(head_and_body(_rows_of(app, node), node["columns"], page))
    raise nodes.SkipNode


class LinksOfRows(SphinxPostTransform):
    """Show the link checker the addresses that the rows lead to."""

    builders = ("linkcheck",)
    default_priority = 700  # before the checker collects what there is

    def run(self, **_: Any) -> None:
        """Put the links where the rows would be."""
        for node in list(self.document.findall(service_rows)):
            for row in _rows_of(self.app, node):
                shown = {"contact": row.text("url"), "trust": row.text("source_url")}
                node += [link(name, shown[name]) for name in node["columns"] if shown.get(name)]


def setup(app: Sphinx) -> None:
    """Register the node, and what shows its links to the link checker."""
    app.add_node(service_rows, html=(_write_rows, None))
    app.add_post_transform(LinksOfRows)
