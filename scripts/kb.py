#!/usr/bin/env python3
# -*- coding: utf-8 -*-  # noqa: UP009 – Python 2 needs it to say the sentence below
"""The one door to Fältboken: python3 scripts/kb.py and a command, such as site, serve, search, check or test.

This file keeps to syntax that old Pythons can read, so that they too can say which Python is needed.
"""

import sys

OLDEST = (3, 11)
TOO_OLD = (
    "Fältboken behöver Python 3.11 eller nyare, men det här är Python %d.%d.\n"
    "Hämta en nyare på https://www.python.org/downloads/ (Debian och Ubuntu: sudo apt install python3 python3-venv)\n"
    "och kör igen med den, till exempel: python3.12 scripts/kb.py site\n"
)

if sys.version_info < OLDEST:  # written as bytes, because an old Python's terminal may not take Swedish letters
    sentence = TOO_OLD % sys.version_info[:2]
    told = sentence if isinstance(sentence, bytes) else sentence.encode("utf-8")
    getattr(sys.stderr, "buffer", sys.stderr).write(told)  # type: ignore[arg-type]
    sys.exit(2)

if __name__ == "__main__":
    from faltboken.commands import main

    sys.exit(main(sys.argv[1:]))
