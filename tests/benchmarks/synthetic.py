"""Books of any size, the same each time: pages with prose, lists, a table, links, law references and terms."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEED = 2025_400
ADDITION = "Den här meningen kom till."

# Ordinary words of the trade; no abbreviation and no number, so that the page rules have nothing to say.
_WORDS = [
    "arbetar",
    "barn",
    "bemöter",
    "besöker",
    "berättar",
    "beslut",
    "bygger",
    "dagen",
    "delar",
    "efter",
    "ensam",
    "familjen",
    "fritid",
    "frågar",
    "följer",
    "förtroende",
    "förälder",
    "gemensamt",
    "grannar",
    "grupp",
    "hjälp",
    "hemma",
    "idag",
    "insats",
    "jourrum",
    "kamrater",
    "kvällen",
    "kommer",
    "kontakt",
    "känner",
    "lugnt",
    "lyssnar",
    "lärare",
    "mellan",
    "mentor",
    "möter",
    "natten",
    "nyfiken",
    "närvaro",
    "ofta",
    "oro",
    "plan",
    "platsen",
    "polisen",
    "prata",
    "rektor",
    "resurs",
    "ringer",
    "rutin",
    "samtal",
    "samverkar",
    "skolan",
    "skriver",
    "snart",
    "socialtjänsten",
    "staden",
    "stöd",
    "stanna",
    "säger",
    "tid",
    "tidigt",
    "tillit",
    "torget",
    "trygg",
    "träffar",
    "tillsammans",
    "ungdomar",
    "uppdrag",
    "utanför",
    "vardag",
    "vecka",
    "veta",
    "vill",
    "vuxna",
    "väntar",
    "värme",
    "återkommer",
    "öppet",
    "överens",
]
_REGISTERS = {"register/lagar": "law-register", "register/ord": "glossary-list"}  # what the roles link to
_SECTIONS = ("Gör så här", "Varför", "Ett exempel", "Fallgropar", "Kunskapsläget", "Läs vidare")


def write_book(folder: Path, chapters: int, pages_in_chapter: int, *, own_theme: bool = True) -> int:
    """Write a book into `folder` and return how many pages it has, start page and registers not counted.

    With `own_theme` it is a book like ours, with a copy of our code, data and settings; without it, the same text for
    Jupyter Book's default theme.
    """
    source = random.Random(SEED)
    laws = _column(
        "laws.csv", lambda row: f"{row['act']} {row['chapter']}:{row['section']}", lambda row: row["chapter"]
    )
    terms = _column("glossary.csv", lambda row: row["term"], lambda row: "`" not in row["term"])
    names = {
        f"kapitel-{chapter:02}": ["index", *(f"sida-{page:02}" for page in range(1, pages_in_chapter + 1))]
        for chapter in range(1, chapters + 1)
    }
    paths = [f"{chapter}/{name}" for chapter, pages in names.items() for name in pages]
    front = _front(source) if own_theme else ""
    _write(folder / "book" / "index.md", f"{front}# Startsidan\n\n{_prose(source)}\n")
    for number, path in enumerate(paths, 1):
        links = source.sample(paths, 3)
        text = _page(source, number, links, (source.choice(laws), source.choice(terms)) if own_theme else None)
        _write(folder / "book" / f"{path}.md", text)
    registers = {"register": [path.split("/")[1] for path in _REGISTERS]} if own_theme else {}
    _write(folder / "_toc.yml", _toc(names | registers))
    if own_theme:
        for name in ("data", "scripts"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        _forget_pages(folder / "data" / "glossary.csv")
        for path, directive in _REGISTERS.items():
            body = f"# Register\n\n```{{page-review}}\n```\n\n```{{{directive}}}\n```\n"
            _write(folder / "book" / f"{path}.md", _front(source) + body)
        shutil.copy(ROOT / "_config.yml", folder / "_config.yml")
        shutil.copy(ROOT / "book" / "references.bib", folder / "book" / "references.bib")
    else:
        _write(
            folder / "_config.yml", "title: Fältboken\nonly_build_toc_files: true\nsphinx:\n  config: {language: sv}\n"
        )
    return len(paths)


def touch(folder: Path) -> Path:
    """Add a sentence to one page of a synthetic book, and return where it is published."""
    return add_to(folder, "kapitel-01/sida-01")


def add_to(folder: Path, name: str) -> Path:
    """Add a sentence to the page of that name, and return where it is published."""
    page = folder / "book" / f"{name}.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\n## ", f"\n{ADDITION}\n\n## ", 1), encoding="utf-8", newline="\n")
    return Path(f"{name}.html")


def _column(table: str, value, wanted) -> list[str]:
    with (ROOT / "data" / table).open(encoding="utf-8", newline="") as file:
        return [value(row) for row in csv.DictReader(file) if wanted(row)]


def _forget_pages(glossary: Path) -> None:
    """Empty the column that links a word to a page of the real book."""
    with glossary.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with glossary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "page": ""} for row in rows)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _sentence(source: random.Random) -> str:
    words = source.choices(_WORDS, k=source.randint(7, 15))
    return " ".join(words).capitalize() + "."


def _prose(source: random.Random) -> str:
    return " ".join(_sentence(source) for _ in range(5))


def _front(source: random.Random) -> str:
    front = f"---\nsummary: {_sentence(source)}\naudience: [staff]\nowner: verksamhetsutvecklare\n"
    return front + "last_reviewed: 2026-11-21\nreview_in: 12 månader\n---\n\n"


def _page(source: random.Random, number: int, links: list[str], roles: tuple[str, str] | None) -> str:
    """Return a page of about 900 words; `roles` are the law and the term it refers to, if the book has our roles."""
    front = _front(source)
    parts = [f"# Sida {number} {_sentence(source)[:-1]}"]
    if roles:
        parts.append("```{page-review}\n```")
    for place, heading in enumerate(_SECTIONS):
        parts += [f"## {heading}", _prose(source), _prose(source)]
        if place == 0:
            parts.append("\n".join(f"{step}. {_sentence(source)}" for step in range(1, 6)))
        if place == 2:
            rows = [f"| {source.choice(_WORDS)} | {_sentence(source)} | {source.choice(_WORDS)} |" for _ in range(6)]
            parts.append("\n".join(["| Vem | Vad | När |", "|---|---|---|", *rows]))
        if place == 4 and roles:
            parts.append(f"{{must}}`{roles[0]}` {_sentence(source)} Se {{law}}`{roles[0]}` och {{term}}`{roles[1]}`.")
        if place == 5:
            parts.append("\n".join(f"- [{link}](../{link}.md)" for link in links))
    return (front if roles else "") + "\n\n".join(parts) + "\n"


def _toc(names: dict[str, list[str]]) -> str:
    lines = ["format: jb-book", "root: book/index", "chapters:"]
    for chapter, pages in names.items():
        lines += [f"  - file: book/{chapter}/{pages[0]}", "    sections:"]
        lines += [f"      - file: book/{chapter}/{page}" for page in pages[1:]]
    return "\n".join(lines) + "\n"
