"""What every page prints from data: the emergency strip, and who publishes the site."""

from __future__ import annotations

from datetime import date
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

import faltboken
from faltboken import phones
from faltboken.sphinx_ext.state import tables_of

logger = logging.getLogger(__name__)


def strip(app: Sphinx) -> list[dict[str, str]]:
    """Return the confirmed numbers of the emergency strip, in order: number, address to dial, and label."""
    tables = tables_of(app)
    if "acute" not in tables or "services" not in tables:
        return []
    shown = []
    for row in sorted(tables["acute"], key=lambda row: row.integer("order") or 0):
        service = tables["services"].find(row.text("service"))
        if row.flag("strip") and service is not None:
            number = service.text("phone")
            shown.append({"number": number, "href": phones.phone_link(number), "label": row.text("label")})
    return shown


def publisher(app: Sphinx) -> str:
    """Return the name of the municipality that publishes the site, or "" while none has taken it over."""
    chosen: str = app.config.faltboken_published_by
    if not chosen:
        return ""
    tables = tables_of(app)
    row = tables["municipalities"].find(chosen) if "municipalities" in tables else None
    return row.text("name") if row else ""


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
        "publisher": publisher(app),
        "unofficial": not publisher(app),
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
