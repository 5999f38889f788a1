"""A logic model as boxes below each other, with a rail in the margin from each box to those that build on it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from faltboken.analyse.drawing import LINE, MARGIN, WIDTH, number, svg, text
from faltboken.analyse.logic_model import Box, numbers

CHARACTERS = 36  # of a line in a box
RAIL = 9  # between two rails
EDGE = 12  # from the innermost rail to the boxes


def logic_model(boxes: Sequence[Box], stages: Mapping[str, str], *, key: str, title: str, description: str) -> str:
    """Draw the boxes by stage (id: heading); a broken line around a box says that it is assumed.

    Every id in `follows` must be a box above; else ValueError.
    """
    order = [box for stage in stages for box in boxes if box.stage == stage]
    place = {box.id: index for index, box in enumerate(order)}
    for box in order:
        if any(place.get(other, len(order)) >= place[box.id] for other in box.follows):
            raise ValueError(f"{box.id}: bygger på en ruta som inte står ovanför")
    tracks = _tracks(order, place)
    left = MARGIN + RAIL * (max(tracks.values(), default=-1) + 1) + EDGE
    body: list[str] = []
    middles: dict[str, float] = {}
    y = 0.0
    named = numbers(order)
    for stage, heading in stages.items():
        inside = [box for box in order if box.stage == stage]
        if not inside:
            continue
        y += LINE
        body.append(text(left, y - 4, heading, weight=' font-weight="600"'))
        y += 5
        for box in inside:
            y, middles[box.id] = _box(body, box, named[box.id], left, y)
        y += 6
    for box in order:
        targets = [middles[other.id] for other in order if box.id in other.follows]
        if targets:
            body.append(_rail(middles[box.id], targets, left, left - EDGE - RAIL * tracks[box.id]))
    return svg(body, y, key=key, title=title, description=description)


def _tracks(order: Sequence[Box], place: Mapping[str, int]) -> dict[str, int]:
    """Return the rail of each box that others build on, from the boxes outwards, so that no two rails overlap."""
    ends = {box.id: max((place[one.id] for one in order if box.id in one.follows), default=-1) for box in order}
    taken: list[int] = []  # where each rail is free again
    found = {}
    for box in order:
        if ends[box.id] < 0:
            continue
        track = next((at for at, end in enumerate(taken) if end < place[box.id]), len(taken))
        taken[track : track + 1] = [ends[box.id]]
        found[box.id] = track
    return found


def _box(body: list[str], box: Box, name: int, left: float, y: float) -> tuple[float, float]:
    room = int(CHARACTERS * (WIDTH - MARGIN - left) / (WIDTH - 2 * MARGIN - RAIL * 5))
    lines = textwrap.wrap(f"{name}. {box.text}" + (" (antagande)" if box.assumed else ""), room)
    height = len(lines) * LINE + 10
    dashes = ' stroke-dasharray="5 4"' if box.assumed else ""
    body.append(
        f'<rect x="{number(left)}" y="{number(y)}" width="{number(WIDTH - MARGIN - left)}" height="{number(height)}" '
        f'rx="4" fill="none" stroke="currentColor"{dashes}/>'
    )
    for index, line in enumerate(lines):
        body.append(text(left + 8, y + LINE * (index + 1), line))
    return y + height + 8, y + height / 2


def _rail(start: float, targets: Sequence[float], left: float, x: float) -> str:
    down = f"M{number(left)} {number(start + 5)}H{number(x)}V{number(max(targets) - 5)}"
    across = "".join(f"M{number(x)} {number(at - 5)}H{number(left - 1)}m-5 -4l5 4l-5 4" for at in targets)
    root = f'<circle cx="{number(left)}" cy="{number(start + 5)}" r="3" fill="currentColor"/>'
    return f'<path d="{down}{across}" fill="none" stroke="currentColor" stroke-width="1.5"/>{root}'
