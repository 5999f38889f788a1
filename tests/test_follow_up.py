"""Published figures, a unit's own turnover and the logic model, against answers worked out by hand."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from faltboken.analyse import figure_dots, figure_logic_model, logic_model, published, turnover
from faltboken.analyse.data_rows import TableError
from faltboken.analyse.figure_dots import Dot, Group
from faltboken.analyse.headings import schema_of
from faltboken.analyse.logic_model import Box

SVG = "{http://www.w3.org/2000/svg}"
STAGES = {"need": "Behov", "activity": "Aktiviteter", "outcome_long": "Effekter"}
BOXES = [
    Box("a", "need", "A", basis="source"),
    Box("b", "activity", "B", ("a",)),
    Box("c", "outcome_long", "C", ("b", "a")),
]


def words(root: ET.Element) -> list[str]:
    return [part.text or "" for part in root.iter(f"{SVG}text")]


# --- published figures ------------------------------------------------------


def test_only_figures_that_are_counted_the_same_way_stand_together() -> None:
    for group in published.alike(published.load()):
        assert len({(one.measure, one.unit, one.definition) for one in group}) == 1
    assert sum(map(len, published.alike(published.load()))) == len(published.load())


def test_a_topic_is_loaded_by_itself_and_a_decimal_is_kept() -> None:
    found = {one.id: one for one in published.load("turnover")}
    assert {one.topic for one in found.values()} == {"turnover"}
    assert published.amount(found["omsattning-ssr-2023"]) == "27,1 procent"
    assert published.amount(found["omsattning-scb-2015-2016"]) == "34 procent"


def test_a_table_with_faults_tells_them_all(tmp_path: Path) -> None:
    path = tmp_path / "published_figures.csv"
    header = ",".join(schema_of("published_figures").names)
    path.write_text(
        f"{header}\na,turnover,M,x,procent,P,D,2025,k,\nb,turnover,M,1,procent,P,D,25,k,\n", encoding="utf-8"
    )
    with pytest.raises(TableError) as told:
        published.load(path=path)
    assert [line.split(" ")[0] for line in str(told.value).splitlines()] == [
        "published_figures.csv:2:",
        "published_figures.csv:3:",
    ]


def test_dots_stand_at_their_share_of_the_line() -> None:
    group = Group("Mått", "Så räknat", [Dot("Ingen", 0), Dot("Halva", 50), Dot("Alla", 100), Dot("2023", 27.1)])
    root = ET.fromstring(figure_dots.dots([group], key="d", title="t", description="d"))
    places = [float(part.get("cx", "")) for part in root.iter(f"{SVG}circle")]
    assert places[:3] == [figure_dots.LEFT, (figure_dots.LEFT + figure_dots.RIGHT) / 2, figure_dots.RIGHT]
    assert words(root) == ["Mått", "Så räknat", "Ingen", "0 %", "Halva", "50 %", "Alla", "100 %", "2023", "27,1 %"]


@pytest.mark.parametrize("value", [-1, 100.1])
def test_a_share_outside_nothing_and_all_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="procent"):
        figure_dots.dots([Group("M", "S", [Dot("x", value)])], key="d", title="t", description="d")


# --- turnover ---------------------------------------------------------------


def test_the_same_year_gives_different_shares_by_what_is_counted() -> None:
    ways = {"alla": {"pension", "ny", "egen"}, "lämnade": {"pension", "egen"}, "själva": {"egen"}, "ingen": set[str]()}
    found = turnover.shares(8, ["pension", "ny", "egen"], ways)
    assert [(one.counted, one.left, one.percent) for one in found] == [
        ("alla", 3, 37.5),
        ("lämnade", 2, 25.0),
        ("själva", 1, 12.5),
        ("ingen", 0, 0.0),
    ]


@pytest.mark.parametrize(("staff", "left"), [(0, []), (1, ["egen", "egen"])])
def test_more_cannot_leave_than_there_were(staff: int, left: list[str]) -> None:
    with pytest.raises(ValueError, match="kan inte ha slutat"):
        turnover.shares(staff, left, {})


def test_chance_for_eight_and_one_in_four_agrees_with_the_sum_by_hand() -> None:
    found = turnover.by_chance(8, 0.25)
    # 3^8, 8 * 3^7 and 28 * 3^6 of 4^8 = 65,536.
    assert [round(65_536 * one) for one in found[:3]] == [6_561, 17_496, 20_412]
    assert sum(found) == pytest.approx(1)
    assert turnover.by_chance(2, 0) == [1, 0, 0]
    assert turnover.by_chance(2, 1) == [0, 0, 1]


@pytest.mark.parametrize(("staff", "probability"), [(-1, 0.5), (8, -0.1), (8, 1.1)])
def test_chance_outside_nothing_and_all_is_refused(staff: int, probability: float) -> None:
    with pytest.raises(ValueError, match="mellan 0 och 1"):
        turnover.by_chance(staff, probability)


# --- the logic model --------------------------------------------------------


def test_the_model_of_the_book_is_whole_and_leans_on_what_stands_above() -> None:
    boxes = logic_model.load()
    stages = schema_of("logic_model").field("stage").labels
    root = ET.fromstring(figure_logic_model.logic_model(boxes, stages, key="m", title="t", description="d"))
    assert len(list(root.iter(f"{SVG}rect"))) == len(boxes)
    seen: set[str] = set()
    for box in boxes:
        assert set(box.follows) <= seen, box.id
        assert box.follows or box.stage == "need", box.id
        seen.add(box.id)
    followed = {name for box in boxes for name in box.follows}
    assert {box.id for box in boxes} - followed == {box.id for box in boxes if box.stage == "outcome_long"}


def test_the_two_boxes_that_the_page_names_have_the_numbers_it_gives_them() -> None:
    named = logic_model.numbers(logic_model.load())
    assert (named["tar-emot"], named["far-battre"]) == (14, 16)


def test_a_box_is_drawn_for_each_row_and_an_assumption_with_a_broken_line() -> None:
    root = ET.fromstring(figure_logic_model.logic_model(BOXES, STAGES, key="m", title="t", description="d"))
    assert words(root) == ["Behov", "1. A", "Aktiviteter", "2. B (antagande)", "Effekter", "3. C (antagande)"]
    assert [part.get("stroke-dasharray") for part in root.iter(f"{SVG}rect")] == [None, "5 4", "5 4"]


def test_two_rails_that_overlap_are_drawn_apart() -> None:
    root = ET.fromstring(figure_logic_model.logic_model(BOXES, STAGES, key="m", title="t", description="d"))
    rails = [part.get("d", "").split("H")[1].split("V")[0] for part in root.iter(f"{SVG}path")]
    assert len(set(rails)) == 2


def test_a_model_without_boxes_is_empty() -> None:
    root = ET.fromstring(figure_logic_model.logic_model([], STAGES, key="m", title="t", description="d"))
    assert not words(root)


@pytest.mark.parametrize("follows", [("c",), ("b",), ("finns-inte",)])
def test_a_box_that_builds_on_itself_or_on_what_comes_later_is_refused(follows: tuple[str, ...]) -> None:
    boxes = [BOXES[0], replace(BOXES[1], follows=follows), BOXES[2]]
    with pytest.raises(ValueError, match="ovanför"):
        figure_logic_model.logic_model(boxes, STAGES, key="m", title="t", description="d")


def test_a_model_with_faults_tells_them(tmp_path: Path) -> None:
    path = tmp_path / "logic_model.csv"
    path.write_text(",".join(schema_of("logic_model").names) + "\na,annat,A,,source,,,\n", encoding="utf-8")
    with pytest.raises(TableError, match="stage"):
        logic_model.load(path)


def test_figures_of_a_group_are_told_apart_by_year_or_else_by_place() -> None:
    groups = published.alike(published.load("turnover"))
    for group in groups:
        assert len(set(published.told_apart(group))) == len(group)
    shared = next(group for group in groups if len(group) > 1 and len({one.year for one in group}) == 1)
    assert all(label in one.population for label, one in zip(published.told_apart(shared), shared, strict=True))
