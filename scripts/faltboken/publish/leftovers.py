"""Removing pages that no longer exist: a withdrawn address must be gone from the site, not only from the menus."""

from __future__ import annotations

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
