"""What every figure is drawn with: SVG with presentation attributes and `currentColor` only.

No `style` attribute, so that the site's content security policy holds; one colour, so that a figure reads in dark mode,
in print and by the colour-blind. What differs differs in shape and is said in text. The drawing is 360 units wide, a
phone's column, so that its text is never scaled below what can be read.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from html import escape

WIDTH = 360
MARGIN = 8
TRACK = WIDTH - 2 * MARGIN
SIZE = 15
LINE = 19
CHARACTERS = 34


def label(body: list[str], words: str, y: float) -> float:
    """Draw words in bold from `y` downwards, broken to fit; return where the last line ends."""
    for line in textwrap.wrap(clean(words), CHARACTERS) or [""]:
        y += LINE
        body.append(text(MARGIN, y - 4, line, weight=' font-weight="600"'))
    return y


def text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "") -> str:
    """Return one line of text; `weight` is more attributes, with a space before."""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"{weight}>{escape(clean(words))}</text>'


def svg(body: Sequence[str], height: float, *, key: str, title: str, description: str) -> str:
    """Return the drawing, named by its title and description; `key` makes their ids unique on a page."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", key):
        raise ValueError(f'key "{key}": skriv a–z, siffror och bindestreck')
    if not title.strip() or not description.strip():
        raise ValueError(f"{key}: figuren saknar titel eller beskrivning")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height + 4)}" '
        f'width="100%" role="img" aria-labelledby="{key}-title {key}-desc" '
        f'fill="currentColor" font-size="{SIZE}">'
        f'<title id="{key}-title">{escape(clean(title))}</title>'
        f'<desc id="{key}-desc">{escape(clean(description))}</desc>'
        f"{''.join(body)}</svg>"
    )


def clean(words: str) -> str:
    """Put control characters, which XML does not allow, and runs of space right."""
    return " ".join(re.sub(r"[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", words).split())


def number(value: float) -> str:
    """Return a length or a place as SVG has it, with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def decimal(value: float) -> str:
    """Return a number as Swedish text has it."""
    return f"{value:g}".replace(".", ",")
