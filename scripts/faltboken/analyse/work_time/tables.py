"""What was measured and how the time was used: tables and a figure that the notebook and the report share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from faltboken import swedish
from faltboken.analyse import figure_intervals, show
from faltboken.analyse.bootstrap import FEWEST, Interval
from faltboken.analyse.figure_intervals import plain
from faltboken.analyse.show import Html
from faltboken.analyse.work_time.groups import groups
from faltboken.analyse.work_time.measured import ACTIVITIES, FULL_DAY, WITH_CHILDREN, Coverage, Entry, coverage, people
from faltboken.analyse.work_time.shares import scaled, shares
from faltboken.analyse.work_time.words import ACTIVITY, ROUND, TOO_FEW, between, by_round, had_by_few, lower, name_of


def definitions() -> Html:
    """Return what counts as each activity, as the sheet has it."""
    rows = [{"activity": ACTIVITY.label(one), "counts": ACTIVITY.definitions[one]} for one in ACTIVITIES]
    return show.table(
        rows, "Aktiviteterna i bladet", {"activity": "Aktivitet", "counts": "Det här räknas"}, cards=False
    )


def measured(entries: Sequence[Entry]) -> Html:
    """Return how much was measured in each round; a round with too few participants shows only its days."""
    found = {ROUND.label(name): coverage(persons) for name, persons in by_round(entries).items()}
    told: dict[str, Callable[[Coverage], str]] = {
        "Deltagare": lambda one: str(one.people),
        "Dagar som deltagarna har mätt, av möjliga": lambda one: f"{one.days} av {one.possible}",
        "Dagar per deltagare, median (minst–mest)": lambda one: f"{one.median:g} ({one.fewest}–{one.most})".replace(
            ".", ","
        ),
        "Timmar per dag och deltagare": lambda one: plain(one.hours_a_day),
    }
    rows = [
        {"what": what} | {name: say(one) if one.people >= FEWEST else TOO_FEW for name, one in found.items()}
        for what, say in told.items()
    ]
    days = {name: f"{swedish.long_date(one.first)}–{swedish.long_date(one.last)}" for name, one in found.items()}
    return show.table([{"what": "Mellan"} | days, *rows], "Så mycket mättes", _heads("what", found), cards=False)


def used(entries: Sequence[Entry]) -> Html:
    """Return the share of each activity with its interval, for each round that has enough participants."""
    found = {ROUND.label(name): one for name, persons in by_round(entries).items() if (one := shares(persons))}
    if not found:
        return too_few()
    order = sorted(ACTIVITIES, key=lambda activity: -sum(of[activity].estimate for of in found.values()))
    rows = [figure_intervals.Row(ACTIVITY.label(one), [scaled(of, one, 100) for of in found.values()]) for one in order]
    drawing = figure_intervals.dots(
        rows,
        unit="%",
        series=tuple(found) if len(found) > 1 else (),
        key="andelar",
        title="Andel av arbetstiden per aktivitet",
        description="För varje aktivitet en punkt vid andelen och ett streck över 95 procents intervall, "
        f"den största andelen överst. Störst är {lower([rows[0].label])}. Talen står i tabellen.",
    )
    cells = [{"label": row.label} | dict(zip(found, map(between, row.values), strict=True)) for row in rows]
    caption = "Andel av arbetstiden, procent (95 procents intervall)"
    table = show.table(cells, caption, _heads("label", found), cards=False)
    return show.figure(drawing, "Andel av arbetstiden. Punkten är andelen, strecket 95 procents intervall.", table)


def by_role(entries: Sequence[Entry], of_round: str) -> Html:
    """Return the shares of each group that may be shown in a round; a sentence when the roles may not be told apart."""
    found = groups(people(entries, of_round))
    if len(found) < 2:
        return show.paragraph(
            f"{ROUND.label(of_round)}: andelar per roll visas inte. Det finns bara en roll, eller så skulle en roll "
            f"med {TOO_FEW} gå att räkna fram ur de andra."
        )
    of = {name_of(group): shares(group.people) or {} for group in found}
    rows = [
        {"label": ACTIVITY.label(one)} | {name: between(each[one], 100) for name, each in of.items()}
        for one in ACTIVITIES
    ]
    caption = f"{ROUND.label(of_round)}, andel av arbetstiden per roll, procent (95 procents intervall)"
    heads = {name_of(group): f"{name_of(group)}, {len(group.people)} deltagare" for group in found}
    return show.table(rows, caption, {"label": "Aktivitet"} | heads, cards=False)


def with_children(entries: Sequence[Entry]) -> Html:
    """Return minutes of an eight-hour day in meetings with children, for everyone and each group, in each round."""
    rows: list[dict[str, str]] = []
    for name, persons in by_round(entries).items():
        if not (everyone := shares(persons)):
            continue
        parts = [("Alla", everyone)]
        if len(found := groups(persons)) > 1:
            parts += [(name_of(group), shares(group.people) or {}) for group in found]
        rows += [
            {"who": f"{ROUND.label(name)}: {who.lower()}", "minutes": _minutes(of[WITH_CHILDREN])} for who, of in parts
        ]
    if not rows:
        return too_few()
    columns = {"who": "Omgång och deltagare", "minutes": "Minuter per arbetsdag på åtta timmar"}
    return show.table(rows, "Möte med barn och unga, minuter per heldag (95 procents intervall)", columns, cards=False)


def _heads(first: str, rounds: Iterable[str]) -> dict[str, str]:
    """Return the columns of a table with one for each round."""
    return {first: "Aktivitet" if first == "label" else "Uppgift"} | {name: name for name in rounds}


def _minutes(share: Interval) -> str:
    middle, low, high = (round(value * FULL_DAY) for value in (share.estimate, share.low, share.high))
    return f"{middle} ({low}–{high})"


def few_had(entries: Sequence[Entry]) -> Html | None:
    """Return a warning of activities that fewer than five had in a round, whose share tells of just those few."""
    found = [
        f"{ROUND.label(name)}: {lower(ACTIVITY.label(one) for one in few)}."
        for name, persons in by_round(entries).items()
        if len(persons) >= FEWEST and (few := had_by_few(persons))
    ]
    if not found:
        return None
    return show.paragraph(
        f"I en del aktiviteter har {TOO_FEW} skrivit tid. Andelen handlar då om just dem: fråga dem innan ni sprider "
        f"rapporten, och lita inte på intervallet. {' '.join(found)}"
    )


def too_few() -> Html:
    """Return the sentence that stands where a round has too few participants."""
    return show.paragraph(
        f"Inga andelar visas för {TOO_FEW}. Då säger ett intervall ingenting, och det går att räkna ut vem som gjorde "
        "vad. Mät tillsammans med en annan enhet."
    )
