"""The templates that a unit fills in, as workbooks beside the pages: one for each schema in `data/schemas/sheets`.

They are made with a library that takes longer to import than the rest of a build without changes takes, so one that
stands is kept as long as what it was made from is the same; each carries a digest of that. A reader's offline copy does
not hold them: they are filled in at a desk. The zip file for a USB stick does.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FOLDER = "mallar"
SCHEMAS = "schemas/sheets"
_HERE = Path(__file__)
_WORKBOOKS = _HERE.parents[1] / "workbooks"
_MAKERS = (_HERE, _HERE.with_name("template_sheets.py"), _WORKBOOKS / "choices.py", _WORKBOOKS / "writing.py")
_CORE = "docProps/core.xml"


def names(data: Path) -> list[str]:
    """Return the templates' names, as "arbetstid", in order."""
    return sorted(path.stem for path in (data / SCHEMAS).glob("*.json"))


def address(name: str) -> str:
    """Return a template's path on the site."""
    return f"{FOLDER}/{name}.xlsx"


def write(data: Path, site: Path) -> None:
    """Let the site's folder of templates hold those of the data folder, and no other file."""
    wanted = {site / address(name): data / SCHEMAS / f"{name}.json" for name in names(data)}
    for path in (site / FOLDER).glob("*"):
        if path not in wanted:
            path.unlink()
    code = b"".join(path.read_bytes() for path in _MAKERS) + _library().encode()
    for path, source in wanted.items():
        digest = hashlib.sha256(code + source.read_bytes()).hexdigest()[:16]
        if _digest_of(path) == digest:
            continue
        from faltboken.publish.template_sheets import template
        from faltboken.schema import read_schema

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(template(read_schema(data, f"{SCHEMAS}/{source.name}"), digest))


def _library() -> str:
    """Return what writes the workbooks: the same library writes other bytes where `lxml` is there to help it."""
    return f"openpyxl {version('openpyxl')}{' lxml' if find_spec('lxml') else ''}"


def _digest_of(path: Path) -> str:
    """Return the digest that a template carries as its version, "" when there is no whole template."""
    try:
        with zipfile.ZipFile(path) as packed:
            found = re.search(rb"<cp:version>(\w+)</cp:version>", packed.read(_CORE))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return ""
    return found[1].decode() if found else ""
