"""A service's own page: the next step first, unknown said to be unknown, and links both ways."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from books import SITES, Sites, build, build_clean, edit, links, make_book, words
from bs4 import Tag

from faltboken import built_site
from faltboken.sphinx_ext import service_view

FALT = "stod/verksamhet/exempelby-falt"
SKYDD = "stod/verksamhet/exempelby-skydd"
TYST = "stod/verksamhet/exempelby-tyst"
LINJEN = "stod/verksamhet/nat-linje"


def facts(article: Tag) -> dict[str, str]:
    return {words(term): words(term.find_next_sibling("dd")) for term in article.select("dl.facts dt")}


def under(article: Tag, heading: str) -> list[str]:
    """Return the paragraphs and list items below a heading, to the next."""
    found = []
    title = next(title for title in article.find_all("h2") if words(title) == heading)
    for part in title.find_next_siblings():
        if part.name == "h2":
            break
        found += [words(item) for item in part.find_all("li")] or [words(part)]
    return found


# --- what the page says -----------------------------------------------------


def test_every_service_that_is_shown_has_a_page_and_no_other(sites: Sites) -> None:
    pages = [page.rsplit("/", 1)[1] for page in sites("directory").pages() if page.startswith("stod/verksamhet/")]
    assert pages == [
        "exempelby-falt", "exempelby-skydd", "exempelby-tyst", "exempelby-webb", "grannby-cafe", "nat-112", "nat-linje",
    ]  # fmt: skip


def test_a_confirmed_number_is_a_button_and_the_first_thing_on_the_page(sites: Sites) -> None:
    article = sites("directory").article(FALT)
    assert words(article.h1) == "Fältgruppen"
    button = article.find("a")
    assert isinstance(button, Tag)
    assert (button["href"], button["class"]) == ("tel:+46846500401", ["call"])
    assert words(article.select_one(".next-step .tag")) == "Bekräftad 20 november 2026"
    assert article.select_one('.open-now[data-open="exempelby-falt"]')


def test_an_unconfirmed_number_is_a_plain_link_that_says_so(sites: Sites) -> None:
    article = sites("directory").article(LINJEN)
    assert not article.select("a.call")
    assert words(article.select_one(".next-step")) == "Ring och fråga: 116 111 Obekräftad"
    assert facts(article)["Telefon"] == "116 111 (obekräftat)"
    assert under(article, "För dig som hänvisar hit")[0].startswith("Ring och kontrollera innan")


def test_the_page_tells_whom_how_when_and_where(sites: Sites) -> None:
    article = sites("directory").article(FALT)
    assert under(article, "För vem") == ["Unga och yrkesverksamma, 13–20 år", "Område: Exempelby", "Kommun: Exempelby"]
    assert facts(article) == {
        "Telefon": "08-465 004 01",
        "Chatt och webb": "Webbplatsen",
        "E-post": "falt@exempelby.example",
        "Adress": "Gatan 1, 100 01 Exempelby ( se på karta hos OpenStreetMap )",
        "Öppet": "Måndag–fredag 08.00–17.00 Röda dagar stängt",
        "Kostnad": "Gratis",
        "Språk": "Svenska och engelska",
    }
    assert words(article.select_one(".svc-alert")) == "Stängt vecka 30."


def test_links_out_of_the_house_send_no_referrer_and_load_nothing(sites: Sites) -> None:
    article = sites("directory").article(FALT)
    outside = [link for link in article.find_all("a", href=True) if str(link["href"]).startswith("http")]
    assert [str(link["href"]) for link in outside] == [
        "https://exempelby.example/falt",
        "https://www.openstreetmap.org/search?query=Gatan%201%2C%20100%2001%20Exempelby",
        "https://exempelby.example/kalla",
    ]
    assert all(link["rel"] == ["noreferrer"] for link in outside)
    assert not article.select("iframe, img, script")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (FALT, "Du kan ta kontakt själv. Det krävs ingen remiss och inget beslut efter behovsprövning."),
        (SKYDD, "Det krävs en remiss eller ett beslut efter behovsprövning."),
        (TYST, "Uppgift saknas om det krävs remiss eller beslut efter behovsprövning. Fråga när du tar kontakt."),
    ],
)
def test_the_way_in_is_said_and_an_unknown_one_is_unknown(page: str, said: str, sites: Sites) -> None:
    assert under(sites("directory").article(page), "Så får du kontakt")[0] == said


def test_what_nobody_has_told_is_listed_as_missing(sites: Sites) -> None:
    article = sites("directory").article(TYST)
    assert facts(article) == {
        "Öppet": "Uppgift saknas.",
        "Uppgift saknas": "Telefon, chatt och webb, e-post, gatuadress, kostnad och språk",
    }
    assert words(article.select_one(".next-step")).startswith("Kontaktväg saknas.")


def test_protected_housing_has_no_address_and_the_page_can_be_left_at_once(sites: Sites) -> None:
    built = sites("directory")
    assert facts(built.article(SKYDD))["Adress"] == "Visas aldrig för skyddat boende"
    assert built.page(SKYDD).select_one("aside.quick-exit")
    assert not built.page(FALT).select_one("aside.quick-exit")


def test_an_address_of_protected_housing_is_not_shown_even_if_a_row_has_one(sites: Sites) -> None:
    from faltboken.tables import Row, load

    root = sites("directory").site.parents[1]
    tables, problems = load(root)
    assert problems == []
    row = tables["services"].find("exempelby-falt")
    assert row is not None
    hidden = Row({**row.values, "needs": ("skyddat-boende",)}, row.path, row.line)
    seen = service_view.view(hidden, tables)
    assert (seen["place"], seen["map"]) == ("", "")


def test_when_by_whom_and_from_where_it_was_confirmed_is_told(sites: Sites) -> None:
    told = under(sites("directory").article(FALT), "Hur säkert är det här?")
    assert told[0] == (
        "Senast bekräftad 20 november 2026 av redaktionen. Källan : skriven oktober 2026, läst 20 november 2026."
    )
    assert under(sites("directory").article(LINJEN), "Hur säkert är det här?")[0] == (
        "Ingen har bekräftat uppgifterna. Källan : utan datum, läst 20 november 2026."
    )


def test_the_editors_notes_stay_with_the_editors(sites: Sites) -> None:
    assert "Hemlig anteckning" not in (sites("directory").site / f"{FALT}.html").read_text(encoding="utf-8")


def test_a_fault_is_told_in_an_email_with_page_and_row_filled_in(sites: Sites) -> None:
    address = links(sites("directory").article(FALT))["Uppgiften är fel"]
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "rattelser@exempelby.example")
    told = parse_qs(parts.query)
    assert told["subject"] == ["Fältboken: fel uppgift om Fältgruppen"]
    assert f"Sida: https://example.org/{FALT}.html" in told["body"][0]
    assert "Rad: exempelby-falt i data/services/exempelby.csv" in told["body"][0]


def test_where_nobody_takes_reports_the_link_leads_to_how_to_contribute(sites: Sites) -> None:
    for page in ("stod/verksamhet/grannby-cafe", LINJEN):
        assert links(sites("directory").article(page))["Uppgiften är fel"] == "../../om/bidra.html"


def test_a_page_is_shared_by_text_message_with_name_number_and_address(sites: Sites) -> None:
    address = links(sites("directory").article(FALT))["Dela med sms"]
    assert address.startswith("sms:?&body=")
    assert parse_qs(address.split("?&")[1])["body"] == [f"Fältgruppen, 08-465 004 01, https://example.org/{FALT}.html"]


def test_a_temporarily_closed_service_says_so(sites: Sites) -> None:
    article = sites("directory").article("stod/verksamhet/grannby-cafe")
    assert words(article.select_one(".next-step .tag")) == "Tillfälligt stängd"
    assert "Röda dagar: uppgift saknas" in facts(article)["Öppet"]


def test_markup_in_a_row_is_text(sites: Sites) -> None:
    page = sites("directory").page(TYST)
    assert words(page.h1) == "Tysta & tåliga"
    assert 'Du & jag < 3 > 2 "hej".' in page.get_text()
    assert "Du &amp; jag &lt; 3 &gt; 2" in (sites("directory").site / f"{TYST}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lowest", "highest", "said"),
    [(13, 20, "13–20 år"), (13, None, "från 13 år"), (None, 17, "till och med 17 år"), (18, 18, "18 år"),
     (None, None, "ålder: uppgift saknas"), (0, 5, "0–5 år")],
)  # fmt: skip
def test_ages_in_words(lowest: int | None, highest: int | None, said: str) -> None:
    assert service_view.ages(lowest, highest) == said


# --- links both ways --------------------------------------------------------


def test_a_role_leads_to_a_service_by_its_name_or_words_of_ones_own(sites: Sites) -> None:
    assert links(sites("directory").article("index")) == {
        "Fältgruppen": f"{FALT}.html",
        "larmnumret": "stod/verksamhet/nat-112.html",
    }


@pytest.mark.parametrize("wanted", ["exempelby-falta", "exempelby-borta"])
def test_a_role_that_names_no_service_that_is_shown_is_a_fault(wanted: str, tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    edit(root / "book/index.md", "exempelby-falt", wanted)
    built = build(root)
    assert not built.passed
    assert built.told.strip().startswith(
        f"book/index.md:11: WARNING: Verksamheten ”{wanted}” finns inte i data/services, eller visas inte längre."
    )


def test_a_page_shows_its_services_confirmed_first_and_leads_to_the_rest(sites: Sites) -> None:
    article = sites("directory").article("lag/oro")
    tables = [[words(row.th) for row in table.find_all("tr")[1:]] for table in article.find_all("table")]
    assert tables == [["112", "Fältgruppen Stängt vecka 30.", "Linjen"], ["112", "Fältgruppen Stängt vecka 30."]]
    shown = links(article)
    assert shown["Linjen"] == "../stod/verksamhet/nat-linje.html"
    assert shown["Prata med någon"] == "../stod/alla.html#behov=prata"


def test_a_service_leads_back_to_the_pages_it_matters_for_and_to_its_needs_and_places(sites: Sites) -> None:
    found = links(sites("directory").article(FALT))
    assert found["Oro"] == "../../lag/oro.html"
    assert found["Prata med någon"] == "../index.html#prata"
    assert found["Exempelby"] == "../exempelby.html"
    assert "Oro" not in links(sites("directory").article(SKYDD))


def test_page_services_on_a_page_without_needs_is_a_fault(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    (root / "data/page_needs.csv").write_text("page,need\nindex,prata\n", encoding="utf-8")
    assert "Sidan ”lag/oro” har inga behov i data/page_needs.csv." in build(root).told


def test_compact_rows_lead_to_the_page_of_each_service(sites: Sites) -> None:
    table = sites("directory").article("stod/index").find("table")
    assert isinstance(table, Tag)
    assert [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")] == [
        ["Stöd", "Område", "Kontakt", "Hur säkert"],
        ["Fältgruppen Stängt vecka 30.", "Exempelby", "08-465 004 01", "Bekräftad 20 november 2026"],
        ["Chatten", "Exempelby", "Webbplats", "Obekräftad"],
        ["Linjen", "Hela Sverige", "116 111", "Obekräftad"],
        ["Ängens café", "Grannby", "08-465 004 11", "Tillfälligt stängd"],
        ["Tysta & tåliga", "Exempelby", "Kontaktväg saknas", "Obekräftad"],
    ]


# --- the book around it -----------------------------------------------------


def test_the_list_of_all_pages_has_every_service(sites: Sites) -> None:
    found = [str(link["href"]) for link in sites("directory").page("innehall").select(".contents a")]
    assert f"{FALT}.html" in found
    assert found.count(f"{LINJEN}.html") == 1


def test_the_pages_break_no_rule_for_built_pages(sites: Sites) -> None:
    told = [problem for problem in built_site.check(sites("directory").site) if problem.code != "broken-link"]
    assert told == []


def test_a_withdrawn_row_is_gone_with_its_page_and_every_trace(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "directory")
    build_clean(root)
    path = root / "data/services/nationellt.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "nat-linje" not in line]
    path.write_text("".join(kept), encoding="utf-8", newline="\n")
    built = build_clean(root)
    assert LINJEN not in built.pages()
    for page in built.site.rglob("*"):
        if page.is_file():
            assert b"nat-linje" not in page.read_bytes(), page
    shutil.rmtree(root / "_build")
    assert build_clean(root).pages() == built.pages()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/services/grannby.csv", "Ängens café", "Åkerns café"),
        ("data/needs.csv", "Prata med någon", "Snacka med någon"),
        ("data/page_needs.csv", "lag/oro,prata\n", ""),
        ("data/municipalities.csv", "rattelser@exempelby.example", "fel@exempelby.example"),
    ],
)
def test_a_changed_row_gives_what_a_build_from_nothing_gives(path: str, old: str, new: str, tmp_path: Path) -> None:
    def everything(site: Path) -> dict[str, bytes]:
        return {page.relative_to(site).as_posix(): page.read_bytes() for page in site.rglob("*.html")}

    root = make_book(tmp_path / "bok", SITES / "directory")
    build_clean(root)
    edit(root / path, old, new)
    again = everything(build_clean(root).site)
    shutil.rmtree(root / "_build")
    assert again == everything(build_clean(root).site)
