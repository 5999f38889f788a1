"""Days on which a page prints something else: shown by the reader's clock, and read again by a later build."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken.sphinx_ext import site_data

_Node = TypeVar("_Node", bound=nodes.Element)


def day_of_build(env: BuildEnvironment, days: Iterable[date]) -> date:
    """Return the day of this build; the page being read is read again by a build on or after one of `days`."""
    today = site_data.today(env.app)
    known, _ = _days(env).get(env.docname, (frozenset(), today))
    _days(env)[env.docname] = (known | frozenset(days), today)
    return today


def from_day(env: BuildEnvironment, day: date, node: _Node) -> _Node:
    """Return a node that is shown from a day on, by the reader's clock or because the build is that late."""
    if day_of_build(env, [day]) < day:
        node["attributes_of_tag"] |= {"data-from": day.isoformat(), "hidden": "hidden"}
    return node


def _days(env: BuildEnvironment) -> dict[str, tuple[frozenset[date], date]]:
    """Return, for each page, the days on which it prints something else, and the day it was read."""
    if not hasattr(env, "faltboken_days"):
        env.faltboken_days = {}  # type: ignore[attr-defined]
    found: dict[str, tuple[frozenset[date], date]] = env.faltboken_days  # type: ignore[attr-defined]
    return found


def _outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    today = site_data.today(app)
    return [
        name
        for name, (days, read) in _days(env).items()
        if name in env.found_docs and any((day <= today) != (day <= read) for day in days)
    ]


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _days(env).pop(docname, None)


def setup(app: Sphinx) -> None:
    """Name the pages for which a day has come since they were read."""
    app.connect("env-get-outdated", _outdated)
    app.connect("env-purge-doc", _purge)
