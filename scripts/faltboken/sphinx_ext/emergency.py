"""`{emergency-numbers}`: the numbers one needs at once, as buttons; only confirmed numbers are shown."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from faltboken import freshness, hours, phones, swedish
from faltboken.queries import Query
from faltboken.rules import is_confirmed
from faltboken.sphinx_ext.elements import block, inline, paragraph
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.tables import Row


class EmergencyNumbersDirective(DataDirective):
    """Show the country's numbers, those of one `:municipality:`, or with `:short:` only those of the strip."""

    option_spec: ClassVar = {"municipality": directives.unchanged_required, "short": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return a list of buttons, each with the situation it is for."""
        chosen = self.options.get("municipality", "").strip()
        if chosen and not self.select(Query("municipalities", (("id", (chosen,)),), everything=True)):
            self.fault(
                f"Kommunen ”{chosen}” finns inte i data/municipalities.csv. Skriv kommunens id ur första kolumnen."
            )
            return []
        if chosen and not self.select(Query("municipalities", (("id", (chosen,)),))):
            return []  # another municipality's numbers, which this edition leaves out
        rows = self.select(Query("acute", (("municipality", (chosen,)),)))
        if "short" in self.options:
            rows = [row for row in rows if row.flag("strip")]
        items = [self._item(row) for row in sorted(rows, key=lambda row: row.integer("order") or 0)]
        shown = [item for item in items if item is not None]
        if not shown:
            return [self._ask_at_112("Numret till socialjouren är inte bekräftat.")]
        # The labels are data, and the data are in Swedish; a page in another language says so to screen readers.
        language = self.env.temp_data["faltboken_page"].raw.get("language", "sv")
        attributes = {"lang": "sv"} if language != "sv" else {}
        return [block("ul", *shown, classes=("emergency",), **attributes)]

    def _item(self, row: Row) -> nodes.Node | None:
        service = next(iter(self.select(Query("services", (("id", (row.text("service"),)),)))), None)
        if service is None:
            return None
        if not is_confirmed(service) or not service.text("phone"):
            # A number that nobody has confirmed is never a button: the emergency operator can connect instead.
            return block("li", self._ask_at_112(f"{row.text('situation')}.")) if row.text("municipality") else None
        number = service.text("phone")
        label = [inline("b", number), nodes.Text(" "), inline("span", row.text("label"))]
        button = nodes.reference("", "", *label, refuri=phones.phone_link(number), classes=["call"])
        opening = service.text("opening_hours")
        when = " " + "; ".join(hours.in_words(opening)).capitalize() + "." if opening and opening != "24/7" else ""
        situation = f"{row.text('situation').rstrip('.')}.{when}"
        about = paragraph(situation, *self._if_overdue(row, service), classes=("soft",))
        if when:
            about += [nodes.Text(" "), inline("span", classes=("open-now",), data_open=service.text("id"))]
        return block("li", paragraph(button), about)

    def _if_overdue(self, row: Row, service: Row) -> list[nodes.Node | str]:
        """Return words that the browser shows when the confirmation is too old; see `Freshness.number_due`."""
        day, due = freshness.assured(service), freshness.of(tables_of(self.env.app)).number_due(service)
        if not day or not due:
            return []
        words = f"Senast bekräftat {swedish.long_date(day)}"
        if row.text("municipality"):
            words += ". Kommer du inte fram: ring 112 och be om socialjouren"
        return [" ", inline("span", data_due=due.isoformat(), data_overdue=words, hidden="hidden")]

    def _ask_at_112(self, reason: str) -> nodes.Node:
        button = nodes.reference(
            "",
            "",
            inline("b", "112"),
            nodes.Text(" "),
            inline("span", "be om socialjouren"),
            refuri="tel:112",
            classes=["call"],
        )
        return block(
            "div",
            paragraph(button),
            paragraph(f"{reason} Ring 112 och be om socialjouren när det inte kan vänta.", classes=("soft",)),
        )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("emergency-numbers", EmergencyNumbersDirective)
