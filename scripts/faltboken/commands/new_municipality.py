"""`kb.py new-municipality`: the data files of a new municipality, and the workbook to fill in."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faltboken import cells, console
from faltboken.commands import ROOT, check
from faltboken.commands.options import Options, day
from faltboken.schema import Field, SchemaError


def run(arguments: Sequence[str]) -> int:
    """Ask for what is not given as an option, write the files, and say what comes next."""
    from faltboken.workbooks import adding

    try:
        columns = adding.questions(ROOT)
    except SchemaError as error:
        raise console.Stop(f"data/{error.path}: {error.message}") from None
    options = Options("new-municipality", "Lägger till en kommun: dess datafiler och en arbetsbok att fylla i.")
    options.add_argument("name", metavar="NAMN", help="kommunens namn, till exempel Älvdalen")
    options.add_argument("--today", type=day, default=date.today(), metavar="DATUM", help="dagen då källan lästes")
    for column in columns:
        needed = "" if column.required else " (får vara tom)"
        options.add_argument(_option(column), metavar="TEXT", help=f"{column.title}{needed}".replace("%", "%%"))
    chosen = options.parse_args(arguments)
    return add(ROOT, chosen.name.strip(), _answers(columns, chosen), chosen.today)


def add(root: Path, name: str, answers: dict[str, str], today: date) -> int:
    """Write the files of a new municipality below `root`, or tell every fault and write none."""
    from faltboken.workbooks import adding, canonical
    from faltboken.workbooks.exporting import export

    own = adding.identifier(name)
    if not own:
        raise console.Stop(f"”{name}” är inget namn. Skriv kommunens namn, till exempel Älvdalen.", 2)
    written, faults = adding.files(root, name, answers, today)
    if faults:
        check.report(faults)
        console.say("Inget är skrivet.")
        return 1
    canonical.replace_together({root / path: content for path, content in written.items()})
    book = root / "_build" / f"faltboken-{own}.xlsx"
    book.parent.mkdir(parents=True, exist_ok=True)
    book.write_bytes(export(root, "services", own))
    for path in written:
        console.say(f"Skriven: {path}")
    console.say(f"\nFyll i kommunens verksamheter i arbetsboken {book}")
    console.say(f"och läs in den med: python3 scripts/kb.py import {book}")
    console.say("\nNär socialjouren är inläst: lägg till dess nummer på sidan Akut, med en rad i data/acute.csv.")
    console.say("Arbetsboken för det gör du med: python3 scripts/kb.py export --table acute")
    console.say("\nSedan får kommunen sin sida och sin plats i listor, filter och menyer. Ingen sida behöver ändras.")
    return 0


def _answers(columns: Sequence[Field], chosen: Namespace) -> dict[str, str]:
    given = {column.name: getattr(chosen, column.name) for column in columns}
    if sys.stdin.isatty():
        return {column.name: _asked(column) if given[column.name] is None else given[column.name] for column in columns}
    missing = [_option(column) for column in columns if column.required and given[column.name] is None]
    if missing:
        raise console.Stop(f"Uppgifter saknas. Lägg till {', '.join(missing)}.", 2)
    return {name: text or "" for name, text in given.items()}


def _asked(column: Field) -> str:
    console.say(f"\n{column.title}. {column.description}")
    while True:
        text = console.asked(f"Till exempel {column.example}{'' if column.required else ', eller tomt'}: ")
        _, faults = cells.parse(text, column)
        if not faults:
            return text
        console.say(faults[0].message.removeprefix("Cellen är tom. ").replace("Cellen ", "Svaret ", 1))


def _option(column: Field) -> str:
    return "--" + column.name.replace("_", "-")
