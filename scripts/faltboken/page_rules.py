"""Rules for the text of a page: structure, sources, abbreviations, law references, numbers and personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from faltboken import repealed
from faltboken.pages import PageSource
from faltboken.problems import Problem, in_order, quoted
from faltboken.tables import Tables

CHAPTERS_WITH_SOURCES = ("metoder", "lag", "samverkan", "introduktion", "forebilder", "uppfoljning")
PAGES_WITHOUT_REVIEW = ("index", "404", "om/sok")
DIRECTIVES = (
    "page-review",
    "services",
    "page-services",
    "tasks",
    "page-tasks",
    "meetings",
    "my-introduction",
    "next-tasks",
    "sign-off",
    "quiz",
    "phase-quiz",
    "directory",
    "emergency-numbers",
    "data",
    "municipalities",
    "each-municipality",
    "law-register",
    "law-changes",
    "glossary-list",
    "say",
    "example",
    "evidence",
    "guide",
    "rehearsal",
    "open-data",
    "template",
    "quality",
    "call-lists",
    "offline",
    "pocket-cards",
    "footbibliography",
    "bibliography",
    "container",
    "note",
    "warning",
    "important",
    "tip",
    "code-block",
    "list-table",
    "figure",
    "code-cell",
)
ROLES = (
    "law",
    "term",
    "must",
    "should",
    "local",
    "municipality",
    "service",
    "footcite",
    "footcite:p",
    "footcite:t",
    "cite",
    "ref",
    "doc",
)

_CHAPTER_IN_TEXT = r"\b\d+ ?(?:[a-z] )?kap\.? ?\d+(?: ?[a-z])? ?§?"
PHONE_IN_TEXT = re.compile(r"(?<![\d-])(?:\+46 ?\d{1,3}|0\d{1,3})(?:-| – | |/)\d{2,3}(?:[ -]?\d{2,3}){1,3}(?!\d)")
_FENCE = re.compile(
    r"^(?P<mark>`{3,}|:{3,})(?P<name>\{[^}\n]*\}|[\w-]*)[^\n]*\n.*?^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL
)


def check_text(page: PageSource, tables: Tables) -> list[Problem]:
    """Return every fault in the text of a page."""
    prose = without_code(page.text)
    found = [
        *_structure(page, prose),
        *_names(prose),
        *_law(page, prose, tables),
        *_numbers(prose),
        *_abbreviations(page, prose, tables),
        *_sources(page),
    ]
    return in_order(Problem(page.path, page.line_of(position), "", code, message) for position, code, message in found)


Found = Iterator[tuple[int, str, str]]


def without_code(text: str) -> str:
    """Return the text with code blanked out, so that positions stay: fences that are no directives, and code spans."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    def blank_code_fence(match: re.Match[str]) -> str:
        is_directive = match["name"].startswith("{") and match["name"] != "{code-block}"
        return match[0] if is_directive else blank(match)

    text = _FENCE.sub(blank_code_fence, text)
    text = re.sub(r"%[^\n]*$", blank, text, flags=re.MULTILINE) if text.startswith("%") else text
    # A role is read as one piece, so that its last backtick cannot begin a code span.
    return re.sub(
        r"\{[a-z:-]+\}`[^`\n]*`|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)",
        lambda match: blank(match) if match[1] else match[0],
        text,
    )


def _structure(page: PageSource, prose: str) -> Found:
    titles = list(re.finditer(r"^# (?!#)", prose, re.MULTILINE))
    if len(titles) != 1:
        position = titles[1].start() if titles else 0
        yield position, "one-title", f"Sidan har {len(titles)} huvudrubriker. Skriv precis en rad som börjar med ”# ”."
    if page.name not in PAGES_WITHOUT_REVIEW and "{page-review}" not in prose:
        yield (
            0,
            "page-review",
            "Raden om granskning saknas. Skriv ```{page-review} och ``` på var sin rad under huvudrubriken.",
        )
    open_fence = _open_fence(page.text)
    if open_fence is not None:
        yield (
            open_fence,
            "open-fence",
            "Blocket som börjar här tar aldrig slut. Avsluta det med lika många tecken på en egen rad.",
        )


def _open_fence(text: str) -> int | None:
    """Return the place of a fence that is never closed, or None."""
    stack: list[tuple[str, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        match = re.match(r" {0,3}(`{3,}|:{3,})([^`\n]*)$", line.rstrip("\n"))
        if match:
            mark, info = match[1], match[2].strip()
            if stack and mark[0] == stack[-1][0][0] and len(mark) >= len(stack[-1][0]) and not info:
                stack.pop()
            elif not stack or stack[-1][0][0] == ":":
                stack.append((mark, position))
        position += len(line)
    return stack[-1][1] if stack else None


def _names(prose: str) -> Found:
    for match in re.finditer(r"^ {0,3}(?:`{3,}|:{3,})\{([^}\n]+)\}", prose, re.MULTILINE):
        if match[1] not in DIRECTIVES:
            yield (
                match.start(),
                "unknown-directive",
                f"Direktivet {quoted(match[1])} finns inte. Välj bland {', '.join(DIRECTIVES)}.",
            )
    for match in re.finditer(r"(?<!`)\{([a-z:-]+)\}`[^`]*`", prose):
        if match[1] not in ROLES:
            yield match.start(), "unknown-role", f"Rollen {quoted(match[1])} finns inte. Välj bland {', '.join(ROLES)}."


def _without_roles(prose: str) -> str:
    return re.sub(r"\{[a-z:-]+\}`[^`]*`", lambda match: " " * len(match[0]), prose)


def _law_in_text(tables: Tables) -> re.Pattern[str]:
    """Return the pattern of a reference in ordinary text: a chapter, or the abbreviation of an act in the data."""
    acts = [re.escape(row.text("id")) for row in tables["acts"]] if "acts" in tables else []
    named = "|".join(acts)
    number = r"\d+(?: [a-z])?"
    forms = rf"|\b(?:{named}) {number}(?::\d+| §)|\b{number}(?::{number}| §§?) (?:{named})\b|§§? ?\d+" if acts else ""
    return re.compile(_CHAPTER_IN_TEXT + forms)


def _law(page: PageSource, prose: str, tables: Tables) -> Found:
    if page.raw.get("history"):
        return
    for match in repealed.IN_TEXT.finditer(f"{prose}\n{page.code}"):
        yield match.start(), "repealed-act", repealed.message(match[0])
    for match in _law_in_text(tables).finditer(_without_roles(prose)):
        yield (
            match.start(),
            "law-reference",
            f"Lagrummet {quoted(match[0].strip())} står som vanlig text. Skriv det som "
            f"{{law}}`SoL 19:1`, så kontrolleras det.",
        )


def _numbers(prose: str) -> Found:
    for match in PHONE_IN_TEXT.finditer(_without_roles(prose)):
        yield (
            match.start(),
            "phone-in-text",
            f"Telefonnumret {quoted(match[0])} står i texten. Lägg det i data/services och visa det med {{services}}.",
        )


def _abbreviations(page: PageSource, prose: str, tables: Tables) -> Found:
    if "glossary" not in tables or page.name == "om/ordlista" or page.raw.get("language") == "en":
        return
    text = _without_links(prose)
    for row in tables["glossary"]:
        abbreviation, term = row.text("abbreviation"), row.text("term")
        match = re.search(rf"(?<![\w-]){re.escape(abbreviation)}(?![\w])", text) if abbreviation else None
        if match and _stem(term) not in text[: match.end() + len(term) + 4].casefold():
            yield (
                match.start(),
                "abbreviation",
                f"Förkortningen {quoted(abbreviation)} används innan den skrivs ut. Skriv "
                f"{quoted(f'{term} ({abbreviation})')} första gången.",
            )


def _without_links(prose: str) -> str:
    """Return prose without the addresses of links, and without what the law and source roles say themselves."""
    prose = re.sub(r"\]\([^)\n]*\)", lambda match: "]" + " " * (len(match[0]) - 1), prose)
    prose = re.sub(r"\{(?:law|must|footcite|should)\}`[^`]*`", lambda match: " " * len(match[0]), prose)
    prose = re.sub(
        r"(?<=\w)\{term\}`|\{term\}`([^`<]*)(?: <[^`]*>)?`", lambda match: (match[1] or "").ljust(len(match[0])), prose
    )
    return re.sub(r"https?://\S+", lambda match: " " * len(match[0]), prose)


def _stem(term: str) -> str:
    """Return the term without its last letters, so that an inflected form counts as spelt out."""
    folded = term.casefold()
    return folded[:-2] if len(folded) > 8 else folded


def _sources(page: PageSource) -> Found:
    needs_sources = page.name.split("/")[0] in CHAPTERS_WITH_SOURCES and page.name != "lag/lagregister"
    marks = ("{footcite}`", "{law}`", "{must}`", "{should}`", "{cite}`", "{data}", "{services}")
    if needs_sources and not any(mark in page.text for mark in marks):
        yield 0, "sources", "Sidan har ingen källa. Hänvisa till lag med {law} eller till en källa med {footcite}."
    if "{footcite}`" in page.text and "{footbibliography}" not in page.text:
        yield 0, "sources", "Källistan saknas. Skriv rubriken ”## Källor” och ```{footbibliography} sist på sidan."
