"""An import as a whole: files in, and out either every fault at its cell or every change that would be made."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from faltboken import check, rules, tables
from faltboken.problems import Problem
from faltboken.schema import SchemaError, read_package
from faltboken.workbooks import canonical, choices, excel, separated
from faltboken.workbooks.changes import Change, change
from faltboken.workbooks.placing import Part, has_table, headings_in, place
from faltboken.workbooks.sheets import MOST_BYTES, Sheet, Unreadable
from faltboken.workbooks.targets import Target, headings, targets

# Faults of a sheet's form: with them its rows are not known, and the rules' judgement of the result would be wrong.
_NO_ROWS = {
    "header",
    "unknown-sheet",
    "merged-cells",
    "missing-column",
    "repeated-column",
    "unknown-column",
    "missing-heading",
    "same-file",
}
_OTHER_ROW = re.compile(r"(i (?P<path>data/\S+\.csv), |på )rad (?P<line>\d+)")


@dataclass
class Plan:
    """What an import found: faults, sentences on what was passed over, and, when there is no fault, the changes."""

    faults: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def write(self, root: Path) -> None:
        """Write every changed file below `root`, or none of them."""
        canonical.replace_together({root / one.target.shown_path: one.content for one in self.changes})


def plan(root: Path, files: dict[str, Path], today: date) -> Plan:
    """Return what importing the files would do to the tables below `root`; each file by the name that faults give it.

    Nothing is written. The tables as they would be are judged by the same rules as those that stand.
    """
    found = Plan()
    try:
        candidates = targets(choices.with_names(read_package(root / "data"), tables.load(root)[0]))
    except SchemaError as error:
        found.faults.append(Problem(f"data/{error.path}", error.line, "", "package", error.message))
        return found
    parts: list[Part] = []
    for source, path in files.items():
        try:
            sheets = _sheets(path, candidates)
        except Unreadable as error:
            found.faults.append(Problem(source, error.row, "", error.code, error.message))
            continue
        alone = sum(has_table(sheet, candidates) for sheet in sheets) == 1
        placed = [place(source, sheet, candidates, alone) for sheet in sheets]
        found.notes += [one for one in placed if isinstance(one, str) and one]
        read = [one for one in placed if isinstance(one, Part)]
        if not read:
            message = "Filen har ingen tabell som hör till handboken. Utgå från en arbetsbok från kb.py export --xlsx."
            found.faults.append(Problem(source, 0, "", "no-table", message))
        parts += read
    found.faults += [fault for part in parts for fault in part.faults] + _twice(parts)
    if any(fault.code in _NO_ROWS for fault in found.faults):
        return found
    _judge(root, found, parts, today)
    return found


def _sheets(path: Path, candidates: list[Target]) -> list[Sheet]:
    if path.stat().st_size > MOST_BYTES:
        raise excel.too_large()
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable("empty-file", "Filen är tom. Spara den igen, eller välj en annan fil.")
    if data.startswith(b"PK"):
        return excel.read(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise excel.refuse_old(data)
    known = [headings(target.schema) for target in candidates]
    return [separated.read(data, lambda cells: max(headings_in(cells, names) for names in known))]


def _twice(parts: list[Part]) -> list[Problem]:
    count = Counter(part.target.path for part in parts if part.rows)
    return [
        part.fault(
            0, "", "same-file", f"Två blad hör till {part.target.shown_path}. Ta bort det ena, eller döp om det."
        )
        for part in parts
        if count[part.target.path] > 1
    ]


def _judge(root: Path, found: Plan, parts: list[Part], today: date) -> None:
    """Lay the parts over a copy of the tables, and keep the faults of the copy or else the changes."""
    done: dict[str, tuple[Part, Change]] = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "data", copy / "data")
        for part in parts:
            path = part.target.shown_path
            names, before = canonical.standing(root / path, part.target.schema.names)
            if before and not part.rows:
                message = f"Tabellen är tom, men filen har {len(before)} rader. Fyll i den, eller ta bort bladet."
                found.faults.append(part.fault(0, "", "empty-sheet", message))
                continue
            done[path] = part, change(part, names, before)
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(done[path][1].content)
        loaded, faults = tables.load(copy)
        faults += rules.check(loaded, today)
    faults += _of_pages(root, loaded, today)
    told = {(fault.path, fault.line, fault.column) for fault in found.faults}
    moved = [_at_its_cell(fault, done) for fault in faults]
    found.faults += [fault for fault in moved if (fault.path, fault.line, fault.column) not in told]
    if found.faults:
        sheets = [part.sheet for part in parts]
        found.faults = sorted(set(found.faults), key=lambda fault: (fault.path, _sheet_number(fault, sheets), fault))
        return
    for path, (_, one) in done.items():
        file = root / path
        if not file.is_file() or file.read_bytes() != one.content:
            found.changes.append(one)


def _of_pages(root: Path, loaded: tables.Tables, today: date) -> list[Problem]:
    """Return what the build would stop at, save the faults that pages have whatever the tables hold."""
    if not (root / "book").is_dir():  # tables by themselves
        return []
    found = check.of_pages(root, loaded, today)
    if not found:
        return []
    standing = {one for one in check.of_pages(root, tables.load(root)[0], today) if not one.path.startswith("data/")}
    return [one for one in found if one not in standing]


def _sheet_number(fault: Problem, sheets: list[str]) -> int:
    named = [number for number, name in enumerate(sheets) if name and f"bladet {name}" == fault.column.split(", ")[0]]
    return named[0] if named else -1


def _at_its_cell(fault: Problem, done: dict[str, tuple[Part, Change]]) -> Problem:
    """Return a fault in a line of a written file as a fault in the cell that the line was made from."""

    def row_named(match: re.Match[str]) -> str:
        path = match["path"] or fault.path
        if path not in done:
            return match[0]
        part, one = done[path]
        where = f"i bladet {part.sheet}, " if match["path"] and part.sheet else "på "
        return f"{where}rad {one.origins[int(match['line']) - 2].row}"

    if fault.path not in done or fault.line < 2:
        return fault
    part, one = done[fault.path]
    message = _OTHER_ROW.sub(row_named, fault.message)
    return part.fault(one.origins[fault.line - 2].row, fault.column, fault.code, message)
