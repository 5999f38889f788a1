"""`{term}` points at a word of `glossary.csv`; `{glossary-list}` prints them all."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain

from faltboken import swedish
from faltboken.queries import Query
from faltboken.sphinx_ext.elements import block, inline, paragraph
from faltboken.sphinx_ext.law import label_link
from faltboken.sphinx_ext.state import DataDirective, DataRole
from faltboken.tables import Row


def term_label(row: Row) -> str:
    """Return the anchor of a term on the glossary page."""
    return "term-" + nodes.make_id(row.text("term"))


class TermRole(DataRole):
    """`{term}`BUP`` or `{term}`ungdomspsykiatrin <BUP>``: a word with its explanation one tap away."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; an unknown word is a fault and stays as text."""
        match = re.fullmatch(r"(?P<shown>.+?) <(?P<word>.+)>", self.text)
        shown, word = (match["shown"], match["word"]) if match else (self.text, self.text)
        rows = self.select(Query("glossary", (("word", (word,)),)))
        if not rows:
            self.fault(f"Ordet ”{word}” finns inte i data/glossary.csv. Rätta stavningen eller lägg till en rad.")
            return [nodes.Text(shown)], []
        return [label_link(term_label(rows[0]), shown, "term")], []


class GlossaryListDirective(DataDirective):
    """`{glossary-list}`: every word with its explanation."""

    def run(self) -> list[nodes.Node]:
        """Return a list of terms in Swedish order."""
        parts: list[nodes.Node] = []
        for row in self.select(Query("glossary", sort="term")):
            parts += self._entry(row)
        return [block("dl", *parts, classes=("glossary",))]

    def _entry(self, row: Row) -> list[nodes.Node]:
        label = term_label(row)
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        domain.labels[label] = (self.env.docname, label, row.text("term"))
        domain.anonlabels[label] = (self.env.docname, label)
        abbreviation = f" ({row.text('abbreviation')})" if row.text("abbreviation") else ""
        term = block("dt", inline("strong", row.text("term")), nodes.Text(abbreviation))
        term["ids"] = [label]
        body: list[nodes.Node] = [paragraph(row.text("explanation"))]
        others = [*row.items("synonyms"), *row.items("everyday_words")]
        if others:
            body.append(paragraph(f"Sägs också: {swedish.joined(others)}.", classes=("soft",)))
        if row.text("page"):
            body.append(paragraph("Läs mer: ", page_link(row.text("page"))))
        return [term, block("dd", *body)]


def page_link(page: str, text: str = "") -> addnodes.pending_xref:
    """Return a link to a page, named from the book folder ("lag/orosanmalan"); without text it shows the title."""
    shown = nodes.inline("", text, classes=["doc"])
    return addnodes.pending_xref(
        "", shown, refdomain="std", reftype="doc", reftarget=f"/book/{page}", refexplicit=bool(text), refwarn=True
    )


def setup(app: Sphinx) -> None:
    """Register role and directive; ours takes the place of Sphinx's role of the same name."""
    app.add_role_to_domain("std", "term", TermRole(), override=True)
    app.add_directive("glossary-list", GlossaryListDirective)
