"""Tables and figures as the notebooks show them: semantic HTML, all text escaped.

A notebook shows an object through its `_repr_html_`. Tables are those of `faltboken.sphinx_ext.translator`: in a scroll
box that takes the keyboard, with cells that know their heading, so that CSS can lay rows out as cards. Nothing here
writes a `style` attribute; an empty cell is shown as unknown, never as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from faltboken import swedish

UNKNOWN = "uppgift saknas"


@dataclass(frozen=True, slots=True, repr=False)
class Html:
    """A piece of HTML that a notebook shows as it is."""

    html: str
    plain: str = ""

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """Return the plain words, which are the same in every build."""
        return self.plain


def table(
    rows: Iterable[object],
    caption: str,
    columns: Mapping[str, str],
    *,
    words: Mapping[str, Mapping[str, str]] | None = None,
    cards: bool = True,
) -> Html:
    """Return a table whose first column heads the rows.

    `rows` are mappings or objects with the fields named in `columns` (field: heading). `words` holds, for a field, the
    Swedish words for its values. Where there is little room the rows become cards, unless `cards` is false: a few
    columns of numbers are read across.
    """
    if not columns:
        raise ValueError("tabellen har inga kolumner")
    if not caption.strip():
        raise ValueError("tabellen saknar rubrik")
    head = "".join(f'<th scope="col"><p>{escape(heading)}</p></th>' for heading in columns.values())
    body = "".join(_row(row, columns, words or {}) for row in rows)
    name = escape(caption)
    form = ' class="stack"' if cards else ""
    return Html(
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}">'
        f"<table{form}><caption>{name}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        plain=caption,
    )


def _row(row: object, columns: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> str:
    cells = []
    for index, (field, heading) in enumerate(columns.items()):
        value = row[field] if isinstance(row, Mapping) else getattr(row, field)
        if isinstance(value, str):
            value = words.get(field, {}).get(value, value)
        start, end = ("td", "td") if index else ('th scope="row"', "th")
        cells.append(f'<{start} data-label="{escape(heading)}">{_cell(value)}</{end}>')
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value: object) -> str:
    match value:
        case None | "" | ():
            return f'<p class="soft">{UNKNOWN}</p>'
        case date():
            return f'<p><time datetime="{value.isoformat()}">{swedish.long_date(value)}</time></p>'
        case tuple():
            return f"<p>{escape(swedish.joined(value))}</p>"
        case _:
            return f"<p>{escape(str(value))}</p>"


def figure(svg: str, caption: str, text_alternative: Html) -> Html:
    """Return a figure with its caption and, folded under it, the same content as a table."""
    return Html(
        f'<figure class="chart"><figcaption>{escape(caption)}</figcaption>{svg}'
        f"<details><summary>Visa figuren som text</summary>{text_alternative.html}</details></figure>",
        plain=caption,
    )


def paragraph(text: str) -> Html:
    """Return a sentence that was counted rather than written by hand."""
    return Html(f"<p>{escape(text)}</p>", plain=text)


def number_word(number: int) -> str:
    """Return a small number as a Swedish word, as running text has it."""
    words: Sequence[str] = ("ingen", "en", "två", "tre", "fyra", "fem", "sex",
                            "sju", "åtta", "nio", "tio", "elva", "tolv")  # fmt: skip
    return words[number] if 0 <= number < len(words) else str(number)
