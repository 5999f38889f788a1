"""What people type finds what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

# What is typed; what one of the first results must lead to or say; among how many; why.
QUERIES = [
    ("orosanmälan", r"lag/orosanmalan\.html", 3, "the page itself, beside the word in the glossary"),
    ("anmälan", r"(?i)orosanmälan", 5, "the second half of a compound"),
    ("bup", r"(?i)barn- och ungdomspsykiatri|\bBUP\b", 3, "an abbreviation"),
    ("ungdomsmottagning", r"(?i)ungdomsmottagning", 3, "a kind of service"),
    ("116111", r"Bris|116 ?111", 3, "a number without its spaces"),
    ("116 111", r"Bris|116 ?111", 3, "a number with its spaces"),
    ("1177", r"1177", 3, "a word of digits"),
    ("socialbidrag", r"(?i)försörjningsstöd|ekonomiskt bistånd", 3, "the everyday word for another"),
    ("19:1", r"19:1", 3, "a paragraph"),
    ("SoL 19:1", r"19:1", 1, "a paragraph with its act"),
    ("orosanmalan", r"lag/orosanmalan\.html", 3, "without å, ä and ö"),
    ("orosanm", r"lag/orosanmalan\.html", 3, "half typed"),
    ("soc jour", r"(?i)socialjour", 5, "two words for one"),
    ("OROSANMÄLAN", r"lag/orosanmalan\.html", 3, "capitals"),
]


@pytest.mark.parametrize(("query", "wanted", "among", "why"), QUERIES, ids=[query for query, *_ in QUERIES])
def test_a_query_finds_what_is_meant(query: str, wanted: str, among: int, why: str, opens: Open) -> None:
    page = opens("om/sok.html")
    page.get_by_label("Sök i handboken").fill(query)
    expect(page.locator("#_resultat li").first).to_be_visible()
    results = page.locator("#_resultat li").all()[:among]
    found = [f"{item.locator('a').get_attribute('href')} {item.inner_text()}" for item in results]
    assert any(re.search(wanted, result) for result in found), (why, found)


def test_every_result_leads_to_a_place_that_exists(opens: Open) -> None:
    page = opens("om/sok.html#q=socialtjänsten")
    expect(page.locator("#_resultat li").first).to_be_visible()
    for link in [item.get_attribute("href") or "" for item in page.locator("#_resultat a").all()][:8]:
        page.goto(link)
        assert page.locator("h1").count() == 1
        if "#" in link:
            assert page.evaluate(
                "() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null"
            ), link


def test_nothing_found_says_what_to_try(opens: Open) -> None:
    page = opens("om/sok.html")
    page.get_by_label("Sök i handboken").fill("qqqq")
    expect(page.get_by_role("status")).to_contain_text("Inga träffar. Pröva")


def test_the_query_is_kept_in_the_address_and_never_sent(opens: Open) -> None:
    page = opens("om/sok.html")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("Sök i handboken").fill("orosanmälan")
    expect(page.locator("#_resultat li").first).to_be_visible()
    assert page.url.endswith("#q=orosanm%C3%A4lan")
    assert not [url for url in sent if "orosanm" in url]


def test_markup_in_a_query_is_only_text(opens: Open) -> None:
    page = opens("om/sok.html#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.get_by_label("Sök i handboken")).to_have_value("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0
