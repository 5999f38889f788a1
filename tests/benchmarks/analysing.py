"""A unit's own figures: what 50,000 rows of each sheet take, from the workbook to the report and the cleaned rows.

The sheets are made up. Each is analysed in a process of its own, by the command that a unit runs.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from report import Bars, table

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from faltboken.analyse.own_figures import ANALYSES  # noqa: E402 – found through the path that was just set
from faltboken.analyse.sheets import sheet_schema  # noqa: E402
from faltboken.schema import Field  # noqa: E402

ROWS = 50_000
MOST_SECONDS = 10
MOST_MEGABYTES = 500
_COMMAND = (
    "import sys; from datetime import date; from pathlib import Path; from faltboken.commands.analyse import analyse; "
    "sys.exit(analyse(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), date(2026, 11, 22), yes=True))"
)


def run(folder: Path, bars: Bars) -> None:
    """Analyse a large sheet of each kind and hold CPU seconds and memory to their bars."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in ANALYSES:
        file = folder / f"{name}.xlsx"
        write(name, file)
        code, seconds, megabytes = _measured(name, file, folder / "out")
        report = folder / "out" / f"{name}-rapport.html"
        size = report.stat().st_size / 1000 if report.exists() else 0
        rows.append([name, ROWS, seconds, megabytes, size])
        bars.exactly(f"{name}: the report is written", 1 if code == 0 else 0, 1)
        bars.at_most(f"{name}: CPU", seconds, MOST_SECONDS, " s")
        bars.at_most(f"{name}: peak memory", megabytes, MOST_MEGABYTES, " MB")
    table("A unit's own figures", ["sheet", "rows", "CPU s", "peak MB", "report kB"], rows)


def _measured(name: str, file: Path, out: Path) -> tuple[int, float, float]:
    """Return exit code, CPU seconds and peak megabytes of the command."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    process = os.posix_spawn(sys.executable, [sys.executable, "-c", _COMMAND, name, str(file), str(out)], env)
    _, status, usage = os.wait4(process, 0)
    unit = 1024 if sys.platform.startswith("linux") else 1024 * 1024
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def write(name: str, file: Path, rows: int = ROWS) -> None:
    """Write a filled sheet; the same name and number give the same rows."""
    schema = sheet_schema(name)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(schema.title)
    sheet.append([column.title for column in schema.fields])
    for values in (_work_time if name == "arbetstid" else _field_log)(random.Random(2026), rows):
        sheet.append([_written(values[column.name], column) for column in schema.fields])
    book.save(file)


def _written(value: object, column: Field) -> object:
    return column.label(value) if isinstance(value, str) else value


def _work_time(dice: random.Random, rows: int) -> Iterator[dict[str, object]]:
    """Yield the rows of a county: each participant measures ten days before and ten after, five activities a day."""
    schema = sheet_schema("arbetstid")
    roles, activities = schema.field("role").enum, schema.field("activity").enum
    for number in range(rows):
        person, rest = divmod(number, 100)
        day, place = divmod(rest, 5)
        late = day >= 10
        yield {
            "participant": f"{chr(65 + person % 26)}{1 + person // 26}",
            "role": roles[person % len(roles)],
            "round": "after" if late else "before",
            "day": date(2026, 9 if late else 2, 1) + timedelta(day % 10),
            "activity": activities[(person + day + 2 * place) % len(activities)],
            "hours": dice.choice((0.25, 0.5, 1, 1.5, 2, 2.5)),
        }


def _field_log(dice: random.Random, rows: int) -> Iterator[dict[str, object]]:
    """Yield the rows of several years' rounds."""
    schema = sheet_schema("faltlogg")
    places, bands = schema.field("place").enum, schema.field("time_band").enum
    optional = [column.name for column in schema.fields if column.type == "integer" and not column.required]
    per_day = len(places) * len(bands)
    for number in range(rows):
        day, rest = divmod(number, per_day)
        seen = dice.randrange(30)
        contacts = dice.randrange(seen + 1)
        yield {
            "date": date(2021, 1, 1) + timedelta(day),
            "time_band": bands[rest // len(places)],
            "place": places[rest % len(places)],
            "minutes": dice.choice((15, 20, 30, 40)),
            "workers": 2,
            "seen": seen,
            "contacts": contacts,
            "new_contacts": contacts // 3,
            "follow_on": contacts // 4,
            **dict.fromkeys(optional, 0),
        }
