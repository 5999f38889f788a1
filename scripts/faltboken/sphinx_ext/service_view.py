"""What a service's own page says, as plain values for the template: every unknown is said to be unknown."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from faltboken import freshness, hours, phones, swedish
from faltboken.rules import PROTECTED_HOUSING, WHOLE_COUNTRY, is_confirmed
from faltboken.tables import Row, Tables

# Whoever reads about these may be watched by the person they fear: the page can be left at once.
_VIOLENCE = {PROTECTED_HOUSING, "vald-i-nara-relation", "heder", "sexuella-overgrepp"}


def view(row: Row, tables: Tables) -> dict[str, Any]:
    """Return what the template prints of a service, but for links to pages and addresses of the site."""
    schema = tables["services"].schema
    protected = PROTECTED_HOUSING in row.items("needs")
    street = " ".join(filter(None, (row.text("postal_code"), row.text("city"))))
    place = "" if protected else ", ".join(filter(None, (row.text("address"), street)))
    category = tables["service_categories"].find(row.text("category"))
    return {
        "id": row.text("id"),
        "name": row.text("name"),
        "organization": row.text("organization"),
        "category": category.text("name") if category else "",
        "description": row.text("description"),
        "alert": row.text("alert"),
        "closed": row.text("status") == "temporarily closed",
        "confirmed": is_confirmed(row),
        "state": freshness.words(row, freshness.of(tables)),
        "phone": _phone(row),
        "email": row.text("email"),
        "url": row.text("url"),
        "place": place,
        "protected": protected,
        "map": f"https://www.openstreetmap.org/search?query={quote(place)}" if row.text("address") and place else "",
        "audience": swedish.joined([schema.field("audience").label(word) for word in row.items("audience")]),
        "ages": ages(row.integer("minimum_age"), row.integer("maximum_age")),
        "eligibility": row.text("eligibility_description"),
        "area": row.text("service_area"),
        "way_in": way_in(row),
        "hours": _hours(row),
        "fees": _sentence(row.text("fees_description")),
        "languages": _sentence(
            swedish.joined([schema.field("languages").label(word) for word in row.items("languages")])
        ),
        "missing": _sentence(swedish.joined(_missing(row, protected))),
        "emergency": row.flag("emergency"),
        "professionals": "professionals" in row.items("audience"),
        "assured": _assured(row),
        "source_url": row.text("source_url"),
        "source_dates": _source_dates(row),
        "needs": [(need, found.text("name")) for need in row.items("needs") if (found := tables["needs"].find(need))],
        "quick_exit": row.text("category") == "violence_support" or bool(_VIOLENCE & set(row.items("needs"))),
    }


def _missing(row: Row, protected: bool) -> list[str]:
    """Return what nobody has told, so that an unknown is never taken for a no."""
    asked = {
        "phone": "telefon",
        "url": "chatt och webb",
        "email": "e-post",
        "address": "gatuadress",
        "fees_description": "kostnad",
        "languages": "språk",
    }
    return [word for name, word in asked.items() if not row.values[name] and not (protected and name == "address")]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _phone(row: Row) -> dict[str, str] | None:
    number = row.text("phone")
    return {"number": number, "href": phones.phone_link(number)} if number else None


def ages(lowest: int | None, highest: int | None) -> str:
    """Return an age span in words, or that it is unknown."""
    if lowest is not None and highest is not None:
        return f"{lowest}–{highest} år" if lowest != highest else f"{lowest} år"
    if lowest is not None:
        return f"från {lowest} år"
    return f"till och med {highest} år" if highest is not None else "ålder: uppgift saknas"


def way_in(row: Row) -> str:
    """Return how one gets in: on one's own, after a decision, or that nobody has said."""
    known = row.values["self_referral"]
    if known is None:
        return "Uppgift saknas om det krävs remiss eller beslut efter behovsprövning. Fråga när du tar kontakt."
    if known:
        return "Du kan ta kontakt själv. Det krävs ingen remiss och inget beslut efter behovsprövning."
    return "Det krävs en remiss eller ett beslut efter behovsprövning."


def _hours(row: Row) -> list[str]:
    value = row.text("opening_hours")
    if not value:
        return ["Uppgift saknas. Ring först." if row.text("phone") else "Uppgift saknas."]
    lines = [_sentence(phrase) for phrase in hours.in_words(value)]
    return [*lines, "Röda dagar: uppgift saknas"] if hours.says_nothing_of_holidays(value) else lines


def _assured(row: Row) -> str:
    day = row.day("assured_date")
    if not day:
        return "Ingen har bekräftat uppgifterna."
    by = f" av {row.text('assured_by')}" if row.text("assured_by") else ""
    return f"Senast bekräftad {swedish.long_date(day)}{by}."


def _source_dates(row: Row) -> str:
    written = swedish.partial_date(row.text("source_date"))
    read = row.day("source_read_date")
    parts = [f"skriven {written}" if written else "utan datum", f"läst {swedish.long_date(read)}" if read else ""]
    return ", ".join(filter(None, parts))


def fault_mail(row: Row, tables: Tables, publisher: str, address: str) -> str:
    """Return a mailto: to whoever takes reports for the row, with page and row filled in; "" where nobody does."""
    wanted = publisher if WHOLE_COUNTRY in row.items("municipalities") else row.items("municipalities")[0]
    municipality = tables["municipalities"].find(wanted) if wanted else None
    if municipality is None or not municipality.text("report_address"):
        return ""
    body = f"Sida: {address}\nRad: {row.text('id')} i {row.path}\n\nDet här är fel:\n\nSå ska det vara:\n"
    subject = quote(f"Fältboken: fel uppgift om {row.text('name')}")
    return f"mailto:{municipality.text('report_address')}?subject={subject}&body={_lines(body)}"


def text_message(row: Row, address: str) -> str:
    """Return an sms: address (RFC 5724) with name, number and page filled in."""
    return f"sms:?&body={quote(', '.join(filter(None, (row.text('name'), row.text('phone'), address))))}"


def _lines(text: str) -> str:
    return quote(text.replace("\n", "\r\n"))  # RFC 6068 asks for both
