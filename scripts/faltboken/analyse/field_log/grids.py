"""Figures of places and times: a square for each, with the same content as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faltboken.analyse import show
from faltboken.analyse.field_log import counts
from faltboken.analyse.field_log.stops import Stop
from faltboken.analyse.field_log.words import BAND, CLOCK, ENOUGH, PLACE, hours, per_hour
from faltboken.analyse.figure_matrix import Kind, Square, matrix
from faltboken.analyse.show import Html

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
        ("hidden", "dolt, och ≥: en liten grupp skyddas"),
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
    used = {"hidden" if "≥" in square.words else square.kind for square in squares.values()}
    used |= {square.kind for square in squares.values()}
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
