"""All rules at once: data, pages, table of contents, configuration and, where there is one, the built site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from faltboken import (
    book_config,
    built_site,
    law_dates,
    local_notes,
    municipalities,
    onboarding,
    page_links,
    page_rules,
    pages,
    quiz,
    rehearsal_links,
    rules,
    tables,
    toc,
)
from faltboken.problems import Problem, in_order, quoted


def problems(root: Path, today: date, site: Path | None = None) -> list[Problem]:
    """Return every fault below the project folder `root`; `site` is a built site (None: sources only)."""
    loaded, found = tables.load(root)
    found += rules.check(loaded, today)
    found += of_pages(root, loaded, today)
    if site is not None and site.is_dir():
        found += built_site.check(site)
    return in_order(found)


def of_pages(root: Path, loaded: tables.Tables, today: date) -> list[Problem]:
    """Return the faults of the pages below `root` and of what tables say of them, were these the tables."""
    sources, found = pages.read_all(root)
    paths = [page.path for page in sources] + [unreadable.path for unreadable in found]
    keys = page_links.source_keys(root)
    for page in sources:
        found += pages.check_front_matter(page, today)
        found += page_rules.check_text(page, loaded)
        found += page_links.check(page, paths, keys)
        found += municipalities.check_page(page, loaded)
        found += law_dates.check(page, loaded)
    found += _pages_in_data(root, loaded)
    found += municipalities.taken_addresses(sources, loaded)
    found += local_notes.check(sources, loaded)
    found += onboarding.unreached_pages(sources, loaded)
    found += quiz.check(sources, loaded)
    found += _sources_in_data(loaded, keys)
    found += rehearsal_links.check(sources, loaded)
    found += toc.check(root, sources)
    found += book_config.check(root, [row.text("id") for row in loaded.by_name.get("municipalities", ())])
    return found


def _pages_in_data(root: Path, loaded: tables.Tables) -> list[Problem]:
    found = []
    for table, column in (
        ("glossary", "page"),
        ("models", "page"),
        ("guide_steps", "action_page"),
        ("page_needs", "page"),
        ("onboarding", "page"),
        ("quiz", "page"),
        ("meetings", "page"),
        ("law_changes", "pages"),
    ):
        if table not in loaded:
            continue
        is_list = loaded[table].schema.field(column).type == "list"
        cells = [(row, name) for row in loaded[table] for name in _values(row, column, is_list)]
        for row, name in cells:
            value = name.split("#")[0]
            if value and not any((root / "book" / f"{value}{ending}").is_file() for ending in (".md", ".ipynb")):
                message = (
                    f"Sidan ”{value}” finns inte i book/. Skriv sökvägen utan ändelse, till exempel lag/orosanmalan."
                )
                found.append(Problem(row.path, row.line, column, "unknown-page", message))
    return found


def _sources_in_data(loaded: tables.Tables, keys: Collection[str]) -> list[Problem]:
    found = []
    for table, column in (("quiz", "sources"), ("published_figures", "source"), ("logic_model", "sources")):
        if table not in loaded:
            continue
        is_list = loaded[table].schema.field(column).type == "list"
        cells = [(row, key) for row in loaded[table] for key in _values(row, column, is_list)]
        for row, key in cells:
            if key and key not in keys:
                message = (
                    f"Källan {quoted(key)} finns inte i book/references.bib. Rätta nyckeln eller lägg till källan."
                )
                found.append(Problem(row.path, row.line, column, "unknown-source", message))
    return found


def _values(row: tables.Row, column: str, is_list: bool) -> tuple[str, ...]:
    return row.items(column) if is_list else (row.text(column),)
