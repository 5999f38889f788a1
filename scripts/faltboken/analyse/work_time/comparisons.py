"""What changed, how sure a unit can be, and the published figures beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from faltboken.analyse import figure_intervals, published, show
from faltboken.analyse.figure_intervals import plain
from faltboken.analyse.show import Html
from faltboken.analyse.work_time.measured import ACTIVITIES, FULL_DAY, WITH_CHILDREN, Entry, Person
from faltboken.analyse.work_time.shares import design, differences, scaled, shares
from faltboken.analyse.work_time.words import ACTIVITY, ROUND, TOO_FEW, between, by_round, had_by_few, lower

# What in the sheet is nearest to a published figure: the first that fits what the figure's row is about.
BESIDE = {
    "arbetstid-mote-barn": ("child_meeting",),
    "arbetstid-direkt-tid": ("child_meeting", "family_meeting"),
    "arbetstid-utredning": ("casework",),
    "arbetstid-indirekt": ("casework",),
    "arbetstid-administration": ("administration",),
    "arbetstid-forflyttning": ("travel",),
    "arbetstid-handledning": ("supervision",),
    "arbetstid-utveckling": ("development",),
}
_DESIGNS = {
    "paired": "Samma deltagare är med i båda mätningarna, så var och en jämförs med sig själv (parad jämförelse).",
    "unpaired": "Ingen deltagare är med i båda mätningarna, så två skilda grupper jämförs (oparad jämförelse). "
    "Har ni delat ut nya koder till samma personer blir intervallen bredare än de behöver vara.",
    "mixed": "Alla är inte med i båda mätningarna. Den som är med två gånger jämförs med sig själv, de andra räknas i "
    "den omgång de var med.",
}


def changed(entries: Sequence[Entry]) -> list[Html]:
    """Return what a comparison rests on, the differences as a figure with its table, and what they say."""
    rounds = by_round(entries)
    if len(rounds) < 2:
        return [show.paragraph("Ni har mätt en gång. Lägg in den andra mätningen i samma blad när den är gjord.")]
    before, after = rounds.values()
    found = differences(before, after)
    if not found:
        return [show.paragraph(f"Skillnaden visas inte: någon av omgångarna har {TOO_FEW}.")]
    rows = [figure_intervals.Row(ACTIVITY.label(one), [scaled(found, one, 100)]) for one in ACTIVITIES]
    drawing = figure_intervals.dots(
        rows,
        unit="",
        signed=True,
        key="skillnader",
        title="Skillnad mellan efter och före",
        description="För varje aktivitet en punkt vid skillnaden i procentenheter och ett streck över 95 procents "
        "intervall. Ett streckat lodrätt streck visar ingen skillnad. Talen står i tabellen.",
    )
    cells = [{"label": row.label, "change": between(row.values[0], signed=True)} for row in rows]
    caption = "Efter minus före, procentenheter (95 procents intervall)"
    table = show.table(cells, caption, {"label": "Aktivitet", "change": "Skillnad"}, cards=False)
    unsure = {*had_by_few(before), *had_by_few(after)}
    sure = [one for one in ACTIVITIES if one not in unsure]
    down = [ACTIVITY.label(one) for one in sure if found[one].high < 0]
    up = [ACTIVITY.label(one) for one in sure if found[one].low > 0]
    said = [f"Mindre tid än före: {lower(down)}."] if down else []
    said += [f"Mer tid än före: {lower(up)}."] if up else []
    said += ["I övrigt går det inte att säga åt vilket håll tiden har ändrats."]
    said += [
        "Med tolv aktiviteter kan någon hamna vid sidan av noll av en slump. Se först på den som ni bestämde er för."
    ]
    return [
        show.paragraph(_DESIGNS[design(before, after)]),
        show.figure(drawing, "Efter minus före i procentenheter, med 95 procents intervall.", table),
        show.paragraph(" ".join(said)),
    ]


def sureness(persons: Sequence[Person], times: Sequence[int] = (1, 2, 4)) -> Html:
    """Return the interval for time with children if there were more participants just as different as these."""
    rows = []
    for factor in times:
        many = [replace(one, code=f"{one.code}-{copy}") for one in persons for copy in range(factor)]
        if found := shares(many):
            one = scaled(found, WITH_CHILDREN, FULL_DAY)
            rows.append(
                {
                    "people": f"{len(many)}{'' if factor == 1 else ', tänkta'}",
                    "minutes": plain(one.estimate, 0),
                    "between": f"{plain(one.low, 0)}–{plain(one.high, 0)}",
                    "width": plain(one.high - one.low, 0),
                }
            )
    columns = {
        "people": "Deltagare",
        "minutes": "Minuter per heldag",
        "between": "95 procents intervall",
        "width": "Intervallets bredd, minuter",
    }
    return show.table(rows, "Möte med barn och unga: så säkert blir talet med fler deltagare", columns, cards=False)


def beside(entries: Sequence[Entry]) -> Html:
    """Return the published figures, each with whom and what it counts, and the unit's own latest figure."""
    rounds = [(name, found) for name, persons in by_round(entries).items() if (found := shares(persons))]
    name, latest = rounds[-1] if rounds else ("", {})
    rows = []
    for one in published.load("work_time"):
        nearest = next((own for start, own in BESIDE.items() if one.id.startswith(start)), ())
        total = sum(latest[activity].estimate for activity in nearest) if latest else None
        what = lower(ACTIVITY.label(activity) for activity in nearest)
        rows.append(
            {
                "measure": one.measure,
                "value": published.amount(one),
                "own": "" if total is None else f"{plain(100 * total)} procent ({what})",
                "population": one.population,
                "definition": one.definition,
                "note": one.note,
            }
        )
    columns = {
        "measure": "Publicerat mått",
        "value": "Tal",
        "own": f"Närmast i bladet, {ROUND.label(name).lower()}" if latest else "Närmast i bladet",
        "population": "Vilka det gäller",
        "definition": "Så är det räknat",
        "note": "Källa",
    }
    return show.table(rows, "Publicerade svenska tal, med egen definition", columns)
