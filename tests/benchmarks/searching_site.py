"""Builds the book of a folder with Sphinx's own search beside ours, and keeps what the search was made of.

    python tests/benchmarks/searching_site.py FOLDER

Run by `searching.py` in a process of its own. Writes `_build/search-inputs.json` (what other engines index) and
`_build/search-cpu.txt` (CPU seconds that our index took, the dictionary included).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

folder = Path(sys.argv[1]).resolve()
sys.path.insert(0, str(folder / "scripts"))
os.chdir(folder)

from faltboken.search import index  # noqa: E402 – found through the path that was just set
from faltboken.search.rank import slug  # noqa: E402
from faltboken.sphinx_ext import builder, search_data  # noqa: E402


def _kept(pages: Iterable[index.SearchPage], entries: Iterable[index.Entry]) -> dict[str, str]:
    pages, entries = list(pages), list(entries)
    start = time.process_time()
    files = index.search_index(pages, entries)
    Path("_build/search-cpu.txt").write_text(f"{time.process_time() - start:.2f}", encoding="utf-8")
    units = []
    for page in pages:
        for section in page.sections:
            first = not section.anchor
            names = [*page.names, *page.everyday, page.summary] if first else []
            url = page.url if first else f"{page.url}#{section.anchor or slug(section.heading)}"
            units.append({"url": url, "title": section.heading, "names": " ".join(names), "text": section.text})
    for entry in map(asdict, entries):
        names = [*entry["names"], *entry["everyday"]]
        units.append({"url": entry["url"], "title": entry["title"], "names": " ".join(names), "text": entry["text"]})
    Path("_build/search-inputs.json").write_text(json.dumps(units, ensure_ascii=False), encoding="utf-8")
    return files


builder.Builder.search = True
search_data.search_index = _kept  # type: ignore[assignment]

from jupyter_book.cli.main import main  # noqa: E402 – reads the patched names

main(["build", "."], standalone_mode=False)
