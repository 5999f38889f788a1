"""Swedish telephone numbers: is it one, how is it written, and where does a tap on it lead.

Numbers are checked against the national numbering plan through `phonenumbers`. Its short-number table lacks three
numbers that the handbook must have, so they are named here with their source.
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import shortnumberinfo

# Mind (https://mind.se), Hjälplinjen (https://hjalplinjen.se) and Kvinnofridslinjen (https://kvinnofridslinjen.se).
_SHORT_NUMBERS_MISSING_IN_LIBRARY = frozenset({"90101", "90390", "116016"})

_SWEDEN = 46


def _digits(number: str) -> str:
    return re.sub(r"[\s-]", "", number)


@lru_cache(maxsize=4096)
def is_phone_number(number: str) -> bool:
    """Return whether the text is one valid Swedish number: ordinary, or short like 112, 1177 and 116 111."""
    if not re.fullmatch(r"\+?[0-9\s-]+", number):
        return False
    return is_short_number(number) or _is_ordinary(number)


def holds_several(text: str) -> bool:
    """Return whether the text is two or more valid numbers, whatever stands between them."""
    parts = [part.strip() for part in re.split(r"[,;/]|\b(?:och|eller|alt\.?|samt)\b|(?<=\d) (?=0\d{1,3}-)", text)]
    return len(parts) > 1 and all(map(is_phone_number, parts))


@lru_cache(maxsize=4096)
def is_short_number(number: str) -> bool:
    """Return whether the text is a short number, which is dialled bare and never gets +46."""
    digits = _digits(number)
    if digits in _SHORT_NUMBERS_MISSING_IN_LIBRARY:
        return True
    if not digits.isdigit() or digits.startswith("0") or len(digits) > 6:
        return False
    try:
        parsed = phonenumbers.parse(digits, "SE")
    except phonenumbers.NumberParseException:
        return False
    return bool(shortnumberinfo.is_valid_short_number_for_region(parsed, "SE"))


def _is_ordinary(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return False
    return parsed.country_code == _SWEDEN and bool(phonenumbers.is_valid_number(parsed))


def phone_link(number: str) -> str:
    """Return the address a tap leads to: `tel:112` for a short number, `tel:+4626240000` for any other (RFC 3966)."""
    if is_short_number(number):
        return f"tel:{_digits(number)}"
    parsed = phonenumbers.parse(number, "SE")
    return "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def written(number: str) -> str:
    """Return a valid number as the book writes it: 026-24 00 00. A short number is left as it is.

    A number in groups with a hyphen after its area code keeps its own grouping.
    """
    if is_short_number(number) or re.fullmatch(r"0\d{1,3}-\d{2,3}( \d{2,3})+", number):
        return number
    national = phonenumbers.format_number(phonenumbers.parse(number, "SE"), phonenumbers.PhoneNumberFormat.NATIONAL)
    digits = _digits(national)
    if digits.startswith("077") and len(digits) == 10:  # the library parts 077 from the digit that belongs to it
        return f"{digits[:4]}-{digits[4:6]} {digits[6:8]} {digits[8:]}"
    return str(national)
