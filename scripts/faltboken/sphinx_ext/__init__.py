"""The Sphinx extension of Fältboken: directives, roles, theme and what is published beside the pages."""

from __future__ import annotations

import gc
import hashlib
import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from faltboken.sphinx_ext import (
    bibliography,
    blocks,
    builder,
    call_lists,
    data_table,
    days,
    device_scripts,
    directory,
    elements,
    emergency,
    force,
    guide,
    heading_links,
    introduction,
    law,
    law_changes,
    law_dates,
    local_notes,
    meetings,
    municipalities,
    municipality_pages,
    navigation,
    notebooks,
    offline,
    onboarding,
    open_data,
    opening_files,
    page_context,
    page_faults,
    page_services,
    pocket_cards,
    publishing,
    quality,
    quiz,
    quiz_figures,
    rehearsal,
    review,
    service_links,
    service_pages,
    service_tables,
    services,
    site_data,
    state,
    templates,
    terms,
    translator,
)

_SCRIPTS = Path(__file__).parents[2]
_PARTS = (
    elements,
    site_data,
    state,
    days,
    municipality_pages,
    page_faults,
    navigation,
    builder,
    translator,
    page_context,
    review,
    service_tables,
    services,
    service_links,
    service_pages,
    page_services,
    onboarding,
    meetings,
    introduction,
    directory,
    emergency,
    data_table,
    municipalities,
    local_notes,
    law,
    law_dates,
    law_changes,
    terms,
    force,
    blocks,
    guide,
    heading_links,
    notebooks,
    open_data,
    templates,
    opening_files,
    device_scripts,
    quiz,
    quiz_figures,
    rehearsal,
    quality,
    call_lists,
    pocket_cards,
    bibliography,
    publishing,
    offline,
)


def _code_version() -> int:
    """Return a number that changes with the code: what an older version stored of the pages is then read anew."""
    digest = hashlib.sha256()
    for path in sorted((_SCRIPTS / "faltboken").rglob("*.py")):
        digest.update(path.read_bytes())
    return int(digest.hexdigest()[:8], 16)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect every part; called by Sphinx."""
    # A build makes millions of small objects that live to its end: to look for garbage often is a tenth of it.
    gc.set_threshold(100_000, 20, 50)
    # Notebooks run in a process of their own and import `faltboken.analyse`.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_SCRIPTS), os.environ.get("PYTHONPATH", ""))))
    app.add_html_theme("faltboken", str(_SCRIPTS / "faltboken" / "theme"))
    for part in _PARTS:
        part.setup(app)
    return {"version": "1", "env_version": _code_version(), "parallel_read_safe": False, "parallel_write_safe": True}
