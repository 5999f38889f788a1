"""A page for each municipality, read from one model: `book/stod/kommun.md` becomes `book/stod/<id>` for each of them.

They are documents like all others, so navigation, search, headings and links know them; only their file is shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sphinx.application import Sphinx
from sphinx.project import Project
from sphinx_external_toc.api import Document, FileItem, SiteMap

from faltboken import municipalities
from faltboken.municipalities import MODEL, page_of
from faltboken.pages import PageSource
from faltboken.queries import Query
from faltboken.sphinx_ext.state import select, tables_of


class BookProject(Project):
    """The documents of the book: one for each file, and instead of the model one for each municipality."""

    made: tuple[str, ...] = ()

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the documents, as Sphinx does before it asks which are out of date."""
        super().discover(exclude_paths, include_paths)
        if MODEL in self.docnames:
            path = self._docname_to_path.pop(MODEL)
            del self._path_to_docname[path]
            self.docnames.remove(MODEL)
            self.docnames.update(self.made)
            self._docname_to_path.update(dict.fromkeys(self.made, path))
        return self.docnames


def repeats(app: Sphinx, docname: str) -> bool:
    """Return whether another document, read before this one, is made from the same file."""
    made = getattr(app.project, "made", ())
    return docname in made[1:]


def _prepare(app: Sphinx) -> None:
    """Make the municipalities' documents and their places in the table of contents, when the tables are loaded."""
    rows = municipalities.with_page(tables_of(app))
    app.project.__class__ = BookProject
    app.project.made = tuple(sorted(page_of(row.text("id")) for row in rows))  # type: ignore[attr-defined]
    site_map: SiteMap = app.config.external_site_map
    for document in list(site_map.values()):
        for tree in document.subtrees:
            if MODEL in tree.items:
                place = tree.items.index(FileItem(MODEL))
                tree.items[place : place + 1] = [FileItem(page_of(row.text("id"))) for row in rows]
    if site_map.pop(MODEL, None) is not None:
        for row in rows:
            name = page_of(row.text("id"))
            site_map[name] = Document(name, title=row.text("name"))


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    if docname not in getattr(app.project, "made", ()):
        return
    page: PageSource | None = app.env.temp_data.get("faltboken_page")
    [row] = select(app.env, Query("municipalities", (("id", (docname.rsplit("/", 1)[1],)),)))
    if page is not None and page.raw:
        source[0] = municipalities.filled_page(source[0], page.raw, page.first_line, row)
        app.env.temp_data["faltboken_page"] = replace(page, raw=municipalities.filled_front(page.raw, row))


def setup(app: Sphinx) -> None:
    """Make the documents once the tables are loaded; fill each in after its file has been checked."""
    app.connect("builder-inited", _prepare, priority=200)
    app.connect("source-read", _fill, priority=600)
