"""Words, compounds, the index that a build writes, and the ranking as the terminal has it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from books import SITES, Sites, build_clean, make_book

from faltboken import console
from faltboken.commands import search
from faltboken.search import index, rank, words
from faltboken.search.compounds import Splitter
from faltboken.search.index import Entry, SearchPage, Section, search_index
from faltboken.search.rank import Index
from faltboken.search.vocabulary import distance


def page(url: str, title: str, text: str = "", **more: tuple[str, ...]) -> SearchPage:
    return SearchPage(url, title, (Section("", title, text),), **more)  # type: ignore[arg-type]


def core_of(*pages: SearchPage, entries: tuple[Entry, ...] = ()) -> Index:
    script = search_index(pages, entries)["search-index.js"]
    return Index(json.loads(script.removeprefix("faltbokenSearch(").removesuffix(");\n")))


def found(index: Index, query: str) -> list[str]:
    return [hit.unit.url for hit in index.find(query)]


# --- words ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Är det 19 kap. 1 § SoL?", ["är", "det", "19:1", "sol"]),
        ("10 kap 18 a §", ["10:18a"]),
        ("10:18 a OSL", ["10:18a", "osl"]),
        ("6 § LVU", ["6§", "lvu"]),
        ("LVU § 6", ["lvu", "6§"]),
        ("116 111", ["116111"]),
        ("ring 08-123 456 78 nu", ["ring", "0812345678", "nu"]),
        ("+46 8 123 456 78", ["0812345678"]),
        ("2014–2017, 13-åring", ["20142017", "13åring"]),
        ("e-post till Mini-Maria", ["epost", "till", "minimaria"]),
        ("barn\u00adkonventionen", ["barnkonventionen"]),
    ],
)
def test_what_is_written_in_several_ways_is_one_word(text: str, tokens: list[str]) -> None:
    assert words.tokens(text) == tokens


@pytest.mark.parametrize(
    "forms",
    [
        "familjehem familjehemmet familjehemmen familjehems",
        "drog droger drogerna drogens",
        "skola skolan skolor skolorna skolans",
        "förälder föräldrar föräldrarna föräldern",
        "polis polisen polisens poliser",
        "möte mötet möten mötena mötets",
        "samtycke samtycker samtycket",
        "slå slår slagen slog",
        "kurs kursen kurser",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({words.stem(form) for form in forms.split()}) == 1, [words.stem(form) for form in forms.split()]


@pytest.mark.parametrize("pair", ["anmälan anmälning", "dokumentera dokumentation", "placerad placering"])
def test_words_made_from_one_another_have_one_root(pair: str) -> None:
    assert len({words.root(words.stem(word)) for word in pair.split()}) == 1


@pytest.mark.parametrize("word", ["barn", "hem", "16:1", "1177", "lag", "umo", "år"])
def test_short_words_and_numbers_are_their_own_stem(word: str) -> None:
    assert words.stem(word) == word


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("fältsamordnare", "fält samordnare"),
        ("ungdomsmottagning", "ungdom s mottagning"),
        ("familjehemsvård", "familje hem s vård"),
        ("orosanmälan", "oro s anmälan"),  # the dictionary has it as one word
        ("tystnadsplikten", "tystnad s plikten"),
        ("skolfrånvaro", "skol frånvaro"),
        ("rättigheter", "rättigheter"),
        ("medarbetare", "medarbetare"),
        ("1990:52", "1990:52"),
    ],
)
def test_a_compound_is_taken_apart_and_no_other_word_is(word: str, parts: str) -> None:
    assert Splitter({"anmälan"}).parts(word) == parts.split()


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("anmälan", "anmälan", 0), ("amnälan", "anmälan", 1), ("anmälan", "anmäla", 1), ("anmälan", "amälna", 2)],
)
def test_a_swap_of_neighbours_is_one_step(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 2) == steps


def test_words_too_far_apart_are_only_told_to_be_so() -> None:
    assert distance("anmälan", "familjehem", 2) == 3


# --- ranking ----------------------------------------------------------------

BOOK = (
    page("oro.html", "Orosanmälan", "Ring socialtjänsten.", everyday=("anmäla soc",)),
    page("hem.html", "Familjehem", "Ett barn kan bo där, och det görs efter en orosanmälan."),
    page("mini.html", "Mini-Maria", "För unga med droger."),
    page("vald.html", "Våld i nära relationer", "Hot och slag."),
)
ROWS = (
    Entry("lag.html#law-sol-19-1", "SoL 19:1 Vem som måste anmäla", "law", names=("19 kap. 1 §", "SoL 19:1")),
    Entry("linje.html", "Linjen", "service", names=("020-11 22 33",), place="Exempelby"),
    Entry("akut.html", "112 Nödnummer", "number", everyday=("andas inte", "överdos"), call="tel:112"),
)
WHOLE = core_of(*BOOK, entries=ROWS)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("orosanmälan", "oro.html"),
        ("ORO SANMÄLAN", "oro.html"),
        ("orosanmälningar", "oro.html"),
        ("anmälan", "oro.html"),
        ("oros anmälan", "oro.html"),
        ("orosamälan", "oro.html"),
        ("orosanmalan", "oro.html"),
        ("orosanm", "oro.html"),
        ("anmäla till soc", "oro.html"),
        ("familjehemmet", "hem.html"),
        ("hem", "hem.html"),
        ("minimaria", "mini.html"),
        ("mini maria", "mini.html"),
        ("vald", "vald.html"),
        ("19 kap 1 §", "lag.html#law-sol-19-1"),
        ("0201122", "linje.html"),
        ("020-112233", "linje.html"),
    ],
)
def test_the_best_answer_comes_first(query: str, first: str) -> None:
    assert found(WHOLE, query)[:1] == [first]


def test_a_name_counts_more_than_running_text() -> None:
    assert found(WHOLE, "orosanmälan")[:2] == ["oro.html", "hem.html"]


def test_a_page_with_both_words_comes_before_those_with_one() -> None:
    assert found(core_of(page("a.html", "Skola"), page("b.html", "Skola och hem"), page("c.html", "Hem")), "hem skola")[
        0
    ] == ("b.html")


@pytest.mark.parametrize("query", ["", "   ", "?", "qwrtz", "zebraplutonium", "xx yy", "99999", "<img src=x>"])
def test_what_means_nothing_finds_nothing(query: str) -> None:
    assert WHOLE.find(query) == []
    assert WHOLE.acute(query) == []


@pytest.mark.parametrize("query", ["överdos", "overdos", "överdoss", "hon andas inte", "överdo"])
def test_an_emergency_shows_the_number(query: str) -> None:
    assert [unit.call for unit in WHOLE.acute(query)] == ["tel:112"]


@pytest.mark.parametrize("query", ["andas", "orosanmälan", "inte"])
def test_a_part_of_the_phrase_is_no_emergency(query: str) -> None:
    assert WHOLE.acute(query) == []


def test_a_compound_that_only_begins_like_an_emergency_word_is_none() -> None:
    rows = (*ROWS, Entry("akut.html", "113", "number", everyday=("däckad",), call="tel:113"))
    index = core_of(*BOOK, page("v.html", "Vinter"), entries=rows)
    assert index.acute("vinterdäck") == []
    assert [unit.call for unit in index.acute("vinteröverdos")] == ["tel:112"]


def test_emergency_numbers_stand_in_the_order_of_their_table() -> None:
    numbers = [("9", 1), ("1", 2), ("5", 3)]
    rows = tuple(Entry("akut.html", name, "number", everyday=("fara",), order=order) for name, order in numbers)
    assert [unit.title for unit in core_of(*BOOK, entries=rows).acute("fara")] == ["9", "1", "5"]


def test_each_word_of_a_hit_has_its_reason() -> None:
    hit = WHOLE.find("familjehemmet orosamälan")[0]
    assert [(reason.typed, reason.word, reason.how) for reason in hit.why] == [
        ("familjehemmet", "familjehem", "exact"),
        ("orosamälan", "orosanmälan", "typo"),
    ]


# --- the index --------------------------------------------------------------


def test_the_same_input_in_another_order_gives_the_same_bytes() -> None:
    assert search_index(BOOK, ROWS) == search_index(BOOK[::-1], ROWS[::-1])


def test_nothing_in_a_page_can_end_the_script() -> None:
    files = search_index([page("a.html", "</script>", "\u2028 </SCRIPT> \u2029")], [])
    assert not any("</" in text or "\u2028" in text for text in files.values())


def test_units_far_apart_are_written_with_few_signs_and_read_back() -> None:
    many = [page(f"p{number:04}.html", "sällsynt" if number in (0, 1, 500) else "annat") for number in range(501)]
    assert set(found(core_of(*many), "sällsynt")) == {"p0000.html", "p0001.html", "p0500.html"}


def test_texts_lie_in_shards_that_begin_where_the_core_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SHARD", 20)
    files = search_index(BOOK, ROWS)
    core = json.loads(files["search-index.js"].removeprefix("faltbokenSearch(").removesuffix(");\n"))
    texts: list[str] = []
    for number, first in enumerate(core["shards"]):
        shard = json.loads(
            "[" + files[f"search/{number}.js"].removeprefix("faltbokenTexts(").removesuffix(");\n") + "]"
        )
        assert shard[0] == first == len(texts)
        texts += shard[1]
    assert len(core["shards"]) > 1
    assert len(texts) == len(core["units"])


# --- in a built book --------------------------------------------------------


def test_every_page_but_search_and_the_page_for_missing_addresses_is_found(sites: Sites) -> None:
    units = Index.of(sites("addresses").site).units
    pages = [unit.url for unit in units if unit.kind == "page"]
    assert pages == ["index.html", "introduktion/dag-1.html", "lag/lagregister.html"]


def test_services_terms_and_paragraphs_are_found_on_the_pages_that_show_them(sites: Sites) -> None:
    entries = {(unit.kind, unit.title): unit.url for unit in Index.of(sites("growing").site).units}
    assert entries["term", "Barn- och ungdomspsykiatri"] == "om/ordlista.html#term-barn-och-ungdomspsykiatri"
    assert entries["law", "SoL 19:1 Vem som måste anmäla"] == "lag/lagregister.html#law-sol-19-1"
    assert entries["service", "Fältgruppen"] == "stod/verksamhet/exempelby-falt.html"
    assert entries["number", "112"] == "akut.html"


@pytest.mark.parametrize("name", ["addresses", "growing"])
def test_every_address_of_the_index_leads_to_a_place_that_exists(name: str, sites: Sites) -> None:
    built = sites(name)
    addresses = [unit.url for unit in Index.of(built.site).units]
    assert addresses
    for address in addresses:
        file, _, anchor = address.partition("#")
        found_page = built.page(file.removesuffix(".html"))
        assert not anchor or found_page.find(id=anchor), address


def test_an_unconfirmed_number_is_never_one_to_call(sites: Sites) -> None:
    units = Index.of(sites("emergency-numbers").site).units
    assert all(unit.call for unit in units if unit.kind == "number")


def test_shards_of_an_earlier_build_are_removed(tmp_path: Path) -> None:
    root = make_book(tmp_path / "bok", SITES / "addresses")
    built = build_clean(root)
    (built.site / "_static" / "search" / "99.js").write_text("faltbokenTexts(0,[]);", encoding="utf-8")
    (root / "book" / "index.md").write_text(
        (root / "book" / "index.md").read_text(encoding="utf-8") + "\nMer.\n", encoding="utf-8"
    )
    build_clean(root)
    assert not (built.site / "_static" / "search" / "99.js").exists()


# --- in the terminal --------------------------------------------------------


def test_the_terminal_tells_rank_kind_title_and_address(sites: Sites) -> None:
    lines = list(search.answer(sites("growing").site, "bup överdos"))
    assert lines[0] == "  !  Akut     Ring 112  akut.html"
    assert re.fullmatch(r"  1  \w+ +.+  [\w/-]+\.html(#[\w-]+)?", lines[1])


def test_the_terminal_tells_why(sites: Sites) -> None:
    lines = list(search.answer(sites("growing").site, "anmäla", explain=True))
    assert any("anmäla → anmäla: ordet, eller en form av det, tyngd" in line for line in lines), lines


def test_without_a_built_site_the_terminal_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(console.Stop, match=r"Kör först: python3 scripts/kb\.py site"):
        list(search.answer(tmp_path, "bup"))


def test_anchors_that_a_heading_tells_are_told_as_the_book_makes_them() -> None:
    assert rank.slug("Så når du oss: ring 112!") == "sa-nar-du-oss-ring-112"
    assert re.fullmatch("[a-z0-9-]*", rank.slug("§ 3 – Åäö é"))


def test_three_letters_that_may_be_another_word_show_no_number() -> None:
    index = core_of(*BOOK, entries=[Entry("akut.html", "112", "number", everyday=("fara",), call="tel:112")])
    assert index.acute("Far mamma veta") == []
    assert [unit.call for unit in index.acute("faran är nu")] == ["tel:112"]
