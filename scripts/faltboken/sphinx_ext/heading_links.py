"""Links to a heading on another page: written again when the headings of that page change.

Sphinx writes only pages that have been read, so a link to a heading that has got another name would stand as it was,
and nobody would be told that it leads nowhere.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken.sphinx_ext import page_text

Headings = tuple[tuple[str, str], ...]


def _links(env: BuildEnvironment) -> dict[str, frozenset[str]]:
    """Return, for each page, the pages whose headings it links to."""
    if not hasattr(env, "faltboken_heading_links"):
        env.faltboken_heading_links = {}  # type: ignore[attr-defined]
    found: dict[str, frozenset[str]] = env.faltboken_heading_links  # type: ignore[attr-defined]
    return found


def _remember(app: Sphinx, doctree: nodes.document) -> None:
    references = doctree.findall(addnodes.pending_xref)
    targets = frozenset(str(node["reftarget"]) for node in references if node.get("reftargetid"))
    _links(app.env)[app.env.docname] = targets


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _links(env).pop(docname, None)


def _leading_to_changed(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    before: dict[str, Headings] = getattr(env, "faltboken_headings", {})
    now = {
        docname: tuple((section.anchor, section.heading) for section in text.sections)
        for docname, text in page_text.texts(env).items()
    }
    env.faltboken_headings = now  # type: ignore[attr-defined]
    changed = {docname for docname in now if now[docname] != before.get(docname)}
    return [docname for docname, targets in _links(env).items() if targets & changed and docname in env.found_docs]


def setup(app: Sphinx) -> None:
    """Note the links as pages are read; name the pages to write again when all are read."""
    app.connect("doctree-read", _remember)
    app.connect("env-purge-doc", _purge)
    app.connect("env-updated", _leading_to_changed)
