"""The questions of the self-tests beside their pages: whether they point right, and what the book does not ask yet.

Also which questions the mixed test of a phase of the introduction holds: those of the pages its tasks lead to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from faltboken import onboarding
from faltboken.local_notes import anchor_of, anchors
from faltboken.page_rules import without_code
from faltboken.pages import PageSource
from faltboken.problems import Problem, in_order, quoted
from faltboken.questions import TABLE
from faltboken.tables import Row, Tables

LEAST_OF_A_METHOD = 4
CHAPTERS_WITH_OBLIGATIONS = ("lag", "metoder", "samverkan", "introduktion")
_PART = re.compile(
    r"^\((?P<anchor>[\w-]+)\)=[ \t]*$|^#{2,3} +(?P<heading>.+?)[ \t]*$|\{(?P<must>must)\}`", re.MULTILINE
)
_SHOWN = re.compile(r"^ {0,3}(?:`{3,}|:{3,})\{quiz\}", re.MULTILINE)
_ROLE = re.compile(r"\{[a-z:-]+\}`([^`<]*)(?: <[^`]*>)?`")


def check(pages: Iterable[PageSource], tables: Tables) -> list[Problem]:
    """Return where questions point wrong, and the pages that lack some."""
    if TABLE not in tables:
        return []
    table, by_name = tables[TABLE], {page.name: page for page in pages}
    found = [fault for row in table for fault in _place(row, by_name, tables)]
    if table.whole:
        for page in by_name.values():
            found += _unasked(page, [row for row in table if row.text("page") == page.name])
    return in_order(found)


def _place(row: Row, pages: dict[str, PageSource], tables: Tables) -> Iterator[Problem]:
    page, section = row.text("page"), row.text("section")
    if page in pages and section not in (found := anchors(pages[page], tables)):
        message = f"Sidan {page} har inget avsnitt {quoted(section)}. Välj bland {', '.join(found)}."
        yield Problem(row.path, row.line, "section", "unknown-section", message)


def obligations(page: PageSource) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield each section that says what the law demands: place of its heading, the heading, and its anchors."""
    prose, heading, own, told = without_code(page.text), None, "", set()
    for match in _PART.finditer(prose):
        if match["anchor"]:
            own = match["anchor"]
        elif match["heading"]:
            words = re.sub(r"[*_`]", "", _ROLE.sub(r"\1", match["heading"]))
            heading, own = (match.start(), words, (anchor_of(words), *([own] if own else []))), ""
        elif heading and heading not in told:
            told.add(heading)
            yield heading


def _unasked(page: PageSource, rows: list[Row]) -> Iterator[Problem]:
    chapter, _, name = page.name.partition("/")
    shown, asked = _SHOWN.search(without_code(page.text)), {row.text("section") for row in rows}
    if chapter in CHAPTERS_WITH_OBLIGATIONS:
        for position, heading, own in obligations(page):
            if not asked & set(own):
                message = (
                    f"Avsnittet {quoted(heading)} säger vad lagen kräver, men ingen fråga prövar det. "
                    f"Skriv en i data/quiz.csv, med sidan {page.name} och avsnittet {own[0]}."
                )
                yield Problem(page.path, page.line_of(position), "", "unasked-obligation", message)
    if chapter == "metoder" and name != "index" and len(rows) < LEAST_OF_A_METHOD:
        count = f"{len(rows)} {'fråga' if len(rows) == 1 else 'frågor'}"
        message = f"Sidan har {count} i data/quiz.csv. En metod behöver minst {LEAST_OF_A_METHOD}."
        yield Problem(page.path, 0, "", "too-few-questions", message)
    if rows and not shown:
        message = "Sidan har frågor i data/quiz.csv men visar dem inte. Skriv rubriken ”## Självtest” och ```{quiz}."
        yield Problem(page.path, 0, "", "unshown-questions", message)
    if shown and not rows:
        message = "Sidan har inga frågor i data/quiz.csv. Skriv några där, eller ta bort {quiz}."
        yield Problem(page.path, page.line_of(shown.start()), "", "no-questions", message)


def phases(tables: Tables) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return each phase's pages that have questions, and for whom: roles, and "" for a reader who has chosen none.

    A page belongs to the first phase in which a task of the reader leads to it, so that nothing is asked twice. The
    phase's own page counts as reached.
    """
    if TABLE not in tables or onboarding.TABLE not in tables:
        return {}
    tasks, schema = tables[onboarding.TABLE], tables[onboarding.TABLE].schema
    asked = Counter(row.text("page") for row in tables[TABLE])
    found: dict[str, dict[str, tuple[str, ...]]] = {phase: {} for phase in schema.field("phase").enum}
    readers = ("", *(role for role in schema.field("roles").enum if role != onboarding.EVERYONE))
    for reader in readers:
        seen: set[str] = set()
        for phase, pages in found.items():
            own = [task for task in tasks if task.text("phase") == phase and concerns(task, reader)]
            own.sort(key=lambda task: task.integer("order") or 0)
            for page in dict.fromkeys([f"introduktion/{phase}", *(task.text("page") for task in own)]):
                if asked[page] and page not in seen:
                    seen.add(page)
                    pages[page] = (*pages.get(page, ()), reader)
    return found


def concerns(task: Row, reader: str) -> bool:
    """Return whether a task is one of a reader's, by role ("": none chosen, so all are); those who give it have few."""
    roles = task.items("roles")
    everyone = onboarding.EVERYONE in roles and reader not in onboarding.GIVERS
    return not reader or everyone or reader in roles
