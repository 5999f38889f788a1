"""Finding Swedish personal identity and coordination numbers, which must never enter the project.

The form is that of folkbokföringslagen (1991:481) 18 § and 18 a § (a coordination number adds 60 to the day); the check
digit is the Luhn sum over the last ten digits. A run of digits that is no possible date, or whose check digit is wrong,
is left alone: it is a case number, a telephone number or a part of an address.
"""

from __future__ import annotations

import re
from datetime import date

_CANDIDATE = re.compile(
    r"(?<![\d.])(?:(18|19|20)?(\d{2})(\d{2})(\d{2}))[-+ \N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}–]?(\d{4})(?!\d)"
)


def _luhn_is_right(digits: str) -> bool:
    total = 0
    for index, character in enumerate(digits):
        product = int(character) * (2 if index % 2 == 0 else 1)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


def _is_a_date(century: str | None, year: str, month: str, day: str) -> bool:
    number = int(day)
    for real_day in (number, number - 60):
        try:
            date(int((century or "20") + year), int(month), real_day)
        except ValueError:
            continue
        return True
    return False


def find_personal_identity_number(text: str) -> str:
    """Return the first personal identity or coordination number in a text, or "" when there is none."""
    for match in _CANDIDATE.finditer(text):
        century, year, month, day, last = match.groups()
        if _is_a_date(century, year, month, day) and _luhn_is_right(year + month + day + last):
            return match.group(0)
    return ""
