"""The project as the benchmarks build it: a copy, with the settings of a municipality that has taken the book over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("book", "data", "scripts", "_config.yml", "_toc.yml")


def copy_book(folder: Path, *, published_by: str | None = None, base: str = "") -> Path:
    """Copy the book into `folder`; `published_by` and `base` take the place of the two settings of those meanings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    if published_by is not None:
        text = _set(text, "faltboken_published_by", published_by)
    if base:
        text = _set(text, "html_baseurl", base)
    config.write_text(text, encoding="utf-8", newline="\n")
    return folder


def _set(text: str, name: str, value: str) -> str:
    text, count = re.subn(rf"(?m)^( *{name}:).*$", rf'\1 "{value}"', text)
    assert count == 1, f"{name} stands {count} times in _config.yml"
    return text


def build(folder: Path) -> Path:
    """Build the book in `folder` with Jupyter Book and return the folder of its pages."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-4000:])
    return folder / "_build" / "html"
