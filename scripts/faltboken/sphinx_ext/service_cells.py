"""The rows of a table of services as HTML: what each column says of a service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from faltboken import freshness, hours, phones, swedish
from faltboken.queries import has_channel
from faltboken.rules import is_confirmed
from faltboken.sphinx_ext.markup import Html, inline, link, paragraph
from faltboken.sphinx_ext.service_links import page_name
from faltboken.tables import Row


@dataclass(frozen=True)
class Page:
    """What a cell must know of the page it stands on: when services fall due, and the way to another page."""

    rule: freshness.Freshness
    address_of: Callable[[str], str]


def head_and_body(rows: Iterable[Row], columns: Sequence[str], page: Page) -> Html:
    """Return the head and body of a table with the columns asked for; the first cell of a row heads it."""
    shown = [COLUMNS[name] for name in columns]
    head = [inline("th", paragraph(heading), scope="col") for heading, _ in shown]
    body = [_row([(heading, _cell(parts_of(row, page))) for heading, parts_of in shown]) for row in rows]
    return Html(f"<thead>\n{_line(head)}</thead>\n<tbody>\n{''.join(body)}</tbody>\n")


def _row(cells: Sequence[tuple[str, Html]]) -> Html:
    (heading, first), *others = cells
    header = inline("th", first, data_label=heading, scope="row")
    return _line([header, *(inline("td", cell, data_label=heading) for heading, cell in others)])


def _line(cells: Sequence[Html]) -> Html:
    return Html(f"<tr>{_lines(cells)}</tr>\n")


def _cell(parts: Sequence[Html]) -> Html:
    """Return a paragraph by itself, or several on a line each, as docutils writes them."""
    return parts[0] if len(parts) == 1 else _lines(parts)


def _lines(parts: Sequence[Html]) -> Html:
    return Html("".join([f"{part}\n" for part in parts]))


def _name(row: Row, page: Page) -> list[Html]:
    name = inline("span", row.text("name"), classes=("svc-name",))
    address = page.address_of(page_name(row))
    parts = [paragraph(inline("a", name, classes=("reference", "internal"), href=address))]
    if row.text("alert"):
        parts.append(paragraph(row.text("alert"), classes=("svc-alert",)))
    return parts


def _service(row: Row, page: Page) -> list[Html]:
    parts = [*_name(row, page), paragraph(row.text("description"))]
    whom = [row.text("eligibility_description"), row.text("service_area")]
    if any(whom):
        parts.append(paragraph("För: " + ", ".join(part for part in whom if part), classes=("soft",)))
    return parts


def _area(row: Row, _: Page) -> list[Html]:
    return [paragraph(row.text("service_area"))]


def _phone(row: Row) -> Html:
    """Return a service's number: a button only if it is confirmed, otherwise a plain link."""
    number = row.text("phone")
    return paragraph(link(number, phones.phone_link(number), "call" if is_confirmed(row) else "number"))


def _reach(row: Row, _: Page) -> list[Html]:
    """Return the shortest way to reach a service; the others stand on its own page."""
    if row.text("phone"):
        return [_phone(row)]
    for column, words in (("url", "Webbplats"), ("email", "E-post"), ("address", "Besök")):
        if row.text(column):
            return [paragraph(words)]
    return [paragraph("Kontaktväg saknas")]


def _state(row: Row, page: Page) -> list[Html]:
    """Return how sure the row is in words, never by colour alone; the browser says when it is overdue."""
    said = freshness.words(row, page.rule)
    due = {"data_due": said.due.isoformat(), "data_overdue": said.overdue} if said.due else {}
    return [paragraph(inline("span", said.now, classes=("tag", said.kind), **due))]


def _contact(row: Row, _: Page) -> list[Html]:
    parts: list[Html] = []
    if row.text("phone"):
        parts.append(_phone(row))
    if row.text("email"):
        parts.append(paragraph(link(row.text("email"), f"mailto:{row.text('email')}")))
    if row.text("url"):
        parts.append(paragraph(link("Webbplats", row.text("url")), _of(row)))
    if row.text("address"):
        parts.append(paragraph(", ".join(part for part in (row.text("address"), row.text("city")) if part)))
    if not has_channel(row):
        parts.append(paragraph("Kontaktväg saknas"))
    elif not row.text("phone"):
        parts.append(paragraph("Telefonnummer saknas", classes=("soft",)))
    return parts


def _of(row: Row) -> Html:
    """Return whose link it is, for those who hear the links by themselves."""
    return inline("span", f" för {row.text('name')}", classes=("visually-hidden",))


def _hours(row: Row, _: Page) -> list[Html]:
    value = row.text("opening_hours")
    if not value:
        return [paragraph("Öppettider saknas – ring först" if row.text("phone") else "Öppettider saknas")]
    # The browser says here whether the service is open now; without JavaScript it stays empty.
    parts = [paragraph(inline("span", classes=("open-now",), data_open=row.text("id")))]
    parts += [paragraph(phrase[:1].upper() + phrase[1:]) for phrase in hours.in_words(value)]
    if hours.says_nothing_of_holidays(value):
        parts.append(paragraph("Röda dagar: uppgift saknas", classes=("soft",)))
    return parts


def _trust(row: Row, page: Page) -> list[Html]:
    read = row.day("source_read_date")
    written = f", skriven {swedish.partial_date(row.text('source_date'))}" if row.text("source_date") else ""
    dates = written + (f", läst {swedish.long_date(read)}" if read else "")
    source = paragraph(link("Källa", row.text("source_url")), _of(row), dates, classes=("soft",))
    return [*_state(row, page), source]


COLUMNS: dict[str, tuple[str, Callable[[Row, Page], list[Html]]]] = {
    "service": ("Stöd", _service),
    "contact": ("Kontakt", _contact),
    "hours": ("Öppet", _hours),
    "trust": ("Hur säkert", _trust),
    "state": ("Hur säkert", _state),
    "name": ("Stöd", _name),
    "area": ("Område", _area),
    "reach": ("Kontakt", _reach),
}
