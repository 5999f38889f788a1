"""Measures the book against the bars it is held to.

    python tests/benchmarks/run.py [weight|directory|search|analyse|builds|axe|lighthouse|html|all]
        [--beside] [--site FOLDER]

Prints tables in plain text; exit code 1 when a bar is broken. Run it with the Python of `.venv`, after
`python scripts/kb.py test` has put the tests' packages there. `--beside` also builds the synthetic books with Jupyter
Book 1's default theme (many minutes). `--site` takes a built site instead of building this book.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "scripts")]

import analysing  # noqa: E402 – found through the path that was just set
import builds  # noqa: E402
import directory  # noqa: E402
import directory_growth  # noqa: E402
import matrix  # noqa: E402
import searching  # noqa: E402
import tools  # noqa: E402
import weight  # noqa: E402
from project import build, copy_book  # noqa: E402
from report import Bars  # noqa: E402

NAMES = ("weight", "directory", "search", "analyse", "builds", "axe", "lighthouse", "html")


def main() -> int:
    """Run the chosen benchmarks and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the book against its bars.")
    parser.add_argument("what", nargs="?", default="all", choices=[*NAMES, "all"])
    parser.add_argument("--beside", action="store_true", help="also build with Jupyter Book 1's default theme")
    parser.add_argument("--site", type=Path, help="a built site, to save a build")
    chosen = parser.parse_args()
    wanted = NAMES if chosen.what == "all" else (chosen.what,)
    bars = Bars()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = chosen.site
        if site is None and {"weight", "directory", "axe", "html"} & set(wanted):
            site = build(copy_book(work / "site"))
        _measure(wanted, work, site, bars, beside=chosen.beside)
    print(f"\n{len(bars.broken)} bars broken" if bars.broken else "\nEvery bar held")
    for sentence in bars.broken:
        print(f"  {sentence}")
    return 1 if bars.broken else 0


def _measure(wanted: Sequence[str], work: Path, site: Path | None, bars: Bars, *, beside: bool) -> None:
    of_site = {"weight": weight.run, "directory": directory.run, "html": tools.html, "axe": matrix.run}
    by_itself = {
        "directory": directory_growth.run,
        "search": searching.run,
        "analyse": analysing.run,
        "lighthouse": tools.lighthouse,
        "builds": partial(builds.run, beside=beside),
    }
    for name in wanted:
        if name in of_site:
            of_site[name](site, bars)
        if name in by_itself:
            by_itself[name](work / name, bars)


if __name__ == "__main__":
    sys.exit(main())
