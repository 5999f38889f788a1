"""Where and when: the team's hours beside the young people seen, and what can be said of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faltboken import swedish
from faltboken.analyse import figures, show
from faltboken.analyse.field_log import counts
from faltboken.analyse.field_log.stops import PERIOD, Stop, weeks_named
from faltboken.analyse.field_log.words import ENOUGH, PLACE, hours, per_hour
from faltboken.analyse.show import Html

WEEKS = 12


def beside(logged: Sequence[Stop]) -> Html:
    """Return the table of hours spent beside young people seen, by place, in the periods that are over."""
    recent = counts.recent(logged)
    inside = [stop for among in recent.values() for stop in among]
    all_hours = counts.work(inside).hours
    tables = counts.seen(logged).values()
    ranges = _rates(logged)
    rows = []
    for place in (place for place in PLACE if any(stop.place == place for stop in inside)):
        work = counts.work(stop for stop in inside if stop.place == place)
        amount, rates = counts.place_added(tables, place), ranges.get(place)
        rows.append(
            {
                "place": PLACE[place],
                "hours": f"{hours(work.hours)} ({round(100 * work.hours / all_hours)}\N{NO-BREAK SPACE}%)",
                "seen": str(amount),
                "rate": per_hour(amount, work.hours),
                "between": str(rates) if rates else "för få stopp",
                "stops": work.stops,
            }
        )
    return show.table(
        rows,
        f"Timmar ute och unga sedda, {_span(list(recent))}",
        {
            "place": "Sorts plats",
            "stops": "Stopp",
            "hours": "Timmar (andel)",
            "seen": "Unga sedda",
            "rate": "Per timme",
            "between": "Lägsta–högsta period",
        },
    )


@dataclass(frozen=True, slots=True)
class Rates:
    """Young people seen for each hour at a place, period by period; the least there can be if one number is hidden."""

    least: float
    most: float
    exact: bool

    def __str__(self) -> str:
        """Return the lowest and the highest period."""
        return f"{hours(self.least)}–{hours(self.most)}" if self.exact else f"minst {hours(self.least)}"


def _rates(logged: Sequence[Stop]) -> dict[str, Rates]:
    """Return the rates of the places that rest on enough stops in every period, and at least two periods.

    Made only of printed numbers: how much a rate swings between periods is our measure of how sure it is.
    """
    recent, tables = counts.recent(logged), counts.seen(logged)
    found = {}
    for place in PLACE:
        works = [counts.work(stop for stop in inside if stop.place == place) for inside in recent.values()]
        amounts = [counts.place_added([table], place) for table in tables.values()]
        if len(works) > 1 and min(work.stops for work in works) >= ENOUGH and all(one.number for one in amounts):
            rates = [amount.number / work.hours for amount, work in zip(amounts, works, strict=True)]
            found[place] = Rates(min(rates), max(rates), all(amount.exact for amount in amounts))
    return found


def compared(logged: Sequence[Stop]) -> Html:
    """Return in words which places differ in every period; no order where the periods overlap."""
    rates = _rates(logged)
    if len(rates) < 2:
        return show.paragraph(
            f"Platserna går inte att jämföra än. Det behövs minst {ENOUGH} stopp på minst två sorters platser i varje "
            "period, och minst två perioder."
        )
    told = []
    for more in rates:
        fewer = [less for less in rates if rates[less].exact and rates[more].least > rates[less].most]
        if fewer:
            told.append(f"fler unga per timme vid {_quoted([more])} än vid {_quoted(fewer)}")
    left = [place for place in PLACE if place not in rates and any(stop.place == place for stop in logged)]
    rest = f" Om {_quoted(left)} sägs inget: de har för få stopp." if left else ""
    if not told:
        return show.paragraph(
            "Ingen av de platser som går att jämföra skiljer sig från en annan i alla perioder. Dra ingen slutsats om "
            f"ordningen.{rest}"
        )
    return show.paragraph(f"I varje period syntes {swedish.joined(told)}.{rest}")


def _quoted(places: Sequence[str]) -> str:
    return swedish.joined([f"”{PLACE[place]}”" for place in places])


def weekly(logged: Sequence[Stop]) -> Html:
    """Return the figure of hours out week by week: the last weeks, with those that have nothing."""
    last = max(stop.week for stop in logged)
    first = max(min(stop.week for stop in logged), last - WEEKS + 1)
    rows = [(week, counts.work(stop for stop in logged if stop.week == week)) for week in range(first, last + 1)]
    title = "Timmar ute, vecka för vecka"
    table = show.table(
        [{"week": weeks_named(week), "stops": work.stops, "hours": hours(work.hours)} for week, work in rows],
        title,
        {"week": "Vecka", "stops": "Stopp", "hours": "Timmar"},
    )
    drawn = figures.bars(
        [figures.Bar(weeks_named(week), round(work.hours, 1)) for week, work in rows],
        key="faltlogg-veckor",
        title=title,
        description=f"En stapel för varje vecka, {weeks_named(first)} till {weeks_named(last)}.",
    )
    return show.figure(drawn, title, table)


def _span(periods: Sequence[int]) -> str:
    return weeks_named(periods[0] * PERIOD, (periods[-1] - periods[0] + 1) * PERIOD)
