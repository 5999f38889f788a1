"""Law that ends and begins: what pages say of it and from which day, what is to be reviewed, and what is a fault."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from books import ROOT, SITES, Built, build_clean, edit, make_book, searched, words
from bs4 import Tag

from faltboken import check as all_rules
from faltboken import overdue
from faltboken.commands import check

LAST, FIRST, SECOND = date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)
PAGES = ("roll", "text", "guide", "not", "ny", "historik", "annat", "engelska")


@pytest.fixture
def law_book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "bok", SITES / "law-changes")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a site that was built before any of the days."""
    return build_clean(on(make_book(tmp_path_factory.mktemp("fore") / "bok", SITES / "law-changes"), date(2026, 12, 1)))


def on(root: Path, day: date) -> Path:
    """Set the day that the site is built for."""
    config = root / "_config.yml"
    text = config.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "faltboken_today" not in line]
    at = lines.index(next(line for line in lines if line.strip().startswith("faltboken_")))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines.insert(at, f'{indent}faltboken_today: "{day}"')
    config.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return root


def notice(built: Built, page: str) -> Tag | None:
    found = built.page(page).select_one(".law-changed")
    assert found is None or isinstance(found, Tag)
    return found


def shown(built: Built, page: str) -> str:
    """Return the notice as a reader without JavaScript sees it, "" when it is hidden or not there."""
    found = notice(built, page)
    if found is None or found.has_attr("hidden"):
        return ""
    for part in found.select("[hidden]"):
        part.decompose()
    return words(found)


def before(built: Built, page: str) -> list[str]:
    return [words(item) for item in built.page(page).select(".meta [data-until]")]


# --- what pages carry -------------------------------------------------------


def test_before_the_day_a_page_says_in_its_review_line_what_ends_and_hides_the_notice(site: Built) -> None:
    for page in ("roll", "text", "guide", "not", "historik", "engelska"):
        found = notice(site, f"lag/{page}")
        assert found is not None, page
        assert (found["data-from"], found.has_attr("hidden")) == ("2027-01-01", True), page
        assert before(site, f"lag/{page}") == ["LVU gäller till och med 31 december 2026"], page
    assert before(site, "om/ordlista") == ["LVU gäller till och med 31 december 2026"]
    assert notice(site, "index") is None


def test_the_notice_stands_first_under_the_title_and_names_the_law(site: Built) -> None:
    found = notice(site, "lag/roll")
    assert found is not None
    previous = found.find_previous_sibling()
    assert isinstance(previous, Tag)
    assert previous.name == "h1"
    assert words(found) == (
        "Lagen ändrades den 1 januari 2027. Sidan är inte genomgången sedan dess. "
        "Lag om vård av unga (LVU) gäller inte längre. Lagändringar"
    )
    assert found.a is not None
    assert found.a["href"] == "lagandringar.html"


def test_a_page_without_the_law_but_named_by_a_change_says_so_and_a_proposal_is_told_as_one(site: Built) -> None:
    assert before(site, "lag/annat") == ["Lagen ändras 1 januari 2027", "Lagändring föreslagen till 2 januari 2027"]
    found = notice(site, "lag/annat")
    assert words(found) == (
        "Lagen ändrades den 1 januari 2027. Sidan är inte genomgången sedan dess. Två nya lagar om vård. "
        "Den 2 januari 2027: En lag om stöd utan samtycke. Det var ett förslag: kontrollera om det blev lag. "
        "Lagändringar"
    )


def test_a_paragraph_that_ends_or_begins_by_itself_has_its_own_day(site: Built) -> None:
    assert before(site, "lag/ny") == ["SoL 19:3 gäller till och med 31 januari 2027"]
    found = notice(site, "lag/ny")
    assert found is not None
    assert found["data-from"] == "2027-02-01"
    assert "Den 1 mars 2027: SoL 19:2 har börjat gälla eller fått ny lydelse." in words(found)


def test_a_page_in_english_says_it_in_english(site: Built) -> None:
    found = words(notice(site, "lag/engelska"))
    assert found.startswith("The law changed on 2027-01-01. This page has not been reviewed since.")


def test_the_notice_is_no_part_of_what_search_finds(site: Built) -> None:
    index = searched(site)
    assert "inte genomgången" not in index
    assert "gäller till och med 31 december" not in index


def test_the_register_marks_what_ends(site: Built) -> None:
    register = site.article("lag/lagregister")
    marks = {words(tag.parent).split(" ")[1]: tag["data-from"] for tag in register.select("dt .overdue")}
    assert marks == {"19:3": "2027-02-01", "3": "2027-01-01"}


# --- a build made after the day ----------------------------------------------


def test_a_build_shows_the_notice_from_the_day_and_rereads_only_the_pages_it_concerns(law_book: Path) -> None:
    assert shown(build_clean(on(law_book, LAST)), "lag/roll") == ""
    built = build_clean(on(law_book, FIRST))
    concerned = {f"lag/{page}" for page in PAGES if page != "ny"}
    assert built.read == concerned | {"lag/lagandringar", "lag/lagregister", "om/ordlista"}
    assert shown(built, "lag/roll").startswith("Lagen ändrades den 1 januari 2027.")
    assert before(built, "lag/roll") == []
    assert "2 januari" not in shown(built, "lag/annat")
    built = build_clean(on(law_book, SECOND))
    assert built.read == {"lag/annat", "lag/lagandringar"}
    assert "Den 2 januari 2027" in shown(built, "lag/annat")
    assert build_clean(law_book).read == frozenset()


def test_building_again_after_the_day_gives_what_a_build_from_nothing_gives(law_book: Path, tmp_path: Path) -> None:
    def pages(built: Built) -> dict[str, bytes]:
        return {name: (built.site / f"{name}.html").read_bytes() for name in built.pages()}

    build_clean(on(law_book, LAST))
    cold = make_book(tmp_path / "ny", SITES / "law-changes")
    assert pages(build_clean(on(law_book, SECOND))) == pages(build_clean(on(cold, SECOND)))


def test_an_act_that_gets_an_end_reaches_the_pages_that_name_it(law_book: Path) -> None:
    build_clean(on(law_book, LAST))
    edit(law_book / "data/acts.csv", "1990:52,,2026-12-31", "1990:52,,2027-05-31")
    assert before(build_clean(law_book), "lag/text") == ["LVU gäller till och med 31 maj 2027"]


# --- reviewed ----------------------------------------------------------------


def review(root: Path, page: str, day: str = "2027-01-02") -> None:
    edit(root / f"book/lag/{page}.md", "last_reviewed: 2026-11-20", f"last_reviewed: {day}")


def late_pages(root: Path, today: date) -> set[str]:
    return {item.path.rsplit("/", 1)[-1] for item in overdue.report(root, today).laws}


def test_the_list_names_what_to_review_from_the_day_with_role_and_reason(law_book: Path) -> None:
    assert late_pages(law_book, LAST) == set()
    assert late_pages(law_book, FIRST) == {
        *(f"{page}.md" for page in PAGES if page != "ny"),
        "ordlista.md",
        "lagandringar.md",
    }
    lines = overdue.report(law_book, SECOND).lines()
    assert "Att gå igenom, för lagen har ändrats, ansvarig kommunjurist: 1" in lines
    assert (
        "- data/law_changes.csv:4: dagen har kommit (2027-01-02). En lag om stöd utan samtycke. "
        "Det var ett förslag: kontrollera om det blev lag."
    ) in lines
    assert "Att gå igenom, för lagen har ändrats, ansvarig verksamhetsutvecklare: 9" in lines
    assert "- book/lag/roll.md: lagen ändrades 2027-01-01. Lag om vård av unga (LVU) gäller inte längre." in lines


def test_a_page_is_off_the_list_when_it_was_reviewed_and_leans_on_the_old_law_no_more(law_book: Path) -> None:
    review(law_book, "annat")
    review(law_book, "historik")
    review(law_book, "roll")
    assert {"annat.md", "historik.md"} & late_pages(law_book, SECOND) == set()
    assert "roll.md" in late_pages(law_book, SECOND)
    edit(law_book / "book/lag/roll.md", "{law}`LVU 3 §`", "{law}`SoL 19:1`")
    assert "roll.md" not in late_pages(law_book, SECOND)


def test_a_page_reviewed_after_the_day_that_leans_on_the_old_law_is_a_fault_unless_it_is_history(
    law_book: Path,
) -> None:
    assert all_rules.problems(law_book, SECOND) == []
    for page in ("roll", "text", "guide", "not", "historik", "annat"):
        review(law_book, page)
    found = [(problem.path, problem.line) for problem in all_rules.problems(law_book, SECOND)]
    assert found == [
        ("book/lag/roll.md", 14),
        ("book/lag/text.md", 14),
        ("data/guide_steps.csv", 3),
        ("data/local_notes.csv", 2),
    ]


def test_a_proposal_is_off_the_list_when_somebody_has_looked_since(law_book: Path) -> None:
    edit(law_book / "data/law_changes.csv", "forslag,2026-11-20", "forslag,2027-01-02")
    assert "law_changes.csv" not in late_pages(law_book, SECOND)


# --- the weekly job, on 2 January 2027 -----------------------------------------


def test_the_list_fails_the_weekly_job_and_stops_no_publication(
    law_book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "ROOT", law_book)
    written = law_book / "lista.json"
    assert check.run(["--overdue", "--today", "2026-12-31", "--json", str(written)]) == 0
    assert check.run(["--overdue", "--today", "2027-01-02", "--json", str(written)]) == 1
    told = json.loads(written.read_text(encoding="utf-8"))
    assert told["counts"]["laws_overdue"] == len(told["laws_overdue"]) == 10
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert [name for name in told["laws_overdue"][0] if f"`{name}`" not in readme] == []
    assert "lagen ändrades 2027-01-01" in capsys.readouterr().out
    edit(law_book / "book/index.md", "En bok.", "En rättad bok.")
    assert check.run(["--today", "2027-01-02"]) == 0
    assert "En rättad bok." in words(build_clean(on(law_book, SECOND)).article())


def test_no_day_that_passes_makes_a_fault_in_the_book() -> None:
    assert all_rules.problems(ROOT, max(SECOND, date.today())) == all_rules.problems(ROOT, date.today())


# --- {law-changes} -------------------------------------------------------------


def listed(built: Built, number: int = 0) -> list[str]:
    found = built.article("lag/lagandringar").select(".law-changes")[number]
    return [" ".join(words(item.p).split()) for item in found.find_all("li", recursive=False)]


def test_coming_changes_stand_first_the_nearest_first_then_the_past_the_newest_first(law_book: Path) -> None:
    assert listed(build_clean(on(law_book, LAST))) == [
        "1 januari 2027 Kommer Gäller Uppgift i andra hand",
        "2 januari 2027 Föreslaget Förslag: kontrollera om det gäller",
        "1 juli 2025 Gäller",
    ]
    assert listed(build_clean(on(law_book, SECOND))) == [
        "2 januari 2027 Förslag: kontrollera om det gäller",
        "1 januari 2027 Gäller Uppgift i andra hand",
        "1 juli 2025 Gäller",
    ]


def test_a_change_says_what_is_not_known_its_paragraphs_pages_and_source(site: Built) -> None:
    items = site.article("lag/lagandringar").select_one(".law-changes")
    assert items is not None
    assert [words(part) for part in items.li.find_all("p")][1:] == [
        "Två nya lagar om vård",
        "Lagen delas.",
        "Det vi inte vet: Lagen är inte läst.",
        "Paragrafer: LVU 3 § . Sidor: Roll , Annat . Källa om Två nya lagar om vård , kontrollerad 20 november 2026.",
    ]


def test_changes_are_chosen_by_day_and_status_and_none_is_said(site: Built) -> None:
    assert len(listed(site, 1)) == 1
    assert "Inga lagändringar att visa." in words(site.article("lag/lagandringar"))
