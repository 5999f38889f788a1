"""The report on a unit's own sheet: its parts, in the order that a meeting needs them."""

from __future__ import annotations

from collections.abc import Sequence

from faltboken.analyse import show
from faltboken.analyse.report import Part
from faltboken.analyse.sheets import Line
from faltboken.analyse.show import Html
from faltboken.analyse.work_time import comparisons, tables
from faltboken.analyse.work_time.faults import entries
from faltboken.analyse.work_time.measured import Entry
from faltboken.analyse.work_time.words import by_round

HOW = (
    "Andelen är alla timmar i aktiviteten delade med alla timmar. Intervallet visar hur mycket andelen kunde ha blivit "
    "en annan med andra, lika olika deltagare: datorn drar tusentals nya grupper av era deltagare, var och en med hela "
    "sin vecka, och tar bort de mest avvikande. Den drar inom varje roll. Samma blad ger alltid samma svar."
)
CHILDREN = (
    "Bara möten där barnet eller den unga är på plats och deltar räknas. Samtal i telefon, chatt och tid ute på fält "
    "utan längre samtal räknas inte. Minuterna är andelen av åtta timmar, så att deltid inte stör."
)
NEVER = (
    "De publicerade talen är ingen norm. De gäller andra yrkesgrupper, är räknade på annat sätt och säger inte hur det "
    "borde vara. Läs vilka de gäller och hur de är räknade innan du jämför. Källorna står i Fältboken, på sidan "
    "Arbetstidsmätning."
)
CANNOT = (
    "Om tiden räcker, eller om mötena var bra. Det får ni fråga unga, föräldrar och kollegor om.",
    "Om ändringen var orsaken. Årstid, sjukfrånvaro och nya kollegor kan ge samma skillnad.",
    "Hur en annan vecka hade sett ut. Intervallet gäller olikheter mellan deltagare, inte mellan veckor.",
    "Om enskilda. Inget i rapporten får användas för att bedöma en medarbetare.",
)
QUESTIONS = (
    "Känner vi igen bilden? Vad överraskar?",
    "Vilken tid vill vi ha mer av, och vad ska då bli mindre?",
    "Vad kan någon annan göra, förenklas eller tas bort?",
    "Är intervallet så brett att vi behöver mäta fler dagar innan vi ändrar något?",
    "Vilken dag mäter vi igen, och vem ser till att det blir gjort?",
)


def report(lines: Sequence[Line]) -> list[Part]:
    """Return the parts of the report on lines without faults."""
    rows = entries(lines)
    warning = tables.few_had(rows)
    return [
        Part("Så mycket mättes", [tables.measured(rows), *([warning] if warning else [])]),
        Part("Vart tiden tog vägen", [tables.used(rows), show.paragraph(HOW)]),
        Part("Per roll", roles(rows)),
        Part("Före och efter", comparisons.changed(rows)),
        Part("Tid med barn och unga", [tables.with_children(rows), show.paragraph(CHILDREN)]),
        Part("Publicerade tal bredvid", [show.paragraph(NEVER), comparisons.beside(rows)]),
        Part("Vad siffrorna inte säger", [show.paragraph(one) for one in CANNOT]),
        Part("Frågor till mötet", [show.paragraph(one) for one in QUESTIONS]),
    ]


def roles(rows: Sequence[Entry]) -> list[Html]:
    """Return the table of each round by role, or why there is none."""
    return [tables.by_role(rows, name) for name in by_round(rows)]
