"""An analysis as one HTML file: its own style, no script, nothing fetched. It opens without a network, and prints.

The style is the handbook's (`theme/static/faltboken.css`) in small: its colours, its tables, a printed report's calm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from faltboken.analyse.show import Html

_STYLE = Path(__file__).with_name("report.css")
# Nothing may be fetched and nothing run, whatever a cell of the sheet held.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: its heading, and what stands under it."""

    heading: str
    blocks: Sequence[Html] = field(default_factory=tuple)


def page(
    title: str,
    lead: str,
    parts: Sequence[Part],
    facts: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
) -> str:
    """Return the report. `facts` (word, value) stand under the title; `notes` say last how it is to be read."""
    listed = "".join(f"<div><dt>{escape(word)}</dt><dd>{escape(value)}</dd></div>" for word, value in facts)
    about = f'<dl class="facts">{listed}</dl>' if facts else ""
    body = "\n".join(_part(number, part) for number, part in enumerate(parts, start=1))
    links = "".join(
        f'<li><a href="#del-{number}">{escape(part.heading)}</a></li>' for number, part in enumerate(parts, start=1)
    )
    contents = f'<nav aria-label="Innehåll"><ul>{links}</ul></nav>' if len(parts) > 2 else ""
    read = "".join(f"<li>{escape(note)}</li>" for note in notes)
    foot = f'<footer><h2 id="las">Så läser du rapporten</h2><ul>{read}</ul></footer>' if notes else ""
    return f"""<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<header>
<p class="mark">Fältboken</p>
<h1>{escape(title)}</h1>
<p class="lead">{escape(lead)}</p>
{about}
{contents}
</header>
<main>
{body}
</main>
{foot}
</body>
</html>
"""


def _part(number: int, part: Part) -> str:
    blocks = "\n".join(block.html for block in part.blocks)
    heading = f'<h2 id="del-{number}">{escape(part.heading)}</h2>'
    return f"<section>\n{heading}\n{blocks}\n</section>"
