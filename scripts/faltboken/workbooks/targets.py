"""Which file under `data` a sheet belongs to, and which column of it a heading is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from faltboken.schema import Resource, Schema

README_SHEET = "Läs mig"
LISTS_SHEET = "Listor"


@dataclass(frozen=True)
class Target:
    """One CSV file: the table it is a part of, its path from the data folder, and its sheet's name in a workbook."""

    resource: Resource
    path: str
    sheet: str

    @property
    def schema(self) -> Schema:
        """The columns of the file."""
        return self.resource.schema

    @property
    def shown_path(self) -> str:
        """The path from the project folder."""
        return f"data/{self.path}"


def targets(resources: list[Resource]) -> list[Target]:
    """Return every file of every table, each with the name its sheet has."""
    return [Target(resource, path, _sheet_name(resource, path)) for resource in resources for path in resource.paths]


def _sheet_name(resource: Resource, path: str) -> str:
    name = PurePosixPath(path).stem if len(resource.paths) > 1 else resource.schema.title
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]  # what Excel takes as a sheet's name


def plain(text: object) -> str:
    """Return a heading or name as it is compared: small letters, single spaces, no star or colon after it."""
    return " ".join(str(text or "").replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split()).rstrip(" *:").casefold()


def headings(schema: Schema) -> dict[str, str]:
    """Return the column name for each way a heading may be written: the Swedish heading, or the name itself."""
    by_title = {plain(column.title): column.name for column in schema.fields}
    return by_title | {plain(column.name): column.name for column in schema.fields}


def matching(name: str, candidates: list[Target]) -> Target | None:
    """Return the file that a sheet or a file is named after; "exempelby (1)" and "exempelby - Kopia" are copies."""
    wanted = re.sub(r"\s*(\(\d+\)|-\s*(kopia|copy)(\s*\(\d+\))?)$", "", plain(name))
    for target in candidates:
        if wanted in {plain(target.sheet), plain(PurePosixPath(target.path).stem)}:
            return target
    return None
