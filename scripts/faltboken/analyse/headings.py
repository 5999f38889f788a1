"""Swedish headings, help and words of a table, read from its schema in ``data/schemas``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[3] / "data"


def headings(table: str, *columns: str, data: Path = DATA) -> dict[str, str]:
    """Return the Swedish heading of each column asked for, in that order; of all if none is."""
    known: dict[str, str] = {field["name"]: field["title"] for field in _fields(table, data)}
    return {column: known[column] for column in columns or known}


def field_help(table: str, *, data: Path = DATA) -> list[dict[str, str]]:
    """Return name, heading, help and example of each column."""
    keys = ("name", "title", "description", "example")
    return [{key: str(field[key]) for key in keys} for field in _fields(table, data)]


def value_words(table: str, column: str, *, data: Path = DATA) -> dict[str, str]:
    """Return the Swedish word for each value a column may hold; empty if it has none."""
    for field in _fields(table, data):
        if field["name"] == column:
            return dict(field.get("labels", {}))
    raise KeyError(f"{table} har ingen kolumn {column}")


def _fields(table: str, data: Path) -> list[dict[str, Any]]:
    text = (data / "schemas" / f"{table}.json").read_text(encoding="utf-8")
    fields: list[dict[str, Any]] = json.loads(text)["fields"]
    return fields
