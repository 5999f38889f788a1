"""One fault in data, a page or the built site, told so that an editor can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """A fault: where it stands and, in Swedish, what is wrong and what to write instead.

    `path` is relative to the project folder with forward slashes, `line` counts from 1 (0: the file as a whole),
    `column` is the heading of a table column or a front matter field ("" where there is none),
    `code` is a short stable name of the rule.
    """

    path: str
    line: int
    column: str
    code: str
    message: str

    def __str__(self) -> str:
        """Return the fault on one line, `path:line: column: message [code]`, as editors and terminals link it."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        column = f" {self.column}:" if self.column else ""
        return f"{place}:{column} {self.message} [{self.code}]"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the faults once each, sorted by file, line and column."""
    return sorted(set(problems))


def quoted(value: str, most: int = 60) -> str:
    """Return a cell's text in Swedish quotation marks, cut at `most` characters so that a message stays readable."""
    shown = value if len(value) <= most else value[: most - 1] + "…"
    return f"”{shown}”"
