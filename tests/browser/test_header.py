"""The header on a small screen, where the name of a municipality's edition is long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.conftest import PHONE

_ROOM = """() => {
  const field = document.querySelector("#_sok"), style = getComputedStyle(field);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [room - pen.measureText("Sök").width, innerWidth - document.documentElement.scrollWidth];
}"""


@pytest.mark.parametrize("name", ["Fältboken", "Fältboken Hagfors", "Fältboken Upplands Väsby"])
def test_the_search_field_has_room_for_its_word(opens: Callable[..., Page], name: str) -> None:
    page = opens("stod/alla.html", width=PHONE)
    page.evaluate("name => { document.querySelector('.mark span').textContent = name; }", name)
    room, beside = page.evaluate(_ROOM)
    assert room >= 12  # with less, Chromium cuts the word off
    assert beside == 0
