"""Pages say when law they lean on has changed: from the day, by the reader's clock, or in a build made after it.

Before the day a page says in its line about the review what ends and when, so that a reader without JavaScript knows.
The notice stands hidden below the title with its day in `data-from`; faltboken.js shows it and hides what has
`data-until`. A page that prints something else after a day is read again by the first build after that day.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken import laws, swedish
from faltboken.law_dates import DECIDED, ENDED, PROPOSED, TABLE, Change, changes, citations
from faltboken.pages import PageSource
from faltboken.queries import Query
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.days import day_of_build, from_day
from faltboken.sphinx_ext.elements import block, element, paragraph
from faltboken.sphinx_ext.state import select, tables_of
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Tables

CHANGES_PAGE = "lag/lagandringar"
_PHRASES = {
    "sv": ("Lagen ändrades den {}.", "Lagen kan ha ändrats den {}.", "Sidan är inte genomgången sedan dess."),
    "en": ("The law changed on {}.", "The law may have changed on {}.", "This page has not been reviewed since."),
}


def _add(app: Sphinx, doctree: nodes.document) -> None:
    page: PageSource | None = app.env.temp_data.get("faltboken_page")
    title = doctree.next_node(nodes.title)
    if page is None or title is None:
        return
    tables = tables_of(app)
    _depend_on(app.env, page, tables)
    found = changes(page, tables)
    today = day_of_build(app.env, [change.day for change in found])
    days = [list(group) for _, group in groupby(found, lambda change: change.day)]
    if days:
        section = title.parent
        assert isinstance(section, nodes.Element)
        section.insert(1, _notice(app, page, days))
    meta = next((node for node in doctree.findall(element) if "meta" in node["classes"]), None)
    if isinstance(meta, element):
        last = len(meta) - 1  # the reading time
        meta[last:last] = [item for group in days if group[0].day > today for item in _coming(group)]


def _depend_on(env: BuildEnvironment, page: PageSource, tables: Tables) -> None:
    """Have the page read again when what its notices say changes in the data."""
    cited = {citation.name for citation in citations(page, tables)}
    if "laws" in tables and "acts" in tables:
        rows = select(env, Query("laws", (("reference", tuple(sorted(cited))),)))
        acts = cited | {row.text("act") for row in rows}
        select(env, Query("acts", (("id", tuple(sorted(acts))),)))
    if TABLE in tables:
        select(env, Query(TABLE, (("pages", (published_name(env.docname),)),)))


def _notice(app: Sphinx, page: PageSource, days: list[list[Change]]) -> element:
    """Return one box, shown from the first day, with a paragraph for each day that is shown from that day."""
    language = "en" if page.raw.get("language") == "en" else "sv"
    sure, unsure, since = _PHRASES[language]
    parts: list[nodes.Node] = []
    for group in days:
        day = swedish.long_date(group[0].day) if language == "sv" else group[0].day.isoformat()
        about = " ".join(dict.fromkeys(change.sentence() for change in group))
        if not parts:
            said = (unsure if all(change.kind == PROPOSED for change in group) else sure).format(day)
            parts.append(paragraph(f"{said} {since}", classes=("admonition-title",)))
            parts.append(block("p", nodes.Text(about), lang="sv"))
        else:
            later = block("p", nodes.Text(f"Den {swedish.long_date(group[0].day)}: {about}"), lang="sv")
            parts.append(from_day(app.env, group[0].day, later))
    if f"book/{CHANGES_PAGE}" in app.env.found_docs and page.name != CHANGES_PAGE:
        parts.append(paragraph(page_link(CHANGES_PAGE)))
    box = block("div", *parts, classes=("admonition", "warning", "law-changed"), role="note")
    return from_day(app.env, days[0][0].day, box)


def _coming(group: list[Change]) -> list[element]:
    """Return what is said before a day; a paragraph that begins is no news unless `law_changes.csv` tells it."""
    day, kinds = group[0].day, {change.kind for change in group}
    if ENDED in kinds:
        names = [laws.unbroken(change.name) for change in group if change.kind == ENDED]
        text = f"{swedish.joined(names)} gäller till och med {swedish.long_date(day - timedelta(1))}"
    elif DECIDED in kinds:
        text = f"Lagen ändras {swedish.long_date(day)}"
    elif PROPOSED in kinds:
        text = f"Lagändring föreslagen till {swedish.long_date(day)}"
    else:
        return []
    return [block("li", nodes.Text(text), data_until=day.isoformat(), lang="sv")]


def setup(app: Sphinx) -> None:
    """Add the notices when a page has been read, after its words are kept: they are no part of its text."""
    app.connect("doctree-read", _add, priority=650)
