"""What the theme's templates get to know about the page they print."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from faltboken.publish import headers
from faltboken.sphinx_ext import site_data
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.navigation import Page, tree_of

_TEMPLATES = {"book/index": "start", "book/om/sok": "search", "book/404": "notfound"}


def _short(page: Page | None) -> dict[str, str] | None:
    return {"doc": page.doc, "title": page.title} if page else None


def _page_toc(app: Sphinx, docname: str) -> list[dict[str, Any]]:
    """Return the headings of a page on two levels, each with its anchor."""
    toc = app.env.tocs.get(docname)
    if toc is None:
        return []

    def items(bullets: nodes.Node | None, depth: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if not isinstance(bullets, nodes.bullet_list):
            return found
        for item in bullets.children:
            reference = item.next_node(nodes.reference)
            if reference is None or not reference.get("anchorname"):
                continue
            below = item.children[1] if depth and len(item.children) > 1 else None
            found.append(
                {
                    "anchor": reference["anchorname"][1:],
                    "title": reference.astext(),
                    "children": items(below, depth - 1),
                }
            )
        return found

    top = next(iter(toc.children), None)
    inner = top.children[1] if top is not None and len(top.children) > 1 else None
    return items(inner, 1)


def _description(app: Sphinx, docname: str) -> str:
    summary = str(app.env.metadata.get(docname, {}).get("summary", ""))
    return summary or f"En sida i {app.config.html_title}, fälthandboken för uppsökande socialt arbete."


def _edit_url(app: Sphinx, docname: str) -> str:
    """Return where the page can be edited on the web, "" for a page made from data or without a known repository."""
    repository = app.config.faltboken_repository.rstrip("/")
    if not repository or docname not in app.env.found_docs:
        return ""
    return f"{repository}/edit/main/{app.env.doc2path(docname, base=False)}"


def _breadcrumbs(app: Sphinx, docname: str) -> list[dict[str, str]]:
    return [{"doc": page.doc, "title": page.title} for page in tree_of(app).ancestors.get(docname, ())]


def _on_every_page(app: Sphinx) -> dict[str, Any]:
    """Return what every page prints: worked out once, when all pages have been read."""
    found: dict[str, Any] | None = getattr(app, "faltboken_on_every_page", None)
    if found is None:
        found = app.faltboken_on_every_page = site_data.on_every_page(app)  # type: ignore[attr-defined]
    return found


def _add(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    tree = tree_of(app)
    before, after = tree.neighbours(pagename)
    base = app.config.html_baseurl
    address = app.builder.get_target_uri(pagename)
    context.update(_on_every_page(app))
    context.update(
        nav=[{"doc": page.doc, "title": page.title, "children": page.children} for page in tree.chapters],
        nav_chapter=tree.chapter_of(pagename),
        breadcrumbs=_breadcrumbs(app, pagename),
        prev_page=_short(before),
        next_page=_short(after),
        page_template=_TEMPLATES.get(pagename, "chapter"),
        page_toc=_page_toc(app, pagename),
        meta=app.env.metadata.get(pagename, {}),
        description=_description(app, pagename),
        canonical=base + address if base else "",
        csp=headers.CSP,
        edit_url=_edit_url(app, pagename),
        pageurl=base + address if base else "",
        site_path=published_name(pagename),
    )


def setup(app: Sphinx) -> None:
    """Fill the context after Sphinx has, so that ours wins."""
    app.connect("html-page-context", _add, priority=900)
