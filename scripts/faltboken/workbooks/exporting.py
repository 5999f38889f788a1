"""An export as a whole: which files of which tables stand in a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from faltboken import tables
from faltboken.console import Stop
from faltboken.problems import quoted
from faltboken.schema import SchemaError, read_package
from faltboken.workbooks import canonical, choices, writing
from faltboken.workbooks.targets import Target, targets


def export(root: Path, table: str = "", municipality: str = "") -> bytes:
    """Return a workbook with the tables below `root`: all of them, one, or one municipality's services.

    Raises Stop for a table or municipality that does not exist and for a file that is not in canonical form.
    """
    try:
        every = targets(read_package(root / "data"))
    except SchemaError as error:
        raise Stop(f"data/{error.path}: {error.message}") from None
    chosen = [one for one in every if not table or one.resource.name == table]
    if not chosen:
        raise Stop(f"Tabellen {quoted(table)} finns inte. Välj bland {_names(one.resource.name for one in every)}.", 2)
    if municipality:
        several = [one for one in chosen if one.resource.name == "services" and len(one.resource.paths) > 1]
        chosen = [one for one in several if PurePosixPath(one.path).stem == municipality]
        if not chosen:
            known = _names(PurePosixPath(one.path).stem for one in several) or "ingen: tabellen är en enda fil"
            raise Stop(f"Ingen fil finns för {quoted(municipality)}. Välj bland {known}.", 2)
    loaded, _ = tables.load(root)
    return writing.workbook([(one, _rows(root, one)) for one in chosen], choices.lists(loaded))


def _rows(root: Path, target: Target) -> list[dict[str, str]]:
    path = root / target.shown_path
    content = path.read_bytes() if path.is_file() else b""
    found = canonical.rows_of(content, target.schema.names)
    if found is None:
        raise Stop(f"{target.shown_path} går inte att läsa. Kör kb.py check, rätta felen och försök igen.")
    return found[1]


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
