"""`_toc.yml`: every page stands in it once, and it names no page that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from faltboken.pages import PageSource
from faltboken.problems import Problem, quoted


def check(root: Path, pages: list[PageSource]) -> list[Problem]:
    """Return the faults between the table of contents and the pages that exist."""
    path = root / "_toc.yml"
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        return [Problem("_toc.yml", 0, "", "toc", f"Innehållsförteckningen går inte att öppna: {error}.")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = "Innehållsförteckningen går inte att läsa. Varje rad ska ha samma indrag som raderna på samma nivå."
        return [Problem("_toc.yml", mark.line + 1 if mark else 0, "", "toc", message)]
    listed = list(_files(raw))
    known = {page.path.rsplit(".", 1)[0]: page for page in pages}
    problems = []
    for name in listed:
        if name not in known:
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


def _line(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.split("#")[0].strip().endswith(name):
            return number
    return 0
