"""Working time: shares worked out by hand, properties, an independent calculation, and what may be shown."""

from __future__ import annotations

import math
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest

from faltboken.analyse import bootstrap, figure_intervals, published, work_time
from faltboken.analyse.bootstrap import Interval
from faltboken.analyse.sheets import Line
from faltboken.analyse.work_time import comparisons, sample, tables
from faltboken.analyse.work_time.groups import groups
from faltboken.analyse.work_time.measured import ACTIVITIES, SAMPLE, SCHEMA, Entry, Person, coverage, people
from faltboken.analyse.work_time.shares import design, differences, estimates, shares
from faltboken.analyse.work_time.words import had_by_few

MONDAY = date(2027, 2, 1)
LATER = date(2027, 9, 6)


def entry(
    participant: str,
    activity: str,
    hours: float,
    *,
    role: str = "field_worker",
    of_round: str = "before",
    day: date = MONDAY,
    number: int = 2,
) -> Entry:
    return Entry(participant, role, of_round, day, activity, hours, number)


def lines(entries: Sequence[Entry]) -> list[Line]:
    places = {name: place for place, name in enumerate(SCHEMA.names, start=1)}
    return [
        Line(number, {name: getattr(one, name) for name in SCHEMA.names}, places)
        for number, one in enumerate(entries, start=2)
    ]


def unit(size: int, seed: int = 1, role: str = "field_worker", start: int = 1) -> list[Entry]:
    """Return a week of a made-up unit whose participants differ."""
    chance = random.Random(seed)
    rows = []
    for number in range(start, start + size):
        for day in range(5):
            for activity in chance.sample(ACTIVITIES, 4):
                hours = chance.choice((0.5, 1.0, 2.5, 3.25))
                rows.append(entry(f"A{number}", activity, hours, role=role, day=MONDAY + timedelta(day)))
    return rows


def moved(entries: Sequence[Entry]) -> list[Entry]:
    return [replace(one, round="after", day=one.day + (LATER - MONDAY)) for one in entries]


# --- worked out by hand -----------------------------------------------------

HAND = [
    entry("A1", "child_meeting", 2),
    entry("A1", "casework", 6),
    entry("A2", "child_meeting", 1),
    entry("A2", "casework", 3),
    entry("A2", "casework", 4, day=MONDAY + timedelta(1)),
]


def test_a_share_is_the_hours_of_an_activity_out_of_all_hours() -> None:
    found = estimates(people(HAND))
    assert found["child_meeting"] == 3 / 16
    assert found["casework"] == 13 / 16
    assert found["other"] == 0


def test_what_was_measured_is_counted_by_participant_and_day() -> None:
    found = coverage(people(HAND))
    assert (found.people, found.days, found.possible) == (2, 3, 4)
    assert (found.fewest, found.median, found.most) == (1, 1.5, 2)
    assert (found.hours, found.hours_a_day) == (16, 16 / 3)
    assert (found.first, found.last) == (MONDAY, MONDAY + timedelta(1))


def test_a_participant_is_counted_once_in_each_round() -> None:
    both = people([*HAND, *moved(HAND)])
    assert [(one.round, one.code, one.total) for one in both] == [
        ("before", "A1", 8),
        ("before", "A2", 8),
        ("after", "A1", 8),
        ("after", "A2", 8),
    ]


def test_participants_who_are_alike_leave_no_doubt() -> None:
    alike = [row for n in range(1, 7) for row in (entry(f"A{n}", "travel", 2), entry(f"A{n}", "casework", 6))]
    found = shares(people(alike))
    assert found
    assert found["travel"] == Interval(0.25, 0.25, 0.25)
    assert found["other"] == Interval(0, 0, 0)


def test_after_less_before_is_the_difference_of_the_two_shares() -> None:
    before = [row for n in range(1, 6) for row in (entry(f"A{n}", "travel", 2), entry(f"A{n}", "casework", 6))]
    after = [row for n in range(1, 6) for row in (entry(f"A{n}", "travel", 1), entry(f"A{n}", "casework", 7))]
    found = differences(people(before), people(moved(after), "after"))
    assert found
    assert found["travel"] == Interval(-0.125, -0.125, -0.125)


# --- properties -------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_shares_make_one_whole_and_lie_within_their_intervals(seed: int) -> None:
    found = shares(people(unit(5 + 3 * seed, seed)))
    assert found
    assert math.isclose(sum(one.estimate for one in found.values()), 1)
    assert all(0 <= one.low <= one.estimate <= one.high <= 1 for one in found.values())


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = unit(9)
    mixed = random.Random(3).sample(rows, len(rows))
    assert shares(people(mixed)) == shares(people(rows))


def test_counting_in_minutes_changes_no_share() -> None:
    rows = unit(8)
    hours, minutes = shares(people(rows)), shares(people([replace(one, hours=60 * one.hours) for one in rows]))
    assert hours
    assert minutes
    for one in ACTIVITIES:
        assert np.allclose(
            (hours[one].estimate, hours[one].low, hours[one].high),
            (minutes[one].estimate, minutes[one].low, minutes[one].high),
            rtol=1e-12,
            atol=1e-15,
        )


def test_a_participant_weighs_by_hours() -> None:
    measured = people(unit(7))
    own = [(one.total, one.hours.get("casework", 0) / one.total) for one in measured]
    weighted = sum(hours * share for hours, share in own) / sum(hours for hours, _ in own)
    assert math.isclose(estimates(measured)["casework"], weighted)


def test_the_same_sheet_gives_the_same_answer_and_more_participants_a_surer_one() -> None:
    measured = people(unit(8))
    more = [replace(one, code=f"{one.code}{copy}") for one in measured for copy in "xyz"]
    few, many = shares(measured), shares(more)
    assert few == shares(measured)
    assert few
    assert many
    assert many["casework"].high - many["casework"].low < few["casework"].high - few["casework"].low


def test_under_five_participants_have_no_interval() -> None:
    assert shares(people(unit(4))) is None
    assert shares(people(unit(5))) is not None
    assert differences(people(unit(8)), people(moved(unit(4)), "after")) is None


def test_participants_of_both_rounds_are_compared_with_themselves() -> None:
    before = unit(10)
    same = people(moved(before), "after")
    others = people(moved([replace(one, participant=f"B{one.participant[1:]}") for one in before]), "after")
    half = people(moved([one for one in before if int(one.participant[1:]) > 5]), "after")
    first = people(before)
    assert [design(first, one) for one in (same, others, half)] == ["paired", "unpaired", "mixed"]
    paired, unpaired, mixed = (differences(first, one) for one in (same, others, half))
    assert paired
    assert unpaired
    assert mixed
    # Nobody changed: compared with themselves there is no doubt, as two groups there is.
    assert paired["casework"] == Interval(0, 0, 0)
    assert unpaired["casework"].low < 0 < unpaired["casework"].high
    assert mixed["casework"].low < mixed["casework"].estimate < mixed["casework"].high


# --- an independent calculation ---------------------------------------------


def test_the_quantiles_of_students_t_are_those_of_the_tables() -> None:
    table = {1: 12.7062, 2: 4.3027, 4: 2.7764, 7: 2.3646, 12: 2.1788, 29: 2.0452, 120: 1.9799}
    for freedom, value in table.items():
        assert abs(bootstrap.t_quantile(0.975, freedom) - value) < 0.00005
    assert abs(bootstrap.tail_of(1_000_000) - 0.025) < 1e-5


@pytest.mark.parametrize("size", [5, 6])
def test_intervals_are_those_of_every_possible_draw(size: int) -> None:
    measured = people(unit(size, seed=size))
    hours = np.array([[one.hours.get(name, 0.0) for name in ACTIVITIES] for one in measured])
    drawn = np.array(list(product(range(size), repeat=size)))  # all 3,125 or 46,656, each as likely
    sums = hours[drawn].sum(axis=1)
    exact = sums / sums.sum(axis=1, keepdims=True)
    found = shares(measured)
    assert found
    tail = bootstrap.tail_of(size)
    for column, name in enumerate(ACTIVITIES):
        low, high = np.quantile(exact[:, column], [tail, 1 - tail])
        assert abs(found[name].low - low) < 0.005
        assert abs(found[name].high - high) < 0.005


def test_the_sample_agrees_with_pandas_and_other_draws() -> None:
    frame = pd.read_csv(SAMPLE)
    frame = frame[frame["round"] == "before"]
    wide = frame.pivot_table(index=["role", "participant"], columns="activity", values="hours", aggfunc="sum")
    wide = wide.fillna(0.0)
    shown = wide.loc[["field_worker"]], wide.drop("field_worker")  # the manager is shown with the social secretaries
    chance = np.random.default_rng(2027)
    draws = []
    for _ in range(20_000):
        drawn = sum(part.to_numpy()[chance.integers(len(part), size=len(part))].sum(axis=0) for part in shown)
        draws.append(drawn / np.sum(drawn))
    freedom = len(wide) - 2
    assert freedom == 12
    tail = 0.5 * math.erfc(2.178813 * math.sqrt(len(wide) / freedom) / math.sqrt(2))
    limits = pd.DataFrame(draws, columns=wide.columns).quantile([tail, 1 - tail])
    found = shares(people(sample(), "before"))
    assert found
    total = frame.groupby("activity")["hours"].sum() / frame["hours"].sum()
    few = had_by_few(people(sample(), "before"))
    assert few == ["leadership"]  # what one or two have goes by leaps: no two sets of draws agree on its limits
    for name, one in found.items():
        assert abs(one.estimate - total[name]) < 1e-12
        if name in few:
            continue
        assert abs(one.low - limits[name].iloc[0]) < 0.004
        assert abs(one.high - limits[name].iloc[1]) < 0.004


def test_with_many_participants_the_width_is_that_of_the_textbook() -> None:
    measured = people(unit(60, seed=4))
    hours = np.array([one.hours.get("casework", 0.0) for one in measured])
    total = np.array([one.total for one in measured])
    share = hours.sum() / total.sum()
    # Cochran, Sampling Techniques, 6.4: the standard error of a ratio, here with t for 59 degrees of freedom.
    error = math.sqrt(len(total) * np.var(hours - share * total, ddof=1)) / total.sum()
    found = shares(measured)
    assert found
    width = found["casework"].high - found["casework"].low
    assert abs(width / (2 * 2.001 * error) - 1) < 0.03


def test_an_interval_of_five_holds_the_truth_more_often_than_plain_percentiles() -> None:
    chance = np.random.default_rng(5)
    held = {"plain": 0, "ours": 0}
    for _ in range(300):
        total = chance.normal(37, 5, 5)
        hours = total * chance.beta(1.5, 23.5, 5)  # six per cent of the time, very different between people
        weights = chance.multinomial(5, [0.2] * 5, size=2_000)
        ratios = weights @ hours / (weights @ total)
        for name, tail in (("plain", 0.025), ("ours", bootstrap.tail_of(5))):
            low, high = np.quantile(ratios, [tail, 1 - tail])
            held[name] += bool(low <= 0.06 <= high)
    assert held["plain"] < 0.85 * 300 < held["ours"]


# --- what may be shown ------------------------------------------------------


def roles(**sizes: int) -> list[Person]:
    rows: list[Entry] = []
    for role, size in sizes.items():
        rows += unit(size, role=role, start=len({row.participant for row in rows}) + 1)
    return people(rows)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"field_worker": 8}, [(("field_worker",), 8)]),
        ({"field_worker": 4}, []),
        ({"field_worker": 3, "manager": 1}, []),
        ({"field_worker": 8, "social_secretary": 5}, [(("field_worker",), 8), (("social_secretary",), 5)]),
        # One manager: alone it would be everyone less the field workers, so nothing is told apart.
        ({"field_worker": 8, "manager": 1}, [(("field_worker", "manager"), 9)]),
        # The smallest other role joins the manager.
        (
            {"field_worker": 8, "social_secretary": 5, "manager": 1},
            [(("field_worker",), 8), (("social_secretary", "manager"), 6)],
        ),
        # Two small roles are five together.
        (
            {"field_worker": 8, "social_secretary": 3, "manager": 2},
            [(("field_worker",), 8), (("social_secretary", "manager"), 5)],
        ),
    ],
)
def test_no_role_under_five_can_be_counted_back(
    sizes: dict[str, int], expected: list[tuple[tuple[str, ...], int]]
) -> None:
    found = groups(roles(**sizes))
    assert [(group.roles, len(group.people)) for group in found] == expected


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_roles_every_group_has_five_and_together_they_are_everyone(seed: int) -> None:
    chance = random.Random(seed)
    sizes = {role: chance.randint(0, 9) for role in SCHEMA.field("role").enum}
    measured = roles(**sizes)
    found = groups(measured)
    assert all(len(group.people) >= 5 for group in found)
    everyone = sorted(one.code for group in found for one in group.people)
    assert everyone == (sorted(one.code for one in measured) if len(measured) >= 5 else [])


def test_a_report_never_names_a_role_or_a_participant_who_is_alone() -> None:
    rows = [*unit(8), *unit(1, role="manager", start=40)]
    shown = "".join(block.html for part in work_time.report(lines(rows)) for block in part.blocks)
    assert "A40" not in shown
    assert "nhetschef eller arbetsledare" not in shown
    assert "andelar per roll visas inte" in shown


def test_a_report_on_four_shows_no_share() -> None:
    parts = {part.heading: "".join(block.html for block in part.blocks) for part in work_time.report(lines(unit(4)))}
    assert "Inga andelar visas" in parts["Vart tiden tog vägen"]
    assert "färre än fem deltagare" in parts["Så mycket mättes"]
    assert "%" not in "".join(parts.values())
    assert "uppgift saknas" in parts["Publicerade tal bredvid"]


def test_activities_of_few_are_told_of_and_never_said_to_have_changed() -> None:
    before = [row for n in range(1, 9) for row in (entry(f"A{n}", "casework", 8), entry(f"A{n}", "travel", n / 4))]
    after = moved([*before, *(entry(f"A{n}", "leadership", 9) for n in (1, 2, 3, 4))])
    rows = [*before, *after]
    warning = tables.few_had(rows)
    assert warning
    assert warning.plain.endswith("Efter: arbetsledning.")
    assert tables.few_had(before) is None
    said = comparisons.changed(rows)[-1].plain
    assert "arbetsledning" not in said


# --- faults across rows -----------------------------------------------------


def told(rows: Sequence[Entry]) -> list[tuple[str, str]]:
    return [(fault.cell, fault.code) for fault in work_time.faults(lines(rows))]


def test_the_sample_has_no_fault() -> None:
    assert told(sample()) == []


def test_a_day_of_thirty_hours_names_its_rows() -> None:
    rows = [entry("A1", "casework", 15), entry("A2", "travel", 8), entry("A1", "travel", 15)]
    found = work_time.faults(lines(rows))
    assert [(fault.cell, fault.code) for fault in found] == [("F4", "long-day")]
    assert found[0].message.startswith("A1 har 30 timmar den 1 februari 2027 (rad 2 och 4). Ett dygn har 24.")
    assert told([entry("A1", "casework", 12), entry("A1", "travel", 12)]) == []


def test_the_same_row_twice_is_a_fault_but_two_occasions_are_not() -> None:
    twice = [entry("A1", "casework", 2), entry("A1", "casework", 2)]
    assert told(twice) == [("F3", "row-twice")]
    assert told([entry("A1", "casework", 2), entry("A1", "casework", 2.5)]) == []
    assert told([entry("A1", "casework", 2), entry("A2", "casework", 2)]) == []


def test_one_participant_has_one_role_in_a_round() -> None:
    rows = [entry("A1", "casework", 2), entry("A1", "travel", 2), entry("A1", "other", 1, role="manager")]
    found = work_time.faults(lines(rows))
    assert [(fault.cell, fault.code) for fault in found] == [("B4", "two-roles")]
    assert "Fältarbetare (rad 2 och 3) och Enhetschef eller arbetsledare (rad 4)" in found[0].message
    changed = [entry("A1", "casework", 2), *moved([entry("A1", "other", 1, role="manager")])]
    assert told(changed) == []


def test_after_lies_after_before() -> None:
    rows = [entry("A1", "casework", 2), entry("A1", "casework", 2, of_round="after")]
    found = work_time.faults(lines(rows))
    assert [(fault.cell, fault.code) for fault in found] == [("D3", "after-before-before")]
    assert "(rad 2)" in found[0].message
    assert told([entry("A1", "casework", 2, of_round="after")]) == [("C2", "only-after")]
    assert told([entry("A1", "casework", 2)]) == []


def test_faults_come_in_the_order_of_the_sheet() -> None:
    rows = [
        entry("A1", "casework", 25),
        entry("A2", "casework", 2),
        entry("A2", "casework", 2),
        entry("A2", "casework", 2, role="manager"),
    ]
    assert told(rows) == [("F2", "long-day"), ("F5", "row-twice"), ("B5", "two-roles")]


# --- what is shown ----------------------------------------------------------


def test_every_activity_has_a_definition() -> None:
    column = SCHEMA.field("activity")
    assert set(column.definitions) == set(column.enum) == set(column.labels)


def test_every_published_figure_stands_beside_an_activity() -> None:
    found = published.load("work_time")
    assert len(found) == 12
    for one in found:
        assert [start for start in comparisons.BESIDE if one.id.startswith(start)]
    assert {one.population for one in found if "kommuner" in one.population}


@pytest.mark.parametrize("rounds", [1, 2])
def test_the_report_is_sound_and_its_figures_are_small(rounds: int) -> None:
    rows = sample() if rounds == 2 else [one for one in sample() if one.round == "before"]
    for part in work_time.report(lines(rows)):
        assert part.blocks
        for block in part.blocks:
            root = ET.fromstring(block.html)
            assert not [one for one in root.iter() if "style" in one.attrib]
            assert len(re.findall(r"<svg.*?</svg>", block.html)) == block.html.count("<svg")
            assert all(len(svg.encode()) < 40_000 for svg in re.findall(r"<svg.*?</svg>", block.html))


def test_a_whisker_is_in_proportion_and_its_number_beside() -> None:
    svg = figure_intervals.dots(
        [figure_intervals.Row("Möte", [Interval(10, 5, 20)])], unit="%", key="k", title="t", description="d"
    )
    paths = re.findall(r'<path d="([^"]+)" stroke="currentColor" stroke-width', svg)
    # The axis goes from 0 at 16 to 20 at 284.
    assert paths == ["M83 47v10M284 47v10M83 52H150M150 52H284"]
    assert re.findall(r'<circle cx="([\d.]+)"', svg) == ["150"]
    assert ">10,0 %</text>" in svg


def test_of_two_measurements_the_first_is_hollow() -> None:
    row = figure_intervals.Row("Möte", [Interval(10, 5, 20), Interval(12, 5, 20)])
    svg = figure_intervals.dots([row], unit="%", series=("Före", "Efter"), key="k", title="t", description="d")
    assert svg.count('fill="none" stroke="currentColor" stroke-width="2"/></svg>') == 0
    assert svg.count('r="5.5" fill="none"') == 2  # in the legend and in the row
    assert svg.count('r="6"') == 2


def test_a_difference_has_a_sign_and_a_line_at_nothing() -> None:
    row = figure_intervals.Row("Möte", [Interval(-1.5, -3, 0.5)])
    svg = figure_intervals.dots([row], unit="", signed=True, key="k", title="t", description="d")
    assert "−1,5" in svg
    assert 'stroke-dasharray="4 4"' in svg
    assert figure_intervals.plain(-0.04) == "0,0"


def test_a_row_without_an_interval_for_each_measurement_is_refused() -> None:
    row = figure_intervals.Row("Möte", [Interval(1, 0, 2)])
    with pytest.raises(ValueError, match="varje serie"):
        figure_intervals.dots([row], unit="%", series=("Före", "Efter"), key="k", title="t", description="d")


def test_figures_with_nothing_to_show_do_not_divide_by_nothing() -> None:
    row = figure_intervals.Row("Inget", [Interval(0, 0, 0)])
    ET.fromstring(figure_intervals.dots([row], unit="%", key="k", title="t", description="d"))
    ET.fromstring(figure_intervals.dots([], unit="%", key="k", title="t", description="d"))
