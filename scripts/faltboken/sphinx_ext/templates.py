"""`{template} arbetstid`: the way to a workbook that a unit fills in (`faltboken.publish.templates`)."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from faltboken.publish import templates
from faltboken.schema import read_schema
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import link, paragraph


class TemplateDirective(SphinxDirective):
    """Show the link to one template."""

    required_arguments = 1
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Return the link; the page is read again when the template's schema changes."""
        data = Path(self.env.srcdir) / "data"
        name = directives.choice(self.arguments[0], templates.names(data))
        self.env.note_dependency(f"data/{templates.SCHEMAS}/{name}.json")
        schema = read_schema(data, f"{templates.SCHEMAS}/{name}.json")
        here = posixpath.dirname(published_name(self.env.docname)) or "."
        found = link(f"Hämta mallen {schema.title}", posixpath.relpath(templates.address(name), here))
        found["internal"] = True
        return [paragraph(found, " (Excel, öppnas också i LibreOffice)")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("template", TemplateDirective)
