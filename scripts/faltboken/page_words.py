"""The Swedish words that a reader sees of a page, with their places in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from faltboken.page_rules import without_code
from faltboken.pages import PageSource

# Options of directives and directives with a title whose words are printed; every other option is a name or a number.
_SHOWN_OPTIONS = ("caption", "studied", "effect")
_TITLED = ("list-table", "figure")
_OPTION = re.compile(r"^[ \t]*:(?P<name>[a-z-]+):(?P<value>[^\n]*)$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|:{3,})(?:\{(?P<name>[\w-]+)\})?(?P<rest>[^\n]*)$", re.MULTILINE)
_ROLE = re.compile(r"\{(?P<name>[a-z:-]+)\}`(?P<shown>[^`<]*)(?P<target><[^`>]*>)?`")
_UNSEEN = (
    r"<!--.*?-->",
    r"^%[^\n]*$",
    r"^\([\w-]+\)=$",  # an anchor
    r"\{\{[^}\n]*\}\}",  # filled in from data
    r"\[(?:[^\[\]\n]|\[[^\]\n]*\])*\]\{[^}\n]*(?:\.language-|lang=)[^}\n]*\}",  # marked as another language
    r"\]\([^)\n]*\)",
    r"(?<=\])\{[^}\n]*\}",
    r"</?[a-z][^>\n]*>|<(?:https?:|mailto:)[^>\n]*>",
    r"https?://\S+",
    r"\S+@\S+\.\S+",
    r"\b(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:se|nu|org|com|md|csv|json|html|ipynb|xlsx|yml|bib|py)\b[\w/.-]*",
    r"&\w+;",
)
_HIDDEN = re.compile("|".join(_UNSEEN), re.MULTILINE | re.DOTALL)
# Numbers and marks part words, but not a hyphen between letters; a number before it is kept: 13-åring.
_WORD = re.compile(r"(?<![\w-])-?(?:\d+-)?[^\W\d_]+(?:[-’'´][^\W\d_]+)*(?:-(?![\w-]))?|(?<=\d)[^\W\d_]{2,}")


@dataclass(frozen=True)
class Word:
    """A word where it stands: line (0: unknown), the front matter field or table column, and the place in the line."""

    text: str
    line: int
    column: str = ""
    place: int = 0


def words_of_page(page: PageSource) -> Iterator[Word]:
    """Yield the words of a page's short answer and text; none of a page in another language."""
    if page.raw.get("language", "sv") != "sv":
        return
    summary = str(page.raw.get("summary", "") or "")
    yield from (Word(text, page.field_lines.get("summary", 0), "summary") for _, text in words_of(summary))
    for position, text in words_of(seen(page.text)):
        place = position - page.text.rfind("\n", 0, position)
        yield Word(text, page.line_of(position), place=0 if page.is_notebook else place)


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each word of a text with its position; one with a hyphen before or after it keeps it."""
    yield from ((match.start(), match[0]) for match in _WORD.finditer(text))


def seen(text: str) -> str:
    """Return a page's text with all that is no Swedish for a reader blanked out, so that positions stay."""
    text = without_code(text)
    for pattern, keep in ((_FENCE, _of_fence), (_OPTION, _of_option), (_ROLE, _of_role)):
        text = pattern.sub(lambda match, keep=keep: _only(match, *keep(match)), text)  # type: ignore[misc]
    return _HIDDEN.sub(lambda match: _only(match, 0, 0), text)


def _of_fence(match: re.Match[str]) -> tuple[int, int]:
    return match.span("rest") if match["name"] in _TITLED else (0, 0)


def _of_option(match: re.Match[str]) -> tuple[int, int]:
    return match.span("value") if match["name"] in _SHOWN_OPTIONS else (0, 0)


def _of_role(match: re.Match[str]) -> tuple[int, int]:
    is_text = match["name"] == "term" or (match["name"] == "service" and match["target"])
    return match.span("shown") if is_text else (0, 0)


def _only(match: re.Match[str], start: int, end: int) -> str:
    """Return what was found with all but the part from `start` to `end` blanked out."""
    return "".join(
        character if start <= position < end or character == "\n" else " "
        for position, character in enumerate(match[0], start=match.start())
    )
