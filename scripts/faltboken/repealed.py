"""Repealed acts, which may be named nowhere but in a dated history: their numbers, and references in old numbering.

A page may when its front matter says `history: true`; of the tables only those that tell of changes. An old paragraph
is told from a new one by its number alone where the register (`laws.csv`) lacks it: "SoL 14:1" held until 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from faltboken import laws
from faltboken.problems import Problem, quoted
from faltboken.tables import Tables

NUMBERS = ("1980:620", "2001:453", "2001:937")  # the Social Services Acts of 1980 and 2001, the Ordinance of 2001
IN_TEXT = re.compile(
    rf"(?<!\d)(?:{'|'.join(map(re.escape, NUMBERS))})(?!\d)"
    r"|(?i:\b(?:gamla|förra|tidigare|upphävda|1980 års|2001 års)) (?:SoL\b|[Ss]ocialtjänstlag(?:en)?\b)"
)
HISTORY = ("law_changes", "law_paragraph_changes")
_CHAPTER = r"(\d+(?: [a-z])?) ?kap\.? ?(\d+(?: ?[a-z])?) ?§"


def message(found: str) -> str:
    """Return what an editor is told of a repealed act in a text."""
    return (
        f"{quoted(found)} är upphävd. Hänvisa till socialtjänstlagen (2025:400), "
        "eller sätt history: true på en daterad historik."
    )


def in_tables(tables: Tables) -> Iterator[Problem]:
    """Yield a fault for each cell that names a repealed act, or a paragraph of ours that the register lacks."""
    acts = [row.text("id") for row in tables.by_name.get("acts", ())]
    whole = "laws" in tables and tables["laws"].whole
    known = {laws.reference(row) for row in tables["laws"]} if whole else set()
    for table in tables:
        if table.name in HISTORY:
            continue
        columns = [item.name for item in table.schema.fields if item.type == "string" and item.format != "uri"]
        for row in table:
            for column in columns:
                text = row.text(column)
                for match in IN_TEXT.finditer(text):
                    yield Problem(row.path, row.line, column, "repealed-act", message(match[0]))
                for reference in _references(text, acts, known) if whole else ():
                    if reference not in known:
                        told = (
                            f"Lagrummet {quoted(reference)} finns inte i data/laws.csv. "
                            "Är numret från den gamla lagen? Skriv det nya, eller lägg till en rad där."
                        )
                        yield Problem(row.path, row.line, column, "unknown-law", told)


def _references(text: str, acts: list[str], known: set[str]) -> Iterator[str]:
    """Yield the paragraphs of known acts in ordinary text: "SoL 19:1", "14 kap. 1 § SoL", "SoL 14 kap. 1 §"."""
    if "§" not in text and ":" not in text:
        return
    for reference in laws.in_text(text, known):
        is_number_of_act = re.search(r" \d{4}:", reference)  # "AFS 2023:2"
        if reference.split(" ")[0] in acts and not is_number_of_act:
            yield reference
    named = "|".join([*map(re.escape, acts), "socialtjänstlagen"])
    for before, chapter, section, after in re.findall(rf"(?:\b({named}) )?{_CHAPTER}(?: ({named})\b)?", text):
        act = before or after
        if act:
            number = re.sub(r"(?<=\d)(?=[a-z])", " ", section)
            yield f"{'SoL' if act == 'socialtjänstlagen' else act} {chapter}:{number}"
