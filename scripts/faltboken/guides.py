"""How far into a guide each question stands."""

from __future__ import annotations

from collections.abc import Sequence

from faltboken.tables import Row


def depths(rows: Sequence[Row]) -> dict[str, int]:
    """Return which question each step is on the longest way to it. More than there are steps means a ring."""
    found = {row.text("step"): 1 for row in rows}
    for _ in tuple(found):
        for row in rows:
            following = row.text("next_step")
            if following in found:
                found[following] = max(found[following], found[row.text("step")] + 1)
    return found
