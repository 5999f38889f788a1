"""Numbers and names of a field log as its tables write them."""

from __future__ import annotations

from faltboken.analyse.field_log.counts import HIDDEN, Amount
from faltboken.analyse.field_log.stops import BANDS, PLACES, SCHEMA

PLACE = {place: SCHEMA.field("place").label(place) for place in PLACES}
BAND = {band: SCHEMA.field("time_band").label(band) for band in BANDS}
CLOCK = {band: words.rpartition(" ")[2] for band, words in BAND.items()}  # only the hours, for a narrow column
ENOUGH = 5  # stops that a number must rest on before anything is read out of it
FEW_TALKED = 20  # under this a percentage would sound surer than it is


def hours(value: float) -> str:
    """Return hours with one decimal."""
    return f"{value:.1f}".replace(".", ",")


def per_hour(amount: Amount, time: float) -> str:
    """Return how many for each hour, as far as it may be told."""
    if not time or (not amount.exact and not amount.number):
        return HIDDEN
    return f"{'' if amount.exact else 'minst '}{hours(amount.number / time)}"


def shown(number: int | None) -> str:
    """Return a printed number, or the word for a hidden one."""
    return HIDDEN if number is None else str(number)


def share(part: int | None, whole: int | None) -> str:
    """Return "12 av 30 (40 %)"; without a percentage when the whole is small."""
    if part is None or whole is None:
        return HIDDEN if part is None else shown(part)
    if whole < FEW_TALKED:
        return f"{part} av {whole}"
    return f"{part} av {whole} ({round(100 * part / whole)}\N{NO-BREAK SPACE}%)"
