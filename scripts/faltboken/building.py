"""Jupyter Book, called in this process: what `jupyter-book build . -n -W --keep-going` does, told in Swedish."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import IO, cast

from faltboken import console, swap

WORK = "_build/work"
BUILT = "_build/work/_build/html"
SITE = "_build/html"
LOG = "_build/build.log"
_CODE = "_build/work/code.txt"
_STEP = re.compile(r"\[ *(\d+)%\] *(\S.*)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FAILED = "Bygget stannade. Felen står ovan; hela loggen: {log}. Sidan som redan var byggd är orörd."


def build(root: Path, configuration: str = "") -> Path:
    """Build the book in the work folder and return the folder of its pages; raise Stop when a fault stopped it.

    `configuration` is a file to use instead of `_config.yml`.
    The process must stand in `root`, as Jupyter Book reads `_config.yml` and its local extensions from there.
    """
    log = root / LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as file, _other_processes_into(file) as terminal:
        code = _jupyter_book(_Progress(file), _Warnings(file, terminal, root), file, configuration)
    if code or not (root / BUILT / "index.html").is_file():
        raise console.Stop(_FAILED.format(log=log))
    return root / BUILT


def forget_if_code_changed(root: Path) -> None:
    """Have the next build start from nothing if code, theme or lock changed: Sphinx itself only follows pages."""
    recorded = root / _CODE
    digest = _code_digest(root)
    if not recorded.is_file() or recorded.read_text(encoding="utf-8") != digest:
        swap.remove(root / WORK)
        recorded.parent.mkdir(parents=True)
        recorded.write_text(digest, encoding="utf-8")


def _code_digest(root: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    files = [root / "requirements.txt", *sorted((root / "scripts" / "faltboken").rglob("*"))]
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _jupyter_book(out: io.TextIOBase, err: io.TextIOBase, log: IO[str], configuration: str) -> int:
    from jupyter_book.cli.main import main as jupyter_book

    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # debugpy warns in every notebook kernel
    arguments = ["build", ".", "-n", "-W", "--keep-going", "--path-output", WORK]
    arguments += ["--config", configuration] if configuration else []
    with redirect_stdout(cast("IO[str]", out)), redirect_stderr(cast("IO[str]", err)):
        try:
            jupyter_book(arguments, standalone_mode=False)
        except SystemExit as stopped:
            if isinstance(stopped.code, KeyboardInterrupt):  # Sphinx catches it, Jupyter Book makes it an exit code
                raise KeyboardInterrupt from None
            return 0 if stopped.code in (None, 0) else 1
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 – Jupyter Book's own errors come as RuntimeError or click exceptions
            cause = error.__cause__ or error
            if isinstance(cause, OSError):
                raise cause from None
            err.write(_COLOUR.sub("", str(cause)).replace("=" * 79, "").strip() + "\n")
            print(f"{type(cause).__name__}", file=log)
            return 1
    return 0


@contextmanager
def _other_processes_into(log: IO[str]) -> Iterator[IO[str]]:
    """Lead what other processes (the notebooks' kernels) say of themselves into the log; give a way to the terminal."""
    sys.stderr.flush()
    kept = os.dup(2)
    os.dup2(log.fileno(), 2)
    try:
        with open(kept, "w", encoding="utf-8", errors="replace", closefd=False) as terminal:
            yield terminal
    finally:
        os.dup2(kept, 2)
        os.close(kept)


class _Progress(io.TextIOBase):
    """Takes what Jupyter Book tells of its work: all of it into the log, the page it is at onto one line."""

    def __init__(self, log: IO[str]) -> None:
        self._log = log
        self._line = ""

    def write(self, text: str) -> int:
        plain = _COLOUR.sub("", text)
        self._log.write(plain)
        self._line = (self._line + plain)[-400:]
        step = _STEP.search(self._line)
        if step:
            console.progress(f"Bygger {step[1]} %: {step[2].strip()}")
        if "\n" in plain or step:
            self._line = ""
        return len(text)

    def flush(self) -> None:
        self._log.flush()


class _Warnings(io.TextIOBase):
    """Takes warnings and faults: into the log and the terminal, with paths as seen from the project folder."""

    def __init__(self, log: IO[str], terminal: IO[str], root: Path) -> None:
        self._log = log
        self._terminal = terminal
        self._prefix = f"{root}{os.sep}"

    def write(self, text: str) -> int:
        plain = _COLOUR.sub("", text).replace(self._prefix, "")
        self._log.write(plain)
        self._terminal.write(plain)
        return len(text)

    def flush(self) -> None:
        self._log.flush()
        self._terminal.flush()
