"""A service as schema.org JSON-LD (https://schema.org/Service), for the page that shows it.

Search engines repeat what they read without the doubt that the page shows beside it. So what a person would act on, the
number, the hours and the price, is told only of confirmed services.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from faltboken import phones
from faltboken.publish.open_rows import without_protected_place
from faltboken.publish.weekly_hours import DAYS, RED_DAYS, WHOLE_DAY, Span, weekly
from faltboken.rules import WHOLE_COUNTRY, is_confirmed
from faltboken.schema import Schema
from faltboken.tables import Row

_PUBLIC_BODY = re.compile(
    r"[Kk]ommun(?:s|en|ens|er|erna)?\b|\bRegion|[Mm]yndighet|inspektion|[Ll]änsstyrelse|\bPolisen"
)
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays")
_DAY_OF_WEEK = dict(zip((*DAYS, RED_DAYS), (f"https://schema.org/{name}" for name in _DAY_NAMES), strict=True))
# The end of a script element, a comment in one, and two characters that are legal in JSON but not in every JavaScript.
_ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def service_json_ld(row: Row, schema: Schema, *, page: str = "", category: str = "") -> str:
    """Return the content of a `<script type="application/ld+json">`; print it as it is, without escaping it again.

    `schema` is that of the services, `page` the absolute address of the page that shows the service ("" where the site
    has none), `category` the Swedish name of its category.
    """
    return json.dumps(_filled(_service(row, schema, page, category)), ensure_ascii=False).translate(_ESCAPED)


def _service(row: Row, schema: Schema, page: str, category: str) -> dict[str, Any]:
    row = without_protected_place(row)
    organization = row.text("organization")
    public = bool(_PUBLIC_BODY.search(organization))
    country = WHOLE_COUNTRY in row.items("municipalities")
    confirmed = is_confirmed(row)
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if public else "Service",
        "@id": page,
        "mainEntityOfPage": page,
        "name": row.text("name"),
        "description": row.text("description"),
        "url": row.text("url"),
        "serviceType": category,
        "provider": {"@type": "GovernmentOrganization" if public else "Organization", "name": organization}
        if organization
        else None,
        "areaServed": {"@type": "Country", "name": "Sverige"}
        if country
        else {"@type": "AdministrativeArea", "name": row.text("service_area")},
        "audience": _audience(row, schema),
        "availableChannel": _channel(row) if confirmed else None,
        "hoursAvailable": list(_hours(row.text("opening_hours"))) if confirmed else None,
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "SEK"}
        if confirmed and row.text("fees_description") == "gratis"
        else None,
    }


def _filled(value: Any) -> Any:
    """Return the value without the parts that are unknown."""
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items() if part not in (None, "", [], {})}
    return [_filled(part) for part in value] if isinstance(value, list) else value


def _audience(row: Row, schema: Schema) -> dict[str, Any]:
    labels = map(schema.field("audience").label, row.items("audience"))
    return {
        "@type": "PeopleAudience",
        "audienceType": ", ".join(labels),
        "suggestedMinAge": row.integer("minimum_age"),
        "suggestedMaxAge": row.integer("maximum_age"),
    }


def _channel(row: Row) -> dict[str, Any] | None:
    phone, email = row.text("phone"), row.text("email")
    contact = {"telephone": phones.phone_link(phone).removeprefix("tel:") if phone else "", "email": email}
    address = {
        "streetAddress": row.text("address"),
        "postalCode": row.text("postal_code"),
        "addressLocality": row.text("city"),
    }
    channel = {
        "serviceUrl": row.text("url"),
        "servicePhone": {"@type": "ContactPoint", **contact} if any(contact.values()) else None,
        "serviceLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", **address, "addressCountry": "SE"},
        }
        if row.text("address")
        else None,
        "availableLanguage": list(row.items("languages")),
    }
    return {"@type": "ServiceChannel", **channel} if any(channel.values()) else None


def _hours(value: str) -> Iterator[dict[str, Any]]:
    """Yield the hours where every week of the year is alike; hours that close before they open last past midnight.

    A day without hours is closed, also a red day that the hours name; red days that they do not name are left unsaid.
    A whole day is written as https://developers.google.com/search/docs/appearance/structured-data/local-business does.
    """
    days: dict[tuple[Span, ...], list[str]] = {}
    for day, times in (weekly(value) or {} if value else {}).items():
        days.setdefault(times, []).append(_DAY_OF_WEEK[day])
    for times, names in days.items():
        for opens, closes in times or (("", ""),):
            if (opens, closes) == WHOLE_DAY:
                closes = "23:59"  # noqa: PLW2901
            elif closes == WHOLE_DAY[1]:
                closes = WHOLE_DAY[0]  # noqa: PLW2901
            yield {"@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": opens, "closes": closes}
