"""`{page-services}`: the services that matter for a page, by the needs that `page_needs.csv` names for it."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from faltboken.freshness import SHOWN
from faltboken.queries import Query, has_channel, swedish_order
from faltboken.rules import WHOLE_COUNTRY, is_confirmed
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import paragraph
from faltboken.sphinx_ext.service_links import DIRECTORY, directory_link
from faltboken.sphinx_ext.service_tables import services_table
from faltboken.sphinx_ext.state import DataDirective
from faltboken.tables import Row

MOST = 6


class PageServicesDirective(DataDirective):
    """Show the few that can be reached from anywhere, confirmed first; the rest stand in the directory."""

    option_spec: ClassVar = {"confirmed": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return a short table and a link to the directory for each need of the page."""
        page = published_name(self.env.docname)
        needs = tuple(row.text("need") for row in self.select(Query("page_needs", (("page", (page,)),))))
        if not needs:
            self.fault(f"Sidan ”{page}” har inga behov i data/page_needs.csv. Lägg till en rad, eller ta bort rutan.")
            return []
        rows = self.select(Query("services", (("needs", needs), ("status", SHOWN))))
        shown = sorted(filter(self._belongs, rows), key=_order)[:MOST]
        result: list[nodes.Node] = []
        if shown:
            columns = ("name", "area", "reach", "state")
            result.append(services_table(shown, columns, "Stöd som hör till sidan"))
        if DIRECTORY in self.env.found_docs:
            links: list[nodes.Node | str] = []
            for row in self.select(Query("needs", (("id", needs),))):
                links += [", " if links else "Alla stöd för: ", directory_link(row.text("name"), behov=row.text("id"))]
            result.append(paragraph(*links, "."))
        return result

    def _belongs(self, row: Row) -> bool:
        if "confirmed" in self.options:
            return is_confirmed(row)
        return has_channel(row) and (is_confirmed(row) or WHOLE_COUNTRY in row.items("municipalities"))


def _order(row: Row) -> tuple[bool, bool, str]:
    national = WHOLE_COUNTRY in row.items("municipalities")
    return not is_confirmed(row), not national, swedish_order(row.text("name"))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("page-services", PageServicesDirective)
