"""Questions to the tables, as values that can be stored, asked again and compared.

A page that shows rows stores the query and the digest of its answer. When a later build gets another digest, that page
and no other is written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from faltboken import freshness, laws
from faltboken.rules import WHOLE_COUNTRY, is_confirmed
from faltboken.tables import Row, Tables

_ALPHABET = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y"})


@dataclass(frozen=True)
class Query:
    """Rows of one table: all `where` conditions must hold, each being a column and the values it may have.

    `where` knows five columns that no table has: `confirmed` and `scope` (of a service), `reference` (of a law), `word`
    (a glossary term by any of its names), and `served` (whether a shown service serves a municipality).
    """

    table: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    everything: bool = False  # also rows that the edition leaves out, for their names


def swedish_order(text: str) -> str:
    """Return a sort key that puts å, ä and ö after z, as Swedish does."""
    return text.casefold().translate(_ALPHABET)


def run(query: Query, tables: Tables) -> list[Row]:
    """Return the rows a query asks for; raises KeyError for an unknown table or column.

    A page asks for the digest and for the rows, and many pages ask the same, so an answer is worked out once for each
    load of the tables.
    """
    if query not in tables.answers:
        tables.answers[query] = tuple(_run(query, tables))
    return list(tables.answers[query])


def _run(query: Query, tables: Tables) -> list[Row]:
    own = [(name, values) for name, values in query.where if name != "served"]
    rows = [row for row in _asked_of(query, tables) if all(_holds(row, name, values) for name, values in own)]
    if len(own) < len(query.where):
        served = _served(tables)
        rows = [row for row in rows if row.text("id") in served]
    if query.table == "services":
        return sorted(rows, key=_services_order)
    if query.sort:
        return sorted(rows, key=lambda row: swedish_order(row.text(query.sort)))
    return rows


def _asked_of(query: Query, tables: Tables) -> Iterable[Row]:
    """Return the rows that can be in the answer: those of the first condition on a place, an id, a need or a law."""
    table = (tables.everything if query.everything else tables)[query.table]
    for column, values in query.where:
        if column in ("municipalities", "id", "needs") and len(values) == 1:
            return table.having(column, values[0])
        if column == "reference" and len(values) == 1:
            return table.told_by(column, lambda row: (laws.reference(row),), values[0])
    return table


def digest(query: Query, tables: Tables) -> str:
    """Return a digest of what a query answers: the rows, the headings they are shown with, when services fall due."""
    if query not in tables.digests:
        try:
            rows = run(query, tables)
            shown = [sorted(row.values.items()) for row in rows]
            rule = freshness.of(tables)
            due = [rule.due(row) for row in rows] if query.table == "services" else []
            text = repr((shown, due, tables[query.table].schema if shown else ""))
        except KeyError:
            text = ""
        tables.digests[query] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return tables.digests[query]


def has_channel(service: Row) -> bool:
    """Return whether a service can be reached by anything the row tells: phone, e-mail, web or address."""
    return any(service.text(name) for name in ("phone", "email", "url", "address"))


def _served(tables: Tables) -> frozenset[str]:
    """Return the municipalities that a shown service serves."""
    if tables.served is None:
        shown = (row for row in tables.by_name.get("services", ()) if row.text("status") in freshness.SHOWN)
        tables.served = frozenset(municipality for row in shown for municipality in row.items("municipalities"))
    return tables.served


def _services_order(row: Row) -> tuple[bool, bool, str]:
    return (not has_channel(row), not is_confirmed(row), swedish_order(row.text("name")))


def _holds(row: Row, column: str, values: tuple[str, ...]) -> bool:
    if column == "confirmed":
        return ("ja" if is_confirmed(row) else "nej") in values
    if column == "scope":
        return ("national" if WHOLE_COUNTRY in row.items("municipalities") else "local") in values
    if column == "reference":
        return laws.reference(row) in values
    if column == "word":
        words = {row.text("term").lower(), row.text("abbreviation").lower(), *map(str.lower, row.items("synonyms"))}
        return any(value.lower() in words for value in values)
    value = row.values[column]
    if isinstance(value, tuple):
        return any(item in values for item in value)
    if isinstance(value, bool):
        return ("ja" if value else "nej") in values
    return row.text(column) in values
