"""Municipalities without a page of their own in book/: pages, lists and blocks made from data, and editions."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from books import ROOT, SITES, TODAY, Built, Sites, build, build_clean, edit, links, make_book, rows, searched, words

from faltboken import building, built_site, check, console, editions, municipalities, tables
from faltboken.commands import site as site_command
from faltboken.tables import Row

SITE = "municipalities"
NOTES = "data/local_notes.csv"


@pytest.fixture(scope="module")
def exempelby(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the edition of one municipality."""
    return edition(tmp_path_factory.mktemp("exempelby") / "bok", "exempelby")


def edition(root: Path, own: str) -> Built:
    make_book(root, SITES / SITE)
    edit(root / "_config.yml", 'faltboken_municipality: ""', f"faltboken_municipality: {own}")
    return build_clean(root)


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


# --- a page from the model ---------------------------------------------------


def test_each_municipality_with_services_has_a_page_made_from_the_model(sites: Sites) -> None:
    built = sites(SITE)
    made = [page for page in built.pages() if re.fullmatch(r"stod/[a-z]+", page)]
    assert made == ["stod/alla", "stod/exempelby", "stod/grannby", "stod/nationellt"]  # Tystby has no service
    article = built.article("stod/grannby")
    assert [words(heading) for heading in article.find_all(["h1", "h2"])] == [
        "Stöd i Grannby", "Socialtjänsten", "Fritid", "Är något fel?",
    ]  # fmt: skip
    assert "Stöd i Grannby stad." in words(article)
    assert built.page("stod/grannby").title.string == "Stöd i Grannby – Fältboken"  # type: ignore[union-attr]


def test_a_section_with_nothing_to_show_is_left_out_with_its_heading(sites: Sites) -> None:
    page = sites(SITE).page("stod/exempelby")
    assert page.find(id="fritid") is None
    assert page.find("a", href="#fritid") is None


def test_a_municipalitys_own_text_is_text_whatever_it_holds(sites: Sites) -> None:
    article = sites(SITE).article("stod/exempelby")
    assert "En [länk](https://exempelby.example) och *stjärnor* & ett <tecken." in words(article)


def test_municipality_pages_stand_in_navigation_search_and_contents(sites: Sites) -> None:
    built = sites(SITE)
    listed = links(built.page("innehall"))
    assert (listed["Exempelby"], listed["Grannby"]) == ("stod/exempelby.html", "stod/grannby.html")
    menu = built.page("stod/grannby").find("nav", class_="chapter-nav") or built.page("stod/grannby")
    assert "exempelby.html" in {str(link["href"]) for link in menu.find_all("a", href=True)}
    assert '"stod/grannby.html"' in searched(built)
    assert "stod/kommun" not in "".join(built.pages())


def test_a_page_made_from_the_model_says_when_its_facts_were_read_not_that_it_was_reviewed(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(root / "data/municipalities.csv", "https://grannby.example,2026-11-20", "https://grannby.example,2026-11-10")
    edit(root / "book/om/kvalitet.md", "# Kvalitet", "# Kvalitet\n\n```{quality}\n```")
    built = build_clean(root)
    assert [words(item) for item in built.article("stod/grannby").select("ul.meta > li")][:3] == [
        "Sammanställd ur tabeller. Kommunens uppgifter lästa 10 november 2026",
        "Ansvarig: verksamhetsutvecklare",
        "Granskas igen senast 9 maj 2027",
    ]
    figures = {row[0]: row[1:3] for row in rows(built.article("om/kvalitet").find("table", id="sidor"))}
    assert figures["Grannby"] == ["nej, läst 2026-11-10", "2027-05-09"]


def test_the_model_is_edited_in_its_own_place(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(root / "_config.yml", 'faltboken_repository: ""', "faltboken_repository: https://git.example/kommun/bok")
    built = build_clean(root)
    addresses = {str(link["href"]) for link in built.page("stod/grannby").find_all("a", href=True)}
    assert "https://git.example/kommun/bok/edit/main/book/stod/kommun.md" in addresses


def test_a_fault_in_the_model_is_told_once_and_on_its_line(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(root / "book/stod/kommun.md", "Berätta.", "Ring 08-465 004 00.")
    built = build(root)
    assert not built.passed
    assert built.told.count("[phone-in-text]") == 1
    assert "book/stod/kommun.md:36: WARNING" in built.told


def test_lines_of_the_model_stay_on_their_numbers() -> None:
    source = "---\nsummary: a\nowner: b\n---\n\n# Stöd i {{ name }}\n\n{{ okänd }}.\n"
    row = Row({"name": 'Ny: "by"', "okänd": None, "source_read_date": date(2026, 11, 20)}, "data/municipalities.csv", 2)
    filled = municipalities.filled_page(source, {"summary": "i {{ name }}", "owner": "b"}, 5, row)
    assert filled.split("\n")[5:] == ['# Stöd i Ny: "by"', "", ".", ""]
    assert yaml.safe_load(filled.split("---")[1]) == {"summary": 'i Ny: "by"', "owner": "b", "data_read": "2026-11-20"}


# --- lists, blocks and links ---------------------------------------------------


def test_a_list_of_municipalities_ends_with_the_list_in_its_body(sites: Sites) -> None:
    assert list(links(sites(SITE).article().find("ul", class_="simple")))[:3] == ["Exempelby", "Grannby", "Hela landet"]


def test_a_table_says_how_to_reach_each_and_what_is_unknown(sites: Sites) -> None:
    article = sites(SITE).article("metoder/sida")
    assert rows(article.find("table")) == [
        ["Kommun", "Växel", "Fältgrupp", "Webbplats"],
        ["Exempelby", "08-465 004 00", "Fältarna, 13–20 år", "exempelby.example"],
        ["Grannby", "uppgift saknas", "uppgift saknas", "grannby.example"],
    ]
    assert links(article)["Grannby"] == "../stod/grannby.html"


def test_a_block_is_repeated_with_headings_of_its_own_among_the_pages(sites: Sites) -> None:
    page = sites(SITE).page("metoder/sida")
    headings = [(heading.name, words(heading)) for heading in page.find_all(["h2", "h3"])]
    shown = [("h2", "Gör så här"), ("h3", "Efteråt"), ("h2", "Exempelby"), ("h2", "Grannby"), ("h2", "Källor")]
    assert [heading for heading in headings if heading in shown] == shown
    own = page.find(id="grannby")
    assert "08-465 004 09" in words(own)  # type: ignore[arg-type]
    assert links(page)["socialtjänsten i Grannby"] == "../stod/grannby.html#socialtjansten"
    assert page.find(id="akut-kommun") is not None


def test_a_role_links_to_a_municipalitys_page(sites: Sites) -> None:
    shown = links(sites(SITE).article())
    assert shown["Grannbys park"] == "stod/grannby.html#socialtjansten"
    assert shown["Exempelby"] == "stod/exempelby.html"


def test_an_unknown_municipality_in_a_role_is_a_fault_with_its_line(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(root / "book/index.md", "{municipality}`exempelby`", "{municipality}`storby`")
    assert "book/index.md:15: WARNING: Kommunen ”storby” finns inte" in build(root).told


# --- the real book ------------------------------------------------------------


def test_no_code_and_no_theme_knows_a_municipality() -> None:
    loaded, _ = tables.load(ROOT)
    names = "|".join(row.text(column) for row in loaded["municipalities"] for column in ("id", "name"))
    holding = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "scripts").rglob("*"))
        if path.suffix in (".py", ".html", ".js", ".css", ".toml")
        for found in [re.search(rf"\b({names})\b", path.read_text(encoding="utf-8"), re.IGNORECASE)]
        if found
    ]
    assert holding == []


def test_no_page_that_all_share_links_to_one_municipalitys_page() -> None:
    loaded, _ = tables.load(ROOT)
    names = "|".join(row.text("id") for row in loaded["municipalities"])
    fence = re.compile(r"^(`{3,}|:{3,}).*?^\1", re.MULTILINE | re.DOTALL)
    for path in (ROOT / "book").rglob("*.md"):
        if path.name != "sa-skriver-du.md":
            text = path.read_text(encoding="utf-8")
            page = "" if path.parent.name == "stod" else "stod/"  # the pages on how others did have the same names
            assert re.findall(rf"{page}(?:{names})\.(?:md|html)|:municipality: (?:{names})\b", text) == [], path.name
    assert fence.search((ROOT / f"{municipalities.MODEL}.md").read_text(encoding="utf-8"))


def test_the_model_has_a_place_for_services_of_every_kind() -> None:
    loaded, _ = tables.load(ROOT)
    text = (ROOT / f"{municipalities.MODEL}.md").read_text(encoding="utf-8")
    kinds = re.findall(r"^:category: (.+)$", text, re.MULTILINE)
    assert sorted(kinds) == sorted(row.text("id") for row in loaded["service_categories"])


# --- an edition -----------------------------------------------------------------


def test_an_edition_has_its_own_and_the_countrys_services_and_no_others(sites: Sites, exempelby: Built) -> None:
    gone = {"stod/grannby", "ringlista/grannby", "stod/verksamhet/grannby-falt", "stod/verksamhet/grannby-jour"}
    assert set(sites(SITE).pages()) - set(exempelby.pages()) == gone
    assert set(exempelby.pages()) - set(sites(SITE).pages()) == set()
    # A service that another municipality runs for both is in both editions.
    assert "stod/verksamhet/grannby-lan" in exempelby.pages()
    assert "Länets mottagning" in words(exempelby.article("stod/exempelby"))


def test_nothing_in_an_edition_shows_or_leads_to_what_it_leaves_out(sites: Sites, exempelby: Built) -> None:
    # Grannby's name stands where a page speaks of it, and where a service that it runs for both says whom it serves.
    for name, content in files_of(exempelby.site).items():
        for word in (b"grannby-falt", b"grannby-jour", b"stod/grannby", b"08-465 004 07", b"08-465 004 09"):
            assert word not in content, (name, word)
    told = {(fault.code, fault.message) for fault in built_site.check(exempelby.site)}
    assert told - {(fault.code, fault.message) for fault in built_site.check(sites(SITE).site)} == set()


def test_filters_lists_and_figures_of_an_edition_name_its_own_municipality_only(exempelby: Built) -> None:
    choices = [str(option["value"]) for option in exempelby.page("stod/alla").select('select[name="kommun"] option')]
    assert [value for value in choices if value not in ("", "sverige")] in (["exempelby"], [])
    for page in ("stod/alla", "om/kvalitet"):
        assert "Grannby" not in words(exempelby.article(page)), page
    assert [row[0] for row in rows(exempelby.article("metoder/sida").find("table"))] == ["Kommun", "Exempelby"]


def test_an_edition_of_one_asks_nobody_to_choose_a_municipality(sites: Sites, exempelby: Built) -> None:
    for built, hidden in ((sites(SITE), False), (exempelby, True)):
        choice = built.page("stod/alla").select_one("p:has(> select[name=kommun])")
        assert choice is not None
        assert choice.has_attr("hidden") is hidden


def test_a_field_team_is_asked_for_only_where_one_is_known(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(
        root / "data/municipalities.csv",
        "https://www.grannby.example/,,",
        "https://www.grannby.example/,08-465 004 08,",
    )
    place = build_clean(root).page("stod/alla")
    asked = [words(item).split(". ")[-1] for item in place.select("#_inga li[data-m]")]
    assert asked == ["Fråga efter socialtjänsten eller fältgruppen.", "Fråga efter socialtjänsten."]


def test_open_data_of_an_edition_are_its_own_lines_as_they_stand(sites: Sites, exempelby: Built) -> None:
    whole, own = files_of(sites(SITE).site / "data"), files_of(exempelby.site / "data")
    package = json.loads(own["datapackage.json"])
    paths = {path for resource in package["resources"] for path in resource["path"]}
    assert {name for name in own if name.endswith(".csv")} == paths
    assert [line.split(b",")[0] for line in own["municipalities.csv"].splitlines()] == [b"id", b"exempelby"]
    assert [line.split(b",")[0] for line in own["services/grannby.csv"].splitlines()] == [b"id", b"grannby-lan"]
    assert own["services/exempelby.csv"] == whole["services/exempelby.csv"]
    assert own["laws.csv"] == whole["laws.csv"]
    assert b"jour-grannby" not in own["acute.csv"]


def test_links_to_what_an_edition_leaves_out_are_words(exempelby: Built) -> None:
    article = exempelby.article()
    assert "Som i Grannbys park, hos Fältarna i Grannby och i Exempelby" in words(article)
    assert "Grannbys park" not in links(article)


def test_an_edition_says_whose_it_is(sites: Sites, exempelby: Built) -> None:
    assert exempelby.page().title.string == "Fältboken Exempelby"  # type: ignore[union-attr]
    assert sites(SITE).page().title.string == "Fältboken"  # type: ignore[union-attr]


def test_two_editions_differ_only_in_what_is_local(exempelby: Built, tmp_path: Path) -> None:
    grannby = edition(tmp_path / "bok", "grannby")
    assert set(exempelby.pages()) - set(grannby.pages()) == {
        "stod/exempelby", "ringlista/exempelby", "stod/verksamhet/exempelby-falt", "stod/verksamhet/exempelby-skydd",
    }  # fmt: skip
    assert set(grannby.pages()) - set(exempelby.pages()) == {
        "stod/grannby", "ringlista/grannby", "stod/verksamhet/grannby-falt", "stod/verksamhet/grannby-jour",
    }  # fmt: skip
    assert words(grannby.article("stod/nationellt")) == words(exempelby.article("stod/nationellt"))
    assert notes(grannby, "metoder/sida") == ["grannby"]


def test_an_edition_of_a_municipality_without_services_is_whole(tmp_path: Path) -> None:
    built = edition(tmp_path / "bok", "tystby")
    assert [page for page in built.pages() if re.fullmatch(r"stod/[a-z]+", page)] == ["stod/alla", "stod/nationellt"]
    assert built.article("metoder/sida").find("table") is None


def test_changing_the_edition_gives_what_a_build_from_nothing_gives(exempelby: Built, tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    build_clean(root)
    edit(root / "_config.yml", 'faltboken_municipality: ""', "faltboken_municipality: exempelby")
    assert files_of(build_clean(root).site) == files_of(exempelby.site)


def test_an_edition_of_nobody_stops_the_build_with_a_sentence(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(root / "_config.yml", 'faltboken_municipality: ""', "faltboken_municipality: storby")
    built = build(root)
    assert not built.passed
    assert built.told.strip() == (
        "ERROR: faltboken_municipality: Kommunen ”storby” finns inte i data/municipalities.csv. Välj bland "
        "exempelby, grannby, tystby, eller lämna tomt för en bok med alla kommuner."
    )


def test_the_command_builds_an_edition_without_a_change_of_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exempelby: Built
) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    before = (root / "_config.yml").read_bytes()
    monkeypatch.chdir(root)
    built = building.build(root, editions.configuration(root, "exempelby"))
    assert (root / "_config.yml").read_bytes() == before
    assert files_of(built) == files_of(exempelby.site)


def test_the_command_takes_the_municipality_by_id_or_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(site_command, "ROOT", make_book(tmp_path / "bok", SITES / SITE))
    monkeypatch.setattr(site_command, "make", lambda root, today, municipality, **_: asked.append(municipality))
    assert site_command.run(["--municipality", "exempelby"]) == 0
    assert site_command.run(["--municipality", "Exempelby"]) == 0
    assert site_command.run([]) == 0
    assert asked == ["exempelby", "exempelby", ""]
    with pytest.raises(console.Stop, match=r"”storby” finns inte .* Välj bland exempelby, grannby, tystby, eller"):
        site_command.run(["--municipality", "storby"])


# --- local notes ------------------------------------------------------------------


def notes(built: Built, page: str) -> list[str]:
    return [str(note["data-municipality"]) for note in built.page(page).find_all(class_="local-note")]


def test_a_note_stands_at_the_end_of_its_sections_own_text_with_date_and_role(sites: Sites) -> None:
    section = sites(SITE).page("metoder/sida").find(id="gor-sa-har")
    assert section is not None
    inside = list(section.find_all(recursive=False))  # type: ignore[union-attr]
    assert [child.name for child in inside] == ["h2", "p", "div", "div", "section"]
    assert words(inside[2]) == (
        "Så gör vi i Exempelby Vi går alltid två och två & hälsar först. Rutinen Bekräftad 20 november 2026 "
        "Ansvarig: enhetschef. Källa för noten om Exempelby , skriven mars 2025, läst 20 november 2026."
    )
    assert "Obekräftad" in words(inside[3])


def test_a_note_without_section_stands_last_on_the_page(sites: Sites) -> None:
    article = sites(SITE).page("metoder/sida").find(id="en-metod")
    assert words(article.find_all(recursive=False)[-1]).startswith(  # type: ignore[union-attr]
        "Så gör vi i Exempelby Vi skriver rapport samma kväll."
    )


def test_a_note_may_stand_on_a_municipalitys_own_page(sites: Sites) -> None:
    assert notes(sites(SITE), "stod/grannby") == ["grannby"]
    assert notes(sites(SITE), "stod/exempelby") == []


def test_an_edition_has_its_own_notes_only(sites: Sites, exempelby: Built) -> None:
    assert notes(sites(SITE), "metoder/sida") == ["exempelby", "grannby", "exempelby"]
    assert notes(exempelby, "metoder/sida") == ["exempelby", "exempelby"]


def test_removing_the_notes_gives_the_shared_page_back_to_the_byte(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    with_notes = (root / NOTES).read_bytes()
    (root / NOTES).write_bytes(with_notes.splitlines(keepends=True)[0])
    without = files_of(build_clean(root).site)
    (root / NOTES).write_bytes(with_notes)
    noted = build_clean(root)
    assert noted.read == {"metoder/sida", "stod/grannby"}
    now = files_of(noted.site)
    pages = {name for name in now if name.endswith(".html") and now[name] != without.get(name)}
    assert pages == {"metoder/sida.html", "stod/grannby.html"}
    # Nothing but the boxes themselves: without them the pages are the same to the byte.
    box = re.compile(rb'<div aria-label="[^"]*" class="local-note".*?</div>', re.DOTALL)
    assert {box.sub(b"", now[name]) == without[name] for name in pages} == {True}
    (root / NOTES).write_bytes(with_notes.splitlines(keepends=True)[0])
    assert files_of(build_clean(root).site) == without


def test_the_anchors_of_a_note_are_those_that_pages_have() -> None:
    from docutils.nodes import make_id

    from faltboken.local_notes import anchor_of

    for heading in ("Gör så här", "1. Först", "Kl. 08.30 Trygghet", "Våld, hot & brott – nu?", "Är det é?", "  x  y "):
        assert anchor_of(heading) == make_id(heading), heading


def test_a_note_for_a_section_that_a_block_makes_is_right(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    edit(root / NOTES, "exempelby-sist,exempelby,metoder/sida,,", "exempelby-sist,exempelby,metoder/sida,exempelby,")
    assert check.problems(root, TODAY) == []
    assert "rapport samma kväll" in words(build_clean(root).page("metoder/sida").find(id="exempelby"))  # type: ignore[arg-type]


# --- building again -----------------------------------------------------------------


def test_a_service_for_a_new_municipality_makes_its_page_and_changes_the_pages_that_list_it(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    build_clean(root)
    edit(root / "data/services/grannby.csv", ",grannby;exempelby,", ",grannby;tystby,")
    built = build_clean(root)
    assert "stod/tystby" in built.pages()
    assert {"index", "metoder/sida", "stod/tystby"} <= built.read
    cold = shutil.copytree(root, tmp_path / "kall", ignore=shutil.ignore_patterns("_build"))
    assert files_of(built.site) == files_of(build_clean(cold).site)
    edit(root / "data/services/grannby.csv", ",grannby;tystby,", ",grannby;exempelby,")
    assert "stod/tystby" not in build_clean(root).pages()


def test_another_number_in_a_municipality_reads_no_page_that_only_lists_it(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / SITE)
    build_clean(root)
    edit(root / "data/services/exempelby.csv", "08-465 004 01", "08-465 004 06")
    assert build_clean(root).read == {"stod/exempelby", "stod/alla", "om/kvalitet"}


def test_narrowed_tables_keep_the_whole_behind_them() -> None:
    loaded, _ = tables.load(ROOT)
    own = editions.narrowed(loaded, loaded["municipalities"].rows[0].text("id"))
    assert own.everything is loaded
    assert len(own["municipalities"]) == 1
    assert loaded.everything is loaded
    assert own["laws"] is loaded["laws"]
