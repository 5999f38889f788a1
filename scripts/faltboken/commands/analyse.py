"""`kb.py analyse`: a unit's own sheet becomes a report and cleaned rows, on this computer and nowhere else."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faltboken import console
from faltboken.analyse.own_figures import ANALYSES, Result
from faltboken.commands import ROOT, STARTED_IN
from faltboken.commands.options import Options, day

NOT_WRITTEN = 3
OUT = "_build/analys"


def run(arguments: Sequence[str]) -> int:
    """Analyse a workbook and write the report; return 0 when it is written.

    1 is a fault in the workbook, 2 a command that was not understood, 3 that a report stood there and was kept.
    """
    options = Options(
        "analyse",
        "Räknar på enhetens egna siffror. Arbetsboken är en ifylld mall. Den lämnar aldrig datorn.",
    )
    listed = "; ".join(f"{name}: {what}" for name, (_, what) in ANALYSES.items())
    options.add_argument("analysis", nargs="?", default="", metavar="ANALYS", help=listed)
    options.add_argument("file", nargs="?", default="", metavar="FIL", help="en ifylld mall (.xlsx)")
    options.add_argument("--out", default="", metavar="MAPP", help=f"var rapporten läggs; annars i {OUT}/")
    options.add_argument("--yes", action="store_true", help="skriv över en rapport som redan finns, utan att fråga")
    options.add_argument("--today", type=day, default=date.today(), metavar="DATUM", help="dagen som rapporten anger")
    chosen = options.parse_args(arguments)
    if chosen.analysis not in ANALYSES:
        raise console.Stop(_unknown(chosen.analysis), 2)
    if not chosen.file:
        example = f"python3 scripts/kb.py analyse {chosen.analysis} FIL.xlsx"
        raise console.Stop(f"Skriv också vilken fil som ska räknas, så här: {example}", 2)
    folder = STARTED_IN / chosen.out if chosen.out else ROOT / OUT
    return analyse(chosen.analysis, STARTED_IN / chosen.file, folder, chosen.today, yes=chosen.yes)


def analyse(name: str, file: Path, folder: Path, today: date, *, yes: bool = False) -> int:
    """Analyse `file` and put the report and the cleaned rows in `folder`, or tell every fault and write nothing."""
    from faltboken.analyse.own_figures import analysed

    result = analysed(name, file, today)
    if result.faults:
        console.say(f"{file.name} går inte att räkna på än:\n")
        for fault in result.faults:
            console.say(f"  {fault}")
        console.say("\nRätta i arbetsboken, spara och kör igen. Inget är skrivet.")
        return 1
    return _write(result, folder / f"{name}-rapport.html", folder / f"{name}-rensad.csv", yes=yes)


def _write(result: Result, report: Path, rows: Path, *, yes: bool) -> int:
    from faltboken.workbooks.canonical import replace_together

    if report.parent.exists() and not report.parent.is_dir():
        raise console.Stop(f"{report.parent} är en fil. Välj en mapp med --out.", 2)
    if not yes and (report.exists() or rows.exists()) and not _agreed(report):
        return NOT_WRITTEN
    report.parent.mkdir(parents=True, exist_ok=True)
    replace_together({report: result.html.encode(), rows: result.csv})
    console.say(f"Klart. {result.rows} rader är räknade.")
    console.say(f"  Rapporten, öppnas i webbläsaren:      {report}")
    console.say(f"  Raderna rättade, öppnas i Excel:      {rows}")
    console.say(
        "Ingenting har lämnat datorn. Läs igenom rapporten innan ni delar den, och dela aldrig filen med raderna."
    )
    return 0


def _agreed(report: Path) -> bool:
    if not sys.stdin.isatty():
        console.say(f"Det finns redan en rapport: {report}. Inget är skrivet.")
        console.say("Kör igen med --yes för att skriva över den, eller med --out och en annan mapp.")
        return False
    if console.asked(f"Det finns redan en rapport: {report}. Ska den skrivas över? ja eller nej: ").casefold() in {
        "ja",
        "j",
    }:
        return True
    console.say("Inget är skrivet.")
    return False


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name.casefold().replace("ä", "a"), ANALYSES, n=1)
    hint = f" Menade du {near[0]}?" if near else ""
    told = f"Analysen ”{name}” finns inte.{hint}" if name else "Vad ska räknas?"
    rows = "\n".join(f"  {one:<12} {what}" for one, (_, what) in ANALYSES.items())
    return f"{told}\n\nSå här: python3 scripts/kb.py analyse ANALYS FIL.xlsx\n\n{rows}"
