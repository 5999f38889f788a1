"""A unit's own sheet in: every fault at its cell, in the words the unit reads, and never a personal number repeated."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sheets import DAY, GOOD, SCHEMA, titles, workbook

from faltboken.analyse import sheets
from faltboken.analyse.sheets import Fault, read, sheet_schema
from faltboken.personal_identity import find_personal_identity_number

KINDS = "Välj bland Ute på fält, Kontor, Natt 23–04."
HOURS = "Skriv ett tal från 0,05 till 24, till exempel 1,25."
NUMBER = "850709-9805"  # the Tax Agency's own example


def told(path: Path) -> list[str]:
    return [str(fault) for fault in read(path, SCHEMA)[1]]


def with_cell(path: Path, column: str, value: object) -> list[str]:
    row = list(GOOD)
    row[SCHEMA.names.index(column)] = value
    return told(workbook(path, [row]))


def test_a_filled_sheet_is_read_whatever_the_order_of_its_columns(tmp_path: Path) -> None:
    names = titles(SCHEMA)
    path = workbook(tmp_path / "a.xlsx", [GOOD[::-1], [None] * 5, ["  "], GOOD[::-1]], names[::-1])
    lines, faults = read(path, SCHEMA)
    assert faults == []
    assert [line.number for line in lines] == [2, 5]
    assert lines[0].values == {"code": "A7", "kind": "office", "day": DAY, "hours": 1.5, "seen": 4}
    assert (lines[0].cell("code"), lines[1].cell("seen")) == ("E2", "A5")


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("code", " a7 ", "A7"),
        ("kind", "ute på fält", "walk"),
        ("kind", "night", "night"),
        ("kind", "Natt 23-04", "night"),
        ("day", "2027-02-01", DAY),
        ("day", "1.2.2027", DAY),
        ("day", 46419, DAY),
        ("day", datetime(2027, 2, 1, 13, 30), DAY),  # noqa: DTZ001 – a spreadsheet has no time zone
        ("hours", "1,5", 1.5),
        ("hours", "1.5", 1.5),
        ("hours", 24, 24.0),
        ("seen", "4", 4),
        ("seen", 4.0, 4),
        ("seen", None, None),
    ],
)
def test_what_a_person_means_is_understood(tmp_path: Path, column: str, written: object, value: object) -> None:
    row = list(GOOD)
    row[SCHEMA.names.index(column)] = written
    lines, faults = read(workbook(tmp_path / "a.xlsx", [row]), SCHEMA)
    assert faults == []
    assert lines[0].values[column] == value
    assert type(lines[0].values[column]) is type(value)


@pytest.mark.parametrize(
    ("column", "written", "expected"),
    [
        ("code", "Anna", "A2: Cellen ser ut att innehålla namnet på en person. Ta bort det. Skriv till exempel ”A7”."),
        ("code", "17", "A2: ”17” har fel form. Skriv till exempel ”A7”."),
        ("code", None, "A2: Cellen är tom. Skriv till exempel ”A7”."),
        ("code", DAY, "A2: Kalkylprogrammet har gjort om texten till datumet 2027-02-01. Formatera cellen som text och "
                      "skriv det som ska stå där. Skriv till exempel ”A7”."),
        ("kind", "Kontoret", f"B2: ”Kontoret” finns inte i listan. Menade du ”Kontor”? {KINDS}"),
        ("kind", "Semester", f"B2: ”Semester” finns inte i listan. {KINDS}"),
        ("kind", "Siv Ek", f"B2: Cellen ser ut att innehålla namnet på en person. Ta bort det. {KINDS}"),
        ("kind", NUMBER, f"B2: Cellen innehåller ett personnummer eller samordningsnummer. Ta bort det. {KINDS}"),
        ("kind", None, f"B2: Cellen är tom. {KINDS}"),
        ("day", "igår", "C2: ”igår” är inget datum som finns. Skriv ett datum, till exempel 2027-02-01."),
        ("day", "2027-02-30", "C2: ”2027-02-30” är inget datum som finns. Skriv ett datum, till exempel 2027-02-01."),
        ("day", 12, "C2: ”12” är inget datum. Skriv ett datum, till exempel 2027-02-01."),
        ("day", date(1907, 2, 1), "C2: Året 1907 är orimligt. Skriv ett datum, till exempel 2027-02-01."),
        ("day", time(8, 30), "C2: Cellen är inget datum. Skriv ett datum, till exempel 2027-02-01."),
        ("hours", -1, f"D2: ”-1” är mindre än noll. {HOURS}"),
        ("hours", "−0,5", f"D2: ”−0,5” är mindre än noll. {HOURS}"),
        ("hours", 30, f"D2: ”30” ligger utanför det möjliga. {HOURS}"),
        ("hours", "3 tim", f"D2: ”3 tim” är inget tal. {HOURS}"),
        ("hours", True, f"D2: Cellen är sant men ska vara ett tal. {HOURS}"),
        ("hours", DAY, "D2: Cellen är ett datum (2027-02-01) men ska vara ett tal. Ändra cellens format till tal och "
                       f"skriv om den. {HOURS}"),
        ("hours", time(0, 45), "D2: Cellen är en tid (0:45) men ska vara ett tal. Ändra cellens format till tal och "
                               f"skriv om den. {HOURS}"),
        ("hours", timedelta(hours=30), "D2: Cellen är en tid (30:00) men ska vara ett tal. Ändra cellens format till "
                                       f"tal och skriv om den. {HOURS}"),
        ("hours", "=SUM(E2:E3)", "D2: Cellen räknas ut med en formel. Skriv själva värdet."),
        ("hours", "#DIV/0!", "D2: ”#DIV/0!” är ett fel i kalkylbladet. Skriv själva värdet i stället."),
        ("hours", "#SAKNAS!", "D2: ”#SAKNAS!” är ett fel i kalkylbladet. Skriv själva värdet i stället."),
        ("hours", 8507099805, f"D2: Cellen innehåller ett personnummer eller samordningsnummer. Ta bort det. {HOURS}"),
        ("seen", 2.5, "E2: ”2,5” är inget heltal. Skriv ett heltal från 0 till 500, till exempel 4."),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_cell_with_what_to_write(
    tmp_path: Path, column: str, written: object, expected: str
) -> None:
    assert with_cell(tmp_path / "a.xlsx", column, written) == [expected]


def test_all_faults_are_told_at_once_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    rows = [GOOD, ("Siv Ek", "Kontor", "igår", -2, "x"), GOOD, ("A7", "Semester", DAY, 99, 4)]
    lines, faults = read(workbook(tmp_path / "a.xlsx", rows), SCHEMA)
    assert [line.number for line in lines] == [2, 4]
    assert [fault.cell for fault in faults] == ["A3", "C3", "D3", "E3", "B5", "D5"]


def test_the_same_fault_in_thousands_of_cells_is_told_once_with_its_count(tmp_path: Path) -> None:
    rows = [("A7", "Semester", DAY, 1.5, number) for number in range(2_500)]
    found = told(workbook(tmp_path / "a.xlsx", rows))
    assert found[0] == f"B2, B3, B4 och 2\N{NO-BREAK SPACE}497 till: ”Semester” finns inte i listan. {KINDS}"
    assert len([line for line in found if "utanför" in line]) == sheets.MOST_SHOWN
    more = "Samma slags fel som i E542 finns i 1\N{NO-BREAK SPACE}959 celler till."
    assert found[-1] == more


def test_a_comma_and_a_point_in_one_column_are_told_where_the_fewer_are(tmp_path: Path) -> None:
    rows = [("A7", "Kontor", DAY, hours, 4) for hours in ("1,5", "2,5", 3, "2.5")]
    assert told(workbook(tmp_path / "a.xlsx", rows)) == [
        "D5: Decimalerna är skrivna med punkt här men med komma på rad 2. Då går det inte att veta vad talen betyder. "
        "Skriv alla med decimalkomma, som 1,5."
    ]


_PERSONAL = ("Namn", "Förnamn", "Efternamn", "Handläggare", "Personnummer", "Mobil", "Adress", "E-post", "Barnets namn",
             "Anteckning", "Signatur", "Elev", "Pnr", "Telefon")  # fmt: skip


@pytest.mark.parametrize("heading", _PERSONAL)
def test_a_column_for_who_somebody_is_is_refused(tmp_path: Path, heading: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [(*GOOD, "x")], [*titles(SCHEMA), heading])
    assert told(path) == [
        f"F1: Kolumnen ”{heading}” kan säga något om en person eller rymmer fri text. Sådant får inte finnas i filen. "
        "Ta bort kolumnen."
    ]


def test_a_column_that_holds_names_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    rows = [(*GOOD, name) for name in ("Siv Ek", "Åsa-Lena Öberg", "okänd", "Bo af Ugglas")]
    assert "kan säga något om en person" in told(workbook(tmp_path / "a.xlsx", rows, [*titles(SCHEMA), "Övriga"]))[0]
    rows = [(*GOOD, name) for name in ("röd", "Norra torget", "blå", "gul")]
    assert told(workbook(tmp_path / "b.xlsx", rows, [*titles(SCHEMA), "Färg"])) == [
        "F1: Rubriken ”Färg” finns inte i mallen. Rätta den eller ta bort kolumnen."
    ]


def test_a_personal_number_is_found_in_every_sheet_and_never_repeated(tmp_path: Path) -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet["H9"] = NUMBER
        sheet["A8"] = f"kod {NUMBER}"
        book.create_sheet("Läs mig")["B3"] = f"ring {NUMBER}"
        book.create_sheet("Listor")["A1"] = 8507099805
        hidden = book.create_sheet("Gömt")
        hidden.sheet_state, hidden["C2"] = "veryHidden", "19850709 9805"

    path = workbook(tmp_path / "a.xlsx", change=change, headings=[*titles(SCHEMA), f"Kod {NUMBER}"])
    faults = read(path, SCHEMA)[1]
    cells = {cell for fault in faults for cell in (fault.cell, *fault.also) if fault.code == "personal-identity"}
    assert cells == {"F1", "H9", "A8", "Läs mig!B3", "Listor!A1", "Gömt!C2"}
    assert not any(find_personal_identity_number(str(fault)) for fault in faults)


def test_wrong_headings_are_told_with_those_that_stand_and_those_wanted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", headings=["Kod", "Sort", "Datum", "Kod", "Mängd"])
    assert told(path) == [
        "Rad 1 saknar Timmar och Antal. Där står Kod, Sort, Datum, Kod, Mängd. Skriv alla rubriker: Kod, Sort, Datum, "
        "Timmar, Antal.",
        "D1: Rubriken ”Kod” står också i A1. Ta bort en.",
        "E1: Rubriken ”Mängd” finns inte i mallen. Rätta den eller ta bort kolumnen.",
    ]
    assert read(path, SCHEMA)[0] == []
    assert told(workbook(tmp_path / "b.xlsx", [["x"]], headings=["Vad", "Var"])) == [
        "Bladet ”Provblad” saknar mallens rubriker. Överst står Vad, Var. Skriv på en rad överst: Kod, Sort, Datum, "
        "Timmar, Antal."
    ]


def test_a_heading_under_a_title_is_found_and_a_row_above_is_no_row(tmp_path: Path) -> None:
    def change(_: Workbook, sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Vår mätning"

    lines, faults = read(workbook(tmp_path / "a.xlsx", change=change), SCHEMA)
    assert ([line.number for line in lines], faults) == ([4], [])


def test_merged_headings_and_cells_are_told(tmp_path: Path) -> None:
    def change(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("D1:E1")
        sheet.merge_cells("A3:A4")

    found = told(workbook(tmp_path / "a.xlsx", [GOOD, GOOD, GOOD], change=change))
    assert "D1: Rubrikerna i D1:E1 är sammanslagna. Dela upp dem, så att varje kolumn har sin egen cell." in found
    assert "A3: Cellerna i A3:A4 är sammanslagna. Dela upp dem, så att varje kolumn har sin egen cell." in found


def test_other_sheets_that_hold_something_are_never_lost_in_silence(tmp_path: Path) -> None:
    def change(book: Workbook, _: Worksheet) -> None:
        book.create_sheet("Vecka 8")["A1"] = "något"
        book.create_sheet("Tomt")
        hidden = book.create_sheet("Gömt")
        hidden.sheet_state, hidden["A1"] = "hidden", 1

    assert told(workbook(tmp_path / "a.xlsx", change=change)) == [
        "Bladet ”Vecka 8” hör inte till mallen och skulle inte räknas. Flytta raderna eller ta bort det.",
        "Bladet ”Gömt” är dolt och har innehåll. Visa det och läs igenom det, eller ta bort det.",
    ]


def test_a_hidden_sheet_with_the_rows_must_be_shown(tmp_path: Path) -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        book.create_sheet("Annat")
        sheet.sheet_state = "hidden"

    assert told(workbook(tmp_path / "a.xlsx", change=change)) == [
        "Bladet ”Provblad” är dolt. Visa det och läs igenom det."
    ]


def test_a_sheet_with_another_name_is_found_by_its_headings_but_not_two(tmp_path: Path) -> None:
    def rename(_: Workbook, sheet: Worksheet) -> None:
        sheet.title = "Blad1"

    def twice(book: Workbook, sheet: Worksheet) -> None:
        sheet.title = "Vecka 7"
        book.copy_worksheet(sheet).title = "Vecka 8"

    assert told(workbook(tmp_path / "a.xlsx", change=rename)) == []
    assert told(workbook(tmp_path / "b.xlsx", change=twice)) == [
        "Flera blad har mallens rubriker: ”Vecka 7” och ”Vecka 8”. Samla raderna på ett blad och ta bort de andra."
    ]


def test_the_wrong_template_is_told_with_the_command_for_it(tmp_path: Path) -> None:
    other = sheet_schema("arbetstid")
    path = workbook(tmp_path / "a.xlsx", [], titles(other), schema=other)
    assert [str(fault) for fault in read(path, SCHEMA)[1]] == [
        "Arbetsboken är mallen ”Arbetstidsmätning”. Kör python3 scripts/kb.py analyse arbetstid FIL.xlsx."
    ]


def test_an_empty_sheet_and_a_sheet_of_nothing_else(tmp_path: Path) -> None:
    assert told(workbook(tmp_path / "a.xlsx", [])) == [
        "Bladet ”Provblad” har inga rader under rubrikerna. Fyll i det och spara."
    ]
    path = tmp_path / "b.xlsx"
    Workbook().save(path)
    assert told(path) == [
        "Inget blad i arbetsboken är ”Provblad”. Bladen heter ”Sheet”. Utgå från mallen ”Provblad”, eller skriv "
        "rubrikerna Kod, Sort, Datum, Timmar och Antal överst på ett blad."
    ]


SAVE_AS = "Öppna filen i ett kalkylprogram, välj Spara som och ”Excel-arbetsbok (.xlsx)”."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "Filen är tom. Spara den igen, eller välj en annan fil."),
        (b"Kod;Sort;Datum\r\nA7;Kontor;2027-02-01\r\n", f"Filen är text med skiljetecken (CSV). {SAVE_AS}"),
        ("Kod;Sort\n".encode("utf-16"), f"Filen är text med skiljetecken (CSV). {SAVE_AS}"),
        (b"%PDF-1.7\n\x00\x01", f"Filen är ingen Excel-arbetsbok. {SAVE_AS}"),
        (b"\xd0\xcf\x11\xe0" + bytes(600),
         f"Filen är i ett äldre format (.xls) som inte kan läsas. {SAVE_AS}"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
         "Arbetsboken har ett lösenord. Ta bort lösenordet (Arkiv, Info, Skydda arbetsbok) och spara igen."),
        (b"PK\x03\x04 och sedan inget", f"Filen är skadad eller inte hel och går inte att läsa. {SAVE_AS}"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert told(path) == [expected]


def test_a_missing_file_a_folder_and_other_packed_files(tmp_path: Path) -> None:
    assert told(tmp_path / "saknas.xlsx") == ["Filen finns inte. Skriv sökvägen till arbetsboken (.xlsx)."]
    assert told(tmp_path) == ["Det här är en mapp. Skriv sökvägen till själva arbetsboken (.xlsx)."]
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", "<x/>")
    assert told(path) == [f"Filen är ett OpenDocument-kalkylblad (.ods). {SAVE_AS}"]


def test_too_many_rows_are_refused_before_memory_runs_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from faltboken.analyse import sheet_layout

    assert sheet_layout.MOST_ROWS == 100_000
    monkeypatch.setattr(sheet_layout, "MOST_ROWS", 100)
    assert told(workbook(tmp_path / "a.xlsx", [GOOD] * 101)) == [
        "Bladet ”Provblad” har fler än 100 rader med innehåll. Dela upp filen, till exempel i en fil för varje år, och "
        "kör en i taget."
    ]
    assert told(workbook(tmp_path / "b.xlsx", [GOOD] * 100)) == []


def _with_part(path: Path, part: str, content: str) -> Path:
    """Write the workbook again with one part of it changed."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = content.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


def test_entities_that_grow_without_end_are_not_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        assert told(_with_part(workbook(path), part, bomb)) == [
            f"Filen är skadad eller inte hel och går inte att läsa. {SAVE_AS}"
        ]


def test_cells_are_read_as_other_programs_write_them(tmp_path: Path) -> None:
    """Inline texts in runs, cells without an address, a strict name space, and the reading aids of Japanese."""
    rows = (
        '<row><c t="inlineStr"><is><t>Kod</t></is></c><c t="inlineStr"><is><t>Sort</t></is></c>'
        '<c t="inlineStr"><is><t>Datum</t></is></c><c t="inlineStr"><is><t>Timmar</t></is></c>'
        '<c t="inlineStr"><is><t>Antal</t></is></c></row>'
        '<row><c t="inlineStr"><is><r><t>A</t></r><r><t>7</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
        '<c t="str"><v>Kontor</v></c><c t="d"><v>2027-02-01</v></c><c><v>1.5E0</v></c><c/></row>'
    )
    space = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = f'<x:worksheet xmlns:x="{space}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.replace("<x:", "<y:")
    sheet = sheet.replace("</x:", "</y:").replace("xmlns:x", "xmlns:y")
    for tag in ("row", "c", "is", "t", "r", "rPh", "v"):
        for end in (">", " ", "/>"):
            sheet = sheet.replace(f"<{tag}{end}", f"<y:{tag}{end}")
        sheet = sheet.replace(f"</{tag}>", f"</y:{tag}>")
    lines, faults = read(_with_part(workbook(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", sheet), SCHEMA)
    assert faults == []
    assert lines[0].values == {"code": "A7", "kind": "office", "day": DAY, "hours": 1.5, "seen": None}


def test_no_bytes_give_a_traceback(tmp_path: Path) -> None:
    """Bytes changed at random in a whole workbook, packed and unpacked: a fault in Swedish, or lines."""
    whole = workbook(tmp_path / "a.xlsx", [GOOD] * 20).read_bytes()
    dice = random.Random(8)
    path = tmp_path / "b.xlsx"
    for _ in range(250):
        broken = bytearray(whole)
        for _ in range(dice.choice((1, 3, 40))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path.write_bytes(bytes(broken[: dice.choice((len(broken), dice.randrange(len(broken)))) or 1]))
        _is_told(path)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for _ in range(250):
        name = dice.choice([one for one in parts if one.startswith("xl/")])
        part = bytearray(parts[name])
        for _ in range(dice.choice((1, 2, 8))):
            part[dice.randrange(len(part))] = dice.choice(b'<>"/=&019 aAs\x00\xff')
        with zipfile.ZipFile(path, "w") as packed:
            for other, content in parts.items():
                packed.writestr(other, bytes(part) if other == name else content)
        _is_told(path)


_SIGNS = "aåÅ 0159.,-−–+=#@/:;<>&'\"\t\n\u00a0\u200b\u202e😀𐍈"
_LIKELY = (
    "A7",
    "Kontor",
    "1,5",
    "1.5",
    "-3",
    NUMBER,
    "Siv Ek",
    "=1+1",
    "#N/A",
    "2027-02-30",
    "ute på fält",
    "  ",
    "Kod",
)


def _any_cell(dice: random.Random) -> object:
    made: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: dice.random() < 0.5,
        lambda: dice.randrange(-(10 ** dice.randrange(1, 13)), 10 ** dice.randrange(1, 14)),
        lambda: dice.uniform(-1, 1) * 10.0 ** dice.randrange(-9, 300),
        lambda: date(1901, 1, 1) + timedelta(dice.randrange(100_000)),
        lambda: time(dice.randrange(24), dice.randrange(60)),
        lambda: timedelta(hours=dice.uniform(0, 9000)),
        lambda: "".join(dice.choices(_SIGNS, k=dice.randrange(30))),
        lambda: dice.choice(_LIKELY),
    )
    return dice.choice(made)()


def test_no_cells_give_a_traceback_and_no_number_is_repeated(tmp_path: Path) -> None:
    dice = random.Random(17)
    for _ in range(150):
        rows = [[_any_cell(dice) for _ in range(dice.randrange(1, 8))] for _ in range(dice.randrange(7))]
        _is_told(workbook(tmp_path / "a.xlsx", rows))


def _is_told(path: Path) -> None:
    lines, faults = read(path, SCHEMA)
    assert lines or faults
    for fault in faults:
        assert isinstance(fault, Fault)
        assert str(fault).endswith("."), fault
        assert not find_personal_identity_number(str(fault))
