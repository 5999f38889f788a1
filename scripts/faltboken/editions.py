"""An edition: the book of one municipality, with its own and the country's services, numbers and notes only.

It is chosen by one setting, `faltboken_municipality` in `_config.yml`. All tables are read and checked as a whole
first; then what belongs to other municipalities is left out, before any page is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import yaml

from faltboken.console import Stop
from faltboken.problems import quoted
from faltboken.rules import WHOLE_COUNTRY
from faltboken.tables import Row, Table, Tables, load

SETTING = "faltboken_municipality"

# Table -> whether a row belongs to a municipality's edition. Tables that are not named are the same in every edition:
# that another municipality is told of as an example does not make the row its own.
_BELONGS: dict[str, Callable[[Row, str], bool]] = {
    "municipalities": lambda row, own: row.text("id") == own,
    "services": lambda row, own: bool({own, WHOLE_COUNTRY} & set(row.items("municipalities"))),
    "acute": lambda row, own: row.text("municipality") in ("", own),
    "local_notes": lambda row, own: row.text("municipality") == own,
}


def title(book: str, municipality: Row) -> str:
    """Return what a municipality's edition is called."""
    return f"{book} {municipality.text('name')}"


def unknown(own: str, known: Iterable[str]) -> str:
    """Return the sentence that says that the setting names no municipality."""
    return (
        f"Kommunen {quoted(own)} finns inte i data/municipalities.csv. "
        f"Välj bland {', '.join(known)}, eller lämna tomt för en bok med alla kommuner."
    )


def identified(root: Path, given: str) -> str:
    """Return the id of the municipality that is given by id or name; raise Stop when there is none."""
    tables, _ = load(root)
    rows = tables.by_name.get("municipalities", ())
    for row in rows:
        if given.strip().casefold() in (row.text("id"), row.text("name").casefold()):
            return row.text("id")
    raise Stop(unknown(given, (row.text("id") for row in rows)), 2)


def configuration(root: Path, own: str) -> str:
    """Write the configuration of a municipality's edition below `_build` and return its path."""
    raw = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    raw["sphinx"]["config"][SETTING] = own
    path = root / "_build" / "edition.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return str(path)


def narrowed(tables: Tables, own: str) -> Tables:
    """Return the tables of one municipality's edition; the whole tables stand behind them, as `everything`."""
    return Tables({table.name: _narrowed(table, own) for table in tables}, behind=tables)


def _narrowed(table: Table, own: str) -> Table:
    belongs = _BELONGS.get(table.name)
    if belongs is None:
        return table
    rows = tuple(row for row in table if belongs(row, own))
    resource = table.resource
    if resource is not None and len(resource.paths) > 1:
        kept = {row.path.removeprefix("data/") for row in rows}
        resource = replace(resource, paths=tuple(path for path in resource.paths if path in kept))
    return replace(table, rows=rows, resource=resource)


def narrow_files(data: Path, tables: Tables) -> None:
    """Leave in a copy of the data folder what the edition holds: its lines, its files, its list of files.

    A row is one line (a line break within a cell is a fault), so lines are kept as they stand.
    """
    package = data / "datapackage.json"
    listed = json.loads(package.read_text(encoding="utf-8-sig"))
    for table in tables.everything:
        narrow = tables[table.name]
        if table.resource is None or narrow.resource is None or len(narrow) == len(table):
            continue
        for path in table.resource.paths:
            if path not in narrow.resource.paths:
                (data / path).unlink()
                continue
            lines = (data / path).read_text(encoding="utf-8-sig").splitlines(keepends=True)
            kept = {row.line for row in narrow if row.path == f"data/{path}"}
            text = "".join(line for number, line in enumerate(lines, start=1) if number == 1 or number in kept)
            (data / path).write_text(text, encoding="utf-8", newline="\n")
        [entry] = [one for one in listed["resources"] if one["name"] == table.name]
        entry["path"] = list(narrow.resource.paths)
    package.write_text(json.dumps(listed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
