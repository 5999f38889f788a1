"""The calendar file, as another program reads it: every task and meeting on a working day, at Sweden's time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event
from playwright.sync_api import expect

from browser.conftest import ROOT, Reader
from browser.introduced import begun, state
from faltboken import onboarding, opening, tables

HOME = "introduktion/index.html"
SWEDEN = ZoneInfo("Europe/Stockholm")
TABLES, _ = tables.load(ROOT)


def _file(reader: Reader, role: str, start: str, at: str = "2026-12-01T12:00:00+01:00") -> bytes:
    page = begun(reader, HOME, state(role, start), at=at)
    with page.expect_download() as download:
        page.get_by_role("button", name="Ladda ner kalenderfil").click()
    assert download.value.suggested_filename == f"introduktion-{start}.ics"
    expect(page.get_by_text("Kalenderfilen är klar.")).to_be_visible()
    return Path(download.value.path()).read_bytes()


def _events(file: bytes) -> dict[str, Event]:
    every = Calendar.from_ical(file).walk("VEVENT")
    found = {str(event["UID"]).partition("@")[0]: event for event in every}
    assert len(found) == len(every)
    return found


def _day(event: Event) -> date:
    begins = event.start
    return begins.date() if isinstance(begins, datetime) else begins


@cache
def _off(day: date) -> bool:
    return day.weekday() > 4 or opening.is_red(day) or opening.is_eve(day)


def _ids(role: str) -> set[str]:
    wanted = {role} if role in onboarding.GIVERS else {role, onboarding.EVERYONE}
    rows: Iterable[tables.Row] = (*TABLES[onboarding.TABLE], *TABLES[onboarding.MEETINGS])
    return {row.text("id") for row in rows if wanted & set(row.items("roles"))}


@pytest.mark.parametrize("role", ["faltarbetare", "socialsekreterare", "assistent"])
@pytest.mark.parametrize("start", ["2026-12-01", "2027-03-22", "2027-06-14"])
def test_every_task_and_meeting_is_on_a_working_day(role: str, start: str, reader: Reader) -> None:
    events = _events(_file(reader, role, start))
    assert set(events) == _ids(role)
    assert {name: _day(event) for name, event in events.items() if _off(_day(event))} == {}


def test_a_start_on_the_first_of_december_is_sensible_over_christmas(reader: Reader) -> None:
    events = _events(_file(reader, "faltarbetare", "2026-12-01"))
    days = {name: _day(event) for name, event in events.items()}
    free = {date(2026, 12, day) for day in (24, 25, 26, 31)} | {date(2027, 1, day) for day in (1, 5, 6)}
    assert free.isdisjoint(days.values())
    assert days["larm"] == date(2026, 12, 1)
    assert days["leda-runda"] == date(2026, 12, 28)
    assert days["reflektion-start"] == date(2026, 12, 30)
    assert days["reflektion-v04"] == date(2026, 12, 28)
    assert days["mentor-v01"] == date(2026, 12, 7)
    assert days["chef-v01"] == date(2026, 12, 7)
    assert days["mentor-v05"] == date(2027, 1, 4)
    assert days["ansvar-for-plats"] == date(2027, 1, 7)
    assert days["chef-v52"] == date(2027, 11, 29)
    in_december = [day for day in days.values() if day.year == 2026]
    assert max(in_december.count(day) for day in in_december) <= 9


def test_a_meeting_on_a_day_off_is_moved_to_the_next_working_day(reader: Reader) -> None:
    days = {name: _day(event) for name, event in _events(_file(reader, "faltarbetare", "2026-12-14")).items()}
    assert days["mentor-v01"] == date(2026, 12, 18)  # a start on a Monday gives Fridays
    assert days["mentor-v02"] == date(2026, 12, 28)  # from juldagen
    assert days["mentor-v03"] == date(2027, 1, 4)  # from nyårsdagen
    assert days["mentor-v04"] == date(2027, 1, 8)


def test_meetings_keep_their_hour_when_the_clocks_change(reader: Reader) -> None:
    events = _events(_file(reader, "faltarbetare", "2026-12-01"))
    winter, summer = events["mentor-v12"], events["mentor-v20"]
    for event, offset in ((winter, 1), (summer, 2)):
        begins = event.start
        assert isinstance(begins, datetime)
        assert (begins.hour, begins.minute, begins.utcoffset()) == (13, 0, timedelta(hours=offset))
        assert begins.astimezone(SWEDEN).hour == 13
        assert event.end - begins == timedelta(minutes=60)
    zone = Calendar.from_ical(_file(reader, "chef", "2026-12-01")).walk("VTIMEZONE")[0]
    told = zone.to_tz()
    for day in (date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 31), date(2026, 7, 1)):
        moment = datetime(day.year, day.month, day.day, 4, tzinfo=SWEDEN)
        assert moment.replace(tzinfo=told).utcoffset() == moment.utcoffset()


def test_the_file_keeps_to_the_standard(reader: Reader) -> None:
    file = _file(reader, "socialsekreterare", "2026-12-01")
    assert file.endswith(b"END:VCALENDAR\r\n")
    lines = file.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    calendar = Calendar.from_ical(file)
    assert calendar.errors == []
    assert str(calendar["VERSION"]) == "2.0"
    for event in calendar.walk("VEVENT"):
        assert event.errors == []
        assert event["DTSTAMP"].dt == datetime(2026, 12, 1, 11, tzinfo=ZoneInfo("UTC"))
        assert event.end > event.start


def test_words_come_through_whole(reader: Reader) -> None:
    events = _events(_file(reader, "faltarbetare", "2026-12-01"))
    task = events["rundor-vecka-1"]
    assert str(task["SUMMARY"]) == "Följ med på minst två rundor, varav en på kvällen"
    assert str(task["DESCRIPTION"]).startswith("360 minuter. Med: mentorn.\nhttp")
    assert str(task["URL"]).endswith("introduktion/vecka-1.html#uppgift-rundor-vecka-1")
    assert task.end - task.start == timedelta(days=1)
    row = TABLES[onboarding.MEETINGS].find("mentor-v01")
    assert row is not None
    meeting = events["mentor-v01"]
    assert str(meeting["SUMMARY"]) == f"Mentorsmöte: {row.text('title')}"
    assert str(meeting["DESCRIPTION"]).split("\n")[1:-1] == list(row.items("questions"))


def test_a_new_file_moves_what_the_calendar_has(reader: Reader) -> None:
    first = _file(reader, "faltarbetare", "2026-12-01")
    later = _file(reader, "faltarbetare", "2026-12-07", at="2026-12-02T12:00:00+01:00")
    assert _events(first).keys() == _events(later).keys()
    assert _events(later)["larm"]["SEQUENCE"] > _events(first)["larm"]["SEQUENCE"]


def test_those_who_introduce_several_keep_them_apart(reader: Reader) -> None:
    first, second = (_events(_file(reader, "chef", start)) for start in ("2026-12-01", "2027-02-01"))
    assert {name.partition(".")[0] for name in first} == _ids("chef")
    assert first.keys().isdisjoint(second.keys())


@pytest.mark.parametrize(
    ("start", "one", "ten", "fifteen"),
    [
        ("2026-12-01", date(2026, 11, 30), date(2026, 11, 17), date(2026, 11, 10)),
        ("2027-01-11", date(2027, 1, 8), date(2026, 12, 18), date(2026, 12, 11)),  # over Christmas
        ("2026-12-05", date(2026, 12, 4), date(2026, 11, 23), date(2026, 11, 16)),  # a Saturday: from Monday
    ],
)
def test_what_is_ready_before_the_first_day_is_on_an_earlier_working_day(
    start: str, one: date, ten: date, fifteen: date, reader: Reader
) -> None:
    days = {name.partition(".")[0]: _day(event) for name, event in _events(_file(reader, "chef", start)).items()}
    assert {name: day for name, day in days.items() if _off(day)} == {}
    assert (days["chef-registerutdrag"], days["chef-examen"]) == (fifteen, fifteen)
    assert days["chef-riskbedomning"] == ten
    assert days["chef-fore-dag-1"] == one
    days = {name.partition(".")[0]: _day(event) for name, event in _events(_file(reader, "mentor", start)).items()}
    assert (days["mentor-vecka-1"], days["mentor-uppdraget"]) == (ten, one)


def test_without_role_and_start_there_is_no_file(reader: Reader) -> None:
    page = begun(reader, HOME, state("faltarbetare"))
    page.get_by_role("button", name="Ladda ner kalenderfil").click()
    expect(page.get_by_text("Välj roll och startdag först")).to_be_visible()


def test_days_that_the_book_does_not_know_are_counted_and_left_out(reader: Reader, built_site: Path) -> None:
    data = (built_site / "_static" / "introduction-data.js").read_text(encoding="utf-8")
    year = data.partition('"until":"')[2][:4]
    page = begun(reader, HOME, state("faltarbetare", f"{year}-12-01"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Ladda ner kalenderfil").click()
    assert max(_day(event) for event in _events(Path(download.value.path()).read_bytes()).values()).year == int(year)
    expect(page.get_by_text("dagar är inte med. Bokens kalender räcker till")).to_be_visible()
