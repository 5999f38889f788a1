"""What a directory of thousands costs: 3,000 services held to their bars, 29,000 printed with the growth beside.

The rows are those of synthetic municipalities (`synthetic_services.py`) beside the book's own. The directory part of a
build is what the build of such a book costs over that of this one, for all its rows: pages, tables, scripts, open data.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import directory
import synthetic_services
from browser.served import served
from builds import _cpu, _measured
from playwright.sync_api import sync_playwright
from project import copy_book
from report import Bars, table
from weight import _gzip, _visit

from faltboken.chromium import QUIET, find_chromium

# Rows, municipalities: about a hundred services each, and as many municipalities as Sweden has in the largest.
SIZES = ((3_000, 29), (29_000, 289))
NATIONAL = 31  # added to the book's own, about a hundred together
BAR_CHECK_S, BAR_BUILD_S, BAR_VISIT_KB, BAR_ANSWER_MS = 3, 20, 120, 100
_CHECK = "import sys; from faltboken.commands import check; sys.exit(check.run([]))"
_FILES = (
    "stod/alla.html",
    "stod/index.html",
    "stod/obekraftat.html",
    "innehall.html",
    "om/kvalitet.html",
    "_static/opening-hours.js",
    "_static/search-index.js",
    "sitemap.xml",
    "data/services.xlsx",
    "data/hsds/services.json",
)
_OF_ONE = ("stod/{}.html", "ringlista/{}.html", "_static/directory/{}.js", "_static/opening-hours/{}.js")


@dataclass(frozen=True)
class Size:
    """What was measured of a book; seconds are CPU, answers are milliseconds on a processor slowed six times."""

    rows: int
    check: float
    build: float
    visit: float
    chosen: float
    answer: float
    files: dict[str, tuple[float, float]]


def run(work: Path, bars: Bars) -> None:
    """Build the books, print what they cost and hold 3,000 services to the bars."""
    book = copy_book(work / "own")
    own_rows = sum(1 for path in (book / "data/services").glob("*.csv") for _ in path.open(encoding="utf-8")) - len(
        list((book / "data/services").glob("*.csv"))
    )
    _measured(copy_book(work / "warm"))  # compiled modules and file caches are no part of what is measured
    own = _measured(book)[0]
    small, large = (_size(work / str(rows), rows, count) for rows, count in SIZES)
    shares = {size.rows: (size.build - own) * size.rows / (size.rows - own_rows) for size in (small, large)}
    print(f"\nThis book of {own_rows} services is built in {own:.1f} CPU s.")
    growth = large.rows / small.rows
    rows = [
        ("kb.py check, CPU s", small.check, large.check, large.check / small.check),
        ("whole build, CPU s", small.build, large.build, large.build / small.build),
        ("directory part, CPU s", shares[small.rows], shares[large.rows], shares[large.rows] / shares[small.rows]),
        ("first visit, gzip kB", small.visit, large.visit, large.visit / small.visit),
        ("a municipality chosen, more kB", small.chosen, large.chosen, large.chosen / small.chosen),
        ("slowest answer, ms", small.answer, large.answer, large.answer / small.answer),
    ]
    table(f"Growth: {growth:.1f} times as many services", ["what", f"{small.rows:,}", f"{large.rows:,}", "times"], rows)
    files = [
        (name, *small.files[name], *large.files[name], large.files[name][0] / small.files[name][0])
        for name in small.files
    ]
    table(
        "Files, kB as they lie and gzip", ["file", f"{small.rows:,}", "gzip", f"{large.rows:,}", "gzip", "times"], files
    )
    bars.at_most("kb.py check, 3,000 services", small.check, BAR_CHECK_S, " CPU s")
    bars.at_most("directory part of the build, 3,000 services", shares[small.rows], BAR_BUILD_S, " CPU s")
    bars.at_most("first visit of the directory, 3,000 services", small.visit, BAR_VISIT_KB, " kB")
    bars.at_most("the slowest filter answer, 3,000 services, a municipality chosen", small.answer, BAR_ANSWER_MS, " ms")


def _size(folder: Path, rows: int, municipalities: int) -> Size:
    copy_book(folder)
    one = synthetic_services.write(folder, rows, municipalities, NATIONAL)[0]
    before = _cpu()
    done = subprocess.run(
        [sys.executable, "-c", _CHECK], cwd=folder, env={"PYTHONPATH": str(folder / "scripts")}, capture_output=True,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    check = _cpu() - before
    build, _ = _measured(folder)
    site = folder / "_build" / "html"
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        visit = _visit(browser, base, site, directory.PAGE).size(_gzip)
        chosen = _visit(browser, base, site, f"{directory.PAGE}#kommun={one}").size(_gzip)
        choices = [choice for choice in directory.CHOICES if choice[0] != "kommun"]
        times, count = directory.answers(browser, base, choices, one)
        browser.close()
    print(f"\n{rows:,} services in {municipalities} municipalities, {count} of them on the page with one chosen")
    directory.tell(times)
    names = [*_FILES, *(name.format(one) for name in _OF_ONE)]
    sizes = {name: (site / name).read_bytes() for name in names}
    files = {name: (len(data) / 1000, len(_gzip(data)) / 1000) for name, data in sizes.items()}
    return Size(rows, check, build, visit, chosen - visit, directory.slowest(times), files)
