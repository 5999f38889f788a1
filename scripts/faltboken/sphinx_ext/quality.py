"""`{quality}`: how much of the book is confirmed, reviewed and readable, counted from data and pages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from faltboken import freshness, pages, readability, swedish
from faltboken.freshness import SHOWN
from faltboken.queries import Query
from faltboken.rules import WHOLE_COUNTRY
from faltboken.sphinx_ext import page_text, quiz_figures
from faltboken.sphinx_ext.elements import inline, paragraph
from faltboken.sphinx_ext.navigation import tree_of
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.table_nodes import Cell, table
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row


class page_figures(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """Stands for the table of pages until all pages have been read."""


_COUNTS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("Stöd", lambda _row: True),
    ("Bekräftade", lambda row: freshness.assured(row) is not None),
    ("Obekräftade", lambda row: freshness.assured(row) is None),
    ("Utan telefon", lambda row: not row.text("phone")),
    ("Utan öppettider", lambda row: not row.text("opening_hours")),
)


class QualityDirective(DataDirective):
    """Show the figures of services by municipality, and of pages."""

    def run(self) -> list[nodes.Node]:
        """Return a table, and a stand-in for those that are filled when all pages have been read."""
        rows = self.select(Query("services", (("status", SHOWN),)))
        areas = [
            (WHOLE_COUNTRY, "Hela landet"),
            *((row.text("id"), row.text("name")) for row in self.select(Query("municipalities"))),
        ]
        rule = freshness.of(tables_of(self.env.app))
        by_area: dict[str, list[Row]] = {}
        for row in rows:
            for area in row.items("municipalities"):
                by_area.setdefault(area, []).append(row)
        groups = [(name, by_area.get(area, [])) for area, name in areas]
        cells: list[list[Cell]] = [
            [name, *(str(sum(map(count, own))) for _, count in _COUNTS), _first_due(own, rule)]
            for name, own in (*(group for group in groups if group[1]), ("Allt", rows))
        ]
        headings = ["Område", *(heading for heading, _ in _COUNTS), "Bekräftas igen senast"]
        return [table(headings, cells, "Stöd i registret, efter område", ("data",)), page_figures()]


def _first_due(rows: Sequence[Row], rule: freshness.Freshness) -> nodes.Node:
    """Return the first day on which a confirmation runs out; the browser adds how many have run out on its day."""
    dues = Counter(due for row in rows if (due := rule.due(row)))
    if not dues:
        return paragraph("–")
    days = " ".join(f"{day.isoformat()}*{count}" for day, count in sorted(dues.items()))
    return paragraph(swedish.long_date(min(dues)), " ", inline("span", data_dues=days, hidden="hidden"))


def _page_figures(app: Sphinx) -> list[tuple[str, ...]]:
    """Return, for each reviewed page in reading order: name, title, both dates, owner, words, reading time, LIX."""
    texts, terms = page_text.texts(app.env), _terms(app)
    figures: list[tuple[str, ...]] = []
    for page in tree_of(app).order:
        front = pages.FrontMatter.from_metadata(app.env.metadata.get(page.doc, {}))
        if page.doc not in texts or not front.last_reviewed or not front.next_review:
            continue
        text = texts[page.doc]
        reviewed = f"nej, läst {front.data_read}" if front.data_read else front.last_reviewed.isoformat()
        dates = (reviewed, front.next_review.isoformat())
        reading = (str(text.words), f"{text.minutes} min", str(readability.lix(text.prose, terms)))
        figures.append((page.doc, page.title, *dates, front.owner, *reading))
    return figures


def _pages_table(app: Sphinx) -> nodes.table:
    cells: list[list[Cell]] = [
        [nodes.paragraph("", "", page_link(doc.removeprefix("book/"), title)), *rest]
        for doc, title, *rest in _page_figures(app)
    ]
    headings = ["Sida", "Granskad", "Granskas igen", "Ansvarig", "Ord", "Lästid", "LIX"]
    result = table(headings, cells, "Sidor: granskning, längd och läsbarhet", ("data",))
    # Sphinx names captioned tables while it reads a page; this one is made later.
    result["ids"] = ["sidor"]
    return result


def _questions_table(app: Sphinx) -> list[nodes.Node]:
    """Return the figures of questions; nothing where the book has none."""
    cells: list[list[Cell]] = [list(figure) for figure in quiz_figures.figures(app)]
    if not cells:
        return []
    result = table(["Vad", "Antal"], cells, "Frågor att pröva sig med", ("data",))
    result["ids"] = ["fragor"]
    return [result]


def _terms(app: Sphinx) -> frozenset[str]:
    """Return the glossary's words in lower case: they are explained, so LIX does not count them as long."""
    tables = tables_of(app)
    return frozenset(row.text("term").lower() for row in tables["glossary"]) if "glossary" in tables else frozenset()


def _has_figures(env: BuildEnvironment) -> list[str]:
    found: set[str] = getattr(env, "faltboken_quality_pages", set())
    return sorted(found & set(env.found_docs))


def _remember(app: Sphinx, doctree: nodes.document) -> None:
    known: set[str] = getattr(app.env, "faltboken_quality_pages", set())
    if next(doctree.findall(page_figures), None) is not None:
        known.add(app.env.docname)
    else:
        known.discard(app.env.docname)
    app.env.faltboken_quality_pages = known  # type: ignore[attr-defined]


def _outdated_figures(app: Sphinx, env: BuildEnvironment) -> list[str]:
    counted = (_page_figures(app), quiz_figures.figures(app))
    digest = hashlib.sha256(repr(counted).encode()).hexdigest()
    before = getattr(env, "faltboken_figures", None)
    env.faltboken_figures = digest  # type: ignore[attr-defined]
    return _has_figures(env) if before != digest else []


class FillFigures(SphinxPostTransform):
    """Put the tables of questions and pages in their place, before Sphinx resolves the links in them."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        """Replace the stand-in by the tables."""
        for node in list(self.document.findall(page_figures)):
            node.replace_self([*_questions_table(self.app), _pages_table(self.app)])


def setup(app: Sphinx) -> None:
    """Register the directive; its page is written again whenever a figure has changed."""
    app.add_node(page_figures)
    app.add_post_transform(FillFigures)
    app.add_directive("quality", QualityDirective)
    app.connect("doctree-read", _remember)
    app.connect("env-updated", _outdated_figures, priority=600)
