"""The whole site as one zip file that opens from a USB stick, and its link on the page about reading without a network.

Made of a finished site and never in the build itself: an editor who looks at a page does not wait for it.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date
from pathlib import Path

from faltboken import swedish
from faltboken.publish import offline

NAME = "faltboken.zip"
FOLDER = "faltboken"
PAGE = "om/offline.html"
CLASS = "usb-copy"
# A larger file is written but not published: the whole handbook must be possible to fetch with a bad connection.
MOST_BYTES = 5_000_000
NOT_PUBLISHED = "Zip-filen finns inte på den här platsen. Be den som publicerar handboken om den."
_HERE = "Du läser kopian ur zip-filen. Den gjordes den {day}."
_LINK = '<a href="../{name}" download>Hämta handboken som zip-fil</a> ({size} MB, gjord den {day})'
_PLACE = re.compile(rf'(<p class="{CLASS}">).*?(</p>)', re.DOTALL)
# What only a server or a search engine reads.
_LEFT_OUT = {offline.WORKER, offline.LIST, offline.MANIFEST, NAME}
_LEFT_OUT |= {"_headers", ".nojekyll", ".buildinfo", "robots.txt", "sitemap.xml", "objects.inv"}
_BEGINNING_OF_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def packed(site: Path, day: date) -> bytes:
    """Return the zip file of a site; the same site and day give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if name in _LEFT_OUT:
                continue
            data = path.read_bytes()
            if name == PAGE:
                data = _filled(data.decode(), _HERE.format(day=swedish.long_date(day))).encode()
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _BEGINNING_OF_ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return content.getvalue()


def publish(site: Path, content: bytes, day: date) -> bool:
    """Put the zip file into the site and link to it; return False, with nothing done, when it is too large."""
    page = site / PAGE
    if len(content) > MOST_BYTES or not page.is_file():
        return False
    (site / NAME).write_bytes(content)
    size = f"{len(content) / 1_000_000:.1f}".replace(".", ",")
    link = _LINK.format(name=html.escape(NAME), size=size, day=swedish.long_date(day))
    page.write_text(_filled(page.read_text(encoding="utf-8"), link), encoding="utf-8", newline="\n")
    offline.write(site)  # the page has another digest now
    return True


def _filled(page: str, words: str) -> str:
    return _PLACE.sub(lambda found: f"{found[1]}{words}{found[2]}", page)
