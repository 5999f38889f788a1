"""Roles that say which force a sentence has: law, guidance or local choice; none can be written without its ground."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.foot_roles import FootCiteRole

from faltboken.queries import Query
from faltboken.sphinx_ext.elements import inline
from faltboken.sphinx_ext.law import law_link
from faltboken.sphinx_ext.state import DataRole


class MustRole(DataRole):
    """`{must}`SoL 19:1``: the law demands it, with the paragraph."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark and the link to the paragraph."""
        mark = inline("span", "Ska", classes=("force", "must"))
        return [mark, nodes.Text(" "), law_link(self, self.text), nodes.Text(" ")], []


class ShouldRole(DataRole):
    """`{should}`sbu2018signs``: guidance or agreed practice recommends it, with the source."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark and a footnote to the source."""
        mark = inline("span", "Bör", classes=("force", "should"))
        notes, messages = FootCiteRole()("footcite", self.rawtext, self.text, self.lineno, self.inliner)
        return [mark, *notes, nodes.Text(" ")], messages


class LocalRole(DataRole):
    """`{local}`exempelby``: a municipality has chosen to do so."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark with the municipality's name."""
        rows = self.select(Query("municipalities", (("id", (self.text,)),), everything=True))
        if not rows:
            self.fault(
                f"Kommunen ”{self.text}” finns inte i data/municipalities.csv. Skriv kommunens id ur första kolumnen."
            )
            return [], []
        mark = inline("span", f"Så gör vi i {rows[0].text('name')}", classes=("force", "local"))
        return [mark, nodes.Text(" ")], []


def setup(app: Sphinx) -> None:
    """Register the three roles."""
    app.add_role("must", MustRole())
    app.add_role("should", ShouldRole())
    app.add_role("local", LocalRole())
