"""The form that files under `data` have: UTF-8, comma, LF, quotes only where needed; and how several are replaced."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_LONGEST_CELL = 100_000


def written(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a table as a canonical CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return out.getvalue().encode("utf-8")


def rows_of(content: bytes, names: Sequence[str]) -> tuple[list[str], list[dict[str, str]]] | None:
    """Return the columns and rows of a canonical file, None for one that is not in that form.

    Its columns are those of the schema, `names`, in any order.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    if not rows or sorted(rows[0]) != sorted(names) or any(len(row) != len(rows[0]) for row in rows):
        return None
    return rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def standing(path: Path, names: Sequence[str]) -> tuple[list[str], list[dict[str, str]]]:
    """Return what a file held before: as it stands, or as git has it where a spreadsheet program has saved over it."""
    content = path.read_bytes() if path.is_file() else b""
    return rows_of(content, names) or rows_of(_committed(path), names) or (list(names), [])


def _committed(path: Path) -> bytes:
    command = ["git", "show", f"HEAD:./{path.name}"]
    try:
        return subprocess.run(command, cwd=path.parent, capture_output=True, check=False).stdout
    except OSError:  # no git on this computer, or no such folder: then there is nothing to compare with
        return b""


def replace_together(contents: Mapping[Path, bytes]) -> None:
    """Write all the files or none: what stood there stands there again when any of them cannot be written."""
    before = {path: path.read_bytes() if path.is_file() else None for path in contents}
    staged = {path: path.with_name(f".{path.name}.new") for path in contents}
    try:
        for path, content in contents.items():
            staged[path].write_bytes(content)
        for path in contents:
            staged[path].replace(path)
    except BaseException:
        for path, stood in before.items():
            if stood is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != stood:
                path.write_bytes(stood)
        raise
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)
