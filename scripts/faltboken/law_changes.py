"""Rules for `law_changes.csv`: what is uncertain says what is not known, and its paragraphs stand in the register."""

from __future__ import annotations

from collections.abc import Iterator

from faltboken import laws
from faltboken.problems import Problem, quoted
from faltboken.tables import Table, Tables

STATUSES = ("decided", "proposed")


def check(table: Table, tables: Tables) -> Iterator[Problem]:
    """Yield the faults of the table's rows."""
    known = {laws.reference(row) for row in tables["laws"]} if "laws" in tables and tables["laws"].whole else None
    for row in table:
        unsure = row.text("status") == STATUSES[1] or row.text("certainty") == "secondary"
        if unsure and not row.text("unknown"):
            message = "Raden är osäker men säger inte vad vi inte vet. Skriv det med en mening i unknown."
            yield Problem(row.path, row.line, "unknown", "law-change-unknown", message)
        for reference in row.items("laws"):
            if known is not None and reference not in known:
                message = (
                    f"Lagrummet {quoted(reference)} finns inte i data/laws.csv. Skriv det som SoL 19:1 eller LVU 3 §."
                )
                yield Problem(row.path, row.line, "laws", "unknown-law", message)
