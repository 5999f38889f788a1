"""The rows of a table of the data folder: all of them, or an error with every fault, since a figure rests on each."""

from __future__ import annotations

from pathlib import Path

from faltboken.analyse.headings import DATA, schema_of
from faltboken.tables import Row, read_file


class TableError(ValueError):
    """A table that cannot be read; it says in Swedish what is wrong, one line for each fault."""


def rows_of(table: str, path: Path | None = None) -> list[Row]:
    """Return the rows of a table, or of another file with its columns; raises TableError with all faults."""
    file = path or DATA / f"{table}.csv"
    rows, problems = read_file(file, file.name, schema_of(table))
    if problems:
        raise TableError("\n".join(map(str, problems)))
    return rows
