"""Which pages ask for the scripts that keep on the device what the reader has done; other pages load none of them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

# What a page's HTML holds, and the script in `theme/static` that brings it to life; device-state.js comes before all.
_SCRIPTS: dict[str, str] = {
    'class="rehearsal"': "rehearsal",
    'class="my-introduction"': "my-introduction",
    'data-task="': "tasks",
    'id="_min-introduktion"': "introduction-tools",
    'class="sign-off"': "sign-off",
    'class="phase-quiz"': "phase-quiz",
}
# Scripts that a script needs before it. The data are written by the build.
_DATA = ("introduction", "introduction-data")
_BEFORE = {
    "my-introduction": _DATA,
    "tasks": _DATA,
    "introduction-tools": _DATA,
    "sign-off": _DATA,
}
# Needs none of them: looks first whether the reader has begun, or is about the copy of the handbook.
_ALONE = {'class="next-tasks"': "next-tasks", 'id="_kopian"': "offline-tools"}


def needed(body: str) -> list[str]:
    """Return the names of the scripts that a page's HTML needs, without ending, in the order they are to run."""
    marked = [script for mark, script in _SCRIPTS.items() if mark in body]
    found = [name for script in marked for name in (*_BEFORE.get(script, ()), script)]
    alone = [script for mark, script in _ALONE.items() if mark in body]
    return list(dict.fromkeys([*(["device-state"] if found else []), *found, *alone]))


def _context(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    context["device_scripts"] = needed(context.get("body") or "")


def setup(app: Sphinx) -> None:
    """Tell each page's template which scripts to ask for."""
    app.connect("html-page-context", _context, priority=960)
