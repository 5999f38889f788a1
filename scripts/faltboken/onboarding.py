"""The introduction's tasks: their anchors, how long they take, and whether they reach every page they should."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from faltboken.pages import PageSource
from faltboken.problems import Problem, quoted
from faltboken.tables import Row, Tables

TABLE = "onboarding"
EVERYONE = "alla"
GIVERS = ("chef", "mentor")  # those who give the introduction: what is for everyone new is not theirs to do
# Chapters whose pages a new colleague meets in some task; overviews and registers are looked things up in.
_CHAPTERS = ("metoder", "lag", "samverkan")
_REGISTERS = ("lag/lagregister",)


def anchor(task: Row) -> str:
    """Return the anchor of a task on the page that lists it."""
    return f"uppgift-{task.text('id')}"


def duration(tasks: Iterable[Row]) -> str:
    """Return how long tasks take together, in words: "1 tim 30 min"."""
    hours, minutes = divmod(sum(task.integer("minutes") or 0 for task in tasks), 60)
    return " ".join([f"{hours} tim"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours))


def unreached_pages(pages: Iterable[PageSource], loaded: Tables) -> Iterator[Problem]:
    """Yield a fault for each page of a method, a law or a partner that no task leads to."""
    if TABLE not in loaded or not loaded[TABLE].whole:
        return
    reached = {task.text("page") for task in loaded[TABLE]}
    for page in pages:
        chapter, _, name = page.name.partition("/")
        if chapter in _CHAPTERS and name != "index" and page.name not in {*_REGISTERS, *reached}:
            message = f"Ingen uppgift leder till {quoted(page.name)}. Lägg till en rad i data/onboarding.csv."
            yield Problem(page.path, 0, "", "unreached-page", message)
