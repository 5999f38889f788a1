"""Options of a command, with their faults told in Swedish."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import NoReturn

from faltboken import console

_SAID = [
    (r"unrecognized arguments: (.*)", r"okänt: \1"),
    (r"argument (\S+): expected one argument", r"\1 ska följas av ett värde"),
    (r"argument (\S+): (.*)", r"\1: \2"),
]


class Options(argparse.ArgumentParser):
    """An argument parser that speaks Swedish."""

    def __init__(self, command: str, about: str) -> None:
        super().__init__(prog=f"kb.py {command}", description=about, add_help=False, allow_abbrev=False)
        self._positionals.title = "Efter kommandot"
        self._optionals.title = "Tillval"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def format_usage(self) -> str:
        """Return how the command is written."""
        return super().format_usage().replace("usage:", "Så här:", 1)

    def format_help(self) -> str:
        """Return the help text."""
        return super().format_help().replace("usage:", "Så här:", 1)

    def error(self, message: str) -> NoReturn:
        """Stop with a sentence on what was not understood."""
        for pattern, swedish in _SAID:
            message = re.sub(pattern, swedish, message)
        raise console.Stop(f"Kommandot förstods inte – {message}\n{self.format_usage().strip()}", 2)


def day(text: str) -> date:
    """Return a date written as 2026-11-21."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"”{text}” är inget datum; skriv ÅÅÅÅ-MM-DD, som 2026-11-21") from None


def port(text: str) -> int:
    """Return a port number that a person may use."""
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"”{text}” är ingen port; skriv ett tal mellan 1024 och 65535")
    return int(text)
