"""Pages before they are parsed: kept for the directives that print front matter, and checked.

Faults are told during the build by the same rules as `kb.py check`, as warnings that `-W` makes fatal.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from faltboken import law_dates, page_rules, pages
from faltboken.sphinx_ext import municipality_pages
from faltboken.sphinx_ext.state import tables_of

logger = logging.getLogger(__name__)


# Takes the place of a page that cannot be read, so that the parser does not fail in its own way.
_NOTHING = {".md": "# –\n", ".ipynb": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'}


def _tell(app: Sphinx, docname: str, source: list[str]) -> None:
    path = Path(app.env.doc2path(docname))
    shown = path.relative_to(app.srcdir).as_posix() if path.is_relative_to(app.srcdir) else path.name
    page, problems = pages.read_page(path, shown)
    if page:
        app.env.temp_data["faltboken_page"] = page
        problems += pages.check_front_matter(page, date.today())
        problems += page_rules.check_text(page, tables_of(app))
        problems += [fault for fault in law_dates.check(page, tables_of(app)) if fault.path == page.path]
    else:
        source[0] = _NOTHING[path.suffix]
    for problem in () if municipality_pages.repeats(app, docname) else problems:
        column = f"{problem.column}: " if problem.column else ""
        message = f"{column}{problem.message} [{problem.code}]"
        logger.warning("%s", message, location=(docname, problem.line or None), type="faltboken")


def setup(app: Sphinx) -> None:
    """Keep and check each page as it is read."""
    app.connect("source-read", _tell)
