"""The copy that a reader's browser keeps: the list of its files, the service worker that keeps it, and the manifest.

The same site gives the same bytes. The worker carries a digest of the list as its version, so a browser sees a new
worker when, and only when, a file of the copy has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

LIST = "_static/offline-files.json"
WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
_SOURCE = Path(__file__).parents[1] / "theme" / "offline" / WORKER
# What Sphinx puts beside the pages and no page of ours loads; what tells of the fonts; the list itself.
_NO_READER_NEEDS = re.compile(
    r"_static/(?:basic\.css|doctools\.js|documentation_options\.js|language_data\.js|pygments\.css|searchtools\.js|"
    r"sphinx_highlight\.js|translations\.js|(?:file|minus|plus)\.png|mystnb\.\w+\.css|fonts/(?!.*\.woff2)[^/]+|"
    r"offline-files\.json)"
)
# Kept first and always, also for a reader who saves data; with the style, scripts and fonts that they load.
_FIRST = ("akut.html", "index.html", "om/offline.html", "404.html")
_SCRIPT = "_static/offline.js"  # faltboken.js asks for it
_LOADED = re.compile(r'(?:src|href)="[^"]*?(_static/[^"]+)"')
# A page with the quick exit is never kept only because somebody read it: the copy must not tell who did.
_QUICK_EXIT = '<aside class="quick-exit"'


def files(site: Path) -> dict[str, str]:
    """Return the files of the copy, path and digest: every page, and what pages load."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name: _digest((site / name).read_bytes()) for name in found if _is_read(name)}


def _is_read(name: str) -> bool:
    if name.startswith("_static/"):
        return not _NO_READER_NEEDS.fullmatch(name)
    return name == MANIFEST or (name.endswith(".html") and not name.startswith("data/"))


def _digest(content: bytes) -> str:
    """Return the first 64 bits of SHA-256 in hexadecimal: it tells versions of a file apart and guards nothing."""
    return hashlib.sha256(content).hexdigest()[:16]


def write(site: Path) -> None:
    """Write the list of files and the worker into a finished site."""
    listed = files(site)
    version = _digest("".join(f"{digest} {name}\n" for name, digest in listed.items()).encode())
    content = {"version": version, "first": _first(site, listed), "private": _private(site, listed), "files": listed}
    _write(site / LIST, json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
    _write(site / WORKER, _SOURCE.read_text(encoding="utf-8").replace("@version@", version))


def _first(site: Path, listed: Mapping[str, str]) -> list[str]:
    pages = [name for name in _FIRST if name in listed]
    loaded = {name for page in pages for name in _LOADED.findall((site / page).read_text(encoding="utf-8"))}
    fonts = {name for name in listed if name.startswith("_static/fonts/")}
    return [*pages, *sorted((loaded | fonts | {_SCRIPT}) & listed.keys())]


def _private(site: Path, listed: Mapping[str, str]) -> list[str]:
    pages = (name for name in listed if name.endswith(".html"))
    return [name for name in pages if _QUICK_EXIT in (site / name).read_text(encoding="utf-8")]


def manifest(title: str) -> str:
    """Return the web app manifest (https://www.w3.org/TR/appmanifest/); addresses count from where it lies."""
    icons = [
        {"src": f"_static/icons/{name}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable"))
    ]
    content = {
        "name": title,
        "short_name": "Fältboken",
        "description": "Handbok för uppsökande socialt arbete, också utan nät.",
        "lang": "sv",
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        # With the way back and the address in sight: pages about violence lead out of the handbook in one touch.
        "display": "minimal-ui",
        "background_color": "#faf7f0",
        "theme_color": "#0f4436",
        "icons": icons,
        "shortcuts": [
            {"name": "Akut", "description": "Nummer och steg när det är bråttom", "url": "./akut.html"},
            {"name": "Hitta stöd", "url": "./stod/alla.html"},
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_manifest(site: Path, title: str) -> None:
    """Write the manifest; before `write`, which lists it."""
    _write(site / MANIFEST, manifest(title))


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
