"""How sources are written: organisation or author, year, title, publisher, and when the page was read; in Swedish."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pybtex.plugin
from pybtex.database import Entry
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.unsrt import Style as Unsrt
from pybtex.style.labels.number import LabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex_docutils import Backend
from sphinx.application import Sphinx

from faltboken import swedish

STYLE = "faltboken"


class SwedishStyle(Unsrt):  # type: ignore[misc]
    """One form for every kind of source: "Socialstyrelsen (2025). *Titel*. Utgivare. Läst 21 november 2026."."""

    # Classes, not names: pybtex looks a name up among all installed packages, for each reference on each page.
    default_name_style = NameStyle
    default_label_style = LabelStyle
    default_sorting_style = SortingStyle

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> object:  # noqa: ARG002 - pybtex names it
        """Return the entry as pybtex wants it, its text made by `source_text`."""
        return FormattedEntry(entry.key, source_text(entry), label)


@lru_cache(maxsize=1024)
def _plain(latex: str) -> Text:
    return Text.from_latex(latex)


def source_text(entry: Entry) -> Text:
    """Return a source as text with its title linked to its address."""
    fields = entry.fields
    people = [str(person).replace("{", "").replace("}", "") for person in entry.persons.get("author", [])]
    who = swedish.joined(people) if people else fields.get("publisher", "Okänd författare")
    title = Tag("em", _plain(fields.get("title", "Utan titel")))
    address = fields.get("url") or (f"https://doi.org/{fields['doi']}" if "doi" in fields else "")
    parts: list[object] = [f"{who} ({fields.get('year', 'u.å.')}). ", HRef(address, title) if address else title, ". "]
    for name in ("journal", "booktitle", "publisher", "institution"):
        value = fields.get(name, "").replace("{", "").replace("}", "")
        if value and value != who:
            parts.append(f"{value}. ")
    if fields.get("urldate"):
        parts.append(f"Läst {swedish.long_date(date.fromisoformat(fields['urldate']))}. ")
    if fields.get("note"):
        parts.append(f"{fields['note'].rstrip('.')}.")
    return Text(*parts)


def setup(_app: Sphinx) -> None:
    """Make the style known to sphinxcontrib-bibtex by name."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", STYLE, SwedishStyle)
    # Already an installed plugin; registered, it is found without searching all packages for every page.
    pybtex.plugin.register_plugin("pybtex.backends", "docutils", Backend)
