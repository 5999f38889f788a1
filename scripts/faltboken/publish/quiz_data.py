"""The questions of a phase as one script that `theme/static/phase-quiz.js` reads when the reader begins.

A classic script that calls `faltbokenQuiz(phase, questions)`, because a page opened from a folder may not read other
files. Each question: {id, page, case, ask, right, options: [[answer, why], ...], more: [[text, address], ...]}; `right`
counts from 0, addresses are seen from the site's root. Same rows and pages, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faltboken import questions
from faltboken.tables import Row


@dataclass(frozen=True)
class Question:
    """A row of the questions, the title of its page, and where the answer stands: text and address."""

    row: Row
    page: str
    more: Sequence[tuple[str, str]]


def script(phase: str, asked: Iterable[Question]) -> str:
    """Return the script of a phase, one question a line."""
    lines = ",\n".join(json.dumps(_packed(one), ensure_ascii=False, separators=(",", ":")) for one in asked)
    return f"faltbokenQuiz({json.dumps(phase)},[\n{lines}\n]);\n"


def _packed(question: Question) -> dict[str, object]:
    row = question.row
    answers = questions.answers(row)
    return {
        "id": row.text("id"),
        "page": question.page,
        "case": row.text("case"),
        "ask": row.text("question"),
        "right": next(place for place, answer in enumerate(answers) if answer[0] == row.integer("right")),
        "options": [[text, why] for _, text, why in answers],
        "more": [list(part) for part in question.more],
    }
