"""What the extension writes beside the pages when a build has succeeded, and what it removes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from faltboken import apart, editions, pages
from faltboken.publish import headers, leftovers, sitemap, templates
from faltboken.queries import swedish_order
from faltboken.sphinx_ext import (
    call_lists,
    directory,
    introduction,
    open_data,
    opening_files,
    page_text,
    pocket_cards,
    quiz,
    search_data,
    site_data,
)
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.navigation import Page, tree_of
from faltboken.sphinx_ext.service_links import DIRECTORY, page_name
from faltboken.sphinx_ext.service_pages import shown_services
from faltboken.sphinx_ext.state import tables_of
from faltboken.sphinx_ext.terms import term_label

ALL_PAGES = "innehall"


def _collected(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that lists every page of the book."""
    texts = page_text.texts(app.env)

    # The directory's pages are made from rows, so they stand in no table of contents. Those that come later in the
    # directory are listed on their municipality's page instead: thousands of links help nobody.
    later = apart.places(tables_of(app), app.env.found_docs)
    made = [
        {"doc": page_name(row), "title": row.text("name"), "children": [], "sections": []}
        for row in shown_services(app)
        if not later.issuperset(row.items("municipalities"))
    ]

    def listed(page: Page) -> dict[str, Any]:
        sections = texts[page.doc].sections if page.doc in texts else ()
        return {
            "doc": page.doc,
            "title": page.title,
            "children": [listed(child) for child in page.children] + (made if page.doc == DIRECTORY else []),
            "sections": [
                {"anchor": section.anchor, "heading": section.heading} for section in sections if section.anchor
            ],
        }

    chapters = [listed(page) for page in tree_of(app).chapters]
    context = {"title": "Hela innehållet", "body": "", "nav_full": chapters, "nav_terms": _terms(app)}
    yield ALL_PAGES, context, "innehall.html"


def _terms(app: Sphinx) -> list[dict[str, str]]:
    """Return the words that the glossary explains, with their anchors there."""
    if "book/om/ordlista" not in app.env.found_docs:
        return []
    rows = sorted(tables_of(app).by_name.get("glossary", ()), key=lambda row: swedish_order(row.text("term")))
    return [{"anchor": term_label(row), "term": row.text("term")} for row in rows]


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


def _publish(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    base = app.config.html_baseurl
    docs = sorted(app.env.found_docs)
    made = {page_name(row): row.day("assured_date") or row.day("source_read_date") for row in shown_services(app)}
    search_data.write(app, out / "_static")
    opening_files.write(app, out / "_static")
    quiz.write(app, out / "_static")
    introduction.write(app, out / "_static")
    if "services" in tables_of(app):
        leftovers.write_folder(out / "_static" / "directory", directory.later_files(tables_of(app), app.env.found_docs))
    _write(out / "_headers", headers.headers_file())
    _write(out / ".nojekyll", "")
    hidden = not site_data.publisher(app)
    _write(out / "robots.txt", sitemap.robots(base, hidden))
    if base:
        reviewed = [(base + app.builder.get_target_uri(doc), _reviewed(app, doc)) for doc in docs if doc != "book/404"]
        reviewed += [(base + page + ".html", day) for page, day in made.items()]
        _write(out / "sitemap.xml", sitemap.sitemap(reviewed))
    _copy_open_data(Path(app.srcdir) / "data", out / "data")
    if tables_of(app).behind is not None:
        editions.narrow_files(out / "data", tables_of(app))
    open_data.write(app, out / "data")
    templates.write(Path(app.srcdir) / "data", out)
    collected = [*made, ALL_PAGES, *call_lists.page_names(app), *pocket_cards.page_names(app)]
    expected = {f"{published_name(name)}.html" for name in (*docs, *collected)}
    leftovers.remove_leftovers(out, expected)


def _reviewed(app: Sphinx, docname: str) -> date | None:
    return pages.FrontMatter.from_metadata(app.env.metadata.get(docname, {})).last_reviewed


def _copy_open_data(source: Path, target: Path) -> None:
    """Publish the tables themselves with their schemas: CC0, for whoever wants to build on them."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("README.md", "samples"))


def setup(app: Sphinx) -> None:
    """Collect the list of all pages; publish when the build is finished."""
    page_text.setup(app)
    app.connect("html-collect-pages", _collected)
    app.connect("build-finished", _publish, priority=500)
