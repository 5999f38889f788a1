"""The real book, built once and served; a browser; and pages that are watched while a test uses them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from browser.served import served
from faltboken.chromium import QUIET, find_chromium

ROOT = Path(__file__).resolve().parents[2]
PHONE = 390
WIDE = 1280


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the real book's pages, built once; the variable BUILT_SITE names one that stands already."""
    if os.environ.get("BUILT_SITE"):
        return Path(os.environ["BUILT_SITE"]).resolve()
    folder = tmp_path_factory.mktemp("book")
    code = "from jupyter_book.cli.main import main; main()"
    arguments = ["build", ".", "-n", "-W", "--keep-going", "--path-output", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return folder / "_build" / "html"


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Yield the site's address on this computer, with a slash at its end."""
    with served(built_site) as base:
        yield base


# Hundreds of pages of one template each: the shortest, a middle one and the longest stand for them here, and
# `tests/benchmarks/run.py axe` goes through them all.
MADE_FROM_ROWS = ("stod/verksamhet/", "ringlista/")


@pytest.fixture(scope="session")
def all_pages(built_site: Path) -> list[str]:
    """Every written page's address within the site, and three of each kind that is made from rows."""
    every = sorted(path.relative_to(built_site).as_posix() for path in built_site.rglob("*.html"))
    chosen = [path for path in every if not path.startswith(MADE_FROM_ROWS)]
    for folder in MADE_FROM_ROWS:
        made = [path for path in every if path.startswith(folder)]
        by_size = sorted(made, key=lambda path: ((built_site / path).stat().st_size, path))
        chosen += [by_size[0], by_size[len(by_size) // 2], by_size[-1]]
    return chosen


@pytest.fixture(scope="session")
def quick_exit_page(built_site: Path, all_pages: list[str]) -> str:
    """Return the first page that has the quick exit button."""
    marked = [
        path for path in all_pages if '<aside class="quick-exit"' in (built_site / path).read_text(encoding="utf-8")
    ]
    assert marked, "No page has quick_exit: true in its front matter."
    return marked[0]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield the computer's own browser; without one the tests fail and say what to install."""
    try:
        program = find_chromium()
    except FileNotFoundError as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Reader:
    """Opens pages as a reader would, and takes down what no page may do: foreign requests, cookies, errors.

    `allowed` begins an address outside the site that a test lets the reader go to.
    """

    browser: Browser
    address: str
    allowed: str = ""
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def opens(self, path: str, *, width: int = PHONE, scheme: str = "light", script: bool = True) -> Page:
        """Return a new page at `path` (within the site, or a whole address)."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 844 if width < 700 else 800},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            has_touch=width < 700,
            locale="sv-SE",
            service_workers="block",  # the copy for reading offline has tests of its own
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        self.goes(page, path)
        return page

    def goes(self, page: Page, path: str) -> None:
        """Let an open page go to another."""
        page.goto(path if "://" in path else self.address + path)

    def _request(self, request: Request) -> None:
        allowed = (self.address, "data:", "file:", *filter(None, [self.allowed]))
        if not request.url.startswith(allowed):
            self.faults.append(f"asks another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        missing_page = "404" in message.text and "Failed to load resource" in message.text
        blocked = "Service Worker registration blocked by Playwright" in message.text
        if message.type in ("error", "warning") and not missing_page and not blocked:
            self.faults.append(f"{message.location.get('url')}: {message.text}")

    def closes(self) -> list[str]:
        """Close every page and return what was taken down."""
        for context in self.contexts:
            self.faults += [f"cookie: {cookie.get('name')}" for cookie in context.cookies()]
            context.close()
        self.contexts.clear()
        return self.faults


@pytest.fixture
def reader(chromium: Browser, address: str) -> Iterator[Reader]:
    """Yield a reader of the site; the test fails if a page asked another host, set a cookie or logged an error."""
    reader = Reader(chromium, address)
    yield reader
    faults = reader.closes()
    assert not faults


@pytest.fixture
def opens(reader: Reader) -> Callable[..., Page]:
    """Open a page of the site: `opens("lag/index.html", width=1280, scheme="dark", script=False)`."""
    return reader.opens


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder: it needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
