"""The directory page: what a first visit fetches, and how long a filter takes to answer on a slow phone.

The time is from the reader's choice to the page laid out anew, with the processor slowed six times.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from browser.served import served
from playwright.sync_api import Browser, sync_playwright
from report import Bars, table
from weight import _gzip, _visit

from faltboken.chromium import QUIET, find_chromium

PAGE = "stod/alla.html"
BY_NEED = "stod/index.html"
BAR_KB = 80
BAR_BY_NEED_KB = 60
BAR_MS = 50
SLOWED = 6
ROUNDS = 9
REST_MS = 60

# What is chosen: the control's name and its value; "" takes the choice back.
CHOICES = [
    ("kommun", "sandviken"),
    ("behov", "ma-daligt"),
    ("sok", "sova"),
    ("for", "young"),
    ("alder", "15"),
    ("utan", "ja"),
    ("oppet", "ja"),
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
        times, shown = answers(browser, base, CHOICES)
        browser.close()
    kinds = (".html", ".css", ".js", ".woff2", ".svg")
    weights = [(kind, _of_kind(visit.files, kind)) for kind in kinds]
    table(f"{PAGE} with {shown} services, first visit", ["type", "gzip kB"], weights)
    tell(times)
    bars.at_most(f"first visit of {PAGE}", visit.size(_gzip), BAR_KB, " kB")
    bars.at_most(f"first visit of {BY_NEED}", by_need.size(_gzip), BAR_BY_NEED_KB, " kB")
    bars.at_most("the slowest filter answer (median of a control)", slowest(times), BAR_MS, " ms")


def answers(
    browser: Browser, base: str, choices: Sequence[tuple[str, str]], municipality: str = ""
) -> tuple[dict[str, list[float]], int]:
    """Return milliseconds for each control, chosen and taken back in turn, and how many services are filtered.

    With a `municipality` its entries have come before the first choice. What the browser does after an answer, such as
    laying out what came into view, is given its time: a reader does not choose twice in a tenth of a second.
    """
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{base}{PAGE}{'#kommun=' if municipality else ''}{municipality}", wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    times: dict[str, list[float]] = {name: [] for name, _ in choices}
    for _ in range(ROUNDS):
        for name, value in choices:
            for chosen in (value, ""):
                times[name].append(page.evaluate(_CHOOSE, [name, chosen]))
                page.wait_for_timeout(REST_MS)
    count = page.locator("li[data-id]").count()
    page.context.close()
    return times, count


def slowest(times: dict[str, list[float]]) -> float:
    """Return the median of the control that is slowest to answer."""
    return max(median(found) for found in times.values())


def tell(times: dict[str, list[float]]) -> None:
    """Print the answers, control by control."""
    rows = [(name, median(found), max(found)) for name, found in times.items()]
    table(f"A choice, milliseconds, processor slowed {SLOWED} times", ["control", "median", "slowest"], rows)


def _of_kind(files: tuple[Path, ...], kind: str) -> float:
    chosen = [path.read_bytes() for path in files if path.suffix == kind]
    return sum(len(data if kind == ".woff2" else _gzip(data)) for data in chosen) / 1000
