"""One cell of a unit's sheet: the value that its column wants, or what is wrong and what to write."""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from faltboken import cells
from faltboken.analyse.sheet_privacy import IDENTITY, holds_identity, looks_like_a_name
from faltboken.analyse.sheets import Value
from faltboken.problems import quoted
from faltboken.schema import Field
from faltboken.workbooks import values
from faltboken.workbooks.sheets import Raw, Refused
from faltboken.workbooks.targets import plain

Told = tuple[str, str]  # the code of the rule, and the sentence
_NUMBER = re.compile(r"(?P<sign>[-−–+]?)(?P<whole>\d{1,12})(?:(?P<mark>[.,])(?P<part>\d{1,9}))?")
_GROUPED = re.compile(r"[-−–+]?\d{1,3}(?:\s\d{3})+(?:,\d+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_ERRORS = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SAKNAS!|VÄRDEFEL!|DIVISION/0!|REFERENS!|NAMN\?)")


@dataclass
class Column:
    """A column of the sheet as it is read: the same content is judged once."""

    about: Field
    known: dict[tuple[type, Raw], tuple[Value, Told | None]] = field(default_factory=dict)
    marks: dict[str, list[int]] = field(default_factory=lambda: {",": [], ".": []})

    def read(self, raw: Raw, row: int) -> tuple[Value, Told | None]:
        """Return the value of a cell in a row, or the fault in it."""
        if isinstance(raw, Refused):
            return None, (raw.code, raw.message)
        key = (type(raw), raw)
        if key not in self.known:
            self.known[key] = value_of(raw, self.about)
        if isinstance(raw, str) and self.about.type == "number" and self.known[key][1] is None:
            for mark, rows in self.marks.items():
                if mark in raw:
                    rows.append(row)
        return self.known[key]

    def mixed(self) -> tuple[list[int], Told] | None:
        """Return the rows with the rarer decimal mark and the fault in them, when decimals are written in two ways."""
        comma, point = self.marks[","], self.marks["."]
        if not comma or not point:
            return None
        rare, other = (".", comma) if len(point) <= len(comma) else (",", point)
        names = {".": "punkt", ",": "komma"}
        message = (
            f"Decimalerna är skrivna med {names[rare]} här men med {names['.,'.replace(rare, '')]} på rad {other[0]}. "
            "Då går det inte att veta vad talen betyder. Skriv alla med decimalkomma, som 1,5."
        )
        return self.marks[rare], ("mixed-decimals", message)


def value_of(raw: Raw, column: Field) -> tuple[Value, Told | None]:
    """Return the value of a cell; None for an empty one and where there is a fault."""
    if isinstance(raw, str):
        raw = raw.strip() or None
    if holds_identity(raw):
        return None, ("personal-identity", f"{IDENTITY} {wanted(column)}")
    if raw is None:
        return (None, ("required", f"Cellen är tom. {wanted(column)}")) if column.required else (None, None)
    if isinstance(raw, str) and _ERRORS.fullmatch(raw):
        return None, ("error-value", f"{quoted(raw)} är ett fel i kalkylbladet. Skriv själva värdet i stället.")
    if isinstance(raw, str) and raw.startswith("="):
        return None, ("calculated", "Cellen innehåller en formel. Skriv själva värdet i stället.")
    if column.type in ("integer", "number"):
        return _number(raw, column)
    if column.type == "date":
        return _day(raw, column)
    return _text(raw, column)


def wanted(column: Field) -> str:
    """Return a sentence on what to write in a column, in the words of the sheet."""
    if column.enum:
        words = [column.label(value) for value in column.enum]
        mark = "; " if any("," in word for word in words) else ", "
        return f"Välj bland {mark.join(words)}."
    if column.type == "date":
        return f"Skriv ett datum, till exempel {column.example or '2026-11-21'}."
    if column.type in ("integer", "number"):
        kind = "ett heltal" if column.type == "integer" else "ett tal"
        example = f", till exempel {column.example.replace('.', ',')}" if column.example else ""
        return f"Skriv {kind}{_limits(column)}{example}."
    return f"Skriv till exempel {quoted(column.example)}." if column.example else "Skriv vad som gäller."


def _limits(column: Field) -> str:
    low, high = column.minimum.replace(".", ","), column.maximum.replace(".", ",")
    return (f" från {low}" if low else "") + (f" till {high}" if high else "")


def _number(raw: Raw, column: Field) -> tuple[Value, Told | None]:
    if isinstance(raw, (datetime, date, time, timedelta)):
        what = f"ett datum ({raw:%Y-%m-%d})" if isinstance(raw, date) else f"en tid ({_clock(raw)})"
        message = (
            f"Cellen är {what} men ska vara ett tal. Ändra cellens format till tal och skriv om den. {wanted(column)}"
        )
        return None, ("became-a-date", message)
    if isinstance(raw, bool):
        return None, ("number", f"Cellen är {'sant' if raw else 'falskt'} men ska vara ett tal. {wanted(column)}")
    number = raw if isinstance(raw, (int, float)) else _meant(str(raw))
    shown = f"{raw:.10g}".replace(".", ",") if isinstance(raw, (int, float)) else str(raw)
    if number is None or not math.isfinite(number):
        return None, ("number", f"{_quoted(shown)} är inget tal. {wanted(column)}")
    if number < 0 and not column.minimum.startswith("-"):
        return None, ("negative", f"{_quoted(shown)} är mindre än noll. {wanted(column)}")
    if (column.minimum and number < float(column.minimum)) or (column.maximum and number > float(column.maximum)):
        return None, ("limits", f"{_quoted(shown)} ligger utanför det möjliga. {wanted(column)}")
    if column.type == "number":
        return float(number), None
    if number != int(number):
        return None, ("integer", f"{_quoted(shown)} är inget heltal. {wanted(column)}")
    return int(number), None


def _clock(raw: time | timedelta) -> str:
    """Return a time of day or a length of time as hours and minutes."""
    minutes = raw.hour * 60 + raw.minute if isinstance(raw, time) else round(raw.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _meant(text: str) -> float | None:
    """Return the number that a text means, None where it means none; 1 000 has a space for the reader's sake."""
    found = _NUMBER.fullmatch(_SPACES.sub("", text) if _GROUPED.fullmatch(text) else text)
    if not found:
        return None
    sign = -1 if found["sign"] in {"-", "−", "–"} else 1
    return sign * float(f"{found['whole']}.{found['part'] or 0}")


def _day(raw: Raw, column: Field) -> tuple[Value, Told | None]:
    if isinstance(raw, (bool, time, timedelta)):
        return None, ("date", f"Cellen är inget datum. {wanted(column)}")
    if isinstance(raw, (int, float)) and not (float(raw).is_integer() and 32874 <= raw < 73051):  # 1990–2099
        return None, ("date", f"{quoted(f'{raw:.10g}')} är inget datum. {wanted(column)}")
    text, refused = values.text_of(raw, column)
    if refused:
        return None, (refused.code, refused.message)
    value, faults = cells.parse(text, column)
    if faults:
        return None, ("date", f"{_quoted(text)} är inget datum som finns. {wanted(column)}")
    if not 1990 <= value.year <= 2099:
        return None, ("date", f"Året {value.year} är orimligt. {wanted(column)}")
    return value, None


def _text(raw: Raw, column: Field) -> tuple[Value, Told | None]:
    text, refused = values.text_of(raw, column)
    if refused:
        return None, (refused.code, f"{refused.message} {wanted(column)}")
    if column.enum:
        return _choice(text, column)
    if column.pattern and not re.fullmatch(column.pattern, text):
        if re.fullmatch(column.pattern, text.upper().replace(" ", "")):
            return text.upper().replace(" ", ""), None
        if looks_like_a_name(text, alone=True):
            return None, _name(column)
        return None, ("pattern", f"{_quoted(text)} har fel form. {wanted(column)}")
    value, faults = cells.parse(text, column)
    return (None, (faults[0].code, faults[0].message)) if faults else (str(value), None)


def _choice(text: str, column: Field) -> tuple[Value, Told | None]:
    if text in column.enum:
        return text, None
    labels = {_bare(column.label(value)): value for value in column.enum}
    if _bare(text) in labels:
        return labels[_bare(text)], None
    near = difflib.get_close_matches(_bare(text), labels, n=1, cutoff=0.6)
    if not near and looks_like_a_name(text):
        return None, _name(column)
    hint = f" Menade du {quoted(column.label(labels[near[0]]))}?" if near else ""
    return None, ("enum", f"{_quoted(text)} finns inte i listan.{hint} {wanted(column)}")


def _bare(text: str) -> str:
    """Return a choice as it is compared: 8–14 is often typed 8-14."""
    return re.sub("\\s*[-–—]\\s*", "-", plain(text))


def _name(column: Field) -> Told:
    """Tell of a name without repeating it."""
    return "person-name", f"Cellen ser ut att innehålla namnet på en person. Ta bort det. {wanted(column)}"


def _quoted(text: str) -> str:
    return quoted(" ".join(text.split()), 40)
