"""`kb.py analyse`: a filled template in, a report and cleaned rows out, or every fault and nothing written."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from sheets import titles, work_time_rows, workbook

from faltboken import commands, console
from faltboken.analyse import report, show
from faltboken.analyse.own_figures import ANALYSES, analysed, cleaned, facts
from faltboken.analyse.sheets import Line, sheet_schema
from faltboken.commands import analyse as command
from faltboken.schema import Field, Schema

TODAY = "2026-11-22"
WORK_TIME = sheet_schema("arbetstid")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return workbook(tmp_path / "Siv Eks mätning.xlsx", work_time_rows(), schema=WORK_TIME)


def run(*arguments: object) -> int:
    return command.run([*map(str, arguments), "--today", TODAY])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_filled_template_becomes_a_report_and_cleaned_rows(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ny" / "mapp"
    assert run("arbetstid", filled, "--out", out) == 0
    assert names(out) == ["arbetstid-rapport.html", "arbetstid-rensad.csv"]
    said = capsys.readouterr().out
    assert said.startswith("Klart. 90 rader är räknade.\n")
    assert str(out / "arbetstid-rapport.html") in said
    rows = list(csv.reader(io.StringIO((out / "arbetstid-rensad.csv").read_text("utf-8-sig")), delimiter=";"))
    assert rows[0] == titles(WORK_TIME)
    assert rows[1] == ["A1", "Socialsekreterare", "Före", "2027-02-01", "Möte med barn och unga", "1,5"]
    assert len(rows) == 91


def test_the_report_stands_by_itself_and_does_not_name_the_file(filled: Path, tmp_path: Path) -> None:
    run("arbetstid", filled, "--out", tmp_path / "ut")
    html = (tmp_path / "ut" / "arbetstid-rapport.html").read_text("utf-8")
    assert "Siv Ek" not in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "url(" not in html
    assert "style=" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    for words in ("1 februari 2027\N{EN DASH}5 februari 2027", "22 november 2026", "<dd>90</dd>", "färre än fem"):
        assert words in html


def test_the_same_sheet_and_day_give_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    for folder in ("ett", "två"):
        run("arbetstid", filled, "--out", tmp_path / folder)
    for name in names(tmp_path / "ett"):
        assert (tmp_path / "ett" / name).read_bytes() == (tmp_path / "två" / name).read_bytes()


def test_faults_are_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = work_time_rows()
    rows[3][5] = -1
    rows[7][5], rows[8][5] = 20, 9  # 30 hours in a day
    path = workbook(tmp_path / "a.xlsx", rows, schema=WORK_TIME)
    assert run("arbetstid", path, "--out", tmp_path / "ut") == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "a.xlsx går inte att räkna på än:"
    assert [line.split(":")[0].strip() for line in said if line.startswith("  ")] == ["F5", "F10"]
    assert said[-1] == "Rätta i arbetsboken, spara och kör igen. Inget är skrivet."
    assert not (tmp_path / "ut").exists()


def test_rows_left_out_for_a_fault_are_not_called_missing(tmp_path: Path) -> None:
    before = work_time_rows()
    after = [[*row[:2], "Efter", date(2027, 9, row[3].day), *row[4:]] for row in before if isinstance(row[3], date)]
    path = workbook(tmp_path / "a.xlsx", after, schema=WORK_TIME)
    assert [fault.code for fault in analysed("arbetstid", path, date(2027, 10, 1)).faults] == ["only-after"]
    for row in before:
        row[5] = -1
    path = workbook(tmp_path / "a.xlsx", [*before, *after], schema=WORK_TIME)
    assert [fault.code for fault in analysed("arbetstid", path, date(2027, 10, 1)).faults] == ["negative"]


def test_a_report_that_stands_is_kept_until_told_otherwise(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("arbetstid", filled, "--out", tmp_path)
    (tmp_path / "arbetstid-rapport.html").write_text("den förra", "utf-8")
    capsys.readouterr()
    assert run("arbetstid", filled, "--out", tmp_path) == command.NOT_WRITTEN
    assert (tmp_path / "arbetstid-rapport.html").read_text("utf-8") == "den förra"
    assert "Kör igen med --yes" in capsys.readouterr().out
    assert run("arbetstid", filled, "--out", tmp_path, "--yes") == 0
    assert "den förra" not in (tmp_path / "arbetstid-rapport.html").read_text("utf-8")


def test_both_files_or_neither(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "arbetstid-rensad.csv").mkdir()
    with pytest.raises(OSError):
        run("arbetstid", filled, "--out", tmp_path, "--yes")
    assert not (tmp_path / "arbetstid-rapport.html").exists()
    assert not [name for name in names(tmp_path) if name.endswith(".new")]


def test_a_word_that_is_no_analysis_gives_the_list(filled: Path) -> None:
    with pytest.raises(console.Stop) as stop:
        run("fältlog", "a.xlsx")
    assert stop.value.code == 2
    assert "Analysen ”fältlog” finns inte. Menade du faltlogg?" in str(stop.value)
    for name in ANALYSES:
        assert name in str(stop.value)
    with pytest.raises(console.Stop) as stop:
        command.run([])
    assert "Så här: python3 scripts/kb.py analyse ANALYS FIL.xlsx" in str(stop.value)
    with pytest.raises(console.Stop) as stop:
        command.run(["arbetstid"])
    assert "Skriv också vilken fil" in str(stop.value)
    with pytest.raises(console.Stop, match="är en fil"):
        run("arbetstid", filled, "--out", __file__)


def test_the_help_is_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.run(["--help"])
    said = capsys.readouterr().out
    assert said.startswith("Så här: kb.py analyse")
    assert "Räknar på enhetens egna siffror." in said
    assert not re.search(r"\b(?:usage|options|positional|show this)\b", said)
    assert "  analyse" in commands.usage()


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("faltlogg", tmp_path / "saknas.xlsx", "--out", tmp_path) == 1
    assert "Filen finns inte. Skriv sökvägen till arbetsboken (.xlsx)." in capsys.readouterr().out


def test_no_cell_of_the_cleaned_rows_is_a_formula() -> None:
    schema = Schema("Prov", "", (Field("text", "string", "=Rubrik"), Field("number", "number", "Tal")))
    texts = ["=1+1", "+46", "-x", "@SUM(A1)", "\tx", 'a;b"c', None]
    content = cleaned(schema, [{"text": text, "number": -1.25} for text in texts])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row[0] for row in rows] == ["'=Rubrik", "'=1+1", "'+46", "'-x", "'@SUM(A1)", "'\tx", 'a;b"c', ""]
    assert {row[1] for row in rows[1:]} == {"-1,25"}


def test_the_period_is_the_first_to_the_last_day() -> None:
    lines = [Line(number, {"day": date(2027, 2, number)}) for number in (3, 1, 2)]
    assert dict(facts(WORK_TIME, lines, date(2026, 11, 22)))["Period"] == ("1 februari 2027\N{EN DASH}3 februari 2027")
    assert dict(facts(WORK_TIME, lines[:1], date(2026, 11, 22)))["Period"] == "3 februari 2027"


def test_a_report_escapes_what_it_is_given() -> None:
    part = report.Part("<b>rubrik</b>", [show.paragraph("1 < 2 & <script>")])
    html = report.page("<i>", "<u>", [part, part, part], [("<dt>", "<dd>")], ["<li>"])
    body = html.split("</style>")[1]
    for written in (
        "&lt;b&gt;rubrik",
        "1 &lt; 2 &amp; &lt;script&gt;",
        "&lt;i&gt;",
        "&lt;u&gt;",
        "&lt;dt&gt;",
        "&lt;li&gt;",
    ):
        assert written in body
    assert re.findall(r"<h(\d)", body) == ["1", "2", "2", "2", "2"]
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    assert all(target in ids for target in re.findall(r'href="#([^"]+)"', body))
