"""Table Schema files: what each column of a table is called, means and may hold.

The format is Table Schema (https://datapackage.org/standard/table-schema/) with three properties of our own on a field:
`references` ("needs.id": the value, or each value of a list, must stand in that column), `check` (a named check of
`faltboken.cells`) and `labels` (Swedish words for the values of an `enum`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = ("string", "integer", "number", "boolean", "date", "list")


@dataclass(frozen=True)
class Field:
    """One column: its name, Swedish heading, help text and constraints."""

    name: str
    type: str
    title: str
    description: str = ""
    example: str = ""
    format: str = ""
    required: bool = False
    unique: bool = False
    pattern: str = ""
    enum: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    minimum: str = ""
    maximum: str = ""
    min_length: int = 0
    max_length: int = 0
    delimiter: str = ";"
    references: str = ""
    check: str = ""

    def label(self, value: str) -> str:
        """Return the Swedish words for a value, or the value itself where the schema gives none."""
        return self.labels.get(value, value)


@dataclass(frozen=True)
class Schema:
    """The columns of a table, in the order the file has them."""

    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: str = ""

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [item.name for item in self.fields]

    def field(self, name: str) -> Field:
        """Return the column called `name`; raise KeyError when the table has no such column."""
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)


@dataclass(frozen=True)
class Resource:
    """One table of `data/datapackage.json`: its files and who looks after it."""

    name: str
    paths: tuple[str, ...]
    schema: Schema
    owner: str = ""
    review_in: str = ""


def _field(raw: dict[str, Any]) -> Field:
    constraints: dict[str, Any] = raw.get("constraints", {})
    kind = raw.get("type", "string")
    if kind not in TYPES:
        raise ValueError(f"okänd typ {kind!r} för kolumnen {raw['name']}; välj någon av {', '.join(TYPES)}")
    return Field(
        name=raw["name"],
        type=kind,
        title=raw.get("title", raw["name"]),
        description=raw.get("description", ""),
        example=str(raw.get("example", "")),
        format=raw.get("format", ""),
        required=bool(constraints.get("required", False)),
        unique=bool(constraints.get("unique", False)),
        pattern=constraints.get("pattern", ""),
        enum=tuple(str(value) for value in constraints.get("enum", ())),
        labels=dict(raw.get("labels", {})),
        minimum=str(constraints.get("minimum", "")),
        maximum=str(constraints.get("maximum", "")),
        min_length=int(constraints.get("minLength", 0)),
        max_length=int(constraints.get("maxLength", 0)),
        delimiter=raw.get("delimiter", ";"),
        references=raw.get("references", ""),
        check=raw.get("check", ""),
    )


def read_schema(path: Path) -> Schema:
    """Return the schema in a JSON file.

    Raises OSError when the file cannot be read, and ValueError or KeyError when it is no schema of ours.
    """
    raw = json.loads(path.read_text(encoding="utf-8"))
    key = raw.get("primaryKey", "")
    return Schema(
        title=raw.get("title", path.stem),
        description=raw.get("description", ""),
        fields=tuple(_field(item) for item in raw["fields"]),
        primary_key=key if isinstance(key, str) else "",
    )


def read_package(data: Path) -> list[Resource]:
    """Return the tables that `datapackage.json` in the folder `data` lists.

    Raises OSError, ValueError or KeyError like `read_schema`.
    """
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    resources = []
    for raw in package["resources"]:
        paths = raw["path"] if isinstance(raw["path"], list) else [raw["path"]]
        resources.append(
            Resource(
                name=raw["name"],
                paths=tuple(paths),
                schema=read_schema(data / raw["schema"]),
                owner=raw.get("owner", ""),
                review_in=raw.get("review_in", ""),
            )
        )
    return resources
