"""A logic model out of `logic_model.csv`: what follows from what, and what is only assumed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from faltboken.analyse.data_rows import rows_of


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the model; `follows` are the ids of the boxes it builds on, which stand above it."""

    id: str
    stage: str
    text: str
    follows: tuple[str, ...] = ()
    basis: str = "assumption"
    indicator: str = ""
    note: str = ""

    @property
    def assumed(self) -> bool:
        """Whether no source carries what the box says."""
        return self.basis == "assumption"


def load(path: Path | None = None) -> list[Box]:
    """Return the boxes in the order of the table, or of another file; raises TableError with all its faults."""
    return [
        Box(
            id=row.text("id"),
            stage=row.text("stage"),
            text=row.text("text"),
            follows=row.items("follows"),
            basis=row.text("basis"),
            indicator=row.text("indicator"),
            note=row.text("note"),
        )
        for row in rows_of("logic_model", path)
    ]


def numbers(boxes: list[Box]) -> dict[str, int]:
    """Return the number that a box has in the figure and in the table, from 1, by its id."""
    return {box.id: number for number, box in enumerate(boxes, start=1)}
