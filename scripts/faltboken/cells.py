"""One cell: from text to value, with every rule that a cell can break by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from faltboken import hours, meant_hours, phones
from faltboken.personal_identity import find_personal_identity_number
from faltboken.problems import quoted
from faltboken.schema import Field

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_HTML = re.compile(r"</?[A-Za-z!][^>]*>|&(?:[a-z]+|#\d+);")
_BOOLEANS = {"ja": True, "nej": False}


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell: a code and a Swedish sentence that says what to write."""

    code: str
    message: str


def parse(text: str, column: Field) -> tuple[Any, list[Fault]]:
    """Return the value of a cell and its faults; the value is None for an empty cell and where a fault was found."""
    if not text:
        if column.required:
            return None, [Fault("required", f"Cellen är tom. {_wanted(column)}")]
        return None, []
    faults = [] if _is_negative(text, column) else _unsafe(text)
    if faults:
        return None, faults
    value, faults = _typed(text, column)
    if not faults:
        parts = value if column.type == "list" else (text,)
        faults = [fault for part in parts for fault in _constraints(part, column)]
    return (None, faults) if faults else (value, [])


def _wanted(column: Field) -> str:
    example = f", till exempel {quoted(column.example)}" if column.example else ""
    is_acronym = column.title[:2].isupper()
    return f"Skriv {column.title if is_acronym else column.title[:1].lower() + column.title[1:]}{example}."


def _is_negative(text: str, column: Field) -> bool:
    """Tell whether a cell is a whole number below 0 in a column that may have them; a spreadsheet reads it as that."""
    is_allowed = column.type == "integer" and column.minimum.startswith("-")
    return is_allowed and re.fullmatch(r"-[1-9][0-9]{0,8}", text) is not None


def _unsafe(text: str) -> list[Fault]:
    if find_personal_identity_number(text):
        # The number itself is never repeated: the message may end up in a public log.
        return [Fault("personal-identity", "Cellen innehåller ett personnummer eller samordningsnummer. Ta bort det.")]
    if text in {"-", "–", "—"}:
        return [Fault("dash", f"{quoted(text)} säger inget. Lämna cellen tom.")]
    if text != text.strip():
        return [Fault("space", f"{quoted(text)} börjar eller slutar med mellanslag. Ta bort det.")]
    if _HTML.search(text):
        return [Fault("html", f"{quoted(text)} innehåller HTML-kod. Skriv vanlig text.")]
    is_formula = text[0] in "=@-\t" or (text[0] == "+" and not phones.is_phone_number(text))
    if is_formula:
        # https://owasp.org/www-community/attacks/CSV_Injection
        return [
            Fault(
                "formula",
                f"{quoted(text)} börjar med ett tecken som kalkylprogram läser som en formel. "
                "Börja med en bokstav eller siffra.",
            )
        ]
    return []


def _typed(text: str, column: Field) -> tuple[Any, list[Fault]]:
    match column.type:
        case "integer":
            if not re.fullmatch(r"[0-9]{1,9}", text) and not _is_negative(text, column):
                return None, [Fault("integer", f"{quoted(text)} är inget heltal. Skriv bara siffror.")]
            return int(text), []
        case "number":
            if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
                return None, [
                    Fault(
                        "number",
                        f"{quoted(text)} är inget tal. Skriv siffror med punkt före decimalerna, till exempel 60.62.",
                    )
                ]
            return float(text), []
        case "boolean":
            if text not in _BOOLEANS:
                return None, [
                    Fault(
                        "boolean",
                        f"{quoted(text)} går inte att tolka. Skriv ja eller nej, eller lämna tomt om det är okänt.",
                    )
                ]
            return _BOOLEANS[text], []
        case "date":
            return _date(text)
        case "list":
            return _list(text, column)
    return text, []


def _date(text: str) -> tuple[date | None, list[Fault]]:
    try:
        # fromisoformat also takes 20261121 and 2026-W47-6, which an editor would not read as dates.
        return date.fromisoformat(text if len(text) == len("2026-11-21") and text[4] == "-" else ""), []
    except ValueError:
        return None, [
            Fault("date", f"{quoted(text)} är inget datum som finns. Skriv år-månad-dag, till exempel 2026-11-21.")
        ]


def _list(text: str, column: Field) -> tuple[tuple[str, ...], list[Fault]]:
    parts = tuple(text.split(column.delimiter))
    if any(not part or part != part.strip() for part in parts):
        return (), [
            Fault(
                "list",
                f"{quoted(text)} har ett tomt värde eller ett mellanslag intill "
                f"{quoted(column.delimiter)}. Skriv värdena tätt, till exempel ”ett{column.delimiter}två”.",
            )
        ]
    if len(set(parts)) != len(parts):
        return (), [Fault("list", f"{quoted(text)} nämner samma värde två gånger. Ta bort det ena.")]
    return parts, []


def _constraints(text: str, column: Field) -> list[Fault]:
    """Return the faults of one value, or of one value of a list, against enum, pattern, limits and named checks."""
    if column.enum and text not in column.enum:
        choices = named_choices({value: column.labels.get(value, "") for value in column.enum})
        return [Fault("enum", f"{quoted(text)} är inget tillåtet värde. {choices}")]
    if column.pattern and not re.fullmatch(column.pattern, text):
        return [Fault("pattern", f"{quoted(text)} har fel form. {_wanted(column)}")]
    if column.max_length and len(text) > column.max_length:
        return [Fault("length", f"Texten har {len(text)} tecken. Korta den till högst {column.max_length}.")]
    if column.min_length and len(text) < column.min_length:
        return [Fault("length", f"Texten har {len(text)} tecken. Skriv minst {column.min_length}.")]
    if column.type in ("integer", "number") and not _within(text, column):
        return [Fault("limits", f"{quoted(text)} ligger utanför det möjliga. Skriv ett tal{_limits(column)}.")]
    if column.format == "email" and not _EMAIL.fullmatch(text):
        return [Fault("email", f"{quoted(text)} är ingen e-postadress. Skriv den som namn@exempel.se.")]
    if column.format == "uri" and not _is_web_address(text):
        return [Fault("url", f"{quoted(text)} är ingen webbadress. Skriv hela adressen, den börjar med https://.")]
    if column.check == "phone":
        return _phone(text)
    if column.check == "opening-hours" and not hours.is_opening_hours(text):
        remedy = meant_hours.remedy(text)
        return [Fault("opening-hours", f"{quoted(text)} går inte att tolka som öppettider. {remedy}")]
    return []


def _phone(text: str) -> list[Fault]:
    if phones.is_phone_number(text):
        form = phones.written(text)
        return (
            []
            if form == text or text[0] == "+"
            else [Fault("phone", f"{quoted(text)} har fel form. Skriv numret som {form}.")]
        )
    if phones.holds_several(text):
        return [Fault("phone", f"{quoted(text)} är flera nummer. Bara ett nummer. Skriv det andra i Anteckningar.")]
    message = (
        f"{quoted(text)} är inget svenskt telefonnummer: siffror saknas eller är för "
        "många. Skriv det som 026-24 00 00, eller lämna tomt."
    )
    return [Fault("phone", message)]


def named_choices(names: Mapping[str, str]) -> str:
    """Return a sentence on which values there are, by the Swedish name of each ("" where it has none)."""
    shown = [f"{name} ({value})" if name and name != value else value for value, name in names.items()]
    brackets = " Skriv det som står inom parentes." if any(names.values()) else ""
    return f"Välj bland {', '.join(shown)}.{brackets}"


def _within(text: str, column: Field) -> bool:
    number = float(text)
    return not (
        (column.minimum and number < float(column.minimum)) or (column.maximum and number > float(column.maximum))
    )


def _limits(column: Field) -> str:
    return (f" från {column.minimum}" if column.minimum else "") + (f" till {column.maximum}" if column.maximum else "")


def _is_web_address(text: str) -> bool:
    if re.search(r"\s", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
