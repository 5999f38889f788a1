"""A question of the self-tests as a row: its answers, and whether it can be asked, explained and trusted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from faltboken import laws
from faltboken.problems import Problem, quoted
from faltboken.tables import Row, Table, Tables

TABLE = "quiz"
_NUMBERS = range(1, 5)


def answers(row: Row) -> list[tuple[int, str, str]]:
    """Return the answers one can choose: number from 1, the answer, and why it is right or not."""
    found = [(number, row.text(f"option_{number}"), row.text(f"why_{number}")) for number in _NUMBERS]
    return [answer for answer in found if answer[1]]


def check(table: Table, tables: Tables) -> Iterator[Problem]:
    """Yield the faults of the rows' answers, and of the law they lean on."""
    known = {laws.reference(row) for row in tables["laws"]} if "laws" in tables else set()
    for row in table:
        yield from _answers(row)
        if not row.items("laws") and not row.items("sources"):
            message = "Frågan har varken lagrum eller källa. Fyll i det som svaret bygger på i laws eller sources."
            yield Problem(row.path, row.line, "laws", "question-without-source", message)
        for reference in row.items("laws"):
            if reference not in known:
                message = (
                    f"Lagrummet {quoted(reference)} finns inte i data/laws.csv. Skriv det som SoL 19:1 eller LVU 3 §."
                )
                yield Problem(row.path, row.line, "laws", "unknown-law", message)


def _answers(row: Row) -> Iterator[Problem]:
    right = row.integer("right")
    if right and not row.text(f"option_{right}"):
        message = f"Svar {right} ska vara det rätta men är tomt. Skriv svaret, eller rätta numret."
        yield Problem(row.path, row.line, "right", "empty-right-answer", message)
    for number in _NUMBERS:
        told, filled = bool(row.text(f"why_{number}")), bool(row.text(f"option_{number}"))
        if told != filled:
            column = f"why_{number}" if filled else f"option_{number}"
            message = f"Svar {number} och dess förklaring hör ihop. Fyll i båda, eller töm båda."
            yield Problem(row.path, row.line, column, "unexplained-answer", message)
    for (one, text, _), (other, again, _) in combinations(answers(row), 2):
        if text.casefold().strip(" .") == again.casefold().strip(" ."):
            message = f"Svar {one} och {other} är lika: {quoted(again)}. Skriv ett annat svar, eller ta bort det ena."
            yield Problem(row.path, row.line, f"option_{other}", "same-answer", message)
