"""The HTML builder: addresses without `book/`, a `-W` that fails every time, and no page left behind."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

NOT_FOUND_PAGE = "book/404"
THEME_STATIC = Path(__file__).parents[1] / "theme" / "static"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def published_name(docname: str) -> str:
    """Return a page's address without ending: `book/lag/index` is published as `lag/index`."""
    return docname.removeprefix("book/")


class Builder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder with our addresses; our own search index replaces Sphinx's."""

    name = "html"
    search = False

    def init_templates(self) -> None:
        """Make what fills in templates; no template changes while a book is built, so none is looked for twice."""
        super().init_templates()
        self.templates.environment.auto_reload = False

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page from the root of the site."""
        return super().get_target_uri(published_name(docname), typ)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of a page as seen from another.

        The page that answers for missing addresses is shown at any depth, so its links start at the site's root.
        """
        if published_name(from_) == published_name(NOT_FOUND_PAGE):
            base = urlsplit(self.config.html_baseurl).path or "/"
            return base + self.get_target_uri(to, typ)
        return super().get_relative_uri(from_, to, typ)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return what templates get of a page, without what our theme takes from the navigation instead.

        Sphinx renders the titles of neighbours and parents and a table of contents for each page, about six small
        documents a page, which is a tenth of a build's time.
        """
        title = self.env.longtitles.get(docname)
        return {
            "title": html.escape(title.astext()) if title else "",
            "body": body,
            "metatags": metatags,
            "parents": [],
            "prev": None,
            "next": None,
            "rellinks": [],
            "sourcename": "",
            "toc": "",
            "display_toc": False,
            "page_source_suffix": "",
        }

    def get_outfilename(self, pagename: str) -> str:
        """Return the file a page is written to."""
        return super().get_outfilename(published_name(pagename))

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the theme's files, style sheets without their comments, which are an eighth of what is sent of them."""
        published = [Path(self.outdir, "_static", source.name) for source in sorted(THEME_STATIC.glob("*.css"))]
        for sheet in published:
            sheet.unlink(missing_ok=True)
        super().copy_theme_static_files(context)
        for sheet in published:
            if sheet.exists():  # a book may have another theme
                text = _COMMENT.sub("", sheet.read_text(encoding="utf-8"))
                sheet.write_text(text, encoding="utf-8", newline="\n")


def _remember_warnings(app: Sphinx, exception: Exception | None) -> None:
    # Sphinx reads only changed pages, so a fault in an unchanged page would pass the second time.
    if exception is not None or app._warncount:
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Register the builder in place of Sphinx's."""
    app.add_builder(Builder, override=True)
    app.connect("build-finished", _remember_warnings, priority=900)
