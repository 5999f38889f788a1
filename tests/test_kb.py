"""The one door, `scripts/kb.py`: old Pythons, unknown commands, faults, and what GitHub is told."""

from __future__ import annotations

import ast
import errno
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from faltboken import building, commands, console
from faltboken.commands import check, options, site
from faltboken.problems import Problem

KB = Path(__file__).resolve().parents[1] / "scripts" / "kb.py"
FAULT = Problem("data/a,b.csv", 3, "phone", "bad-phone", "100 % fel\nrad två")


def test_old_pythons_can_read_the_door() -> None:
    ast.parse(KB.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_says_which_python_is_needed(tmp_path: Path) -> None:
    copy = tmp_path / "kb.py"
    copy.write_text(KB.read_text(encoding="utf-8").replace("(3, 11)", "(9, 0)"), encoding="utf-8")
    run = subprocess.run([sys.executable, copy, "site"], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("Fältboken behöver Python 3.11 eller nyare, men det här är Python 3.")
    assert "Traceback" not in run.stderr


def test_an_unknown_command_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["sites"]) == 2
    assert "Kommandot ”sites” finns inte. Menade du site?" in capsys.readouterr().err


def test_without_a_command_the_list_of_commands_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 2
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in commands.COMMANDS)


@pytest.mark.parametrize(
    ("raised", "code", "sentence"),
    [
        (OSError(errno.ENOSPC, "x"), 1, "Disken är full. Frigör minst 1 GB"),
        (PermissionError(errno.EACCES, "x", "fil"), 1, "Det går inte att skriva här (fil)"),
        (OSError(errno.EIO, "trasig"), 1, "Datorn kunde inte läsa eller skriva: trasig."),
        (KeyboardInterrupt(), 130, "Avbrutet. Inget är förstört"),
        (ModuleNotFoundError("x", name="pandas"), 1, "Något saknas i .venv (pandas)."),
        (ZeroDivisionError("x"), 1, "Ett fel i Fältbokens kod (ZeroDivisionError: x)."),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(
    raised: BaseException,
    code: int,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(arguments: list[str]) -> int:
        raise raised

    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "_dispatch", fail)
    assert commands.main(["site"]) == code
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told


def test_an_unexpected_fault_is_kept_whole_in_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "_dispatch", lambda arguments: 1 // 0)
    commands.main(["site"])
    assert "ZeroDivisionError" in (tmp_path / commands.ERROR_LOG).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--foo"], "okänt: --foo"),
        (["--today", "2026-02-30"], "”2026-02-30” är inget datum; skriv ÅÅÅÅ-MM-DD"),
        (["--today"], "--today ska följas av ett värde"),
    ],
)
def test_options_that_are_not_understood_are_told_in_swedish(arguments: list[str], sentence: str) -> None:
    with pytest.raises(console.Stop, match="Kommandot förstods inte") as stop:
        check.run(arguments)
    assert sentence in str(stop.value)
    assert stop.value.code == 2


def test_a_port_is_a_number_that_may_be_used() -> None:
    assert options.port("8000") == 8000
    for text in ("80", "65536", "åtta", "-1"):
        with pytest.raises(Exception, match="är ingen port"):
            options.port(text)


def test_github_is_told_file_line_and_fault_with_its_own_escapes() -> None:
    assert check.annotation(FAULT) == (
        "::error file=data/a%2Cb.csv,line=3,title=phone%3A bad-phone::100 %25 fel%0Arad två"
    )


def test_a_fault_in_a_file_as_a_whole_is_shown_at_its_first_line() -> None:
    assert check.annotation(Problem("_toc.yml", 0, "", "toc", "x")) == "::error file=_toc.yml,line=1,title=toc::x"


def test_check_counts_faults_and_files() -> None:
    assert check.summary([]) == "Inga fel."
    assert check.summary([FAULT, FAULT]) == "2 fel i 1 fil. Rätta och kör kommandot igen."


def test_check_gives_the_day_and_the_built_site_to_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "problems", lambda *given: asked.append(given) or [FAULT])
    assert check.run(["--today", "2026-11-21"]) == 1
    (tmp_path / building.SITE).mkdir(parents=True)
    check.run(["--today", "2026-11-21"])
    day = date(2026, 11, 21)
    assert asked == [(tmp_path, day, None), (tmp_path, day, tmp_path / building.SITE)]


def test_a_fault_found_before_or_after_the_build_leaves_the_site_that_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing, built = tmp_path / building.SITE / "index.html", tmp_path / "built"
    standing.parent.mkdir(parents=True)
    standing.write_text("stod", encoding="utf-8")
    built.mkdir()
    (built / "index.html").write_text("ny", encoding="utf-8")
    monkeypatch.setattr(building, "forget_if_code_changed", lambda root: None)
    monkeypatch.setattr(building, "build", lambda root, _: built)
    for before, after in (([FAULT], []), ([], [FAULT])):
        monkeypatch.setattr(check, "problems", lambda *_, found=before: found)
        monkeypatch.setattr(check, "problems_in_site", lambda *_, found=after: found)
        with pytest.raises(console.Stop, match="sidan som redan fanns är orörd"):
            site.make(tmp_path, date(2026, 11, 21))
        assert standing.read_text(encoding="utf-8") == "stod"
    monkeypatch.setattr(check, "problems_in_site", lambda *_: [])
    site.make(tmp_path, date(2026, 11, 21))
    assert standing.read_text(encoding="utf-8") == "ny"
