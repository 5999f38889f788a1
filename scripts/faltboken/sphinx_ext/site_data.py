"""What every page prints from data: the emergency strip, and who publishes the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

import faltboken
from faltboken import freshness, phones, swedish
from faltboken.sphinx_ext.state import tables_of
from faltboken.tables import Row

logger = logging.getLogger(__name__)


def strip(app: Sphinx) -> list[dict[str, str]]:
    """Return the confirmed numbers of the emergency strip, in order: number, address to dial, and label."""
    return [
        {"number": number, "href": phones.phone_link(number), "label": row.text("label")}
        for row, service in _in_strip(app)
        for number in [service.text("phone")]
    ]


def strip_age(app: Sphinx) -> dict[str, str]:
    """Return the first day on which a number of the strip is due, and what the browser adds when it has passed.

    One sentence for them all: a date beside each would push the last number out of sight. Which one it is, and why it
    stays, see `freshness.Freshness.number_due` and `{emergency-numbers}`.
    """
    rule = freshness.of(tables_of(app))
    dues = [
        (due, day)
        for _, service in _in_strip(app)
        if (due := rule.number_due(service)) and (day := freshness.assured(service))
    ]
    if not dues:
        return {}
    due, day = min(dues)
    return {"due": due.isoformat(), "overdue": f"Senast bekräftade {swedish.long_date(day)}"}


def _in_strip(app: Sphinx) -> Iterator[tuple[Row, Row]]:
    tables = tables_of(app)
    if "acute" not in tables or "services" not in tables:
        return
    for row in sorted(tables["acute"], key=lambda row: row.integer("order") or 0):
        service = tables["services"].find(row.text("service"))
        if row.flag("strip") and service is not None:
            yield row, service


def publisher(app: Sphinx, column: str = "name") -> str:
    """Return the name of the municipality that publishes the site, or "" while none has taken it over.

    `column` asks for another of its columns, such as the address that takes reports.
    """
    chosen: str = app.config.faltboken_published_by
    if not chosen:
        return ""
    tables = tables_of(app).everything
    row = tables["municipalities"].find(chosen) if "municipalities" in tables else None
    return row.text(column) if row else ""


def today(app: Sphinx) -> date:
    """Return the day the site is built for: today, or the one in `faltboken_today`."""
    chosen = str(app.config.faltboken_today)
    return date.fromisoformat(chosen) if chosen else date.today()


def _refuse_other_than_a_day(app: Sphinx, _config: Config) -> None:
    try:
        today(app)
    except ValueError:
        # Not an exception: that one prints a traceback.
        logger.warning("_config.yml: faltboken_today är inget datum. Skriv ÅÅÅÅ-MM-DD, eller ta bort raden.")
        raise SystemExit(1) from None


def _newest_review(app: Sphinx) -> str:
    """Return the day the newest page was reviewed, as ISO 8601: the age of the content, whatever day it is built."""
    days = (str(meta.get("last_reviewed", "")) for meta in app.env.metadata.values())
    return max(days, default="")


def on_every_page(app: Sphinx) -> dict[str, Any]:
    """Return what the theme prints on every page, whatever the page says."""
    return {
        "strip": strip(app),
        "strip_age": strip_age(app),
        "publisher": publisher(app),
        "unofficial": not publisher(app),
        "report_address": publisher(app, "report_address"),
        "site_title": app.config.html_title,
        "base_url": app.config.html_baseurl,
        "build_date": _newest_review(app),
        "version": faltboken.__version__,
    }


def setup(app: Sphinx) -> None:
    """Add settings: which municipality publishes the site, where its source is edited, and the day (empty: today)."""
    app.add_config_value("faltboken_published_by", "", "env", [str])
    app.add_config_value("faltboken_repository", "", "html", [str])
    app.add_config_value("faltboken_today", "", "", [str, date])
    app.connect("config-inited", _refuse_other_than_a_day)
