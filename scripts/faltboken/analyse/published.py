"""Published figures, each with whom it concerns and how it was counted, and the groups that may stand together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from faltboken.analyse.data_rows import rows_of


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure, as the source has it."""

    id: str
    topic: str
    measure: str
    value: float
    unit: str
    population: str
    definition: str
    year: str
    source: str
    note: str


def load(topic: str = "", path: Path | None = None) -> list[Published]:
    """Return the figures of a topic ("": of all), in the order of the table; raises TableError with all its faults."""
    found = [
        Published(
            value=float(row.text("value")),
            **{
                name: row.text(name)
                for name in ("id", "topic", "measure", "unit", "population", "definition", "year", "source", "note")
            },
        )
        for row in rows_of("published_figures", path)
    ]
    return [one for one in found if topic in {"", one.topic}]


def alike(figures: Iterable[Published]) -> list[list[Published]]:
    """Return the figures in groups that can be compared: the same measure, unit and definition; first come first."""
    groups: dict[tuple[str, str, str], list[Published]] = {}
    for one in figures:
        groups.setdefault((one.measure, one.unit, one.definition), []).append(one)
    return list(groups.values())


def told_apart(group: Sequence[Published]) -> list[str]:
    """Return for each figure of a group what tells it from the others: its year, or where they share it, its place."""
    if len(group) == 1 or len({one.year for one in group}) > 1:
        return [one.year for one in group]
    return [one.population.rpartition(" i ")[2] for one in group]


def amount(one: Published) -> str:
    """Return the figure and its unit as Swedish text has them."""
    return f"{one.value:g} {one.unit}".replace(".", ",")
