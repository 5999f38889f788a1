"""The pocket card: the acute numbers that somebody has confirmed, for the whole country and one municipality."""

from __future__ import annotations

from dataclasses import dataclass

from faltboken import freshness, hours, phones
from faltboken.rules import WHOLE_COUNTRY, is_confirmed
from faltboken.tables import Row, Tables

ASK_AT_112 = "Numret är inte bekräftat. Ring 112 och be om socialjouren när det inte kan vänta."


@dataclass(frozen=True)
class Number:
    """One number: how it is written and dialled, what it is called, when to ring, when it answers, last confirmed."""

    number: str
    address: str
    label: str
    situation: str
    hours: str
    confirmed: str


@dataclass(frozen=True)
class Card:
    """What a card prints: the numbers of the strip, the other national ones, and the municipality's own."""

    first: tuple[Number, ...]
    others: tuple[Number, ...]
    local: tuple[Number, ...]
    missing: tuple[str, ...]

    @property
    def oldest(self) -> str:
        """Return the day of the oldest confirmation on the card, as ISO 8601."""
        return min(number.confirmed for number in (*self.first, *self.others, *self.local))


def areas(tables: Tables) -> dict[str, str]:
    """Return the areas that have a card, id and name: the whole country, and municipalities with an acute row."""
    if "acute" not in tables or not _numbers(tables, ""):
        return {}
    own = {row.text("municipality") for row in tables["acute"]} - {""}
    names = {row.text("id"): row.text("name") for row in tables.by_name.get("municipalities", ())}
    return {WHOLE_COUNTRY: "Hela landet"} | {area: name for area, name in names.items() if area in own}


def card(tables: Tables, area: str) -> Card:
    """Return an area's card. A number that nobody has confirmed is never on it; what it is for is in `missing`."""
    country = _numbers(tables, "")
    own = "" if area == WHOLE_COUNTRY else area
    local = _numbers(tables, own) if own else []
    return Card(
        tuple(number for row, number in country if row.flag("strip")),
        tuple(number for row, number in country if not row.flag("strip")),
        tuple(number for _, number in local),
        tuple(row.text("label") for row in _rows(tables, own) if own and _service(tables, row) is None),
    )


def _rows(tables: Tables, municipality: str) -> list[Row]:
    rows = [row for row in tables["acute"] if row.text("municipality") == municipality]
    return sorted(rows, key=lambda row: row.integer("order") or 0)


def _service(tables: Tables, row: Row) -> Row | None:
    """Return the confirmed service with a telephone that an acute row is about, None when there is none."""
    service = tables["services"].find(row.text("service"))
    return service if service is not None and is_confirmed(service) and service.text("phone") else None


def _numbers(tables: Tables, municipality: str) -> list[tuple[Row, Number]]:
    found = []
    for row in _rows(tables, municipality):
        service = _service(tables, row)
        day = freshness.assured(service) if service else None
        if service is None or day is None:
            continue
        opening = service.text("opening_hours")
        number = Number(
            service.text("phone"),
            phones.phone_link(service.text("phone")),
            row.text("label"),
            row.text("situation"),
            "; ".join(hours.in_words(opening)) if opening else "",
            day.isoformat(),
        )
        found.append((row, number))
    return found
