"""Small books for tests: made from `data/base`, changed by one folder, checked or built, and read back."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
BASE = TESTS / "data" / "base"
FAULTS = TESTS / "data" / "faults"
SITES = TESTS / "sites"
TODAY = date(2026, 11, 21)
NOW = date.today()  # for the book itself, whose rows and pages may be dated today

_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def _with_check_digit(nine: str) -> str:
    """Return nine digits and the tenth that makes them a possible personal identity number (Luhn)."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(nine))
    return nine + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


# Written in fixtures as the name between two @. No such number stands in the repository: they are worked out here, for
# a year that lies in the future, so nobody has been given them.
_DIGITS = _with_check_digit("890101" + "001"), _with_check_digit("890161" + "001")
NUMBERS = {
    "@personnummer@": f"20{_DIGITS[0][:6]}-{_DIGITS[0][6:]}",
    "@samordningsnummer@": f"20{_DIGITS[1][:6]}-{_DIGITS[1][6:]}",
}


def make_book(target: Path, folder: Path | None = None) -> Path:
    """Write the base book to `target`, laid over by `folder`, whose own pages replace the base's; return `target`."""
    own_pages = folder is not None and (folder / "book" / "index.md").is_file()
    left_out = shutil.ignore_patterns("*.md") if own_pages else None
    shutil.copytree(BASE, target, ignore=left_out, dirs_exist_ok=True)
    shutil.copytree(ROOT / "data" / "schemas", target / "data" / "schemas")
    shutil.copy(ROOT / "_config.yml", target)
    if folder is not None:
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("expected*", "removed.txt"), dirs_exist_ok=True)
        for name in lines_of(folder / "removed.txt"):
            (target / name).unlink()
    for path in target.rglob("*"):
        if path.is_file() and b"nummer@" in path.read_bytes():
            for name, number in NUMBERS.items():
                path.write_bytes(path.read_bytes().replace(name.encode(), number.encode()))
    return target


def lines_of(path: Path) -> list[str]:
    """Return the lines of a text file, none where there is no such file."""
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


@dataclass(frozen=True)
class Built:
    """What a build left behind: whether it passed, what it told of faults, the pages, and which it read anew."""

    passed: bool
    told: str
    site: Path
    read: frozenset[str] = frozenset()

    def page(self, name: str = "index") -> BeautifulSoup:
        """Return a page as it can be asked for its parts."""
        return BeautifulSoup((self.site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")

    def article(self, name: str = "index") -> Tag:
        """Return the part of a page that its author wrote."""
        found = self.page(name).find("article")
        assert isinstance(found, Tag)
        return found

    def pages(self) -> list[str]:
        """Return the names of all pages, without ending."""
        return sorted(
            path.relative_to(self.site).as_posix().removesuffix(".html") for path in self.site.rglob("*.html")
        )


def build(root: Path) -> Built:
    """Build a book as `jupyter-book build . -n -W --keep-going` does, in this process."""
    from jupyter_book.cli.main import main as jupyter_book

    out, told = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(root)
    try:
        with redirect_stdout(out), redirect_stderr(told):
            jupyter_book(["build", ".", "-n", "-W", "--keep-going"], standalone_mode=False)
            passed = True
    except SystemExit as stopped:
        passed = not stopped.code
    except RuntimeError:  # Jupyter Book's way to say that Sphinx failed
        passed = False
    finally:
        os.chdir(before)
    plain = _COLOUR.sub("", told.getvalue()).replace(f"{root}{os.sep}", "")
    read = re.findall(r"reading sources\.\.\. \[ *\d+%\] book/(\S+)", _COLOUR.sub("", out.getvalue()))
    return Built(passed, plain, root / "_build" / "html", frozenset(read))


def clean(built: Built) -> Built:
    """Return a build that passed and gave no warning; any other is a failed test that shows what was told."""
    assert built.passed, built.told
    assert built.told.strip() == ""
    return built


def build_clean(root: Path) -> Built:
    """Build a book that must give no warning."""
    return clean(build(root))


class Sites:
    """Builds the tiny books of `tests/sites`, each once in a run, and holds them to no warnings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built: dict[str, Built] = {}

    def __call__(self, name: str) -> Built:
        """Return the built site of that name."""
        if name not in self._built:
            self._built[name] = build(make_book(self._folder / name, SITES / name))
        return clean(self._built[name])


def words(node: Tag | None) -> str:
    """Return the text of a part of a page, with single spaces."""
    assert node is not None
    return " ".join(node.get_text(" ").split())


def rows(table: Tag | None) -> list[list[str]]:
    """Return the cells of a table as text, headings first."""
    assert table is not None
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def searched(built: Built) -> str:
    """Return all that the search of a built site has: the core, and the texts of excerpts."""
    static = built.site / "_static"
    files = [static / "search-index.js", *sorted((static / "search").iterdir())]
    return "".join(path.read_text(encoding="utf-8") for path in files)


def links(part: Tag) -> dict[str, str]:
    """Return the links of a part of a page: text and address."""
    return {words(link): str(link["href"]) for link in part.find_all("a", href=True)}


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def named(folders: Iterable[Path]) -> list[str]:
    """Return the names of folders in order."""
    return sorted(folder.name for folder in folders)
