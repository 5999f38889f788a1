"""A reader of the introduction: what they have done is on the device, and the clock stands still."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from browser.conftest import PHONE, Reader

KEY = "faltboken.introduktion"
NOON = "2026-12-08T12:00:00+01:00"


def state(role: str = "", start: str = "", municipality: str = "", done: dict[str, str] | None = None) -> str:
    """Return what the device keeps of a reader who has chosen and ticked."""
    choices = {"role": role, "start": start, "municipality": municipality}
    kept = {"version": 1, "choices": choices, "done": done or {}, "questions": {}, "rehearsals": {}}
    return json.dumps(kept, separators=(",", ":"))


def begun(
    reader: Reader, path: str, kept: str = "", *, at: str = NOON, width: int = PHONE, scheme: str = "light"
) -> Page:
    """Return a page at `path` on a device that keeps `kept`, at a moment."""
    page = reader.opens("om/tillganglighet.html", width=width, scheme=scheme)
    page.clock.set_fixed_time(at)
    if kept:
        page.evaluate("pair => localStorage.setItem(...pair)", [KEY, kept])
    reader.goes(page, path)
    return page


def kept_on(page: Page) -> Any:
    """Return what the device keeps, None when that is nothing."""
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    return json.loads(text) if text else None
