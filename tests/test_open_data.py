"""The open data: each format keeps to its standard, tells what the rows tell and no more, the same every time."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import jsonschema
import openpyxl
import pytest
from books import ROOT, Sites
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib import namespace as ns

from faltboken import cells
from faltboken.publish import dcat, hsds, json_ld, open_data
from faltboken.publish.dcat import Publisher
from faltboken.publish.open_rows import as_cell
from faltboken.publish.weekly_hours import by_span, weekly
from faltboken.tables import Row, Tables, load

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
STANDARD = json.loads((ROOT / "tests" / "standards" / "hsds-3.1.json").read_text(encoding="utf-8"))
BASE = "https://example.org/"
TABLES, _ = load(ROOT)
SERVICES = TABLES["services"]
SECRET = "Hemliga gatan 1"
PROJECT = Publisher("Fältboken")


def published(tables: Tables = TABLES, base: str = BASE, publisher: Publisher = PROJECT) -> dict[str, bytes]:
    return dict(open_data.files(tables, base, publisher))


def with_services(rows: tuple[Row, ...]) -> Tables:
    return Tables({**TABLES.by_name, "services": replace(SERVICES, rows=rows)})


def changed(row: Row, **values: Any) -> Row:
    return replace(row, values={**row.values, **values})


FILES = published()
FULL = changed(  # a row with every column filled
    SERVICES.find("nat-112") or SERVICES.rows[0],
    id="alla-falt", organization="Exempelby kommun", minimum_age=0, maximum_age=20, phone="08-465 004 01",
    email="falt@exempelby.example", url="https://exempelby.example/?a=1&b=2", address="Torget 1", postal_code="111 11",
    city="Exempelby", latitude=60.62, longitude=16.78, opening_hours="Mo-Fr 08:00-12:00,13:00-17:00; PH off",
    alert="Stängt i dag.", languages=("sv", "swl"), fees_description="gratis", self_referral=False,
    eligibility_description="Bor i kommunen", source_date="2026-01", assured_date=date(2026, 11, 20),
    assured_by="redaktionen", confidence="high", status="active", notes='Två "källor", <b> & \u2028 =1+1',
)  # fmt: skip


# --- HSDS -------------------------------------------------------------------


def contents(name: str, files: dict[str, bytes] = FILES) -> list[dict[str, Any]]:
    page = json.loads(files[f"hsds/{name}.json"])
    jsonschema.validate(page, {**STANDARD, "$ref": "#/$defs/page"})
    assert page["total_items"] == page["size"] == len(page["contents"])
    found: list[dict[str, Any]] = page["contents"]
    return found


def rows_from_hsds(services: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the file and the cells of each row, made again from HSDS alone as the page on open data describes it."""
    for service in services:
        own: dict[str, Any] = {}
        terms: dict[str, list[str]] = {}
        for attribute in service["attributes"]:
            if "taxonomy_term" in attribute:
                terms.setdefault(attribute["link_type"], []).append(attribute["taxonomy_term"]["code"])
            else:
                own[attribute["link_type"]] = attribute["value"]
        row = {}
        for name in SERVICES.schema.names:
            path = hsds.place_in_hsds(name)
            values = terms.get(name, []) if "taxonomy_term" in path else [own.get(name)]
            if not path.startswith("attributes"):
                values = list(followed(service, path.split(".")))
            row[name] = ";".join(as_cell(value) for value in values if value is not None)
        yield own["table"], row


def followed(value: Any, path: list[str]) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from followed(item, path)
    elif not path:
        yield value
    elif path[0] in value:
        yield from followed(value[path[0]], path[1:])


def as_csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, SERVICES.schema.names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"), [("services", "service"), ("taxonomies", "taxonomy"), ("taxonomy_terms", "taxonomy_term")]
)
def test_every_item_keeps_to_the_standard(name: str, kind: str) -> None:
    validator = jsonschema.Draft202012Validator(
        {**STANDARD, "$ref": f"#/$defs/{kind}"}, format_checker=jsonschema.FormatChecker()
    )
    files = published(with_services((*SERVICES.rows, FULL)))
    assert [
        f"{item['name']}: {fault.message}" for item in contents(name, files) for fault in validator.iter_errors(item)
    ] == []


def test_the_tables_are_made_again_from_hsds_byte_for_byte() -> None:
    made: dict[str, list[dict[str, str]]] = {}
    for path, row in rows_from_hsds(contents("services")):
        made.setdefault(path, []).append(row)
    assert SERVICES.resource is not None
    for path in SERVICES.resource.paths:
        assert as_csv(made[path]) == (ROOT / "data" / path).read_text(encoding="utf-8")


def test_a_row_with_every_column_filled_is_made_again() -> None:
    [(_, made)] = rows_from_hsds(contents("services", published(with_services((FULL,)))))
    for field in SERVICES.schema.fields:
        assert as_cell(FULL.values[field.name]), f"{field.name} is empty and proves nothing"
        if field.name != "notes":
            assert cells.parse(made[field.name], field) == (FULL.values[field.name], [])
    assert made["notes"] == FULL.values["notes"]


def test_ids_are_unique_stable_and_made_from_ours() -> None:
    services = contents("services")
    assert len({service["id"] for service in services}) == len(services)
    by_own_id = dict(zip((row.text("id") for row in SERVICES), services, strict=True))
    # Written down: another value here would break every link that others have made.
    assert by_own_id["nat-112"]["id"] == "1b2de528-90c5-59cc-a52a-f4746375e9e1"
    reversed_rows = contents("services", published(with_services(SERVICES.rows[::-1])))
    assert sorted(map(str, reversed_rows)) == sorted(map(str, services))


def test_every_id_within_a_service_is_its_own() -> None:
    [service] = contents("services", published(with_services((FULL,))))
    text = json.dumps({name: value for name, value in service.items() if name != "contacts"})
    ids = re.findall(r'"id": "([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_every_term_of_a_service_stands_among_the_terms_of_a_published_taxonomy() -> None:
    taxonomies = {item["id"] for item in contents("taxonomies")}
    terms = {item["id"]: item for item in contents("taxonomy_terms")}
    assert {term["taxonomy_id"] for term in terms.values()} == taxonomies
    for service in contents("services"):
        for attribute in service["attributes"]:
            if "taxonomy_term" in attribute:
                assert terms[attribute["taxonomy_term"]["id"]] == attribute["taxonomy_term"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Fr 08:00-17:00", [("MO,TU,WE,TH,FR", "08:00", "17:00")]),
        ("Mo-Fr 08:00-12:00,13:00-16:00; We 10:00-12:00; PH off",
         [("MO,TU,TH,FR", "08:00", "12:00"), ("MO,TU,TH,FR", "13:00", "16:00"), ("WE", "10:00", "12:00")]),
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", None, None)]),
        ("Su-We 20:00-22:00", [("MO,TU,WE,SU", "20:00", "22:00")]),
        ("Mo-Su 21:00-06:00", [(None, None, None)]),
        ("Su-Th 17:00-24:00", [(None, None, None)]),
        ("Mo-Fr 18:00-21:00; Jun 15-Aug 23 Mo off", [(None, None, None)]),
        ("PH 10:00-12:00", [(None, None, None)]),
    ],
)  # fmt: skip
def test_hours_are_weekly_events_only_where_every_week_is_alike(
    hours: str, expected: list[tuple[str, str, str]]
) -> None:
    [service] = contents("services", published(with_services((changed(FULL, opening_hours=hours),))))
    events = [(event.get("byday"), event.get("opens_at"), event.get("closes_at")) for event in service["schedules"]]
    assert events == expected
    assert all(event["description"] for event in service["schedules"])


def test_hours_say_in_words_what_is_known_of_red_days() -> None:
    for hours, said in (
        ("Mo-Fr 08:00-17:00", "Röda dagar: uppgift saknas."),
        ("Mo-Fr 08:00-17:00; PH off", "Röda dagar stängt."),
    ):
        [service] = contents("services", published(with_services((changed(FULL, opening_hours=hours),))))
        assert service["schedules"][0]["description"] == f"Måndag–fredag 08.00–17.00. {said}"


def test_unknown_is_left_out_and_never_a_no() -> None:
    unknown = (
        "phone", "email", "url", "address", "postal_code", "city", "latitude", "longitude", "opening_hours",
        "self_referral", "organization", "assured_date", "fees_description",
    )  # fmt: skip
    bare = changed(FULL, **dict.fromkeys(unknown))
    [service] = contents("services", published(with_services((bare,))))
    assert not {"phones", "contacts", "schedules", "service_at_locations", "organization", "organization_id", "url",
        "assured_date", "application_process", "fees_description"} & set(service)  # fmt: skip


# --- workbook and CSV -------------------------------------------------------


def sheet(content: bytes, name: str = "services") -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_the_workbook_holds_what_the_rows_hold() -> None:
    headings, *rows = sheet(published(with_services((*SERVICES.rows, FULL)))["services.xlsx"])
    assert headings == SERVICES.schema.names
    for row, read in zip((*SERVICES.rows, FULL), rows, strict=True):
        for name, value in zip(headings, read, strict=True):
            shown = value.date() if hasattr(value, "date") else value
            assert as_cell(shown) == as_cell(row.values[name]), (row.text("id"), name)


def test_the_workbook_explains_every_column() -> None:
    assert [row[0] for row in sheet(FILES["services.xlsx"], "columns")[1:]] == SERVICES.schema.names


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://a.example")', "0138", "1e5"]
)
def test_no_text_in_the_workbook_is_a_formula_or_a_number(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(published(with_services((changed(FULL, name=text),)))["services.xlsx"]))
    cell = book["services"]["B2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_characters_that_xml_cannot_hold_do_not_break_the_workbook() -> None:
    [_, row] = sheet(published(with_services((changed(FULL, name="a\x0b\x00b<&\uffff"),)))["services.xlsx"])
    assert row[1] == "ab<&"


def test_no_cell_of_a_published_csv_file_begins_as_a_formula() -> None:
    for table in TABLES:
        for row in table:
            for field in table.schema.fields:
                text = row.text(field.name)
                if field.type == "integer":  # -15 is a number in every program, never a formula
                    text = text.removeprefix("-")
                assert not re.match(r"[=@\t-]|\+(?!46)", text), (table.name, row.line, field.name)


# --- schema.org -------------------------------------------------------------

# The properties of each type, as https://schema.org says on the page of the property.
BELONGS_TO = {
    "Thing": "name description url mainEntityOfPage",
    "Service": "serviceType provider areaServed audience availableChannel hoursAvailable offers",
    "ServiceChannel": "serviceUrl servicePhone serviceLocation availableLanguage",
    "ContactPoint": "telephone email",
    "Place": "address",
    "PostalAddress": "streetAddress postalCode addressLocality addressCountry",
    "PeopleAudience": "suggestedMinAge suggestedMaxAge audienceType",
    "OpeningHoursSpecification": "dayOfWeek opens closes",
    "Offer": "price priceCurrency",
}
KINDS = {"GovernmentService": "Service"}


def linked(row: Row, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_ld.service_json_ld(row, SERVICES.schema, **options))
    return found


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(part)


def test_every_service_uses_schema_org_as_it_is_defined() -> None:
    for row in (*SERVICES.rows, FULL):
        found = linked(row, page=f"{BASE}stod/{row.text('id')}.html", category="Akut hjälp")
        assert found["@context"] == "https://schema.org"
        for thing in objects(found):
            kind = thing["@type"]
            assert kind in ns.SDO
            for name in thing.keys() - {"@context", "@id", "@type"}:
                assert name in ns.SDO
                own = f"{BELONGS_TO['Thing']} {BELONGS_TO.get(KINDS.get(kind, kind), '')}"
                assert name in own.split(), (kind, name)


def test_a_confirmed_service_tells_how_to_reach_it() -> None:
    found = linked(FULL, page=f"{BASE}stod/alla.html", category="Akut hjälp")
    assert found["@type"] == "GovernmentService"
    assert found["provider"] == {"@type": "GovernmentOrganization", "name": "Exempelby kommun"}
    assert found["availableChannel"]["servicePhone"]["telephone"] == "+46846500401"
    assert found["availableChannel"]["serviceLocation"]["address"]["streetAddress"] == "Torget 1"
    assert found["offers"] == {"@type": "Offer", "price": 0, "priceCurrency": "SEK"}
    weekdays = [f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    closed = ["https://schema.org/Saturday", "https://schema.org/Sunday", "https://schema.org/PublicHolidays"]
    assert found["hoursAvailable"] == [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": weekdays, "opens": "08:00", "closes": "12:00"},
        {"@type": "OpeningHoursSpecification", "dayOfWeek": weekdays, "opens": "13:00", "closes": "17:00"},
        {"@type": "OpeningHoursSpecification", "dayOfWeek": closed},
    ]


@pytest.mark.parametrize(
    "doubt", [{"confidence": "medium"}, {"assured_date": None}, {"status": "temporarily closed"}, {"status": "defunct"}]
)
def test_an_unconfirmed_service_tells_no_number_hours_or_price(doubt: dict[str, Any]) -> None:
    found = linked(changed(FULL, **doubt))
    assert not {"availableChannel", "hoursAvailable", "offers"} & set(found)
    assert "08-465" not in json.dumps(found)


@pytest.mark.parametrize(
    ("hours", "opens", "closes", "days"),
    [
        ("24/7", "00:00", "23:59", 8),
        ("Mo-Su 21:00-06:00", "21:00", "06:00", 7),
        ("Mo-Su 17:00-24:00", "17:00", "00:00", 7),
    ],
)
def test_hours_that_last_past_midnight_close_before_they_open(hours: str, opens: str, closes: str, days: int) -> None:
    [told] = linked(changed(FULL, opening_hours=hours))["hoursAvailable"]
    assert (told["opens"], told["closes"], len(told["dayOfWeek"])) == (opens, closes, days)


def test_hours_that_differ_with_the_season_are_not_told_to_search_engines() -> None:
    assert "hoursAvailable" not in linked(changed(FULL, opening_hours="Mo-Fr 18:00-21:00; Jun 15-Aug 23 Mo off"))


def test_short_numbers_stay_short_and_the_whole_country_is_a_country() -> None:
    row = SERVICES.find("nat-112")
    assert row is not None
    found = linked(row)
    assert found["availableChannel"]["servicePhone"]["telephone"] == "112"
    assert found["areaServed"] == {"@type": "Country", "name": "Sverige"}
    assert "@id" not in found


@pytest.mark.parametrize(
    ("organization", "public"),
    [("Tyresö kommun", True), ("Polismyndigheten", True), ("Region Gävleborg", True), ("Skolinspektionen", True),
     ("Polisen och kommunens socialtjänst", True), ("Bris", False), ("Rädda Barnen", False), ("Svenska kyrkan", False)],
)  # fmt: skip
def test_who_is_a_public_body_is_seen_from_its_name(organization: str, public: bool) -> None:
    assert (linked(changed(FULL, organization=organization))["@type"] == "GovernmentService") is public


def test_nothing_in_a_row_can_end_the_script_element() -> None:
    nasty = "</script><script>alert(1)</script><!-- & \u2028\u2029"
    script = json_ld.service_json_ld(changed(FULL, name=nasty, notes=nasty), SERVICES.schema)
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script)["name"] == nasty


# --- DCAT-AP-SE -------------------------------------------------------------

# What version 3.0.1 demands of each class (cardinality at least 1): https://docs.dataportal.se/dcat/3.0.1/sv/
DEMANDED = {
    ns.DCAT.Catalog: (
        ns.DCTERMS.title,
        ns.DCTERMS.description,
        ns.DCTERMS.publisher,
        ns.DCTERMS.license,
    ),
    ns.DCAT.Dataset: (ns.DCTERMS.title, ns.DCTERMS.description, ns.DCTERMS.publisher),
    ns.DCAT.Distribution: (ns.DCAT.accessURL,),
    ns.FOAF.Agent: (ns.FOAF.name,),
    VCARD.Organization: (VCARD.fn, VCARD.hasEmail),
}
MUNICIPALITY = Publisher("Exempelby (kommun)", "https://exempelby.example", "falt@exempelby.example", municipality=True)


# rdflib's reader of XML leaves a dead weak reference behind, over which sphinx_external_toc stumbles when a book is
# built later in the same process.
READER = (
    "import sys, rdflib; graph = rdflib.Graph().parse(sys.stdin.buffer, format='xml'); "
    "sys.stdout.buffer.write(graph.serialize(format='nt', encoding='utf-8'))"
)


@cache
def read(catalog: bytes) -> bytes:
    return subprocess.run([sys.executable, "-c", READER], input=catalog, capture_output=True, check=True).stdout


def graph(publisher: Publisher = MUNICIPALITY, tables: Tables = TABLES) -> Graph:
    return Graph().parse(data=read(published(tables, publisher=publisher)["catalog.rdf"]), format="nt")


@pytest.mark.parametrize("publisher", [PROJECT, MUNICIPALITY], ids=lambda publisher: publisher.name)
def test_the_catalogue_has_what_dcat_ap_se_demands(publisher: Publisher) -> None:
    found = graph(publisher)
    for kind, properties in DEMANDED.items():
        things = list(found.subjects(ns.RDF.type, kind))
        assert things or kind == VCARD.Organization
        for thing in things:
            for name in properties:
                assert list(found.objects(thing, name)), (thing, name)


def test_the_catalogue_can_be_harvested() -> None:
    found = graph()
    for parts in found:
        for part in parts:
            assert not isinstance(part, BNode)
            assert isinstance(part, Literal) or re.match(r"(https?://|mailto:)[^\s<>\"{}|\\^`]+$", part), part
    assert {str(licence) for licence in found.objects(None, ns.DCTERMS.license)} == {dcat.CC0}
    [catalog] = found.subjects(ns.RDF.type, ns.DCAT.Catalog)
    assert set(found.objects(catalog, ns.DCAT.dataset)) == set(found.subjects(ns.RDF.type, ns.DCAT.Dataset))
    assert set(found.objects(None, ns.DCAT.distribution)) == set(found.subjects(ns.RDF.type, ns.DCAT.Distribution))
    assert len(set(found.objects(None, ns.DCTERMS.publisher))) == 1


def test_every_property_of_the_catalogue_is_one_that_its_vocabulary_has() -> None:
    for name in set(graph().predicates()):
        space = next(
            space for space in (ns.RDF, ns.DCAT, ns.DCTERMS, ns.FOAF, VCARD) if str(name).startswith(str(space))
        )
        assert URIRef(name) in space, name


def test_dates_of_the_catalogue_come_from_the_data_and_not_from_the_clock() -> None:
    old = tuple(changed(row, source_read_date=date(2020, 1, 2), assured_date=None) for row in SERVICES)
    tables = Tables({"services": replace(SERVICES, rows=old), "needs": TABLES["needs"]})
    found = graph(tables=tables)
    assert {str(day) for day in found.objects(None, ns.DCTERMS.modified)} == {"2020-01-02"}
    assert not list(found.objects(URIRef(f"{BASE}data/catalog.rdf#needs"), ns.DCTERMS.modified))


def test_without_an_absolute_address_there_is_no_catalogue() -> None:
    assert "catalog.rdf" not in published(base="")


# --- all of it --------------------------------------------------------------


def test_two_builds_give_the_same_bytes() -> None:
    again, _ = load(ROOT)
    assert published(again) == FILES


def test_a_protected_address_is_in_no_file_even_if_the_check_had_let_it_through() -> None:
    place = {"address": SECRET, "postal_code": "111 11", "city": "Gömda", "latitude": 60.123, "longitude": 16.123}
    row = changed(FULL, needs=("vald-i-nara-relation", "skyddat-boende"), **place)
    texts = [content.decode("latin-1") for content in published(with_services((row,))).values()]
    texts += [str(sheet(published(with_services((row,)))["services.xlsx"]))]
    texts += [
        json_ld.service_json_ld(row, SERVICES.schema),
        json_ld.service_json_ld(changed(row, status="active"), SERVICES.schema),
    ]
    for text in texts:
        for secret in (SECRET, "111 11", "Gömda", "G\\u00f6mda", "60.123", "16.123"):
            assert secret not in text


def test_no_service_of_the_book_publishes_a_protected_place() -> None:
    for row in SERVICES:
        if "skyddat-boende" in row.items("needs"):
            assert not any(row.text(name) for name in ("address", "postal_code", "city", "latitude", "longitude"))


def test_the_table_of_a_tiny_book_without_needs_or_municipalities_is_published_too() -> None:
    assert "services.xlsx" in published(Tables({"services": SERVICES}))
    assert contents("services", published(Tables({"services": replace(SERVICES, rows=())}))) == []
    assert published(Tables({"needs": TABLES["needs"]}), base="") == {}


@pytest.mark.parametrize(
    ("hours", "expected"),
    [("Mo off", {}), ("10:00-12:00", {("10:00", "12:00"): ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]}),
     ("Mo-Fr 10:00-12:00; Fr off; Sa,PH 10:00-12:00", {("10:00", "12:00"): ["Mo", "Tu", "We", "Th", "Sa", "PH"]})],
)  # fmt: skip
def test_a_later_rule_replaces_an_earlier_one_on_its_days(
    hours: str, expected: dict[tuple[str, str], list[str]]
) -> None:
    assert by_span(weekly(hours) or {}) == expected


# --- in a book --------------------------------------------------------------


def test_a_book_publishes_every_format_and_names_each_on_the_page(sites: Sites) -> None:
    built = sites("open-data")
    links = [str(link["href"]) for link in built.article("om/oppna-data").find_all("a", href=True)]
    data = sorted(
        path.relative_to(built.site).as_posix() for path in (built.site / "data").rglob("*") if path.is_file()
    )
    assert [name for name in data if f"../{name}" not in links and not name.startswith("data/schemas/")] == []
    assert all((built.site / "om" / link).resolve().is_file() for link in links)
    named = [row[0] for row in rows_of(built.article("om/oppna-data"), 1)]
    assert named == SERVICES.schema.names


def rows_of(article: Any, index: int) -> list[list[str]]:
    body = article.find_all("table")[index].find("tbody")
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in body.find_all("tr")]
