"""CSV files: text in, the cells of each line and the faults of its form out.

Lines are read with the `csv` module (RFC 4180) because a fault must name the line that the editor sees. What a cell may
hold is not known here; that is for `faltboken.cells`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from faltboken.personal_identity import find_personal_identity_number
from faltboken.problems import Problem, quoted

_LONGEST_CELL = 100_000


def read(
    path: Path, shown_path: str, wanted: Sequence[str]
) -> tuple[list[str], list[tuple[int, list[str]]], list[Problem]]:
    """Return the names in the heading, each whole line with its number, and the faults of the rest.

    The heading must hold the `wanted` names, in any order, and no others; else nothing but faults is returned.
    `shown_path` is the path that the faults name.
    """
    csv.field_size_limit(_LONGEST_CELL)  # other libraries change it, and it is one for the whole process
    text, problem = _text(path, shown_path)
    if problem:
        return [], [], [problem]
    faults = _header_faults(text, shown_path, wanted)
    if faults:
        return [], [], faults
    lines: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names: list[str] = []
    line = 1
    try:
        names = next(reader)
        line = reader.line_num + 1
        for texts in reader:
            faults = _line_faults(texts, names, shown_path, line)
            problems += faults
            if not faults:
                lines.append((line, texts))
            line = reader.line_num + 1
    except csv.Error:
        problems.append(_unreadable(shown_path, line))
    return names, lines, problems


def _unreadable(shown_path: str, line: int) -> Problem:
    message = (
        "Raden går inte att läsa: ett citattecken saknas eller står för mycket, eller en cell är orimligt lång. "
        "Skriv två citattecken i rad inne i en cell, och ett i slutet av en cell som börjar med ett."
    )
    return Problem(shown_path, line, "", "csv", message)


def _text(path: Path, shown_path: str) -> tuple[str, Problem | None]:
    try:
        raw = path.read_bytes()
    except OSError:
        message = (
            "Filen finns inte eller går inte att öppna. Lägg tillbaka den eller ta bort den ur data/datapackage.json."
        )
        return "", Problem(shown_path, 0, "", "missing-file", message)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"Tecknen på raden är inte UTF-8. {_remedy(shown_path)}"
        return "", Problem(shown_path, line, "", "encoding", message)
    if not text.strip():
        message = "Filen är tom. Den ska börja med en rad med kolumnernas namn."
        return "", Problem(shown_path, 0, "", "empty-file", message)
    return text, None


def _remedy(shown_path: str) -> str:
    return (
        f"Ett kalkylprogram har sparat om filen. Kör python3 scripts/kb.py import {shown_path}, så skrivs den om rätt."
    )


def _header_faults(text: str, shown_path: str, wanted: Sequence[str]) -> list[Problem]:
    first = text.splitlines()[0]
    if find_personal_identity_number(first):
        message = "Raden innehåller ett personnummer eller samordningsnummer. Ta bort det."
        return [Problem(shown_path, 1, "", "personal-identity", message)]
    try:
        names = next(csv.reader([first], strict=True), [])
    except csv.Error:
        return [_unreadable(shown_path, 1)]
    cut = len(set(wanted) & set(first.replace(";", ",").split(",")))
    if ";" in first and (len(names) == 1 or cut >= len(wanted) / 2):  # Excel also fills lines out with semicolons
        message = f"Kolumnerna är skilda åt med semikolon. {_remedy(shown_path)}"
        return [Problem(shown_path, 1, "", "semicolon", message)]
    if len(set(wanted) & set(names)) < len(wanted) / 2:
        message = f"Den första raden är inte kolumnernas namn. Lägg till den här raden överst: {','.join(wanted)}"
        return [Problem(shown_path, 1, "", "header", message)]
    problems = []
    for name in wanted:
        if name not in names:
            message = (
                f"Kolumnen {quoted(name)} saknas. Lägg till den i första raden; cellerna får vara "
                "tomma om uppgiften är okänd."
            )
            problems.append(Problem(shown_path, 1, name, "missing-column", message))
    for name in names:
        if name not in wanted:
            message = (
                f"Kolumnen {quoted(name)} känns inte igen. Ta bort den eller rätta stavningen; "
                f"kolumnerna är {', '.join(wanted)}."
            )
            problems.append(Problem(shown_path, 1, name, "unknown-column", message))
        elif names.count(name) > 1:
            message = f"Kolumnen {quoted(name)} står mer än en gång. Ta bort den ena."
            problems.append(Problem(shown_path, 1, name, "repeated-column", message))
    return problems


def _line_faults(row: list[str], names: list[str], shown_path: str, line: int) -> list[Problem]:
    if not row:
        return [Problem(shown_path, line, "", "empty-row", "Raden är tom. Ta bort den.")]
    for name, cell in zip(names, row, strict=False):
        if "\n" in cell or "\r" in cell:
            message = "Cellen innehåller en radbrytning. Skriv texten på en rad."
            return [Problem(shown_path, line, name, "line-break", message)]
    if len(row) != len(names):
        message = (
            f"Raden har {len(row)} celler men tabellen {len(names)} kolumner. "
            "Sätt citattecken runt en text som innehåller komma."
        )
        return [Problem(shown_path, line, "", "cell-count", message)]
    return []
