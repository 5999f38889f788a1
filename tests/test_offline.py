"""The copy for reading offline, the zip file and the pocket card: what they hold, and that they are stable."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from books import BASE, SITES, Built, Sites, build_clean, edit, make_book, words

from faltboken import pocket_card
from faltboken.commands.site import zip_site
from faltboken.publish import offline, usb
from faltboken.tables import load

DAY = date(2026, 11, 22)


def listed(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / offline.LIST).read_text(encoding="utf-8"))
    return found


@pytest.fixture
def site(sites: Sites, tmp_path: Path) -> Path:
    """Return a copy of a built site, to be changed."""
    return Path(shutil.copytree(sites("growing").site, tmp_path / "site"))


# --- the list of files ------------------------------------------------------


@pytest.mark.parametrize("name", ["growing", "quiz", "directory", "rehearsal"])
def test_every_page_and_every_file_that_a_page_loads_is_listed(name: str, sites: Sites) -> None:
    built = sites(name)
    files = listed(built.site)["files"]
    assert {f"{page}.html" for page in built.pages()} <= files.keys()
    for page in built.pages():
        text = (built.site / f"{page}.html").read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|link rel="stylesheet")[^>]* (?:src|href)="[./]*(_static/[^"]+)"', text)
        assert set(loaded) <= files.keys(), page
    ours = {path for path in files if path.startswith("_static/")}
    scripts = {path.name for path in (built.site / "_static").rglob("*.js")}
    sphinx_own = {"doctools.js", "documentation_options.js", "language_data.js", "searchtools.js"}
    assert {path.rsplit("/", 1)[1] for path in ours if path.endswith(".js")} == scripts - sphinx_own - {
        "sphinx_highlight.js", "translations.js"
    }  # fmt: skip


def test_open_data_and_what_only_servers_read_are_left_out(sites: Sites) -> None:
    files = listed(sites("growing").site)["files"]
    assert not [name for name in files if name.startswith("data/")]
    assert not {"sw.js", "robots.txt", "sitemap.xml", "_headers", ".nojekyll", offline.LIST} & files.keys()


def test_each_digest_is_that_of_the_file(sites: Sites) -> None:
    built = sites("growing")
    for name, digest in listed(built.site)["files"].items():
        assert hashlib.sha256((built.site / name).read_bytes()).hexdigest().startswith(digest)


def test_the_worker_carries_the_version_of_the_list(sites: Sites) -> None:
    built = sites("growing")
    worker = (built.site / offline.WORKER).read_text(encoding="utf-8")
    assert worker.count(f'"{listed(built.site)["version"]}"') == 1
    assert "@version@" not in worker


def test_the_same_site_gives_the_same_bytes_and_a_changed_page_another_version(site: Path) -> None:
    before = [(site / name).read_bytes() for name in (offline.LIST, offline.WORKER)]
    (site / "data" / "ny.csv").write_text("a\n", encoding="utf-8")
    offline.write(site)
    assert [(site / name).read_bytes() for name in (offline.LIST, offline.WORKER)] == before
    (site / "akut.html").write_text("ny", encoding="utf-8")
    offline.write(site)
    assert (site / offline.WORKER).read_bytes() != before[1]


def test_a_book_built_again_has_the_list_of_a_book_built_from_nothing(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "growing")
    build_clean(root)
    edit(root / "book/lag/orosanmalan.md", "Vänta.", "Vänta på besked.")
    again = listed(build_clean(root).site)
    shutil.rmtree(root / "_build")
    assert again == listed(build_clean(root).site)


def test_akut_and_what_it_loads_come_first(sites: Sites) -> None:
    built = sites("growing")
    first = listed(built.site)["first"]
    assert first[:2] == ["akut.html", "index.html"]
    assert {"_static/faltboken.css", "_static/faltboken.js", "_static/offline.js"} <= set(first)
    assert [name for name in first if name.endswith(".woff2")]
    assert set(first) <= listed(built.site)["files"].keys()


def test_pages_with_the_quick_exit_are_marked(site: Path) -> None:
    sheltered = "stod/verksamhet/exempelby-skydd.html"
    assert listed(site)["private"] == [sheltered]
    page = site / "lag" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + '<aside class="quick-exit">', encoding="utf-8")
    offline.write(site)
    assert listed(site)["private"] == ["lag/index.html", sheltered]


def test_no_address_tells_where_on_a_server_the_site_lies(sites: Sites) -> None:
    built = sites("growing")
    found = listed(built.site)
    assert not [name for name in (*found["files"], *found["first"]) if name.startswith(("/", "http", ".."))]
    manifest = json.loads((built.site / offline.MANIFEST).read_text(encoding="utf-8"))
    addresses = [manifest["id"], manifest["start_url"], manifest["scope"]]
    addresses += [part["url"] for part in manifest["shortcuts"]]
    assert all(address.startswith("./") for address in addresses)
    assert [part["url"] for part in manifest["shortcuts"]] == ["./akut.html", "./stod/alla.html"]
    assert all((built.site / icon["src"]).is_file() for icon in manifest["icons"])
    assert manifest["lang"] == "sv"


# --- the zip file -----------------------------------------------------------


def with_page(site: Path) -> Path:
    page = site / usb.PAGE
    page.write_text(f'<p class="{usb.CLASS}">{usb.NOT_PUBLISHED}</p>', encoding="utf-8")
    return page


def test_the_zip_file_has_every_page_in_one_folder_and_the_same_bytes_each_time(site: Path, tmp_path: Path) -> None:
    content = usb.packed(site, DAY)
    other = tmp_path / "annan plats å"
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            (other / path.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, other / path.relative_to(site))
    assert usb.packed(other, DAY) == content
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert {name.split("/")[0] for name in names} == {usb.FOLDER}
    assert {f"{usb.FOLDER}/{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")} <= names
    assert f"{usb.FOLDER}/data/acute.csv" in names
    assert f"{usb.FOLDER}/{offline.WORKER}" not in names


def test_the_published_file_is_linked_with_size_and_day_and_says_its_day_inside(site: Path, tmp_path: Path) -> None:
    page, target = with_page(site), tmp_path / usb.NAME
    assert zip_site(site, target, DAY)
    assert (site / usb.NAME).read_bytes() == target.read_bytes()
    text = page.read_text(encoding="utf-8")
    assert '<a href="../faltboken.zip" download>' in text
    assert re.search(r"\(\d,\d MB, gjord den 22 november 2026\)", text)
    inside = zipfile.ZipFile(target).read(f"{usb.FOLDER}/{usb.PAGE}").decode()
    assert "Den gjordes den 22 november 2026." in inside
    assert "href" not in inside
    assert listed(site)["files"][usb.PAGE] == hashlib.sha256(page.read_bytes()).hexdigest()[:16]
    assert usb.packed(site, DAY) == target.read_bytes()


def test_a_file_that_is_too_large_is_not_published(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = with_page(site)
    monkeypatch.setattr(usb, "MOST_BYTES", 1000)
    assert not zip_site(site, tmp_path / usb.NAME, DAY)
    assert (tmp_path / usb.NAME).is_file()
    assert not (site / usb.NAME).exists()
    assert usb.NOT_PUBLISHED in page.read_text(encoding="utf-8")


# --- the pocket card --------------------------------------------------------


def cards(built: Built) -> list[str]:
    return [name for name in built.pages() if name.startswith("fickkort/")]


def test_each_municipality_with_an_acute_row_has_a_card(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "emergency-numbers")
    (root / "book" / "akut.md").write_text(
        "---\nsummary: Nummer.\naudience: [staff]\nowner: redaktör\nlast_reviewed: 2026-11-21\nreview_in: 3 månader\n"
        "---\n\n# Akut\n\n```{page-review}\n```\n\n```{pocket-cards}\n```\n",
        encoding="utf-8",
    )
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8") + "\nchapters:\n  - file: book/akut\n", encoding="utf-8")
    built = build_clean(root)
    assert cards(built) == ["fickkort/exempelby", "fickkort/sverige"]
    links = [str(link["href"]) for link in built.article("akut").select("a[href*=fickkort]")]
    assert links == ["fickkort/sverige.html", "fickkort/exempelby.html"]
    told = words(built.article("fickkort/exempelby"))
    assert "112" in told
    assert built.page("fickkort/exempelby").select("meta[name=robots][content=noindex]")


def test_a_number_that_nobody_has_confirmed_is_never_on_a_card(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "emergency-numbers")
    tables, problems = load(root)
    assert problems == []
    unsure = {row.text("phone") for row in tables["services"] if not row.day("assured_date")} - {""}
    for area in pocket_card.areas(tables):
        card = pocket_card.card(tables, area)
        shown = [*card.first, *card.others, *card.local]
        assert not unsure & {number.number for number in shown}
        assert all(number.confirmed for number in shown)
        own = [row for row in tables["acute"] if row.text("municipality") == area]
        assert len(card.local) + len(card.missing) == len(own)
    assert pocket_card.card(tables, "exempelby").missing


def test_a_book_without_the_pages_that_lead_to_them_has_no_cards(sites: Sites) -> None:
    assert cards(sites("addresses")) == []
    assert BASE.is_dir()
