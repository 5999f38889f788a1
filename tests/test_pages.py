"""Pages as files: what the checks leave alone, and front matter as values. What they forbid stands in test_faults."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest
from books import BASE, TODAY

from faltboken import page_rules, pages, tables
from faltboken.pages import FrontMatter, PageSource
from faltboken.problems import Problem

FRONT = "---\nsummary: Kort.\naudience: [staff]\nowner: roll\nlast_reviewed: 2026-11-20\nreview_in: 6 månader\n---\n"
REVIEW = "# Sida\n\n```{page-review}\n```\n\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tables.Tables:
    from books import make_book

    return tables.load(make_book(tmp_path_factory.mktemp("bok") / "bok"))[0]


def faults(text: str, known: tables.Tables, name: str = "om/sida") -> list[str]:
    page = PageSource(f"book/{name}.md", {"summary": "x"}, REVIEW + text, 1)
    return [problem.code for problem in page_rules.check_text(page, known)]


def read(content: bytes, folder: Path, name: str = "sida.md") -> tuple[PageSource | None, list[Problem]]:
    (folder / name).write_bytes(content)
    return pages.read_page(folder / name, f"book/om/{name}")


# --- what is allowed --------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112, 1177, 114 14, 116 111, 90101, 90390 eller 116 016.",
        "Mellan 08 och 17, 13–20 år, 2025:400, 0,5 procent och 10 000 kronor.",
        "Skriv `{law}` så, och `# inte en rubrik`, och `0771-11 22 33`.",
        "```text\n# Ingen rubrik\n{okänd}`roll`\n026-24 00 00\n```",
        "````md\n```{services}\n:need: droger\n```\n````",
        "```{code-block} md\n{lag}`SoL 19:1`\n```",
        "Se {law}`SoL 19:1` och {must}`SoL 19:1` gör så.",
        "Kap. 3 i rapporten, och 19 kapitel i boken.",
        "Barn- och ungdomspsykiatrin (BUP) tar emot. BUP ringer.",
        "Se [sidan](https://bup.example/BUP) hos barn- och ungdomspsykiatrin, BUP.",
        ":::{note}\nEn ruta.\n\n```{services}\n```\n:::",
        "::::{note}\n:::{tip}\nRuta i ruta.\n:::\n::::",
        "Ärende 20261121-0001 och diarienummer 2026-0123.",
    ],
)
def test_ordinary_text_is_left_alone(text: str, known: tables.Tables) -> None:
    assert faults(text, known) == []


@pytest.mark.parametrize(
    "text",
    ["Ring 026-24 00 00.", "Ring 08 465 004 01", "Ring 0771-11 22 33.", "Ring +46 8 465 004 01", "Ring 070-123 45 67"],
)
def test_a_telephone_number_in_the_text_is_found_however_it_is_written(text: str, known: tables.Tables) -> None:
    assert faults(text, known) == ["phone-in-text"]


@pytest.mark.parametrize(
    "text", ["Enligt 19 kap. 1 §.", "Enligt SoL 10:18 a.", "Enligt LVU 3 §.", "Enligt 7 a kap 2 b §"]
)
def test_a_paragraph_in_the_text_is_found_however_it_is_written(text: str, known: tables.Tables) -> None:
    assert faults(text, known) == ["law-reference"]


def test_every_fault_of_a_kind_is_told_not_only_the_first(known: tables.Tables) -> None:
    assert faults("SoL 19:1\n\nSoL 19:2\n\n{a}`b` {c}`d`", known) == ["law-reference"] * 2 + ["unknown-role"] * 2


def test_a_page_of_history_may_name_what_no_longer_applies(known: tables.Tables) -> None:
    page = PageSource("book/om/sida.md", {"history": True}, REVIEW + "2001:453 och SoL 14:1.", 1)
    assert page_rules.check_text(page, known) == []


def test_only_chapters_that_state_things_need_sources(known: tables.Tables) -> None:
    assert faults("Text.", known, "om/sida") == []
    assert faults("Text.", known, "metoder/sida") == ["sources"]


# --- files ------------------------------------------------------------------


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_pages_from_any_system_are_read_alike(ending: bytes, mark: bytes, tmp_path: Path) -> None:
    page, problems = read(mark + (FRONT + REVIEW).encode().replace(b"\n", ending), tmp_path)
    assert problems == []
    assert page is not None
    assert (page.name, page.front.owner, page.first_line, page.line_of(page.text.index("```"))) == (
        "om/sida",
        "roll",
        8,
        10,
    )


def test_front_matter_may_be_empty_or_end_the_file(tmp_path: Path) -> None:
    for text in (b"---\n---\n", b"---\nsummary: x\n---", b"--- \nsummary: x\n--- \n# Sida\n"):
        page, problems = read(text, tmp_path)
        assert (problems, page is not None) == ([], True)


def test_a_notebooks_metadata_is_its_front_matter_and_its_markdown_its_text(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Plan\n", "Text"]},
        {"cell_type": "code", "source": "1 + 1"},
        {"cell_type": "markdown", "source": "Mer"},
    ]
    metadata = {
        "summary": "Kort.",
        "last_reviewed": "2026-11-20",
        "review_in": "1 år",
        "kernelspec": {"name": "python3"},
    }
    page, problems = read(json.dumps({"cells": cells, "metadata": metadata}).encode(), tmp_path, "plan.ipynb")
    assert problems == []
    assert page is not None
    assert page.text == "# Plan\nText\n\nMer"
    assert page.front.next_review == date(2027, 11, 20)
    assert "kernelspec" not in page.raw


def test_no_page_whatever_ends_in_a_traceback(known: tables.Tables, tmp_path: Path) -> None:
    chance = random.Random(3)
    whole = (BASE / "book/metoder/sida.md").read_bytes()
    contents = [
        b"",
        b"\0",
        b"---",
        b"---\n[",
        b"---\n" + b"[" * 3000 + b"\n---\n",
        b"`" * 2000,
        b"{" * 2000,
        b"[x](" * 500,
    ]
    values = [
        "2026-13-40",
        "2026-11-21 10:00",
        "9999-12-31",
        "!!int x",
        "*a",
        "{a: b}",
        "[1]",
        "~",
        "999 år",
        "0x",
        "é: [",
        "|",
    ]
    contents += [f"---\n{name}: {value}\n---\n".encode() for name in pages.FIELDS for value in values]
    for _ in range(200):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice(b"`:-{}#%[]()\n 0\"'\0\xc3")
        contents.append(bytes(spoilt))
    for content in contents:
        page, problems = read(content, tmp_path)
        assert (page is None) <= bool(problems)
        if page is not None:
            problems += [*pages.check_front_matter(page, TODAY), *page_rules.check_text(page, known)]
        assert not any("\n" in str(problem) for problem in problems)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"cells": 5}', '{"cells": [5]}', '{"cells": [{"cell_type": "markdown", "source": null}]}',
             '{"cells": [], "metadata": [1]}', "[" * 100_000],
)  # fmt: skip
def test_a_notebook_of_the_wrong_form_is_told_as_one_fault(text: str, tmp_path: Path) -> None:
    page, problems = read(text.encode(), tmp_path, "plan.ipynb")
    assert (page, [problem.code for problem in problems]) == (None, ["notebook"])


# --- front matter as values -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("90 dagar", 90),
        ("1 månad", 30),
        ("6 månader", 180),
        ("1 år", 365),
        ("2 år", 730),
        ("", 0),
        ("snart", 0),
        ("6", 0),
    ],
)
def test_the_time_between_reviews_is_read_as_days(text: str, days: int) -> None:
    assert pages.review_days(text) == days


@pytest.mark.parametrize("reviewed", [date(2026, 11, 20), "2026-11-20"])
def test_the_next_review_is_counted_from_the_last(reviewed: object) -> None:
    front = FrontMatter.from_metadata({"last_reviewed": reviewed, "review_in": "90 dagar"})
    assert front.next_review == date(2027, 2, 18)


@pytest.mark.parametrize(
    "raw", [{}, {"last_reviewed": "snart", "review_in": "1 år"}, {"last_reviewed": date.max, "review_in": "1 år"}]
)
def test_front_matter_that_cannot_be_read_is_empty(raw: dict[str, object]) -> None:
    assert FrontMatter.from_metadata(raw).next_review is None
