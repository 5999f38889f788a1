"""Notebooks: run again when data or analysis code has changed, and their code folded into valid HTML."""

from __future__ import annotations

import html
from pathlib import Path

from docutils import nodes
from jupyter_client.manager import KernelManager
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def _note_what_it_reads(app: Sphinx, _doctree: nodes.document) -> None:
    """Make a notebook depend on all tables and analysis modules: it is run, not read, so no directive can tell."""
    if not app.env.doc2path(app.env.docname).endswith(".ipynb"):
        return
    root = Path(app.srcdir)
    for folder, pattern in (
        (root / "data", "*.csv"),
        (root / "data" / "schemas", "*.json"),
        (Path(__file__).parents[1] / "analyse", "*.py"),
    ):
        for path in sorted(folder.rglob(pattern)):
            app.env.note_dependency(str(path))


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    # myst-nb writes a paragraph inside <summary>, which HTML does not allow, and an English label.
    self.body.append(f'<details class="code"><summary>{html.escape(node["prompt_show"])}</summary>')


def _depart(self: HTML5Translator, _node: nodes.Element) -> None:
    self.body.append("</details>")


def setup(app: Sphinx) -> None:
    """Replace the folded cell of myst-nb by ours, and talk with the kernels in secret, so that they do not warn."""
    KernelManager.transport_encryption.default_value = "auto"
    app.add_node(HideCodeCellNode, override=True, html=(_visit, _depart))
    app.connect("doctree-read", _note_what_it_reads)
