"""Rules between cells, rows and tables: what they allow, and how they help. What they forbid stands in test_faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from books import TODAY, edit

from faltboken import check, queries, rules, tables
from faltboken.problems import Problem, in_order, quoted
from faltboken.queries import Query

SERVICES = "data/services/exempelby.csv"


def found(book: Path, today: date = TODAY) -> list[str]:
    loaded, problems = tables.load(book)
    return [f"{problem.line} {problem.column} {problem.code}" for problem in problems + rules.check(loaded, today)]


def names(book: Path, query: Query) -> list[str]:
    loaded, problems = tables.load(book)
    assert problems == []
    return [row.text("id") for row in queries.run(query, loaded)]


# --- problems ---------------------------------------------------------------


def test_a_problem_is_printed_as_editors_and_terminals_link_it() -> None:
    assert str(Problem("data/a.csv", 17, "phone", "phone", "Fel. Skriv rätt.")) == (
        "data/a.csv:17: phone: Fel. Skriv rätt. [phone]"
    )
    assert str(Problem("data/a.csv", 0, "", "empty-file", "Tom.")) == "data/a.csv: Tom. [empty-file]"


def test_problems_come_in_the_order_of_the_files_and_each_once() -> None:
    first, second = Problem("a", 2, "", "x", "Ett."), Problem("a", 10, "", "x", "Två.")
    assert in_order([second, first, second]) == [first, second]


def test_a_quoted_value_is_cut_where_it_would_hide_the_message() -> None:
    assert quoted("kort") == "”kort”"
    assert quoted("x" * 61) == "”" + "x" * 59 + "…”"


# --- what is allowed --------------------------------------------------------


def test_a_date_is_in_the_future_only_until_it_comes(book: Path) -> None:
    assert found(book, date(2026, 11, 20)) == []
    assert "2 source_read_date future-date" in found(book, date(2026, 11, 19))


def test_the_same_lowest_and_highest_age_is_allowed(book: Path) -> None:
    edit(book / SERVICES, "young,13,20", "young,18,18")
    assert found(book) == []


def test_a_service_may_serve_the_whole_country_from_a_municipalitys_file(book: Path) -> None:
    edit(book / SERVICES, "exempelby,Exempelby,08-465 004 01", "exempelby;sverige,Exempelby,08-465 004 01")
    assert found(book) == []


def test_a_book_without_services_may_have_acute_numbers_and_no_traceback(book: Path) -> None:
    package = book / "data" / "datapackage.json"
    kept = [line for line in package.read_text(encoding="utf-8").splitlines() if '"services"' not in line]
    package.write_text("\n".join(kept), encoding="utf-8")
    assert {line.split()[-1] for line in found(book)} == {"unlisted-file"}


@pytest.mark.parametrize(
    ("name", "municipality"),
    [
        ("Fältgruppen i Annanby", "exempelby"),  # of another municipality, and serves this one too
        ("Fältgruppen norra", "exempelby"),  # says which of two
        ("Fältgruppen 2", "exempelby"),
        ("Fältkontoret", "exempelby"),  # the same switchboard, another service
        ("Fältgruppen", "annanby"),  # another municipality has its own
    ],
)
def test_services_that_only_resemble_each_other_may_stand_side_by_side(
    book: Path, name: str, municipality: str
) -> None:
    path = book / SERVICES
    row = path.read_text(encoding="utf-8").splitlines()[1]
    other = row.replace("exempelby-falt", "annan-falt", 1).replace("Fältgruppen", name, 1)
    other = other.replace(",exempelby,", f",{municipality},", 1)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(other + "\n")
    loaded, _ = tables.load(book)
    assert "similar-service" not in {problem.code for problem in rules.check(loaded, TODAY)}


def test_two_guides_may_have_steps_of_the_same_name(book: Path) -> None:
    path = book / "data" / "guide_steps.csv"
    text = path.read_text(encoding="utf-8")
    other = "".join(line.replace("orolig,", "annan,", 1) for line in text.splitlines(keepends=True)[1:])
    path.write_text(text + other, encoding="utf-8", newline="\n")
    assert found(book) == []


def test_a_guide_of_five_questions_is_short_enough(book: Path) -> None:
    edit(book / "data" / "guide_steps.csv", "18 år?,Nej,,Ring 112.,,Hjälpen kommer till er.", "18 år?,Nej,c,,,")
    steps = "orolig,c,Tre?,Ja,d,,,\norolig,d,Fyra?,Ja,e,,,\norolig,e,Fem?,Ja,,Ring.,,\n"
    path = book / "data" / "guide_steps.csv"
    path.write_text(path.read_text(encoding="utf-8") + steps, encoding="utf-8", newline="\n")
    assert found(book) == []


def test_a_guide_may_have_more_questions_when_no_way_through_it_is_long(book: Path) -> None:
    path = book / "data" / "guide_steps.csv"
    ways = "".join(f"orolig,barn,Är personen under 18 år?,{name},{name},,,\n" for name in "cdefg")
    ends = "".join(f"orolig,{name},{name.upper()}?,Ja,,Ring.,,\n" for name in "cdefg")
    path.write_text(path.read_text(encoding="utf-8") + ways + ends, encoding="utf-8", newline="\n")
    assert found(book) == []


# --- how they help ----------------------------------------------------------


def test_a_misspelt_value_of_a_large_table_is_met_with_the_one_that_resembles_it(book: Path) -> None:
    path = book / "data" / "needs.csv"
    rows = "".join(f"behov-{number},Behov {number},ord{number},Text.\n" for number in range(50))
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8", newline="\n")
    edit(book / SERVICES, "social_services,prata,", "social_services,parta,")
    loaded, _ = tables.load(book)
    [problem] = rules.check(loaded, TODAY)
    assert problem.message == "”parta” finns inte i tabellen needs. Menade du prata?"


def test_a_value_that_resembles_nothing_is_met_with_advice(book: Path) -> None:
    path = book / "data" / "needs.csv"
    rows = "".join(f"behov-{number},Behov {number},ord{number},Text.\n" for number in range(50))
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8", newline="\n")
    edit(book / SERVICES, "social_services,prata,", "social_services,qqqq,")
    loaded, _ = tables.load(book)
    [problem] = rules.check(loaded, TODAY)
    assert problem.message.endswith("Rätta stavningen eller lägg till en rad där.")


# --- questions to the tables ------------------------------------------------


def test_rows_are_found_by_list_by_truth_and_by_what_no_column_says(book: Path) -> None:
    assert names(book, Query("services", (("needs", ("akut",)),))) == ["nat-112"]
    assert names(book, Query("services", (("emergency", ("ja",)),))) == ["nat-112"]
    assert names(book, Query("services", (("confirmed", ("nej",)),))) == ["exempelby-skydd"]
    assert names(book, Query("services", (("scope", ("local",)),))) == ["exempelby-falt", "exempelby-skydd"]


def test_all_conditions_must_hold_and_one_of_the_values_of_each(book: Path) -> None:
    query = Query("services", (("municipalities", ("exempelby", "sverige")), ("confirmed", ("ja",))))
    assert names(book, query) == ["nat-112", "exempelby-falt"]


def test_rows_are_sorted_as_swedish_does(book: Path) -> None:
    path = book / "data" / "needs.csv"
    added = "".join(f"{letter}-behov,{letter.upper()}-behov,x{letter},Text.\n" for letter in "zoa")
    text = path.read_text(encoding="utf-8") + added + "s1,Ålder,x1,Text.\ns2,Ärlighet,x2,Text.\ns3,Öppenhet,x3,Text.\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    loaded, _ = tables.load(book)
    found_names = [row.text("name") for row in queries.run(Query("needs", sort="name"), loaded)]
    assert found_names == [
        "A-behov", "Det är akut", "O-behov", "Prata med någon", "Skyddat boende",
        "Z-behov", "Ålder", "Ärlighet", "Öppenhet",
    ]  # fmt: skip


def test_a_digest_changes_with_a_row_that_is_shown_and_not_with_another(book: Path) -> None:
    query = Query("services", (("id", ("nat-112",)),))
    before = queries.digest(query, tables.load(book)[0])
    edit(book / SERVICES, "08-465 004 01", "08-465 004 09")
    assert queries.digest(query, tables.load(book)[0]) == before
    edit(book / "data/services/nationellt.csv", "Någon att prata med.", "Larm.")
    assert queries.digest(query, tables.load(book)[0]) != before


# --- all at once ------------------------------------------------------------


def test_faults_of_every_kind_are_told_together(book: Path) -> None:
    edit(book / SERVICES, "08-465 004 01", "08-465")
    edit(book / "book/index.md", "# Exempelboken", "## Exempelboken")
    edit(book / "_toc.yml", "    title", "    titel")
    edit(book / "_config.yml", "title:", "titel:")
    site = book / "site"
    site.mkdir()
    (site / "index.html").write_text("<h1>Sida</h1>", encoding="utf-8")
    told = {problem.code for problem in check.problems(book, TODAY, site)}
    assert told == {"phone", "one-title", "toc-key", "config", "language", "title", "description"}


def test_a_link_to_a_page_that_cannot_be_read_is_not_told_as_broken(book: Path) -> None:
    edit(book / "book/index.md", "Välkommen.", "Se [metoden](metoder/sida.md).")
    edit(book / "book/metoder/sida.md", "owner: verksamhetsutvecklare", "owner: a: b")
    assert [problem.code for problem in check.problems(book, TODAY)] == ["front-matter"]
