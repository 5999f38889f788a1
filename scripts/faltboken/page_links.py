"""What a page points at inside the project: other pages and sources, which must exist.

Sphinx says the same in English and later; here it is told before the build, with the line and what to write.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import join, normpath

from faltboken.page_rules import without_code
from faltboken.pages import PageSource
from faltboken.problems import Problem, in_order, quoted

_LINK = re.compile(r"\]\((?!https?:|mailto:|tel:|#)(?P<target>[^)\s#]+\.(?:md|ipynb))(?:#[^)\s]*)?\)")
_SOURCE = re.compile(r"\{(?:footcite(?::[pt])?|should|cite)\}`(?P<keys>[^`]+)`")
_ENTRY = re.compile(r"^@\w+\{(?P<key>[^,\s]+),", re.MULTILINE)


def source_keys(root: Path) -> frozenset[str]:
    """Return the keys of `book/references.bib`; none where there is no such file."""
    path = root / "book" / "references.bib"
    return frozenset(_ENTRY.findall(path.read_text(encoding="utf-8"))) if path.is_file() else frozenset()


def check(page: PageSource, paths: Iterable[str], keys: Iterable[str]) -> list[Problem]:
    """Return the faults of a page's links and sources, given the paths of all pages and the keys of all sources."""
    prose = without_code(page.text)
    found = [*_broken_links(page, prose, list(paths)), *_unknown_sources(prose, list(keys))]
    return in_order(Problem(page.path, page.line_of(position), "", code, message) for position, code, message in found)


def _broken_links(page: PageSource, prose: str, paths: list[str]) -> Iterator[tuple[int, str, str]]:
    folder = page.path.rpartition("/")[0]
    for match in _LINK.finditer(prose):
        if normpath(join(folder, match["target"])) not in paths:
            message = (
                f"Länken {quoted(match['target'])} leder inte till någon sida. Skriv vägen från den här sidans mapp."
            )
            yield match.start(), "page-link", message + _nearest(match["target"].rpartition("/")[2], paths)


def _unknown_sources(prose: str, keys: list[str]) -> Iterator[tuple[int, str, str]]:
    for match in _SOURCE.finditer(prose):
        for key in (part.strip() for part in match["keys"].split(",")):
            if key not in keys:
                message = (
                    f"Källan {quoted(key)} finns inte i book/references.bib. Rätta nyckeln eller lägg till källan."
                )
                yield match.start(), "unknown-source", message + _nearest(key, keys)


def _nearest(wanted: str, known: list[str]) -> str:
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    return f" Menade du {near[0]}?" if near else ""
