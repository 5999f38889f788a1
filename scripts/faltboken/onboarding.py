"""The introduction's tasks and meetings: when they are, how long they take, which pages they reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from faltboken.pages import PageSource
from faltboken.problems import Problem, quoted
from faltboken.tables import Row, Table, Tables

TABLE = "onboarding"
MEETINGS = "meetings"
EVERYONE = "alla"
GIVERS = ("chef", "mentor")  # those who give the introduction: what everyone new does is not theirs
# The working days of each phase, counted from the start: a week of five, a month of four weeks, a year without leave.
# What is ready before the first day is counted backwards from -1, the working day before it; there is no day 0.
DAYS = {"dag-1": (-20, 1), "vecka-1": (2, 5), "manad-1": (6, 20), "manad-3": (21, 60), "ar-1": (61, 220)}
# Chapters whose pages a new colleague meets in some task; overviews and registers are looked things up in.
_CHAPTERS = ("metoder", "lag", "samverkan")
_REGISTERS = ("lag/lagregister",)


def anchor(task: Row) -> str:
    """Return the anchor of a task on the page that lists it."""
    return f"uppgift-{task.text('id')}"


def in_order(tasks: Iterable[Row]) -> list[Row]:
    """Return tasks in the order they are done: by working day, and within it by their own order."""
    return sorted(tasks, key=lambda task: (task.integer("day") or 0, task.integer("order") or 0))


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


def check_tasks(table: Table, _: Tables) -> Iterator[Problem]:
    """Yield a fault for each task whose working day lies outside its phase, or is 0."""
    for row in table:
        day, phase = row.integer("day"), row.text("phase")
        if day is None or phase not in DAYS:
            continue
        first, last = DAYS[phase]
        if day and first <= day <= last:
            continue
        span = "dag 1, eller -1 till -20 före den" if first < 0 else f"dag {first}–{last}"
        name = table.schema.field("phase").label(phase)
        message = f"Arbetsdag {day} hör inte till {name}, som är {span}. Rätta den ena."
        yield Problem(row.path, row.line, "day", "day-outside-phase", message)


def check_meetings(table: Table, _: Tables) -> Iterator[Problem]:
    """Yield a fault for each meeting whose id is not its kind and week: the id is what a calendar knows it by."""
    for row in table:
        expected = f"{row.text('kind')}-v{row.integer('week') or 0:02d}"
        if row.text("id") != expected:
            message = f"Id ska vara mötets slag och vecka: {quoted(expected)}. Rätta id, slag eller vecka."
            yield Problem(row.path, row.line, "id", "meeting-id", message)
