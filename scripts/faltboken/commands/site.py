"""`kb.py site`: checks, build, checks of what was built, and the swap that publishes it in `_build/html`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faltboken import building, console, editions
from faltboken.commands import ROOT, check
from faltboken.commands.options import Options
from faltboken.holding import held
from faltboken.problems import Problem
from faltboken.publish import usb
from faltboken.swap import restore, swap

ZIP = "_build/faltboken.zip"


def run(arguments: Sequence[str]) -> int:
    """Build the site and say where it is."""
    options = Options("site", "Kontrollerar, bygger och lägger sidan i _build/html.")
    options.add_argument(
        "--municipality", metavar="KOMMUN", help="bygg en bok för bara den kommunen, med namn eller id"
    )
    options.add_argument("--zip", action="store_true", help=f"skriv också {ZIP}, hela sidan att ta med på USB-minne")
    chosen = options.parse_args(arguments)
    today = date.today()
    make(ROOT, today, editions.identified(ROOT, chosen.municipality) if chosen.municipality else "", zipped=chosen.zip)
    console.say(f"\nKlart. Öppna {ROOT / building.SITE / 'index.html'}")
    return 0


def make(root: Path, today: date, municipality: str = "", *, zipped: bool = False) -> None:
    """Build the site into `_build/html`; on any fault the site that stood there stands there still.

    `municipality` is the id of the one that the book is for; "" leaves that to `_config.yml`. `zipped` adds the zip.
    """
    site = root / building.SITE
    with held(root / "_build" / "lock", _waiting):
        restore(site)
        with console.stage("Kontroll", "Kontrollerar data och sidor"):
            _stop_at(check.problems(root, today, None), "Inget byggdes")
        with console.stage("Bygge", "Bygger"):
            building.forget_if_code_changed(root)
            built = building.build(root, editions.configuration(root, municipality) if municipality else "")
        with console.stage("Kontroll av bygget", "Kontrollerar den byggda sidan"):
            _stop_at(check.problems_in_site(built), "Den byggda sidan lades inte ut")
        with console.stage("Byte", "Byter ut _build/html"):
            swap(built, site)
        if zipped:
            with console.stage("Zip-fil", "Packar hela sidan"):
                published = zip_site(site, root / ZIP, today)
            if not published:
                console.say(f"  {ZIP} är för stor att läggas ut (högst 5 MB) och finns bara där.")


def zip_site(site: Path, target: Path, today: date) -> bool:
    """Write the site as a zip file to `target`; return whether it was published with the site too."""
    content = usb.packed(site, today)
    target.write_bytes(content)
    return usb.publish(site, content, today)


def _stop_at(found: Sequence[Problem], consequence: str) -> None:
    if found:
        check.report(found)
        raise console.Stop(f"{consequence}; sidan som redan fanns är orörd.")


def _waiting() -> None:
    console.say("  En annan kb.py bygger just nu. Väntar tills den är klar …")
