"""Questions: what a page and a phase show without JavaScript, what a phase asks, and what the real table holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from books import NOW, ROOT, SITES, TODAY, Sites, build, build_clean, edit, links, make_book, rows, words

from faltboken import check, onboarding, pages, questions, quiz, tables

TABLES, _ = tables.load(ROOT)
TABLE = TABLES["quiz"]
QUIZ = "data/quiz.csv"


def asked(site: Path, phase: str) -> dict[str, dict[str, object]]:
    """Return the questions of a phase's script by id, in its order."""
    text = (site / "_static" / "quiz" / f"{phase}.js").read_text(encoding="utf-8")
    name, found = json.loads("[" + text.removeprefix("faltbokenQuiz(").removesuffix(");\n") + "]")
    assert name == phase
    return {str(one["id"]): one for one in found}


# --- the real table ---------------------------------------------------------


def test_the_right_answer_stands_on_every_place() -> None:
    count = Counter(row.integer("right") for row in TABLE)
    assert not count or max(count.values()) <= 0.4 * len(TABLE)
    assert not count or min(count[place] for place in (1, 2, 3)) >= 0.2 * len(TABLE)


def test_no_question_is_asked_twice() -> None:
    for texts in (
        [" ".join((row.text("case") + row.text("question")).casefold().split()) for row in TABLE],
        [row.text("case") for row in TABLE],
    ):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_each_explanation_begins_by_saying_whether_the_answer_is_right() -> None:
    for row in TABLE:
        for number, _, why in questions.answers(row):
            begins = ("Rätt.", "Rätt:") if number == row.integer("right") else ("Nej", "Nästan")
            assert why.startswith(begins), f"{row.text('id')}: why_{number}"


def test_the_right_answer_is_seldom_the_longest() -> None:
    longest = sum(
        len(row.text(f"option_{row.integer('right')}")) > 1.3 * max(len(text) for number, text, _ in others)
        for row in TABLE
        if (others := [one for one in questions.answers(row) if one[0] != row.integer("right")])
    )
    assert longest <= 0.1 * len(TABLE)


def test_every_question_of_a_page_that_a_task_leads_to_is_in_one_phase_of_each_reader() -> None:
    phases, tasks = quiz.phases(TABLES), TABLES["onboarding"]
    have = {row.text("page") for row in TABLE}
    for reader in ("", "faltarbetare", "socialsekreterare", "assistent", "chef", "mentor"):
        found = [page for own in phases.values() for page, readers in own.items() if reader in readers]
        reached = {task.text("page") for task in tasks if quiz.concerns(task, reader)}
        assert len(found) == len(set(found))
        assert reached & have <= set(found)


# --- a page -----------------------------------------------------------------


def test_a_page_shows_its_questions_with_every_answer_explained(sites: Sites) -> None:
    page = sites("quiz").article("lag/oro")
    first, second = page.select(".quiz > .question")
    assert words(first.select_one(".question-case")) == "Ett barn vågar inte gå hem."
    assert [words(item) for item in first.select(".question-options > li")] == [
        "Väntar till i morgon", "Anmäler genast", "Frågar läraren först",
    ]  # fmt: skip
    key = first.select_one("details")
    assert key is not None
    assert key.get("open") is None
    assert words(key).startswith(
        "Visa svaret Rätt svar: B. Nej. Faran är nu. Rätt. En misstanke räcker. Nästan. Det kan du göra sedan."
    )
    found = links(key)
    assert found["Gör så här"] == "#gor-sa-har"
    assert found["SoL 19:1"] == "lagregister.html#law-sol-19-1"
    assert key.select_one("a.footnote-reference") is not None
    assert "Rätt svar: A." in words(second)


def test_wrong_answers_are_not_found_by_search_and_not_counted_as_text(sites: Sites) -> None:
    site = sites("quiz").site
    assert "Frågar läraren" not in (site / "_static" / "search-index.js").read_text(encoding="utf-8")


def test_only_pages_that_need_them_load_the_scripts(sites: Sites) -> None:
    def scripts(name: str) -> list[str]:
        found = [str(tag["src"]).rsplit("/", 1)[1] for tag in sites("quiz").page(name).select("script[src]")]
        return [name for name in found if name in ("quiz.js", "phase-quiz.js", "device-state.js")]

    assert scripts("index") == []
    assert scripts("lag/oro") == ["quiz.js"]
    assert sorted(scripts("introduktion/dag-1")) == ["device-state.js", "phase-quiz.js", "quiz.js"]
    assert scripts("introduktion/dag-1").index("quiz.js") < scripts("introduktion/dag-1").index("phase-quiz.js")


def test_a_page_without_questions_is_told(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "quiz")
    edit(root / "book/om/kvalitet.md", "```{quality}", "```{quiz}\n```\n\n```{quality}")
    assert "Sidan om/kvalitet har inga frågor i data/quiz.csv." in build(root).told


def test_a_section_that_is_gone_is_told_by_the_build_too(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "quiz")
    edit(root / "book/metoder/ute.md", "## Så går du", "## Så gör du")
    built = build(root)
    assert not built.passed
    assert "data/quiz.csv:4: section: Sidan metoder/ute har inget avsnitt ”sa-gar-du”." in built.told


# --- a phase ----------------------------------------------------------------


def test_a_phase_lists_its_pages_and_hides_those_of_other_readers(sites: Sites) -> None:
    first = sites("quiz").article("introduktion/dag-1").select(".phase-quiz li")
    assert [(words(item), item.get("hidden")) for item in first] == [("Oro : 2 frågor", None), ("Ute : 4 frågor", None)]
    assert links(first[0])["2 frågor"] == "../lag/oro.html#fragor"
    assert first[0]["data-for"] == "faltarbetare socialsekreterare assistent"
    assert first[1]["data-for"] == "assistent mentor"
    [later] = sites("quiz").article("introduktion/vecka-1").select(".phase-quiz li")
    assert (later["data-for"], later.get("data-all"), later.get("hidden")) == ("faltarbetare", None, "hidden")


def test_a_phases_script_holds_what_its_readers_may_be_asked(sites: Sites) -> None:
    site = sites("quiz").site
    first = asked(site, "dag-1")
    assert list(first) == ["oro-nu", "oro-skriv", "ute-a", "ute-b", "ute-c", "ute-d"]
    assert list(asked(site, "vecka-1")) == ["ute-a", "ute-b", "ute-c", "ute-d"]
    assert sorted(path.name for path in (site / "_static" / "quiz").iterdir()) == ["dag-1.js", "vecka-1.js"]
    one = first["oro-nu"]
    assert (one["page"], one["right"]) == ("Oro", 1)
    assert one["more"] == [
        ["Oro: Gör så här", "lag/oro.html#gor-sa-har"],
        ["SoL\N{NO-BREAK SPACE}19:1", "lag/lagregister.html#law-sol-19-1"],
        ["LVU\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}§", "lag/lagregister.html#law-lvu-3"],
        ["Exempelmyndigheten (2026). Att arbeta uppsökande", "https://myndighet.example/bok"],
    ]


def test_a_phase_without_questions_is_told(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "quiz")
    edit(root / "book/introduktion/vecka-1.md", "{phase-quiz}\n:phase: vecka-1", "{phase-quiz}\n:phase: ar-1")
    assert "Delen ”ar-1” har inga frågor. Välj bland dag-1, vecka-1." in build(root).told


# --- figures and building again ---------------------------------------------


def test_the_quality_page_counts_questions_and_sections_that_have_one(sites: Sites) -> None:
    [own] = [
        table
        for table in sites("quiz").article("om/kvalitet").select("table")
        if "Frågor att pröva sig med" in words(table)
    ]
    assert rows(own)[1:] == [
        ["Frågor", "6"],
        ["Sidor med självtest", "2"],
        ["Avsnitt som säger vad lagen kräver", "3"],
        ["Av dem med minst en fråga", "2"],
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "read"),
    [
        (QUIZ, "Rätt. Det bär.", "Rätt. Det håller.", {"lag/oro", "introduktion/dag-1"}),
        (QUIZ, "oro-skriv,lag/oro,", "oro-skriv,metoder/ute,", None),
        ("data/onboarding.csv", "runda,vecka-1,10,3", "runda,dag-1,10,1", None),
        ("book/lag/oro.md", "## Gör så här", "(gor-sa-har)=\n## Gör detta", {"lag/oro"}),
    ],
)
def test_building_again_gives_what_a_build_from_nothing_gives(
    path: str, old: str, new: str, read: set[str] | None, tmp_path: Path
) -> None:
    root = make_book(tmp_path / "bok", SITES / "quiz")
    edit(root / "book/metoder/ute.md", "## Självtest", "## Vad du skriver\n\nSkriv.\n\n## Självtest")
    edit(root / "data/onboarding.csv", "kort,", "kvar,vecka-1,30,2,alla,Sitt,Skäl.,sitta,5,mentorn,index,,\nkort,")
    if new.startswith("runda"):
        edit(root / "book/introduktion/vecka-1.md", "```{phase-quiz}\n:phase: vecka-1\n```\n", "Inget.\n")
    build_clean(root)
    edit(root / path, old, new)
    again = build_clean(root)
    assert read is None or again.read == read

    def published(site: Path) -> dict[str, bytes]:
        return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}

    before = published(again.site)
    (root / "_build").rename(tmp_path / "old")
    cold = published(build_clean(root).site)
    assert {name for name in cold if name.endswith((".html", ".js"))} == {
        name for name in before if name.endswith((".html", ".js"))
    }
    assert [name for name in cold if name.endswith((".html", ".js")) and cold[name] != before[name]] == []


# --- rules ------------------------------------------------------------------


def test_an_obligation_may_be_asked_by_an_anchor_of_its_own() -> None:
    text = (
        "## Ett\n\n{must}`SoL 19:1` Anmäl.\n\n(plikt)=\n### Två *ord*\n\n- {must}`SoL 19:1` A.\n- {must}`SoL 19:1` B.\n"
    )
    page = pages.PageSource("book/lag/x.md", {}, text, 1)
    assert [(heading, own) for _, heading, own in quiz.obligations(page)] == [
        ("Ett", ("ett",)), ("Två ord", ("tva-ord", "plikt")),
    ]  # fmt: skip


def test_a_mark_shown_as_code_is_no_obligation() -> None:
    page = pages.PageSource(
        "book/lag/x.md", {}, "## Ett\n\n```md\n{must}`SoL 19:1`\n```\n\n`` {must}`SoL 19:1` ``\n", 1
    )
    assert list(quiz.obligations(page)) == []


def test_the_small_book_has_only_the_obligation_that_is_left_out_on_purpose(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "quiz")
    found = [fault.code for fault in check.problems(root, TODAY)]
    assert found == ["unasked-obligation"]


@pytest.mark.parametrize(
    ("roles", "reader", "theirs"),
    [
        (("alla",), "assistent", True), (("alla",), "chef", False), (("chef",), "chef", True),
        (("faltarbetare",), "assistent", False), (("chef",), "", True),
    ],
)  # fmt: skip
def test_what_is_for_everyone_new_is_not_for_those_who_give_it(
    roles: tuple[str, ...], reader: str, theirs: bool
) -> None:
    task = tables.Row({"roles": roles}, "", 1)
    assert quiz.concerns(task, reader) is theirs


def test_the_givers_are_roles_of_the_table() -> None:
    assert set(onboarding.GIVERS) < set(TABLES["onboarding"].schema.field("roles").enum)


def test_the_books_own_questions_have_no_fault() -> None:
    found = [str(fault) for fault in check.problems(ROOT, NOW) if fault.path == QUIZ]
    assert found == []
