"""Boxes an author writes in: words one can say, a made-up example, and what research knows."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from faltboken.queries import Query
from faltboken.sphinx_ext.elements import block, inline, paragraph
from faltboken.sphinx_ext.state import DataDirective
from faltboken.sphinx_ext.terms import page_link


def _body(directive: SphinxDirective) -> list[nodes.Node]:
    holder = nodes.container()
    directive.state.nested_parse(directive.content, directive.content_offset, holder)
    return list(holder.children)


class SayDirective(SphinxDirective):
    """`{say}`: words one can say."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the words as a quotation."""
        return [block("blockquote", *_body(self), classes=("say",))]


class ExampleDirective(SphinxDirective):
    """`{example}`: an example that is made up, and says so."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the example in a box that names it as made up."""
        label = paragraph("Ett påhittat exempel", classes=("example-label",))
        return [block("div", label, *_body(self), classes=("example",))]


class EvidenceDirective(DataDirective):
    """`{evidence}`: what was studied, what was found, and how sure we can be."""

    has_content = True
    option_spec: ClassVar = {
        "grade": directives.unchanged_required,
        "studied": directives.unchanged_required,
        "effect": directives.unchanged_required,
        "year": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the box; an unknown grade is a fault."""
        grade = self.options.get("grade", "")
        rows = self.select(Query("evidence_scale", (("id", (grade,)),)))
        if not rows:
            self.fault(
                f"Graden ”{grade}” finns inte i data/evidence_scale.csv. Välj en av graderna på sidan Evidensskalan."
            )
            return []
        facts: list[nodes.Node] = [
            block("dt", nodes.Text("Hur säkert")),
            block(
                "dd",
                paragraph(
                    inline("strong", rows[0].text("name")),
                    " (",
                    page_link("om/evidensskala", "så läser du skalan"),
                    ")",
                ),
            ),
        ]
        for option, heading in (("studied", "Vad som studerats"), ("effect", "Effekt"), ("year", "År")):
            if option in self.options:
                facts += [block("dt", nodes.Text(heading)), block("dd", nodes.Text(self.options[option]))]
        label = paragraph("Vad forskningen vet", classes=("evidence-label",))
        return [block("div", label, block("dl", *facts), *_body(self), classes=("evidence", f"grade-{grade}"))]


def setup(app: Sphinx) -> None:
    """Register the three directives."""
    app.add_directive("say", SayDirective)
    app.add_directive("example", ExampleDirective)
    app.add_directive("evidence", EvidenceDirective)
