"""What Jupyter Book tells while it builds, and when a build must start from nothing."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from faltboken import building, console


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "scripts" / "faltboken" / "theme").mkdir(parents=True)
    (tmp_path / "scripts" / "faltboken" / "theme" / "a.css").write_text("a{}", encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    building.forget_if_code_changed(tmp_path)
    (tmp_path / building.WORK / "kvar.txt").write_text("", encoding="utf-8")
    return tmp_path


def _warm(root: Path) -> bool:
    building.forget_if_code_changed(root)
    return (root / building.WORK / "kvar.txt").is_file()


def test_a_build_is_warm_while_code_theme_and_lock_stand(root: Path) -> None:
    assert _warm(root)


@pytest.mark.parametrize("path", ["scripts/faltboken/theme/a.css", "scripts/faltboken/ny.py", "requirements.txt"])
def test_a_build_starts_from_nothing_when_code_theme_or_lock_changed(root: Path, path: str) -> None:
    (root / path).write_text("ändrad", encoding="utf-8")
    assert not _warm(root)


def test_compiled_leftovers_of_python_change_nothing(root: Path) -> None:
    (root / "scripts" / "faltboken" / "a.pyc").write_bytes(b"x")
    assert _warm(root)


def test_the_page_being_built_is_shown_and_all_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(console, "progress", shown.append)
    log = io.StringIO()
    progress = building._Progress(log)
    for piece in ("\x1b[1mreading sources... \x1b[0m[ 50%] ", "\x1b[35mbook/a", "\x1b[0m", "\n", "done\n"):
        progress.write(piece)
    assert shown == ["Bygger 50 %: book/a"]
    assert log.getvalue() == "reading sources... [ 50%] book/a\ndone\n"


def test_a_warning_names_the_file_as_seen_from_the_project(tmp_path: Path) -> None:
    log, terminal = io.StringIO(), io.StringIO()
    building._Warnings(log, terminal, tmp_path).write(f"\x1b[31m{tmp_path}{os.sep}book: WARNING: x\x1b[0m\n")
    assert terminal.getvalue() == log.getvalue() == "book: WARNING: x\n"
