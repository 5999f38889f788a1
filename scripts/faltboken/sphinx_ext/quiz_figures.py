"""How many questions the book asks, and in how many of the sections that say what the law demands; for `{quality}`."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken import questions, quiz
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import inline_element
from faltboken.sphinx_ext.state import tables_of

Anchors = tuple[str, ...]


def _obligations(env: BuildEnvironment) -> dict[str, tuple[Anchors, ...]]:
    """Return, for each page, the anchors of its sections that hold a mark of what the law demands."""
    if not hasattr(env, "faltboken_obligations"):
        env.faltboken_obligations = {}  # type: ignore[attr-defined]
    found: dict[str, tuple[Anchors, ...]] = env.faltboken_obligations  # type: ignore[attr-defined]
    return found


def _keep(app: Sphinx, doctree: nodes.document) -> None:
    found: dict[Anchors, None] = {}
    if published_name(app.env.docname).partition("/")[0] in quiz.CHAPTERS_WITH_OBLIGATIONS:
        for mark in doctree.findall(inline_element):
            section = mark.parent
            while section is not None and not isinstance(section, nodes.section):
                section = section.parent
            if "must" in mark["classes"] and section is not None:
                found[tuple(section["ids"])] = None
    _obligations(app.env)[app.env.docname] = tuple(found)


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _obligations(env).pop(docname, None)


def figures(app: Sphinx) -> list[tuple[str, str]]:
    """Return what is counted and the number, in words a reader understands; none where the book has no questions."""
    tables = tables_of(app)
    if questions.TABLE not in tables:
        return []
    asked = {(row.text("page"), row.text("section")) for row in tables[questions.TABLE]}
    sections = [(published_name(doc), own) for doc, found in sorted(_obligations(app.env).items()) for own in found]
    covered = sum(any((page, anchor) in asked for anchor in own) for page, own in sections)
    return [
        ("Frågor", str(len(tables[questions.TABLE]))),
        ("Sidor med självtest", str(len({page for page, _ in asked}))),
        ("Avsnitt som säger vad lagen kräver", str(len(sections))),
        ("Av dem med minst en fråga", str(covered)),
    ]


def setup(app: Sphinx) -> None:
    """Note the sections as pages are read."""
    app.connect("doctree-read", _keep)
    app.connect("env-purge-doc", _purge)
