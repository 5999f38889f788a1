"""Files that are no workbook of ours, told apart by their first bytes, with a sentence on what to do."""

from __future__ import annotations

import re
from pathlib import Path

from faltboken.analyse.xlsx_rows import SAVE_AS
from faltboken.workbooks import excel
from faltboken.workbooks.sheets import Unreadable

_MOST_BYTES = 60_000_000


def refuse(path: Path) -> None:
    """Raise Unreadable when the file is missing or cannot be an Excel workbook."""
    if path.is_dir():
        raise Unreadable("folder", "Det här är en mapp. Skriv sökvägen till själva arbetsboken (.xlsx).")
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        size = path.stat().st_size
    except FileNotFoundError:
        raise Unreadable("missing-file", "Filen finns inte. Skriv sökvägen till arbetsboken (.xlsx).") from None
    except (OSError, ValueError):
        message = (
            "Filen går inte att öppna. Stäng den i kalkylprogrammet, se efter att du får läsa den och försök igen."
        )
        raise Unreadable("unopened-file", message) from None
    if not start.strip():
        raise Unreadable("empty-file", "Filen är tom. Spara den igen, eller välj en annan fil.")
    if size > _MOST_BYTES:
        message = "Filen är för stor. Ta bort bilder, tomma rader och blad som inte hör till mallen, och spara igen."
        raise Unreadable("too-large", message)
    if start.startswith(b"PK"):
        return
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise excel.refuse_old(path.read_bytes())
    if _is_separated(start):
        raise Unreadable("csv", f"Filen är text med skiljetecken (CSV). {SAVE_AS}")
    raise Unreadable("not-a-workbook", f"Filen är ingen Excel-arbetsbok. {SAVE_AS}")


def broken() -> Unreadable:
    """Return what to say of a workbook whose parts cannot be read."""
    return Unreadable("broken-workbook", f"Filen är skadad eller inte hel och går inte att läsa. {SAVE_AS}")


def _is_separated(start: bytes) -> bool:
    text = start.decode("utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1", "replace")
    lines = text.splitlines()
    return bool(lines) and not re.search(r"[\x00-\x08]", text) and any(mark in lines[0] for mark in ";,\t")
