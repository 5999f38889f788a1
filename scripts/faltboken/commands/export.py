"""`kb.py export`: the tables as a workbook that an editor fills in and sends back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from faltboken import console
from faltboken.commands import ROOT, STARTED_IN
from faltboken.commands.options import Options


def run(arguments: Sequence[str]) -> int:
    """Write the workbook and say where it is."""
    options = Options("export", "Skriver tabellerna under data/ till en arbetsbok som går att ändra och läsa in igen.")
    options.add_argument("--xlsx", nargs="?", default="", metavar="FIL", help="arbetsbokens namn; annars i _build/")
    options.add_argument("--table", default="", metavar="TABELL", help="bara en tabell, till exempel services")
    options.add_argument("--municipality", default="", metavar="KOMMUN", help="bara en kommuns verksamheter")
    chosen = options.parse_args(arguments)
    from faltboken.workbooks.exporting import export

    content = export(ROOT, chosen.table, chosen.municipality)
    name = "-".join(filter(None, ["faltboken", chosen.table, chosen.municipality]))
    path: Path = STARTED_IN / chosen.xlsx if chosen.xlsx else ROOT / "_build" / f"{name}.xlsx"
    if path.suffix.lower() != ".xlsx":
        raise console.Stop(f"{path.name} ska sluta på .xlsx. Skriv till exempel --xlsx {path.stem}.xlsx.", 2)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    console.say(f"Klart. Arbetsboken finns här: {path}")
    console.say(f"Läs in den igen med: python3 scripts/kb.py import {path}")
    return 0
