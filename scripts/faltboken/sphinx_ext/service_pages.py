"""A page for each service that is shown, made from its row, and written anew when any row has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken import queries
from faltboken.freshness import SHOWN
from faltboken.publish.json_ld import service_json_ld
from faltboken.queries import Query
from faltboken.rules import WHOLE_COUNTRY
from faltboken.sphinx_ext.navigation import tree_of
from faltboken.sphinx_ext.service_links import DIRECTORY, FOLDER, page_name
from faltboken.sphinx_ext.service_view import fault_mail, text_message, view
from faltboken.sphinx_ext.state import tables_of
from faltboken.tables import Row

_CHAPTER = "book/stod/index"
# Everything that a service's page is made of.
_TABLES = ("services", "service_categories", "needs", "municipalities", "page_needs")


def shown_services(app: Sphinx) -> list[Row]:
    """Return the services that have a page: those whose status lets them be shown."""
    tables = tables_of(app)
    return [row for row in tables["services"] if row.text("status") in SHOWN] if "services" in tables else []


def _collected(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    for row in shown_services(app):
        yield page_name(row), {"title": row.text("name"), "service": _values(app, row)}, "service.html"


def _values(app: Sphinx, row: Row) -> dict[str, Any]:
    tables, docs, name = tables_of(app), app.env.found_docs, page_name(row)
    address = app.config.html_baseurl + app.builder.get_target_uri(name)
    category = tables["service_categories"].find(row.text("category"))
    places = []
    for municipality in row.items("municipalities"):
        whole = municipality == WHOLE_COUNTRY
        found = tables["municipalities"].find(municipality)
        page = "book/stod/nationellt" if whole else f"book/stod/{municipality}"
        label = "Hela landet" if whole else found.text("name") if found else municipality
        places.append({"name": label, "doc": page if page in docs else "", "id": municipality})
    return view(row, tables) | {
        "municipalities": places,
        "read_more": _read_more(app, row),
        "needs_doc": _CHAPTER if _CHAPTER in docs else "",
        "fault_mail": fault_mail(row, tables, app.config.faltboken_published_by, address),
        "sms": text_message(row, address),
        "json_ld": service_json_ld(
            row,
            tables["services"].schema,
            page=address if app.config.html_baseurl else "",
            category=category.text("name") if category else "",
        ),
    }


def _read_more(app: Sphinx, row: Row) -> list[dict[str, str]]:
    """Return the pages that the service matters for, in reading order: the other direction of `{page-services}`."""
    tables = tables_of(app)
    if "page_needs" not in tables:
        return []
    links = [link for need in row.items("needs") for link in tables["page_needs"].having("need", need)]
    wanted = {f"book/{link.text('page')}" for link in links}
    return [
        {"doc": page.doc, "title": app.env.titles[page.doc].astext()}
        for page in tree_of(app).order
        if page.doc in wanted
    ]


def _same_for_all(app: Sphinx, pathto: Callable[..., str]) -> Callable[..., str]:
    """Return the first page's `pathto`, remembering its answers: all pages lie in one folder and none links to itself.

    Each page has some forty links, and to work them out anew is a tenth of what a page costs.
    """
    found: Callable[..., str] | None = getattr(app, "faltboken_service_pathto", None)
    if found is None:
        found = app.faltboken_service_pathto = cache(pathto)  # type: ignore[attr-defined]
    return found


def _context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    if not pagename.startswith(f"{FOLDER}/"):
        return
    service = context["service"]
    context["pathto"] = _same_for_all(app, context["pathto"])
    above = [page for page in tree_of(app).order if page.doc in (_CHAPTER, DIRECTORY)]
    where = f" i {service['area']}" if service["area"] else ""
    context.update(
        description=f"{service['name']}: kontakt, öppettider och hur du får hjälp{where}. {service['description']}",
        meta={"quick_exit": True} if service["quick_exit"] else {},
        nav_chapter=_CHAPTER,
        breadcrumbs=[{"doc": page.doc, "title": page.title} for page in above],
    )


def _one_page_if_rows_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return one page when a row has changed: Sphinx collects pages only in a build that writes a page."""
    tables = tables_of(app)
    answers = [queries.digest(Query(name), tables) for name in _TABLES if name in tables]
    digest = hashlib.sha256(repr(answers).encode()).hexdigest()
    before = getattr(env, "faltboken_service_rows", None)
    env.faltboken_service_rows = digest  # type: ignore[attr-defined]
    return [env.config.root_doc] if before not in (None, digest) else []


def setup(app: Sphinx) -> None:
    """Collect the pages; give their templates what a page of its own has, after the theme's own values."""
    app.connect("html-collect-pages", _collected)
    app.connect("html-page-context", _context, priority=950)
    app.connect("env-updated", _one_page_if_rows_changed)
