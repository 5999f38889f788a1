"""What may never stand in a unit's sheet: personal identity numbers, names, and columns that ask who someone is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from faltboken.personal_identity import find_personal_identity_number
from faltboken.workbooks.sheets import Raw

IDENTITY = "Cellen innehåller ett personnummer eller samordningsnummer. Ta bort det."

# Headings of columns that tell who somebody is, or where anything about a person may be written.
_PERSONAL = re.compile(
    r"(?:\b|_)(?:för-?|efter-?|hel-?|fullständigt |barnets |elevens |klientens |ungdomens )?namn(?:et)?(?:\b|_)|"
    r"\bvem\b|handläggare|med?arbetare\b|klient|brukare|elev(?:en)?\b|ungdom(?:en)?\b|barnet\b|signatur|initialer|"
    r"person-?(?:nr|nummer|id)|\bpers?\.? ?nr|\bpnr\b|samordningsn|födelse|\bfödd\b|"
    r"mobil|telefon|\btel\b|tfn|adress|e-?post|e-?mail|\bmejl|\bmail|användar(?:namn|id)|snapchat|instagram|"
    r"anteckning|kommentar|notering|beskrivning|fritext|övrigt",
    re.IGNORECASE,
)
_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéüáíóèëçñšžćčđł]+(?:[-’'][A-ZÅÄÖÉ][a-zåäöéü]+)?"
_NAME = re.compile(rf"{_WORD}(?: (?:{_WORD}|[A-ZÅÄÖ]\.?|von|af|de|el|al))*(?: {_WORD}|,? {_WORD}| [A-ZÅÄÖ]\.?)")
_FIRST_NAME = re.compile(_WORD)


def holds_identity(value: Raw) -> bool:
    """Tell whether a cell holds a personal identity or coordination number, written as text or as a number."""
    if isinstance(value, str):
        return len(value) > 9 and bool(find_personal_identity_number(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1e8 <= value < 1e13:
        # A spreadsheet program takes the zero that a number begins with.
        return bool(find_personal_identity_number(f"{int(value):010}"))
    return False


def is_personal(heading: str) -> bool:
    """Tell whether a heading asks for something about a person."""
    return bool(_PERSONAL.search(heading))


def looks_like_a_name(text: str, *, alone: bool = False) -> bool:
    """Tell whether a text has the form of a first name and a family name; `alone`: one such word is enough."""
    tidy = " ".join(text.split())
    return bool(_NAME.fullmatch(tidy) or (alone and _FIRST_NAME.fullmatch(tidy)))


def mostly_names(values: Iterable[Raw]) -> bool:
    """Tell whether more than half of the texts in a column look like names of persons."""
    texts = [value for value in values if isinstance(value, str) and value.strip()]
    return len(texts) > 1 and 2 * sum(looks_like_a_name(text) for text in texts) > len(texts)
