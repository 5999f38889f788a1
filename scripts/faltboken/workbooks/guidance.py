"""The first sheet of a workbook: in Swedish, how it is filled in and sent back."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from faltboken.workbooks.targets import LISTS_SHEET, Target

_HOW = (
    ("Så fyller du i", ""),
    ("1", "Ett blad är en tabell. En rad är en sak, till exempel en verksamhet."),
    ("2", "Håll pekaren över en rubrik. Då visas vad kolumnen betyder och hur du skriver."),
    ("3", "Ändra cellen. Vet du inte – lämna tomt. Gissa aldrig."),
    (
        "4",
        "Ny rad: skriv på första tomma raden under tabellen. Hitta på ett id som ingen annan rad har: a–z, siffror, -.",
    ),
    ("5", "Ändra aldrig ett id som redan finns. Länkar pekar på det."),
    ("6", "Rör inte rubrikerna. Slå inte ihop celler. Skriv värden, inte formler."),
    ("7", f"Vilka värden som går att välja står på bladet {LISTS_SHEET}. Flera värden: ett;två utan mellanslag."),
    ("8", "Tar du bort en rad här tas den bort i handboken. Ta bort hela bladet om tabellen ska vara orörd."),
    ("", ""),
    ("Det här får aldrig stå här", ""),
    ("–", "Namn på personer. Skriv roller."),
    ("–", "Personnummer, eller något om en enskild ungdom."),
    ("–", "Adressen till ett skyddat boende."),
    ("", ""),
    ("Så lämnar du tillbaka den", ""),
    ("1", "Spara som Excel-arbetsbok (.xlsx)."),
    ("2", "Ladda upp filen i mappen inkommande på GitHub. Hur du gör står på sidan Rätta eller bidra i handboken."),
    ("3", "Kontrollen svarar på svenska. Är något fel står blad, cell och vad du ska skriva i stället."),
)


def fill(sheet: Worksheet, contents: Sequence[tuple[Target, int]]) -> None:
    """Write the guidance and the list of sheets."""
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 100
    sheet.sheet_view.showGridLines = False
    lines = [("Fältbokens tabeller", ""), *_HOW, ("", ""), ("Bladen i den här arbetsboken", "")]
    lines += [
        (target.sheet, f"{target.shown_path}, {count} rader. {target.schema.description}") for target, count in contents
    ]
    for number, (first, second) in enumerate(lines, start=1):
        heading = bool(first) and not second
        sheet.cell(number, 1, first or None).font = Font(
            bold=heading, size=16 if number == 1 else 12 if heading else 11
        )
        sheet.cell(number, 2, second or None)
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(wrap_text=not heading, vertical="top")
