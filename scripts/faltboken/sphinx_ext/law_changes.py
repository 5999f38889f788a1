"""`{law-changes}`: what has changed in the law and what is coming, from `law_changes.csv`."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from faltboken import laws, swedish
from faltboken.law_changes import STATUSES
from faltboken.law_dates import PROPOSED, TABLE
from faltboken.queries import Query
from faltboken.sphinx_ext.days import day_of_build, from_day
from faltboken.sphinx_ext.elements import block, element, inline, inline_element, link, paragraph
from faltboken.sphinx_ext.law import label_link
from faltboken.sphinx_ext.state import DataDirective
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row


def _day(text: str) -> date:
    return date.fromisoformat(text.strip())


def _status(text: str) -> str:
    return directives.choice(text, STATUSES)


class LawChangesDirective(DataDirective):
    """List the changes: those to come first, the nearest first, and then those that have come, the newest first."""

    option_spec: ClassVar = {"from": _day, "to": _day, "status": _status}

    def run(self) -> list[nodes.Node]:
        """Return one list; an empty one is said to be empty."""
        status = self.options.get("status", "")
        rows = self.select(Query(TABLE, (("status", (status,)),) if status else ()))
        first, last = self.options.get("from", date.min), self.options.get("to", date.max)
        dated = [(day, row) for row in rows if (day := row.day("date")) and first <= day <= last]
        if not dated:
            return [paragraph("Inga lagändringar att visa.")]
        today = day_of_build(self.env, [day for day, _ in dated])
        coming = sorted((pair for pair in dated if pair[0] > today), key=lambda pair: pair[0])
        past = sorted((pair for pair in dated if pair[0] <= today), key=lambda pair: pair[0], reverse=True)
        items = [self._item(day, row, today) for day, row in coming + past]
        return [block("ul", *items, classes=("law-changes",))]

    def _item(self, day: date, row: Row, today: date) -> element:
        head = paragraph(inline("time", swedish.long_date(day), datetime=day.isoformat()), " ")
        for tag in self._tags(day, row, today):
            head += [tag, nodes.Text(" ")]
        parts = [head, paragraph(inline("strong", row.text("title"))), paragraph(row.text("summary"))]
        if row.text("unknown"):
            parts.append(paragraph(inline("strong", "Det vi inte vet: "), row.text("unknown")))
        parts.append(paragraph(*self._where(row), classes=("soft",)))
        return block("li", *parts)

    def _tags(self, day: date, row: Row, today: date) -> list[inline_element]:
        is_proposed = row.text("status") == PROPOSED
        before = "Föreslaget" if is_proposed else "Kommer"
        after = "Förslag: kontrollera om det gäller" if is_proposed else "Gäller"
        kind = "unknown" if is_proposed or row.text("certainty") == "secondary" else "confirmed"
        tags = [from_day(self.env, day, inline("span", after, classes=("tag", kind)))]
        if day > today:
            tags.insert(0, inline("span", before, classes=("tag", "unknown"), data_until=day.isoformat()))
        if row.text("certainty") == "secondary":
            tags.append(inline("span", "Uppgift i andra hand", classes=("tag", "unknown")))
        return tags

    def _where(self, row: Row) -> list[nodes.Node | str]:
        parts: list[nodes.Node | str] = []
        for number, reference in enumerate(row.items("laws")):
            parts += [
                ", " if number else "Paragrafer: ",
                label_link(laws.label(reference), laws.unbroken(reference), "law"),
            ]
        if parts:
            parts.append(". ")
        if row.text("old_paragraphs"):
            parts.append(f"Förut: {row.text('old_paragraphs')}. ")
        for number, page in enumerate(row.items("pages")):
            parts += [", " if number else "Sidor: ", page_link(page)]
        if row.items("pages"):
            parts.append(". ")
        named = inline("span", f" om {row.text('title')}", classes=("visually-hidden",))
        checked = row.day("checked_date")
        read = f", kontrollerad {swedish.long_date(checked)}" if checked else ""
        return [*parts, link("Källa", row.text("source_url")), named, f"{read}."]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("law-changes", LawChangesDirective)
