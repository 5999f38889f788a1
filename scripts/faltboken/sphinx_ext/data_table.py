"""`{data}`: any table of the data folder, with the headings that its schema gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from faltboken import phones, swedish
from faltboken.queries import Query
from faltboken.schema import Field
from faltboken.sphinx_ext.elements import link, paragraph
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.table_nodes import table
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row, Tables

UNKNOWN = "uppgift saknas"


class DataTableDirective(DataDirective):
    """Show the rows of a table, chosen by `:where: column=value` and sorted by `:sort:`.

    The columns in `:sortable:` are those that the reader can sort by; `theme/static/table-sort.js` makes them so.
    """

    required_arguments = 1
    option_spec: ClassVar = {
        "columns": directives.unchanged_required,
        "where": directives.unchanged_required,
        "sort": directives.unchanged_required,
        "sortable": directives.unchanged_required,
        "caption": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the table, with empty cells shown as unknown."""
        name = self.arguments[0]
        tables = tables_of(self.env.app)
        if name not in tables:
            known = ", ".join(sorted(tables.by_name))
            self.fault(f"Tabellen ”{name}” finns inte. Välj bland {known}.")
            return []
        schema = tables[name].schema
        column, _, value = self.options.get("where", "").partition("=")
        columns = self.words("columns") or tuple(schema.names)
        sortable = self.words("sortable")
        for wanted in (*columns, *filter(None, (column.strip(), self.options.get("sort", "").strip()))):
            if wanted not in schema.names:
                self.fault(f"Kolumnen ”{wanted}” finns inte i tabellen {name}. Välj bland {', '.join(schema.names)}.")
                return []
        for wanted in sortable:
            if wanted not in columns:
                known = ", ".join(columns)
                self.fault(f"Kolumnen ”{wanted}” visas inte, så ingen kan sortera efter den. Välj bland {known}.")
                return []
        where = ((column.strip(), (value.strip(),)),) if column else ()
        rows = self.select(Query(name, where, self.options.get("sort", "").strip()))
        fields = [schema.field(wanted) for wanted in columns]
        for target in {item.references.partition(".")[0] for item in fields if item.references}:
            self.select(Query(target, everything=True))  # its names are shown, so the page depends on them
        cells = [[_cell(row, item, tables) for item in fields] for row in rows]
        headings = [item.title for item in fields]
        # A table to compare in stays a table down to a phone's width; other tables become cards before that.
        classes = ("data", "fold", "sortable") if sortable else ("data", "stack")
        result = table(headings, cells, self.options.get("caption", ""), classes)
        if sortable:
            _make_sortable(result, [columns.index(name) for name in sortable], rows, fields)
        return [result]


def _make_sortable(shown: nodes.table, places: Sequence[int], rows: Sequence[Row], fields: Sequence[Field]) -> None:
    """Mark the headings the reader can sort by, and say what a cell is sorted by where that is not its words."""
    head, *body = [list(line.findall(nodes.entry)) for line in shown.findall(nodes.row)]
    for place in places:
        column = fields[place]
        head[place]["classes"].append("sorts")
        for row, cells in zip(rows, body, strict=True):
            if not row.text(column.name) or column.type == "date":
                cells[place]["value"] = row.text(column.name)


def _cell(row: Row, column: Field, tables: Tables) -> nodes.Node:
    value = row.text(column.name)
    if not value:
        return paragraph(UNKNOWN, classes=("soft",))
    day = row.day(column.name) if column.type == "date" else None
    if day:
        return paragraph(swedish.long_date(day))
    if column.type == "boolean":
        return paragraph("ja" if row.flag(column.name) else "nej")
    if column.check == "phone":
        return paragraph(link(value, phones.phone_link(value), "number"))
    if column.format == "email":
        return paragraph(link(value, f"mailto:{value}"))
    if column.format == "uri":
        return paragraph(link(_host(value), value))
    if column.name == "page" or column.name.endswith("_page"):
        return paragraph(page_link(value))
    values = row.items(column.name) if column.type == "list" else (value,)
    return paragraph(", ".join(_words(item, column, tables) for item in values))


def _words(value: str, column: Field, tables: Tables) -> str:
    """Return what a reader calls a value: its label, or the name of the row it points at."""
    target, _, target_column = column.references.partition(".")
    if target in tables and target_column == "id" and "name" in tables[target].schema.names:
        found = tables.everything[target].find(value)
        if found:
            return found.text("name")
    return column.label(value)


def _host(address: str) -> str:
    return address.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("data", DataTableDirective)
