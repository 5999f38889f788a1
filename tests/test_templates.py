"""The templates beside the pages: what a unit fills in, made from the same schemas as the analysis reads with."""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from books import ROOT, TESTS
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from faltboken.analyse.headings import DATA, schema_of
from faltboken.analyse.own_figures import ANALYSES
from faltboken.analyse.sheets import read, sheet_schema
from faltboken.publish import templates
from faltboken.publish.template_sheets import template
from faltboken.schema import Field, Schema

NAMES = templates.names(DATA)
FILLED_ROWS = 30


def opened(name: str) -> Workbook:
    return load_workbook(io.BytesIO(template(sheet_schema(name), "prov")))


def test_there_is_a_template_for_each_analysis_and_for_the_action_plan() -> None:
    assert set(NAMES) == {*ANALYSES, "handlingsplan"}


def test_the_action_plan_template_has_columns_of_the_published_action_plans() -> None:
    table = schema_of("action_plan")
    shared = [column for column in sheet_schema("handlingsplan").fields if column.name in table.names]
    assert len(shared) > 4
    for column in shared:
        other = table.field(column.name)
        assert (column.type, column.title) == (other.type, other.title)
        assert (column.enum, column.labels) == (other.enum, other.labels)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_its_sheets_headings_notes_lists_and_formats(name: str) -> None:
    schema, book = sheet_schema(name), opened(name)
    assert book.sheetnames == ["Läs mig", schema.title, "Listor"]
    sheet = book[schema.title]
    assert [cell.value for cell in sheet[1]] == [column.title for column in schema.fields]
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    for cell, column in zip(sheet[1], schema.fields, strict=True):
        assert column.description in cell.comment.text
        rule = rules.get(f"{cell.column_letter}2")
        assert (rule is not None) == (column.type != "string" or bool(column.enum))
        if rule is None:
            continue
        assert rule.allowBlank
        assert rule.showErrorMessage
        assert rule.errorStyle in (None, "stop")
        if column.enum:
            area = rule.formula1.removeprefix("Listor!").replace("$", "")
            words = [row[0].value for row in book["Listor"][area]]
            assert words == [column.label(value) for value in column.enum]
    explained = "\n".join(str(cell.value) for row in book["Läs mig"].iter_rows() for cell in row if cell.value)
    for words in (schema.description, "personnummer", "Rör inte rubrikerna", schema.fields[0].description):
        assert words in explained


@pytest.mark.parametrize("name", [*ANALYSES])
def test_an_untouched_template_has_no_rows_and_a_filled_one_is_read(name: str, tmp_path: Path) -> None:
    schema, path = sheet_schema(name), tmp_path / "a.xlsx"
    path.write_bytes(template(schema, "prov"))
    message = f"Bladet ”{schema.title}” har inga rader under rubrikerna. Fyll i det och spara."
    assert [str(fault) for fault in read(path, schema)[1]] == [message]
    book = opened(name)
    book[schema.title].append([_cell(column, column.example) for column in schema.fields])
    book.save(path)
    lines, faults = read(path, schema)
    assert ([line.number for line in lines], faults) == ([2], [])


def _cell(column: Field, text: str) -> object:
    if column.type == "date":
        return date.fromisoformat(text)
    if column.type in ("integer", "number"):
        return float(text) if text else None
    return column.label(text)


@pytest.mark.parametrize("name", [*ANALYSES])
def test_a_template_filled_in_and_saved_by_libreoffice_keeps_its_rules_and_is_read(name: str, tmp_path: Path) -> None:
    schema, saved = sheet_schema(name), TESTS / "data" / "libreoffice" / f"{name}.xlsx"
    ours = filled(name, tmp_path / "ours.xlsx")
    sheet, rules = load_workbook(saved)[schema.title], opened(name)[schema.title].data_validations.dataValidation
    assert [rule.type for rule in sheet.data_validations.dataValidation] == [rule.type for rule in rules]
    assert all(cell.comment for cell in sheet[1])
    lines, faults = read(saved, schema)
    assert (len(lines), faults) == (FILLED_ROWS, [])
    assert [line.values for line in lines] == [line.values for line in read(ours, schema)[0]]


def filled(name: str, path: Path) -> Path:
    """Return a template with the first rows of the made-up example, as openpyxl saves it.

    The workbooks in tests/data/libreoffice are these, saved again: soffice --headless --convert-to xlsx.
    """
    schema, book = sheet_schema(name), opened(name)
    with (DATA / "samples" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in itertools.islice(csv.DictReader(file), FILLED_ROWS):
            book[schema.title].append([_cell(column, row[column.name]) for column in schema.fields])
    book.save(path)
    return path


def test_the_same_schema_gives_the_same_bytes() -> None:
    for name in NAMES:
        made = template(sheet_schema(name), "prov")
        assert made == template(sheet_schema(name), "prov")
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            assert {item.date_time for item in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_template_is_made_when_its_schema_changes_and_only_then(tmp_path: Path) -> None:
    data, site = tmp_path / "data", tmp_path / "site"
    shutil.copytree(DATA / "schemas" / "sheets", data / templates.SCHEMAS)
    templates.write(data, site)
    first = {path.name: path.read_bytes() for path in sorted((site / "mallar").iterdir())}
    assert list(first) == [f"{name}.xlsx" for name in NAMES]
    moments = {path.name: path.stat().st_mtime_ns for path in (site / "mallar").iterdir()}
    templates.write(data, site)
    assert {path.name: path.stat().st_mtime_ns for path in (site / "mallar").iterdir()} == moments

    source = data / templates.SCHEMAS / "handlingsplan.json"
    raw = json.loads(source.read_text("utf-8"))
    raw["fields"][0]["description"] = "Något annat."
    source.write_text(json.dumps(raw), "utf-8")
    (site / "mallar" / "arbetstid.xlsx").write_bytes(b"sk\xc3\xa4rp")
    (site / "mallar" / "gammal.xlsx").write_bytes(b"")
    templates.write(data, site)
    now = {path.name: path.read_bytes() for path in sorted((site / "mallar").iterdir())}
    assert {name for name in first if now[name] != first[name]} == {"handlingsplan.xlsx"}
    assert list(now) == list(first)
    cold = tmp_path / "cold"
    templates.write(data, cold)
    assert {path.name: path.read_bytes() for path in sorted((cold / "mallar").iterdir())} == now

    for path in (data / templates.SCHEMAS).iterdir():
        path.unlink()
    templates.write(data, site)
    assert list((site / "mallar").iterdir()) == []


def test_a_build_without_changes_does_not_load_the_library(tmp_path: Path) -> None:
    templates.write(DATA, tmp_path)
    code = (
        "import sys, faltboken.analyse.sheets; from pathlib import Path; from faltboken.publish import templates; "
        f"templates.write(Path({str(DATA)!r}), Path({str(tmp_path)!r})); assert 'openpyxl' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", check=True)


def test_a_column_of_every_kind_has_words_for_what_is_wrong() -> None:
    schema = Schema(
        "Prov", "", (Field("a", "integer", "Antal"), Field("b", "number", "Tal", minimum="0.5", maximum="9"))
    )
    book = load_workbook(io.BytesIO(template(schema, "prov")))
    told = [rule.error for rule in book["Prov"].data_validations.dataValidation]
    assert told == ["Skriv ett heltal från 0.", "Skriv ett tal från 0,5 till 9."]
