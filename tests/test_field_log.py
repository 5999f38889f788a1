"""The field log against answers worked out by hand, and against a reader who has every report that was ever made."""

from __future__ import annotations

import random
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from faltboken.analyse import field_log
from faltboken.analyse.field_log import counts, grids, meetings, places, stops, words
from faltboken.analyse.field_log.counts import Amount
from faltboken.analyse.field_log.stops import PERIOD, REFERRALS, SCHEMA, WEEK_ONE, Stop, weeks_named
from faltboken.analyse.figure_matrix import Square, matrix
from faltboken.analyse.sheets import Line

SVG = "{http://www.w3.org/2000/svg}"


def stop(week: int = 0, seen: int = 10, **other: object) -> Stop:
    """Return a stop of one hour on the Friday of a week, with what else is said of it."""
    day = WEEK_ONE + timedelta(weeks=week, days=4)
    plain = Stop(day, "late_evening", "centre", 60, 2, seen, 0, 0, 0)
    return replace(plain, **other)  # type: ignore[arg-type]


def line(number: int = 2, **other: object) -> Line:
    values: dict[str, object] = {
        "date": date(2026, 1, 16),
        "time_band": "late_evening",
        "place": "centre",
        "minutes": 40,
        "workers": 2,
        "seen": 12,
        "contacts": 5,
        "new_contacts": 2,
        "follow_on": 1,
        "to_leisure": None,
        "to_school_or_work": None,
        "to_support": None,
    }
    columns = {name: place for place, name in enumerate(SCHEMA.names, start=1)}
    return Line(number, {**values, **other}, columns)  # type: ignore[arg-type]


def cells(shown: object) -> list[list[str]]:
    """Return the text of every row of the first table."""
    html = shown.html  # type: ignore[attr-defined]
    root = ET.fromstring(f"<x>{html}</x>")
    table = next(root.iter("table"))
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


# --- the sheet --------------------------------------------------------------


def test_the_sheet_asks_for_no_name_age_sex_or_free_text() -> None:
    assert [field.name for field in SCHEMA.fields if field.type == "string" and not field.enum] == []
    asked = " ".join(field.name for field in SCHEMA.fields)
    assert not re.search(r"name|age|sex|gender|birth|note|comment|address|phone|code", asked)


def test_every_kind_of_referral_in_the_sheet_is_counted() -> None:
    assert tuple(name for name in SCHEMA.names if name.startswith("to_")) == REFERRALS


def test_every_time_of_the_sheet_has_a_length_and_the_lengths_are_those_of_its_words() -> None:
    for band, minutes in stops.MINUTES.items():
        start, end = map(int, words.CLOCK[band].split("–"))
        assert (end - start) % 24 * 60 == minutes
    assert set(stops.MINUTES) == set(stops.BANDS)


def test_a_line_becomes_a_stop_and_an_empty_referral_is_none() -> None:
    (made,) = stops.stops([line(7, to_support=1)])
    assert made == Stop(date(2026, 1, 16), "late_evening", "centre", 40, 2, 12, 5, 2, 1, (0, 0, 1), 7)


# --- weeks and periods ------------------------------------------------------


def test_weeks_are_counted_from_the_first_of_2026_also_before_it() -> None:
    days = [date(2025, 12, 28), date(2025, 12, 29), date(2026, 1, 4), date(2026, 1, 5)]
    assert [replace(stop(), day=day).week for day in days] == [-1, 0, 0, 1]


def test_weeks_are_named_by_the_calendar_also_over_a_new_year() -> None:
    assert weeks_named(0) == "v. 1 2026"
    assert weeks_named(4, 4) == "v. 5–8 2026"
    assert weeks_named(52, 4) == "v. 53 2026–v. 3 2027"


def test_a_period_is_over_when_something_is_logged_after_it() -> None:
    assert stops.periods([]) == {}
    assert stops.periods([stop(0), stop(3)]) == {}
    assert list(stops.periods([stop(4), stop(0), stop(3)])) == [0]
    assert list(stops.periods([stop(0), stop(9)])) == [0]


# --- numbers by hand --------------------------------------------------------


def test_work_is_the_stops_and_their_hours() -> None:
    assert counts.work([stop(minutes=40), stop(minutes=50)]) == counts.Work(2, 1.5)


def test_young_people_seen_are_added_by_place_and_time_and_small_numbers_hidden() -> None:
    logged = [stop(0, 9), stop(1, 8), stop(2, 3, place="park"), stop(2, 0, place="housing"), stop(4, 50)]
    assert counts.seen(logged) == {
        0: {("centre", "late_evening"): 17, ("park", "late_evening"): None, ("housing", "late_evening"): 0}
    }


def test_a_sum_over_periods_says_at_least_when_something_in_it_is_hidden() -> None:
    logged = [stop(0, 9), stop(4, 3), stop(8, 20), stop(12, 1)]
    assert counts.pairs_added(counts.seen(logged)) == {("centre", "late_evening"): Amount(29, exact=False)}
    assert [str(Amount(29, exact=False)), str(Amount(0, exact=False)), str(Amount(0))] == ["minst 29", "dolt", "0"]


def test_contacts_are_added_and_neither_the_new_nor_the_known_are_a_group_under_five() -> None:
    plain = [stop(0, 30, contacts=20, new=8, follow_on=6), stop(4)]
    assert counts.met(plain)[0] == counts.Met(20, 8, 6)
    known_are_two = [stop(0, 30, contacts=20, new=18, follow_on=6), stop(4)]
    assert counts.met(known_are_two)[0] == counts.Met(20, None, 6)


def test_referrals_are_counted_by_twelve_weeks() -> None:
    logged = [stop(0, 30, contacts=20, referrals=(9, 0, 6)), stop(8, 30, contacts=9, referrals=(2, 0, 1)), stop(11)]
    assert counts.referrals(logged) == {}
    assert counts.referrals([*logged, stop(12)]) == {
        0: ({"to_leisure": 11, "to_school_or_work": 0, "to_support": 7}, 18)
    }


def test_where_contacts_would_give_a_hidden_number_away_they_are_hidden_too() -> None:
    # All who were seen were talked with, and a week's class says that those at the centre were at most 24: beside the
    # sum of contacts, 26, the two in the park could not be fewer.
    logged = [stop(0, 24, contacts=24), stop(0, 2, contacts=2, place="park"), stop(4)]
    assert list(counts.seen(logged)[0].values()) == [24, None]
    assert counts.met(logged)[0] == counts.Met(None, None, None)
    later = [*logged, stop(12)]
    assert counts.referrals(later)[0] == (dict.fromkeys(REFERRALS), None)


def test_young_people_for_each_hour() -> None:
    assert words.per_hour(Amount(45), 3.0) == "15,0"
    assert words.per_hour(Amount(45, exact=False), 3.0) == "minst 15,0"
    assert words.per_hour(Amount(0, exact=False), 3.0) == "dolt"
    assert words.per_hour(Amount(0), 3.0) == "0,0"


def test_a_share_has_a_percentage_only_of_enough_people() -> None:
    assert words.share(12, 30) == "12 av 30 (40\N{NO-BREAK SPACE}%)"
    assert words.share(6, 12) == "6 av 12"
    assert words.share(None, 12) == "dolt"
    assert words.share(7, None) == "7"


def even(weeks: int, rates: dict[str, int], times: int = 2) -> list[Stop]:
    """Return so many hours a week at each place, with so many young people seen in each."""
    bands = ["evening", "late_evening"][:times]
    return [
        stop(week, seen, place=place, band=band)
        for week, (place, seen), band in product(range(weeks), rates.items(), bands)
    ]


def test_the_table_beside_each_other_has_hours_and_young_people_of_the_periods_that_are_over() -> None:
    logged = [*even(8, {"centre": 20}), *even(8, {"park": 5}, times=1), stop(8, 99)]
    head, centre, park = cells(places.beside(logged))
    assert head == ["Sorts plats", "Stopp", "Timmar (andel)", "Unga sedda", "Per timme", "Lägsta–högsta period"]
    assert centre == ["Centrum och butiker", "16", "16,0 (67\N{NO-BREAK SPACE}%)", "320", "20,0", "20,0–20,0"]
    assert park == ["Park, bad och natur", "8", "8,0 (33\N{NO-BREAK SPACE}%)", "40", "5,0", "för få stopp"]


def test_places_are_compared_only_when_they_differ_in_every_period_and_rest_on_enough_stops() -> None:
    apart = [*even(8, {"centre": 20, "park": 5}), stop(8)]
    assert "fler unga per timme vid ”Centrum och butiker” än vid ”Park, bad och natur”" in places.compared(apart).plain
    turned = [one if one.week < 4 else replace(one, seen=25 - one.seen) for one in apart]
    assert "Dra ingen slutsats" in places.compared(turned).plain
    few = [*even(8, {"centre": 20, "park": 5}, times=1), stop(8)]
    assert "går inte att jämföra än" in places.compared(few).plain
    one_period = [*even(4, {"centre": 20, "park": 5}), stop(4)]
    assert "går inte att jämföra än" in places.compared(one_period).plain


def test_a_place_with_a_hidden_number_can_be_said_to_have_more_but_never_fewer() -> None:
    logged = [*even(8, {"centre": 20, "park": 5}), stop(0, 2, band="night"), stop(8)]
    assert "vid ”Centrum och butiker” än vid ”Park" in places.compared(logged).plain
    logged = [*even(8, {"centre": 20, "park": 5}), stop(0, 2, band="night", place="park"), stop(8)]
    assert "Dra ingen slutsats" in places.compared(logged).plain


def test_contacts_period_by_period() -> None:
    logged = [stop(week, 20, contacts=10, new=5, follow_on=2, minutes=90) for week in range(4)] + [stop(4)]
    assert cells(meetings.contacts(logged))[1] == [
        "v. 1–4 2026",
        "6,0",
        "40",
        "6,7",
        "20 av 40 (50\N{NO-BREAK SPACE}%)",
        "8 av 40 (20\N{NO-BREAK SPACE}%)",
    ]


def test_the_weekly_picture_has_classes_and_never_a_number_of_young_people() -> None:
    logged = [
        stop(0, 99),
        stop(1, 3),
        stop(1, 7, place="park"),
        stop(1, 24, place="sports"),
        stop(1, 25, place="event"),
    ]
    text, table = meetings.week_picture(logged)
    assert [row[-1] for row in cells(table)[1:]] == ["färre än 10", "10–24", "färre än 10", "25 eller fler"]
    assert "Flest unga syntes vid ”Evenemang” (20–23): 25 eller fler." in text.plain
    assert [counts.seen_class(number)[2] for number in (0, 9, 10, 24, 25, 999)] == [
        "färre än 10", "färre än 10", "10–24", "10–24", "25 eller fler", "25 eller fler"
    ]  # fmt: skip


def test_a_week_with_nothing_logged_is_shown_as_nothing() -> None:
    rows = cells(places.weekly([stop(0), stop(2)]))
    assert rows[1:] == [["v. 1 2026", "1", "1,0"], ["v. 2 2026", "0", "0,0"], ["v. 3 2026", "1", "1,0"]]


# --- faults -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "cell", "code"),
    [
        ([line(3, contacts=13)], "G3", "more-than-seen"),
        ([line(3, new_contacts=6)], "H3", "more-than-contacts"),
        ([line(3, follow_on=6)], "I3", "more-than-contacts"),
        ([line(3, to_support=6)], "L3", "more-than-contacts"),
        ([line(3, minutes=181)], "D3", "longer-than-band"),
        ([line(3), line(4), line(9)], "C9", "stop-twice"),
        (
            [line(n, place=place, minutes=180) for n, place in enumerate(stops.PLACES[:5], 2)],
            "D6",
            "more-than-the-night",
        ),
        ([line(3), line(4, date=date(2027, 1, 18))], "A4", "year-apart"),
    ],
)
def test_a_fault_across_cells_or_rows_is_told_at_its_cell(lines: list[Line], cell: str, code: str) -> None:
    assert [(fault.cell, fault.code) for fault in field_log.faults(lines)] == [(cell, code)]


def test_every_fault_is_told_at_once_and_what_can_be_right_is_none() -> None:
    assert len(field_log.faults([line(2, contacts=13, new_contacts=14), line(3, minutes=200)])) == 4
    at_the_edge = [line(2, contacts=12, new_contacts=12, follow_on=12, to_leisure=12, minutes=180)]
    assert field_log.faults([*at_the_edge, line(3, place="park"), line(4, date=date(2027, 1, 17))]) == []


# --- whoever has every report that was ever made ------------------------------


def some_log(rng: random.Random, weeks: int = 13) -> list[Stop]:
    """Return a log of a small place, where most numbers are small."""
    made = []
    mean = rng.choice([2, 4, 8])
    pairs = list(product(rng.sample(stops.PLACES, 3), rng.sample(stops.BANDS, 2)))
    for week in range(weeks):
        for place, band in rng.sample(pairs, rng.randint(1, 4)):
            seen = rng.choice([0, 1, 1]) * rng.randint(0, 2 * mean)
            contacts = rng.randint(0, seen)
            parts = [rng.randint(0, contacts) if rng.random() < 0.5 else 0 for _ in range(5)]
            made.append(
                stop(week, seen, place=place, band=band, contacts=contacts, new=parts[0], follow_on=parts[1],
                     referrals=tuple(parts[2:]), number=len(made))
            )  # fmt: skip
    return made


def every_report(logged: list[Stop]) -> list[object]:
    """Return all that is printed of young people, week after week."""
    return [
        (counts.printed(so_far), counts.referrals(so_far), counts.last_week(so_far))
        for week in sorted({one.week for one in logged})
        if (so_far := [one for one in logged if one.week <= week])
    ]


def changes(logged: list[Stop], number: int) -> Iterator[list[Stop]]:
    """Yield logs where more or fewer were seen at one stop; one talked with there was met elsewhere, if need be."""
    one = logged[number]
    for by in (1, -1, 2, -2, 3, -3):
        yield [*logged[:number], replace(one, seen=one.seen + by), *logged[number + 1 :]]
    most = one.contacts - 1
    here = replace(
        one,
        seen=one.seen - 1,
        contacts=most,
        new=min(one.new, most),
        follow_on=min(one.follow_on, most),
        referrals=tuple(min(kind, most) for kind in one.referrals),
    )
    for place, there in enumerate(logged):
        if place != number and there.week // PERIOD == one.week // PERIOD:
            more = replace(
                there,
                contacts=there.contacts + 1,
                new=there.new + one.new - here.new,
                follow_on=there.follow_on + one.follow_on - here.follow_on,
                referrals=tuple(
                    now + then - left
                    for now, then, left in zip(there.referrals, one.referrals, here.referrals, strict=True)
                ),
            )
            yield [here if at == number else more if at == place else it for at, it in enumerate(logged)]


def is_whole(one: Stop) -> bool:
    parts = (one.new, one.follow_on, *one.referrals)
    return one.seen >= one.contacts >= max(parts) and min(parts) >= 0


def test_whoever_has_every_report_and_the_code_cannot_tell_what_a_hidden_number_of_young_people_seen_is() -> None:
    # For each hidden number, another log that would have given the very same reports, and has another number there.
    rng = random.Random(5)
    hidden = 0
    for _ in range(8):
        logged = some_log(rng)
        printed = every_report(logged)
        for period, table in counts.seen(logged).items():
            for pair in (pair for pair, number in table.items() if number is None):
                hidden += 1
                among = [
                    number
                    for number, one in enumerate(logged)
                    if (one.week // PERIOD, one.place, one.band) == (period, *pair)
                ]
                others = (other for number in among for other in changes(logged, number))
                assert any(all(map(is_whole, other)) and every_report(other) == printed for other in others), (
                    period,
                    pair,
                )
    assert hidden > 30


def test_a_period_is_printed_the_same_in_every_report_after_it() -> None:
    rng = random.Random(6)
    for _ in range(10):
        logged = some_log(rng, weeks=26)
        first: dict[int, counts.Period] = {}
        for week in range(26):
            for period, printed in counts.printed([one for one in logged if one.week <= week]).items():
                assert first.setdefault(period, printed) == printed
        assert len(first) == 6


def test_two_reports_subtracted_give_only_numbers_that_are_printed() -> None:
    rng = random.Random(7)
    for _ in range(10):
        logged = some_log(rng, weeks=26)
        now = counts.seen(logged)
        for week in range(5, 26):
            sums = counts.pairs_added(counts.seen([one for one in logged if one.week <= week]))
            over = [period for period in now if period * PERIOD + PERIOD <= week]
            for pair, amount in sums.items():
                assert amount == counts.added(now[period].get(pair, 0) for period in over)


def test_a_report_that_differs_only_in_what_is_hidden_is_the_same_file() -> None:
    logged = [*even(12, {"centre": 20}), stop(1, 2, place="park"), stop(12, 30)]
    other = [replace(one, seen=4) if one.place == "park" else one for one in logged]
    assert counts.seen(logged) == counts.seen(other)
    assert shown(logged) == shown(other)


def shown(logged: list[Stop]) -> str:
    columns = {"date": "day", "time_band": "band", "new_contacts": "new"}
    lines = [
        Line(
            number,
            {
                name: one.referrals[REFERRALS.index(name)]
                if name in REFERRALS
                else getattr(one, columns.get(name, name))
                for name in SCHEMA.names
            },
        )
        for number, one in enumerate(logged, start=2)
    ]
    return "".join(block.html for part in field_log.report(lines) for block in part.blocks)


# --- the report and its figures -----------------------------------------------


def test_the_report_on_the_made_up_log_has_all_its_parts_and_small_figures() -> None:
    parts = field_log.report(stops.sample())
    assert [part.heading for part in parts] == [
        "Vad loggen innehåller",
        "Var och när är ni ute?",
        "Var och när syns unga?",
        "Kontakter",
        "Lotsade vidare",
        "Veckans lägesbild",
        "Så skyddas små grupper",
        "Vad siffrorna inte säger",
    ]
    for part in parts:
        for block in part.blocks:
            root = ET.fromstring(f"<x>{block.html}</x>")
            assert "style" not in {name for element in root.iter() for name in element.attrib}
            for drawn in root.iter(f"{SVG}svg"):
                assert len(ET.tostring(drawn)) < 40_000


def test_the_made_up_log_has_no_fault_and_shows_what_is_hidden() -> None:
    lines = stops.sample()
    assert field_log.faults(lines) == []
    logged = stops.stops(lines)
    assert len(counts.recent(logged)) == 3
    assert None in {number for table in counts.seen(logged).values() for number in table.values()}
    assert None in {number for kinds, _ in counts.referrals(logged).values() for number in kinds.values()}


def test_a_log_of_one_stop_has_a_report_that_says_when_more_is_shown() -> None:
    text = " ".join(block.plain for part in field_log.report([line()]) for block in part.blocks)
    assert "visas när perioden v. 1–4 2026 är slut" in text
    assert "från och med v. 13 2026" in text


def test_a_square_is_as_large_as_its_number_and_says_in_shape_how_sure_it_is() -> None:
    squares = {
        ("a", "x"): Square(16, "16,0"),
        ("a", "y"): Square(4, "4,0", "unsure"),
        ("b", "x"): Square(0, "dolt", "hidden"),
    }
    legend = [("sure", "säkert"), ("unsure", "osäkert"), ("hidden", "dolt")]
    svg = matrix(
        {"a": "A", "b": "B"}, {"x": "8–14", "y": "14–17"}, squares, legend=legend, key="m", title="t", description="d"
    )  # type: ignore[arg-type]
    drawn = list(ET.fromstring(svg).iter(f"{SVG}rect"))[3:]
    assert [float(rect.get("width", "")) for rect in drawn] == [34, 17, 17]
    assert [rect.get("fill") for rect in drawn] == [None, "none", "none"]
    assert [rect.get("stroke-dasharray") is not None for rect in drawn] == [False, False, True]
    written = [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]
    assert written == ["säkert", "osäkert", "dolt", "8–14", "14–17", "A", "16,0", "4,0", "B", "dolt", "–"]
    with pytest.raises(ValueError, match="mindre än noll"):
        matrix({}, {}, {("a", "b"): Square(-1, "")}, legend=(), key="m", title="t", description="d")


def test_what_rests_on_few_stops_is_an_outline() -> None:
    logged = [*even(4, {"centre": 20}), stop(0, 20, place="park"), stop(4)]
    text = grids.seen_per_hour(logged).html
    assert "färre än 5 stopp: dra ingen slutsats" in text


def test_fifty_thousand_rows_are_reported_within_seconds() -> None:
    rng = random.Random(9)
    lines = [
        line(number, date=date(2020, 1, 1) + timedelta(days=number % 2400), time_band=rng.choice(stops.BANDS),
             place=rng.choice(stops.PLACES), seen=12 + rng.randint(0, 9))
        for number in range(2, 50_002)
    ]  # fmt: skip
    started = time.process_time()
    field_log.report(lines)
    assert time.process_time() - started < 8
