"""What each municipality has of its own: a page made from one model, and text in which its facts are filled in.

A municipality's page exists while a service that is shown serves it. Its text is `book/stod/kommun.md`, once for all
municipalities; a fact of the municipality is written there as `{{ name }}`, the name of a column in
`municipalities.csv`. Nothing else of the book knows which municipalities there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from faltboken import queries
from faltboken.pages import PageSource
from faltboken.problems import Problem, quoted
from faltboken.queries import Query
from faltboken.tables import Row, Tables

FOLDER = "book/stod"
MODEL = f"{FOLDER}/kommun"
BLOCK = "each-municipality"
WITH_PAGE = Query("municipalities", (("served", ("ja",)),))
_PLACE = re.compile(r"\{\{ *([^{}\n]*?) *\}\}")
_BLOCK = re.compile(rf"^(?P<mark>`{{3,}}|:{{3,}})\{{{BLOCK}\}}[^\n]*\n.*?^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL)
# What Markdown or HTML would read as more than a character.
_MARKUP = re.compile(r"([\\`*_\[\]<>{}#&|~$!])")


def page_of(municipality: str) -> str:
    """Return the document name of a municipality's page."""
    return f"{FOLDER}/{municipality}"


def with_page(tables: Tables) -> list[Row]:
    """Return the municipalities that have a page, in the table's order: those that a shown service serves."""
    return queries.run(WITH_PAGE, tables) if "municipalities" in tables else []


def filled(text: str, row: Row, *, plain: bool = False) -> str:
    """Return the text with each `{{ column }}` replaced by the municipality's cell, "" for an unknown column.

    Cells are text: what Markdown would read as markup is escaped, unless `plain` says that nothing reads it so.
    """

    def cell(match: re.Match[str]) -> str:
        value = row.text(match[1]) if match[1] in row.values else ""
        return value if plain else _MARKUP.sub(r"\\\1", value)

    return _PLACE.sub(cell, text)


def filled_front(raw: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """Return front matter with the municipality's facts in its texts, and the day they were read."""
    front = {name: filled(value, row, plain=True) if isinstance(value, str) else value for name, value in raw.items()}
    return front | {"data_read": row.text("source_read_date")}


def filled_page(source: str, raw: Mapping[str, Any], first_line: int, row: Row) -> str:
    """Return the model page for one municipality, every line on its own number.

    `source` is the whole file, `raw` its front matter, `first_line` the line on which the text begins. The front matter
    is written anew on one line, as JSON (which is YAML too), so that no name can break it.
    """
    body = source.split("\n", first_line - 1)[-1]
    front = json.dumps(filled_front(raw, row), ensure_ascii=False, default=str)
    gap = "\n" * (first_line - 4)
    return f"---\n{front}\n{gap}---\n{filled(body, row)}"


def check_page(page: PageSource, tables: Tables) -> list[Problem]:
    """Return the faults of a page's `{{ }}`: a column that does not exist, or a place where nothing is filled in."""
    if "municipalities" not in tables:
        return []
    known = tables["municipalities"].schema.names
    own = [(0, len(page.text))] if page.name == MODEL.removeprefix("book/") else []
    own += [match.span() for match in _BLOCK.finditer(page.text)]
    found = []
    for match in _PLACE.finditer(page.text):
        if not any(start <= match.start() < end for start, end in own):
            continue
        if match[1] not in known:
            message = f"Kommunerna har ingen uppgift {quoted(match[1])}. Välj bland {', '.join(known)}."
            found.append(Problem(page.path, page.line_of(match.start()), "", "unknown-place", message))
    return found


def taken_addresses(pages: Iterable[PageSource], tables: Tables) -> Iterator[Problem]:
    """Yield a fault for each municipality whose page would stand where another page stands."""
    names = {page.path.rsplit(".", 1)[0] for page in pages}
    if "municipalities" not in tables or MODEL not in names:
        return
    for row in tables["municipalities"]:
        if page_of(row.text("id")) in names:
            message = f"Adressen stod/{row.text('id')} är redan en annan sidas. Välj ett annat id, eller flytta sidan."
            yield Problem(row.path, row.line, "id", "taken-address", message)
