"""`kb.py new-municipality`: a municipality out of a name and a few answers, filled in through its workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import ROOT, TODAY
from openpyxl import load_workbook
from workbooks import planned, put, shown, snapshot

from faltboken import check, console
from faltboken.commands import new_municipality
from faltboken.workbooks import adding

ANSWERS = {
    "scb_code": "2039",
    "region": "Dalarnas län",
    "website": "https://berga.example",
    "source_url": "https://berga.example/kontakt",
}


@pytest.mark.parametrize(("name", "own"), [("Älvdalen", "alvdalen"), ("Upplands Väsby", "upplands-vasby"), ("!", "")])
def test_a_name_gives_an_id(name: str, own: str) -> None:
    assert adding.identifier(name) == own


def test_a_new_municipality_is_whole_and_takes_services_from_its_workbook(book: Path) -> None:
    assert new_municipality.add(book, "Östra Berga", ANSWERS, TODAY) == 0
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
    assert str(stop.value) == "Uppgifter saknas. Lägg till --region, --website, --source-url."


def test_in_a_terminal_it_asks_until_the_answer_can_be_used(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = iter(
        ["tolv", "2039", "Dalarnas län", "berga", "https://berga.example", *[""] * 5, "https://berga.example", ""]
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(replies))
    monkeypatch.setattr(new_municipality, "ROOT", book)
    assert new_municipality.run(["Berga", "--today", "2026-11-21"]) == 0
    assert (
        b"berga,Berga,2039,Dalarnas l\xc3\xa4n,https://berga.example,,,,,,https://berga.example,2026-11-21,\n"
        in (book / "data/municipalities.csv").read_bytes()
    )
