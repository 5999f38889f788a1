"""What the commands say in the terminal: sentences, stages with their time, a progress line. Standard library only."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """A reason to stop, told in Swedish: what is wrong, and the way out."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def prepare() -> None:
    """Let every terminal and pipe take Swedish letters, and never fail on a character it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if os.name == "nt" and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Print a line at once."""
    _wipe()
    print(text, flush=True)


def note(text: str) -> None:
    """Print a line beside the answer, where a pipe does not take it: about set-up."""
    _wipe()
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def fault(text: str) -> None:
    """Print a line about what went wrong."""
    note(text)


def progress(text: str) -> None:
    """Show where a long stage is, on one line that the next is written over; only in a terminal."""
    _overwrite(f"  {text}")


def asked(question: str) -> str:
    """Return the answer to a question in the terminal; Ctrl+C and the end of input (Ctrl+D) raise Stop.

    Commands ask before they write, so nothing has been written.
    """
    try:
        return input(question).strip()
    except (EOFError, KeyboardInterrupt):
        say()
        raise Stop("Avbrutet. Inget är skrivet.", 130) from None


def _wipe() -> None:
    _overwrite("")


def _overwrite(text: str) -> None:
    terminal = sys.__stdout__
    if terminal is not None and terminal.isatty():
        width = max(20, shutil.get_terminal_size().columns - 1)
        terminal.write("\r" + text[:width].ljust(width) + "\r")
        terminal.flush()


def seconds(value: float) -> str:
    """Return a time as it is written in Swedish: `0,4 s`, `1 min 12 s`."""
    if value >= 60:
        return f"{int(value) // 60} min {int(value) % 60} s"
    return f"{value:.1f} s".replace(".", ",")


@contextmanager
def stage(name: str, doing: str) -> Iterator[None]:
    """Show what goes on, and when it is done how long it took."""
    progress(doing + " …")
    start = time.perf_counter()
    yield
    say(f"  {name:<24} {seconds(time.perf_counter() - start):>10}")


def explained(error: OSError) -> str:
    """Return what an error of the operating system means for the reader, and what to do."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return f"Disken är full{place}. Frigör minst 1 GB och kör kommandot igen. Sidan som redan var byggd är orörd."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"Det går inte att skriva här{place}: rättighet saknas, eller så har ett annat program filen öppen. "
            "Stäng programmet, eller lägg projektet i en mapp som du får skriva i, och kör kommandot igen."
        )
    return f"Datorn kunde inte läsa eller skriva{place}: {error.strerror or error}. Rätta det och kör kommandot igen."
