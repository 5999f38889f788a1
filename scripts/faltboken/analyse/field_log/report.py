"""The report on a unit's own log: its parts, in the order that a meeting needs them."""

from __future__ import annotations

from collections.abc import Sequence

from faltboken.analyse import show
from faltboken.analyse.field_log import counts, grids, meetings, places
from faltboken.analyse.field_log.stops import LONG, PERIOD, Stop, stops, weeks_named
from faltboken.analyse.field_log.words import hours
from faltboken.analyse.report import Part
from faltboken.analyse.sheets import Line
from faltboken.analyse.show import Html

PROTECTED = (
    "Antal unga räknas i fasta perioder: fyra veckor, och för lotsningar tolv. Tal mellan 1 och 4 döljs. Ibland döljs "
    "även större tal, så att de små inte går att räkna ut ur summorna. Allt som döljs heter ”dolt”. Noll visas.",
    "En period visas först när något är loggat efter den. Perioderna går aldrig in i varandra, så två rapporter går "
    "inte att dra ifrån varandra. ”Minst” betyder att ett dolt tal inte är medräknat.",
    "Skyddet gäller inte om ni ändrar rader i en period som ni redan har delat, eller delar både hela loggen och delar "
    "av den, till exempel en rapport för varje område. Dela antingen helheten eller delarna.",
)
CANNOT = (
    "Hur många olika unga det gäller. Samma person räknas varje gång hen syns.",
    "Hur det är där ni inte har varit. Ett streck betyder att ni inte var där, inte att ingen var ute.",
    "Varför det ändrades. Väder, lov, belysning och vem som räknade påverkar lika mycket som ert arbete.",
    "Om kontakten hjälpte. Det får ni fråga unga om.",
    "Hur en medarbetare arbetar. Loggen får aldrig användas till det.",
)


def report(lines: Sequence[Line]) -> list[Part]:
    """Return the parts of the report on lines without faults."""
    logged = stops(lines)
    return [
        Part("Vad loggen innehåller", [contents(logged)]),
        Part("Var och när är ni ute?", [grids.out(logged), places.weekly(logged)]),
        Part("Var och när syns unga?", young(logged)),
        Part("Kontakter", met(logged)),
        Part("Lotsade vidare", helped(logged)),
        Part("Veckans lägesbild", meetings.week_picture(logged)),
        Part("Så skyddas små grupper", [show.paragraph(one) for one in PROTECTED]),
        Part("Vad siffrorna inte säger", [show.paragraph(one) for one in CANNOT]),
    ]


def contents(logged: Sequence[Stop]) -> Html:
    """Return how much is logged, and which periods are over."""
    work = counts.work(logged)
    weeks = sorted({stop.week for stop in logged})
    over = list(counts.recent(logged))
    told = ", ".join(weeks_named(period * PERIOD, PERIOD) for period in over) or "ingen än"
    return show.paragraph(
        f"{work.stops} stopp och {hours(work.hours)} timmar ute, från {weeks_named(weeks[0])} till "
        f"{weeks_named(weeks[-1])}. Perioder som är slut och räknas: {told}."
    )


def young(logged: Sequence[Stop]) -> list[Html]:
    """Return young people seen beside the hours, or when it will be shown."""
    if not counts.recent(logged):
        return [_waits(logged, PERIOD)]
    return [grids.seen_per_hour(logged), places.beside(logged), places.compared(logged)]


def met(logged: Sequence[Stop]) -> list[Html]:
    """Return contacts by period, or when they will be shown."""
    if not counts.recent(logged):
        return [_waits(logged, PERIOD)]
    if all(met.contacts is None for met in counts.met(logged).values()):
        return [meetings.contacts(logged)]
    return [meetings.contacts_per_hour(logged), meetings.contacts(logged)]


def helped(logged: Sequence[Stop]) -> list[Html]:
    """Return referrals by long period, or when they will be shown."""
    return [meetings.referrals(logged)] if counts.referrals(logged) else [_waits(logged, LONG)]


def _waits(logged: Sequence[Stop], weeks: int) -> Html:
    now = max(stop.week for stop in logged) // weeks
    return show.paragraph(
        f"Det här visas när perioden {weeks_named(now * weeks, weeks)} är slut, alltså när ni har loggat något från "
        f"och med {weeks_named((now + 1) * weeks)}. Att visa det tidigare skulle avslöja enstaka kvällar."
    )
