"""Pages say when law they lean on has changed: from the day, by the reader's clock, or in a build made after it.

Before the day a page says in its line about the review what ends and when, so that a reader without JavaScript knows.
The notice stands hidden below the title with its day in `data-from`; faltboken.js shows it and hides what has
`data-until`. A page that prints something else after a day is read again by the first build after that day.
"""

from __future__ import annotations

from datetime import date, timedelta
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
from faltboken.sphinx_ext.elements import block, element, inline, paragraph
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
    notices = [
        from_day(app.env, day, _notice(app, page, list(group))) for day, group in groupby(found, lambda item: item.day)
    ]
    section = title.parent
    assert isinstance(section, nodes.Element)
    section[1:1] = notices
    meta = next((node for node in doctree.findall(element) if "meta" in node["classes"]), None)
    if isinstance(meta, element):
        place = next((i for i, node in enumerate(meta.children) if "reading-time" in node["classes"]), len(meta))
        meta[place:place] = [_coming(day, kind, group) for (day, kind), group in _by_kind(found) if day > today]


def _depend_on(env: BuildEnvironment, page: PageSource, tables: Tables) -> None:
    """Have the page read again when what its notices say changes in the data."""
    cited = {citation.name for citation in citations(page, tables)}
    if "laws" in tables and "acts" in tables:
        rows = select(env, Query("laws", (("reference", tuple(sorted(cited))),)))
        acts = cited | {row.text("act") for row in rows}
        select(env, Query("acts", (("id", tuple(sorted(acts))),)))
    if TABLE in tables:
        select(env, Query(TABLE, (("pages", (published_name(env.docname),)),)))


def _notice(app: Sphinx, page: PageSource, found: list[Change]) -> element:
    language = "en" if page.raw.get("language") == "en" else "sv"
    sure, unsure, since = _PHRASES[language]
    day = swedish.long_date(found[0].day) if language == "sv" else found[0].day.isoformat()
    said = (unsure if all(change.kind == PROPOSED for change in found) else sure).format(day)
    about = " ".join(dict.fromkeys(change.sentence() for change in found))
    told = inline("span", about, lang="sv") if language == "en" else inline("span", about)
    parts: list[nodes.Node | str] = [told]
    if f"book/{CHANGES_PAGE}" in app.env.found_docs and page.name != CHANGES_PAGE:
        parts += [" ", page_link(CHANGES_PAGE)]
    first = paragraph(f"{said} {since}", classes=("admonition-title",))
    return block("div", first, paragraph(*parts), classes=("admonition", "warning", "law-changed"), role="note")


def _by_kind(found: list[Change]) -> list[tuple[tuple[date, str], list[Change]]]:
    """Return the changes by day and kind; what begins is no news before its day unless `law_changes.csv` tells it."""
    told = [change for change in found if change.kind in (ENDED, DECIDED, PROPOSED)]
    return [(key, list(group)) for key, group in groupby(told, lambda item: (item.day, item.kind))]


def _coming(day: date, kind: str, found: list[Change]) -> element:
    if kind == ENDED:
        names = swedish.joined([laws.unbroken(change.name) for change in found])
        text = f"{names} gäller till och med {swedish.long_date(day - timedelta(1))}"
    elif kind == DECIDED:
        text = f"Lagen ändras {swedish.long_date(day)}"
    else:
        text = f"Lagändring föreslagen till {swedish.long_date(day)}"
    return block("li", nodes.Text(text), data_until=day.isoformat())


def setup(app: Sphinx) -> None:
    """Add the notices when a page has been read, after its words are kept: they are no part of its text."""
    app.connect("doctree-read", _add, priority=650)
