"""`kb.py serve`: the site on this computer, built again in the same warm process each time a file is saved."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from faltboken import building, console
from faltboken.commands import RESTART, ROOT
from faltboken.commands.options import Options, port
from faltboken.holding import held
from faltboken.preview import HOST, Preview, start
from faltboken.swap import restore, swap
from faltboken.watching import changes, snapshot

WATCHED = ["book", "data", "scripts/faltboken", "_toc.yml", "_config.yml"]


def run(arguments: Sequence[str]) -> int:
    """Serve until Ctrl-C, or until the code has changed and a fresh process must take over."""
    options = Options("serve", "Visar sidan på den här datorn och bygger om den när du sparar.")
    options.add_argument("--port", type=port, default=8000, metavar="PORT", help="annan port än 8000")
    chosen = options.parse_args(arguments)
    preview = Preview(ROOT / building.SITE)
    server = start(preview, chosen.port)
    places = [ROOT / place for place in WATCHED]
    watch = changes(places, snapshot(places))
    try:
        rebuild(ROOT, preview, [])
        console.say(f"\nÖppna http://{HOST}:{chosen.port}/  –  sidan byggs om när du sparar. Avsluta med Ctrl-C.")
        for files in watch:
            if any(path.suffix == ".py" for path in files):
                console.say("\nKoden har ändrats: startar om …")
                return RESTART
            if files:
                console.say(f"\n{told(ROOT, files)}")
                rebuild(ROOT, preview, files)
    except KeyboardInterrupt:
        console.say("\nServern är avslutad.")
    finally:
        server.server_close()
    return 0


def rebuild(root: Path, preview: Preview, files: Sequence[Path]) -> bool:
    """Build what the changed files touch and show it; on a fault say so and keep showing the last good site."""
    start_time = time.perf_counter()
    try:
        with held(root / "_build" / "lock", lambda: console.say("  En annan kb.py bygger just nu. Väntar …")):
            restore(root / building.SITE)
            if not files:
                building.forget_if_code_changed(root)
            built = building.build(root)
            with preview.swapping:
                swap(built, root / building.SITE)
    except console.Stop as stop:
        console.fault(str(stop))
        return False
    except OSError as error:
        console.fault(console.explained(error))
        return False
    preview.renewed()
    console.say(f"  Byggd på {console.seconds(time.perf_counter() - start_time)}")
    return True


def told(root: Path, files: Sequence[Path]) -> str:
    """Return which files changed, the first three by name."""
    names = [path.relative_to(root).as_posix() for path in files]
    more = f" och {len(names) - 3} till" if len(names) > 3 else ""
    return "Ändrat: " + ", ".join(names[:3]) + more
