"""Contacts, follow-on and referrals by fixed periods, and the weekly picture for partners."""

from __future__ import annotations

from collections.abc import Sequence

from faltboken import swedish
from faltboken.analyse import figures, show
from faltboken.analyse.field_log import counts
from faltboken.analyse.field_log.counts import Amount
from faltboken.analyse.field_log.stops import LONG, PERIOD, REFERRALS, SCHEMA, Stop, weeks_named
from faltboken.analyse.field_log.words import BAND, CLOCK, PLACE, hours, per_hour, share, shown
from faltboken.analyse.show import Html


def contacts(logged: Sequence[Stop]) -> Html:
    """Return the table of contacts, new and follow-on, period by period."""
    recent = counts.recent(logged)
    rows = []
    for period, met in counts.met(logged).items():
        work = counts.work(recent[period])
        amount = Amount(met.contacts or 0, met.contacts is not None)
        rows.append(
            {
                "period": weeks_named(period * PERIOD, PERIOD),
                "hours": hours(work.hours),
                "contacts": shown(met.contacts),
                "rate": per_hour(amount, work.hours),
                "new": share(met.new, met.contacts),
                "again": share(met.follow_on, met.contacts),
            }
        )
    return show.table(
        rows,
        "Kontakter, period för period",
        {
            "period": "Veckor",
            "hours": "Timmar ute",
            "contacts": "Unga ni pratade med",
            "rate": "Per timme ute",
            "new": "Därav nya",
            "again": "Därav ses igen",
        },
    )


def contacts_per_hour(logged: Sequence[Stop]) -> Html:
    """Return the figure of contacts for each hour out, of the periods whose number is printed."""
    recent = counts.recent(logged)
    bars = [
        figures.Bar(weeks_named(period * PERIOD, PERIOD), round(met.contacts / counts.work(recent[period]).hours, 1))
        for period, met in counts.met(logged).items()
        if met.contacts is not None
    ]
    title = "Unga ni pratade med, per timme ute"
    drawn = figures.bars(
        bars,
        key="faltlogg-kontakter",
        title=title,
        description="En stapel för varje fyraveckorsperiod: "
        + swedish.joined([f"{bar.label} {hours(bar.value)}" for bar in bars])
        + ".",
    )
    rows = [{"period": bar.label, "rate": hours(bar.value)} for bar in bars]
    return show.figure(drawn, title, show.table(rows, title, {"period": "Veckor", "rate": "Per timme ute"}))


def referrals(logged: Sequence[Stop]) -> Html:
    """Return the table of how many were helped on, by kind, long period by long period."""
    rows = [
        {
            "period": weeks_named(period * LONG, LONG),
            **{name: shown(number) for name, number in kinds.items()},
            "all": shown(total),
        }
        for period, (kinds, total) in counts.referrals(logged).items()
    ]
    names = {name: SCHEMA.field(name).title for name in REFERRALS}
    return show.table(rows, "Lotsade vidare, tolv veckor i taget", {"period": "Veckor", **names, "all": "Alla"})


def week_picture(logged: Sequence[Stop]) -> list[Html]:
    """Return the picture of the last logged week, which may be shared: the team's hours and classes of young people."""
    week, pairs = counts.last_week(logged)
    days = sorted({stop.day for stop in logged if stop.week == week})
    work = counts.work(stop for stop in logged if stop.week == week)
    most = counts.CLASSES[-1][2]
    many = [f"”{PLACE[place]}” ({CLOCK[band]})" for (place, band), (_, few) in pairs.items() if few == most]
    when = "1 dag" if len(days) == 1 else f"{len(days)} dagar"
    told = f"Flest unga syntes vid {swedish.joined(many)}: {most}." if many else f"Ingenstans syntes {most}."
    rows = [
        {"place": PLACE[place], "band": BAND[band], "stops": done.stops, "hours": hours(done.hours), "seen": few}
        for (place, band), (done, few) in sorted(pairs.items(), key=lambda item: _order(item[0]))
    ]
    return [
        show.paragraph(
            f"{weeks_named(week).capitalize()}, loggad till och med den {swedish.long_date(days[-1])}: {work.stops} "
            f"stopp och {hours(work.hours)} timmar ute under {when}. {told} "
            "Antalet är uppskattat, och samma person kan vara räknad flera gånger."
        ),
        show.table(
            rows,
            f"Lägesbild {weeks_named(week)}",
            {"place": "Sorts plats", "band": "Tid", "stops": "Stopp", "hours": "Timmar", "seen": "Unga sedda"},
        ),
    ]


def _order(pair: counts.Pair) -> tuple[int, int]:
    return list(PLACE).index(pair[0]), list(BAND).index(pair[1])
