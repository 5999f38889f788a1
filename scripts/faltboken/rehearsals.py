"""Rehearsals: conversations with choices. Their scenes, how long they take, and what a row must hold.

A scene is the rows that stand together under one name, one for each choice; an end is a scene with one row and no
choice. Choices lead onwards only, to a scene further down the file: so every way ends, and the script can be read
from the top on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import PurePosixPath

from faltboken.problems import Problem, quoted
from faltboken.readability import words_of
from faltboken.tables import Row, Table, Tables

TABLE = "rehearsals"
CHOICES = (2, 4)
# Our own reckoning, for someone who thinks while reading: slower than running text, and a while for each choice.
_WORDS_A_MINUTE = 130
_SECONDS_A_CHOICE = 15


@dataclass(frozen=True)
class Scene:
    """What is seen and heard at one point of a conversation, and the rows of what one can do there."""

    name: str
    number: int
    rows: tuple[Row, ...]

    @property
    def is_end(self) -> bool:
        """Whether the conversation ends here."""
        return not any(row.text("choice") for row in self.rows)

    @property
    def seconds(self) -> float:
        """How long it takes to read the scene and choose, and to read what the longest choice leads to."""
        after = max(_words(row, "consequence", "why") for row in self.rows)
        words = _words(self.rows[0], "title", "text") + sum(_words(row, "choice") for row in self.rows) + after
        return 60 * words / _WORDS_A_MINUTE + (0 if self.is_end else _SECONDS_A_CHOICE)


def scenes(rows: Iterable[Row]) -> list[Scene]:
    """Return the scenes of one rehearsal's rows, numbered from 1 in the order of the file."""
    together = groupby(rows, key=lambda row: row.text("scene"))
    return [Scene(name, number, tuple(group)) for number, (name, group) in enumerate(together, start=1)]


def minutes(found: Sequence[Scene]) -> int:
    """Return how many minutes the longest way through the scenes takes."""
    left: dict[str, float] = {}
    for scene in reversed(found):
        left[scene.name] = scene.seconds + max((left.get(row.text("goes_to"), 0) for row in scene.rows), default=0)
    return ceil(left[found[0].name] / 60)


def _words(row: Row, *columns: str) -> int:
    return sum(len(words_of(row.text(column))) for column in columns)


def check(table: Table, _: Tables) -> Iterator[Problem]:
    """Yield the faults of the rehearsals: rows that do not hold together, and ways that do not reach an end."""
    for row in table:
        own = PurePosixPath(row.path).stem
        if row.text("rehearsal") != own:
            message = f"Raden ligger i {own}.csv. Skriv {quoted(own)}, eller flytta raden till övningens egen fil."
            yield _fault(row, "rehearsal", "rehearsal-file", message)
    if not table.whole:
        return
    for _path, rows in groupby(table, key=lambda row: row.path):
        found = scenes(rows)
        apart = list(_apart(found))
        yield from apart
        if apart:
            continue  # where each scene begins is then not known
        for scene in found:
            yield from _texts(scene)
            yield from _choices(scene)
        yield from _ways(found)
        yield from _ends(found)


def _fault(row: Row, column: str, code: str, message: str) -> Problem:
    return Problem(row.path, row.line, column, code, message)


def _texts(scene: Scene) -> Iterator[Problem]:
    """Yield the faults of what is seen and heard: it stands once, on the scene's first row."""
    first, *others = scene.rows
    for column, what in (("title", "rubriken"), ("text", "vad som händer")):
        if not first.text(column):
            message = f"Scenen {quoted(scene.name)} börjar här. Skriv {what} på scenens första rad."
            yield _fault(first, column, "rehearsal-text", message)
        for row in others:
            if row.text(column):
                message = f"Scenen {quoted(scene.name)} har redan börjat på rad {first.line}. Töm cellen."
                yield _fault(row, column, "rehearsal-text", message)
    if not any(row.text("page") for row in scene.rows):
        message = f"Ingen rad i scenen {quoted(scene.name)} säger var man läser mer. Skriv en sida på någon av dem."
        yield _fault(first, "page", "rehearsal-page", message)


def _choices(scene: Scene) -> Iterator[Problem]:
    first, *others = scene.rows
    if scene.is_end and not others:
        for column in ("consequence", "goes_to"):
            if first.text(column):
                message = "Raden har inget val, så samtalet slutar här. Töm cellen, eller skriv ett val."
                yield _fault(first, column, "rehearsal-end", message)
        return
    fewest, most = CHOICES
    if not fewest <= len(scene.rows) <= most:
        message = (
            f"Scenen {quoted(scene.name)} har {len(scene.rows)} val. Ge den {fewest}–{most}, eller gör den till "
            "ett slut: en enda rad utan val."
        )
        yield _fault(first, "choice", "rehearsal-choices", message)
    for row in scene.rows:
        for column, what in (("choice", "Valet"), ("consequence", "Vad valet leder till"), ("goes_to", "Nästa scen")):
            if not row.text(column):
                message = f"{what} saknas. Skriv det, eller gör scenen till ett slut: en enda rad utan val."
                yield _fault(row, column, "rehearsal-choice", message)


def _apart(found: Sequence[Scene]) -> Iterator[Problem]:
    begun: dict[str, Row] = {}
    for scene in found:
        first = scene.rows[0]
        other = begun.setdefault(scene.name, first)
        if other is not first:
            message = (
                f"Scenen {quoted(scene.name)} började på rad {other.line}, och en annan scen står emellan. "
                "Flytta ihop raderna."
            )
            yield _fault(first, "scene", "rehearsal-apart", message)


def _ways(found: Sequence[Scene]) -> Iterator[Problem]:
    """Yield the faults of where choices lead: to a scene further down, and to each scene."""
    places = {scene.name: scene for scene in found}
    faults = [fault for scene in found for row in scene.rows for fault in _way(row, scene, places)]
    yield from faults
    reached = {found[0].name, *(row.text("goes_to") for scene in found for row in scene.rows)}
    for scene in found:
        if scene.name not in reached and not faults:  # once the way is mended, the scene may be reached again
            message = f"Inget val leder till scenen {quoted(scene.name)}. Ta bort den eller led dit."
            yield _fault(scene.rows[0], "scene", "rehearsal-unreached", message)


def _way(row: Row, scene: Scene, places: dict[str, Scene]) -> Iterator[Problem]:
    following = row.text("goes_to")
    if following and following not in places:
        message = f"Scenen {quoted(following)} finns inte. Välj bland {', '.join(places)}."
        yield _fault(row, "goes_to", "rehearsal-way", message)
    elif following and places[following].number <= scene.number:
        message = (
            f"Valet leder tillbaka till rad {places[following].rows[0].line}, så samtalet kan gå runt. Led framåt: "
            "till en scen längre ner, som får vara ett nytt försök, eller flytta ner scenen."
        )
        yield _fault(row, "goes_to", "rehearsal-back", message)


def _ends(found: Sequence[Scene]) -> Iterator[Problem]:
    """Yield a fault for each end that is called as another: readers see by name which they have found."""
    titles: dict[str, Row] = {}
    for scene in found:
        first = scene.rows[0]
        other = titles.setdefault(first.text("title"), first) if scene.is_end and first.text("title") else first
        if other is not first:
            message = f"Slutet på rad {other.line} heter likadant. Ge varje slut sitt eget namn."
            yield _fault(first, "title", "rehearsal-title", message)
