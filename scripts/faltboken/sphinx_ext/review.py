"""`{page-review}`: who reviewed the page and when, how long it takes to read, and the short answer."""

from __future__ import annotations

from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from faltboken import pages, swedish
from faltboken.sphinx_ext import page_text
from faltboken.sphinx_ext.elements import block, element, inline, paragraph

# A page in English says these words in its own language; dates are written with digits, which both readers know.
_PHRASES = {
    "sv": {
        "reviewed": "Granskad",
        "owner": "Ansvarig:",
        "due": "Granskas igen senast",
        "answer": "Kort svar",
        "minutes": "min läsning",
    },
    "en": {"reviewed": "Reviewed", "owner": "", "due": "Next review by", "answer": "In short", "minutes": "min read"},
}


def _phrases(app: Sphinx) -> dict[str, str]:
    page: pages.PageSource = app.env.temp_data["faltboken_page"]
    return _PHRASES.get(str(page.raw.get("language", "sv")), _PHRASES["sv"])


class PageReviewDirective(SphinxDirective):
    """Print front matter where the reader looks for it: under the title."""

    def run(self) -> list[nodes.Node]:
        """Return the line about the review and the box with the short answer; faults are told by the page checks."""
        page: pages.PageSource = self.env.temp_data["faltboken_page"]
        front, phrases = page.front, _phrases(self.env.app)
        parts: list[nodes.Node] = []
        if front.data_read:  # nobody has reviewed this page: it is made from tables
            told = nodes.Text("Sammanställd ur tabeller. Kommunens uppgifter lästa ")
            parts.append(block("li", told, _time(front.data_read)))
        elif front.last_reviewed:
            parts.append(block("li", nodes.Text(f"{phrases['reviewed']} "), _time(front.last_reviewed)))
        if front.owner and phrases["owner"]:
            parts.append(block("li", nodes.Text(f"{phrases['owner']} {front.owner}")))
        if front.next_review:
            due = _time(front.next_review, "review-due")
            parts.append(block("li", nodes.Text(f"{phrases['due']} "), due))
        parts.append(block("li", classes=("reading-time",)))
        result: list[nodes.Node] = [block("ul", *parts, classes=("meta",))]
        if front.summary:
            label = paragraph(phrases["answer"], classes=("answer-label",))
            result.append(block("div", label, paragraph(front.summary), classes=("answer",)))
        return result


def _time(day: date, css_class: str = "") -> nodes.Node:
    return inline("time", swedish.long_date(day), classes=(css_class,) if css_class else (), datetime=day.isoformat())


def _fill_reading_time(app: Sphinx, doctree: nodes.document) -> None:
    for node in doctree.findall(element):
        if "reading-time" in node["classes"]:
            minutes = page_text.texts(app.env)[app.env.docname].minutes
            node.append(nodes.Text(f"{minutes} {_phrases(app)['minutes']}"))


def setup(app: Sphinx) -> None:
    """Register the directive; the reading time is known when the whole page has been read."""
    app.add_directive("page-review", PageReviewDirective)
    app.connect("doctree-read", _fill_reading_time, priority=700)
