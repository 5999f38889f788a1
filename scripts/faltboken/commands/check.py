"""`kb.py check`: all rules on data, pages and the built site, as a list in Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faltboken import building, console
from faltboken.commands import ROOT
from faltboken.commands.options import Options, day
from faltboken.problems import Problem


def run(arguments: Sequence[str]) -> int:
    """Print every fault and return 1 if there is one."""
    options = Options("check", "Kontrollerar data, sidor, _toc.yml, _config.yml och den byggda sidan om den finns.")
    options.add_argument("--today", type=day, default=date.today(), metavar="DATUM", help="räkna från den här dagen")
    options.add_argument("--github", action="store_true", help="skriv felen så att GitHub visar dem vid raden")
    options.add_argument(
        "--overdue", action="store_true", help="visa bara det som har passerat sitt datum: verksamheter och sidor"
    )
    options.add_argument("--json", type=Path, metavar="FIL", help="skriv listan från --overdue också för program")
    options.add_argument("--spelling", action="store_true", help="visa bara ord som kan vara felstavade, med förslag")
    options.add_argument(
        "--unknown-words", action="store_true", help="som --spelling, men bara orden, ett på varje rad"
    )
    options.add_argument(
        "--add-words",
        nargs="+",
        metavar="ORD",
        help="lägg till rätt stavade ord i data/words.csv; fältare=ledare betyder att fältare böjs som ledare",
    )
    chosen = options.parse_args(arguments)
    if chosen.spelling or chosen.unknown_words or chosen.add_words:
        return spelling(ROOT, chosen.add_words or (), only_words=chosen.unknown_words, github=chosen.github)
    if chosen.overdue:
        return overdue(ROOT, chosen.today, chosen.json)
    if chosen.json:
        options.error("argument --json: skriv det tillsammans med --overdue")
    site = ROOT / building.SITE
    found = problems(ROOT, chosen.today, site if site.is_dir() else None)
    report(found, github=chosen.github)
    return 1 if found else 0


def problems(root: Path, today: date, built_site: Path | None) -> list[Problem]:
    """Return every fault in data, pages, configuration and, where there is one, the built site."""
    from faltboken.check import problems as all_problems

    return all_problems(root, today, built_site)


def problems_in_site(built_site: Path) -> list[Problem]:
    """Return the faults of a built site alone."""
    from faltboken.built_site import check

    return check(built_site)


def overdue(root: Path, today: date, json_file: Path | None) -> int:
    """Print what has passed its date and return 1 if anything has. It is never a fault: publication goes on."""
    from faltboken.overdue import report as overdue_report

    found = overdue_report(root, today)
    if json_file:
        json_file.write_text(found.as_json(), encoding="utf-8", newline="\n")
    for line in found.lines():
        console.say(line)
    return 1 if found.is_late else 0


def spelling(root: Path, added: Sequence[str], *, only_words: bool = False, github: bool = False) -> int:
    """Add words to the list, or print the words that may be misspelt and return 1 if there are any."""
    from faltboken import spelling as checker

    if added:
        checker.add_words(root, added)
        console.say(f"{len(added)} ord tillagda i {checker.LIST}.")
        return 0
    if only_words:
        words = checker.unknown_words(root)
        console.say("\n".join(words) or "Inga okända ord.")
        return 1 if words else 0
    found = checker.check(root)
    report(found, github=github)
    return 1 if found else 0


def report(found: Sequence[Problem], github: bool = False) -> None:
    """Print the faults, one a line, and how many they are."""
    for problem in found:
        console.say(annotation(problem) if github else str(problem))
    console.say(summary(found))


def summary(found: Sequence[Problem]) -> str:
    """Return how many faults there are and in how many files."""
    if not found:
        return "Inga fel."
    files = len({problem.path for problem in found})
    return f"{len(found)} fel i {files} {'fil' if files == 1 else 'filer'}. Rätta och kör kommandot igen."


def annotation(problem: Problem) -> str:
    """Return a fault as a workflow command that GitHub shows beside the line it is about."""
    title = f"{problem.column}: {problem.code}" if problem.column else problem.code
    properties = {"file": problem.path, "line": str(max(problem.line, 1)), "title": title}
    written = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::error {written}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    """Escape as GitHub reads it: percent first, then line breaks, and in properties colon and comma."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for character in more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
