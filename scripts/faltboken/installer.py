"""pip, run on a lock with hashes, and what its failures mean in Swedish. Standard library only."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from faltboken import console

LOG = "_build/setup.log"
_UNWANTED = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "__PYVENV_LAUNCHER__"}

# The first pattern found in what pip said gives the sentence.
_FAULTS = [
    (
        r"DO NOT MATCH THE HASHES",
        "Ett hämtat paket har fel kontrollsumma mot {lock} och installerades inte.\n"
        "Kör kommandot igen. Händer det på nytt: prova ett annat nät, för det här kan byta ut filer på vägen,\n"
        "eller säg till den som förvaltar {lock}.",
    ),
    (
        r"Hashes are required|to have their versions pinned|Invalid requirement|Could not open requirements",
        "{lock} är inte ett helt lås: varje paket ska stå med version och kontrollsumma.\n"
        "Hämta filen på nytt, eller gör om den som README.md beskriver.",
    ),
    (
        r"No space left on device|\[Errno 28\]|not enough space",
        "Disken blev full medan paketen installerades. Frigör minst 1 GB och kör kommandot igen.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|SSLError",
        "Nätet visar ett certifikat som Python inte litar på. Det är vanligt i en kommuns nät.\n"
        "Be it-stödet om rotcertifikatet och kör: pip config set global.cert SÖKVÄG-TILL-FILEN, sedan kommandot igen.",
    ),
    (
        r"NewConnectionError|establish a new connection|Temporary failure in name|Name or service not known|"
        r"getaddrinfo failed|Max retries|Connect(ion)?Timeout|ReadTimeout|timed out|ProxyError|unreachable|"
        r"ConnectionError|Connection (refused|reset|aborted)|RemoteDisconnected|IncompleteRead",
        "Paketen kunde inte hämtas: datorn når inte paketförrådet. Kontrollera nätet (och proxyn, om ni har en)\n"
        "och kör kommandot igen. Nätet behövs bara första gången och när {lock} har ändrats.",
    ),
    (
        r"No matching distribution found for (?P<package>\S+)",
        "Paketet {package} finns inte för den här datorn och dess Python.\n"
        "Prova Python 3.11, 3.12 eller 3.13 från https://www.python.org/downloads/, eller kontrollera nätet.",
    ),
    (
        r"Permission denied|\[Errno 13\]|Access is denied|WinError (5|32)\b",
        "Det går inte att skriva i .venv: rättighet saknas, eller så används filerna av ett annat program.\n"
        "Stäng det (till exempel kb.py serve), eller ta bort mappen .venv, och kör kommandot igen.",
    ),
]


def clean_environment() -> dict[str, str]:
    """Return this process's environment without what would make Python or pip install elsewhere, in UTF-8."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    return kept | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def install(python: Path, root: Path, lock: str) -> None:
    """Install exactly what a lock says, hashes checked; raise Stop with a sentence when it cannot be done."""
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-input", "--progress-bar", "off"]
    log = root / LOG
    log.parent.mkdir(exist_ok=True)
    said: list[str] = []
    fetched = 0
    with subprocess.Popen(
        [*command, "-r", lock],
        cwd=root,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            collecting = re.match(r"Collecting ([\w.-]+)", line)
            if collecting:
                fetched += 1
                console.progress(f"Hämtar paket {fetched}: {collecting[1]}")
            elif line.startswith("Installing collected"):
                console.progress(f"Installerar {fetched} paket …")
    log.write_text("".join(said), encoding="utf-8")
    if process.returncode:
        raise console.Stop(explained("".join(said), lock, root))


def explained(said: str, lock: str, root: Path) -> str:
    """Return what went wrong in Swedish, from what the tool said."""
    for pattern, sentence in _FAULTS:
        found = re.search(pattern, said)
        if found:
            return sentence.format(lock=lock, package=found.groupdict().get("package", ""))
    last = "\n".join(f"  {line}" for line in said.strip().splitlines()[-5:])
    return (
        f"Det gick inte att sätta upp .venv. Det sista som sades (hela loggen: {root / LOG}):\n{last}\n"
        "Ta bort mappen .venv och kör kommandot igen."
    )
