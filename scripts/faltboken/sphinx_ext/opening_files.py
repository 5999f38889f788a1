"""The scripts that hold opening hours, and which of them a page asks for.

All hours lie in `_static/opening-hours.js` while the services are few. In a larger book that file, which every page
with an open-now mark fetches, would hold hours of places that the reader has no use for; then it holds those of the
whole country, and `_static/opening-hours/<municipality>.js` those of each municipality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from faltboken import apart
from faltboken.publish import leftovers, opening_data
from faltboken.rules import WHOLE_COUNTRY
from faltboken.sphinx_ext import site_data
from faltboken.sphinx_ext.state import tables_of

FOLDER = "opening-hours"
_MARK = re.compile(r'data-open="([^"]+)"')


def write(app: Sphinx, static: Path) -> None:
    """Write the scripts below the site's folder of static files, and remove those of municipalities that are gone."""
    tables = tables_of(app)
    if "services" not in tables:
        return
    today, rows = site_data.today(app), apart.by_place(tables)
    split = apart.services_are(tables)
    together = rows.get(WHOLE_COUNTRY, []) if split else [row for own in rows.values() for row in own]
    own = {place: found for place, found in rows.items() if place != WHOLE_COUNTRY} if split else {}
    text = opening_data.opening_hours(together, today)
    target = static / f"{FOLDER}.js"
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8", newline="\n")
    files = {f"{place}.js": opening_data.opening_hours(found, today) for place, found in own.items()}
    leftovers.write_folder(static / FOLDER, files)


def needed(app: Sphinx, services: Iterable[str]) -> list[str]:
    """Return the scripts that hold the hours of services by id, without ending: as few as will do."""
    tables = tables_of(app)
    if not apart.services_are(tables):
        return [FOLDER]
    rows = [row for own in services if (row := tables["services"].find(own))]
    chosen: set[str] = set()
    # A service of several municipalities stands in the file of each: those of one decide first which are fetched.
    for row in sorted(rows, key=lambda row: len(row.items("municipalities"))):
        if not apart.is_national(row) and not chosen & set(row.items("municipalities")):
            chosen.add(row.items("municipalities")[0])
    return [FOLDER, *(f"{FOLDER}/{place}" for place in sorted(chosen))]


def _context(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    service = context.get("service")
    marked = [service["id"]] if service else dict.fromkeys(_MARK.findall(context.get("body") or ""))
    context["hours_files"] = needed(app, marked) if marked else []


def setup(app: Sphinx) -> None:
    """Tell each page's template, after its own values are there, which scripts to ask for."""
    app.connect("html-page-context", _context, priority=960)
