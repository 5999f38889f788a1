"""`{meetings}`: the meetings of the first year with their questions, as a table to bring to the meeting."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from faltboken import onboarding
from faltboken.queries import Query
from faltboken.sphinx_ext.elements import block, inline, paragraph
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.table_nodes import Cell, table
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row


class MeetingsDirective(DataDirective):
    """Show all meetings, or those of one kind, in the order of the weeks."""

    option_spec: ClassVar = {"kind": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the table: week, subject and questions; with more than one kind also which kind it is."""
        kinds = self.words("kind")
        rows = self.select(Query(onboarding.MEETINGS, (("kind", kinds),) if kinds else ()))
        if not rows:
            tables = tables_of(self.env.app)
            known = tables[onboarding.MEETINGS].schema.field("kind").enum if onboarding.MEETINGS in tables else ()
            self.fault(f"Inga möten stämmer med valet. Välj bland {', '.join(known)}.")
            return []
        rows.sort(key=lambda row: (row.integer("week") or 0, row.text("kind")))
        kind = tables_of(self.env.app)[onboarding.MEETINGS].schema.field("kind")
        one = len({row.text("kind") for row in rows}) == 1
        cells: list[list[Cell]] = [
            [str(row.integer("week")), *([] if one else [kind.label(row.text("kind"))]), _subject(row), _questions(row)]
            for row in rows
        ]
        headings = ["Vecka", *([] if one else ["Möte"]), "Ämne", "Frågor"]
        return [table(headings, cells, classes=("data", "stack"))]


def _subject(row: Row) -> nodes.Node:
    title = inline("strong", row.text("title"))
    return paragraph(title, ". Läs: ", page_link(row.text("page")), ".") if row.text("page") else paragraph(title)


def _questions(row: Row) -> nodes.Node:
    return block("ul", *[block("li", paragraph(question)) for question in row.items("questions")])


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("meetings", MeetingsDirective)
