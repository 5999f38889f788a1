"""Removing pages that no longer exist: a withdrawn address must be gone from the site, not only from the menus."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def remove_leftovers(site: Path, expected: set[str]) -> list[str]:
    """Delete every `.html` file below `site` whose path is not in `expected`; return the paths that were deleted."""
    removed = []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name not in expected:
            path.unlink()
            removed.append(name)
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return removed


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder hold these files, text by name, and no other; without files there is no such folder."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in files:
            path.unlink()
    if not files:
        if folder.is_dir():
            folder.rmdir()
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
