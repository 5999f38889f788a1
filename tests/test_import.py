# ruff: noqa: DTZ001 – a spreadsheet knows no time zones
"""`kb.py import`: what spreadsheet programs do to tables is undone, and what cannot be undone is told at its cell."""

from __future__ import annotations

import codecs
import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from books import NUMBERS, ROOT, TODAY, edit
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import SERVICES, changed, planned, put, separated, shown, snapshot, table, told, workbook

from faltboken import check, console
from faltboken.commands import import_tables
from faltboken.schema import read_schema
from faltboken.workbooks import canonical
from faltboken.workbooks.sheets import MOST_ROWS

Change = Callable[[Worksheet], object]
COLUMNS = read_schema(ROOT / "data", "schemas/services.json").fields
TITLES = [column.title for column in COLUMNS]

# --- changes ----------------------------------------------------------------


def test_one_changed_cell_is_shown_and_becomes_one_changed_line(book: Path) -> None:
    before = snapshot(book)
    found = changed(book, lambda sheet: put(sheet, 2, "Telefon", "08-465 004 09", "@"))
    assert shown(found) == [
        "data/services/exempelby.csv: 1 ändrad rad",
        "  ~ exempelby-falt – Fältgruppen",
        "      Telefon: ”08-465 004 01” → ”08-465 004 09”",
    ]
    assert snapshot(book) == before
    found.write(book)
    after = snapshot(book)
    assert {path for path in before if before[path] != after[path]} == {SERVICES}
    lines = list(zip(before[SERVICES].splitlines(), after[SERVICES].splitlines(), strict=True))
    assert [new.replace(b"004 09", b"004 01") for old, new in lines if old != new] == [lines[1][0]]
    assert check.problems(book, TODAY) == []


def test_a_new_row_and_a_removed_row_are_shown(book: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for cell in sheet[2]:
            sheet.cell(4, cell.column).value = cell.value
        put(sheet, 4, "Id", "exempelby-ny", "@")
        put(sheet, 4, "Namn", "Nya gruppen", "@")
        sheet.delete_rows(3)

    found = changed(book, change)
    assert shown(found) == [
        "data/services/exempelby.csv: 1 ny rad, 1 rad tas bort",
        "  + ny rad: exempelby-ny – Nya gruppen",
        "  - tas bort: exempelby-skydd – Skyddat boende",
    ]
    found.write(book)
    assert [row[0] for row in table(book)] == ["id", "exempelby-falt", "exempelby-ny"]


def test_a_sheet_that_was_sorted_leaves_the_order_of_the_file(book: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.move_range("A2:AI2", rows=5)
        put(sheet, 7, "Namn", "Fältgruppen i Exempelby", "@")

    found = changed(book, change)
    assert shown(found)[-1] == (
        "  Raderna står i annan ordning i bladet. Filens ordning behålls, och nya rader läggs sist."
    )
    found.write(book)
    assert [row[:2] for row in table(book)[1:]] == [
        ["exempelby-falt", "Fältgruppen i Exempelby"],
        ["exempelby-skydd", "Skyddat boende"],
    ]


def test_a_sheet_that_is_taken_out_leaves_its_table_as_it_was(book: Path) -> None:
    path = workbook(book, lambda opened: [opened.remove(sheet) for sheet in opened.worksheets[1:-2]])
    assert shown(planned(book, path)) == []


# --- what Excel does to a cell ----------------------------------------------

QUIRKS: dict[str, tuple[str, object, str]] = {
    "a date cell": ("Källan lästes", datetime(2026, 11, 20), "yyyy-mm-dd"),
    "a date with an hour": ("Källan lästes", datetime(2026, 11, 20, 13, 5), "yyyy-mm-dd hh:mm"),
    "a day number": ("Källan lästes", 46346, "General"),
    "a day number as text": ("Källan lästes", "46346", "@"),
    "a date with slashes": ("Källan lästes", "2026/11/20", "@"),
    "a date with dots, day first": ("Källan lästes", "20.11.2026", "@"),
    "a date without signs": ("Källan lästes", "20261120", "@"),
    "a number with the zero lost": ("Telefon", 846500401, "General"),
    "the same number as a decimal": ("Telefon", 846500401.0, "0.00"),
    "the same number as text": ("Telefon", "846500401", "@"),
    "an age as a decimal": ("Lägsta ålder", 13.0, "0.00"),
    "an age as text with a comma": ("Lägsta ålder", "13,0", "@"),
    "spaces around a text": ("Namn", "  Fältgruppen \N{NO-BREAK SPACE}", "@"),
    "no-break spaces in a number": ("Telefon", "08-465\N{NO-BREAK SPACE}004\N{NARROW NO-BREAK SPACE}01", "@"),
    "a no": ("Tar emot akut", False, "General"),
    "a no in Swedish": ("Tar emot akut", "FALSKT", "@"),
    "a no in capitals": ("Tar emot akut", "NEJ", "@"),
    "the Swedish word for a value": ("Säkerhet", "Hög", "@"),
    "the Swedish word in a list": ("För vem", "Unga; ", "@"),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_what_excel_did_to_a_cell_is_no_change(quirk: str, book: Path) -> None:
    title, value, form = QUIRKS[quirk]
    assert shown(changed(book, lambda sheet: put(sheet, 2, title, value, form))) == []


@pytest.mark.parametrize(
    ("title", "value", "form", "text"),
    [
        ("Telefon", 26240000, "General", "026-24 00 00"),
        ("Telefon", 4626240000, "General", "026-24 00 00"),
        ("Telefon", 1177, "General", "1177"),
        ("Postnummer", 81180, "General", "811 80"),
        ("Latitud", 60.62, "General", "60.62"),
        ("Latitud", "60,62", "@", "60.62"),
        ("Källans datum", datetime(2023, 1, 1), "mmm-yy", "2023-01"),
        ("Källans datum", date(2023, 1, 5), "yyyy-mm-dd", "2023-01-05"),
        ("Källans datum", 2023, "General", "2023"),
        ("Sökord", "ett; två ;\N{NO-BREAK SPACE}tre;", "@", "ett;två;tre"),
        ("Kan sökas direkt", True, "General", "ja"),
        ("Typ av stöd", " akut  HJÄLP ", "@", "emergency"),
        ("Behov", "Det är akut, prata med någon", "@", "akut;prata"),
        ("Behov", "Det är akut; prata", "@", "akut;prata"),
        ("Kommuner", "exempelby, Hela landet", "@", "exempelby;sverige"),
        ("Språk", "svenska, arabiska", "@", "sv;ar"),
        ("För vem", "Unga, föräldrar", "@", "young;parents"),
        ("Telefon", "08 465 004 09", "@", "08-465 004 09"),
        ("Telefon", "0771 44 55 00", "@", "0771-44 55 00"),
        ("Telefon", "+46 8 465 004 09", "@", "08-465 004 09"),
    ],
)
def test_a_new_value_gets_the_form_of_its_column(title: str, value: object, form: str, text: str, book: Path) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 2, title, value, form)
        if title == "Latitud":
            put(sheet, 2, "Longitud", 16.78)

    assert f"      {title}: " in (line := shown(changed(book, change))[2])
    assert line.endswith(f" → ”{text}”")


def test_a_name_with_a_comma_is_one_value_and_a_name_that_two_rows_have_is_none(book: Path) -> None:
    edit(book / "data/needs.csv", "Prata med någon", '"Prata, eller chatta"')
    found = changed(book, lambda sheet: put(sheet, 2, "Behov", "prata, eller chatta, det är akut", "@"))
    assert shown(found)[-1] == "      Behov: ”prata” → ”prata;akut”"
    edit(book / "data/needs.csv", "Skyddat boende", "Det är akut")
    lines = told(changed(book, lambda sheet: put(sheet, 2, "Behov", "Det är akut", "@")))
    assert any("E2 (Behov): ”Det är akut” finns inte i tabellen needs. Välj bland" in line for line in lines), lines


def test_a_code_keeps_its_first_zero(book: Path) -> None:
    [code] = [row[2] for row in table(book, "data/municipalities.csv")[1:2]]
    edit(book / "data/municipalities.csv", f",{code},", ",0138,")
    assert shown(changed(book, lambda sheet: put(sheet, 2, "Kommunkod", 138), "Kommuner")) == []


def test_a_title_above_the_header_and_empty_rows_are_passed_over(book: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(3, 2)
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Verksamheter i Exempelby"
        sheet.merge_cells("A1:F1")
        sheet["C60"] = " \N{NO-BREAK SPACE}"

    assert shown(changed(book, change)) == []


def test_field_names_are_headings_too_and_columns_may_change_place(book: Path) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 1, "Telefon", " PHONE* ")
        sheet.insert_cols(1)
        for row in sheet.iter_rows(min_col=2, max_col=4):
            if row[2].value is not None:
                sheet.cell(row[2].row, 1).value = row[2].value
        sheet.delete_cols(4)

    assert shown(changed(book, change)) == []


# --- faults, each at its cell -----------------------------------------------

FAULTS: dict[str, tuple[Change, str]] = {
    "phone": (
        lambda sheet: put(sheet, 3, "Telefon", 262400),
        "bok.xlsx:3: bladet exempelby, cell M3 (Telefon): ”262400” är inget svenskt telefonnummer: siffror saknas "
        "eller är för många. Skriv det som 026-24 00 00, eller lämna tomt. [phone]",
    ),
    "formula": (
        lambda sheet: put(sheet, 2, "Namn", '="Fält"&"gruppen"'),
        'bok.xlsx:2: bladet exempelby, cell B2 (Namn): Cellen räknas ut med en formel, ”="Fält"&"gruppen"”. '
        "Skriv själva värdet i stället. [calculated]",
    ),
    "error value": (
        lambda sheet: put(sheet, 2, "Namn", "#N/A"),
        "bok.xlsx:2: bladet exempelby, cell B2 (Namn): ”#N/A” är ett fel i kalkylbladet. Skriv själva värdet "
        "i stället. [error-value]",
    ),
    "text that looks like a formula": (
        lambda sheet: put(sheet, 2, "Huvudman", "@SUM(1)", "@"),
        "bok.xlsx:2: bladet exempelby, cell C2 (Huvudman): ”@SUM(1)” börjar med ett tecken som kalkylprogram läser "
        "som en formel. Börja med en bokstav eller siffra. [formula]",
    ),
    "a text that became a date": (
        lambda sheet: put(sheet, 2, "Kostnad", datetime(2026, 10, 18), "d mmm"),
        "bok.xlsx:2: bladet exempelby, cell X2 (Kostnad): Kalkylprogrammet har gjort om texten till datumet "
        "2026-10-18. Formatera cellen som text och skriv det som ska stå där. [became-a-date]",
    ),
    "a text that became an hour": (
        lambda sheet: put(sheet, 2, "Öppettider", time(8, 0), "hh:mm"),
        "bok.xlsx:2: bladet exempelby, cell U2 (Öppettider): Kalkylprogrammet har gjort om texten till klockslaget "
        "08:00:00. Formatera cellen som text och skriv det som ska stå där. [became-a-date]",
    ),
    "a date that does not exist": (
        lambda sheet: put(sheet, 2, "Källan lästes", "2026/02/30", "@"),
        "bok.xlsx:2: bladet exempelby, cell AE2 (Källan lästes): ”2026-02-30” är inget datum som finns. Skriv "
        "år-månad-dag, till exempel 2026-11-21. [date]",
    ),
    "a date of which day and month are not known": (
        lambda sheet: put(sheet, 2, "Källan lästes", "11/10/2026", "@"),
        "bok.xlsx:2: bladet exempelby, cell AE2 (Källan lästes): ”11/10/2026” är inget datum som finns. Skriv "
        "år-månad-dag, till exempel 2026-11-21. [date]",
    ),
    "a line break": (
        lambda sheet: put(sheet, 2, "Beskrivning", "Rad ett.\nRad två."),
        "bok.xlsx:2: bladet exempelby, cell J2 (Beskrivning): Cellen innehåller en radbrytning. Skriv texten på en "
        "rad. [line-break]",
    ),
    "a reference to nothing": (
        lambda sheet: put(sheet, 2, "Typ av stöd", "socialt"),
        "bok.xlsx:2: bladet exempelby, cell D2 (Typ av stöd): ”socialt” finns inte i tabellen service_categories. "
        "Välj bland Akut hjälp (emergency), Socialtjänst (social_services). Skriv det som står inom parentes. "
        "[unknown-reference]",
    ),
    "an id twice": (
        lambda sheet: put(sheet, 3, "Id", "exempelby-falt"),
        "bok.xlsx:3: bladet exempelby, cell A3 (Id): ”exempelby-falt” står redan i bladet exempelby, rad 2. Välj ett "
        "värde som ingen annan rad har, eller ta bort raden. [duplicate]",
    ),
    "a service twice": (
        lambda sheet: put(sheet, 3, "Namn", "FÄLTGRUPPEN i Exempelby"),
        "bok.xlsx:3: bladet exempelby, cell B3 (Namn): ”FÄLTGRUPPEN i Exempelby” ser ut att vara samma verksamhet som "
        "”Fältgruppen” (i bladet exempelby, rad 2). Ta bort den ena raden, eller skriv i namnet vad som skiljer dem "
        "åt. [similar-service]",
    ),
    "a word for no value": (
        lambda sheet: put(sheet, 2, "Säkerhet", "ganska"),
        "bok.xlsx:2: bladet exempelby, cell AH2 (Säkerhet): ”ganska” är inget tillåtet värde. Välj bland hög (high), "
        "medel (medium), låg (low). Skriv det som står inom parentes. [enum]",
    ),
    "an address of protected housing": (
        lambda sheet: put(sheet, 3, "Besöksadress", "Gatan 1"),
        "bok.xlsx:3: bladet exempelby, cell P3 (Besöksadress): Ett skyddat boende får aldrig ha adress i handboken. "
        "Töm Besöksadress. [protected-address]",
    ),
    "two telephone numbers": (
        lambda sheet: put(sheet, 2, "Telefon", "08-465 004 01, 08-465 004 02"),
        "bok.xlsx:2: bladet exempelby, cell M2 (Telefon): ”08-465 004 01, 08-465 004 02” är flera nummer. Bara ett "
        "nummer. Skriv det andra i Anteckningar. [phone]",
    ),
    "a dash for nothing": (
        lambda sheet: put(sheet, 2, "Telefon", "-", "@"),
        "bok.xlsx:2: bladet exempelby, cell M2 (Telefon): ”-” säger inget. Lämna cellen tom. [dash]",
    ),
    "hours in words": (
        lambda sheet: put(sheet, 2, "Öppettider", "Mån–tors 8–17, fre kl. 8.30–16"),
        "bok.xlsx:2: bladet exempelby, cell U2 (Öppettider): ”Mån–tors 8–17, fre kl. 8.30–16” går inte att tolka som "
        "öppettider. Skriv ”Mo-Th 08:00-17:00; Fr 08:30-16:00”. [opening-hours]",
    ),
    "half a decimal age": (
        lambda sheet: put(sheet, 2, "Lägsta ålder", 13.5),
        "bok.xlsx:2: bladet exempelby, cell H2 (Lägsta ålder): ”13.5” är inget heltal. Skriv bara siffror. [integer]",
    ),
    "merged cells in a row": (
        lambda sheet: sheet.merge_cells("B2:C2"),
        "bok.xlsx:2: bladet exempelby: Rad 2 har sammanslagna celler. Dela upp dem, så att varje kolumn har sin egen "
        "cell. [merged-cells]",
    ),
    "merged headings": (
        lambda sheet: sheet.merge_cells("B1:C1"),
        "bok.xlsx:1: bladet exempelby: Rad 1 har sammanslagna celler. Dela upp dem, så att varje kolumn har sin egen "
        "cell. [merged-cells]",
    ),
    "no headings": (
        lambda sheet: sheet.delete_rows(1),
        "bok.xlsx: bladet exempelby: Ingen av de första raderna är tabellens rubriker. Lägg till dem överst: "
        f"{', '.join(TITLES)}. [header]",
    ),
    "an unknown heading": (
        lambda sheet: put(sheet, 1, "Telefon", "Mobilnummer"),
        "bok.xlsx:1: bladet exempelby, cell M1: Rubriken ”Mobilnummer” känns inte igen. Ta bort kolumnen eller rätta "
        "stavningen. [unknown-column]",
    ),
    "a heading twice": (
        lambda sheet: sheet.cell(1, 40, "Telefon"),
        "bok.xlsx:1: bladet exempelby, cell AN1: Rubriken ”Telefon” står två gånger. Ta bort en. [repeated-column]",
    ),
    "content without a heading": (
        lambda sheet: sheet.cell(2, 40, "ring Anna"),
        "bok.xlsx:1: bladet exempelby, cell AN1: Kolumnen har innehåll men ingen rubrik. Ta bort kolumnen, eller skriv "
        "dess rubrik. [missing-heading]",
    ),
    "a column that was taken out": (
        lambda sheet: sheet.delete_cols(14),
        "bok.xlsx:1: bladet exempelby: Kolumnen ”E-post” saknas. Lägg till den; cellerna får vara tomma om det är "
        "okänt. [missing-column]",
    ),
    "an empty table": (
        lambda sheet: sheet.delete_rows(2, 2),
        "bok.xlsx: bladet exempelby: Tabellen är tom, men filen har 2 rader. Fyll i den, eller ta bort bladet. "
        "[empty-sheet]",
    ),
    "rows far below the table": (
        lambda sheet: sheet.cell(1_048_576, 1, " "),
        f"bok.xlsx: Bladet ”exempelby” når till rad 1048576, men högst {MOST_ROWS} rader läses. Ta bort raderna under "
        "tabellen, också de tomma, och spara igen. [too-many-rows]",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_cell_and_nothing_would_be_written(fault: str, book: Path) -> None:
    change, sentence = FAULTS[fault]
    found = changed(book, change)
    assert sentence in told(found)
    assert found.changes == []
    related = {"unknown-column", "missing-column", "required", "too-many-rows", "unknown-reference"}
    assert {one.code for one in found.faults} <= related | {sentence.rsplit("[", 1)[1][:-1]}


def test_a_page_or_section_that_the_build_would_not_find_stops_the_import(book: Path) -> None:
    def change(opened: Workbook) -> None:
        for row, page, section in ((2, "metoder/sidan", ""), (3, "metoder/sida", "finns-inte")):
            cells = {
                "Id": f"not-{row}",
                "Kommun": "exempelby",
                "Sida": page,
                "Avsnitt": section,
                "Så gör vi": "Vi går två.",
            }
            cells |= {"Källa": "https://exempelby.example", "Källan lästes": "2026-11-20", "Ansvarig": "enhetschef"}
            for title, text in cells.items():
                put(opened["Lokala noter"], row, title, text, "@")
        put(opened["Ordlista"], 2, "Sida", "metoder/sidan", "@")

    found = planned(book, workbook(book, change))
    remedy = "finns inte i book/. Skriv sökvägen utan ändelse, till exempel lag/orosanmalan. [unknown-page]"
    assert [line.replace("bok.xlsx", "") for line in told(found) if remedy in line] == [
        f":2: bladet Lokala noter, cell C2 (Sida): Sidan ”metoder/sidan” {remedy}",
        f":2: bladet Ordlista, cell F2 (Sida): Sidan ”metoder/sidan” {remedy}",
    ]
    assert "bok.xlsx:3: bladet Lokala noter, cell D3 (Avsnitt): Sidan metoder/sida har inget avsnitt" in told(found)[1]
    assert (len(found.faults), found.changes) == (3, [])


def test_a_change_that_a_page_does_not_bear_is_told_and_faults_of_pages_stop_no_import(book: Path) -> None:
    page = book / "book/metoder/sida.md"
    edit(page, "summary: Gå två och två.\n", "")
    edit(page, "## Källor", "Då gäller {law}`SoL 19:1`.\n\n## Källor")
    assert shown(changed(book, lambda sheet: put(sheet, 2, "Telefon", "08-465 004 09", "@")))
    [line] = told(changed(book, lambda sheet: put(sheet, 2, "Gäller till och med", "2026-01-31"), "Paragrafer"))
    assert line.startswith("book/metoder/sida.md:")
    assert "SoL 19:1" in line


def test_every_fault_is_told_at_once_in_the_order_of_the_sheets(book: Path) -> None:
    def change(opened: Workbook) -> None:
        put(opened["exempelby"], 3, "Telefon", 1)
        put(opened["exempelby"], 2, "Namn", "=1")
        put(opened["Behov"], 2, "Id", "Stort Id")
        put(opened["nationellt"], 2, "Telefon", "noll åtta")

    places = [
        fault.column for fault in planned(book, workbook(book, change)).faults if fault.code != "unknown-reference"
    ]
    assert places == [
        "bladet nationellt, cell M2 (Telefon)",
        "bladet exempelby, cell B2 (Namn)",
        "bladet exempelby, cell M3 (Telefon)",
        "bladet Behov, cell A2 (Id)",
    ]


def test_a_removed_row_that_another_table_points_at_is_a_fault_of_that_table(book: Path) -> None:
    path = workbook(book, lambda opened: put(opened["nationellt"], 2, "Id", "nat-113", "@"), table="services")
    [fault, *_] = told(planned(book, path))
    assert fault.startswith("data/acute.csv:2: service: ”nat-112” finns inte i tabellen services.")


@pytest.mark.parametrize("value", [NUMBERS["@personnummer@"], f'="{NUMBERS["@personnummer@"]}"'])
def test_no_message_repeats_a_personal_identity_number(value: str, book: Path) -> None:
    [line] = told(changed(book, lambda sheet: put(sheet, 2, "Kostnad", value)))
    assert "Cellen innehåller ett personnummer eller samordningsnummer. Ta bort det." in line
    assert value[-6:-1] not in line


def test_two_sheets_for_one_file_are_a_fault(book: Path) -> None:
    path = workbook(book, lambda opened: setattr(opened.copy_worksheet(opened["exempelby"]), "title", "exempelby (2)"))
    assert (
        "bok.xlsx: bladet exempelby (2): Två blad hör till data/services/exempelby.csv. Ta bort det ena, eller döp om "
        "det. [same-file]" in told(planned(book, path))
    )


def test_a_sheet_with_a_name_of_its_own_is_found_by_the_files_name_or_else_told(book: Path) -> None:
    def rename(opened: Workbook) -> None:
        opened["exempelby"].title = "Blad1"

    chosen = {"table": "services", "municipality": "exempelby"}
    assert shown(planned(book, workbook(book, rename, "exempelby (1).xlsx", **chosen))) == []
    assert told(planned(book, workbook(book, rename, "lista.xlsx", **chosen))) == [
        "lista.xlsx: bladet Blad1: Bladet ”Blad1” hör inte till någon fil under data. Döp om bladet till något av "
        "nationellt, exempelby. [unknown-sheet]"
    ]


def test_a_sheet_that_is_no_table_is_told_and_passed_over(book: Path) -> None:
    path = workbook(book, lambda opened: opened.create_sheet("Kladd").append(["ring kommunen"]))
    found = planned(book, path)
    assert (shown(found), found.notes) == ([], ["Bladet ”Kladd” hör inte till någon tabell och lästes inte."])


# --- files that are no workbooks --------------------------------------------


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return out.getvalue()


_BOMB = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><workbook>&d;</workbook>'
UNREADABLE = {
    "broken-workbook": [b"PK\x03\x04 half", packed(("xl/workbook.xml", b"<")), packed(("xl/workbook.xml", _BOMB))],
    "not-a-workbook": [packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), packed(("a.txt", b""))],
    "password": [b"\xd0\xcf\x11\xe0" + b"\0" * 9 + "EncryptedPackage".encode("utf-16-le")],
    "old-format": [b"\xd0\xcf\x11\xe0" + b"\0" * 600],
    "file-type": [b"%PDF-1.7\0\xff", b"\x89PNG\r\n\x1a\n\0\0"],
    "empty-file": [b"", b" \r\n"],
    "no-table": [b"hej\r\n", b"\xff\xd8\xff\xe1 no zero bytes", b"a;b\r\n1;2\r\n"],
    "csv": [b'"Id";"Namn\r\n1;2'],
    "too-large": [packed(("xl/workbook.xml", b"<a/>"), ("xl/media/a", b"\0" * 81_000_000)), b" " * 20_000_001],
    "too-many-rows": [b"a;b\r\n" * (MOST_ROWS + 1)],
}


@pytest.mark.parametrize(("code", "content"), [(code, one) for code, all_ in UNREADABLE.items() for one in all_])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(code: str, content: bytes, book: Path) -> None:
    path = book / "fil.xlsx"
    path.write_bytes(content)
    found = planned(book, path)
    [fault] = found.faults
    assert (fault.code, found.notes) == (code, [])
    assert ". " in fault.message
    assert fault.message.endswith(".")


def test_a_workbook_cut_anywhere_is_told_in_a_sentence(book: Path) -> None:
    path = workbook(book, lambda opened: None)
    whole = path.read_bytes()
    for length in range(10, len(whole), len(whole) // 40):
        path.write_bytes(whole[:length])
        assert [fault.code for fault in planned(book, path).faults] == ["broken-workbook"]


def test_every_code_of_a_fault_in_workbooks_is_tested_here() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "scripts/faltboken/workbooks").glob("*.py")]
    calls = r'(?:Refused|Unreadable)\(\s*"([a-z-]+)"|fault\([^"]*(?:"", )?"([a-z-]+)",|Problem\([^"]*"", "([a-z-]+)"'
    codes = {code for source in sources for found in re.findall(calls, source) for code in found if code}
    tested = Path(__file__).read_text(encoding="utf-8")
    assert {"calculated", "header", "no-table", "same-file"} <= codes
    assert [
        code for code in sorted(codes - {"package"}) if f"[{code}]" not in tested and f'"{code}"' not in tested
    ] == []


# --- CSV --------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "cp850", "mac_roman"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_any_program_is_no_change(delimiter: str, encoding: str, book: Path) -> None:
    path = book / "exempelby - Kopia.csv"
    path.write_bytes(separated(table(book), delimiter, encoding))
    assert shown(planned(book, path)) == []


def test_csv_with_swedish_headings_and_what_excel_lost_is_no_change(book: Path) -> None:
    rows = table(book)
    rows[0] = TITLES
    for row in rows[1:]:
        row[12] = row[12].replace("-", "").replace(" ", "").lstrip("0")
        row[7] = row[7] and f"{row[7]},0"
        row[30] = row[30].replace("-", "/")
    path = book / "exempelby.csv"
    content = separated([["Verksamheter"], [], *rows, [""] * 35])
    path.write_bytes(content)
    assert shown(planned(book, path)) == []
    path.write_bytes(b"sep=;\r\n" + content)
    assert shown(planned(book, path)) == []


def test_a_fault_in_a_csv_file_has_the_cell_that_excel_shows(book: Path) -> None:
    rows = table(book)
    rows[2][12] = "0138"
    (book / "exempelby.csv").write_bytes(separated([["En rubrik"], *rows]))
    [line] = told(planned(book, book / "exempelby.csv"))
    assert line.startswith("exempelby.csv:4: cell M4 (Telefon): ”0138” är inget svenskt telefonnummer")


def saved_over(content: bytes, encoding: str) -> bytes:
    """Return a canonical file as Swedish Excel leaves it: opened by double-click, cut at semicolons, and saved."""
    codecs.register_error("windows", lambda error: (chr(content[error.start]), error.start + 1))
    codecs.register_error("windows-back", lambda error: (text[error.start].encode("latin-1"), error.start + 1))
    read_as = content.decode("cp1252", "windows")  # five bytes have no letter; Windows lets them through
    rows = [line.split(";") for line in read_as.splitlines()]
    width = max(map(len, rows))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(row + [""] * (width - len(row)) for row in rows)
    text = out.getvalue()
    return text.encode(encoding, "windows-back")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
@pytest.mark.parametrize(
    "name", ["services/sandviken.csv", "services/nationellt.csv", "municipalities.csv", "acute.csv"]
)
def test_a_real_table_that_excel_opened_and_saved_comes_back_byte_for_byte(
    name: str, encoding: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / name
    whole = path.read_bytes()
    path.write_bytes(saved_over(whole, encoding))
    assert path.read_bytes() != whole
    found = planned(tmp_path, path)
    assert told(found) == []
    found.write(tmp_path)
    assert path.read_bytes() == whole


def test_check_answers_a_file_that_excel_saved_over_with_the_remedy(book: Path) -> None:
    path = book / SERVICES
    remedy = (
        f"Ett kalkylprogram har sparat om filen. Kör python3 scripts/kb.py import {SERVICES}, så skrivs den om rätt."
    )
    whole = path.read_bytes()
    swedish = separated(table(book))
    for content in (swedish, saved_over(whole, "utf-8-sig"), whole.replace("å".encode(), b"\xe5")):
        path.write_bytes(content)
        assert [problem.message for problem in check.problems(book, TODAY) if remedy in problem.message], content[:80]
    path.write_bytes(swedish)
    found = planned(book, path)
    assert shown(found) == [
        f"{SERVICES}: 2 nya rader",
        *[f"  + ny rad: {name}" for name in ("exempelby-falt – Fältgruppen", "exempelby-skydd – Skyddat boende")],
    ]
    found.write(book)
    assert path.read_bytes() == whole


# --- writing ----------------------------------------------------------------


def test_when_one_file_cannot_be_written_none_is(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(opened: Workbook) -> None:
        put(opened["exempelby"], 2, "Namn", "Ny", "@")
        put(opened["nationellt"], 2, "Namn", "Nytt", "@")

    before, files = snapshot(book), {path.name for path in (book / "data").rglob("*")}
    found = planned(book, workbook(book, change))
    assert len(found.changes) == 2
    replace, done = Path.replace, []

    def fail_at_the_second(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 2:
            raise PermissionError(13, "open in another program", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_second)
    with pytest.raises(PermissionError):
        found.write(book)
    assert snapshot(book) == before
    assert {path.name for path in (book / "data").rglob("*")} == files


def test_every_real_table_is_already_in_canonical_form() -> None:
    for path in (ROOT / "data").rglob("*.csv"):
        content = path.read_bytes()
        names = content.split(b"\n", 1)[0].decode().split(",")
        read = canonical.rows_of(content, names)
        assert read is not None, path.name
        assert canonical.written(*read) == content, path.name


# --- the command ------------------------------------------------------------


@pytest.fixture
def phone_changed(book: Path) -> dict[str, Path]:
    return {"bok.xlsx": workbook(book, lambda opened: put(opened["exempelby"], 2, "Telefon", "08-465 004 09", "@"))}


def test_without_yes_and_without_a_terminal_nothing_is_written(
    book: Path, phone_changed: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(book)
    assert import_tables.bring_in(book, phone_changed, TODAY) == import_tables.NOT_WRITTEN
    assert capsys.readouterr().out.splitlines()[-1] == "Inget är skrivet. Kör igen med --yes för att skriva."
    assert snapshot(book) == before


@pytest.mark.parametrize(("answer", "code"), [("ja", 0), ("J ", 0), ("nej", 3), ("", 3)])
def test_in_a_terminal_it_asks(
    answer: str,
    code: int,
    book: Path,
    phone_changed: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = snapshot(book)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert import_tables.bring_in(book, phone_changed, TODAY) == code
    assert (snapshot(book) == before) is (code != 0)
    assert ("Inget är skrivet." in capsys.readouterr().out) is (code != 0)


@pytest.mark.parametrize("ended", [EOFError, KeyboardInterrupt])
def test_an_answer_that_is_broken_off_writes_nothing_and_says_so(
    ended: type[BaseException], book: Path, phone_changed: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(question: str) -> str:
        raise ended

    before = snapshot(book)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", end)
    with pytest.raises(console.Stop, match=r"Avbrutet\. Inget är skrivet\."):
        import_tables.bring_in(book, phone_changed, TODAY)
    assert snapshot(book) == before


def test_with_yes_it_writes_and_the_second_time_there_is_nothing_to_write(
    book: Path, phone_changed: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_tables.bring_in(book, phone_changed, TODAY, yes=True) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Klart. 1 fil under data/ är skriven."
    assert import_tables.bring_in(book, phone_changed, TODAY, yes=True) == 0
    assert capsys.readouterr().out == "Inga skillnader. Tabellerna är redan likadana.\n"


def test_a_new_emergency_service_leads_to_the_row_that_shows_its_number(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(book, lambda opened: copied(opened["exempelby"]))
    assert import_tables.bring_in(book, {"bok.xlsx": path}, TODAY, yes=True) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "",
        "Nytt med akut hjälp: exempelby-jour. Numret kommer på sidan Akut med en rad i data/acute.csv.",
        "Arbetsboken för det gör du med: python3 scripts/kb.py export --table acute",
    ]


def copied(sheet: Worksheet) -> None:
    """Add a row for an emergency service, like the first but for its id, name and kind."""
    for cell in sheet[2]:
        sheet.cell(4, cell.column).value = cell.value
    for title, value in {"Id": "exempelby-jour", "Namn": "Jouren", "Typ av stöd": "emergency"}.items():
        put(sheet, 4, title, value, "@")


def test_faults_are_annotations_for_github(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(book)
    path = workbook(book, lambda opened: put(opened["exempelby"], 2, "Namn", "=1+1"))
    assert import_tables.bring_in(book, {"inkommande/bok.xlsx": path}, TODAY, yes=True, github=True) == 1
    assert capsys.readouterr().out.splitlines() == [
        "::error file=inkommande/bok.xlsx,line=2,title=bladet exempelby%2C cell B2 (Namn)%3A calculated::Cellen räknas "
        "ut med en formel, ”=1+1”. Skriv själva värdet i stället.",
        "1 fel i 1 fil. Rätta och kör kommandot igen.",
        "Inget är skrivet.",
    ]
    assert snapshot(book) == before


def test_a_file_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(console.Stop, match=r"finns inte\. Skriv sökvägen till en arbetsbok eller CSV-fil"):
        import_tables.run([str(tmp_path / "saknas.xlsx")])
    with pytest.raises(console.Stop, match="Det finns ingen arbetsbok eller CSV-fil i"):
        import_tables.run([str(tmp_path)])
