"""Tables and figures as the notebooks show them: semantic HTML, all text escaped.

A notebook shows an object through its ``_repr_html_``. Nothing here writes a
``style`` attribute; an empty cell is shown as unknown, never as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlsplit

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli",
          "augusti", "september", "oktober", "november", "december")  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that links to a source; only web addresses become links."""

    text: str
    url: str


def table(
    rows: Iterable[object],
    caption: str,
    columns: Mapping[str, str],
    *,
    missing: str = "Saknas",
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Html:
    """Return a table with a caption, headings with scope and a scroll box for the keyboard.

    ``rows`` are mappings or objects with the fields named in ``columns`` (field: heading).
    The first column is the heading of its row. ``words`` holds, for a field, the Swedish
    word for each stored value.
    """
    if not columns:
        raise ValueError("tabellen har inga kolumner")
    if not caption.strip():
        raise ValueError("tabellen saknar rubrik")
    translate = words or {}
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in columns.values())
    body = "".join(_row(row, columns, missing, translate) for row in rows)
    name = escape(caption)
    return Html(
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{name}">'
        f"<table><caption>{name}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>",
        plain=caption,
    )


def _row(
    row: object,
    columns: Mapping[str, str],
    missing: str,
    words: Mapping[str, Mapping[str, str]],
) -> str:
    cells = []
    for index, (field, heading) in enumerate(columns.items()):
        value = _value(row, field)
        if isinstance(value, str):
            value = words.get(field, {}).get(value, value)
        text = _cell(value, missing)
        label = f'data-label="{escape(heading)}"'
        cells.append(f"<td {label}>{text}</td>" if index else f'<th scope="row" {label}>{text}</th>')
    return f"<tr>{''.join(cells)}</tr>"


def _value(row: object, field: str) -> object:
    return row[field] if isinstance(row, Mapping) else getattr(row, field)


def _cell(value: object, missing: str) -> str:
    match value:
        case None | "" | () | []:
            return f'<span class="unknown">{escape(missing)}</span>'
        case bool():
            return "ja" if value else "nej"
        case date():
            return f'<time datetime="{value.isoformat()[:10]}">{swedish_date(value)}</time>'
        case float():
            return f"{value:g}".replace(".", ",")
        case Link(text=text, url=url):
            if not _is_web(url):
                return escape(text)
            return f'<a href="{escape(url)}">{escape(text)}</a>'
        case tuple() | list():
            return escape("; ".join(str(part) for part in value))
        case _:
            return escape(str(value))


def figure(svg: str, caption: str, text_alternative: Html | str) -> Html:
    """Return a figure with its caption and, folded under it, the same content as a table."""
    alternative = f"<p>{escape(text_alternative)}</p>" if isinstance(text_alternative, str) else text_alternative.html
    return Html(
        f'<figure class="chart"><figcaption>{escape(caption)}</figcaption>{svg}'
        f"<details><summary>Visa figuren som text</summary>{alternative}</details></figure>",
        plain=caption,
    )


def paragraph(text: str) -> Html:
    """Return a sentence that was counted rather than written by hand."""
    return Html(f"<p>{escape(text)}</p>", plain=text)


def number_word(number: int, *, none: str = "ingen", one: str = "en") -> str:
    """Return a small number as a Swedish word, as running text has it."""
    words: Sequence[str] = (none, one, "två", "tre", "fyra", "fem", "sex",
                            "sju", "åtta", "nio", "tio", "elva", "tolv")  # fmt: skip
    return words[number] if 0 <= number < len(words) else str(number)


def swedish_date(day: date) -> str:
    """Return a day as Swedish running text has it: 1 februari 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
