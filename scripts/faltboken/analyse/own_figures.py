"""An analysis of a unit's own sheet as a whole: the workbook in, and out every fault or else the two files' content."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from faltboken import swedish
from faltboken.analyse import report, sheets
from faltboken.analyse.sheets import Fault, Line, Value
from faltboken.schema import Field, Schema

# What `kb.py analyse` is called with -> the module, and what it answers.
ANALYSES = {
    "arbetstid": ("work_time", "vad arbetstiden går till, ur en arbetstidsmätning"),
    "faltlogg": ("field_log", "var och när unga är ute och om ni är där, ur en fältlogg"),
}
# Faults that may come of the rows that were left out because of a fault in a cell.
_OF_EVERY_ROW = {"only-after", "year-apart"}
NOTES = (
    "Rapporten gäller bara de rader som ni fyllde i. Den säger inget om andra veckor eller andra enheter.",
    "Grupper med färre än fem visas inte i tabellerna. Ibland döljs även en grupp till, så att den första inte går att "
    "räkna fram ur summan.",
    "Rapporten är gjord på den här datorn. Ingenting har skickats någonstans, och filen hämtar inget när den öppnas.",
    "Läs igenom den innan ni delar den. Är ni få kan en siffra peka ut någon även om ingen är nämnd.",
)


class Analysis(Protocol):
    """What a module of an analysis has; `cleaned` only where the rows to keep are others than those that were read."""

    def faults(self, lines: Sequence[Line]) -> list[Fault]:
        """Return the faults that no cell has by itself."""

    def report(self, lines: Sequence[Line]) -> Sequence[report.Part]:
        """Return every table, figure and sentence of the report."""


@dataclass(frozen=True)
class Result:
    """The faults, or the report (HTML) and the cleaned rows (CSV)."""

    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    html: str = ""
    csv: bytes = b""


def analysed(name: str, path: Path, today: date) -> Result:
    """Return what the analysis called `name` makes of a workbook on a day; nothing is written."""
    module = cast(Analysis, import_module(f"faltboken.analyse.{ANALYSES[name][0]}"))
    schema = sheets.sheet_schema(name)
    lines, faults = sheets.read(path, schema)
    across = [fault for fault in module.faults(lines) if not (faults and fault.code in _OF_EVERY_ROW)]
    faults += sheets.first_of_each(across)
    if faults:
        return Result(faults)
    rows: Iterable[Mapping[str, Value]] = (line.values for line in lines)
    if hasattr(module, "cleaned"):
        rows = module.cleaned(lines)
    html = report.page(
        f"{schema.title}: våra siffror",
        f"En analys av enhetens egna uppgifter: {ANALYSES[name][1]}.",
        module.report(lines),
        facts(schema, lines, today),
        NOTES,
    )
    return Result([], len(lines), html, cleaned(schema, rows))


def facts(schema: Schema, lines: Sequence[Line], today: date) -> list[tuple[str, str]]:
    """Return what was analysed, word and value. The file is not named: its name may hold somebody's."""
    found = [("Mall", schema.title), ("Rader", sheets.thousands(len(lines)))]
    day = next((one.name for one in schema.fields if one.type == "date"), "")
    days = [value for line in lines if isinstance(value := line.values.get(day), date)]
    if days:
        first, last = swedish.long_date(min(days)), swedish.long_date(max(days))
        found.append(("Period", first if first == last else f"{first}\N{EN DASH}{last}"))
    return [*found, ("Analysen gjordes", swedish.long_date(today))]


def cleaned(schema: Schema, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """Return the rows as a CSV file that Swedish spreadsheet programs open right: semicolons and decimal commas.

    The byte order mark tells them that it is UTF-8. No cell can be taken for a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_plain_text(one.title) for one in schema.fields)
    writer.writerows([_written(row.get(one.name), one) for one in schema.fields] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(value: Value, column: Field) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case int() | float():
            return f"{value:.10g}".replace(".", ",")
    return _plain_text(column.label(value))


def _plain_text(text: str) -> str:
    # https://owasp.org/www-community/attacks/CSV_Injection
    return f"'{text}" if text[:1] in set("=+-@\t\r") else text
