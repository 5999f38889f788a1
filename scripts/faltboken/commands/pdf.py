"""`kb.py pdf`: the whole built handbook as one accessible PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faltboken import building, console
from faltboken.chromium import find_chromium
from faltboken.commands import ROOT, STARTED_IN
from faltboken.commands.options import Options, day


def run(arguments: Sequence[str]) -> int:
    """Write the PDF and say where it is, how many pages it has and how large it is."""
    options = Options("pdf", "Skriver hela den byggda handboken som en tillgänglig PDF. Det tar någon minut.")
    options.add_argument("--out", metavar="FIL", help="filens namn; annars _build/faltboken.pdf")
    options.add_argument("--today", type=day, default=None, metavar="DATUM", help="räkna med en annan dag än i dag")
    chosen = options.parse_args(arguments)
    target: Path = STARTED_IN / chosen.out if chosen.out else ROOT / "_build" / "faltboken.pdf"
    if target.suffix.lower() != ".pdf":
        raise console.Stop(f"{target.name} ska sluta på .pdf. Skriv till exempel --out {target.stem}.pdf.", 2)
    pages = write(ROOT / building.SITE, target, chosen.today or date.today())
    size = f"{target.stat().st_size / 1_000_000:.1f}".replace(".", ",")
    console.say(f"\nKlart: {pages} sidor, {size} MB. Öppna {target}")
    return 0


def write(site: Path, target: Path, today: date) -> int:
    """Write the site in `site` as a PDF and return its number of pages; if anything fails, what stood there stands."""
    from faltboken.print_book import finishing
    from faltboken.print_book.combined import CONTENTS, combined
    from faltboken.print_book.printing import printed

    if not (site / CONTENTS).is_file():
        raise console.Stop("Det finns ingen byggd sida att skriva ut. Kör först: python3 scripts/kb.py site")
    try:
        program = find_chromium()
    except FileNotFoundError as missing:
        raise console.Stop(str(missing)) from None
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as folder:
        source, raw, done = (Path(folder) / name for name in ("book.html", "book.pdf", "done.pdf"))
        with console.stage("Sidorna", "Lägger ihop sidorna"):
            book = combined(site, today)
            source.write_text(book.html, encoding="utf-8", newline="\n")
        with console.stage("Sidnummer", "Skriver ut en gång för att få sidnumren"):
            printed(program, source, raw)
            source.write_text(book.numbered(finishing.sheets(raw)), encoding="utf-8", newline="\n")
        with console.stage("Utskrift", "Skriver ut"):
            printed(program, source, raw)
        with console.stage("Struktur", "Märker upp och packar"):
            pages = finishing.finish(raw, done, book, today)
        done.replace(target)
    return pages
