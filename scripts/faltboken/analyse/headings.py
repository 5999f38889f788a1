"""Schemas of the data folder, and the Swedish headings that they give to the columns of a table."""

from __future__ import annotations

from pathlib import Path

from faltboken.schema import Schema, read_schema

DATA = Path(__file__).parents[3] / "data"


def schema_of(table: str) -> Schema:
    """Return the schema of a table of the data folder."""
    return read_schema(DATA, f"schemas/{table}.json")


def headings(schema: Schema, *columns: str) -> dict[str, str]:
    """Return the Swedish heading of each column asked for, in that order."""
    return {column: schema.field(column).title for column in columns}
