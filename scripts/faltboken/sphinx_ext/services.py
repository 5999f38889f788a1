"""`{services}`: a table of services chosen by municipality, need, audience or category."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from faltboken import freshness, hours, phones, swedish
from faltboken.freshness import SHOWN
from faltboken.queries import Query, has_channel
from faltboken.rules import WHOLE_COUNTRY, is_confirmed
from faltboken.sphinx_ext.elements import inline, link, paragraph
from faltboken.sphinx_ext.service_links import service_link
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.table_nodes import table
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
        unknown = [name for name in self._columns() if name not in _COLUMNS]
        if unknown:
            self.fault(f"Kolumnen ”{unknown[0]}” finns inte. Välj bland {', '.join(_COLUMNS)}.")
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
        rule = freshness.of(tables_of(self.env.app))
        return [services_table(rows, self._columns(), self.options.get("caption", ""), rule)]

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


def services_table(rows: Sequence[Row], columns: Sequence[str], caption: str, rule: freshness.Freshness) -> nodes.table:
    """Return a table of services with the columns asked for; names lead to each service's own page."""
    headings = [_COLUMNS[name][0] for name in columns]
    cells = [[_COLUMNS[name][1](row, rule) for name in columns] for row in rows]
    return table(headings, cells, caption, ("services", "stack"))


def pill(text: str, state: str = "", **attributes: str) -> nodes.Node:
    """Return a state in words, such as "obekräftad"; never by colour alone."""
    return inline("span", text, classes=("tag", state) if state else ("tag",), **attributes)


def open_now(row: Row) -> nodes.Node:
    """Return the place where the browser says whether a service is open now; empty without JavaScript."""
    return inline("span", classes=("open-now",), data_open=row.text("id"))


def phone_node(row: Row) -> nodes.Node:
    """Return a service's number: a button only if it is confirmed, otherwise a plain link."""
    number = row.text("phone")
    return link(number, phones.phone_link(number), "call" if is_confirmed(row) else "number")


def trust_pill(row: Row, rule: freshness.Freshness) -> nodes.Node:
    """Return how sure the row is: confirmed with its date, or unconfirmed; the browser says when it is overdue."""
    said = freshness.words(row, rule)
    attributes = {"data_due": said.due.isoformat(), "data_overdue": said.overdue} if said.due else {}
    return pill(said.now, said.kind, **attributes)


def _name(row: Row, _: freshness.Freshness) -> list[nodes.Node]:
    parts: list[nodes.Node] = [paragraph(service_link(row))]
    if row.text("alert"):
        parts.append(paragraph(row.text("alert"), classes=("svc-alert",)))
    return parts


def _service(row: Row, _: freshness.Freshness) -> list[nodes.Node]:
    parts = _name(row, _)
    parts.append(paragraph(row.text("description")))
    whom = [row.text("eligibility_description"), row.text("service_area")]
    if any(whom):
        parts.append(paragraph("För: " + ", ".join(part for part in whom if part), classes=("soft",)))
    return parts


def _area(row: Row, _: freshness.Freshness) -> list[nodes.Node]:
    return [paragraph(row.text("service_area"))]


def _reach(row: Row, _: freshness.Freshness) -> list[nodes.Node]:
    """Return the shortest way to reach a service; the others stand on its own page."""
    if row.text("phone"):
        return [paragraph(phone_node(row))]
    for column, words in (("url", "Webbplats"), ("email", "E-post"), ("address", "Besök")):
        if row.text(column):
            return [paragraph(words)]
    return [paragraph("Kontaktväg saknas")]


def _state(row: Row, rule: freshness.Freshness) -> list[nodes.Node]:
    return [paragraph(trust_pill(row, rule))]


def _contact(row: Row, _: freshness.Freshness) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    if row.text("phone"):
        parts.append(paragraph(phone_node(row)))
    if row.text("email"):
        parts.append(paragraph(link(row.text("email"), f"mailto:{row.text('email')}")))
    if row.text("url"):
        parts.append(
            paragraph(
                link("Webbplats", row.text("url")),
                inline("span", f" för {row.text('name')}", classes=("visually-hidden",)),
            )
        )
    if row.text("address"):
        parts.append(paragraph(", ".join(part for part in (row.text("address"), row.text("city")) if part)))
    if not has_channel(row):
        parts.append(paragraph("Kontaktväg saknas"))
    elif not row.text("phone"):
        parts.append(paragraph("Telefonnummer saknas", classes=("soft",)))
    return parts


def _hours(row: Row, _: freshness.Freshness) -> list[nodes.Node]:
    value = row.text("opening_hours")
    if not value:
        return [paragraph("Öppettider saknas – ring först" if row.text("phone") else "Öppettider saknas")]
    parts: list[nodes.Node] = [paragraph(open_now(row))]
    parts += [paragraph(phrase[:1].upper() + phrase[1:]) for phrase in hours.in_words(value)]
    if hours.says_nothing_of_holidays(value):
        parts.append(paragraph("Röda dagar: uppgift saknas", classes=("soft",)))
    return parts


def _trust(row: Row, rule: freshness.Freshness) -> list[nodes.Node]:
    parts: list[nodes.Node] = [paragraph(trust_pill(row, rule))]
    read = row.day("source_read_date")
    written = f", skriven {swedish.partial_date(row.text('source_date'))}" if row.text("source_date") else ""
    source: list[nodes.Node | str] = [
        link("Källa", row.text("source_url")),
        inline("span", f" för {row.text('name')}", classes=("visually-hidden",)),
        written,
    ]
    if read:
        source.append(f", läst {swedish.long_date(read)}")
    parts.append(paragraph(*[part for part in source if part], classes=("soft",)))
    return parts


_COLUMNS: dict[str, tuple[str, Callable[[Row, freshness.Freshness], list[nodes.Node]]]] = {
    "service": ("Stöd", _service),
    "contact": ("Kontakt", _contact),
    "hours": ("Öppet", _hours),
    "trust": ("Hur säkert", _trust),
    "state": ("Hur säkert", _state),
    "name": ("Stöd", _name),
    "area": ("Område", _area),
    "reach": ("Kontakt", _reach),
}


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_transform(LeaveOutEmpty)
    app.add_directive("services", ServicesDirective)
