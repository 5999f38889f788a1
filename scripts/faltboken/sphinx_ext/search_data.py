"""Gathers what the search finds: pages, and the rows of tables that can be found by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from faltboken import laws, phones
from faltboken.publish import leftovers
from faltboken.queries import has_channel
from faltboken.rules import WHOLE_COUNTRY, is_confirmed
from faltboken.search.index import Entry, SearchPage, Section, search_index
from faltboken.sphinx_ext import page_text, rehearsal
from faltboken.sphinx_ext.service_links import page_name
from faltboken.sphinx_ext.service_pages import shown_services
from faltboken.sphinx_ext.state import tables_of
from faltboken.sphinx_ext.terms import term_label
from faltboken.tables import Row

_LEFT_OUT = ("book/404", "book/om/sok")
_ACUTE, _GLOSSARY, _LAWS, _NEEDS = "book/akut", "book/om/ordlista", "book/lag/lagregister", "book/stod/index"


def write(app: Sphinx, folder: Path) -> None:
    """Write the index into `folder`, and remove what an earlier build left of its shards."""
    files = search_index(_pages(app), _entries(app))
    shards = {Path(name).name: text for name, text in files.items() if "/" in name}
    leftovers.write_folder(folder / "search", shards)
    core = folder / "search-index.js"
    if not core.exists() or core.read_text(encoding="utf-8") != files[core.name]:
        core.write_text(files[core.name], encoding="utf-8", newline="\n")


def _pages(app: Sphinx) -> Iterator[SearchPage]:
    tables, names, everyday = tables_of(app), defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for row in tables.by_name.get("page_needs", ()):
        need = tables["needs"].find(row.text("need")) if "needs" in tables else None
        everyday[f"book/{row.text('page')}"] += need.items("everyday_words") if need else ()
    for row in tables.by_name.get("glossary", ()):
        names[f"book/{row.text('page')}"] += _names(row)
        everyday[f"book/{row.text('page')}"] += row.items("everyday_words")
    needs = {row.text("name") for row in tables.by_name.get("needs", ())}
    for docname, text in sorted(page_text.texts(app.env).items()):
        # A conversation to practise would be found before the page that says what to do.
        if docname in _LEFT_OUT or docname not in app.env.found_docs or rehearsal.is_on(app.env, docname):
            continue
        # The first page of a chapter would take every question from the pages that answer it.
        is_chapter = docname.endswith("/index")
        yield SearchPage(
            url=app.builder.get_target_uri(docname),
            title=text.title,
            sections=tuple(
                Section(part.anchor, part.heading, part.text)
                for part in text.sections
                if docname != _NEEDS or part.heading not in needs  # those are entries
            ),
            summary=str(app.env.metadata.get(docname, {}).get("summary", "")),
            names=() if is_chapter else tuple(names[docname]),
            everyday=() if is_chapter else tuple(everyday[docname]),
        )


def _names(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, (row.text("term"), row.text("abbreviation"), *row.items("synonyms"))))


def _entries(app: Sphinx) -> Iterator[Entry]:
    """Yield what is found by name: glossary terms, needs, paragraphs of law, services and emergency numbers."""
    tables, docs, address = tables_of(app), app.env.found_docs, app.builder.get_target_uri
    for row in tables.by_name.get("glossary", ()) if _GLOSSARY in docs else ():
        yield Entry(
            f"{address(_GLOSSARY)}#{term_label(row)}",
            row.text("term"),
            "term",
            names=_names(row)[1:],
            everyday=row.items("everyday_words"),
            text=row.text("explanation"),
        )
    for row in tables.by_name.get("needs", ()) if _NEEDS in docs else ():
        yield Entry(
            f"{address(_NEEDS)}#{row.text('id')}",
            row.text("name"),
            "need",
            everyday=row.items("everyday_words"),
            text=row.text("description"),
        )
    for row in tables.by_name.get("laws", ()) if _LAWS in docs else ():
        reference = laws.reference(row)
        act = tables["acts"].find(row.text("act"))
        yield Entry(
            f"{address(_LAWS)}#{laws.label(reference)}",
            f"{reference} {row.text('title')}",
            "law",
            names=(laws.spelt_out(row), reference, act.text("name") if act else ""),
            text=row.text("summary"),
        )
    for row in shown_services(app):
        reached = has_channel(row)  # one that nobody can reach is found by its name alone
        yield Entry(
            address(page_name(row)),
            row.text("name"),
            "service",
            names=(row.text("organization"), row.text("phone"), row.text("city"), _place(app, row)),
            everyday=row.items("keywords") if reached else (),
            text=row.text("description") if reached else "",
            place=_place(app, row),
        )
    yield from _numbers(app)


def _numbers(app: Sphinx) -> Iterator[Entry]:
    """Yield the confirmed emergency numbers; those that are not confirmed are never shown as a number to call."""
    tables = tables_of(app)
    for row in tables.by_name.get("acute", ()) if _ACUTE in app.env.found_docs else ():
        service = tables["services"].find(row.text("service"))
        if service is None or not is_confirmed(service) or not service.text("phone"):
            continue
        place = tables["municipalities"].find(row.text("municipality")) if row.text("municipality") else None
        number, name = service.text("phone"), service.text("name")
        yield Entry(
            app.builder.get_target_uri(_ACUTE),
            name if name.startswith(number) else f"{number} {name}",
            "number",
            names=(row.text("label"),),
            everyday=row.items("everyday_words"),
            text=row.text("situation"),
            place=place.text("name") if place else "",
            call=phones.phone_link(number),
            order=row.integer("order") or 0,
        )


def _place(app: Sphinx, row: Row) -> str:
    names = tables_of(app)["municipalities"]
    found = (names.find(name) for name in row.items("municipalities") if name != WHOLE_COUNTRY)
    return ", ".join(municipality.text("name") for municipality in found if municipality)
