"""A new municipality: its row, its file of services and its place in the list of tables, written together or not."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from faltboken import rules, tables
from faltboken.problems import Problem
from faltboken.schema import Field, read_package
from faltboken.workbooks import canonical

PACKAGE = "data/datapackage.json"
_TABLE = "data/municipalities.csv"
_GIVEN = {"id", "name", "source_read_date"}  # follow from the name and the day


def questions(root: Path) -> list[Field]:
    """Return the columns that a new municipality needs an answer to; those not required may be left empty."""
    [resource] = [one for one in read_package(root / "data") if one.name == "municipalities"]
    return [column for column in resource.schema.fields if column.name not in _GIVEN]


def identifier(name: str) -> str:
    """Return the id of a municipality, as it stands in addresses and file names: "Älvdalen" gives "alvdalen"."""
    plain = name.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z]+", "-", plain).strip("-")


def files(root: Path, name: str, answers: Mapping[str, str], today: date) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files that a new municipality changes, by path, and what is wrong with the tables they would give."""
    own = identifier(name)
    services = f"services/{own}.csv"
    resources = {one.name: one for one in read_package(root / "data")}
    names, rows = canonical.standing(root / _TABLE, resources["municipalities"].schema.names)
    row = {"id": own, "name": name, "source_read_date": today.isoformat()} | dict(answers)
    package = json.loads((root / PACKAGE).read_text(encoding="utf-8-sig"))
    [listed] = [one for one in package["resources"] if one["name"] == "services"]
    listed["path"] = [*dict.fromkeys([*listed["path"], services])]
    written = {
        _TABLE: canonical.written(names, [*rows, {column: row.get(column, "") for column in names}]),
        PACKAGE: (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode(),
    }
    if not (root / "data" / services).exists():
        written[f"data/{services}"] = canonical.written(resources["services"].schema.names, [])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "data", copy / "data")
        for path, content in written.items():
            (copy / path).write_bytes(content)
        loaded, faults = tables.load(copy)
        return written, faults + rules.check(loaded, today)
