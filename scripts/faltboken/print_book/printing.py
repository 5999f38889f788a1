"""Chromium prints an HTML file to a PDF, tagged and with bookmarks, from its own command line."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from faltboken.chromium import QUIET
from faltboken.console import Stop

LONGEST = 900  # seconds; the whole handbook takes about 30 on a computer at rest


def printed(program: str, source: Path, target: Path) -> None:
    """Print `source` to `target` with the browser `program`; raise `Stop` when it gives no file."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, "--headless", *QUIET, f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        command += ["--generate-pdf-document-outline", "--export-tagged-pdf", f"--print-to-pdf={target}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium has no sandbox for root; the file is our own
            command.append("--no-sandbox")
        try:
            done = subprocess.run(
                [*command, source.resolve().as_uri()],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Stop(
                f"Webbläsaren blev inte klar på {LONGEST // 60} minuter. Stäng andra program och försök igen."
            ) from None
    if done.returncode or not target.is_file():
        last = (done.stderr.strip().splitlines() or ["inget mer sades"])[-1]
        raise Stop(f"Webbläsaren {program} skrev ingen PDF ({last[:200]}). Uppdatera den och försök igen.")
