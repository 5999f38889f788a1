"""Places in a page where every municipality stands, without any being named: two directives and a role."""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx

from faltboken import municipalities, phones
from faltboken.municipalities import WITH_PAGE, page_of
from faltboken.queries import Query
from faltboken.sphinx_ext.data_table import UNKNOWN
from faltboken.sphinx_ext.elements import link, paragraph
from faltboken.sphinx_ext.service_links import made_page_link
from faltboken.sphinx_ext.state import DataDirective, DataRole
from faltboken.sphinx_ext.table_nodes import Cell, table
from faltboken.tables import Row


class _OfAll(DataDirective):
    def rows(self) -> list[Row]:
        """Return the municipalities that have a page; the page that asks depends on which those are."""
        return self.select(WITH_PAGE)

    def page_link(self, row: Row, text: str = "") -> nodes.Node:
        """Return a link to the municipality's page, or its name where the book has no such page."""
        name = page_of(row.text("id"))
        shown = text or row.text("name")
        return made_page_link(name, "", shown, "doc") if name in self.env.found_docs else nodes.Text(shown)


class MunicipalitiesDirective(_OfAll):
    """`{municipalities}`: links to the municipalities' pages, before the list in its body; or how to reach each."""

    has_content = True
    option_spec: ClassVar = {"contact": directives.flag, "caption": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the list, or with `:contact:` a table with switchboard and outreach team."""
        rows = self.rows()
        if "contact" in self.options:
            headings = ["Kommun", "Växel", "Fältgrupp", "Webbplats"]
            cells = [self._contact(row) for row in rows]
            return [table(headings, cells, self.options.get("caption", ""), ("stack",))] if rows else []
        result = nodes.bullet_list("", *[nodes.list_item("", paragraph(self.page_link(row))) for row in rows])
        result["bullet"] = "-"
        wrapper = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, wrapper)
        for child in wrapper.children:
            result += list(child.children) if isinstance(child, nodes.bullet_list) else []
        return [result] if result.children else []

    def _contact(self, row: Row) -> list[Cell]:
        number, address = row.text("switchboard"), row.text("website")
        team = ", ".join(filter(None, (row.text("field_team"), row.text("target_ages"))))
        return [
            paragraph(self.page_link(row)),
            paragraph(link(number, phones.phone_link(number), "number") if number else UNKNOWN),
            paragraph(team or UNKNOWN),
            paragraph(link(address.split("://", 1)[-1].rstrip("/").removeprefix("www."), address)),
        ]


class EachMunicipalityDirective(_OfAll):
    """`{each-municipality}`: its body once for each municipality, with `{{ name }}` and other columns filled in."""

    has_content = True
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Return what the body gives; headings in it take their own places among the page's."""
        result: list[nodes.Node] = []
        for row in self.rows():
            lines = municipalities.filled("\n".join(self.content), row).split("\n")
            wrapper = nodes.Element()
            self.state.nested_parse(StringList(lines, ""), self.content_offset, wrapper, match_titles=True)
            result += wrapper.children
        return result


class MunicipalityRole(DataRole):
    """`{municipality}`exempelby`` or `{municipality}`words <exempelby#anchor>``: a link to a municipality's page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; only the words where the municipality has no page in this edition."""
        match = re.fullmatch(r"(?P<shown>.+?) <(?P<id>[^#>]+)(?:#(?P<anchor>[^>]+))?>", self.text)
        shown, own, anchor = (match["shown"], match["id"], match["anchor"]) if match else ("", self.text, "")
        rows = self.select(Query("municipalities", (("id", (own,)),), everything=True))
        self.select(Query("municipalities", (("id", (own,)), ("served", ("ja",)))))  # whether it has a page
        if not rows:
            self.fault(f"Kommunen ”{own}” finns inte i data/municipalities.csv. Skriv kommunens id ur första kolumnen.")
            return [nodes.Text(shown or own)], []
        shown = shown or rows[0].text("name")
        if page_of(own) not in self.env.found_docs:
            return [nodes.Text(shown)], []
        found: addnodes.pending_xref = made_page_link(page_of(own), anchor or "", shown, "doc")
        return [found], []


def setup(app: Sphinx) -> None:
    """Register directives and role."""
    app.add_directive("municipalities", MunicipalitiesDirective)
    app.add_directive("each-municipality", EachMunicipalityDirective)
    app.add_role("municipality", MunicipalityRole())
