"""`{services}`: a table of services chosen by municipality, need, audience or category."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from faltboken import apart
from faltboken.freshness import SHOWN
from faltboken.queries import Query
from faltboken.rules import WHOLE_COUNTRY
from faltboken.sphinx_ext.elements import paragraph
from faltboken.sphinx_ext.service_cells import COLUMNS
from faltboken.sphinx_ext.service_links import DIRECTORY, directory_link
from faltboken.sphinx_ext.service_tables import services_table
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.tables import Row

AUDIENCES = ("young", "parents", "adults", "professionals")


def _yes_or_no(value: str) -> str:
    return directives.choice(value, ("ja", "nej"))


def _scope(value: str) -> str:
    return directives.choice(value, ("local", "national", "all"))


class nothing_to_show(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """Stands where a table would be empty, until its section is taken away."""


class LeaveOutEmpty(SphinxTransform):
    """Take away the sections in which a table with `:leave-out-empty:` has nothing to show."""

    default_priority = 200  # before targets find what they belong to, and before the contents are collected

    def apply(self, **_: Any) -> None:
        """Remove each such section, or only the stand-in where it is in none of its own."""
        for node in list(self.document.findall(nothing_to_show)):
            section = node.parent
            is_own = isinstance(section, nodes.section) and isinstance(section.parent, nodes.section)
            (section if is_own else node).parent.remove(section if is_own else node)


class ServicesDirective(DataDirective):
    """Show services as a table; confirmed ones first, those without any way to reach them last."""

    option_spec: ClassVar = {
        "municipality": directives.unchanged_required,
        "need": directives.unchanged_required,
        "category": directives.unchanged_required,
        "audience": directives.unchanged_required,
        "ids": directives.unchanged_required,
        "confirmed": _yes_or_no,
        "scope": _scope,
        "columns": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "leave-out-empty": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the table, or a sentence that says that there is nothing to show."""
        unknown = [name for name in self._columns() if name not in COLUMNS]
        if unknown:
            self.fault(f"Kolumnen ”{unknown[0]}” finns inte. Välj bland {', '.join(COLUMNS)}.")
            return []
        where = self._where()
        if where is None:
            return []
        here = Query("municipalities", (("id", self.words("municipality")),))
        if set(self.words("municipality")) - {WHOLE_COUNTRY} and not self.select(here):
            return []  # another municipality's services, which this edition leaves out
        rows = self.select(Query("services", where))
        if not rows and "leave-out-empty" in self.options:
            return [nothing_to_show()]
        if not rows:
            return [paragraph("Inga stöd finns i registret ännu.", classes=("soft",))]
        rows, elsewhere = self._without_local(rows)
        shown = [services_table(rows, self._columns(), self.options.get("caption", ""))] if rows else []
        return [*shown, *elsewhere]

    def _without_local(self, rows: list[Row]) -> tuple[list[Row], list[nodes.Node]]:
        """Return what a table of all municipalities shows, and in a large book where the local services stand."""
        if self.words("municipality") or self.words("ids") or not apart.services_are(tables_of(self.env.app)):
            return rows, []
        national = [row for row in rows if apart.is_national(row)]
        local = len(rows) - len(national)
        if not local or DIRECTORY not in self.env.found_docs:
            return rows, []
        chosen = {"behov": self.words("need")[0]} if self.words("need") else {}
        where = directory_link("Välj kommun", **chosen)
        return national, [paragraph(f"I kommunerna finns {local} stöd till. ", where, " för att se dem.")]

    def _columns(self) -> tuple[str, ...]:
        return self.words("columns") or ("service", "contact", "hours", "trust")

    def _where(self) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """Return the query's conditions, or None when an option names something that does not exist."""
        where: list[tuple[str, tuple[str, ...]]] = []
        for option, column, target in (
            ("municipality", "municipalities", "municipalities"),
            ("need", "needs", "needs"),
            ("category", "category", "service_categories"),
            ("ids", "id", "services"),
        ):
            for word in self.words(option):
                is_country = target == "municipalities" and word == WHOLE_COUNTRY
                if not is_country and not self.select(Query(target, (("id", (word,)),), everything=True)):
                    self.fault(f"”{word}” finns inte i tabellen {target}. Rätta stavningen i {option}.")
                    return None
            if self.words(option):
                where.append((column, self.words(option)))
        scope = self.options.get("scope", "all")
        if self.words("municipality") and scope == "all":
            where[0] = ("municipalities", (*self.words("municipality"), WHOLE_COUNTRY))
        if scope != "all":
            where.append(("scope", (scope,)))
        for word in self.words("audience"):
            if word not in AUDIENCES:
                self.fault(f"”{word}” är ingen målgrupp. Skriv någon av {', '.join(AUDIENCES)} i audience.")
                return None
        where += [(option, self.words(option)) for option in ("audience", "confirmed") if self.words(option)]
        return (*where, ("status", SHOWN))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_transform(LeaveOutEmpty)
    app.add_directive("services", ServicesDirective)
