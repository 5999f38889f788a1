"""Asks a built site every question of `queries.csv` in a browser and counts how often the right page comes first.

    python tests/search/measure.py SITE [--failures] [--write]

Prints a table by class for the open and the frozen half. `--failures` shows the open questions that failed, never a
frozen one: they are measured, not looked at. `--write` writes both halves to data/search_score.csv, which the page
om/kvalitet prints.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
SCORE = HERE.parents[1] / "data" / "search_score.csv"
FIRST = 5
NONSENSE = "nonsense"


@dataclass(frozen=True)
class Question:
    """A row of `queries.csv`: what is typed, and the pages that answer it (none for nonsense)."""

    id: str
    kind: str
    text: str
    pages: tuple[str, ...]
    half: str

    def place(self, addresses: Sequence[str]) -> int | None:
        """Return the place (0 is first) of the first address that answers, `None` when there is none."""
        return next((at for at, address in enumerate(addresses) if self.is_answered_by(address)), None)

    def is_answered_by(self, address: str) -> bool:
        """Return whether an address within the site is an acceptable page or, with an anchor, that very place."""
        page = address.split("#")[0]
        return any(
            wanted == (address if "#" in wanted else page)
            for wanted in (page.replace("#", ".html#") if "#" in page else f"{page}.html" for page in self.pages)
        )


@dataclass
class Score:
    """How the questions of one class went, as counts."""

    asked: int = 0
    among_first: int = 0
    first: int = 0
    none: int = 0

    def add(self, question: Question, addresses: Sequence[str]) -> None:
        """Count one question; a nonsense word is right when nothing is found."""
        place = question.place(addresses)
        nonsense = question.kind == NONSENSE
        self.asked += 1
        self.none += not addresses
        self.among_first += not addresses if nonsense else place is not None and place < FIRST
        self.first += not addresses if nonsense else place == 0

    def merge(self, other: Score) -> None:
        """Add another score to this one."""
        self.asked += other.asked
        self.among_first += other.among_first
        self.first += other.first
        self.none += other.none


def questions() -> list[Question]:
    """Return every question in the order of the file."""
    with (HERE / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [
            Question(row["id"], row["class"], row["query"], tuple(filter(None, row["pages"].split(";"))), row["half"])
            for row in csv.DictReader(file)
        ]


def scores(asked: Iterable[Question], answers: Mapping[str, Sequence[str]]) -> dict[str, Score]:
    """Return the score of each class; `answers` has the addresses found for each question's id, best first."""
    found: defaultdict[str, Score] = defaultdict(Score)
    for question in asked:
        found[question.kind].add(question, answers[question.id])
    return dict(found)


def total(by_class: Mapping[str, Score]) -> Score:
    """Return the score of all classes but nonsense."""
    whole = Score()
    for kind, score in by_class.items():
        if kind != NONSENSE:
            whole.merge(score)
    return whole


# What the search page shows, in order: the emergency numbers (one place, however many they are), then the hits.
_FIND = """queries => queries.map(query => {
  const urgent = faltbokenFind.acute(query), first = urgent.map(hit => hit.unit);
  const hits = faltbokenFind.find(query).filter(hit => !first.includes(hit.unit));
  return urgent.slice(0, 1).concat(hits).slice(0, 10).map(hit => hit.url);
})"""


def ask(site: Path, asked: Sequence[Question], browser: Browser) -> dict[str, list[str]]:
    """Return the first ten addresses that the site's search page shows for each question, opened from its folder."""
    page = browser.new_page()
    page.goto((site / "om" / "sok.html").resolve().as_uri() + "#q=a")
    page.wait_for_function("() => document.getElementById('_antal').textContent !== ''")
    found = page.evaluate(_FIND, [question.text for question in asked])
    page.close()
    return {question.id: addresses for question, addresses in zip(asked, found, strict=True)}


def published(answers: Mapping[str, Sequence[str]]) -> list[tuple[str, int, int, int]]:
    """Return the rows of data/search_score.csv, without their day: class, questions, shares among five and first."""
    by_class = scores(questions(), answers)
    return [
        (name, score.asked, round(100 * score.among_first / score.asked), round(100 * score.first / score.asked))
        for name, score in [*by_class.items(), ("all", total(by_class))]
    ]


def main() -> None:
    """Print the tables."""
    from playwright.sync_api import sync_playwright
    from report import table

    from faltboken.chromium import QUIET, find_chromium

    every = questions()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        answers = ask(Path(sys.argv[1]), every, browser)
        browser.close()
    halves = {half: scores([one for one in every if one.half == half], answers) for half in ("open", "frozen")}
    rows = []
    for kind in halves["open"] | {"all but nonsense": None}:
        row: list[object] = [kind]
        for by_class in halves.values():
            score = by_class[kind] if kind in by_class else total(by_class)
            row += [
                score.asked,
                *(f"{100 * n / score.asked:.0f}" for n in (score.among_first, score.first, score.none)),
            ]
        rows.append(row)
    names = [f"{half}: {name}" for half in halves for name in ("asked", f"first {FIRST} %", "first %", "none %")]
    table("Search", ["class", *names], rows)
    if "--write" in sys.argv:
        with SCORE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("id", "asked", "among_first", "first", "measured"))
            writer.writerows((*figures, date.today().isoformat()) for figures in published(answers))
    if "--failures" in sys.argv:
        for question in every:
            found, place = answers[question.id], question.place(answers[question.id])
            wrong = bool(found) if question.kind == NONSENSE else place is None or place >= FIRST
            if question.half == "open" and (wrong or ("--second" in sys.argv and place)):
                print(f"  {question.id}: {question.text} ({place}) -> {', '.join(found[:6])}")


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent), str(HERE.parent / "benchmarks"), str(HERE.parents[1] / "scripts")]
    main()
