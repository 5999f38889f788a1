"""`_toc.yml`: every page stands in it once, and it names no page that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from faltboken.pages import PageSource
from faltboken.problems import Problem, quoted
from faltboken.yaml_files import YamlError, read_yaml

KEYS = ("format", "root", "file", "title", "chapters", "sections", "parts", "caption", "url", "options")


def check(root: Path, pages: list[PageSource]) -> list[Problem]:
    """Return the faults between the table of contents and the pages that exist."""
    path = root / "_toc.yml"
    try:
        text = path.read_text(encoding="utf-8")
        raw = read_yaml(text)
    except (OSError, UnicodeDecodeError):
        message = (
            "Innehållsförteckningen finns inte eller är inte UTF-8. Lägg tillbaka filen eller spara den som UTF-8."
        )
        return [Problem("_toc.yml", 0, "", "toc", message)]
    except YamlError as error:
        message = "Innehållsförteckningen går inte att läsa. Varje rad ska ha samma indrag som raderna på samma nivå."
        return [Problem("_toc.yml", error.line, "", "toc", message)]
    problems = [
        Problem(
            "_toc.yml",
            _line(text, f"{key}:", starts=True),
            "",
            "toc-key",
            f"{quoted(key)} känns inte igen. Välj bland {', '.join(KEYS)}.",
        )
        for key in sorted(_unknown_keys(raw))
    ]
    if not isinstance(raw, dict) or "root" not in raw:
        message = "Startsidan saknas. Skriv root: och sidans namn, till exempel root: book/index."
        problems.append(Problem("_toc.yml", 1, "", "toc-key", message))
    listed = list(_files(raw))
    known = {page.path.rsplit(".", 1)[0]: page for page in pages}
    for name in listed:
        if not any((root / f"{name}{ending}").is_file() for ending in ("", ".md", ".ipynb")):
            message = f"Sidan {quoted(name)} finns inte. Rätta namnet eller ta bort raden."
            problems.append(Problem("_toc.yml", _line(text, name), "", "toc-missing-page", message))
    for name in sorted({name for name in listed if listed.count(name) > 1}):
        message = f"Sidan {quoted(name)} står mer än en gång. Ta bort den ena raden."
        problems.append(Problem("_toc.yml", _line(text, name), "", "toc-repeated-page", message))
    for name, page in known.items():
        if name not in listed and not page.raw.get("orphan"):
            message = "Sidan står inte i _toc.yml, så ingen hittar den. Lägg till raden ”- file: " + name + "”."
            problems.append(Problem(page.path, 0, "", "toc-unlisted-page", message))
    return problems


def _files(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        for key, value in raw.items():
            if key in ("root", "file") and isinstance(value, str):
                yield value
            else:
                yield from _files(value)
    elif isinstance(raw, list):
        for item in raw:
            yield from _files(item)


def _unknown_keys(raw: Any) -> set[str]:
    if isinstance(raw, dict):
        own = {str(key) for key in raw if key not in KEYS}
        return own.union(*(_unknown_keys(value) for key, value in raw.items() if key != "options"))
    return set().union(*map(_unknown_keys, raw)) if isinstance(raw, list) else set()


def _line(text: str, words: str, *, starts: bool = False) -> int:
    """Return the line that ends with some words, or starts with them (after a hyphen); 0 when there is none."""
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.split("#")[0].strip()
        if bare.lstrip("- ").startswith(words) if starts else bare.endswith(words):
            return number
    return 0
