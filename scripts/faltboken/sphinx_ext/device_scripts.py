"""Which pages ask for the scripts that keep on the device what the reader has done; other pages load none of them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

# What a page's HTML holds, and the script in `theme/static` that brings it to life; device-state.js comes before all.
_SCRIPTS: dict[str, str] = {}


def needed(body: str) -> list[str]:
    """Return the names of the scripts that a page's HTML needs, without ending, in the order they are to run."""
    found = list(dict.fromkeys(script for mark, script in _SCRIPTS.items() if mark in body))
    return ["device-state", *found] if found else []


def _context(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    context["device_scripts"] = needed(context.get("body") or "")


def setup(app: Sphinx) -> None:
    """Tell each page's template which scripts to ask for."""
    app.connect("html-page-context", _context, priority=960)
