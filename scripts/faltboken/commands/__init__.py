"""The commands of `scripts/kb.py`, and what they have in common: set-up, and faults told in Swedish.

A command runs in two processes: the computer's Python checks `.venv` and then runs the same command on its Python.
"""

from __future__ import annotations

import difflib
import importlib
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from faltboken import console, environment, installer

ROOT = Path(__file__).resolve().parents[3]
STARTED_IN = Path.cwd()  # a command runs in ROOT; the files it is given are named from here
ERROR_LOG = "_build/error.log"
RESTART = 75
_CHILD = "FALTBOKEN_ENVIRONMENT_IS_READY"

# Name -> (module with `run(arguments)`, the locks it needs, what it does)
COMMANDS = {
    "site": ("site", [environment.RUNTIME_LOCK], "bygger hela sidan till _build/html"),
    "serve": ("serve", [environment.RUNTIME_LOCK], "visar sidan på den här datorn och bygger om när du sparar"),
    "search": ("search", [environment.RUNTIME_LOCK], "svarar på en sökning som sidan gör, och säger varför"),
    "check": ("check", [environment.RUNTIME_LOCK], "kontrollerar data, sidor och den byggda sidan"),
    "export": ("export", [environment.RUNTIME_LOCK], "skriver tabellerna till en arbetsbok (.xlsx)"),
    "import": ("import_tables", [environment.RUNTIME_LOCK], "läser in en arbetsbok eller CSV-fil i tabellerna"),
    "new-municipality": ("new_municipality", [environment.RUNTIME_LOCK], "lägger till en kommun och dess arbetsbok"),
    "analyse": ("analyse", [environment.RUNTIME_LOCK], "räknar på enhetens egna siffror ur en ifylld mall"),
    "pdf": ("pdf", [environment.RUNTIME_LOCK, environment.PDF_LOCK], "skriver hela handboken som en tillgänglig PDF"),
    "test": (
        "test",
        [environment.RUNTIME_LOCK, environment.PDF_LOCK, environment.TEST_LOCK],
        "kör alla test, också i webbläsare",
    ),
}


def usage() -> str:
    """Return the list of commands."""
    rows = [f"  {name:<16} {about}" for name, (_, _, about) in COMMANDS.items()]
    return "\n".join(["Så här: python3 scripts/kb.py KOMMANDO", "", *rows, "", "Mer: kb.py KOMMANDO --help"])


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong is told in Swedish."""
    console.prepare()
    try:
        return _dispatch(list(arguments))
    except console.Stop as stop:
        console.fault(str(stop))
        return stop.code
    except KeyboardInterrupt:
        console.fault("Avbrutet. Inget är förstört: kör kommandot igen när du vill.")
        return 130
    except OSError as error:
        console.fault(console.explained(error))
        return 1
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("faltboken"):
            return _unexpected(error)
        environment.forget(ROOT)
        console.fault(f"Något saknas i .venv ({error.name}). Kör kommandot igen, så görs .venv om.")
        return 1
    except Exception as error:  # noqa: BLE001 – the last net: a person gets a sentence, the log gets the traceback
        return _unexpected(error)


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help", "hjälp"}:
        console.say(usage())
        return 0 if arguments else 2
    name = arguments[0]
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f" Menade du {near[0]}?" if near else ""
        raise console.Stop(f"Kommandot ”{name}” finns inte.{hint}\n\n{usage()}", 2)
    module, locks, _ = COMMANDS[name]
    if environment.inside(ROOT) and os.environ.get(_CHILD):
        os.chdir(ROOT)
        return int(importlib.import_module(f"faltboken.commands.{module}").run(arguments[1:]))
    _set_up(locks)
    code = RESTART
    while code == RESTART:
        code = _in_environment(arguments)
    return code


def _set_up(locks: Sequence[str]) -> None:
    start = time.perf_counter()
    console.progress("Kontrollerar .venv …")
    if environment.ensure(ROOT, locks):
        console.note(f"  {'Miljö (.venv)':<24} {console.seconds(time.perf_counter() - start):>10}")


def _in_environment(arguments: Sequence[str]) -> int:
    """Run the same command on the environment's Python, and pass on what stops this process."""
    env = installer.clean_environment() | {_CHILD: "1"}
    command = [str(environment.python(ROOT)), str(ROOT / "scripts" / "kb.py"), *arguments]
    sys.stdout.flush()
    try:
        process = subprocess.Popen(command, env=env)
    except OSError as error:
        environment.forget(ROOT)
        reason = f".venv går inte att köra ({error.strerror}). Kör kommandot igen, så görs .venv om."
        raise console.Stop(reason) from None
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        code = process.wait()
    except KeyboardInterrupt:  # in a terminal the other process was told too, and says so itself
        try:
            code = process.wait(timeout=2)
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            code = process.wait()
    return code if code >= 0 else 128 - code


def _unexpected(error: Exception) -> int:
    log = ROOT / ERROR_LOG
    console.fault(f"Ett fel i Fältbokens kod ({type(error).__name__}: {error}).")
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        console.fault(f"Det är inte ditt fel. Beskriv vad du gjorde i ett ärende och bifoga {log}.")
    except OSError as unwritten:
        console.fault(console.explained(unwritten))
    return 1
