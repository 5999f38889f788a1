"""What has changed in the project folder, found by looking at file times: the same on every system, no dependency."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

Snapshot = dict[Path, tuple[int, int]]

_SKIPPED_FOLDERS = {"__pycache__", ".ipynb_checkpoints"}
_SKIPPED_ENDINGS = ("~", ".swp", ".tmp", ".pyc")


def snapshot(places: Sequence[Path]) -> Snapshot:
    """Return time and size of every file in the places, but for what editors and Python leave beside them."""
    return {path: (found.st_mtime_ns, found.st_size) for place in places for path, found in _files(place)}


def changed(before: Snapshot, after: Snapshot) -> list[Path]:
    """Return the files that are new, gone or written since, in order."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def changes(places: Sequence[Path], known: Snapshot, poll: float = 0.2, settle: float = 0.05) -> Iterator[list[Path]]:
    """Yield, for ever, the files of each change since `known`, once the files have lain still for a moment.

    An empty list is yielded at each poll that found nothing, so that the caller can stop. What is changed while the
    caller works is found at the next poll.
    """
    while True:
        time.sleep(poll)
        seen = snapshot(places)
        if seen != known:
            while True:
                time.sleep(settle)
                again = snapshot(places)
                if again == seen:
                    break
                seen = again
        found = changed(known, seen)
        known = seen
        yield found


def _files(place: Path) -> Iterator[tuple[Path, os.stat_result]]:
    try:
        if not place.is_dir():
            yield place, place.stat()
            return
        with os.scandir(place) as entries:
            listed = list(entries)
        for entry in listed:
            if entry.name.startswith(".") or entry.name.endswith(_SKIPPED_ENDINGS) or entry.name in _SKIPPED_FOLDERS:
                continue
            if entry.is_dir():
                yield from _files(Path(entry.path))
            else:
                yield Path(entry.path), entry.stat(follow_symlinks=True)
    except FileNotFoundError:
        return  # it went away while we looked: gone is what the snapshot says
