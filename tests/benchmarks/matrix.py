"""Every page on 320, 390 and 1280 pixels, light and dark: axe-core, and no sideways scroll at 320."""

from __future__ import annotations

from pathlib import Path

from browser.axe import violations
from browser.served import served
from playwright.sync_api import sync_playwright
from report import Bars, table

from faltboken.chromium import QUIET, find_chromium

WIDTHS = (320, 390, 1280)


def run(site: Path, bars: Bars) -> None:
    """Walk the matrix and print how many elements break a rule in each state."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    found: dict[tuple[int, str], list[str]] = {}
    sideways = []
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 800}, reduced_motion="reduce", service_workers="block"
            )
            page = context.new_page()
            for path in pages:
                page.goto(base + path)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    faults = found.setdefault((width, scheme), [])
                    faults += [f"{path} {width} {scheme}: {fault}" for fault in violations(page)]
                over = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
                if width == min(WIDTHS) and over > 0:
                    sideways.append(f"{path}: {over} px")
            context.close()
        browser.close()
    rows = [(f"{width} px, {scheme}", len(pages), len(faults)) for (width, scheme), faults in found.items()]
    table("axe-core, WCAG 2.2 A/AA and best practice", ["state", "pages", "elements with a fault"], rows)
    print()
    bars.nothing(
        f"axe: elements with a fault, {len(pages)} pages in 6 states", [f for fs in found.values() for f in fs]
    )
    bars.nothing("pages that scroll sideways at 320 px", sideways)
