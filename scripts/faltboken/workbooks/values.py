"""From what a spreadsheet holds in a cell to the text that the canonical file would have there.

Only the form is mended. Whether the text is right is for `faltboken.cells` to say, so a repair that gives no valid
value is not made.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import from_excel

from faltboken import phones
from faltboken.schema import Field
from faltboken.workbooks.sheets import Raw, Refused

_BOOLEANS = {"sant": "ja", "true": "ja", "yes": "ja", "falskt": "nej", "false": "nej", "no": "nej"}
_SERIALS = range(32_874, 73_051)  # Excel's day numbers for 1990–2099
_BREAK = re.compile(r"[\r\n\v\f\u2028\u2029]+")
_INVISIBLE = re.compile("[\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}]|_x000D_")


def text_of(raw: Raw, column: Field) -> tuple[str, Refused | None]:
    """Return the text of a cell as the canonical file has it, and a fault where the value cannot be known."""
    match raw:
        case None:
            return "", None
        case Refused():
            return "", raw
        case bool():
            return ("ja" if raw else "nej"), None
        case datetime() | date() if column.type == "date" or _takes(f"{raw:%Y-%m-%d}", column):
            return f"{raw:%Y-%m-%d}", None
        case datetime() | date():
            return "", _changed(f"datumet {raw:%Y-%m-%d}")
        case time() | timedelta():
            return "", _changed(f"klockslaget {raw}")
        case int() | float():
            return mended(_digits(raw), column), None
    text = _tidy(str(raw))
    if _BREAK.search(text):
        return "", Refused("line-break", "Cellen innehåller en radbrytning. Skriv texten på en rad.")
    return mended(text, column), None


def kept(old: str, new: str, raw: Raw, column: Field) -> str:
    """Return the text that stood in the cell when the new one is the same value in another form, else the new one."""
    if old == new or mended(_tidy(old), column) == new:
        return old
    bare = raw if isinstance(raw, str) else _digits(raw) if isinstance(raw, (int, float)) else ""
    is_bare_number = column.type == "string" and _tidy(bare).isdecimal() and re.fullmatch(r"[+\d -]+", old)
    if is_bare_number and re.sub(r"\D", "", old).lstrip("0") == _tidy(bare).lstrip("0"):
        return old  # 026-24 00 00 was read as a number; this is what is left of it
    return new


def mended(text: str, column: Field) -> str:
    """Return a text in the form that its column has, where a spreadsheet program gave it another."""
    match column.type:
        case "integer":
            return re.sub(r"^(\d+)[.,]0+$", r"\1", text)
        case "number":
            return re.sub(r"^(\d+),(\d+)$", r"\1.\2", text)
        case "boolean":
            return _BOOLEANS.get(text.casefold(), text.casefold() if text.casefold() in {"ja", "nej"} else text)
        case "date":
            return _day(text)
        case "list":
            parts = [one for part in text.split(column.delimiter) for one in _listed(part.strip(), column)]
            return column.delimiter.join(filter(None, parts))
    if column.check == "phone":
        return _phone(text)
    if column.pattern and text.isdecimal() and not _takes(text, column):
        forms = ("0" + text, "00" + text, "000" + text, f"{text[:3]} {text[3:]}")  # 0138 and 811 80
        return next((form for form in forms if _takes(form, column)), text)
    return _value(text, column)


def _tidy(text: str) -> str:
    return _INVISIBLE.sub("", text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()


def _listed(part: str, column: Field) -> list[str]:
    """Return the values in a part of a list: a comma also parts values where the column says which there are.

    A name may hold a comma itself, so the longest name is taken first.
    """
    pieces = part.split(",") if column.labels else [part]
    found = []
    while pieces:
        for count in range(len(pieces), 0, -1):
            value = _value(",".join(pieces[:count]).strip(), column)
            if value in column.labels or count == 1:
                break
        found.append(value)
        pieces = pieces[count:]
    return found


def _value(text: str, column: Field) -> str:
    """Return the value that Swedish words of the schema, or a row's name, stand for, or the text itself.

    For an enum the first words of a label do, when no other label begins so: "föräldrar".
    """
    if text in column.labels:
        return text
    labels = {value: label.casefold() for value, label in column.labels.items()}
    wanted = " ".join(text.casefold().split())
    same = [value for value, label in labels.items() if label == wanted]
    if not same and column.enum and wanted:
        same = [value for value, label in labels.items() if label.startswith(f"{wanted} ")]
    return same[0] if len(same) == 1 else text


def _digits(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)


def _takes(text: str, column: Field) -> bool:
    return bool(column.pattern and re.fullmatch(column.pattern, text))


def _changed(what: str) -> Refused:
    message = (
        f"Kalkylprogrammet har gjort om texten till {what}. Formatera cellen som text och skriv det som ska stå där."
    )
    return Refused("became-a-date", message)


def _day(text: str) -> str:
    if text.isdecimal() and int(text) in _SERIALS:
        return f"{from_excel(int(text)):%Y-%m-%d}"
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?: 0?0:00(?::00)?)?",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
    ):
        found = re.fullmatch(form, text)
        if found:
            return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    if re.fullmatch(r"(19|20)\d{6}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text


def _phone(text: str) -> str:
    """Return a number in the book's form, with the zero or plus sign it lost if one way only gives a Swedish one."""
    text = re.sub("[\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{HYPHEN}]", "-", text)
    found = [text]
    if text.isdecimal() and not text.startswith("0") and not phones.is_short_number(text):
        found = [sign + text for sign in ("0", "+") if phones.is_phone_number(sign + text)]
    return phones.written(found[0]) if len(found) == 1 and phones.is_phone_number(found[0]) else text
