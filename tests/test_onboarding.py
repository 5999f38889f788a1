"""The introduction's tasks: the lists, the links to them, and what is built anew when one changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from books import ROOT, SITES, Built, Sites, build, build_clean, edit, links, make_book, words

from faltboken import onboarding, tables
from faltboken.publish import introduction_data

TASKS = "data/onboarding.csv"
TABLES, _ = tables.load(ROOT)
KINDS = ("mentor", "reflektion", "chef")
NEW = ("faltarbetare", "socialsekreterare", "assistent")


def minutes(phase: str, role: str) -> int:
    tasks = [task for task in TABLES["onboarding"] if task.text("phase") == phase]
    return sum(task.integer("minutes") or 0 for task in tasks if {role, "alla"} & set(task.items("roles")))


# --- the real tasks ---------------------------------------------------------


@pytest.mark.parametrize("role", NEW)
def test_the_days_fit_in_the_time_there_is(role: str) -> None:
    assert minutes("dag-1", role) <= 6.5 * 60
    assert minutes("vecka-1", role) <= 4 * 6 * 60


@pytest.mark.parametrize("role", [*NEW, "chef", "mentor"])
def test_no_day_is_overloaded(role: str) -> None:
    everyone = {"alla"} if role in NEW else set()
    days: dict[int | None, int] = {}
    for task in TABLES["onboarding"]:
        if ({role} | everyone) & set(task.items("roles")):
            days[task.integer("day")] = days.get(task.integer("day"), 0) + (task.integer("minutes") or 0)
    longest = (
        7 if role == "mentor" else 6.5
    ) * 60  # the mentor's first day has lunch in it, and the time before and after
    assert {day: time for day, time in days.items() if time > longest} == {}
    weeks = {week: sum(days.get(5 * week + day, 0) for day in range(1, 6)) for week in range(1, 44)}
    assert {week: time for week, time in weeks.items() if time > 10 * 60} == {}


def test_what_is_ready_before_the_first_day_comes_first() -> None:
    for role in onboarding.GIVERS:
        tasks = [task for task in onboarding.in_order(TABLES["onboarding"]) if role in task.items("roles")]
        before = [task for task in tasks if (task.integer("day") or 0) < 1]
        assert before == [task for task in tasks if task.text("title").startswith("Före dag 1: ")]
        assert before
        assert before == tasks[: len(before)]
    assert all("alla" not in task.items("roles") for task in TABLES["onboarding"] if (task.integer("day") or 0) < 1)


def test_the_meetings_of_the_year_are_there() -> None:
    found = {kind: [row.integer("week") for row in TABLES["meetings"] if row.text("kind") == kind] for kind in KINDS}
    assert found["mentor"] == [*range(1, 13), *range(16, 53, 4)]
    assert found["reflektion"] == [*range(4, 53, 4)]
    assert found["chef"] == [1, 4, 13, 26, 52]
    for row in TABLES["meetings"]:
        assert 2 <= len(row.items("questions")) <= 4, row.text("id")
        assert all(question.endswith("?") for question in row.items("questions")), row.text("id")


def test_what_can_be_done_continues_a_sentence() -> None:
    assert [task.text("id") for task in TABLES["onboarding"] if not task.text("outcome")[0].islower()] == []
    assert [task.text("id") for task in TABLES["onboarding"] if task.text("outcome").endswith(".")] == []
    assert [task.text("id") for task in TABLES["onboarding"] if not task.text("why").endswith(".")] == []


def test_every_phase_has_a_page_that_lists_each_of_its_tasks() -> None:
    for phase in TABLES["onboarding"].schema.field("phase").enum:
        page = (ROOT / "book" / "introduktion" / f"{phase}.md").read_text(encoding="utf-8")
        listed = {role for role in onboarding_roles() if f":phase: {phase}\n:role: {role}\n" in page}
        tasks = [task for task in TABLES["onboarding"] if task.text("phase") == phase]
        assert [task.text("id") for task in tasks if not listed & set(task.items("roles"))] == []


def onboarding_roles() -> tuple[str, ...]:
    return TABLES["onboarding"].schema.field("roles").enum


# --- the directives ---------------------------------------------------------


def test_tasks_stand_in_order_with_boxes_reason_outcome_time_and_page(sites: Sites) -> None:
    page = sites("onboarding").article("introduktion/dag-1")
    everyone, field = page.select("ul.tasks")
    assert [words(item) for item in everyone.select("li")] == [
        "Prova larmet Då vågar du backa. Efteråt kan du larma. 1 tim. Med: chefen. Läs: Vad du skriver .",
        "Runda av Det blir lättare i morgon. Efteråt kan du säga vad du behöver. "
        "45 min. Med: mentorn. Gäller i Exempelby. Läs: Oro .",
    ]
    assert [words(item)[:12] for item in field.select("li")] == ["Prova larmet"]
    assert links(everyone) == {"Vad du skriver": "../lag/oro.html#vad-du-skriver", "Oro": "../lag/oro.html"}
    assert [item.get("id") for item in page.select("ul.tasks li")] == ["uppgift-larm", "uppgift-sist", None]
    assert len(everyone.select("span.box")) == 2
    assert "2 uppgifter, 1 tim 45 min." in words(page)


def test_a_page_says_which_tasks_lead_to_it_and_nothing_where_none_does(sites: Sites) -> None:
    built = sites("onboarding")
    line = built.article("lag/oro").select_one("p.page-tasks")
    assert words(line) == "I introduktionen: Prova larmet (dag 1), Runda av (dag 1)."
    assert line is not None
    assert links(line)["Runda av"] == "../introduktion/dag-1.html#uppgift-sist"
    assert built.article("introduktion/vecka-1").select("p.page-tasks") == []


def test_the_meetings_stand_week_by_week_with_their_questions(sites: Sites) -> None:
    page = sites("onboarding").article("introduktion/vecka-1")
    every, mentors = page.select("table")
    assert [words(cell) for cell in every.select("thead th")] == ["Vecka", "Möte", "Ämne", "Frågor"]
    assert [words(row) for row in every.select("tbody tr")] == [
        "1 mentorsmöte Den första veckan . Läs: Oro . Vad förvånade dig? Vad var oklart?",
        "4 reflektionsgrupp Ett svårt möte Vad hände?",
    ]
    assert [words(cell) for cell in mentors.select("thead th")] == ["Vecka", "Ämne", "Frågor"]
    assert len(mentors.select("tbody tr")) == 1


def test_a_kind_of_meeting_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "onboarding")
    edit(root / "book/introduktion/vecka-1.md", ":kind: mentor", ":kind: mentorn")
    assert "Inga möten stämmer med valet. Välj bland mentor, reflektion, chef." in build(root).told


def test_the_reader_s_own_places_are_empty_and_know_where_they_stand(sites: Sites) -> None:
    page = sites("onboarding").article("lag/oro")
    home, after = page.select_one(".my-introduction"), page.select_one(".next-tasks")
    assert home is not None
    assert after is not None
    assert (home["id"], home["data-root"], home["data-phase"], words(home)) == ("_min-introduktion", "../", "", "")
    assert (after["data-next"], after.has_attr("hidden"), words(after)) == ("../", True, "")
    phase = sites("onboarding").article("introduktion/dag-1").select_one(".my-introduction")
    assert phase is not None
    assert (phase["data-phase"], phase.get("id")) == ("dag-1", None)


def test_the_sign_off_sheet_lists_every_task_with_its_roles_and_lines_to_sign_on(sites: Sites) -> None:
    sheet = sites("onboarding").article("lag/oro").select_one(".sign-off")
    assert sheet is not None
    day, week, *empty = sheet.select("section")
    assert [words(item) for item in day.select("li")] == ["Prova larmet", "Runda av"]
    assert [words(item) for item in week.select("li")] == ["Gå en runda (fältarbetare)"]
    assert words(day).endswith("Datum: Den nya: Mentorn: Chefen:")
    assert empty == []


def test_the_browser_gets_tasks_in_order_with_where_they_stand(sites: Sites) -> None:
    data = introduction_of(sites("onboarding"), "introduction-data")
    assert [(task["id"], task["day"], task["url"]) for task in data["tasks"]] == [
        ("larm", 1, "introduktion/dag-1.html#uppgift-larm"),
        ("sist", 1, "introduktion/dag-1.html#uppgift-sist"),
        ("runda", 3, "introduktion/vecka-1.html#uppgift-runda"),
    ]
    assert [task.get("municipality") for task in data["tasks"]] == [None, "exempelby", None]
    assert (data["home"], data["sheet"]) == ("lag/oro.html#_min-introduktion", "lag/oro.html#_kvittens")
    assert data["givers"] == ["chef", "mentor"]
    assert "alla" not in data["roles"]
    meetings = introduction_of(sites("onboarding"), "introduction-meetings")["meetings"]
    assert [(one["id"], one["at"], one["url"]) for one in meetings] == [
        ("mentor-v01", "13:00", "lag/oro.html"),
        ("reflektion-v04", "09:00", ""),
    ]


def introduction_of(site: Built, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in (site.site / "_static" / f"{name}.js").read_text(encoding="utf-8").splitlines():
        found |= json.loads(line.removeprefix("faltbokenIntroductionData(").removesuffix(");"))
    return found


def test_a_phase_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "onboarding")
    edit(root / "book/introduktion/dag-1.md", ":phase: dag-1\n```\n\n## Alla", ":phase: dag-2\n```\n\n## Alla")
    assert "Delen ”dag-2” finns inte i introduktionen. Välj bland dag-1, vecka-1" in build(root).told


def test_days_off_are_red_days_and_eves_from_monday_to_friday() -> None:
    found = introduction_data.days_off(date(2026, 12, 1), date(2027, 5, 31))
    days = ["12-24", "12-25", "12-31", "01-01", "01-05", "01-06", "03-25", "03-26", "03-29", "04-30", "05-05", "05-06"]
    assert [day.strftime("%m-%d") for day in found] == days


def test_choices_that_no_task_has_are_told(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "onboarding")
    edit(root / "book/introduktion/vecka-1.md", ":phase: vecka-1", ":phase: vecka-2")
    told = build(root).told
    assert "Inga uppgifter stämmer med valen. Välj bland dag-1, vecka-1, manad-1, manad-3, ar-1, alla" in told


def test_a_section_that_is_gone_is_told(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "onboarding")
    edit(root / "book/lag/oro.md", "## Vad du skriver", "## Vad du gör")
    built = build(root)
    assert not built.passed
    assert "vad-du-skriver" in built.told


@pytest.mark.parametrize(
    ("old", "new"), [("runda,vecka-1,10,3", "runda,dag-1,10,1"), ("sist,dag-1,20,1", "sist,vecka-1,20,2")]
)
def test_a_task_that_moves_gives_what_a_build_from_nothing_gives(tmp_path: Path, old: str, new: str) -> None:
    root = make_book(tmp_path / "bok", SITES / "onboarding")
    more = "kvar,vecka-1,30,5,alla,Sitt kvar,Skäl.,sitta,5,mentorn,index,,\n"
    (root / TASKS).write_text((root / TASKS).read_text(encoding="utf-8") + more, encoding="utf-8", newline="\n")
    build_clean(root)
    edit(root / TASKS, old, new)
    again = build_clean(root)
    assert "introduktion/vecka-1" in again.read
    cold = build_clean(make_copy(root, tmp_path / "kall"))
    for name in cold.pages():
        assert again.page(name) == cold.page(name), name


def make_copy(root: Path, target: Path) -> Path:
    import shutil

    shutil.copytree(root, target, ignore=shutil.ignore_patterns("_build"))
    return target


# --- plain functions --------------------------------------------------------


def test_time_is_told_in_hours_and_minutes() -> None:
    def task(number: int) -> tables.Row:
        return tables.Row({"minutes": number}, "", 1)

    assert onboarding.duration([task(45)]) == "45 min"
    assert onboarding.duration([task(45), task(75)]) == "2 tim"
    assert onboarding.duration([task(390)]) == "6 tim 30 min"
    assert onboarding.duration([]) == "0 min"
