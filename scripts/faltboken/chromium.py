"""Finds the computer's own Chromium; none is ever downloaded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MISSING = (
    "Webbläsaren Chromium (eller Google Chrome) finns inte på datorn, och den behövs här. Installera den: "
    "”apt-get install chromium” i Debian och Ubuntu, ”brew install --cask chromium” i macOS, Google Chrome från "
    "Googles webbplats i Windows. Ligger den på en egen plats: sätt miljövariabeln CHROMIUM till programfilen."
)

# What a fresh browser would otherwise ask of hosts outside the computer.
QUIET: tuple[str, ...] = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET += ("--disable-component-update", "--disable-sync")

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PROGRAMS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "{LocalAppData}/Google/Chrome/Application/chrome.exe",
)


def find_chromium() -> str:
    """Return the path of the browser; raise FileNotFoundError, with what to install, when there is none."""
    chosen = os.environ.get("CHROMIUM", "")
    if chosen:
        found = shutil.which(chosen)
        if not found:
            raise FileNotFoundError(f"CHROMIUM är satt till ”{chosen}”, men där finns inget program. {MISSING}")
        return found
    on_path = next(filter(None, map(shutil.which, _COMMANDS)), None)
    if on_path:
        return on_path
    variables = {name.casefold(): value for name, value in os.environ.items()}
    for program in _PROGRAMS:
        path = program
        if program.startswith("{"):
            name, rest = program[1:].split("}", 1)
            path = variables.get(name.casefold(), "") + rest
        if Path(path).is_file():
            return path
    raise FileNotFoundError(MISSING)
