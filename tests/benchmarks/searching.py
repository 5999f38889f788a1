"""How often a search finds the right page: ours beside other engines on the same site and the same questions.

Also the bytes before the first result, the time until the index is ready and until a result stands there on a slow
phone's processor, and what the index adds to a build.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import synthetic
from browser.served import served
from playwright.sync_api import Browser, Page, sync_playwright
from project import copy_book
from report import Bars, table
from search.measure import NONSENSE, Score, ask, questions, scores, total
from tools import modules

from faltboken.chromium import QUIET, find_chromium

HERE = Path(__file__).parent
SLOWED = 6
_LIBRARIES = {
    "minisearch": ["minisearch/dist/umd/index.js", "lunr/lunr.js", "lunr-languages/lunr.stemmer.support.js",
                   "lunr-languages/lunr.sv.js"],
    "lunr": ["lunr/lunr.js", "lunr-languages/lunr.stemmer.support.js", "lunr-languages/lunr.sv.js"],
    "sphinx": [],
    "pagefind": [],
}  # fmt: skip
_SPHINX = ("documentation_options", "doctools", "sphinx_highlight", "language_data", "searchtools")
# Typed one letter after another, as a reader does, each until the list of results is written.
_TYPE = """query => {
  const field = document.getElementById("_sok"), times = [];
  for (let at = 1; at <= query.length; at += 1) {
    field.value = query.slice(0, at);
    const start = performance.now();
    field.dispatchEvent(new Event("input"));
    times.push(performance.now() - start);
  }
  return times;
}"""
_READY = """() => new Promise(done => {
  const start = performance.now(), ready = window.faltbokenSearchReady;
  window.faltbokenSearchReady = () => { ready(); done(performance.now() - start); };
  document.getElementById("_sok").focus();
})"""


def run(work: Path, bars: Bars) -> None:
    """Build the book, ask every engine, and hold ours to the bars."""
    site = _build(copy_book(work / "book"))
    units = json.loads((site.parent / "search-inputs.json").read_text(encoding="utf-8"))
    asked = questions()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        answers = {"ours": ask(site, asked, browser)}
        beside = _beside(site, units, [question.text for question in asked], browser)
        for engine, found in beside.items():
            answers[engine] = {question.id: urls for question, urls in zip(asked, found, strict=True)}
        ready, keys = _times(site, browser)
        browser.close()
    by_engine = {engine: scores(asked, found) for engine, found in answers.items()}
    kinds = list(by_engine["ours"])
    rows = [[kind, *(_percent(by_engine[engine][kind]) for engine in answers)] for kind in kinds]
    rows.append(["all but nonsense", *(_percent(total(by_engine[engine])) for engine in answers)])
    table("Right page among the first five / first, % (nonsense: nothing found)", ["class", *answers], rows)
    print()
    for half, bar in (("open", 95), ("frozen", 90)):
        score = scores([question for question in asked if question.half == half], answers["ours"])
        whole = total(score)
        bars.exactly(f"{half}: right page among the first five", _share(whole.among_first, whole), bar)
        bars.exactly(f"{half}: right page first", _share(whole.first, whole), 70)
        bars.at_most(f"{half}: nothing found", _share(whole.none, whole), 2, " %")
    least = min((_share(score.among_first, score), kind) for kind, score in by_engine["ours"].items())
    bars.exactly(f"the lowest class ({least[1]})", least[0], 80)
    nonsense = by_engine["ours"][NONSENSE]
    bars.exactly("nonsense finds nothing", _share(nonsense.none, nonsense), 100)
    bars.at_most("bytes before the first result, start page included", _first_bytes(site), 150, " kB")
    cpu = float((site.parent / "search-cpu.txt").read_text(encoding="utf-8"))
    bars.at_most("the index, of a build", cpu, 5, " s CPU")
    print(f"  Times at a processor slowed {SLOWED} times:")
    bars.at_most("index ready after focus", ready, 500, " ms")
    bars.at_most("keystroke to result, median", median(keys), 50, " ms")
    print(f"          slowest of {len(keys)} keystrokes: {max(keys):.0f} ms")
    synthetic.write_book(work / "612", 12, 50)
    bars.at_most("the same of 612 pages", _first_bytes(_build(work / "612")), 400, " kB")


def _build(folder: Path) -> Path:
    command = [sys.executable, str(HERE / "searching_site.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-4000:])
    return folder / "_build" / "html"


def _beside(site: Path, units: object, queries: list[str], browser: Browser) -> dict[str, list[list[str]]]:
    """Ask each other engine in a page of its own, served from a copy of the site without our security policy."""
    pagefind = [str(modules() / ".bin" / "pagefind"), "--site", str(site)]
    subprocess.run(pagefind, check=True, capture_output=True)
    for name in ("minisearch", "lunr", "lunr-languages"):
        shutil.copytree(modules() / name, site / "_beside" / name)
    shutil.copy(HERE / "searching.js", site / "_beside")
    (site / "_beside" / "empty.html").write_text("<!doctype html><title>-</title>", encoding="utf-8")
    found = {}
    with served(site) as base:
        for engine, libraries in _LIBRARIES.items():
            page = browser.new_page()
            page.goto(f"{base}_beside/empty.html")
            scripts = [f"_beside/{name}" for name in libraries]
            if engine == "sphinx":
                page.evaluate(
                    "() => { window.DOCUMENTATION_OPTIONS = {}; document.documentElement.dataset.content_root = '/' }"
                )
                scripts = [f"_static/{name}.js" for name in _SPHINX] + ["searchindex.js"]
            for script in [*scripts, "_beside/searching.js"]:
                page.add_script_tag(url=f"{base}{script}")
            found[engine] = page.evaluate(
                "([name, units, queries]) => beside[name](units, queries)", [engine, units, queries]
            )
            page.close()
    shutil.rmtree(site / "_beside")
    shutil.rmtree(site / "pagefind")
    return found


def _times(site: Path, browser: Browser) -> tuple[float, list[float]]:
    """Return milliseconds from focus to a ready index (best of three), and of each keystroke."""
    ready, keys = [], []
    for _ in range(3):
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto((site / "om" / "sok.html").resolve().as_uri())
        page.wait_for_load_state("load")
        _slow(page)
        ready.append(page.evaluate(_READY))
        page.evaluate(_TYPE, "barn")  # the first words teach the browser the code, as they would a reader's
        for query in ("orosanmälan", "vad händer efter en orosanmälan", "fammiljehem"):
            keys += page.evaluate(_TYPE, query)
        page.close()
    return min(ready), keys


def _slow(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})


def _first_bytes(site: Path) -> float:
    """Return kilobytes (1,000 bytes) that a first visit and a first search fetch, as a host sends them (gzip)."""
    static = site / "_static"
    names = ["faltboken.css", "faltboken.js", "search.js", "search-rank.js", "search-index.js", "favicon.svg"]
    packed: Callable[[Path], int] = lambda path: len(gzip.compress(path.read_bytes(), 6))  # noqa: E731
    fonts = sum(path.stat().st_size for path in (static / "fonts").glob("*.woff2"))
    return (fonts + packed(site / "index.html") + sum(packed(static / name) for name in names)) / 1000


def _percent(score: Score) -> str:
    return f"{_share(score.among_first, score):.0f} / {_share(score.first, score):.0f}"


def _share(count: int, score: Score) -> float:
    return 100 * count / score.asked
