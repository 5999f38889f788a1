"""What each directive and role makes of the data: one tiny book for each behaviour, built with no warning allowed."""

from __future__ import annotations

from pathlib import Path

from books import SITES, Sites, build, lines_of, links, make_book, rows, searched, words
from bs4 import Tag


def tables(article: Tag) -> list[list[list[str]]]:
    return [rows(table) for table in article.find_all("table")]


def under(article: Tag, heading: str) -> Tag:
    """Return the section of an article that has a heading."""
    found = next(title.parent for title in article.find_all(["h2", "h3"]) if words(title) == heading)
    assert isinstance(found, Tag)
    return found


# --- services ---------------------------------------------------------------


def test_a_service_is_a_row_whose_cells_know_their_headings(sites: Sites) -> None:
    expected = (SITES / "services-basic" / "expected.html").read_text(encoding="utf-8").strip()
    assert str(sites("services-basic").article().table) == expected


def test_confirmed_services_come_first_then_unconfirmed_and_last_those_without_any_way_to_reach_them(
    sites: Sites,
) -> None:
    [table] = tables(sites("services-trust").article())
    assert [(row[0].split()[0], row[3].split(" Källa")[0]) for row in table[1:]] == [
        ("Fältgruppen", "Bekräftad 20 november 2026"),
        ("Öppna", "Bekräftad 20 november 2026"),
        ("Anhöriggruppen", "Obekräftad"),
        ("Caféet", "Tillfälligt stängd"),
        ("Aftongruppen", "Obekräftad"),
    ]


def test_a_service_that_has_closed_for_good_is_not_shown(sites: Sites) -> None:
    built = sites("services-trust")
    assert "Bygatan" not in words(built.article())
    assert "Bygatan" not in searched(built)


def test_unknown_hours_and_ways_to_reach_a_service_are_said_to_be_unknown(sites: Sites) -> None:
    [table] = tables(sites("services-trust").article())
    assert [(row[1], row[2]) for row in table[1:]] == [
        ("08-465 004 01 Webbplats för Fältgruppen", "Måndag–fredag 08.00–17.00 Röda dagar stängt"),
        (
            "oppen@exempelby.example Webbplats för Öppna mottagningen Gatan 1, Exempelby Telefonnummer saknas",
            "1 juni–31 augusti måndag och onsdag 10.00–12.00 och 13.00–16.00 Röda dagar stängt",
        ),
        ("08-465 004 03", "Öppettider saknas – ring först"),
        ("08-465 004 01 Webbplats för Caféet", "Måndag–fredag 08.00–17.00 Röda dagar: uppgift saknas"),
        ("Kontaktväg saknas", "Öppettider saknas"),
    ]


def test_every_number_can_be_dialled_but_only_a_confirmed_one_is_a_button(sites: Sites) -> None:
    dialled = sites("services-trust").article().select('a[href^="tel:"]')
    assert [(words(link), link["href"], "call" in link["class"]) for link in dialled] == [
        ("08-465 004 01", "tel:+46846500401", True),
        ("08-465 004 03", "tel:+46846500403", False),
        ("08-465 004 01", "tel:+46846500401", False),
    ]


def test_services_are_chosen_by_municipality_need_category_audience_scope_and_trust(sites: Sites) -> None:
    article = sites("services-choices").article()

    def names(heading: str) -> list[str]:
        return [row[0].split(" Någon")[0] for table in tables(under(article, heading)) for row in table[1:]]

    assert names("Kommun") == ["112", "Fältgruppen", "Skyddat boende"]
    assert names("Lokalt") == ["Fältgruppen", "Skyddat boende"]
    assert names("Hela landet") == ["112"]
    assert names("Behov") == ["112", "Skyddat boende"]
    assert names("Bekräftade") == ["Skyddat boende"]
    assert names("Kategori") == ["112"]


def test_columns_are_shown_as_they_are_asked_for(sites: Sites) -> None:
    [table] = tables(under(sites("services-choices").article(), "Behov"))
    assert table[0] == ["Stöd", "Öppet"]


def test_a_choice_that_no_service_meets_says_so(sites: Sites) -> None:
    section = under(sites("services-choices").article(), "Målgrupp")
    assert words(section) == "Målgrupp Inga stöd finns i registret ännu."


# --- emergency numbers ------------------------------------------------------


def test_emergency_numbers_are_buttons_with_the_situation_they_are_for(sites: Sites) -> None:
    section = under(sites("emergency-numbers").article(), "Hela landet")
    assert words(section) == "Hela landet 112 akut fara Fara för liv."
    assert links(section) == {"112 akut fara": "tel:112"}


def test_an_emergency_number_with_hours_has_a_place_for_whether_it_is_open(sites: Sites) -> None:
    places = sites("emergency-numbers").article().select(".emergency [data-open]")
    assert {place["data-open"] for place in places} == {"exempelby-falt"}


def test_an_emergency_number_that_nobody_has_confirmed_is_replaced_by_112(sites: Sites) -> None:
    section = under(sites("emergency-numbers").article(), "Exempelby")
    assert links(section) == {"08-465 004 01 fältgruppen": "tel:+46846500401", "112 be om socialjouren": "tel:112"}
    assert "08-465 004 02" not in words(section)
    assert words(section).endswith("När hemmet är farligt. Ring 112 och be om socialjouren när det inte kan vänta.")


def test_a_municipality_without_emergency_numbers_says_112(sites: Sites) -> None:
    section = under(sites("emergency-numbers").article(), "Grannby")
    assert links(section) == {"112 be om socialjouren": "tel:112"}
    assert "Numret till socialjouren är inte bekräftat." in words(section)


def test_the_strip_on_every_page_has_the_numbers_that_are_marked_for_it(sites: Sites) -> None:
    strip = sites("emergency-numbers").page().select_one(".strip")
    assert strip is not None
    assert links(strip) == {"112 akut fara": "tel:112", "Fler nummer": "akut.html"}


# --- other tables -----------------------------------------------------------


def test_a_data_table_has_the_headings_of_its_schema_and_says_what_is_unknown(sites: Sites) -> None:
    [acts, _] = tables(sites("data-table").article())
    assert acts == [
        ["Förkortning", "Lagens namn", "Gäller från", "Gäller till och med", "Länk"],
        ["LVU", "Lag om vård av unga", "uppgift saknas", "31 december 2026", "lag.example"],
        ["SoL", "Socialtjänstlag", "1 juli 2025", "uppgift saknas", "lag.example"],
    ]


def test_a_data_table_says_values_in_swedish_words_and_links_what_can_be_reached(sites: Sites) -> None:
    article = sites("data-table").article()
    [_, services] = tables(article)
    assert services[1:] == [
        ["Fältgruppen", "nej", "08-465 004 01", "uppgift saknas", "Prata med någon", "unga", "hög"],
        ["Skyddat boende", "nej", "08-465 004 02", "uppgift saknas", "Skyddat boende", "unga", "medel"],
    ]
    assert links(article)["08-465 004 02"] == "tel:+46846500402"
    assert not article.select("a.call")


def test_a_table_says_which_columns_the_reader_can_sort_by_and_what_a_cell_is_sorted_by(sites: Sites) -> None:
    built = sites("data-table")
    acts, services = built.article().select("table")
    assert acts["class"] == ["data", "fold", "sortable"]
    assert [cell.get_text(strip=True) for cell in acts.select("thead th.sorts")] == [
        "Lagens namn",
        "Gäller från",
        "Gäller till och med",
    ]
    assert [[cell.get("data-value") for cell in row.select("th, td")] for row in acts.select("tbody tr")] == [
        [None, None, "", "2026-12-31", None],
        [None, None, "2025-07-01", "", None],
    ]
    assert services["class"] == ["data", "stack"]
    assert not services.select(".sorts, [data-value]")
    assert "table-sort.js" in str(built.page("index"))
    assert "table-sort" not in str(sites("terms").page("index"))


def test_each_table_lies_in_a_box_that_is_named_and_takes_the_keyboard(sites: Sites) -> None:
    boxes = sites("data-table").article().select("div.table-scroll")
    assert [(box["aria-label"], box["role"], box["tabindex"]) for box in boxes] == [
        ("Tabell 1: Lagar", "region", "0"),
        ("Tabell 2: Tabeller", "region", "0"),
    ]


# --- law and words ----------------------------------------------------------


def test_a_law_reference_leads_to_its_paragraph_in_the_register(sites: Sites) -> None:
    built = sites("law")
    assert links(built.article()) == {
        "SoL 19:1": "lag/lagregister.html#law-sol-19-1",
        "LVU 3 §": "lag/lagregister.html#law-lvu-3",
    }
    anchors = {tag["id"] for tag in built.article("lag/lagregister").select("dt[id]")}
    assert anchors == {"law-sol-19-1", "law-lvu-3"}


def test_the_register_tells_each_acts_number_and_end_and_each_paragraph_in_our_words(sites: Sites) -> None:
    register = sites("law").article("lag/lagregister")
    lvu = words(under(register, "Lag om vård av unga (LVU)"))
    assert "SFS 1990:52. Gäller till och med 31 december 2026. Ersätts av: Två nya lagar. Läs lagen" in lvu
    assert "LVU 3 § Eget beteende Gäller inte längre Vård på grund av eget beteende." in lvu
    assert "kontrollera lagtexten" in lvu
    assert "kontrollera lagtexten" not in words(under(register, "Socialtjänstlag (SoL)"))


def test_a_term_leads_to_the_glossary_by_its_abbreviation_synonym_or_words_of_ones_own(sites: Sites) -> None:
    assert links(sites("terms").article()) == {
        "BUP": "om/ordlista.html#term-barn-och-ungdomspsykiatri",
        "att anmäla oro": "om/ordlista.html#term-orosanmalan",
        "anmälan om oro": "om/ordlista.html#term-orosanmalan",
    }


def test_the_glossary_is_in_swedish_order_with_other_words_and_pages(sites: Sites) -> None:
    glossary = sites("terms").article("om/ordlista").find("dl", class_="glossary")
    assert isinstance(glossary, Tag)
    assert [words(part) for part in glossary.find_all(["dt", "dd"])] == [
        "Barn- och ungdomspsykiatri (BUP)",
        "Vård för unga som mår mycket dåligt.",
        "Orosanmälan",
        "Att berätta för socialtjänsten att ett barn far illa. "
        "Sägs också: anmälan om oro och anmäla till soc. Läs mer: Ordlista",
    ]


# --- marks and boxes --------------------------------------------------------


def test_must_should_and_local_say_their_force_and_their_ground(sites: Sites) -> None:
    article = sites("force").article()
    assert [words(item) for item in article.select("ul.simple > li")] == [
        "Ska SoL 19:1 Anmäl genast.",
        "Bör [ 1 ] Skriv ner uppdraget.",
        "Så gör vi i Exempelby Gå två och två.",
    ]
    assert links(article)["SoL 19:1"] == "lag/lagregister.html#law-sol-19-1"


def test_a_footnote_names_who_when_what_and_where(sites: Sites) -> None:
    note = sites("force").article().find("aside", class_="footnote")
    assert isinstance(note, Tag)
    assert words(note).endswith("Exempelmyndigheten (2026). Att arbeta uppsökande . Läst 20 november 2026.")
    assert links(note)["Att arbeta uppsökande"] == "https://myndighet.example/bok"


def test_words_to_say_and_an_example_stand_in_boxes_that_say_what_they_are(sites: Sites) -> None:
    article = sites("boxes").article()
    assert words(article.select_one("blockquote.say")) == "Hej, jag heter …"
    assert words(article.select_one("div.example")) == "Ett påhittat exempel En person sitter ensam."


def test_evidence_tells_how_sure_it_is_what_was_studied_and_where_the_scale_stands(sites: Sites) -> None:
    box = sites("boxes").article().select_one("div.evidence.grade-weak")
    assert words(box) == (
        "Vad forskningen vet Hur säkert Svagt stöd ( så läser du skalan ) "
        "Vad som studerats Samtal Effekt Oklar År 2022 Få studier."
    )
    assert box is not None
    assert links(box) == {"så läser du skalan": "om/evidensskala.html"}


# --- the guide --------------------------------------------------------------


def test_a_guide_is_links_from_question_to_question_and_ends_in_something_to_do(sites: Sites) -> None:
    guide = sites("guide").article().select_one("div.guide")
    assert guide is not None
    steps = {section["id"]: links(section) for section in guide.select("section")}
    assert steps == {
        "orolig-fara": {"Ja": "#orolig-svar-1", "Nej": "#orolig-barn"},
        "orolig-barn": {"Ja": "#orolig-svar-2", "Nej": "#orolig-svar-1"},
        "orolig-svar-1": {"Börja om": "#orolig-fara"},
        "orolig-svar-2": {"Börja om": "#orolig-fara"},
    }
    assert words(guide.select_one("#orolig-svar-1")) == "Gör så här Ring 112. Hjälpen kommer till er. Börja om"


def test_a_question_of_a_guide_is_numbered_by_how_many_the_reader_has_met(sites: Sites) -> None:
    guide = sites("guide-branches").article().select_one("div.guide")
    assert guide is not None
    assert [words(count) for count in guide.select(".guide-step > .guide-count")] == [
        "Fråga 1 av högst 3",
        "Fråga 2 av högst 3",
        "Fråga 2 av högst 3",
        "Fråga 3 av högst 3",
    ]


# --- what a page and the book tell of themselves ----------------------------


def test_page_review_prints_who_reviewed_the_page_when_again_and_the_short_answer(sites: Sites) -> None:
    article = sites("page-review").article()
    assert [words(item) for item in article.select("ul.meta > li")] == [
        "Granskad 20 november 2026",
        "Ansvarig: verksamhetsutvecklare",
        "Granskas igen senast 19 maj 2027",
        "1 min läsning",
    ]
    assert words(article.select_one("div.answer")) == "Kort svar Gå två och två."


def test_page_review_speaks_english_on_a_page_in_english(sites: Sites) -> None:
    built = sites("page-review")
    assert words(built.article("om/in-english").select_one("div.answer")) == "In short Walk in pairs."
    html = built.page("om/in-english").html
    assert html is not None
    assert html["lang"] == "en"


def test_quality_counts_services_by_area_and_reads_every_page(sites: Sites) -> None:
    services, pages = tables(sites("quality").article("om/kvalitet"))
    assert services == [
        ["Område", "Stöd", "Bekräftade", "Obekräftade", "Utan telefon", "Utan öppettider", "Bekräftas igen senast"],
        ["Hela landet", "1", "1", "0", "0", "0", "18 februari 2027"],
        ["Exempelby", "2", "1", "1", "0", "1", "19 maj 2027"],
        ["Allt", "3", "2", "1", "0", "1", "18 februari 2027"],
    ]
    assert pages[0] == ["Sida", "Granskad", "Granskas igen", "Ansvarig", "Ord", "Lästid", "LIX"]
    assert [(row[0], row[1], row[2]) for row in pages[1:]] == [
        (name, "2026-11-20", "2027-05-19") for name in ("Metoder", "Lagregister", "Kvalitet")
    ]


def test_addresses_have_no_book_folder_and_links_between_chapters_hold(sites: Sites) -> None:
    built = sites("addresses")
    written = [page for page in built.pages() if not page.startswith("stod/verksamhet/")]
    assert written == ["404", "index", "innehall", "introduktion/dag-1", "lag/lagregister"]
    assert links(built.article("index"))["Dag 1"] == "introduktion/dag-1.html"
    assert links(built.article("introduktion/dag-1")) == {
        "Till starten": "../index.html",
        "sidan": "#hur",
        "SoL 19:1": "../lag/lagregister.html#law-sol-19-1",
    }


def test_links_on_the_page_for_missing_addresses_hold_at_any_depth(sites: Sites) -> None:
    page = sites("addresses").page("404")
    addresses = [str(tag["href"]) for tag in page.find_all(["a", "link"], href=True)]
    assert [address for address in addresses if not address.startswith(("/", "#", "tel:", "https:"))] == []


# --- faults -----------------------------------------------------------------


def test_a_choice_that_does_not_exist_is_told_with_its_line_and_what_to_write(tmp_path: Path) -> None:
    built = build(make_book(tmp_path / "bok", SITES / "directive-faults"))
    assert not built.passed
    assert built.told.strip().splitlines() == lines_of(SITES / "directive-faults" / "expected.txt")


def test_a_table_that_the_book_lacks_is_told_and_never_a_traceback(book: Path) -> None:
    package = book / "data" / "datapackage.json"
    kept = [line for line in package.read_text(encoding="utf-8").splitlines() if "services" not in line]
    package.write_text("\n".join(kept), encoding="utf-8")
    for path in (book / "data" / "services").iterdir():
        path.unlink()
    page = book / "book" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n```{services}\n```\n", encoding="utf-8")
    built = build(book)
    assert not built.passed
    assert built.told.strip() == (
        "book/index.md:13: WARNING: Tabellen services finns inte i data/datapackage.json. Lägg till den där."
    )
