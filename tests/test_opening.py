"""What is open now, in Python: the frozen cases, the days that are red or eves, and the script for the browser."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from books import SITES, Sites, build, build_clean, edit, make_book
from bs4 import BeautifulSoup
from opening_cases import Case, cases

from faltboken import open_now, opening, spans
from faltboken.publish import opening_data
from faltboken.tables import Row

TODAY = date(2026, 11, 21)


def test_there_are_at_least_two_hundred_cases_and_none_twice() -> None:
    asked = [(case.today, tuple(case.row.values.items()), case.moment) for case in cases()]
    assert len(set(asked)) == len(asked) >= 200


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_place_says_what_its_hours_mean(case: Case) -> None:
    assert open_now.state(case.schedule, case.moment) == open_now.Now(case.state, case.text)


# --- red days and eves ------------------------------------------------------


def _easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian computus (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _first(weekday: int, start: date) -> date:
    return start + timedelta((weekday - start.weekday()) % 7)


def _general_holidays(year: int) -> set[date]:
    """Return the holidays that the act (1989:253) 1 § names."""
    easter = _easter(year)
    fixed = {date(year, month, day) for month, day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))}
    moving = {easter + timedelta(days) for days in (-2, 0, 1, 39, 49)}
    saturdays = {_first(5, date(year, 6, 20)), _first(5, date(year, 10, 31))}
    return fixed | moving | saturdays


@pytest.mark.parametrize("year", range(2026, 2041))
def test_red_days_are_those_that_the_act_names(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(number) for number in range(366)]
    assert {day for day in days if day.year == year and opening.is_red(day)} == _general_holidays(year)


def test_eves_are_the_days_before_red_days() -> None:
    days = [date(2027, 1, 1) + timedelta(number) for number in range(365)]
    eves = ["0105", "0325", "0327", "0430", "0505", "0515", "0605", "0625", "1105", "1224", "1231"]
    assert [f"{day:%m%d}" for day in days if opening.is_eve(day)] == eves


# --- schedules --------------------------------------------------------------


@pytest.mark.parametrize("today", [TODAY, date(2026, 10, 20), date(2027, 3, 1)])
@pytest.mark.parametrize("value", ["Mo-Fr 08:00-17:00", "Mo-Su 21:00-06:00; PH off", "Mo-Fr 00:00-08:00,17:00-24:00"])
def test_spans_lie_within_the_days_are_sorted_and_are_never_both_open_and_unknown(value: str, today: date) -> None:
    found = opening.schedule(value, today)
    moments = [moment for span in found.open for moment in span]
    assert moments == sorted(set(moments))
    for begins, ends in (*found.open, *found.unknown):
        assert found.start <= begins < ends <= found.until
    assert spans.minus(found.open, found.unknown) == found.open


@pytest.mark.parametrize("today", [TODAY, date(2026, 10, 20), date(2027, 3, 1)])
def test_every_ordinary_weekday_is_open_at_the_hours_the_swedish_clock_shows(today: date) -> None:
    found = opening.schedule("Mo-Fr 08:00-17:00", today)
    zone = ZoneInfo("Europe/Stockholm")
    days = [today + timedelta(number) for number in range(121)]
    expected = [
        tuple(int(datetime(day.year, day.month, day.day, hour, tzinfo=zone).timestamp()) // 60 for hour in (8, 17))
        for day in days
        if day.weekday() < 5 and not opening.is_red(day) and not opening.is_eve(day)
    ]
    assert list(found.open) == expected


def test_other_text_than_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="öppettider"):
        opening.schedule("vardagar", TODAY)


# --- the script -------------------------------------------------------------


def row(name: str, hours: str, status: str = "active", phone: str = "112") -> Row:
    return Row({"id": name, "opening_hours": hours, "status": status, "phone": phone}, "data/services/x.csv", 2)


def read(script: str) -> dict[str, object]:
    assert script.startswith("faltbokenHours(")
    assert script.endswith(");\n")
    found: dict[str, object] = json.loads(script.removeprefix("faltbokenHours(").removesuffix(");\n"))
    return found


def test_the_script_holds_spans_as_steps_and_shares_them() -> None:
    rows = [row("b", "24/7"), row("a", "24/7"), row("c", "24/7", phone=""), row("d", "", "temporarily closed")]
    data = read(opening_data.opening_hours([*rows, row("e", "")], TODAY))
    days = 121 * 24 * 60
    assert data["until"] - data["from"] == days  # type: ignore[operator]
    assert data["schedules"] == [[[0, days], []], [[0, days], [], 1], [[], [], 2]]
    assert data["services"] == {"a": 0, "b": 0, "c": 1, "d": 2}


def test_the_same_rows_in_another_order_give_the_same_bytes() -> None:
    rows = [row(name, hours) for name, hours in (("a", "24/7"), ("b", "Mo 08:00-17:00"), ("c", "PH off"))]
    assert opening_data.opening_hours(rows, TODAY) == opening_data.opening_hours(rows[::-1], TODAY)


# --- the build --------------------------------------------------------------


def test_the_hours_are_published_from_the_day_that_is_set(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "services-basic")
    config = root / "_config.yml"
    edit(config, 'faltboken_repository: ""', 'faltboken_repository: ""\n    faltboken_today: 2027-03-01')
    built = build_clean(root)
    data = read((built.site / "_static" / "opening-hours.js").read_text(encoding="utf-8"))
    assert data["from"] == datetime(2027, 3, 1, tzinfo=ZoneInfo("Europe/Stockholm")).timestamp() // 60
    assert data["services"] == {"exempelby-falt": 0, "nat-112": 1}


def test_a_day_that_is_none_stops_the_build_in_swedish(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "services-basic")
    config = root / "_config.yml"
    edit(config, 'faltboken_repository: ""', 'faltboken_repository: ""\n    faltboken_today: i dag')
    built = build(root)
    assert not built.passed
    assert "faltboken_today är inget datum" in built.told
    assert "Traceback" not in built.told


def test_only_pages_with_places_load_the_scripts(sites: Sites) -> None:
    def scripts(page: BeautifulSoup) -> list[str]:
        return [str(script["src"]).rsplit("/", 1)[-1] for script in page.find_all("script", src=True)]

    with_places, without = scripts(sites("services-basic").page()), scripts(sites("terms").page())
    assert with_places[-2:] == ["open-now.js", "opening-hours.js"]
    assert not {"open-now.js", "opening-hours.js"} & set(without)
