"""Law references: how a paragraph is named, and the link text a reader sees.

A reference is the act's abbreviation and the paragraph: "SoL 19:1" (chapter 19, section 1), "OSL 10:18 a", and in an
act without chapters "LVU 3 §". It is built from a row of `laws.csv`, so it is written in one place only.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from faltboken.tables import Row

REFERENCE = re.compile(
    r"(?P<act>[\wÅÄÖåäö-]+) (?:(?P<chapter>\d+(?: [a-z])?):(?P<section>\d+(?: [a-z])?)|(?P<only>\d+(?: [a-z])?) §)"
)


def reference(row: Row) -> str:
    """Return the reference of a row in `laws`, such as "SoL 19:1" or "LVU 3 §"."""
    act, chapter, section = row.text("act"), row.text("chapter"), row.text("section")
    return f"{act} {chapter}:{section}" if chapter else f"{act} {section} §"


def in_text(text: str, known: Container[str]) -> Iterator[str]:
    """Yield the references in ordinary text; "SoL 19:1 i" is no paragraph 1 i unless that is known."""
    for match in REFERENCE.finditer(text):
        short = re.sub(r" [a-z]$", "", match[0])
        yield short if match[0] not in known and (short in known or text[match.end() :][:1].isalpha()) else match[0]


def label(law_reference: str) -> str:
    """Return the anchor of a reference on the page of paragraphs: "SoL 19:1" gives "law-sol-19-1"."""
    folded = law_reference.lower().translate(str.maketrans("åäö", "aao"))
    return "law-" + re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def unbroken(law_reference: str) -> str:
    """Return the reference as it is shown: no line ends inside it."""
    return law_reference.replace(" ", "\N{NO-BREAK SPACE}")


def spelt_out(row: Row) -> str:
    """Return the reference as Swedish law writes it: "19 kap. 1 §"."""
    chapter, section = row.text("chapter"), row.text("section")
    return f"{chapter} kap. {section} §" if chapter else f"{section} §"
