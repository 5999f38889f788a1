"""The directory page: what a first visit fetches, and how long a filter takes to answer on a slow phone.

The time is from the reader's choice to the page laid out anew, with the processor slowed six times.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from browser.chromium import QUIET, find_chromium
from browser.served import served
from playwright.sync_api import sync_playwright
from report import Bars, table
from weight import _gzip, _visit

PAGE = "stod/alla.html"
BY_NEED = "stod/index.html"
BAR_KB = 80
BAR_BY_NEED_KB = 60
BAR_MS = 50
SLOWED = 6
ROUNDS = 9

# What is chosen: the control's name and its value; "" takes the choice back.
CHOICES = [
    ("kommun", "sandviken"),
    ("behov", "ma-daligt"),
    ("sok", "sova"),
    ("for", "young"),
    ("alder", "15"),
    ("utan", "ja"),
]

_CHOOSE = """([name, value]) => {
  const field = document.getElementById("_hitta").elements[name];
  const start = performance.now();
  if (field.type === "checkbox") field.checked = value !== ""; else field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  document.body.offsetHeight;
  return performance.now() - start;
}"""


def run(site: Path, bars: Bars) -> None:
    """Weigh the page, and time each choice there and back."""
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        visit, by_need = _visit(browser, base, site, PAGE), _visit(browser, base, site, BY_NEED)
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.goto(base + PAGE, wait_until="networkidle")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        times: dict[str, list[float]] = {name: [] for name, _ in CHOICES}
        for _ in range(ROUNDS):
            for name, value in CHOICES:
                times[name] += [page.evaluate(_CHOOSE, [name, value]), page.evaluate(_CHOOSE, [name, ""])]
        shown = page.locator("li[data-id]").count()
        browser.close()
    kinds = (".html", ".css", ".js", ".woff2", ".svg")
    weights = [(kind, _of_kind(visit.files, kind)) for kind in kinds]
    table(f"{PAGE} with {shown} services, first visit", ["type", "gzip kB"], weights)
    rows = [(name, median(found), max(found)) for name, found in times.items()]
    table(f"A choice, milliseconds, processor slowed {SLOWED} times", ["control", "median", "slowest"], rows)
    bars.at_most(f"first visit of {PAGE}", visit.size(_gzip), BAR_KB, " kB")
    bars.at_most(f"first visit of {BY_NEED}", by_need.size(_gzip), BAR_BY_NEED_KB, " kB")
    bars.at_most(
        "the slowest filter answer (median of a control)", max(median(found) for found in times.values()), BAR_MS, " ms"
    )


def _of_kind(files: tuple[Path, ...], kind: str) -> float:
    chosen = [path.read_bytes() for path in files if path.suffix == kind]
    return sum(len(data if kind == ".woff2" else _gzip(data)) for data in chosen) / 1000
