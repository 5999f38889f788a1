"""`kb.py import`: a workbook or CSV file becomes the tables under `data`, after it has shown what would change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from faltboken import console
from faltboken.commands import ROOT, STARTED_IN, check
from faltboken.commands.options import Options, day

if TYPE_CHECKING:
    from faltboken.workbooks.changes import Change

NOT_WRITTEN = 3
_KINDS = {".xlsx", ".xlsm", ".csv", ".txt"}


def run(arguments: Sequence[str]) -> int:
    """Show what would change, ask, and write; return 0 when the tables hold what the files hold.

    1 is a fault in the files, 3 is changes that were shown and not written.
    """
    options = Options("import", "Läser in arbetsböcker (.xlsx) och CSV-filer i tabellerna under data/.")
    options.add_argument("files", nargs="+", metavar="FIL", help="en arbetsbok, en CSV-fil eller en mapp med sådana")
    options.add_argument("--yes", action="store_true", help="skriv utan att fråga")
    options.add_argument("--today", type=day, default=date.today(), metavar="DATUM", help="räkna från den här dagen")
    options.add_argument("--github", action="store_true", help="skriv felen så att GitHub visar dem")
    chosen = options.parse_args(arguments)
    return bring_in(ROOT, _found(chosen.files), chosen.today, yes=chosen.yes, github=chosen.github)


def bring_in(root: Path, files: dict[str, Path], today: date, *, yes: bool = False, github: bool = False) -> int:
    """Import files, each by the name that faults give it, into the tables below `root`."""
    from faltboken.workbooks.importing import plan

    planned = plan(root, files, today)
    for sentence in planned.notes:
        console.say(sentence)
    if planned.faults:
        check.report(planned.faults, github=github)
        console.say("Inget är skrivet.")
        return 1
    if not planned.changes:
        console.say("Inga skillnader. Tabellerna är redan likadana.")
        return 0
    for change in planned.changes:
        for line in change:
            console.say(line)
    if not yes and not _agreed():
        return NOT_WRITTEN
    planned.write(root)
    count = len(planned.changes)
    written = "1 fil under data/ är skriven" if count == 1 else f"{count} filer under data/ är skrivna"
    console.say(f"Klart. {written}.")
    _tell_of_emergency(planned.changes)
    return 0


def _tell_of_emergency(changes: Sequence[Change]) -> None:
    """Say what is left to do for new emergency services: a number stands on Akut by a row in a table of its own."""
    new = [row for change in changes for row in change.added]
    placed = {row.get("service") for row in new}
    urgent = [row["id"] for row in new if row.get("category") == "emergency" and row["id"] not in placed]
    if urgent:
        console.say(
            f"\nNytt med akut hjälp: {', '.join(urgent)}. Numret kommer på sidan Akut med en rad i data/acute.csv."
        )
        console.say("Arbetsboken för det gör du med: python3 scripts/kb.py export --table acute")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        console.say("Inget är skrivet. Kör igen med --yes för att skriva.")
        return False
    if console.asked("Ska ändringarna skrivas? Svara ja eller nej: ").casefold() in {"ja", "j"}:
        return True
    console.say("Inget är skrivet.")
    return False


def _found(names: list[str]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for name in names:
        path = STARTED_IN / name
        if path.is_dir():
            inside = [one for one in sorted(path.iterdir()) if one.suffix.lower() in _KINDS and one.name[0] not in "~."]
            files |= {(Path(name) / one.name).as_posix(): one for one in inside}
        elif path.is_file():
            files[Path(name).as_posix()] = path
        else:
            raise console.Stop(f"Filen {name} finns inte. Skriv sökvägen till en arbetsbok eller CSV-fil.", 2)
    if not files:
        raise console.Stop(f"Det finns ingen arbetsbok eller CSV-fil i {', '.join(names)}.", 2)
    return files
