"""The book's tree, computed once a build; a change in it writes every page again.

`toctree()` of Sphinx resolves the whole tree on each page, which is most of the time a large book takes to build.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken.sphinx_ext import site_data

STATIC_FILES = Path(__file__).parents[1] / "theme" / "static"


@dataclass(frozen=True)
class Page:
    """A page in the tree: its document name, its title in menus (`_toc.yml` may give one), and the pages below it."""

    doc: str
    title: str
    children: tuple[Page, ...] = ()


@dataclass(frozen=True)
class Tree:
    """The whole book: its chapters, and each page's way from the start page."""

    chapters: tuple[Page, ...]
    ancestors: dict[str, tuple[Page, ...]]
    order: tuple[Page, ...]

    def chapter_of(self, doc: str) -> str | None:
        """Return the chapter a page belongs to, or None for a page outside the tree."""
        way = self.ancestors.get(doc)
        return (way[0].doc if way else doc) if way is not None else None

    def neighbours(self, doc: str) -> tuple[Page | None, Page | None]:
        """Return the pages before and after a page in reading order."""
        if doc not in self.ancestors:
            return None, None
        names = [page.doc for page in self.order]
        place = names.index(doc)
        return (
            self.order[place - 1] if place else None,
            self.order[place + 1] if place + 1 < len(names) else None,
        )


def _page(env: BuildEnvironment, doc: str) -> Page:
    listed = env.external_site_map.get(doc)  # type: ignore[attr-defined]
    title = (listed.title if listed else None) or env.titles[doc].astext()
    below = tuple(_page(env, child) for child in env.toctree_includes.get(doc, []) if child in env.titles)
    return Page(doc, title, below)


def build_tree(env: BuildEnvironment) -> Tree:
    """Return the tree as the table of contents gives it."""
    chapters = tuple(_page(env, doc) for doc in env.toctree_includes.get(env.config.root_doc, []))
    ancestors: dict[str, tuple[Page, ...]] = {}
    order: list[Page] = []

    def walk(pages: tuple[Page, ...], way: tuple[Page, ...]) -> None:
        for page in pages:
            ancestors[page.doc] = way
            order.append(page)
            walk(page.children, (*way, page))

    walk(chapters, ())
    return Tree(chapters, ancestors, tuple(order))


def tree_of(app: Sphinx) -> Tree:
    """Return this build's tree, made on first use after all pages are read."""
    tree: Tree | None = getattr(app, "faltboken_tree", None)
    if tree is None:
        tree = build_tree(app.env)
        app.faltboken_tree = tree  # type: ignore[attr-defined]
    return tree


def _everything_if_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all pages when something that every page prints has changed since the last build."""
    app.faltboken_tree = build_tree(env)  # type: ignore[attr-defined]
    # The titles too: a link without words of its own shows the title of the page it leads to.
    titles = sorted((doc, title.astext()) for doc, title in env.titles.items())
    printed = (tree_of(app).chapters, titles, site_data.on_every_page(app))
    digest = hashlib.sha256(repr(printed).encode()).hexdigest()
    before = getattr(env, "faltboken_printed", None)
    env.faltboken_printed = digest  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before not in (None, digest) else []


def _one_page_if_files_changed(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the start page when a style sheet, script or font has changed: Sphinx copies them if it writes a page."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC_FILES.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC_FILES).as_posix().encode() + path.read_bytes())
    before = getattr(env, "faltboken_static", None)
    env.faltboken_static = digest.hexdigest()  # type: ignore[attr-defined]
    return [env.config.root_doc] if before != digest.hexdigest() else []


def setup(app: Sphinx) -> None:
    """Compare the tree with that of the last build, when all pages are read."""
    app.connect("env-updated", _everything_if_changed)
    app.connect("env-updated", _one_page_if_files_changed)
