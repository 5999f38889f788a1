"""The list to work through by telephone: whom to ring first, what we have now, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from faltboken import freshness, hours
from faltboken.freshness import Freshness
from faltboken.queries import swedish_order
from faltboken.rules import PROTECTED_HOUSING, WHOLE_COUNTRY
from faltboken.tables import Row, Tables

NATIONAL_FILE = "nationellt"
UNKNOWN = "Vet vi inte"


@dataclass(frozen=True)
class Question:
    """One thing to ask, and what we have now."""

    ask: str
    now: str


@dataclass(frozen=True)
class Call:
    """One service to ring."""

    row: Row
    trust: freshness.Words
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The services with the same interval, in the order to ring them."""

    days: int
    calls: tuple[Call, ...]


def area_of(service: Row) -> str:
    """Return whose list a service stands on: that of the file it lies in, so that nobody is rung twice."""
    name = service.path.rsplit("/", 1)[-1].removesuffix(".csv")
    return WHOLE_COUNTRY if name == NATIONAL_FILE else name


def areas(tables: Tables) -> dict[str, str]:
    """Return the areas that have services to ring, id and name: the whole country first."""
    present = {area_of(row) for row in tables.by_name.get("services", ()) if row.text("status") in freshness.SHOWN}
    names = {WHOLE_COUNTRY: "Hela landet"}
    names |= {row.text("id"): row.text("name") for row in tables.by_name.get("municipalities", ())}
    return {area: name for area, name in names.items() if area in present}


def groups(tables: Tables, area: str) -> list[Group]:
    """Return an area's services in the order to ring them.

    Those with the shortest interval (emergency numbers and helplines) come first; then those that nobody has
    confirmed, the oldest first; then the others, the longest since first.
    """
    rule = freshness.of(tables)
    served = tables["services"].having("municipalities", area)
    rows = [row for row in served if area_of(row) == area and row.text("status") in freshness.SHOWN]
    rows.sort(key=lambda row: _order(row, rule))
    return [
        Group(days, tuple(_call(row, rule) for row in rows if (rule.days(row) or 0) == days))
        for days in dict.fromkeys(rule.days(row) or 0 for row in rows)
    ]


def _order(row: Row, rule: Freshness) -> tuple[int, bool, str, str]:
    day = freshness.assured(row)
    age = day.isoformat() if day else row.text("source_date") or row.text("source_read_date")
    return (rule.days(row) or 0, day is not None, age, swedish_order(row.text("name")))


def _call(row: Row, rule: Freshness) -> Call:
    protected = PROTECTED_HOUSING in row.items("needs")
    known = {
        "Vilket nummer ska man ringa?": row.text("phone"),
        "Vilken e-postadress?": row.text("email"),
        "Vilken webbplats?": row.text("url"),
        "När svarar ni? Vad gäller på röda dagar?": _hours(row),
        "Vart går man?": _address(row),
        "Vilka åldrar tar ni emot?": _ages(row),
        "Vad kostar det?": row.text("fees_description"),
        "Kan man höra av sig själv, utan remiss?": _own_way_in(row),
    }
    warnings = []
    if row.text("phone") == "112":
        warnings.append("Ring inte 112 för att kontrollera. Läs källan i stället.")
    if protected:
        del known["Vart går man?"]
        warnings.append("Skyddat boende. Fråga aldrig efter adressen och skriv aldrig ner den.")
    questions = tuple(Question(ask, now or UNKNOWN) for ask, now in known.items())
    return Call(row, freshness.words(row, rule), questions, tuple(warnings))


def _hours(row: Row) -> str:
    value = row.text("opening_hours")
    if not value:
        return ""
    phrases = [phrase[:1].upper() + phrase[1:] for phrase in hours.in_words(value)]
    if hours.says_nothing_of_holidays(value):
        phrases.append(f"Röda dagar: {UNKNOWN.lower()}")
    return ". ".join(phrases)


def _address(row: Row) -> str:
    place = " ".join(filter(None, (row.text("postal_code"), row.text("city")))) if row.text("address") else ""
    return ", ".join(filter(None, (row.text("address"), place)))


def _ages(row: Row) -> str:
    lowest, highest = row.integer("minimum_age"), row.integer("maximum_age")
    if lowest is None and highest is None:
        return ""
    if highest is None:
        return f"Från {lowest} år"
    return f"{lowest}–{highest} år" if lowest is not None else f"Till och med {highest} år"


def _own_way_in(row: Row) -> str:
    return {True: "Ja", False: "Nej"}.get(row.values["self_referral"], "")
