"""How long builds take, in CPU seconds of the build and its children: this book, and books of 72 and 612 pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import synthetic
from project import build, copy_book
from report import Bars, table

try:
    import resource
except ImportError:  # Windows counts no children: the wall clock is all there is
    resource = None

SIZES = {"72 pages": (6, 11), "612 pages": (12, 50)}


def _cpu() -> float:
    if resource is None:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(folder: Path) -> tuple[float, float]:
    """Build and return (CPU seconds, seconds by the clock)."""
    cpu, clock = _cpu(), time.perf_counter()
    build(folder)
    return _cpu() - cpu, time.perf_counter() - clock


def _three(folder: Path, touch: Callable[[Path], Path]) -> tuple[float, float, float, float, float]:
    """Return CPU seconds cold, no-op and touched, then clock seconds no-op and touched (the best of three)."""
    cold = _measured(folder)[0]
    idle = [_measured(folder) for _ in range(3)]
    touched = []
    for _ in range(3):
        page = touch(folder)
        touched.append(_measured(folder))
        written = (folder / "_build" / "html" / page).read_text(encoding="utf-8").count(synthetic.ADDITION)
        assert written == len(touched), f"{page} shows {written} of {len(touched)} additions"
    return cold, min(idle)[0], min(touched)[0], min(clock for _, clock in idle), min(clock for _, clock in touched)


def _touch_chapter(folder: Path) -> Path:
    return synthetic.add_to(folder, "lag/orosanmalan")


def run(work: Path, bars: Bars, *, beside: bool) -> None:
    """Build everything and hold the figures to their bars; `beside` also builds with Jupyter Book's default theme."""
    synthetic.write_book(work / "warm", 1, 4)
    build(work / "warm")  # compiled modules and file caches are no part of what is measured
    book = copy_book(work / "book")
    figures = {"this book": _three(book, _touch_chapter)}
    for name, (chapters, pages) in SIZES.items():
        folder = work / name.replace(" ", "-")
        synthetic.write_book(folder, chapters, pages)
        figures[name] = _three(folder, synthetic.touch)
    rows = [(name, *times[:3], times[4] - times[3]) for name, times in figures.items()]
    headings = ["CPU seconds", "cold", "no-op", "one page touched", "touched over no-op, by the clock"]
    table("Builds with our theme (no-op and touched: best of three)", headings, rows)
    if beside:
        rows = []
        for name, (chapters, pages) in SIZES.items():
            folder = work / f"{name.replace(' ', '-')}-default"
            synthetic.write_book(folder, chapters, pages, own_theme=False)
            cold = _measured(folder)[0]
            rows.append((name, cold, cold / figures[name][0]))
        table("Jupyter Book 1's default theme, same pages", ["CPU seconds", "cold", "times ours"], rows)
    print()
    small, large = figures["72 pages"][0], figures["612 pages"][0]
    bars.at_most("612 pages, cold", large, 45, " CPU s")
    bars.at_most("612 pages beside 72", large / small, 9, " times")
    for name, (_, idle, touched, *_) in figures.items():
        bars.at_most(f"{name}: one page touched over a no-op", touched - idle, 1, " CPU s")
