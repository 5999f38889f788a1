"""Which services every page holds, and which stand apart by municipality because they are too many to send to all.

The directory shows all services at once while they are few: a reader who knows a name and no municipality finds it, and
the page is whole without JavaScript. An entry costs about 0.13 kB compressed on a first visit and about 0.1 ms for
each filter answer on a slow phone (`tests/benchmarks/run.py directory`), so with `MOST_TOGETHER` of them the page stays
below 80 kB and 50 ms. In a larger book a page that is for everyone holds what serves the whole country, and what serves
a municipality comes when it is chosen, or stands on the municipality's own page.
"""

from __future__ import annotations

from collections.abc import Collection

from faltboken.freshness import SHOWN
from faltboken.rules import WHOLE_COUNTRY
from faltboken.tables import Row, Tables

MOST_TOGETHER = 250


def services_are(tables: Tables) -> bool:
    """Return whether the services of municipalities stand apart: there are more than `MOST_TOGETHER` to show."""
    return "services" in tables and sum(len(tables["services"].having("status", one)) for one in SHOWN) > MOST_TOGETHER


def places(tables: Tables, docs: Collection[str]) -> frozenset[str]:
    """Return the municipalities whose services the directory leaves out until they are chosen.

    Only those with a page of their own among `docs`, which holds the same rows for a reader without JavaScript.
    """
    if not services_are(tables) or "municipalities" not in tables:
        return frozenset()
    ids = (row.text("id") for row in tables["municipalities"])
    return frozenset(own for own in ids if f"book/stod/{own}" in docs)


def is_national(service: Row) -> bool:
    """Return whether a service is for the whole country."""
    return WHOLE_COUNTRY in service.items("municipalities")


def by_place(tables: Tables) -> dict[str, list[Row]]:
    """Return the services that are shown, for each municipality they serve and for the whole country, in file order."""
    found: dict[str, list[Row]] = {}
    for row in tables["services"]:
        if row.text("status") in SHOWN:
            for place in (WHOLE_COUNTRY,) if is_national(row) else row.items("municipalities"):
                found.setdefault(place, []).append(row)
    return found
