"""The analyses against answers worked out by hand, and the HTML they show."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from faltboken.analyse import action_plan, drawing, figures, show
from faltboken.analyse.action_plan import Activity
from faltboken.analyse.data_rows import TableError
from faltboken.analyse.figures import Bar, Mark
from faltboken.analyse.headings import headings, schema_of

TODAY = date(2027, 2, 1)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(\"x\")</script> & 'y'"

LATE = Activity("Samverkan", "A", "enhetschef", "planned", date(2027, 1, 31))
ON_THE_DAY = Activity("Samverkan", "B", "fältsamordnare", "ongoing", TODAY)
OWNERLESS = Activity("Kompetens", "C", "", "planned", date(2027, 3, 1))
DATELESS = Activity("Kompetens", "D", "enhetschef", "ongoing", None)
DONE = Activity("Uppsökande", "E", "fältassistent", "done", date(2026, 12, 10))
OLDEST = Activity("Samverkan", "F", "", "", date(2026, 6, 1))
STOPPED = Activity("Samverkan", "G", "", "stopped", None)
PLAN = [replace(one, measure="m") for one in (LATE, ON_THE_DAY, OWNERLESS, DATELESS, DONE, OLDEST, STOPPED)]


def names(activities: list[Activity]) -> str:
    return "".join(one.activity for one in activities)


# --- the plan ---------------------------------------------------------------


def test_only_open_activities_lack_an_owner_or_a_date() -> None:
    assert names(action_plan.missing_owner(PLAN)) == "CF"
    assert names(action_plan.missing_date(PLAN)) == "D"


def test_overdue_is_oldest_first_and_the_day_itself_is_in_time() -> None:
    assert names(action_plan.overdue(PLAN, TODAY)) == "FA"
    assert names(action_plan.overdue(PLAN, date(2027, 2, 2))) == "FAB"


def test_soon_is_from_the_day_itself_to_thirty_days_later_soonest_first() -> None:
    assert names(action_plan.due_soon(PLAN, TODAY)) == "BC"
    assert names(action_plan.due_soon(PLAN, TODAY, days=27)) == "B"
    assert names(action_plan.due_soon(PLAN, date(2027, 1, 30))) == "ABC"
    assert names(action_plan.due_soon([DATELESS], TODAY)) == ""


def test_an_open_activity_without_a_measure_comes_up_at_the_meeting() -> None:
    points = action_plan.agenda([replace(ON_THE_DAY, measure=""), STOPPED], TODAY)
    assert [point.reasons for point in points] == [("inget mått: hur märker ni att det blev bättre?",)]


def test_each_area_says_how_it_stands_in_the_order_of_the_plan() -> None:
    found = [(one.area, one.total, one.done, one.late, one.ownerless) for one in action_plan.by_area(PLAN, TODAY)]
    assert found == [("Samverkan", 4, 0, 2, 1), ("Kompetens", 2, 0, 0, 1), ("Uppsökande", 1, 1, 0, 0)]
    assert action_plan.by_area([], TODAY) == []


def test_nothing_without_a_date_is_ever_overdue() -> None:
    assert names(action_plan.overdue([DATELESS], date.max)) == ""


def test_a_figure_marks_what_is_done_late_and_open() -> None:
    states = [action_plan.state(one, TODAY) for one in PLAN]
    assert states == ["late", "open", "open", "open", "done", "late", "done"]


def test_the_agenda_gives_every_reason_in_the_order_of_the_plan() -> None:
    points = [(point.activity.activity, point.reasons) for point in action_plan.agenda(PLAN, TODAY)]
    assert points == [
        ("A", ("dagen för uppföljning har passerat",)),
        ("C", ("ingen roll är ansvarig",)),
        ("D", ("datum för uppföljning saknas",)),
        ("E", ("gjord, men resultatet är inte beskrivet",)),
        ("F", ("dagen för uppföljning har passerat", "ingen roll är ansvarig")),
    ]


def test_an_empty_plan_has_no_answers() -> None:
    assert action_plan.agenda([], TODAY) == []
    assert action_plan.of_municipality([], "hagfors") == []


# --- reading ----------------------------------------------------------------

HEADER = ",".join(schema_of("action_plan").names)
SOURCE = "https://www.example.org/plan"


def plan_file(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "plan.csv"
    path.write_text("\n".join((HEADER, *rows, "")), encoding=encoding)
    return path


def test_a_plan_is_read_with_the_byte_order_mark_of_a_spreadsheet(tmp_path: Path) -> None:
    rows = (
        f'a,hagfors,Samverkan,"Möte, varje vecka",enhetschef,ongoing,2027-02-15,I februari,Okänt,{SOURCE}',
        f"b,hagfors,Samverkan,Möte,,,,,,{SOURCE}",
    )
    assert action_plan.load(plan_file(tmp_path, *rows, encoding="utf-8-sig")) == [
        Activity(
            area="Samverkan",
            activity="Möte, varje vecka",
            owner_role="enhetschef",
            status="ongoing",
            follow_up_date=date(2027, 2, 15),
            follow_up_text="I februari",
            evidence="Okänt",
            municipality="hagfors",
        ),
        Activity("Samverkan", "Möte", municipality="hagfors"),
    ]


def test_all_faults_are_reported_at_once_with_their_line(tmp_path: Path) -> None:
    rows = (
        f"a,hagfors,Samverkan,Möte,,klar,2027-02-30,,,{SOURCE}",
        f"b,hagfors,Samverkan,Möte,,ongoing,2027-02-15,,,{SOURCE}",
        f"c,hagfors,Samverkan,,,,,,,{SOURCE}",
        f"d,hagfors,Samverkan,Möte, varje vecka,,,,,,{SOURCE}",
    )
    with pytest.raises(TableError) as caught:
        action_plan.load(plan_file(tmp_path, *rows))
    assert [line.split(" ”")[0].split(". ")[0] for line in str(caught.value).splitlines()] == [
        "plan.csv:2: status:",
        "plan.csv:2: follow_up_date:",
        "plan.csv:4: activity: Cellen är tom",
        "plan.csv:5: Raden har 11 celler men tabellen 10 kolumner",
    ]


@pytest.mark.parametrize("text", ["", HEADER.replace(",", ";")])
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=r"^plan\.csv"):
        action_plan.load(path)


# --- the published plans ----------------------------------------------------


def test_the_published_plans_say_no_more_than_their_sources() -> None:
    plan = action_plan.load()
    assert len(action_plan.of_municipality(plan, "sundsvall")) == 5
    assert len(action_plan.of_municipality(plan, "hagfors")) == 7
    assert not [one for one in plan if one.owner_role or one.follow_up_date]


def test_what_a_plan_counts_as_closed_stands_in_the_schema() -> None:
    assert set(action_plan.CLOSED) <= set(schema_of("action_plan").field("status").enum)


def test_headings_are_those_of_the_schema_in_the_order_asked_for() -> None:
    found = headings(schema_of("action_plan"), "status", "area")
    assert list(found.items()) == [("status", "Status"), ("area", "Område")]


# --- tables -----------------------------------------------------------------


def html(shown: show.Html) -> ET.Element:
    """Read what is shown as XML, which also proves that every element is closed."""
    return ET.fromstring(shown.html)


def test_a_table_has_caption_headings_with_scope_and_a_keyboard_stop() -> None:
    rows = [{"a": "Samverkan", "b": 2}]
    root = html(show.table(rows, "Antal per område", {"a": "Område", "b": "Antal"}))
    assert root.attrib == {
        "class": "table-scroll",
        "tabindex": "0",
        "role": "region",
        "aria-label": "Antal per område",
    }
    assert [cell.get("scope") for cell in root.iter("th")] == ["col", "col", "row"]
    assert root.findtext("table/caption") == "Antal per område"


def test_in_a_table_laid_out_as_cards_every_cell_knows_its_heading() -> None:
    root = html(show.table([{"a": "Samverkan", "b": 2}], "T", {"a": "Område", "b": "Antal"}))
    table = root[0]
    assert table.get("class") == "stack"
    assert [cell.get("data-label") for cell in table.findall("tbody/tr/*")] == ["Område", "Antal"]


def test_a_few_columns_of_numbers_stay_a_table_where_there_is_little_room() -> None:
    root = html(show.table([{"a": "Möten", "b": 2}], "T", {"a": "Område", "b": "Antal"}, cards=False))
    assert root[0].get("class") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", '<p class="soft">uppgift saknas</p>'),
        (None, '<p class="soft">uppgift saknas</p>'),
        ((), '<p class="soft">uppgift saknas</p>'),
        (0, "<p>0</p>"),
        (("a", "b"), "<p>a och b</p>"),
        (date(2027, 2, 1), '<p><time datetime="2027-02-01">1 februari 2027</time></p>'),
        ("planned", "<p>Planerad</p>"),
    ],
)
def test_a_cell_is_written_in_swedish(value: object, expected: str) -> None:
    shown = show.table(
        [{"a": "x", "b": value}],
        "T",
        {"a": "A", "b": "B"},
        words={"b": {"planned": "Planerad"}},
    )
    assert f'<td data-label="B">{expected}</td>' in shown.html


def test_a_table_reads_objects_as_well_as_mappings() -> None:
    shown = show.table([LATE], "T", {"activity": "Aktivitet", "owner_role": "Roll"})
    assert '<td data-label="Roll"><p>enhetschef</p></td>' in shown.html


def test_a_table_without_caption_or_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="rubrik"):
        show.table([], " ", {"a": "A"})
    with pytest.raises(ValueError, match="kolumner"):
        show.table([], "T", {})


def test_everything_is_escaped_and_nothing_is_styled() -> None:
    table = show.table([{"a": HOSTILE, "b": HOSTILE}], HOSTILE, {"a": HOSTILE, "b": HOSTILE})
    svg = figures.bars([Bar(HOSTILE, 1, 2)], key="k", title=HOSTILE, description=HOSTILE)
    line = figures.timeline([Mark(HOSTILE, None)], today=TODAY, key="t", title=HOSTILE, description=HOSTILE)
    shown = [
        table,
        show.figure(svg, HOSTILE, table),
        show.figure(line, HOSTILE, table),
        show.paragraph(HOSTILE),
    ]
    for one in shown:
        root = html(one)
        assert "<script" not in one.html
        assert not [part for part in root.iter() if "style" in part.attrib]
        assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", one.html))


def test_what_a_notebook_shows_as_plain_text_is_the_same_in_every_build() -> None:
    assert repr(show.table([], "Antal", {"a": "A"})) == "Antal"
    assert repr(show.figure("<svg/>", "Bild", show.paragraph("ord"))) == "Bild"


def test_small_numbers_are_words() -> None:
    assert [show.number_word(number) for number in (0, 1, 12, 13)] == ["ingen", "en", "tolv", "13"]


# --- figures ----------------------------------------------------------------


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(root: ET.Element) -> list[str]:
    return [part.text or "" for part in root.iter(f"{SVG}text")]


def test_a_figure_is_named_by_its_title_and_description() -> None:
    root = drawn(figures.bars([], key="tom", title="Titel", description="Beskrivning"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "tom-title tom-desc"
    assert [(part.get("id"), part.text) for part in root] == [
        ("tom-title", "Titel"),
        ("tom-desc", "Beskrivning"),
    ]


def test_bars_are_in_proportion_and_a_whole_is_outlined() -> None:
    items = [Bar("Hel", 4), Bar("Halv", 2), Bar("Del", 1, 4), Bar("Ingen", 0, 4)]
    root = drawn(figures.bars(items, key="b", title="t", description="d"))
    widths = [float(part.get("width", "")) for part in root.iter(f"{SVG}rect")]
    outlined = [part.get("fill") == "none" for part in root.iter(f"{SVG}rect")]
    assert widths == [274, 137, 274, 68.5, 274]
    assert outlined == [False, False, True, False, True]
    assert words(root) == ["Hel", "4", "Halv", "2", "Del", "1 av 4", "Ingen", "0 av 4"]


def test_bars_that_are_all_nothing_do_not_divide_by_nothing() -> None:
    root = drawn(figures.bars([Bar("Inget", 0)], key="b", title="t", description="d"))
    assert not list(root.iter(f"{SVG}rect"))
    assert words(root) == ["Inget", "0"]


@pytest.mark.parametrize("bar", [Bar("x", -1), Bar("x", 3, 2)])
def test_a_bar_that_does_not_fit_is_refused(bar: Bar) -> None:
    with pytest.raises(ValueError, match="ryms inte"):
        figures.bars([bar], key="b", title="t", description="d")


def test_a_time_line_says_in_words_what_its_shapes_mean() -> None:
    marks = [
        Mark("A", date(2027, 1, 31), "late"),
        Mark("B", date(2027, 3, 1)),
        Mark("C", date(2026, 12, 10), "done"),
        Mark("D", None),
    ]
    root = drawn(figures.timeline(marks, today=TODAY, key="t", title="t", description="d"))
    assert words(root) == [
        "dec 2026",
        "mars 2027",
        "Strecket visar 1 feb 2027",
        *("A", "31 jan 2027, försenad"),
        *("B", "1 mars 2027"),
        *("C", "10 dec 2026, klar"),
        *("D", "Datum saknas"),
    ]
    paths = [part.get("d", "") for part in root.iter(f"{SVG}path")]
    assert len([path for path in paths if "H352" in path]) == 4
    # 1 December to 1 April is 121 days on 344 units: 1 March is day 90, 1 February day 62.
    assert any(path.startswith("M263.9 ") for path in paths)
    assert any(path.startswith("M184.3 ") for path in paths)


def test_a_time_line_over_the_turn_of_the_year_and_without_days() -> None:
    root = drawn(figures.timeline([], today=date(2026, 12, 31), key="t", title="t", description="d"))
    assert words(root)[:2] == ["dec 2026", "dec 2026"]


def test_long_labels_are_broken_and_control_characters_are_dropped() -> None:
    label = "Personalomsättningen\x00 minskas genom det som redan pågår och medarbetarna " + "x" * 60
    root = drawn(figures.bars([Bar(label, 1)], key="b", title="t", description="d"))
    lines = words(root)[:-1]
    assert len(lines) > 2
    assert max(map(len, lines)) <= drawing.CHARACTERS
    assert "".join(lines).replace(" ", "") == label.replace("\x00", "").replace(" ", "")


def test_a_figure_without_a_usable_key_title_or_description_is_refused() -> None:
    with pytest.raises(ValueError, match="bindestreck"):
        figures.bars([], key='x" onload="', title="t", description="d")
    with pytest.raises(ValueError, match="saknar titel"):
        figures.bars([], key="x", title="t", description="")


def test_a_figure_is_small_and_has_no_colour_of_its_own() -> None:
    marks = [Mark("En aktivitet med ett ganska långt namn i planen", TODAY, "done")] * 60
    svg = figures.timeline(marks, today=TODAY, key="t", title="t", description="d")
    assert len(svg.encode()) < 40_000
    root = drawn(svg)
    paints = {part.get(name) for part in root.iter() for name in ("fill", "stroke")}
    assert paints <= {None, "none", "currentColor"}
