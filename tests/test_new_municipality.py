"""`kb.py new-municipality`: a municipality out of a name and a few answers, filled in through its workbook."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from books import NOW, ROOT, TODAY, build_clean, words
from openpyxl import load_workbook
from workbooks import planned, put, shown, snapshot

from faltboken import check, console
from faltboken.commands import new_municipality
from faltboken.workbooks import adding

ANSWERS = {
    "scb_code": "2039",
    "full_name": "Östra Berga kommun",
    "region": "Dalarnas län",
    "website": "https://berga.example",
    "source_url": "https://berga.example/kontakt",
}


@pytest.mark.parametrize(("name", "own"), [("Älvdalen", "alvdalen"), ("Upplands Väsby", "upplands-vasby"), ("!", "")])
def test_a_name_gives_an_id(name: str, own: str) -> None:
    assert adding.identifier(name) == own


def test_a_new_municipality_is_whole_and_takes_services_from_its_workbook(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_municipality.add(book, "Östra Berga", ANSWERS, TODAY) == 0
    assert "python3 scripts/kb.py export --table acute" in capsys.readouterr().out
    assert check.problems(book, TODAY) == []
    path = book / "_build" / "faltboken-ostra-berga.xlsx"
    opened = load_workbook(path)
    row = {
        "Id": "ostra-berga-falt",
        "Namn": "Fältgruppen",
        "Typ av stöd": "social_services",
        "Behov": "prata",
        "För vem": "unga",
        "Beskrivning": "Någon att prata med.",
        "Kommuner": "ostra-berga",
        "Upptagningsområde": "Östra Berga",
        "Tar emot akut": "nej",
        "Läge": "active",
        "Källa": "https://berga.example",
        "Källan lästes": TODAY,
        "Säkerhet": "låg",
    }
    for title, value in row.items():
        put(opened["ostra-berga"], 2, title, value)
    opened.save(path)
    found = planned(book, path)
    assert shown(found)[0] == "data/services/ostra-berga.csv: 1 ny rad"
    found.write(book)
    assert check.problems(book, TODAY) == []


def test_a_municipality_that_exists_or_a_wrong_answer_changes_nothing(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(book)
    assert new_municipality.add(book, "Exempelby", ANSWERS, TODAY) == 1
    assert new_municipality.add(book, "Berga", ANSWERS | {"scb_code": "12"}, TODAY) == 1
    assert "scb_code: ”12” har fel form. Skriv kommunkod" in capsys.readouterr().out
    assert snapshot(book) == before


def test_only_the_lines_that_must_change_do(book: Path) -> None:
    real = (ROOT / adding.PACKAGE).read_bytes()
    written, _ = adding.files(ROOT, "Berga", ANSWERS, TODAY)
    lines = written[adding.PACKAGE].decode().splitlines()
    assert [line.strip() for line in lines if line not in real.decode().splitlines()] == [
        '"services/hagfors.csv",',
        '"services/berga.csv"',
    ]
    assert written["data/municipalities.csv"].startswith((ROOT / "data/municipalities.csv").read_bytes())


def test_without_a_terminal_what_is_missing_is_told_as_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    with pytest.raises(console.Stop) as stop:
        new_municipality.run(["Berga", "--scb-code", "2039"])
    assert str(stop.value) == "Uppgifter saknas. Lägg till --full-name, --region, --website, --source-url."


@pytest.mark.parametrize("ended", [EOFError, KeyboardInterrupt])
def test_answers_that_are_broken_off_write_nothing(
    ended: type[BaseException], book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(question: str) -> str:
        raise ended

    before = snapshot(book)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", end)
    monkeypatch.setattr(new_municipality, "ROOT", book)
    with pytest.raises(console.Stop, match=r"Avbrutet\. Inget är skrivet\."):
        new_municipality.run(["Berga"])
    assert snapshot(book) == before


def test_the_help_is_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        new_municipality.run(["--help"])
    told = capsys.readouterr().out
    assert "Efter kommandot:\n  NAMN" in told
    assert "positional" not in told


def test_in_a_terminal_it_asks_until_the_answer_can_be_used(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replies = iter(
        [
            "",
            "tolv",
            "2039",
            "Berga kommun",
            "Dalarnas län",
            "berga",
            "https://berga.example",
            *[""] * 6,
            "https://berga.example",
            "",
        ]
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(replies))
    monkeypatch.setattr(new_municipality, "ROOT", book)
    assert new_municipality.run(["Berga", "--today", "2026-11-21"]) == 0
    assert (
        b"berga,Berga,2039,Berga kommun,Dalarnas l\xc3\xa4n,https://berga.example,,,,,,,https://berga.example,2026-11-21,\n"
        in (book / "data/municipalities.csv").read_bytes()
    )
    told = capsys.readouterr().out
    assert "Skriv kommunkod, till exempel " in told
    assert "Cellen" not in told


# --- the whole walk, with the real book ---------------------------------------


def test_a_municipality_of_thirty_services_is_in_the_book_and_only_data_have_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "bok"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("_build", ".git", ".venv", "tests"))
    before, start = files_below(root), time.process_time()
    own = ANSWERS | {"scb_code": "9999", "full_name": "Exempelköpings kommun", "switchboard": "08-465 004 00"}
    own |= {"field_team": "Fältgruppen", "about_services": "Flera mottagningar ligger i länet."}
    assert new_municipality.add(root, "Exempelköping", own, NOW) == 0
    workbook = root / "_build" / "faltboken-exempelkoping.xlsx"
    opened = load_workbook(workbook)
    kinds = ("social_services", "outreach", "leisure", "mental_health", "youth_centre")
    for number in range(30):
        for title, value in {
            "Id": f"exempelkoping-stod-{number}",
            "Namn": f"Påhittat stöd {number}",
            "Typ av stöd": kinds[number % len(kinds)],
            "Behov": "prata-med-nagon",
            "För vem": "unga",
            "Beskrivning": "Finns bara i ett test.",
            "Kommuner": "exempelkoping",
            "Upptagningsområde": "Exempelköping",
            "Telefon": f"08-465 004 {number:02d}",
            "Tar emot akut": "nej",
            "Läge": "active",
            "Källa": "https://exempelkoping.example",
            "Källan lästes": TODAY,
            "Säkerhet": "låg",
        }.items():
            put(opened["exempelkoping"], number + 2, title, value)
    opened.save(workbook)
    found = planned(root, workbook)
    assert shown(found)[0] == "data/services/exempelkoping.csv: 30 nya rader"
    found.write(root)
    assert check.problems(root, NOW) == []
    built = build_clean(root)

    page = built.page("stod/exempelkoping")
    assert "Stöd i Exempelköping" in words(page.find("h1"))
    assert "Exempelköpings kommun och i Dalarnas län. Flera mottagningar ligger i länet." in words(page.find("article"))
    assert len(page.select("table.services tbody tr")) == 30
    assert page.find(id="socialtjansten") is not None
    assert page.find(id="vald-och-fortryck") is None
    filters = built.page("stod/alla").select("option[value=exempelkoping]")
    assert [option.get_text() for option in filters] == ["Exempelköping"]
    for name in (
        "index", "akut", "innehall", "stod/index", "stod/nationellt", "stod/sandviken", "om/in-english",
        "samverkan/index", "samverkan/orolig", "lag/orosanmalan", "introduktion/dag-1", "introduktion/index",
    ):  # fmt: skip
        addresses = [str(link["href"]) for link in built.page(name).find_all("a", href=True)]
        assert [address for address in addresses if "exempelkoping.html" in address], name
    assert built.page("stod/obekraftat").find(id="exempelkoping") is not None
    assert built.page("akut").find(id="exempelkoping") is not None
    assert "Exempelköping" in words(built.article("om/kvalitet"))
    assert "ringlista/exempelkoping" in built.pages()
    assert len([name for name in built.pages() if "verksamhet/exempelkoping-" in name]) == 30
    assert (built.site / "data/services/exempelkoping.csv").is_file()

    after = files_below(root)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {"data/municipalities.csv", "data/datapackage.json", "data/services/exempelkoping.csv"}
    assert set(before) - set(after) == set()
    with capsys.disabled():
        print(f"\n  a new municipality, from name to built book: {time.process_time() - start:.1f} s CPU")


def files_below(root: Path) -> dict[str, bytes]:
    """Return every file of the book but what is built."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "_build" not in path.parts and "__pycache__" not in path.parts
    }
