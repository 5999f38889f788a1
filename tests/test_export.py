"""`kb.py export --xlsx`: a workbook that a person can fill in, and that comes back without a difference."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from books import ROOT, edit
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from workbooks import SERVICES, planned, shown, snapshot, workbook

from faltboken import console
from faltboken.commands import export as command
from faltboken.schema import read_package
from faltboken.workbooks.exporting import export


def opened(root: Path, **chosen: str) -> Workbook:
    return load_workbook(io.BytesIO(export(root, **chosen)))


@pytest.fixture(scope="module")
def real() -> Workbook:
    return opened(ROOT)


def test_export_and_import_of_every_real_table_leave_no_difference(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "book", tmp_path / "book")
    before = snapshot(tmp_path)
    path = workbook(tmp_path, lambda book: None)  # opened and saved by another program on the way
    found = planned(tmp_path, path)
    assert (shown(found), found.notes) == ([], [])
    for name in before:
        (tmp_path / name).write_bytes(before[name].splitlines(keepends=True)[0])
    found = planned(tmp_path, path)
    assert found.faults == []
    found.write(tmp_path)
    assert snapshot(tmp_path) == before


def test_the_same_tables_give_the_same_bytes(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export(book)
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert export(book) == first


def test_there_is_a_sheet_for_each_file_with_guidance_first_and_lists_last(real: Workbook) -> None:
    files = [path for resource in read_package(ROOT / "data") for path in resource.paths]
    assert len(real.sheetnames) == len(files) + 2
    assert (real.sheetnames[0], real.sheetnames[1], real.sheetnames[-1]) == ("Läs mig", "nationellt", "Listor")
    text = " ".join(str(cell.value) for row in real["Läs mig"].iter_rows() for cell in row if cell.value)
    assert [path for path in files if f"data/{path}" not in text] == []


def test_a_note_tells_of_the_sheet_with_lists_and_of_no_file(real: Workbook) -> None:
    for sheet, letter in (("nationellt", "D"), ("nationellt", "E"), ("nationellt", "K"), ("Sidor och behov", "B")):
        note = real[sheet][f"{letter}1"].comment
        assert note is not None
        assert "på bladet Listor" in note.text
        assert "Namnet går lika bra att skriva." in note.text
        assert ".csv" not in note.text


def test_headings_are_swedish_unique_explained_and_stay_in_sight(real: Workbook) -> None:
    for resource in read_package(ROOT / "data"):
        titles = [column.title for column in resource.schema.fields]
        assert len(set(titles)) == len(titles), resource.name
    sheet = real["sandviken"]
    assert [cell.value for cell in sheet[1]][:3] == ["Id", "Namn", "Huvudman"]
    assert all(cell.comment is not None for cell in sheet[1])
    assert sheet["AH1"].comment is not None
    assert sheet["AH1"].comment.text == (
        "high, medium eller low. Regeln står i data/README.md.\nMåste fyllas i.\n"
        "high = hög\nmedium = medel\nlow = låg\nExempel: medium"
    )
    assert sheet.freeze_panes == "B2"
    assert all(sheet.column_dimensions[letter].width >= 8 for letter in ("A", "M", "AI"))


def test_what_excel_would_change_is_text_and_dates_and_numbers_are_what_they_are(real: Workbook) -> None:
    sheet = real["Kommuner"]
    codes = [sheet.cell(row, 3) for row in range(2, 5)]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in codes][1] == ("0138", "s", "@")
    services = real["sandviken"]
    assert {services.cell(row, 13).number_format for row in range(2, services.max_row + 1)} == {"@"}
    assert services.column_dimensions["M"].number_format == "@"
    assert services["AE2"].is_date
    assert services["AE2"].number_format == "yyyy-mm-dd"
    assert isinstance(services["H2"].value, int)


def test_a_cell_offers_what_the_schema_allows(real: Workbook) -> None:
    rules = {str(rule.sqref).split(":")[0]: rule for rule in real["sandviken"].data_validations.dataValidation}
    listed = {place: rule.formula1 for place, rule in rules.items() if rule.type == "list"}
    assert listed["AA2"] == '"ja,nej"'
    area = listed["AB2"].removeprefix("Listor!").replace("$", "")
    assert [cell.value for [cell] in real["Listor"][area]] == ["active", "inactive", "temporarily closed", "defunct"]
    assert listed["D2"].startswith("Listor!$")
    assert (rules["H2"].type, rules["H2"].formula1, rules["H2"].formula2) == ("whole", "0", "120")
    assert (rules["S2"].type, rules["S2"].formula1, rules["S2"].formula2) == ("decimal", "55", "70")
    assert (rules["AE2"].type, rules["J2"].type, rules["J2"].formula1) == ("date", "textLength", "400")
    assert "M2" not in rules
    assert all(len(rule.error) <= 255 and len(rule.errorTitle) <= 32 for rule in rules.values())


def test_a_text_never_becomes_a_formula(book: Path) -> None:
    edit(book / SERVICES, "08-465 004 01", "+46 8 465 004 01")
    edit(book / SERVICES, "Någon att prata med.,exempelby,Exempelby,+46", '"=HYPERLINK(""x"")",exempelby,Exempelby,+46')
    sheet = opened(book)["exempelby"]
    for place in ("J2", "M2"):
        assert sheet[place].data_type == "s"
        assert sheet[place].quotePrefix
    assert sheet["J2"].value == '=HYPERLINK("x")'


def test_one_table_or_one_municipality_can_be_chosen() -> None:
    assert opened(ROOT, table="needs").sheetnames == ["Läs mig", "Behov", "Listor"]
    assert opened(ROOT, municipality="tyreso").sheetnames == ["Läs mig", "tyreso", "Listor"]
    assert len(opened(ROOT, table="services").sheetnames) == 2 + len(list((ROOT / "data/services").iterdir()))


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"table": "verksamheter"}, "Tabellen ”verksamheter” finns inte. Välj bland services, needs,"),
        ({"municipality": "berga"}, "Ingen fil finns för ”berga”. Välj bland nationellt, exempelby."),
        ({"table": "needs", "municipality": "berga"}, "Välj bland ingen: tabellen är en enda fil."),
    ],
)
def test_what_cannot_be_chosen_is_told(chosen: dict[str, str], sentence: str, book: Path) -> None:
    with pytest.raises(console.Stop) as stop:
        export(book, **chosen)
    assert sentence in str(stop.value)


def test_a_table_that_cannot_be_read_is_told(book: Path) -> None:
    (book / SERVICES).write_bytes(b"id;name\r\n")
    with pytest.raises(console.Stop, match=r"exempelby\.csv går inte att läsa\. Kör kb.py check"):
        export(book)


def test_the_command_writes_the_file_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ny" / "bok.xlsx"
    assert command.run(["--xlsx", str(path), "--table", "needs"]) == 0
    assert load_workbook(path).sheetnames == ["Läs mig", "Behov", "Listor"]
    assert f"Klart. Arbetsboken finns här: {path}" in capsys.readouterr().out
    with pytest.raises(console.Stop, match=r"ska sluta på \.xlsx"):
        command.run(["--xlsx", str(tmp_path / "bok.csv")])
