"""The book opened from a folder, without any server."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import WIDE, Reader
from faltboken.publish import usb


@pytest.fixture
def folder(built_site: Path) -> str:
    """Return the address of the built pages as files."""
    return built_site.as_uri() + "/"


def test_pages_open_with_style_and_links_between_them(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + "index.html", width=WIDE)
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('.strip')).backgroundColor") != "rgba(0, 0, 0, 0)"
    )
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Lag", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url == folder + "lag/index.html"


@pytest.mark.parametrize("path", ["index.html", "lag/orosanmalan.html"])
def test_search_gives_results(path: str, reader: Reader, folder: str) -> None:
    page = reader.opens(folder + path)
    page.get_by_label("Sök i handboken").fill("orosanmälan")
    page.get_by_role("option").filter(has_text="Orosanmälan").first.click()
    page.wait_for_url(lambda url: url.startswith(folder) and "orosanmalan" in url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_search_page_gives_results(reader: Reader, folder: str) -> None:
    page = reader.opens(folder + "om/sok.html")
    page.get_by_label("Sök i handboken").fill("116 111")
    expect(page.locator("#_resultat a").first).to_be_visible()
    assert (page.locator("#_resultat a").first.get_attribute("href") or "").startswith(folder)


def test_the_zip_file_opens_from_a_folder_with_search_and_directory(
    reader: Reader, built_site: Path, tmp_path: Path
) -> None:
    place = tmp_path / "mitt minne å"
    content = usb.packed(built_site, date(2026, 11, 22))
    assert len(content) < usb.MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(place)
    folder = (place / usb.FOLDER).as_uri() + "/"
    assert "%20" in folder
    page = reader.opens(folder + "index.html")
    page.get_by_label("Sök i handboken").fill("orosanmälan")
    page.get_by_role("option").filter(has_text="Orosanmälan").first.click()
    page.wait_for_url(lambda url: url.startswith(folder) and "orosanmalan" in url)
    reader.goes(page, folder + "stod/alla.html")
    page.get_by_label("Kommun", exact=True).select_option("Hagfors")
    expect(page.get_by_role("heading", level=2, name="Tyresö")).to_be_hidden()
    reader.goes(page, folder + "om/offline.html")
    expect(page.locator(f".{usb.CLASS}")).to_have_text(
        "Du läser kopian ur zip-filen. Den gjordes den 22 november 2026."
    )
