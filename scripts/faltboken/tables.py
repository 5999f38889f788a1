"""Tables: CSV files and schemas in, typed rows and faults out.

Everything is read at once and every fault is collected, so that an editor sees the whole list and not the first line of
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from faltboken import cells, csv_files
from faltboken.problems import Problem, in_order, quoted
from faltboken.schema import Resource, Schema, SchemaError, read_package, read_schema


@dataclass(frozen=True)
class Row:
    """One line of a table, its cells parsed as the schema says; an empty cell is None."""

    values: Mapping[str, Any]
    path: str
    line: int

    def text(self, column: str) -> str:
        """Return the cell as text, "" when it is empty."""
        value = self.values[column]
        return "" if value is None else str(value)

    def items(self, column: str) -> tuple[str, ...]:
        """Return the values of a list cell, () when it is empty."""
        return tuple(self.values[column] or ())

    def integer(self, column: str) -> int | None:
        """Return a whole number, or None when the cell is empty."""
        value = self.values[column]
        return None if value is None else int(value)

    def day(self, column: str) -> date | None:
        """Return a date, or None when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, date) else None

    def flag(self, column: str) -> bool:
        """Return True for "ja"; "nej" and empty cells are False."""
        return self.values[column] is True


@dataclass(frozen=True)
class Table:
    """A table by name, its schema and all its rows in file order.

    `whole` is False when a file or a row could not be read, so that a missing row proves nothing.
    """

    name: str
    schema: Schema
    rows: tuple[Row, ...] = ()
    resource: Resource | None = None
    whole: bool = True
    # Column -> value -> rows that hold it, in file order; made when a column is first asked for.
    _index: dict[str, dict[str, list[Row]]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def find(self, value: str, column: str = "id") -> Row | None:
        """Return the first row whose `column` holds `value`, or None."""
        return next(iter(self.having(column, value)), None)

    def having(self, column: str, value: str) -> list[Row]:
        """Return the rows that hold `value` in a column, by itself or in its list; raises KeyError for no such column.

        Every page asks for rows by id, municipality or need: to go through all rows each time would cost pages × rows.
        """
        return self.told_by(column, lambda row: _held(row, column), value)

    def told_by(self, name: str, words: Callable[[Row], Iterable[str]], value: str) -> list[Row]:
        """Return the rows that `words` tells `value` of; `name` is what the answer for all values is kept under."""
        if name not in self._index:
            held = self._index[name] = {}
            for row in self.rows:
                for one in dict.fromkeys(words(row)):
                    held.setdefault(one, []).append(row)
        return self._index[name].get(value, [])


def _held(row: Row, column: str) -> Iterable[str]:
    whole = row.values[column]
    return whole if isinstance(whole, tuple) else (row.text(column),)


@dataclass
class Tables:
    """All tables of the data folder by name."""

    by_name: dict[str, Table] = field(default_factory=dict)
    answers: dict[object, tuple[Row, ...]] = field(default_factory=dict)  # to queries, kept by faltboken.queries
    digests: dict[object, str] = field(default_factory=dict)  # of those answers, kept there too
    served: frozenset[str] | None = None  # the municipalities that have a service, kept by faltboken.queries
    behind: Tables | None = None  # the whole tables, where these are one municipality's edition of them

    @property
    def everything(self) -> Tables:
        """The tables of all municipalities, whichever edition these are."""
        return self.behind or self

    def __getitem__(self, name: str) -> Table:
        """Return a table by name; raises KeyError for an unknown one."""
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a table."""
        return name in self.by_name

    def __iter__(self) -> Iterator[Table]:
        """Go through the tables."""
        return iter(self.by_name.values())


def load(root: Path) -> tuple[Tables, list[Problem]]:
    """Return every table below `root / "data"` and all the faults found in files, headers and cells.

    A row with a fault is left out of its table, so that what is returned can always be used.
    """
    data = root / "data"
    try:
        resources = read_package(data)
    except SchemaError as error:
        return Tables(), [Problem(f"data/{error.path}", error.line, "", "package", error.message)]
    tables = Tables()
    problems: list[Problem] = []
    for resource in resources:
        rows: list[Row] = []
        faults: list[Problem] = []
        for name in resource.paths:
            found, more = read_file(data / name, f"data/{name}", resource.schema)
            rows += found
            faults += more
        tables.by_name[resource.name] = Table(resource.name, resource.schema, tuple(rows), resource, whole=not faults)
        problems += [*faults, *_repeated_values(tables[resource.name])]
    problems += [*_unlisted_files(data, resources), *_sheet_faults(data)]
    return tables, in_order(problems)


def _sheet_faults(data: Path) -> Iterator[Problem]:
    """Yield what is wrong in the schemas of the sheets that a unit fills in; no table is made from them."""
    for path in sorted((data / "schemas" / "sheets").glob("*.json")):
        try:
            read_schema(data, path.relative_to(data).as_posix())
        except SchemaError as error:
            yield Problem(f"data/{error.path}", error.line, "", "package", error.message)


def read_file(path: Path, shown_path: str, schema: Schema) -> tuple[list[Row], list[Problem]]:
    """Return the rows of one CSV file and its faults; `shown_path` is the path that the faults name."""
    names, lines, problems = csv_files.read(path, shown_path, schema.names)
    rows: list[Row] = []
    for line, texts in lines:
        values, faults = _values(texts, names, schema, shown_path, line)
        problems += faults
        if not faults:
            rows.append(Row(values, shown_path, line))
    return rows, sorted(problems, key=lambda problem: problem.line)


def _values(
    row: list[str], names: list[str], schema: Schema, shown_path: str, line: int
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, cell in zip(names, row, strict=True):
        value, faults = cells.parse(cell, schema.field(name))
        values[name] = value
        problems += [Problem(shown_path, line, name, fault.code, fault.message) for fault in faults]
    return values, problems


def _repeated_values(table: Table) -> list[Problem]:
    problems = []
    keys = {(column.name,) for column in table.schema.fields if column.unique}
    for names in sorted(keys | ({table.schema.primary_key} - {()})):
        first: dict[tuple[str, ...], Row] = {}
        for row in table:
            value = tuple(map(row.text, names))
            if any(value) and value in first:
                other = first[value]
                shown = " ".join(filter(None, value))
                message = (
                    f"{quoted(shown)} står redan i {other.path}, rad {other.line}. Välj ett "
                    "värde som ingen annan rad har, eller ta bort raden."
                )
                problems.append(Problem(row.path, row.line, names[-1], "duplicate", message))
            first.setdefault(value, row)
    return problems


def _unlisted_files(data: Path, resources: list[Resource]) -> list[Problem]:
    listed = {name for resource in resources for name in resource.paths}
    problems = []
    for path in sorted(data.rglob("*.csv")):
        name = path.relative_to(data).as_posix()
        if name not in listed and not name.startswith("samples/"):
            message = (
                "Filen står inte i data/datapackage.json, så ingen sida kan visa den. Lägg till "
                "den där eller ta bort den."
            )
            problems.append(Problem(f"data/{name}", 0, "", "unlisted-file", message))
    return problems
