"""Where and when: the team's hours beside the young people seen, and what can be said of the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faltboken import swedish
from faltboken.analyse import figures, show
from faltboken.analyse.field_log import counts
from faltboken.analyse.field_log.stops import PERIOD, Stop, weeks_named
from faltboken.analyse.field_log.words import BAND, CLOCK, PLACE, hours, per_hour
from faltboken.analyse.figure_matrix import Kind, Square, matrix
from faltboken.analyse.show import Html

ENOUGH = 5  # stops that a number must rest on before anything is read out of it
WEEKS = 12
_COLUMNS = {"place": "Sorts plats", **BAND}


def out(logged: Sequence[Stop]) -> Html:
    """Return the figure of hours out by place and time: all that is logged."""
    pairs = {pair: counts.work(among) for pair, among in counts.by_pair(logged).items()}
    squares = {
        pair: Square(work.hours, hours(work.hours), "sure" if work.stops >= ENOUGH else "unsure")
        for pair, work in pairs.items()
    }
    cells = {pair: f"{hours(work.hours)} timmar, {work.stops} stopp" for pair, work in pairs.items()}
    legend: list[tuple[Kind, str]] = [("sure", "timmar ute"), ("unsure", f"timmar ute, färre än {ENOUGH} stopp")]
    return _grid("ute", "Timmar ute, efter plats och tid", squares, cells, legend)


def seen_per_hour(logged: Sequence[Stop]) -> Html:
    """Return the figure of young people seen for each hour out by place and time, in the periods that are over."""
    inside = [stop for among in counts.recent(logged).values() for stop in among]
    works = {pair: counts.work(among) for pair, among in counts.by_pair(inside).items()}
    squares, cells = {}, {}
    for pair, amount in counts.pairs_added(counts.seen(logged)).items():
        work = works[pair]
        told = per_hour(amount, work.hours)
        kind: Kind = "hidden" if told == counts.HIDDEN else "sure" if work.stops >= ENOUGH else "unsure"
        squares[pair] = Square(amount.number / work.hours, told.replace("minst ", "≥"), kind)
        cells[pair] = told if kind == "hidden" else f"{told} ({amount} sedda, {work.stops} stopp)"
    legend: list[tuple[Kind, str]] = [
        ("sure", "unga per timme"),
        ("unsure", f"färre än {ENOUGH} stopp: dra ingen slutsats"),
        ("hidden", "dolt: en liten grupp skyddas"),
    ]
    return _grid("sedda", "Unga sedda per timme ute, efter plats och tid", squares, cells, legend)


def _grid(
    key: str,
    title: str,
    squares: Mapping[counts.Pair, Square],
    cells: Mapping[counts.Pair, str],
    legend: Sequence[tuple[Kind, str]],
) -> Html:
    rows = {place: name for place, name in PLACE.items() if any(pair[0] == place for pair in cells)}
    table = show.table(
        [
            {"place": name, **{band: cells.get((place, band), "inget stopp") for band in BAND}}
            for place, name in rows.items()
        ],
        title,
        _COLUMNS,
    )
    used = {square.kind for square in squares.values()}
    drawn = matrix(
        rows,
        CLOCK,
        squares,
        legend=[one for one in legend if one[0] in used],
        key=f"faltlogg-{key}",
        title=title,
        description=f"{title}. En rad för varje sorts plats, en kolumn för varje tid. Rutans yta är talet under den.",
    )
    return show.figure(drawn, title, table)


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
                "between": f"{hours(min(rates))}–{hours(max(rates))}" if rates else "går inte att säga",
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


def _rates(logged: Sequence[Stop]) -> dict[str, list[float]]:
    """Return young people seen for each hour, period by period, for places that rest on enough stops every period.

    Made only of printed numbers: how much a rate swings between periods is our measure of how sure it is.
    """
    recent, tables = counts.recent(logged), counts.seen(logged)
    found = {}
    for place in PLACE:
        rates = []
        for period, inside in recent.items():
            work = counts.work(stop for stop in inside if stop.place == place)
            amount = counts.place_added([tables[period]], place)
            if work.stops < ENOUGH or not amount.exact:
                break
            rates.append(amount.number / work.hours)
        else:
            if len(rates) > 1:
                found[place] = rates
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
        fewer = [less for less in rates if min(rates[more]) > max(rates[less])]
        if fewer:
            told.append(f"fler unga per timme vid {_quoted([more])} än vid {_quoted(fewer)}")
    left = [place for place in PLACE if place not in rates and any(stop.place == place for stop in logged)]
    rest = f" Om {_quoted(left)} sägs inget: stoppen är för få, eller talen dolda." if left else ""
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
