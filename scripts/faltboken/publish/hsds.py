"""The services as Human Services Data Specification (HSDS) 3.1, https://docs.openreferral.org, by Open Referral.

A file is one page of a list as its API describes it: `Page` with `contents`. What the standard has no field for is an
attribute whose `link_type` is the name of our column, so that the rows can be made again from the file.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from faltboken import hours
from faltboken.publish.open_rows import as_cell, without_protected_place
from faltboken.publish.weekly_hours import DAYS, WHOLE_DAY, by_span, weekly
from faltboken.rules import WHOLE_COUNTRY
from faltboken.schema import Schema
from faltboken.tables import Row, Tables

VERSION = "3.1"
# Every id is worked out from ours within this namespace; changed, it would give every service in the world a new id.
NAMESPACE = uuid.UUID("5b0d7d3c-7f0a-4f0e-9a52-3d1c6a3f7e10")

_SAME_NAME = (
    "name", "description", "url", "email", "status", "fees_description", "eligibility_description", "minimum_age",
    "maximum_age", "assured_date", "alert",
)  # fmt: skip
_ELSEWHERE = {
    "organization": "organization.name",
    "phone": "phones.number",
    "service_area": "service_areas.name",
    "languages": "languages.code",
    "address": "service_at_locations.location.addresses.address_1",
    "postal_code": "service_at_locations.location.addresses.postal_code",
    "city": "service_at_locations.location.addresses.city",
    "latitude": "service_at_locations.location.latitude",
    "longitude": "service_at_locations.location.longitude",
}
# Columns whose values are terms: the taxonomy's Swedish name, and the table that lists the terms.
_TAXONOMIES = {
    "category": ("Typ av stöd", "service_categories"),
    "needs": ("Behov", "needs"),
    "audience": ("För vem", ""),
    "municipalities": ("Kommun", "municipalities"),
}


def place_in_hsds(column: str) -> str:
    """Return where in a service of the standard a column of ours stands."""
    if column in _SAME_NAME:
        return column
    kind = "taxonomy_term.code" if column in _TAXONOMIES else "value"
    return _ELSEWHERE.get(column, f"attributes.{kind} (link_type {column})")


def files(tables: Tables) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file: all services in full, the taxonomies and their terms."""
    schema = tables["services"].schema
    terms = {column: dict(_terms(column, tables, schema)) for column in _TAXONOMIES}
    services = (_service(without_protected_place(row), schema, terms) for row in tables["services"])
    yield "services.json", _page(services)
    yield "taxonomies.json", _page(_taxonomy(column, schema) for column in _TAXONOMIES)
    yield "taxonomy_terms.json", _page(term for found in terms.values() for term in found.values())


def _id(*path: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(path)))


def _page(items: Iterable[dict[str, Any]]) -> str:
    """Return the one page of a list, an item a line."""
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items]
    about = {
        "total_items": len(lines),
        "total_pages": 1,
        "page_number": 1,
        "size": len(lines),
        "first_page": True,
        "last_page": True,
        "empty": not lines,
    }
    return json.dumps(about)[:-1] + ', "contents": [\n' + ",\n".join(lines) + "\n]}\n"


def _taxonomy(column: str, schema: Schema) -> dict[str, Any]:
    return {
        "id": _id("taxonomy", column),
        "name": _TAXONOMIES[column][0],
        "description": schema.field(column).description,
    }


def _terms(column: str, tables: Tables, schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each term of a taxonomy by its code; the standard wants a description of each."""
    described = {code: (name, name) for code, name in schema.field(column).labels.items()}
    table = _TAXONOMIES[column][1]
    for row in tables.by_name.get(table) or ():
        name = row.text("name")
        text = {"needs": "description", "municipalities": "region"}.get(table)
        described[row.text("id")] = (name, (row.text(text) if text else "") or name)
    if column == "municipalities":
        described[WHOLE_COUNTRY] = ("Hela landet", "Hela landet")
    for code, (name, description) in described.items():
        yield code, _term(column, code, name, description)


def _term(column: str, code: str, name: str, description: str) -> dict[str, Any]:
    ids = {"id": _id("taxonomy", column, code), "taxonomy_id": _id("taxonomy", column)}
    return {**ids, "code": code, "name": name, "description": description}


def _service(row: Row, schema: Schema, terms: dict[str, dict[str, Any]]) -> dict[str, Any]:
    own = ("service", row.text("id"))
    organization = row.text("organization")
    phones = [{"id": _id(*own, "phone"), "number": row.text("phone"), "type": "voice"}] if row.text("phone") else []
    place = _location(row, own)
    found: dict[str, Any] = {
        "id": _id(*own),
        "organization_id": _id("organization", organization) if organization else None,
        **{name: row.values[name] for name in _SAME_NAME},
        "assured_date": as_cell(row.values["assured_date"]),
        "application_process": _application(row),
        "phones": phones,
        "schedules": list(_schedules(row.text("opening_hours"), own)),
        "service_areas": [{"id": _id(*own, "service_area"), "name": row.text("service_area")}],
        "service_at_locations": [{"id": _id(*own, "at"), "location": place}] if place else [],
        "languages": [
            {"id": _id(*own, "language", code), "name": schema.field("languages").label(code), "code": code}
            for code in row.items("languages")
        ],
        "organization": {
            "id": _id("organization", organization),
            "name": organization,
            "description": "Huvudman för stöd i Fältbokens register.",
        }
        if organization
        else None,
        "contacts": _contacts(row, own, phones),
        "attributes": [*_term_links(row, own, terms), *_other_columns(row, own, schema)],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _application(row: Row) -> str:
    known = {True: "Det går att ta kontakt själv, utan remiss eller beslut.", False: "Det krävs remiss eller beslut."}
    return known.get(row.values["self_referral"], "")


def _contacts(row: Row, own: tuple[str, str], phones: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the service itself as its contact: people are never named."""
    if not phones and not row.text("email"):
        return []
    contact = {"id": _id(*own, "contact"), "department": row.text("name"), "email": row.text("email"), "phones": phones}
    return [{name: value for name, value in contact.items() if value}]


def _location(row: Row, own: tuple[str, str]) -> dict[str, Any] | None:
    """Return the place to visit; required parts of its address that are unknown are empty, never guessed."""
    parts = {"address_1": row.text("address"), "city": row.text("city"), "postal_code": row.text("postal_code")}
    position = {name: row.values[name] for name in ("latitude", "longitude") if row.values[name] is not None}
    if not any(parts.values()) and not position:
        return None
    address = {**parts, "state_province": "", "country": "SE", "address_type": "physical"}
    found = {"id": _id(*own, "location"), "location_type": "physical", "name": row.text("name"), **position}
    return {**found, "addresses": [{"id": _id(*own, "address"), **address}]} if any(parts.values()) else found


def _schedules(value: str, own: tuple[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the hours in words, and as weekly events (RFC 5545) where every week of the year is alike.

    Times are local: their offset from UTC changes twice a year, so none is given. A whole day has no times. Hours past
    midnight, which the standard says nothing of, are given in words only; so is what holds on red days.
    """
    if not value:
        return
    words = ". ".join(phrase[:1].upper() + phrase[1:] for phrase in hours.in_words(value)) + "."
    if hours.says_nothing_of_holidays(value):
        words += " Röda dagar: uppgift saknas."
    spans = by_span(weekly(value) or {})
    exact = all((opens < closes and closes != WHOLE_DAY[1]) or (opens, closes) == WHOLE_DAY for opens, closes in spans)
    events = {span: [day.upper() for day in days if day in DAYS] for span, days in spans.items()} if exact else {}
    if not any(events.values()):
        yield {"id": _id(*own, "schedule"), "description": words}
    for (opens, closes), days in events.items():
        if days:
            event = {"id": _id(*own, "schedule", opens, closes), "freq": "WEEKLY", "byday": ",".join(days)}
            times = {} if (opens, closes) == WHOLE_DAY else {"opens_at": opens, "closes_at": closes}
            yield {**event, **times, "description": words, "notes": "Svensk tid (Europe/Stockholm)."}


def _term_links(row: Row, own: tuple[str, str], terms: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for column in _TAXONOMIES:
        for code in row.items(column) if isinstance(row.values[column], tuple) else (row.text(column),):
            # A book may lack the table that lists the terms.
            term = terms[column].get(code) or _term(column, code, code, code)
            yield {"id": _id(*own, column, code), "link_type": column, "taxonomy_term": term}


def _other_columns(row: Row, own: tuple[str, str], schema: Schema) -> Iterator[dict[str, Any]]:
    yield {"id": _id(*own, "table"), "link_type": "table", "label": "Fil", "value": row.path.removeprefix("data/")}
    for field in schema.fields:
        told = field.name in _SAME_NAME or field.name in _ELSEWHERE or field.name in _TAXONOMIES
        value = as_cell(row.values[field.name])
        if value and not told:
            yield {"id": _id(*own, field.name), "link_type": field.name, "label": field.title, "value": value}
