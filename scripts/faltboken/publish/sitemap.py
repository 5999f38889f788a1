"""The sitemap (https://www.sitemaps.org/protocol.html) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape


def sitemap(pages: Iterable[tuple[str, date | None]]) -> str:
    """Return the sitemap of pages, each an absolute address and the day it was last reviewed (None: not said)."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, day in sorted(pages, key=lambda page: page[0]):
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(base: str, hidden: bool) -> str:
    """Return robots.txt: a site that no municipality has taken over asks not to be indexed."""
    if hidden:
        # Crawlers may fetch the pages, or they would never see their noindex.
        return "User-agent: *\nAllow: /\n"
    return f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
