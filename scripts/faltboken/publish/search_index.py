"""The search index: what stands on the pages and in the tables, as one script that the search field loads.

The index is a classic script that calls `faltbokenSearch(data)`, because a page opened from a folder may not read other
files. Everything that ranks lies in `theme/static/search-rank.js`; this module only gathers text. Same input, same
bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page: address from the root of the site, title, and its sections as (anchor, heading, text).

    The first section is the page before its first heading, with an empty anchor. `keywords` are other words for the
    whole page, such as its summary.
    """

    url: str
    title: str
    sections: tuple[tuple[str, str, str], ...]
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table that can be found by itself; `kind` is term, need, service or law, `url` has the anchor."""

    url: str
    title: str
    kind: str
    keywords: tuple[str, ...] = ()
    text: str = ""


def search_index(pages: Iterable[SearchPage], extras: Iterable[Entry]) -> str:
    """Return the script: pages in the order of their addresses, entries by kind, title and address."""
    data = {
        "pages": [
            [
                page.url,
                _tidy(page.title),
                _join(page.keywords),
                [[anchor, _tidy(heading), _tidy(text)] for anchor, heading, text in page.sections],
            ]
            for page in sorted(pages, key=lambda page: page.url)
        ],
        "entries": [
            [entry.url, _tidy(entry.title), entry.kind, _join(entry.keywords), _tidy(entry.text)]
            for entry in sorted(
                extras, key=lambda entry: (entry.kind, entry.title, entry.url, entry.text, entry.keywords)
            )
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Legal in JSON but not in every JavaScript, or the end of a script element.
    for character, written in (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("</", "<\\/")):
        text = text.replace(character, written)
    return f"faltbokenSearch({text});\n"


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def _join(words: Iterable[str]) -> str:
    return ", ".join(_tidy(word) for word in words if word.strip())
