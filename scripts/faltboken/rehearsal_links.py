"""What the rows of rehearsals point at: pages, sections and paragraphs of law, which must exist; and no numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from faltboken import laws, local_notes, rehearsals
from faltboken.page_rules import PHONE_IN_TEXT
from faltboken.pages import PageSource
from faltboken.problems import Problem, in_order, quoted
from faltboken.tables import Row, Tables

_TEXTS = ("title", "text", "choice", "consequence", "why")


def check(pages: Iterable[PageSource], tables: Tables) -> list[Problem]:
    """Return the faults of what rows point at: a page, section or paragraph of law that does not exist."""
    if rehearsals.TABLE not in tables:
        return []
    by_name = {page.name: page for page in pages}
    known = {laws.reference(row) for row in tables["laws"]} if "laws" in tables else set()
    return in_order(problem for row in tables[rehearsals.TABLE] for problem in _pointing(row, by_name, tables, known))


def _pointing(row: Row, pages: dict[str, PageSource], tables: Tables, known: set[str]) -> Iterator[Problem]:
    page, section = row.text("page"), row.text("section")
    if page and page not in pages:
        message = f"Sidan {quoted(page)} finns inte i book/. Skriv sökvägen utan ändelse, till exempel lag/orosanmalan."
        yield Problem(row.path, row.line, "page", "unknown-page", message)
    elif section and not page:
        yield Problem(
            row.path, row.line, "page", "rehearsal-page", "Avsnittet har ingen sida. Skriv sidan som avsnittet står på."
        )
    elif section and section not in (found := local_notes.anchors(pages[page], tables)):
        message = f"Sidan {page} har inget avsnitt {quoted(section)}. Välj bland {', '.join(found)}."
        yield Problem(row.path, row.line, "section", "unknown-section", message)
    for reference in row.items("laws"):
        if reference not in known:
            message = f"Lagrummet {quoted(reference)} finns inte i data/laws.csv. Skriv det som SoL 19:1 eller LVU 3 §."
            yield Problem(row.path, row.line, "laws", "unknown-law", message)
    for column in _TEXTS:
        number = PHONE_IN_TEXT.search(row.text(column))
        if number:
            message = f"Telefonnumret {quoted(number[0])} står i texten. Skriv vem man ringer, och länka till sidan."
            yield Problem(row.path, row.line, column, "phone-in-text", message)
