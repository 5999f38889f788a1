"""The built site takes the standing site's place in one step, or not at all."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from faltboken import swap as module
from faltboken.holding import held
from faltboken.swap import restore, swap


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    folder.mkdir()
    (folder / "index.html").write_text("gammal", encoding="utf-8")
    (folder / "borttagen.html").write_text("gammal", encoding="utf-8")
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "html"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("ny", encoding="utf-8")
    return folder


def _untouched(site: Path) -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in site.iterdir()} == {
        "index.html": "gammal",
        "borttagen.html": "gammal",
    }
    assert sorted(path.name for path in site.parent.iterdir()) == ["html", "work"]


def test_the_new_site_stands_and_what_was_removed_is_gone(built: Path, site: Path) -> None:
    swap(built, site)
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text(encoding="utf-8") == "ny"
    assert sorted(path.name for path in site.parent.iterdir()) == ["html", "work"]


def test_the_first_site_needs_none_before_it(built: Path, tmp_path: Path) -> None:
    swap(built, tmp_path / "html")
    assert (tmp_path / "html" / "index.html").is_file()


def test_the_site_is_a_copy_that_a_later_build_does_not_write_into(built: Path, site: Path) -> None:
    swap(built, site)
    with (built / "index.html").open("r+", encoding="utf-8") as file:
        file.write("nästa bygge")
    assert (site / "index.html").read_text(encoding="utf-8") == "ny"


def test_a_disk_that_fills_up_while_copying_leaves_the_site(
    built: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        target.mkdir()
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(OSError, match="full"):
        swap(built, site)
    _untouched(site)


def test_a_failed_second_rename_rolls_the_first_back(built: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module._rename

    def fail_on_new(source: Path, target: Path) -> None:
        if source.name == "html.new":
            raise PermissionError(errno.EACCES, "upptagen")
        real(source, target)

    monkeypatch.setattr(module, "_rename", fail_on_new)
    with pytest.raises(PermissionError):
        swap(built, site)
    _untouched(site)


def test_a_swap_cut_off_between_its_renames_is_undone_by_the_next_run(site: Path) -> None:
    (site.parent / "work").mkdir()
    site.rename(site.with_name("html.old"))
    restore(site)
    _untouched(site)


def test_what_a_cut_off_swap_left_behind_is_cleared(built: Path, site: Path) -> None:
    for name in ("html.new", "html.old"):
        (site.with_name(name)).mkdir()
        (site.with_name(name) / "rest.html").write_text("", encoding="utf-8")
    swap(built, site)
    assert sorted(path.name for path in site.parent.iterdir()) == ["html", "work"]
    assert not (site / "rest.html").exists()


def test_two_builds_never_run_at_once(tmp_path: Path) -> None:
    lock, told = tmp_path / "_build" / "lock", []

    class Waited(Exception):
        pass

    def waiting() -> None:
        told.append("väntar")
        raise Waited

    with held(lock, waiting), pytest.raises(Waited), held(lock, waiting):
        pass
    with held(lock, waiting):
        assert told == ["väntar"]
