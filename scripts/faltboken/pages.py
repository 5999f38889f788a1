"""Pages as files: their front matter, and the rules that a page's text must keep.

Everything here works on source text, without a build, so that a fault is told with its line in seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from faltboken.personal_identity import find_personal_identity_number
from faltboken.problems import Problem, in_order, quoted
from faltboken.yaml_files import YamlError, read_yaml

AUDIENCES = ("staff", "partners", "parents", "young", "editors")
FIELDS = (
    "summary",
    "audience",
    "owner",
    "last_reviewed",
    "review_in",
    "quick_exit",
    "history",
    "language",
    "orphan",
)
SUMMARY_WORDS = 60
_REVIEW_IN = re.compile(r"(\d{1,3}) (dagar|månader|månad|år)")
_DAYS = {"dagar": 1, "månad": 30, "månader": 30, "år": 365}


@dataclass(frozen=True)
class FrontMatter:
    """What a page says of itself before its text."""

    summary: str = ""
    owner: str = ""
    last_reviewed: date | None = None
    next_review: date | None = None
    data_read: date | None = None  # a page made from a row: the day the row's source was read

    @classmethod
    def from_metadata(cls, raw: Mapping[str, Any]) -> FrontMatter:
        """Return the front matter in a mapping; what is missing or cannot be read is empty."""
        reviewed, read = _day(raw.get("last_reviewed")), _day(raw.get("data_read"))
        since = read or reviewed
        wait = review_days(str(raw.get("review_in", "")))
        return cls(
            summary=str(raw.get("summary", "") or ""),
            owner=str(raw.get("owner", "") or ""),
            last_reviewed=reviewed,
            next_review=_later(since, wait) if since and wait else None,
            data_read=read,
        )


@dataclass(frozen=True)
class PageSource:
    """A page before it is built: its path in the project, front matter, and text with the number of its first line."""

    path: str
    raw: Mapping[str, Any]
    text: str
    first_line: int
    is_notebook: bool = False
    field_lines: Mapping[str, int] = field(default_factory=dict)
    code: str = ""  # what a notebook's code cells say

    @property
    def name(self) -> str:
        """The page's name within the book: "lag/orosanmalan"."""
        return self.path.removeprefix("book/").rsplit(".", 1)[0]

    @property
    def front(self) -> FrontMatter:
        """The page's front matter."""
        return FrontMatter.from_metadata(self.raw)

    def line_of(self, position: int) -> int:
        """Return the line of a place in the text; 0 in a notebook, whose cells have no lines an editor sees."""
        return 0 if self.is_notebook else self.first_line + self.text.count("\n", 0, position)


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def review_days(text: str) -> int:
    """Return the days in "6 månader", "90 dagar" or "1 år" (a month counts 30 days), or 0 when the text is neither."""
    match = _REVIEW_IN.fullmatch(text)
    return int(match[1]) * _DAYS[match[2]] if match else 0


def read_page(path: Path, shown_path: str) -> tuple[PageSource | None, list[Problem]]:
    """Return a page (Markdown or notebook) and the faults that keep it from being read."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return None, [Problem(shown_path, 0, "", "encoding", "Sidan går inte att öppna. Spara om den.")]
    except UnicodeDecodeError as error:
        message = "Tecknen på raden är inte UTF-8. Spara sidan med teckenkodningen UTF-8."
        return None, [Problem(shown_path, raw.count(b"\n", 0, error.start) + 1, "", "encoding", message)]
    page, faults = (_read_notebook if path.suffix == ".ipynb" else _read_markdown)(text, shown_path)
    number = find_personal_identity_number(text)
    if number:
        line = text.count("\n", 0, text.index(number)) + 1
        message = "Sidan innehåller ett personnummer eller samordningsnummer. Ta bort det."
        faults = [*faults, Problem(shown_path, line, "", "personal-identity", message)]
    return page, faults


def _read_markdown(text: str, shown_path: str) -> tuple[PageSource | None, list[Problem]]:
    if not re.match(r"---[ \t]*(\n|$)", text):
        return PageSource(shown_path, {}, text, 1), []
    match = re.match(r"---[ \t]*\n(.*?)(?:(?<=\n)---[ \t]*(?:\n|$))", text, re.DOTALL)
    if not match:
        message = "Sidhuvudet tar aldrig slut. Skriv tre bindestreck på en egen rad efter det sista fältet."
        return None, [Problem(shown_path, 1, "", "front-matter", message)]
    first_line = match[0].count("\n") + 1
    try:
        raw = read_yaml(match[1])
    except YamlError as error:
        message = (
            "Sidhuvudet går inte att läsa. Skriv ett fält på varje rad som ”fält: värde”, sätt citattecken "
            "runt en text med kolon, och skriv bara datum som finns."
        )
        return None, [Problem(shown_path, error.line + 1, "", "front-matter", message)]
    lines = {
        name: number for number, name in enumerate(re.findall(r"^([^:\n]*)", match[1], re.MULTILINE), start=2) if name
    }
    front = raw if isinstance(raw, dict) else {}
    return PageSource(shown_path, front, text[match.end() :], first_line, field_lines=lines), []


def _read_notebook(text: str, shown_path: str) -> tuple[PageSource | None, list[Problem]]:
    try:
        notebook = json.loads(text)
        cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
        metadata = dict(notebook.get("metadata", {}))
    except (ValueError, KeyError, TypeError, RecursionError):
        message = "Filen är ingen Jupyter-anteckningsbok. Öppna den i Jupyter och spara om den."
        return None, [Problem(shown_path, 0, "", "notebook", message)]
    raw = {key: value for key, value in metadata.items() if key in FIELDS}
    return PageSource(shown_path, raw, "\n\n".join(cells), 0, is_notebook=True, code="\n".join(code)), []


def read_all(root: Path) -> tuple[list[PageSource], list[Problem]]:
    """Return every page below `root / "book"`, and the faults of those that cannot be read."""
    found: list[PageSource] = []
    problems: list[Problem] = []
    for path in sorted((root / "book").rglob("*")):
        if path.suffix not in (".md", ".ipynb") or ".ipynb_checkpoints" in path.parts:
            continue
        page, faults = read_page(path, path.relative_to(root).as_posix())
        problems += faults
        if page:
            found.append(page)
    return found, problems


def check_front_matter(page: PageSource, today: date) -> list[Problem]:
    """Return the faults of a page's front matter."""

    def fault(column: str, message: str) -> Problem:
        line = 0 if page.is_notebook else page.field_lines.get(column, 1)
        return Problem(page.path, line, column, "front-matter", message)

    return in_order(fault(column, message) for column, message in _front_matter_faults(page, today))


def _front_matter_faults(page: PageSource, today: date) -> Iterator[tuple[str, str]]:
    for name in page.raw:
        if name not in FIELDS:
            yield str(name), f"Fältet {quoted(str(name))} känns inte igen. Välj bland {', '.join(FIELDS)}."
    if not page.raw and page.name != "404":
        yield (
            "",
            "Sidhuvudet saknas. Skriv överst en rad med tre bindestreck, fälten summary, audience, owner, "
            "last_reviewed och review_in, och en rad till med tre bindestreck.",
        )
    elif page.name != "404":
        yield from _audience_faults(page.raw)
        yield from _review_faults(page.raw, today)


def _audience_faults(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    words = len(str(raw.get("summary", "") or "").split())
    if not words:
        yield "summary", "Det korta svaret saknas. Skriv summary: och högst 60 ord som läsaren kan handla efter."
    elif words > SUMMARY_WORDS:
        yield "summary", f"Det korta svaret har {words} ord. Korta det till högst {SUMMARY_WORDS}."
    audience = raw.get("audience")
    if not isinstance(audience, list) or not audience or any(item not in AUDIENCES for item in audience):
        known = ", ".join(AUDIENCES)
        yield (
            "audience",
            "Vem sidan är till för saknas eller går inte att tolka. "
            f"Skriv audience: [staff, partners]. Välj bland {known}.",
        )


def _review_faults(raw: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    if not raw.get("owner"):
        message = (
            "Den som ansvarar för sidan saknas. "
            "Skriv en roll, aldrig ett namn, till exempel owner: verksamhetsutvecklare."
        )
        yield "owner", message
    reviewed = _day(raw.get("last_reviewed"))
    if reviewed is None:
        yield (
            "last_reviewed",
            "Dagen då sidan granskades saknas eller är inget datum. Skriv last_reviewed: 2026-11-21.",
        )
    elif reviewed > today:
        message = f"{quoted(reviewed.isoformat())} har inte varit än. Skriv dagen då sidan granskades."
        yield "last_reviewed", message
    if not review_days(str(raw.get("review_in", ""))):
        yield (
            "review_in",
            "Hur länge granskningen gäller saknas eller går inte att tolka. "
            "Skriv review_in: 6 månader (eller 90 dagar, 1 år).",
        )
