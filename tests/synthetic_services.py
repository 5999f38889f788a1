"""Municipalities that do not exist, with as many services as a test asks for: the same each time, valid by the schema.

Everything about them says that they are made up: names begin with "Exempel-", ids with "exempel-", municipality codes
with 9 and addresses lie in `.example` (RFC 2606); the numbers are those that the Swedish Post and Telecom Authority has
set aside for fiction (08-465 004 00 to 99). How often a cell is filled, and how long it is, follows the book's own
rows, so that what is weighed and timed is like the real thing.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

SEED = 2025_400
MOST = 289  # as many names as the parts of names make; Sweden has 290 municipalities
READ = date(2026, 11, 20)
_BEGINNINGS = (
    "Al", "Björk", "Dal", "Ek", "Fur", "Gran", "Hav", "Is", "Klint", "Lin", "Mar", "Ny",
    "Ost", "Rön", "Sand", "Tall", "Ås",
)  # fmt: skip
_ENDS = (
    "by", "berg", "dal", "fors", "hult", "köping", "mo", "näs", "os", "rud", "sjö", "sta",
    "torp", "torsby", "vik", "ås", "ö",
)  # fmt: skip
_PLAIN = str.maketrans("åäö", "aao")
_KINDS = (
    ("Samtalsstöd", "mental_health"),
    ("Ungdomsmottagning", "health"),
    ("Socialkontor", "social_services"),
    ("Fältgrupp", "outreach"),
    ("Fritidsgård", "youth_centre"),
    ("Familjestöd", "family_support"),
    ("Elevhälsa", "school_support"),
    ("Budgetrådgivning", "housing_economy"),
    ("Beroendemottagning", "substance_use"),
    ("Brottsofferstöd", "crime_victim"),
)
_WORDS = (
    "ansökan", "barn", "besök", "bråk", "dag", "drogfri", "ensam", "familj", "fritid", "förälder", "grupp",
    "hemma", "hjälp", "häng", "kompis", "kris", "kväll", "lov", "lugn", "läxor", "mat", "mod", "natt", "nätet",
    "oro", "pengar", "prata", "rast", "råd", "samtal", "skola", "skuld", "sorg", "stöd", "svar", "sömn", "tid",
    "tonår", "trygg", "ung", "vardag", "vecka", "vila", "vuxen", "väg", "vän", "ångest", "öppet",
)  # fmt: skip
_AUDIENCES = ("young", "young;parents", "parents", "young;parents;professionals", "adults", "professionals")
_SELF = ("ja", "ja", "ja", "", "", "", "nej")


def write(folder: Path, total: int, municipalities: int, national: int = 0) -> list[str]:
    """Add municipalities to the tables of the book in `folder`, so that it has `total` services; return their ids.

    `national` of the services that are added serve the whole country. The others are shared out evenly; one in fifty of
    them serves the next municipality too. Raises ValueError where the book has more rows already, or for more
    municipalities than there are names.
    """
    source, data = random.Random(SEED), folder / "data"
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    listed = next(one for one in package["resources"] if one["name"] == "services")["path"]
    standing = sum(len(_rows(data / path)) for path in listed)
    local = total - standing - national
    if local < 0 or not 0 < municipalities <= MOST:
        raise ValueError(f"{total} rows in {municipalities} municipalities: the book has {standing} rows already")
    names = _names(municipalities)
    needs = [row["id"] for row in _rows(data / "needs.csv") if row["id"] != "skyddat-boende"]
    categories = {row["id"] for row in _rows(data / "service_categories.csv")}
    kinds = [(name, kind if kind in categories else min(categories)) for name, kind in _KINDS]
    _add(data / "municipalities.csv", [_municipality(number, own, names[own]) for number, own in enumerate(names)])
    _add(
        data / "services" / "nationellt.csv",
        [_service(source, kinds, needs, number, "sverige", "Exempel") for number in range(national)],
    )
    ids = list(names)
    columns = list(_rows(data / listed[0], header=True)[0])
    for place, own in enumerate(ids):
        count = local // municipalities + (place < local % municipalities)
        rows = [_service(source, kinds, needs, number, own, names[own]) for number in range(count)]
        if municipalities > 1:
            for row in rows[::50]:
                row["municipalities"] = f"{own};{ids[(place + 1) % municipalities]}"
        _write(data / "services" / f"{own}.csv", columns, rows)
    listed += [f"services/{own}.csv" for own in ids]
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (data / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
    return ids


def _names(count: int) -> dict[str, str]:
    """Return ids and names, those that follow on each other unlike."""
    found = [f"Exempel-{_BEGINNINGS[(place + turn) % 17]}{_ENDS[place]}" for turn in range(17) for place in range(17)]
    return {name.lower().translate(_PLAIN): name for name in found[:count]}


def _municipality(number: int, own: str, name: str) -> dict[str, str]:
    return {
        "id": own,
        "name": name,
        "full_name": f"{name} kommun",
        "scb_code": str(9000 + number),
        "region": "Exempels län",
        "website": f"https://{own}.example",
        "switchboard": _phone(number),
        "report_address": f"rattelser@{own}.example",
        "source_url": f"https://{own}.example",
        "source_read_date": READ.isoformat(),
    }


def _service(
    source: random.Random, kinds: Sequence[tuple[str, str]], needs: Sequence[str], number: int, own: str, name: str
) -> dict[str, str]:
    kind, category = kinds[number % len(kinds)]
    some = source.random
    confirmed = some() < 0.2
    lowest = source.choice((10, 12, 13, 15, 16)) if some() < 0.15 else None
    return {
        "id": f"{'exempel' if own == 'sverige' else own}-{number:03}",
        "name": f"{kind} {source.choice(_WORDS).capitalize()} {name} {number}",
        "organization": f"{name}s kommun" if some() < 0.7 else f"Föreningen {source.choice(_WORDS).capitalize()}",
        "category": category,
        "needs": ";".join(source.sample(needs, min(len(needs), source.choice((1, 1, 1, 2, 2, 3, 4))))),
        "keywords": ";".join(source.sample(_WORDS, 7)),
        "audience": source.choice(_AUDIENCES),
        "minimum_age": str(lowest or ""),
        "maximum_age": str(lowest + 8) if lowest and some() < 0.6 else "",
        "description": f"{_sentence(source)} {_sentence(source)}",
        "municipalities": own,
        "service_area": name,
        "phone": _phone(source.randrange(100)) if some() < 0.45 else "",
        "url": f"https://{own}.example/{source.choice(_WORDS).translate(_PLAIN)}-{number}" if some() < 0.75 else "",
        "address": f"{source.choice(_WORDS).capitalize()}gatan {source.randint(1, 60)}" if some() < 0.15 else "",
        "opening_hours": _hours(source) if some() < 0.35 else "",
        "self_referral": source.choice(_SELF),
        "emergency": "nej",
        "status": "active",
        "source_url": f"https://{own}.example/{number}",
        "source_read_date": READ.isoformat(),
        "assured_date": (READ - timedelta(source.randrange(60))).isoformat() if confirmed else "",
        "assured_by": "redaktionen" if confirmed else "",
        "confidence": "high" if confirmed else source.choice(("medium", "low")),
        "notes": _sentence(source),
    }


def _phone(number: int) -> str:
    return f"08-465 004 {number % 100:02}"


def _sentence(source: random.Random) -> str:
    return " ".join(source.choices(_WORDS, k=8)).capitalize() + "."


def _hours(source: random.Random) -> str:
    opens, closes = source.choice((8, 9, 10, 13, 15, 17)), source.choice((16, 18, 19, 20, 21, 22))
    days = source.choice(("Mo-Fr", "Mo-Th", "Tu,Th", "We", "Mo-Su"))
    return f"{days} {min(opens, closes - 1):02}:00-{closes}:00{source.choice(('', '; PH off'))}"


def _rows(path: Path, *, header: bool = False) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [dict.fromkeys(reader.fieldnames or (), "")] if header else list(reader)


def _add(path: Path, rows: list[dict[str, str]]) -> None:
    _write(path, list(_rows(path, header=True)[0]), [*_rows(path), *rows])


def _write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
