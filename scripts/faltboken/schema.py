"""Table Schema files: what each column of a table is called, means and may hold.

The format is Table Schema (https://datapackage.org/standard/table-schema/) with four properties of our own on a field:
`references` ("needs.id": the value, or each value of a list, must stand in that column), `check` (a named check of
`faltboken.cells`), `labels` (Swedish words for the values of an `enum`) and `definitions` (what counts as each value).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

_Read = TypeVar("_Read")
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
    definitions: dict[str, str] = field(default_factory=dict)
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
    primary_key: tuple[str, ...] = ()

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


class SchemaError(ValueError):
    """A file that describes tables and cannot be used: its path from the data folder, the line (0: unknown) and why."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.message = message


def _field(raw: dict[str, Any]) -> Field:
    constraints: dict[str, Any] = raw.get("constraints", {})
    kind = raw.get("type", "string")
    if kind not in TYPES:
        raise ValueError(f"typen {kind} finns inte, välj bland {', '.join(TYPES)}")
    _readable(constraints)
    return Field(
        name=_text(raw["name"]),
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
        definitions=dict(raw.get("definitions", {})),
        minimum=str(constraints.get("minimum", "")),
        maximum=str(constraints.get("maximum", "")),
        min_length=int(constraints.get("minLength", 0)),
        max_length=int(constraints.get("maxLength", 0)),
        delimiter=raw.get("delimiter", ";"),
        references=raw.get("references", ""),
        check=raw.get("check", ""),
    )


def _readable(constraints: dict[str, Any]) -> None:
    try:
        re.compile(constraints.get("pattern", ""))
        for limit in ("minimum", "maximum", "minLength", "maxLength"):
            float(constraints.get(limit, 0))
    except (re.error, TypeError, ValueError):
        raise ValueError("constraints har ett mönster eller en gräns som inte går att tolka") from None


def read_schema(data: Path, name: str) -> Schema:
    """Return the schema in the file `name` of the folder `data`; raises SchemaError when it is no schema of ours."""
    raw = _json(data, name)
    fields = _each(
        raw.get("fields"), _field, name, "Kolumn", "Filen ska ha listan fields, med name och type för varje kolumn."
    )
    names = [item.name for item in fields]
    key = raw.get("primaryKey", [])
    keys = tuple(key) if isinstance(key, list) else (key,)
    if not set(keys) <= set(names):
        raise SchemaError(name, 0, f"primaryKey nämner en kolumn som inte finns. Välj bland {', '.join(names)}.")
    return Schema(_text(raw.get("title", name)), _text(raw.get("description", "")), tuple(fields), keys)


def read_package(data: Path) -> list[Resource]:
    """Return the tables that `datapackage.json` in the folder `data` lists; raises SchemaError like `read_schema`."""

    def resource(raw: dict[str, Any]) -> Resource:
        paths = raw["path"] if isinstance(raw["path"], list) else [raw["path"]]
        return Resource(
            name=_text(raw["name"]),
            paths=tuple(map(_text, paths)),
            schema=read_schema(data, _text(raw["schema"])),
            owner=_text(raw.get("owner", "")),
            review_in=_text(raw.get("review_in", "")),
        )

    name = "datapackage.json"
    shape = "Filen ska ha listan resources, med name, path och schema för varje tabell."
    return _each(_json(data, name).get("resources"), resource, name, "Tabell", shape)


def _json(data: Path, name: str) -> dict[str, Any]:
    try:
        raw = json.loads((data / name).read_text(encoding="utf-8-sig"))
    except OSError:
        raise SchemaError(name, 0, "Filen finns inte eller går inte att öppna. Lägg tillbaka den.") from None
    except UnicodeDecodeError:
        raise SchemaError(name, 0, "Filen är inte UTF-8. Spara den med teckenkodningen UTF-8.") from None
    except (ValueError, RecursionError) as error:
        message = (
            "Filen går inte att läsa som JSON. Ett komma, ett citattecken eller en parentes saknas eller "
            "står för mycket på raden eller den före."
        )
        raise SchemaError(name, getattr(error, "lineno", 0), message) from None
    if not isinstance(raw, dict):
        raise SchemaError(name, 1, "Filen har fel form. Den ska börja med { och sluta med }.")
    return raw


def _each(raw: object, read: Callable[[Any], _Read], name: str, what: str, shape: str) -> list[_Read]:
    """Return every item of a list as `read` makes it; an item of the wrong shape is told by its number."""
    if not isinstance(raw, list) or not raw:
        raise SchemaError(name, 0, f"Listan saknas eller är tom. {shape}")
    found = []
    for number, item in enumerate(raw, start=1):
        try:
            found.append(read(item))
        except SchemaError:
            raise
        except KeyError as error:
            raise SchemaError(name, 0, f"{what} nummer {number} saknar {error.args[0]}. {shape}") from None
        except ValueError as error:
            raise SchemaError(name, 0, f"{what} nummer {number} går inte att läsa: {error}. {shape}") from None
        except (TypeError, AttributeError):
            raise SchemaError(name, 0, f"{what} nummer {number} har fel form. {shape}") from None
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value} står där en text ska stå")  # noqa: TRY004 – told like every other fault of form
    return value
