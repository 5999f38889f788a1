"""A unit's own report in a browser: it asks for nothing, fits a phone, reads in the dark, and prints whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sheets import work_time_rows, workbook

from browser.axe import violations
from browser.conftest import WIDE, Reader
from faltboken.analyse.own_figures import analysed
from faltboken.analyse.sheets import sheet_schema
from faltboken.commands.analyse import analyse

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report of each sheet."""
    folder = tmp_path_factory.mktemp("rapport")
    log = [
        [date(2026, 1, 5 + day), time, place, 40, 2, 8 + day, 5, 2, 1, None, None, None]
        for day in range(20)
        for time, place in (("Kväll 17–20", "Centrum och butiker"), ("Sen kväll 20–23", "Skola"))
    ]
    for name, rows in (("arbetstid", work_time_rows()), ("faltlogg", log)):
        file = workbook(folder / f"{name}.xlsx", rows, schema=sheet_schema(name))
        assert analysed(name, file, TODAY).faults == []
        assert analyse(name, file, folder, TODAY) == 0
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, WIDE])
@pytest.mark.parametrize("name", ["arbetstid", "faltlogg"])
def test_a_report_is_accessible_and_fits(reader: Reader, folder: Path, name: str, width: int, scheme: str) -> None:
    asked: list[str] = []
    page = reader.opens((folder / f"{name}-rapport.html").as_uri(), width=width, scheme=scheme)
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert asked == [page.url]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate("() => document.fonts.size + document.scripts.length") == 0
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["arbetstid", "faltlogg"])
def test_nothing_of_a_report_is_wider_than_the_paper_or_taller_than_a_sheet(
    reader: Reader, folder: Path, name: str
) -> None:
    page = reader.opens((folder / f"{name}-rapport.html").as_uri(), width=672)  # A4 less its margins, in CSS pixels
    page.emulate_media(media="print")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 672
    tallest = page.evaluate("() => Math.max(...[...document.querySelectorAll('figure')].map(one => one.offsetHeight))")
    assert 0 < tallest < 990
