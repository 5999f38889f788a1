"""`kb.py test`: all tests, with the real browser; more arguments go to pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from faltboken.commands import ROOT


def run(arguments: Sequence[str]) -> int:
    """Run pytest in the project folder and return its exit code; pytest's summary is the last that is printed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("FALTBOKEN_")}
    env["PYTHONWARNDEFAULTENCODING"] = "1"
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=env, check=False).returncode
