"""What a build knows of the data: the tables, and which rows each page showed.

A fault in the data stops the build before anything is read or written. Each page stores its queries with the digest of
their answers; `env-get-outdated` names the pages for which a digest has changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from faltboken import editions, queries, rules
from faltboken.queries import Query
from faltboken.tables import Row, Tables, load

logger = logging.getLogger(__name__)


def tables_of(app: Sphinx) -> Tables:
    """Return the tables of this build."""
    tables: Tables = app.faltboken_tables  # type: ignore[attr-defined]
    return tables


def shown(env: BuildEnvironment) -> dict[str, dict[Query, str]]:
    """Return, for each page, its queries and the digests of their answers."""
    if not hasattr(env, "faltboken_shown"):
        env.faltboken_shown = {}  # type: ignore[attr-defined]
    found: dict[str, dict[Query, str]] = env.faltboken_shown  # type: ignore[attr-defined]
    return found


def select(env: BuildEnvironment, query: Query) -> list[Row]:
    """Return the rows of a query and remember that the page being read shows them."""
    tables = tables_of(env.app)
    shown(env).setdefault(env.docname, {})[query] = queries.digest(query, tables)
    return queries.run(query, tables)


class DataDirective(SphinxDirective):
    """A directive that shows rows."""

    def select(self, query: Query) -> list[Row]:
        """Return the rows of a query and remember it for the page; a table that the book lacks is a fault."""
        if query.table not in tables_of(self.env.app):
            self.fault(f"Tabellen {query.table} finns inte i data/datapackage.json. Lägg till den där.")
            return []
        return select(self.env, query)

    def words(self, option: str) -> tuple[str, ...]:
        """Return the comma-separated words of an option, () when it is not given."""
        return tuple(word.strip() for word in self.options.get(option, "").split(",") if word.strip())

    def fault(self, message: str) -> None:
        """Tell a fault in the page, with file and line; fatal under -W."""
        logger.warning(message, location=self.get_location(), type="faltboken")


class DataRole(SphinxRole):
    """A role that points at a row."""

    def select(self, query: Query) -> list[Row]:
        """Return the rows of a query and remember it for the page; none where the book lacks the table."""
        if query.table not in tables_of(self.env.app):
            return []
        return select(self.env, query)

    def fault(self, message: str) -> None:
        """Tell a fault in the page, with file and line; fatal under -W."""
        logger.warning(message, location=(self.env.docname, self.lineno), type="faltboken")


def _load(app: Sphinx) -> None:
    tables, problems = load(Path(app.srcdir))
    problems += rules.check(tables, date.today())
    if problems:
        for problem in problems:
            logger.error("%s", problem)
        # Not an ExtensionError: that one prints a traceback. Nothing has been read or written at this point.
        raise SystemExit(1)
    app.faltboken_tables = _edition(app, tables)  # type: ignore[attr-defined]


def _edition(app: Sphinx, tables: Tables) -> Tables:
    """Return the tables of the edition that the setting names: all of them, or those of one municipality."""
    own = str(app.config[editions.SETTING] or "")
    row = tables["municipalities"].find(own) if own and "municipalities" in tables else None
    if own and row is None:
        known = (place.text("id") for place in tables.by_name.get("municipalities", ()))
        logger.error("%s: %s", editions.SETTING, editions.unknown(own, known))
        raise SystemExit(1)
    if row is None:
        return tables
    app.config.html_title = editions.title(app.config.html_title, row)
    return editions.narrowed(tables, own)


def _outdated(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    tables = tables_of(app)
    return [
        docname
        for docname, answers in shown(env).items()
        if docname in env.found_docs and any(queries.digest(query, tables) != old for query, old in answers.items())
    ]


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    shown(env).pop(docname, None)


def setup(app: Sphinx) -> None:
    """Connect loading and tracking; add the setting that chooses a municipality's edition (empty: all of them)."""
    app.add_config_value(editions.SETTING, "", "env", [str])
    app.connect("builder-inited", _load, priority=100)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-purge-doc", _purge)
