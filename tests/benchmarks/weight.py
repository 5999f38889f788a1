"""What a first visit fetches: files, bytes as they lie, and bytes as a host sends them (gzip, Brotli)."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from browser.served import served
from playwright.sync_api import Browser, sync_playwright
from report import Bars, table

from faltboken.chromium import QUIET, find_chromium

try:
    import brotli
except ImportError:
    brotli = None

BAR_KB = 60
# The directory holds every service and what each is filtered by, so it has a bar of its own.
DIRECTORY, DIRECTORY_BAR_KB = "stod/alla.html", 80
# A phase of the introduction holds what keeps progress and tests on the device, and asks for nothing later.
PHASES = tuple(f"introduktion/{name}.html" for name in ("dag-1", "vecka-1", "manad-1", "manad-3", "ar-1"))
PHASE_BAR_KB = 75
_PACKED = (".woff2", ".png", ".jpg", ".webp")  # compressed already: hosts send them as they are


@dataclass(frozen=True)
class Visit:
    """What one page fetched into an empty browser."""

    files: tuple[Path, ...]
    foreign: tuple[str, ...]
    cookies: int

    def size(self, packer: Callable[[bytes], bytes] | None, kind: str = "") -> float:
        """Return kilobytes (1,000 bytes) of all files, or of one kind, after `packer`."""
        chosen = [path for path in self.files if not kind or _kind(path) == kind]
        whole = (
            path.read_bytes() if packer is None or path.suffix in _PACKED else packer(path.read_bytes())
            for path in chosen
        )
        return sum(map(len, whole)) / 1000


def _kind(path: Path) -> str:
    names = {".html": "HTML", ".css": "style", ".js": "script", ".woff2": "font", ".svg": "image"}
    return names.get(path.suffix, path.suffix)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _visit(browser: Browser, base: str, site: Path, path: str, search: str = "") -> Visit:
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + path, wait_until="networkidle")
    page.evaluate("() => document.fonts.ready.then(() => null)")  # a long page asks for its font late
    page.wait_for_timeout(300)
    if search:
        page.get_by_label("Sök i handboken").fill(search)
        page.get_by_role("option").first.wait_for()
    own = [unquote(urlsplit(url).path).lstrip("/") for url in asked if url.startswith(base)]
    visit = Visit(
        tuple(site / name for name in own),
        tuple(url for url in asked if not url.startswith((base, "data:"))),
        len(context.cookies()),
    )
    context.close()
    return visit


def run(site: Path, bars: Bars) -> None:
    """Visit every page with an empty cache and hold the heaviest to the bar."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        visits = {path: _visit(browser, base, site, path) for path in pages}
        searched = _visit(browser, base, site, "lag/orosanmalan.html", "orosanmälan")
        browser.close()
    heavy = sorted(pages, key=lambda path: -visits[path].size(_gzip))
    headings = ["first visit, kB", "files", "as it lies", "gzip", "Brotli"]
    shown = ["index.html", "lag/orosanmalan.html", "metoder/uppsokande-arbete.html", "stod/sandviken.html"]
    rows = [_row(path, visits[path]) for path in [*shown, *[path for path in heavy[:8] if path not in shown]]]
    table("Page weight (1 kB = 1,000 bytes; gzip level 6; empty cache)", headings, rows)
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    chapter = visits["lag/orosanmalan.html"]
    for path in dict.fromkeys(chapter.files):
        if not kinds[_kind(path)]:
            kinds[_kind(path)] = [
                sum(_kind(other) == _kind(path) for other in chapter.files),
                chapter.size(None, _kind(path)), chapter.size(_gzip, _kind(path)),
            ]  # fmt: skip
    rows = [(kind, int(files), plain, packed) for kind, (files, plain, packed) in kinds.items()]
    table("The chapter lag/orosanmalan.html by type", ["type", "files", "as it lies", "gzip"], rows)
    extra = searched.size(_gzip) - chapter.size(_gzip)
    print(f"\n  When someone begins to search, once: {extra:.1f} kB gzip more (ranking and index).")
    median = sorted(visits[path].size(_gzip) for path in pages)[len(pages) // 2]
    print(f"  Median of {len(pages)} pages: {median:.1f} kB gzip.\n")
    own = {DIRECTORY: DIRECTORY_BAR_KB, **dict.fromkeys(PHASES, PHASE_BAR_KB)}
    for path in dict.fromkeys([*heavy[:3], *[path for path in heavy if path not in own][:1]]):
        bars.at_most(f"first visit of {path}", visits[path].size(_gzip), own.get(path, BAR_KB), " kB")
    bars.nothing("requests to other hosts", [url for visit in visits.values() for url in visit.foreign])
    bars.at_most("cookies", sum(visit.cookies for visit in visits.values()), 0)


def _row(path: str, visit: Visit) -> tuple[object, ...]:
    smallest = visit.size(brotli.compress) if brotli else "–"
    return path, len(visit.files), visit.size(None), visit.size(_gzip), smallest
