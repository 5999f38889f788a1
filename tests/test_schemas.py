"""An independent reader of Table Schema, `frictionless`, judges the schemas and the data as our own reader does.

It does not know what is ours: `references`, `check` (telephone numbers, opening hours), `labels`, and rules between
rows and tables. Nor does it know values in a list: a list column is given to it as text, with its values as a pattern.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from books import BASE, FAULTS, ROOT, make_book
from frictionless import Resource
from frictionless import Schema as Independent

from faltboken import tables
from faltboken.schema import TYPES, Schema, read_package, read_schema

DATA = ROOT / "data"
SCHEMAS = sorted(path.stem for path in (DATA / "schemas").glob("*.json"))
FILES = [(resource.name, path) for resource in read_package(DATA) for path in resource.paths]
OUR_OWN = {"references", "check", "labels", "example"}
# Faults in one cell or one row that both readers know.
SHARED = (
    "boolean", "cell-count-too-few", "cell-count-too-many", "date-form", "email", "enum", "enum-in-list",
    "impossible-date", "integer", "length", "limits", "number", "pattern", "pattern-id", "required", "url",
)  # fmt: skip


def descriptor(name: str, folder: Path = DATA) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def adapted(name: str) -> Independent:
    """Return a schema as frictionless takes it."""
    described = descriptor(name)
    for field in described["fields"]:
        for key in OUR_OWN & field.keys():
            del field[key]
        if field["type"] == "list":
            constraints = field.setdefault("constraints", {})
            values = constraints.pop("enum", None)
            if values:
                one = "|".join(map(re.escape, values))
                constraints["pattern"] = f"({one})(;({one}))*"
            del field["delimiter"], field["itemType"]
            field["type"] = "string"
    return Independent.from_descriptor(described)


def faulty_rows(path: Path, name: str) -> set[int]:
    """Return the lines that frictionless finds faults in; the header is line 1."""
    report = Resource(path=path.name, basepath=str(path.parent), schema=adapted(name)).validate()
    return {row or 1 for (row,) in report.flatten(["rowNumber"])}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_valid_table_schema(name: str) -> None:
    assert [field.name for field in adapted(name).fields] == read_schema(DATA, f"schemas/{name}.json").names


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_explains_every_column_in_swedish_with_an_example_that_its_own_rules_allow(name: str) -> None:
    from faltboken import cells

    described = descriptor(name)
    assert described["title"]
    assert described["description"]
    for raw, field in zip(described["fields"], read_schema(DATA, f"schemas/{name}.json").fields, strict=True):
        assert raw["type"] in TYPES
        assert raw["title"], field.name
        assert raw["description"], field.name
        assert field.example, field.name
        assert cells.parse(field.example, field)[1] == [], f"{name}.{field.name}: {field.example}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_value_of_a_choice_has_a_label_or_is_a_word_itself(name: str) -> None:
    for field in read_schema(DATA, f"schemas/{name}.json").fields:
        assert set(field.labels) <= set(field.enum), field.name


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_a_schema_points_at_exists(name: str) -> None:
    schemas: dict[str, Schema] = {other: read_schema(DATA, f"schemas/{other}.json") for other in SCHEMAS}
    for field in schemas[name].fields:
        if field.references:
            table, column = field.references.split(".")
            assert column in schemas[table].names, field.name
        assert field.check in ("", "phone", "opening-hours"), f"{name}.{field.name}: no such check"


@pytest.mark.parametrize(("name", "path"), FILES, ids=[path for _, path in FILES])
def test_both_readers_find_the_real_data_whole(name: str, path: str) -> None:
    rows, problems = tables.read_file(DATA / path, path, read_schema(DATA, f"schemas/{name}.json"))
    report = Resource(path=Path(path).name, basepath=str((DATA / path).parent), schema=adapted(name)).validate()
    assert problems == []
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert report.tasks[0].stats["rows"] == len(rows)


@pytest.mark.parametrize("fault", SHARED)
def test_both_readers_find_the_fault_on_the_same_line(fault: str, tmp_path: Path) -> None:
    book = make_book(tmp_path / "bok", FAULTS / fault)
    [path] = (FAULTS / fault).rglob("*.csv")
    name = "services" if path.parent.name == "services" else path.stem
    inside = book / path.relative_to(FAULTS / fault)
    _, problems = tables.read_file(inside, "x", read_schema(DATA, f"schemas/{name}.json"))
    assert problems != []
    assert faulty_rows(inside, name) == {problem.line for problem in problems}


def test_the_base_of_the_fault_files_is_whole_to_both_readers() -> None:
    for path in (BASE / "data").rglob("*.csv"):
        name = "services" if path.parent.name == "services" else path.stem
        assert faulty_rows(path, name) == set(), path.name
