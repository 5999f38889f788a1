"""Building again: what is written anew, what is left alone, and that the result is what a build from nothing gives."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from books import SITES, TESTS, Built, build, build_clean, edit, make_book

SERVICES = "data/services/exempelby.csv"


@pytest.fixture
def growing(tmp_path: Path) -> Path:
    """Return a book of fourteen pages, built once."""
    root = make_book(tmp_path / "bok", SITES / "growing")
    build_clean(root)
    return root


def everything(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix().removesuffix(".html") for path in site.rglob("*.html")}


def again(root: Path) -> tuple[set[str], set[str]]:
    """Build once more; return the pages that were read anew, and those that came out otherwise than before."""
    before = published(root / "_build" / "html")
    built = build_clean(root)
    after = published(built.site)
    changed = {name.removesuffix(".html") for name, page in after.items() if before.get(name) != page}
    return set(built.read), changed & everything(built.site) - {"innehall"}


def published(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


# --- what is written anew ---------------------------------------------------


def test_nothing_is_read_or_written_when_nothing_has_changed(growing: Path) -> None:
    assert again(growing) == (set(), set())


def test_a_changed_service_rebuilds_the_pages_that_show_it(growing: Path) -> None:
    edit(growing / SERVICES, "08-465 004 01", "08-465 004 09")
    assert again(growing) == (
        {"stod/exempelby", "om/kvalitet"},
        {"stod/exempelby", "ringlista/exempelby", "stod/verksamhet/exempelby-falt"},
    )


def test_a_changed_interval_rebuilds_the_pages_that_say_when_a_confirmation_ends(growing: Path) -> None:
    edit(growing / "data/service_categories.csv", "Socialtjänst,180", "Socialtjänst,120")
    changed = {"stod/exempelby", "om/kvalitet"}
    assert again(growing) == (changed, changed | {"ringlista/exempelby", "stod/verksamhet/exempelby-falt"})


def test_a_changed_service_of_the_whole_country_leaves_the_municipalitys_page_alone(growing: Path) -> None:
    edit(growing / "data/services/nationellt.csv", "Någon att prata med.", "Larm.")
    assert again(growing) == (
        {"stod/nationellt", "akut", "om/kvalitet"},
        {"stod/nationellt", "stod/verksamhet/nat-112"},
    )


def test_a_changed_paragraph_rebuilds_the_register_and_the_pages_that_cite_it(growing: Path) -> None:
    edit(growing / "data/laws.csv", "Vård på grund av eget beteende.", "Vård för eget beteende.")
    assert again(growing) == ({"lag/lagregister", "lag/index"}, {"lag/lagregister"})


def test_a_changed_word_rebuilds_the_glossary_and_the_pages_that_use_it(growing: Path) -> None:
    edit(growing / "data/glossary.csv", "ett barn far illa", "någon far illa")
    assert again(growing) == ({"om/ordlista", "metoder/uppsokande"}, {"om/ordlista"})


def test_a_changed_heading_in_a_schema_rebuilds_the_pages_that_print_it(growing: Path) -> None:
    edit(growing / "data/schemas/evidence_scale.json", '"title": "Gör så här"', '"title": "Råd"')
    assert again(growing) == ({"om/evidensskala"}, {"om/evidensskala"})


def test_a_changed_source_rebuilds_the_pages_that_cite_it(growing: Path) -> None:
    edit(growing / "book/references.bib", "Att arbeta uppsökande", "Uppsökande arbete")
    assert again(growing) == ({"metoder/uppsokande", "om/kallor"}, {"metoder/uppsokande", "om/kallor"})


def test_changed_text_rebuilds_its_page_and_changes_the_figures_of_it(growing: Path) -> None:
    edit(growing / "book/lag/orosanmalan.md", "Vänta.", "Vänta på besked från socialtjänsten.")
    assert again(growing) == ({"lag/orosanmalan"}, {"lag/orosanmalan", "om/kvalitet"})


def test_a_changed_title_reads_one_page_and_changes_the_menu_of_all(growing: Path) -> None:
    edit(growing / "book/stod/nationellt.md", "# Hela landet", "# Hela Sverige")
    assert again(growing) == ({"stod/nationellt"}, everything(growing / "_build" / "html") - {"innehall"})


def test_a_changed_title_changes_links_that_show_it_although_the_menu_has_a_title_of_its_own(growing: Path) -> None:
    edit(growing / "_toc.yml", "  - file: book/lag/index\n", "  - file: book/lag/index\n    title: Lagen\n")
    build_clean(growing)
    edit(growing / "book/lag/index.md", "# Lag", "# Lag och sekretess")
    _, changed = again(growing)
    assert "index" in changed


def test_a_changed_label_in_the_strip_changes_every_page(growing: Path) -> None:
    edit(growing / "data/acute.csv", "akut fara", "fara nu")
    assert again(growing) == ({"akut"}, everything(growing / "_build" / "html") - {"innehall"})


# --- what is gone -----------------------------------------------------------


def test_a_removed_page_is_gone_from_the_site_and_from_every_list(growing: Path) -> None:
    (growing / "book/stod/nationellt.md").unlink()
    edit(growing / "_toc.yml", "  - file: book/stod/nationellt\n", "")
    built = build_clean(growing)
    holding = [name for name, content in published(built.site).items() if b"stod/nationellt" in content]
    assert "stod/nationellt" not in built.pages()
    assert [name for name in holding if not name.startswith("data/")] == []


def test_a_removed_row_is_gone_from_the_site(growing: Path) -> None:
    path = growing / SERVICES
    kept = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "exempelby-falt" not in line]
    path.write_text("".join(kept), encoding="utf-8", newline="\n")
    built = build_clean(growing)
    assert [name for name, content in published(built.site).items() if b"08-465 004 01" in content] == []


# --- faults -----------------------------------------------------------------


def test_a_fault_in_the_data_stops_the_build_before_anything_is_read_or_written(growing: Path) -> None:
    before = published(growing / "_build" / "html")
    edit(growing / SERVICES, "08-465 004 01", "08-465")
    edit(growing / "book/lag/orosanmalan.md", "Vänta.", "Vänta inte.")
    built = build(growing)
    assert not built.passed
    assert built.told.strip() == (
        "ERROR: data/services/exempelby.csv:2: phone: ”08-465” är inget svenskt telefonnummer: siffror saknas eller är "
        "för många. Skriv det som 026-24 00 00, eller lämna tomt. [phone]"
    )
    assert published(built.site) == before


def test_a_fault_in_a_page_fails_the_build_the_second_time_too(growing: Path) -> None:
    edit(growing / "book/lag/orosanmalan.md", "Vänta.", "Ring 08-465 004 01.")
    first, second = build(growing), build(growing)
    assert (first.passed, second.passed) == (False, False)
    assert (
        first.told.strip()
        == second.told.strip()
        == (
            "book/lag/orosanmalan.md:18: WARNING: Telefonnumret ”08-465 004 01” står i texten. "
            "Lägg det i data/services och visa det med {services}. [phone-in-text]"
        )
    )


def test_a_link_to_a_heading_that_is_gone_fails_the_build(growing: Path) -> None:
    edit(growing / "book/lag/orosanmalan.md", "## Vad händer sedan", "## Efteråt")
    built = build(growing)
    assert not built.passed
    assert "book/stod/nationellt.md" in built.told
    assert "vad-hander-sedan" in built.told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "---\nlast_reviewed: 2026-13-40\n---\n# Sida\n",
            "book/lag/index.md:2: WARNING: Sidhuvudet går inte att läsa.",
        ),
        ("---\nsummary: a: b\n---\n# Sida\n", "book/lag/index.md:2: WARNING: Sidhuvudet går inte att läsa."),
        ("---\nsummary: a\n# Sida\n", "book/lag/index.md:1: WARNING: Sidhuvudet tar aldrig slut."),
        ("", "book/lag/index.md:1: WARNING: Sidhuvudet saknas."),
    ],
)
def test_a_page_that_cannot_be_read_is_told_without_a_traceback(growing: Path, text: str, told: str) -> None:
    (growing / "book/lag/index.md").write_text(text, encoding="utf-8")
    built = build(growing)
    assert not built.passed
    assert built.told.startswith(told)
    assert "Traceback" not in built.told


def test_a_mended_book_builds_again(growing: Path) -> None:
    before = published(growing / "_build" / "html")
    edit(growing / "book/lag/orosanmalan.md", "Vänta.", "Ring 08-465 004 01.")
    assert not build(growing).passed
    edit(growing / "book/lag/orosanmalan.md", "Ring 08-465 004 01.", "Vänta.")
    assert published(build_clean(growing).site) == before


# --- the same as from nothing -----------------------------------------------


class Editor:
    """Makes edits that an editor makes, by chance that is the same each time."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.number = 0

    def edit(self) -> str:
        """Make one edit and return what it was."""
        self.number += 1
        kinds: list[Callable[[], str]] = [
            self.title, self.menu_title, self.text, self.heading, self.row, self.law, self.word, self.source,
            self.move, self.add, self.remove, self.remove_row,
        ]  # fmt: skip
        # Each kind once before any comes back, then by chance.
        kind = kinds[self.number - 1] if self.number <= len(kinds) else self.chance.choice(kinds)
        return f"{self.number}: {kind()}"

    def _replace(self, name: str, old: str, new: str) -> str:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        return f"{name}: {old!r} becomes {new!r}"

    def _line(self, name: str, start: str) -> str:
        lines = (self.root / name).read_text(encoding="utf-8").splitlines()
        return self.chance.choice([line for line in lines if line.startswith(start)])

    def _page(self) -> str:
        names = ("akut", "metoder/index", "metoder/uppsokande", "lag/index", "lag/orosanmalan", "stod/exempelby")
        return f"book/{self.chance.choice(names)}.md"

    def title(self) -> str:
        page = self._page()
        return self._replace(page, self._line(page, "# "), f"# Rubrik {self.number}")

    def menu_title(self) -> str:
        line = self._line("_toc.yml", "    title: ")
        return self._replace("_toc.yml", line, f"    title: Meny {self.number}")

    def text(self) -> str:
        page = self._page()
        return self._replace(page, "```{page-review}\n```\n", "```{page-review}\n```\n\nEn rad till.\n")

    def heading(self) -> str:
        return self._replace(
            self._page(), "```{page-review}\n```\n", f"```{{page-review}}\n```\n\n## Del {self.number}\n\nText.\n"
        )

    def row(self) -> str:
        return self._replace(SERVICES, ",08-465 004 0", f",08-465 004 {self.chance.randrange(1, 10)}")

    def law(self) -> str:
        return self._replace("data/laws.csv", "anmäla", "anmäla det")

    def word(self) -> str:
        row = f"Ord {self.number},,En förklaring.,,,,\n"
        header = "term,abbreviation,explanation,synonyms,everyday_words,page,source_url\n"
        return self._replace("data/glossary.csv", header, header + row)

    def source(self) -> str:
        return self._replace(
            "book/references.bib", self._line("book/references.bib", "  year"), f"  year    = {{20{self.number + 10}}},"
        )

    def move(self) -> str:
        line = self.chance.choice(["  - file: book/om/evidensskala\n", "  - file: book/om/kallor\n"])
        self._replace("_toc.yml", line, "")
        return self._replace("_toc.yml", "chapters:\n", f"chapters:\n{line}")

    def add(self) -> str:
        page = (self.root / "book/om/evidensskala.md").read_text(encoding="utf-8")
        (self.root / f"book/om/ny-{self.number}.md").write_text(page, encoding="utf-8", newline="\n")
        line = "  - file: book/om/kvalitet\n"
        return self._replace("_toc.yml", line, f"{line}  - file: book/om/ny-{self.number}\n")

    def remove(self) -> str:
        added = sorted((self.root / "book/om").glob("ny-*.md"))
        if not added:
            return self.add()
        added[0].unlink()
        return self._replace("_toc.yml", f"  - file: book/om/{added[0].stem}\n", "")

    def remove_row(self) -> str:
        lines = (self.root / "data/glossary.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        own = [line for line in lines if line.startswith("Ord ")]
        return self._replace("data/glossary.csv", own[0], "") if own else self.word()


def from_nothing(root: Path, target: Path) -> Built:
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("_build"))
    return build_clean(target)


def test_twenty_edits_give_byte_for_byte_what_a_build_from_nothing_gives(growing: Path, tmp_path: Path) -> None:
    editor = Editor(growing, seed=20261121)
    for number in range(1, 21):
        done = editor.edit()
        again = published(build_clean(growing).site)
        cold = published(from_nothing(growing, tmp_path / f"kall-{number}").site)
        assert sorted(again) == sorted(cold), done
        assert [name for name in cold if again[name] != cold[name]] == [], done


def test_a_notebook_is_run_again_when_data_change_and_not_otherwise(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "notebook")
    assert "Rader: 3" in build_clean(root).article("plan").get_text()
    assert again(root) == (set(), set())
    edit(root / SERVICES, "exempelby-skydd,", "exempelby-skyddat,")
    assert again(root) == ({"plan"}, {"stod/verksamhet/exempelby-skyddat"})


def test_a_notebook_is_run_again_when_an_example_or_the_form_of_a_sheet_changes(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "notebook")
    form = (TESTS.parent / "data" / "schemas" / "sheets" / "arbetstid.json").read_text(encoding="utf-8")
    files = {"samples/arbetstid.csv": ("ett", "ett annat"), "schemas/sheets/arbetstid.json": (form, form + " ")}
    for name, (text, _) in files.items():
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "data" / name).write_text(text, encoding="utf-8")
    build_clean(root)
    for name, (_, text) in files.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
        assert again(root) == ({"plan"}, set())
