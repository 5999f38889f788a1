"""Reading tables: files as editors' programs write them, and files that are no tables at all."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from books import BASE, ROOT

from faltboken import tables
from faltboken.problems import Problem
from faltboken.schema import Schema, SchemaError, read_package, read_schema
from faltboken.tables import Row

SERVICES = BASE / "data" / "services" / "exempelby.csv"
HEADER, FIRST, SECOND = SERVICES.read_bytes().splitlines()


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema(ROOT / "data", "schemas/services.json")


def read(content: bytes, schema: Schema, folder: Path) -> tuple[list[Row], list[Problem]]:
    path = folder / "prov.csv"
    path.write_bytes(content)
    return tables.read_file(path, "data/prov.csv", schema)


def lines_and_codes(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]


# --- what is read -----------------------------------------------------------


def test_a_row_knows_its_file_its_line_and_its_values(schema: Schema, tmp_path: Path) -> None:
    [first, second], problems = read(SERVICES.read_bytes(), schema, tmp_path)
    assert problems == []
    assert (first.path, first.line, second.line) == ("data/prov.csv", 2, 3)
    assert (first.text("name"), first.text("email")) == ("Fältgruppen", "")
    assert (first.items("needs"), first.items("keywords")) == (("prata",), ())
    assert (first.integer("minimum_age"), second.integer("minimum_age")) == (13, None)
    assert (first.day("assured_date"), second.day("assured_date")) == (date(2026, 11, 20), None)
    assert (first.flag("emergency"), first.flag("self_referral")) == (False, False)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["Unix", "Windows", "old Mac"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_files_from_any_system_are_read_with_the_right_lines(
    ending: bytes, mark: bytes, schema: Schema, tmp_path: Path
) -> None:
    rows, problems = read(mark + ending.join([HEADER, FIRST, SECOND, b""]), schema, tmp_path)
    assert problems == []
    assert [row.line for row in rows] == [2, 3]


def test_a_file_without_a_last_line_break_is_read_whole(schema: Schema, tmp_path: Path) -> None:
    rows, problems = read(b"\n".join([HEADER, FIRST, SECOND]), schema, tmp_path)
    assert (len(rows), problems) == (2, [])


def test_columns_may_stand_in_another_order(schema: Schema, tmp_path: Path) -> None:
    turned = b"\n".join(b",".join(reversed(line.split(b","))) for line in (HEADER, FIRST))
    [row], problems = read(turned, schema, tmp_path)
    assert (problems, row.text("phone")) == ([], "08-465 004 01")


def test_a_file_with_only_a_header_is_an_empty_table(schema: Schema, tmp_path: Path) -> None:
    assert read(HEADER + b"\n", schema, tmp_path) == ([], [])


def test_a_row_with_a_fault_is_left_out_and_the_others_are_kept(schema: Schema, tmp_path: Path) -> None:
    rows, problems = read(b"\n".join([HEADER, FIRST.replace(b"nej", b"kanske"), SECOND]), schema, tmp_path)
    assert [row.text("id") for row in rows] == ["exempelby-skydd"]
    assert lines_and_codes(problems) == [(2, "boolean")]


def test_all_faults_are_told_at_once(schema: Schema, tmp_path: Path) -> None:
    broken = FIRST.replace(b"nej", b"kanske").replace(b"08-465 004 01", b"08").replace(b"active", b"open")
    _, problems = read(b"\n".join([HEADER, broken, SECOND.replace(b"nej", b"")]), schema, tmp_path)
    assert sorted(lines_and_codes(problems)) == [(2, "boolean"), (2, "enum"), (2, "phone"), (3, "required")]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["Unix", "Windows"])
def test_a_line_break_in_a_cell_does_not_move_the_lines_that_follow(
    ending: bytes, schema: Schema, tmp_path: Path
) -> None:
    broken = FIRST.replace("Någon att".encode(), b'"en' + ending + b"rad" + ending + b'till"', 1).replace(
        b" prata med.", b"", 1
    )
    _, problems = read(ending.join([HEADER, broken, SECOND.replace(b"nej", b"kanske")]), schema, tmp_path)
    assert lines_and_codes(problems) == [(2, "line-break"), (5, "boolean")]


# --- what cannot be read ----------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(0, "empty-file")]),
        (b"\xef\xbb\xbf", [(0, "empty-file")]),
        (b"\n \n", [(0, "empty-file")]),
        (b"\0\0\0", [(1, "header")]),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xff", [(1, "encoding")]),
        ("id,name\n".encode("utf-16"), [(1, "encoding")]),
        (b"\n" + HEADER, [(1, "header")]),
        (HEADER.replace(b",", b"\t"), [(1, "header")]),
        (b'"' + HEADER, [(1, "csv")]),
        (HEADER + b"\n" + b"x" * 10_000_000, [(2, "csv")]),
        (b"x" * 10_000_000, [(1, "csv")]),
        (HEADER + b'\n"' + b"x" * 10_000_000, [(2, "csv")]),
        (HEADER + b'\n"' + FIRST + b"\n" + SECOND, [(2, "csv")]),
        (b"\r\n".join([HEADER, FIRST, "Fältgruppen".encode("latin-1")]), [(3, "encoding")]),
    ],
    ids=[
        "nothing", "only a byte order mark", "blank lines", "NUL", "a workbook", "UTF-16", "a blank line first", "tabs",
        "an open quote in the header", "a huge cell", "a huge header", "a huge open cell", "an open quote", "Latin-1",
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_told_as_one_fault(
    content: bytes, expected: list[tuple[int, str]], schema: Schema, tmp_path: Path
) -> None:
    rows, problems = read(content, schema, tmp_path)
    assert (rows, lines_and_codes(problems)) == ([], expected)


def test_a_folder_in_the_place_of_a_file_is_told_as_missing(schema: Schema, tmp_path: Path) -> None:
    _, problems = tables.read_file(tmp_path, "data/prov.csv", schema)
    assert lines_and_codes(problems) == [(0, "missing-file")]


def test_no_bytes_whatever_end_in_a_traceback_or_in_a_message_of_two_lines(schema: Schema, tmp_path: Path) -> None:
    chance = random.Random(1)
    whole = SERVICES.read_bytes()
    contents = [whole[: chance.randrange(len(whole))] for _ in range(60)]
    contents += [chance.randbytes(200) for _ in range(60)]
    for _ in range(250):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice([chance.randrange(256), *b'",;\n\r\0<=+'])
        contents.append(bytes(spoilt))
    for content in contents:
        rows, problems = read(content, schema, tmp_path)
        assert len(rows) <= content.count(b"\n") + content.count(b"\r")
        assert not any(character in str(problem) for problem in problems for character in "\n\r")


# --- faults do not breed faults ---------------------------------------------


def test_references_to_a_table_with_a_fault_are_not_judged(book: Path) -> None:
    (book / "data" / "needs.csv").write_bytes(b"id;name\n")
    from faltboken import rules

    found, problems = tables.load(book)
    assert lines_and_codes([*problems, *rules.check(found, date(2026, 11, 21))]) == [(1, "semicolon")]


# --- schemas ----------------------------------------------------------------


def test_a_column_that_a_table_lacks_is_a_key_error(schema: Schema) -> None:
    with pytest.raises(KeyError, match="fax"):
        schema.field("fax")


def test_a_value_without_a_label_is_shown_as_it_is(schema: Schema) -> None:
    assert schema.field("confidence").label("high") == "hög"
    assert schema.field("confidence").label("huge") == "huge"


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{}", "5", '{"resources": {}}', '{"resources": [5]}', '{"resources": []}']
)
def test_a_list_of_tables_of_the_wrong_form_is_told_and_never_a_traceback(text: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError):
        read_package(tmp_path)
