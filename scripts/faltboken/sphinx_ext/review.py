"""`{page-review}`: who reviewed the page and when, how long it takes to read, and the short answer."""

from __future__ import annotations

from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from faltboken import pages, swedish
from faltboken.sphinx_ext.elements import block, element, inline, paragraph

WORDS_A_MINUTE = 200


class PageReviewDirective(SphinxDirective):
    """Print front matter where the reader looks for it: under the title."""

    def run(self) -> list[nodes.Node]:
        """Return the line about the review and the box with the short answer; faults are told by the page checks."""
        page: pages.PageSource = self.env.temp_data["faltboken_page"]
        front = page.front
        parts: list[nodes.Node] = []
        if front.last_reviewed:
            by = f" av {front.owner}" if front.owner else ""
            parts.append(block("li", nodes.Text("Granskad "), _time(front.last_reviewed), nodes.Text(by)))
        if front.next_review:
            due = _time(front.next_review, "review-due")
            parts.append(block("li", nodes.Text("Granskas igen senast "), due))
        parts.append(block("li", classes=("reading-time",)))
        result: list[nodes.Node] = [block("ul", *parts, classes=("meta",))]
        if front.summary:
            label = paragraph("Kort svar", classes=("answer-label",))
            result.append(block("div", label, paragraph(front.summary), classes=("answer",)))
        return result


def _time(day: date, css_class: str = "") -> nodes.Node:
    return inline("time", swedish.long_date(day), classes=(css_class,) if css_class else (), datetime=day.isoformat())


def _fill_reading_time(_app: Sphinx, doctree: nodes.document) -> None:
    for node in doctree.findall(element):
        if "reading-time" in node["classes"]:
            minutes = max(1, round(len(doctree.astext().split()) / WORDS_A_MINUTE))
            node.append(nodes.Text(f"{minutes} min läsning"))


def setup(app: Sphinx) -> None:
    """Register the directive; the reading time is known when the whole page has been read."""
    app.add_directive("page-review", PageReviewDirective)
    app.connect("doctree-read", _fill_reading_time)
