"""Measures the book against the bars it is held to.

    python tests/benchmarks/run.py [weight|directory|search|builds|axe|lighthouse|html|all] [--beside] [--site FOLDER]

Prints tables in plain text; exit code 1 when a bar is broken. Run it with the Python of `.venv`, after
`python scripts/kb.py test` has put the tests' packages there. `--beside` also builds the synthetic books with Jupyter
Book 1's default theme (many minutes). `--site` takes a built site instead of building this book.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "scripts")]

import builds  # noqa: E402 – found through the path that was just set
import directory  # noqa: E402
import directory_growth  # noqa: E402
import matrix  # noqa: E402
import searching  # noqa: E402
import tools  # noqa: E402
import weight  # noqa: E402
from project import build, copy_book  # noqa: E402
from report import Bars  # noqa: E402

NAMES = ("weight", "directory", "search", "builds", "axe", "lighthouse", "html")


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
        if "weight" in wanted:
            weight.run(site, bars)
        if "directory" in wanted:
            directory.run(site, bars)
            directory_growth.run(work / "directory", bars)
        if "search" in wanted:
            searching.run(work / "search", bars)
        if "html" in wanted:
            tools.html(site, bars)
        if "axe" in wanted:
            matrix.run(site, bars)
        if "lighthouse" in wanted:
            tools.lighthouse(work / "lighthouse", bars)
        if "builds" in wanted:
            builds.run(work / "builds", bars, beside=chosen.beside)
    print(f"\n{len(bars.broken)} bars broken" if bars.broken else "\nEvery bar held")
    for sentence in bars.broken:
        print(f"  {sentence}")
    return 1 if bars.broken else 0


if __name__ == "__main__":
    sys.exit(main())
