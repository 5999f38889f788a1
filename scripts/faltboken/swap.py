"""The built site takes the standing site's place in one step, or not at all."""

from __future__ import annotations

import shutil
import time
from pathlib import Path


def swap(built: Path, site: Path) -> None:
    """Let a copy of `built` stand at `site`; if anything fails, what stood there stands there still.

    The copy is made beside the site and takes its place by two renames. It is a copy and never hard links,
    because Sphinx writes into its files in place.
    """
    new, old = _beside(site, "new"), _beside(site, "old")
    restore(site)
    remove(new)
    try:
        shutil.copytree(built, new)
        had_site = site.exists()
        if had_site:
            _rename(site, old)
        try:
            _rename(new, site)
        except BaseException:
            if had_site:
                old.rename(site)
            raise
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def restore(site: Path) -> None:
    """Undo a swap that was cut off between its two renames, and clear what it left behind."""
    old = _beside(site, "old")
    if old.exists() and not site.exists():
        old.rename(site)
    remove(old)


def remove(folder: Path) -> None:
    """Remove a folder and all in it, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def _beside(site: Path, suffix: str) -> Path:
    return site.with_name(f"{site.name}.{suffix}")


def _rename(source: Path, target: Path, tries: int = 10) -> None:
    """Rename a folder; on Windows an indexer may hold a file in it for a moment, so try again a few times."""
    for left in reversed(range(tries)):
        try:
            source.rename(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)
        else:
            return
