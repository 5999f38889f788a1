"""Freshness that bites: the rule with frozen days, the list of what is overdue, what pages carry, and whom to ring."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from books import SITES, Sites, build_clean, edit, make_book, searched, words
from bs4 import Tag

from faltboken import call_list, console, freshness, overdue, tables
from faltboken.commands import check
from faltboken.freshness import CONFIRMED, OVERDUE, UNCONFIRMED, Freshness
from faltboken.tables import Row, Tables

SERVICES = "data/services/exempelby.csv"
RULE = Freshness({"emergency": 90, "mental_health": 180}, frozenset({"linje"}))


def service(**values: object) -> Row:
    usual = {
        "id": "stod", "name": "Stöd", "category": "mental_health", "status": "active", "confidence": "high",
        "assured_date": date(2026, 11, 21), "phone": "08-465 004 01",
    }  # fmt: skip
    return Row(usual | values, SERVICES, 2)


def loaded(book: Path) -> Tables:
    found, problems = tables.load(book)
    assert problems == []
    return found


def lines(book: Path, today: date) -> list[str]:
    return overdue.report(book, today).lines()


# --- the rule ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 21), CONFIRMED),
        (date(2027, 5, 20), CONFIRMED),  # the due day itself is in time
        (date(2027, 5, 21), OVERDUE),
    ],
)
def test_a_confirmation_holds_for_as_many_days_as_its_category_says(today: date, state: str) -> None:
    assert RULE.due(service()) == date(2027, 5, 20)
    assert RULE.state(service(), today) == state


def test_a_number_shown_as_acute_is_held_to_the_emergency_interval_whatever_its_category() -> None:
    assert RULE.due(service(id="linje")) == date(2027, 2, 19)
    assert RULE.due(service(category="emergency")) == date(2027, 2, 19)


@pytest.mark.parametrize("values", [{"assured_date": None}, {"confidence": "medium"}])
def test_without_a_confirmation_nothing_falls_due(values: dict[str, object]) -> None:
    assert RULE.due(service(**values)) is None
    assert RULE.state(service(**values), date.max) == UNCONFIRMED
    assert freshness.words(service(**values), RULE) == freshness.Words("Obekräftad", "unknown")


def test_a_category_without_an_interval_is_never_overdue() -> None:
    assert RULE.state(service(category="leisure"), date.max) == CONFIRMED


def test_the_reader_is_told_in_words_with_the_day() -> None:
    told = freshness.words(service(), RULE)
    assert (told.now, told.overdue) == ("Bekräftad 21 november 2026", "Inte bekräftad sedan 21 november 2026")
    closed = freshness.words(service(status="temporarily closed"), RULE)
    assert closed.now == "Tillfälligt stängd"
    assert closed.overdue == "Tillfälligt stängd, inte bekräftat sedan 21 november 2026"


def test_nobody_is_made_to_doubt_112() -> None:
    assert RULE.number_due(service(phone="112")) is None
    assert RULE.number_due(service(id="linje")) == date(2027, 2, 19)


def test_the_intervals_of_the_book_are_90_days_for_emergency_and_helplines_and_180_for_the_rest() -> None:
    found = loaded(Path(__file__).resolve().parents[1])
    rule = freshness.of(found)
    assert {name for name, days in rule.intervals.items() if days == 90} == {"emergency", "helpline"}
    assert set(rule.intervals.values()) == {90, 180}
    assert [row.text("id") for row in found["services"] if row.text("id") in rule.acute and rule.days(row) != 90] == []


# --- the list of what is overdue --------------------------------------------


def test_nothing_overdue_says_so_and_how_many_are_unconfirmed(book: Path) -> None:
    assert lines(book, date(2026, 11, 21)) == [
        "Inget har passerat sitt datum.",
        "",
        "Verksamheter som ingen har bekräftat, ansvarig verksamhetsutvecklare: 1",
        "",
        "- data/services/exempelby.csv: 1",
    ]


def test_acute_numbers_come_first_then_services_by_role_then_pages_then_the_unconfirmed(book: Path) -> None:
    assert lines(book, date(2027, 5, 20)) == [
        "Akuta nummer som måste bekräftas nu: 1",
        "",
        "- data/services/nationellt.csv:2: 112: inte bekräftad sedan 2026-11-20, "
        "skulle ha bekräftats senast 2027-02-18 (redaktionen)",
        "",
        "Verksamheter att bekräfta igen, ansvarig redaktionen: 1",
        "",
        "- data/services/exempelby.csv:2: Fältgruppen: inte bekräftad sedan 2026-11-20, "
        "skulle ha bekräftats senast 2027-05-19",
        "",
        "Sidor som skulle ha granskats: 2",
        "",
        "- book/index.md: skulle ha granskats 2027-05-19 (verksamhetsutvecklare)",
        "- book/metoder/sida.md: skulle ha granskats 2027-05-19 (verksamhetsutvecklare)",
        "",
        "Verksamheter som ingen har bekräftat, ansvarig verksamhetsutvecklare: 1",
        "",
        "- data/services/exempelby.csv: 1",
    ]


def test_where_no_role_is_named_the_owner_of_the_table_answers(book: Path) -> None:
    edit(book / SERVICES, "2026-11-20,redaktionen,high", "2026-11-20,,high")
    found = overdue.report(book, date(2027, 5, 20))
    assert {item.id: item.role for item in found.services} == {
        "nat-112": "redaktionen",
        "exempelby-falt": "verksamhetsutvecklare",
    }


def test_a_service_that_has_closed_for_good_need_not_be_confirmed(book: Path) -> None:
    edit(book / SERVICES, "PH off,,,,,,nej,active", "PH off,,,,,,nej,defunct")
    assert [item.id for item in overdue.report(book, date(2027, 5, 20)).services] == ["nat-112"]


def test_a_row_with_a_fault_is_told_to_be_missing(book: Path) -> None:
    edit(book / SERVICES, "08-465 004 01", "08-465")
    assert lines(book, date(2027, 5, 20))[-1] == "Listan är inte hel: 1 fel i data och sidor. Kör kb.py check."


def test_the_report_for_programs_has_the_fields_that_are_told_of(book: Path) -> None:
    data = json.loads(overdue.report(book, date(2027, 2, 20)).as_json())
    assert data == {
        "format": "faltboken-overdue-1",
        "today": "2027-02-20",
        "late": True,
        "counts": {
            "services_confirmed": 1,
            "services_overdue": 1,
            "services_unconfirmed": 1,
            "pages_overdue": 0,
            "laws_overdue": 0,
            "faults": 0,
        },
        "services_overdue": [
            {
                "id": "nat-112",
                "name": "112",
                "role": "redaktionen",
                "acute": True,
                "municipalities": ["sverige"],
                "assured_date": "2026-11-20",
                "due_date": "2027-02-18",
                "days_overdue": 2,
                "path": "data/services/nationellt.csv",
                "line": 2,
            }
        ],
        "services_unconfirmed": [{"role": "verksamhetsutvecklare", "path": SERVICES, "count": 1}],
        "pages_overdue": [],
        "laws_overdue": [],
    }
    late_page = json.loads(overdue.report(book, date(2027, 5, 20)).as_json())["pages_overdue"][0]
    told = (Path(__file__).resolve().parents[1] / "data" / "README.md").read_text(encoding="utf-8")
    fields = {*data, *data["counts"], *data["services_overdue"][0], *data["services_unconfirmed"][0], *late_page}
    assert [name for name in fields if f"`{name}`" not in told] == []


@pytest.mark.parametrize(("day", "code"), [("2027-02-18", 0), ("2027-02-19", 1)])
def test_the_exit_code_is_1_from_the_day_after_something_is_due(
    day: str, code: int, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "ROOT", book)
    written = book / "lista.json"
    assert check.run(["--overdue", "--today", day, "--json", str(written)]) == code
    assert json.loads(written.read_text(encoding="utf-8"))["late"] is bool(code)
    assert capsys.readouterr().out.splitlines() == lines(book, date.fromisoformat(day))


def test_the_file_for_programs_is_only_of_what_is_overdue() -> None:
    with pytest.raises(console.Stop, match="--json: skriv det tillsammans med --overdue"):
        check.run(["--json", "lista.json"])


def test_the_weekly_job_asks_for_the_list_and_publishes_whatever_it_says() -> None:
    text = (Path(__file__).resolve().parents[1] / ".github" / "workflows" / "weekly.yml").read_text(encoding="utf-8")
    assert "kb.py check --overdue --json overdue.json > overdue.txt || code=$?" in text
    assert "needs:" not in text


# --- what pages carry -------------------------------------------------------


def test_a_table_carries_the_day_and_the_words_for_when_it_has_passed(sites: Sites) -> None:
    pills = sites("services-trust").article().select(".tag")
    assert [(words(pill), pill.get("data-due"), pill.get("data-overdue")) for pill in pills] == [
        ("Bekräftad 20 november 2026", "2027-05-19", "Inte bekräftad sedan 20 november 2026"),
        ("Bekräftad 20 november 2026", "2027-05-19", "Inte bekräftad sedan 20 november 2026"),
        ("Obekräftad", None, None),
        ("Tillfälligt stängd", "2027-05-19", "Tillfälligt stängd, inte bekräftat sedan 20 november 2026"),
        ("Obekräftad", None, None),
    ]


def test_an_acute_number_carries_what_to_do_when_its_confirmation_is_too_old(sites: Sites) -> None:
    [marked] = sites("emergency-numbers").article().select("[data-due]")
    assert (marked["data-due"], marked.has_attr("hidden")) == ("2027-02-18", True)
    assert marked["data-overdue"] == (
        "Senast bekräftat 20 november 2026. Kommer du inte fram: ring 112 och be om socialjouren"
    )


def test_the_strip_with_only_112_carries_no_mark(sites: Sites) -> None:
    assert sites("emergency-numbers").page().select(".strip [data-due]") == []


def test_the_quality_page_carries_the_due_days_of_each_area_for_the_browser_to_count(sites: Sites) -> None:
    marked = sites("quality").article("om/kvalitet").select("[data-dues]")
    assert [mark["data-dues"] for mark in marked] == ["2027-02-18*1", "2027-05-19*1", "2027-02-18*1 2027-05-19*1"]


# --- whom to ring -----------------------------------------------------------


def sections(sites: Sites) -> dict[str, Tag]:
    found = sites("call-lists").article("ringlista/exempelby").select("section")
    return {words(part.h3): part for part in found}


def asked(part: Tag) -> list[str]:
    return [words(row.find_all("td")[0]) for row in part.select("tbody tr")]


def test_the_acute_are_rung_first_then_the_unconfirmed_the_oldest_first_then_the_others(sites: Sites) -> None:
    titles = sites("call-lists").article("ringlista/exempelby").find_all(["h2", "h3"])
    assert [words(title) for title in titles] == [
        "Kontrolleras med högst 90 dagars mellanrum",
        "Larmet",
        "Chatten",
        "Socialjouren",
        "Kontrolleras med högst 180 dagars mellanrum",
        'Kafé "Å & Ä" < 3',
        "Ungdomsjouren",
        "Skyddat boende",
        "Fältgruppen",
    ]


def test_each_service_says_what_we_have_now_and_what_we_do_not_know(sites: Sites) -> None:
    parts = sections(sites)
    assert asked(parts["Fältgruppen"]) == [
        "08-465 004 01",
        call_list.UNKNOWN,
        call_list.UNKNOWN,
        "Måndag–fredag 08.00–17.00. Röda dagar: vet vi inte",
        "Gatan 1, 123 45 Exempelby",
        "13–20 år",
        "gratis",
        "Ja",
    ]
    assert asked(parts["Ungdomsjouren"]) == [call_list.UNKNOWN] * 5 + ["Från 13 år"] + [call_list.UNKNOWN] * 2
    assert asked(parts['Kafé "Å & Ä" < 3'])[5] == "Till och med 20 år"
    assert "Bekräftad 20 november 2026" in words(parts["Fältgruppen"])
    assert "Obekräftad" in words(parts["Ungdomsjouren"])


def test_each_question_and_each_call_has_boxes_to_tick_and_lines_for_roles_and_date_never_a_name(sites: Sites) -> None:
    part = sections(sites)["Fältgruppen"]
    assert len(part.select("td .box")) == 8
    ticks = [words(item) for item in part.select(".ticks li")]
    assert ticks == [
        "Allt stämmer", "Inget svar, ring igen", "Finns inte längre", "Roll hos dem", "Roll hos oss", "Datum"
    ]  # fmt: skip
    told = words(sites("call-lists").article("ringlista/exempelby"))
    assert "skriv dagen under Bekräftad , rollen under Bekräftad av och hög under Säkerhet ." in told
    assert "Skriv roller, aldrig namn." in told


def test_the_address_of_protected_housing_is_never_asked_for(sites: Sites) -> None:
    part = sections(sites)["Skyddat boende"]
    assert "Vart går man?" not in words(part)
    assert "Skyddat boende. Fråga aldrig efter adressen och skriv aldrig ner den." in words(part)


def test_nobody_is_asked_to_ring_112_to_check_it(sites: Sites) -> None:
    assert "Ring inte 112 för att kontrollera. Läs källan i stället." in words(sections(sites)["Larmet"])


def test_the_list_is_linked_and_left_out_of_search_and_sitemap(sites: Sites) -> None:
    built = sites("call-lists")
    links = {words(link): link["href"] for link in built.article("om/kvalitet").select("a[href*=ringlista]")}
    assert links == {
        "Ringlista: Hela landet": "../ringlista/sverige.html",
        "Ringlista: Exempelby": "../ringlista/exempelby.html",
    }
    assert {name for name in built.pages() if name.startswith("ringlista")} == {
        "ringlista/exempelby", "ringlista/sverige"
    }  # fmt: skip
    assert "ringlista/" not in (built.site / "sitemap.xml").read_text(encoding="utf-8") + searched(built)


def test_search_engines_are_asked_to_leave_the_list_also_on_an_official_site(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "call-lists")
    edit(root / "_config.yml", 'faltboken_published_by: ""', "faltboken_published_by: exempelby")
    built = build_clean(root)
    robots = {name: built.page(name).find("meta", attrs={"name": "robots"}) for name in built.pages()}
    assert {name for name, tag in robots.items() if tag} == {"ringlista/exempelby", "ringlista/sverige"}


def test_the_list_says_which_file_and_row_to_change_and_the_switchboard(sites: Sites) -> None:
    article = sites("call-lists").article("ringlista/exempelby")
    assert words(article).startswith("Ringlista: Exempelby 7 verksamheter.")
    assert words(article.find("code")) == "data/services/exempelby.csv"
    assert "Kommunens växel: 08-465 004 00" in words(article)
    assert "Rad 2." in words(sections(sites)["Fältgruppen"])
    assert "växel" not in words(sites("call-lists").article("ringlista/sverige"))
