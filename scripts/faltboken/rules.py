"""Rules that a cell cannot know alone: between the cells of a row, the rows of a table, and tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from faltboken import guides, law_changes, lookalikes, onboarding, questions, rehearsals, repealed, swedish
from faltboken.cells import named_choices
from faltboken.problems import Problem, in_order, quoted
from faltboken.tables import Row, Table, Tables

WHOLE_COUNTRY = "sverige"
PROTECTED_HOUSING = "skyddat-boende"
PLACE = ("address", "postal_code", "city", "latitude", "longitude")
# So many values a message can list; beyond that it names the ones that resemble what was written.
_LISTED = 40


def check(tables: Tables, today: date) -> list[Problem]:
    """Return every fault between cells, rows and tables; `today` decides which dates lie in the future."""
    problems = [*_references(tables), *_future_dates(tables, today), *_in_force_spans(tables)]
    problems += repealed.in_tables(tables)
    for name, rule in _TABLE_RULES.items():
        if name in tables:
            problems += rule(tables[name], tables)
    return in_order(problems)


def _fault(row: Row, column: str, code: str, message: str) -> Problem:
    return Problem(row.path, row.line, column, code, message)


def _references(tables: Tables) -> Iterator[Problem]:
    for table in tables:
        for column in table.schema.fields:
            if not column.references:
                continue
            target = column.references.partition(".")[0]
            if target not in tables or not tables[target].whole:
                continue
            known = names_of(column.references, tables)
            for row in table:
                values = row.items(column.name) if column.type == "list" else (row.text(column.name),)
                for value in values:
                    if value and value not in known:
                        message = f"{quoted(value)} finns inte i tabellen {target}. {_choices(value, known)}"
                        yield _fault(row, column.name, "unknown-reference", message)


def names_of(reference: str, tables: Tables) -> dict[str, str]:
    """Return each value that a reference ("needs.id") may have, and the name of its row, "" where it has none."""
    target, _, column = reference.partition(".")
    named = "name" in tables[target].schema.names
    found = {row.text(column): row.text("name") if named else "" for row in tables[target]}
    return found | ({WHOLE_COUNTRY: "hela landet"} if target == "municipalities" else {})


def _choices(value: str, known: Mapping[str, str]) -> str:
    if len(known) <= _LISTED:
        return named_choices(dict(sorted(known.items())))
    near = difflib.get_close_matches(value, sorted(known))
    return f"Menade du {swedish.joined(near, 'eller')}?" if near else "Rätta stavningen eller lägg till en rad där."


def _future_dates(tables: Tables, today: date) -> Iterator[Problem]:
    for table in tables:
        for name in ("source_read_date", "assured_date", "checked_date", "wording_as_of"):
            if name not in table.schema.names:
                continue
            for row in table:
                day = row.day(name)
                if day and day > today:
                    yield _fault(
                        row,
                        name,
                        "future-date",
                        f"{quoted(day.isoformat())} har inte varit än. Skriv dagen då uppgiften lästes.",
                    )


def _in_force_spans(tables: Tables) -> Iterator[Problem]:
    for table in tables:
        if "in_force_to" not in table.schema.names:
            continue
        for row in table:
            start, end = row.day("in_force_from"), row.day("in_force_to")
            if start and end and end < start:
                message = (
                    f"{quoted(end.isoformat())} ligger före dagen då bestämmelsen började gälla, "
                    f"{start.isoformat()}. Byt plats på datumen eller rätta dem."
                )
                yield _fault(row, "in_force_to", "reversed-dates", message)


def _services(table: Table, tables: Tables) -> Iterator[Problem]:
    yield from lookalikes.check(table, tables)
    for row in table:
        lowest, highest = row.integer("minimum_age"), row.integer("maximum_age")
        if lowest is not None and highest is not None and lowest > highest:
            message = f"Lägsta ålder {lowest} är högre än högsta ålder {highest}. Byt plats på talen."
            yield _fault(row, "minimum_age", "reversed-ages", message)
        if not 1 <= len(row.items("needs")) <= 4:
            yield _fault(row, "needs", "needs-count", f"Raden har {len(row.items('needs'))} behov. Välj ett till fyra.")
        if bool(row.text("latitude")) != bool(row.text("longitude")):
            yield _fault(
                row, "latitude", "half-position", "Bara den ena koordinaten är ifylld. Fyll i båda eller ingen."
            )
        place = [name for name in PLACE if row.text(name)]
        if PROTECTED_HOUSING in row.items("needs") and place:
            titles = swedish.joined([table.schema.field(name).title for name in place])
            message = f"Ett skyddat boende får aldrig ha adress i handboken. Töm {titles}."
            yield _fault(row, place[0], "protected-address", message)
        if row.day("assured_date") and row.text("confidence") != "high":
            message = (
                "Raden har datum i Bekräftad, men Säkerhet är inte hög (high). Töm datumet eller "
                "bekräfta uppgiften med en källa."
            )
            yield _fault(row, "assured_date", "unconfirmed-date", message)
        own = row.path.rsplit("/", 1)[-1].removesuffix(".csv")
        expected = WHOLE_COUNTRY if own == "nationellt" else own
        if row.items("municipalities") and expected not in row.items("municipalities"):
            message = (
                f"Raden ligger i {own}.csv men kolumnen nämner inte {quoted(expected)}. Lägg till "
                "det eller flytta raden."
            )
            yield _fault(row, "municipalities", "wrong-file", message)


def _acute(table: Table, tables: Tables) -> Iterator[Problem]:
    if "services" not in tables:
        return
    for row in table:
        service = tables["services"].find(row.text("service"))
        if service is None or not row.flag("strip"):
            continue
        if not is_confirmed(service) or not service.text("phone"):
            message = (
                f"{quoted(row.text('service'))} har inget bekräftat nummer, så det får inte stå i "
                "remsan. Skriv nej, eller bekräfta numret med en källa."
            )
            yield _fault(row, "strip", "unconfirmed-in-strip", message)


def _guide_steps(table: Table, _: Tables) -> Iterator[Problem]:
    if not table.whole:
        return
    for guide in sorted({row.text("guide") for row in table}):
        rows = [row for row in table if row.text("guide") == guide]
        steps = {row.text("step") for row in rows}
        reached = {rows[0].text("step")}
        for row in rows:
            following = row.text("next_step")
            if bool(following) == bool(row.text("action")):
                message = (
                    "Svaret leder till antingen nästa fråga eller en åtgärd. Fyll i precis en av next_step och action."
                )
                yield _fault(row, "next_step", "guide-dead-end", message)
            if following and following not in steps:
                yield _fault(
                    row,
                    "next_step",
                    "guide-dead-end",
                    f"Frågan {quoted(following)} finns inte. Välj bland {', '.join(sorted(steps))}.",
                )
            reached.add(following)
        yield from _guide_length(rows)
        if not all(row.text("next_step") in steps or row.text("action") for row in rows):
            continue  # once the dead end is mended, steps may be reached again
        for row in rows:
            if row.text("step") not in reached:
                yield _fault(
                    row,
                    "step",
                    "guide-unreached",
                    f"Inget svar leder till frågan {quoted(row.text('step'))}. Ta bort den eller led dit.",
                )


def _guide_length(rows: Sequence[Row]) -> Iterator[Problem]:
    numbers = guides.depths(rows)
    longest = max(numbers.values())
    if longest > len(numbers):
        message = (
            "Svaren leder runt i en ring, så guiden tar aldrig slut. Låt varje svar leda framåt, till en ny "
            "fråga eller till en åtgärd."
        )
        yield _fault(rows[0], "next_step", "guide-ring", message)
    elif longest > 5:
        message = (
            f"Den längsta vägen genom guiden har {longest} frågor. Slå ihop eller ta bort frågor tills den har "
            "högst fem."
        )
        yield _fault(rows[0], "step", "guide-length", message)


def _glossary(table: Table, _: Tables) -> Iterator[Problem]:
    seen: dict[str, Row] = {}
    for row in table:
        for column, words in (
            ("term", [row.text("term")]),
            ("abbreviation", [row.text("abbreviation")]),
            ("synonyms", list(row.items("synonyms"))),
        ):
            for word in filter(None, words):
                other = seen.get(word.lower())
                told_by_schema = other and column == "term" and word == other.text("term")
                if other and not told_by_schema:
                    message = (
                        f"{quoted(word)} förklaras redan på rad {other.line}. Ta bort det ena, för ett ord "
                        "kan bara ha en förklaring."
                    )
                    yield _fault(row, column, "duplicate", message)
                seen.setdefault(word.lower(), row)


def _logic_model(table: Table, _: Tables) -> Iterator[Problem]:
    above: set[str] = set()
    known = {row.text("id") for row in table}
    for row in table:
        for name in row.items("follows"):
            if name in known - above:
                message = f"Rutan {quoted(name)} står inte ovanför. En ruta bygger bara på rutor som står före den."
                yield _fault(row, "follows", "logic-order", message)
        above.add(row.text("id"))


def is_confirmed(service: Row) -> bool:
    """Return whether someone has confirmed the service: high confidence, a date for it, and it is open."""
    return (
        service.text("confidence") == "high"
        and service.day("assured_date") is not None
        and service.text("status") == "active"
    )


_TABLE_RULES = {
    "services": _services,
    "acute": _acute,
    "guide_steps": _guide_steps,
    "glossary": _glossary,
    "logic_model": _logic_model,
    "law_changes": law_changes.check,
    questions.TABLE: questions.check,
    "rehearsals": rehearsals.check,
    onboarding.TABLE: onboarding.check_tasks,
    onboarding.MEETINGS: onboarding.check_meetings,
}
