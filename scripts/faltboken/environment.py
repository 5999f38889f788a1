"""The project's own Python environment, `.venv`, made from the locked requirements. Standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faltboken import console, installer

STAMP = "faltboken.json"
RUNTIME_LOCK = "requirements.txt"
TEST_LOCK = "tests/requirements.txt"
PDF_LOCK = "requirements-pdf.txt"

NO_VENV_DEBIAN = (
    "Python på den här datorn saknar delen som skapar virtuella miljöer (venv, ensurepip).\n"
    "Debian och Ubuntu: kör  sudo apt install python3-venv  och sedan kommandot igen.\n"
    "Andra system: installera Python från https://www.python.org/downloads/, där delen ingår."
)


def folder(root: Path) -> Path:
    """Return the folder of the environment."""
    return root / ".venv"


def python(root: Path) -> Path:
    """Return the environment's Python, which may not exist yet."""
    return folder(root) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def inside(root: Path) -> bool:
    """Tell whether this very process runs on the environment's Python."""
    return Path(sys.prefix).resolve() == folder(root).resolve()


def ensure(root: Path, locks: Sequence[str] = (RUNTIME_LOCK,)) -> bool:
    """Make the environment hold what the locks say, and tell whether anything had to be done.

    A new Python, a moved project, a changed runtime lock or an unfinished environment is made anew;
    a lock that is only added, that of the tests, is installed into the one that stands.
    """
    hashes = {lock: _digest(root / lock) for lock in locks}
    stamp = _standing(root)
    if stamp is None or stamp["locks"].get(RUNTIME_LOCK) != hashes.get(RUNTIME_LOCK, stamp["locks"].get(RUNTIME_LOCK)):
        if inside(root):
            raise console.Stop(
                ".venv behöver göras om, och det kan den inte göra själv. Kör med datorns egen Python:\n"
                "  deactivate   (om du har aktiverat .venv)\n"
                "  python3 scripts/kb.py site   (Windows: py scripts\\kb.py site)"
            )
        _remake(root, hashes)
        return True
    missing = {lock: digest for lock, digest in hashes.items() if stamp["locks"].get(lock) != digest}
    for lock in missing:
        _write_stamp(root, {name: digest for name, digest in stamp["locks"].items() if name not in missing})
        installer.install(python(root), root, lock)
    if missing:
        _write_stamp(root, stamp["locks"] | missing)
    return bool(missing)


def forget(root: Path) -> None:
    """Have the environment made anew by the next command, because something in it is missing."""
    (folder(root) / STAMP).unlink(missing_ok=True)


def _digest(lock: Path) -> str:
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise console.Stop(f"Filen {lock.name} saknas i {lock.parent}. Hämta projektet på nytt.") from None


def _identity(root: Path) -> dict[str, str]:
    version = f"{sys.implementation.name} {platform.python_version()} {platform.machine()}"
    return {"python": version, "place": str(folder(root))}


def _packages(root: Path) -> list[str]:
    """Return the names of the installed packages' records; one that is gone means a damaged environment."""
    where = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    return sorted(path.parent.name for path in folder(root).glob(f"{where}/*.dist-info/METADATA"))


def _standing(root: Path) -> dict[str, Any] | None:
    """Return the stamp of an environment that is whole and made for this Python and this place, else None."""
    try:
        stamp = json.loads((folder(root) / STAMP).read_text(encoding="utf-8"))
        whole = (
            {key: stamp[key] for key in ("python", "place")} == _identity(root)
            and isinstance(stamp["locks"], dict)
            and python(root).exists()
            and set(stamp["packages"]) <= set(_packages(root))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return stamp if whole else None


def _write_stamp(root: Path, locks: dict[str, str]) -> None:
    stamp = {**_identity(root), "locks": locks, "packages": _packages(root)}
    (folder(root) / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def _remake(root: Path, hashes: dict[str, str]) -> None:
    """Make the environment anew; if that fails, a whole one that stood is put back."""
    current, old = folder(root), root / ".venv.old"
    _remove(old)
    if (current / STAMP).is_file() and not current.is_symlink():
        current.rename(old)
    else:
        if current.exists() or current.is_symlink():
            console.note("  .venv är ofullständig och görs om.")
        _remove(current)
    console.note("  Skapar .venv och hämtar paketen. Det tar någon minut och görs bara när något har ändrats …")
    try:
        _create(root)
        for lock in hashes:
            installer.install(python(root), root, lock)
        _write_stamp(root, hashes)
    except BaseException:
        _remove(current)
        if old.exists():
            old.rename(current)
        raise
    _remove(old)


def _create(root: Path) -> None:
    console.progress("Skapar .venv …")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise console.Stop(NO_VENV_DEBIAN)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder(root))],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=installer.clean_environment(),
        check=False,
    )
    if made.returncode:
        told = made.stdout + made.stderr
        if "ensurepip" in told and "not available" in told:
            raise console.Stop(NO_VENV_DEBIAN)
        raise console.Stop(installer.explained(told, ".venv", root))


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
