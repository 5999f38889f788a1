"""One cell at a time: which texts are taken, as which values; nothing an editor can type ends in a traceback."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from books import NUMBERS, ROOT

from faltboken import cells, hours, meant_hours, phones
from faltboken.personal_identity import find_personal_identity_number
from faltboken.schema import Field, read_package

CHARACTERS = "0123456789 -+;:,./@=<>&\"'()[]%åäöMoTuWePHoffJan24/7\t\x00\x0b\u2028\u00a0\u0661²https://"


def column(kind: str = "string", **rules: Any) -> Field:
    return Field(name="prov", type=kind, title="Prov", **rules)


def value(text: str, field: Field) -> object:
    found, faults = cells.parse(text, field)
    assert faults == []
    return found


def code(text: str, field: Field) -> str:
    found, [fault] = cells.parse(text, field)
    assert found is None
    return fault.code


# --- values -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("", column(), None),
        ("Åsa – ”hej”", column(), "Åsa – ”hej”"),
        ("13", column("integer"), 13),
        ("60.62", column("number"), 60.62),
        ("16", column("number"), 16.0),
        ("ja", column("boolean"), True),
        ("nej", column("boolean"), False),
        ("2028-02-29", column("date"), date(2028, 2, 29)),
        ("a;b", column("list"), ("a", "b")),
        ("a", column("list"), ("a",)),
        ("+46 26 24 00 00", column(check="phone"), "+46 26 24 00 00"),
        ("a < b och c > d", column(), "a < b och c > d"),
        ("R&B-kväll", column(), "R&B-kväll"),
        ("1,5–2 timmar", column(), "1,5–2 timmar"),
        ("https://exempelby.example/å?a=1&b=2", column(format="uri"), "https://exempelby.example/å?a=1&b=2"),
        ("förnamn.efternamn+x@exempel-by.se", column(format="email"), "förnamn.efternamn+x@exempel-by.se"),
        ("5", column("integer", minimum="5", maximum="5"), 5),
        ("0", column("integer", maximum="5"), 0),
        ("-15", column("integer", minimum="-20"), -15),
    ],
)
def test_a_cell_becomes_the_value_its_column_says(text: str, field: Field, expected: object) -> None:
    assert value(text, field) == expected


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("١٣", column("integer"), "integer"),
        ("-1", column("integer"), "formula"),
        ("-1+1", column("integer", minimum="-20"), "formula"),
        ("-21", column("integer", minimum="-20"), "limits"),
        ("1e3", column("number"), "number"),
        ("12345678901234567890", column("integer"), "integer"),
        ("Ja", column("boolean"), "boolean"),
        ("2026-2-3", column("date"), "date"),
        ("2026-02-29", column("date"), "date"),
        ("20261121", column("date"), "date"),
        (" ", column(), "space"),
        ("\u00a0x", column(), "space"),
        ("\tx", column(), "space"),
        ("<script>", column(), "html"),
        ("a<br/>b", column(), "html"),
        ("&nbsp;", column(), "html"),
        ("@x", column(), "formula"),
        ("http://exempel", column(format="uri"), "url"),
        ("ftp://exempel.se", column(format="uri"), "url"),
        ("javascript:alert(1)", column(format="uri"), "url"),
        ("https://[", column(format="uri"), "url"),
        ("namn@exempel", column(format="email"), "email"),
        ("4", column("integer", minimum="5"), "limits"),
    ],
)
def test_a_cell_that_cannot_be_so_is_refused(text: str, field: Field, expected: str) -> None:
    assert code(text, field) == expected


def test_a_limit_on_one_side_is_told_without_the_other() -> None:
    _, [fault] = cells.parse("4", column("integer", minimum="5"))
    assert fault.message == "”4” ligger utanför det möjliga. Skriv ett tal från 5."


def test_a_long_text_is_cut_in_the_message() -> None:
    _, [fault] = cells.parse("x" * 500, column(pattern="y"))
    assert len(fault.message) < 120


# --- telephone numbers ------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("112", "tel:112"),
        ("1177", "tel:1177"),
        ("116 111", "tel:116111"),
        ("116 016", "tel:116016"),
        ("90101", "tel:90101"),
        ("90390", "tel:90390"),
        ("114 14", "tel:11414"),
        ("026-24 00 00", "tel:+4626240000"),
        ("020-50 50 50", "tel:+4620505050"),
        ("+46 26 24 00 00", "tel:+4626240000"),
    ],
)
def test_a_number_is_dialled_as_it_must_be(number: str, link: str) -> None:
    assert phones.is_phone_number(number)
    assert phones.phone_link(number) == link


@pytest.mark.parametrize(
    "text", ["", "-", "1", "0", "113", "08-12", "08-12 34 5", "+4", "+47 22 00 00 00", "0a", "112;113"]
)
def test_what_is_no_swedish_number_is_refused(text: str) -> None:
    assert not phones.is_phone_number(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("08 465 004 00", "08-465 004 00"),
        ("026-240000", "026-24 00 00"),
        ("0771 44 55 00", "0771-44 55 00"),
        ("020505050", "020-50 50 50"),
    ],
)
def test_a_number_in_another_form_is_told_in_the_form_to_write(text: str, form: str) -> None:
    _, [fault] = cells.parse(text, column(check="phone"))
    assert fault.message == f"”{text}” har fel form. Skriv numret som {form}."
    assert cells.parse(form, column(check="phone")) == (form, [])


# --- opening hours ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24/7", ["dygnet runt, alla dagar"]),
        ("Mo-Fr 08:00-17:00", ["måndag–fredag 08.00–17.00"]),
        ("Mo-Su 00:00-24:00", ["alla dagar dygnet runt"]),
        ("Mo,We,Fr 08:00-12:00,13:00-16:00", ["måndag, onsdag och fredag 08.00–12.00 och 13.00–16.00"]),
        ("Fr 20:00-02:00; PH off", ["fredag 20.00–02.00", "röda dagar stängt"]),
        ("Jun-Aug Mo 10:00-12:00", ["juni–augusti måndag 10.00–12.00"]),
        ("Jun 15-Aug 15 off", ["15 juni–15 augusti stängt"]),
        ("08:00-16:00", ["08.00–16.00"]),
    ],
)
def test_hours_are_said_in_swedish(text: str, words: list[str]) -> None:
    assert hours.is_opening_hours(text)
    assert hours.in_words(text) == words


@pytest.mark.parametrize(
    "text", ["8-17", "Mo-Fr 8-17", "Mån-Fre 08:00-17:00", "Mo-Fr 08:00-17:00,PH off", "Mo 25:00-26:00", "off off"]
)
def test_hours_that_cannot_be_said_are_refused(text: str) -> None:
    assert not hours.is_opening_hours(text)


@pytest.mark.parametrize("text", ["Mo-Fr 17:00-08:00,09:00-25:00", "Mo 17:00-26:00", "Mo 08:00-12:00,11:00-13:00"])
def test_times_that_no_clock_shows_or_that_overlap_are_refused(text: str) -> None:
    assert not hours.is_opening_hours(text)
    assert meant_hours.remedy(text).startswith("Klockan går till 24:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Dygnet runt", "Skriv ”24/7”."),
        ("Mo-Fr 8-17", "Skriv ”Mo-Fr 08:00-17:00”."),
        ("Mån-Fre 08:00-16:00", "Skriv ”Mo-Fr 08:00-16:00”."),
        ("vardagar 9-16", "Skriv ”Mo-Fr 09:00-16:00”."),
        ("8-16", "Skriv också dagarna, till exempel ”Mo-Fr 08:00-16:00”, eller lämna tomt."),
        ("mån 8-12, 13-16", "Skriv till exempel ”Mo-Fr 08:00-17:00”, eller lämna tomt."),
        ("ring först", "Skriv till exempel ”Mo-Fr 08:00-17:00”, eller lämna tomt."),
        ("Mo-Fr 8-30", "Skriv till exempel ”Mo-Fr 08:00-17:00”, eller lämna tomt."),
    ],
)
def test_hours_in_words_are_told_in_the_form_to_write(text: str, meant: str) -> None:
    assert not hours.is_opening_hours(text)
    assert meant_hours.remedy(text) == meant


def test_hours_without_a_word_on_red_days_leave_them_unknown() -> None:
    assert hours.says_nothing_of_holidays("Mo-Fr 08:00-17:00")
    assert not hours.says_nothing_of_holidays("Mo-Fr 08:00-17:00; PH off")
    assert not hours.says_nothing_of_holidays("24/7")


def test_hours_that_have_no_words_raise() -> None:
    with pytest.raises(ValueError, match="sunrise"):
        hours.in_words("Mo sunrise-sunset")


# --- personal identity numbers ----------------------------------------------


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_a_personal_identity_number_is_found_however_it_is_written(number: str) -> None:
    digits = number.replace("-", "")
    forms = [number, digits, number[2:], digits[2:], f"{digits[:8]} {digits[8:]}", f"{digits[:8]}–{digits[8:]}"]
    for form in forms:
        assert find_personal_identity_number(f"Gäller {form}, ring.") == form


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_a_number_with_a_wrong_check_digit_or_an_impossible_day_is_left_alone(number: str) -> None:
    wrong_digit = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert find_personal_identity_number(wrong_digit) == ""
    assert find_personal_identity_number(number.replace("2089", "208913")) == ""
    assert find_personal_identity_number(f"1{number}") == ""


def test_telephone_numbers_of_the_real_data_are_no_personal_identity_numbers() -> None:
    for path in (ROOT / "data").rglob("*.csv"):
        assert find_personal_identity_number(path.read_text(encoding="utf-8")) == ""


# --- anything at all --------------------------------------------------------


def test_no_text_whatever_ends_in_a_traceback() -> None:
    chance = random.Random(7)
    fields = [field for resource in read_package(ROOT / "data") for field in resource.schema.fields]
    texts = ["".join(chance.choices(CHARACTERS, k=chance.randint(1, 16))) for _ in range(1500)]
    for text in texts:
        for field in chance.sample(fields, 8):
            found, faults = cells.parse(text, field)
            assert (found is None) or not faults
        if phones.is_phone_number(text):
            assert phones.phone_link(text).startswith("tel:")
        if hours.is_opening_hours(text):
            assert hours.in_words(text)


def test_every_hours_that_is_taken_can_be_said() -> None:
    chance = random.Random(8)
    parts = [
        "Mo",
        "Fr",
        "PH",
        "-",
        ",",
        " ",
        "; ",
        "08:00-17:00",
        "off",
        "24/7",
        "Jun",
        "Aug 5",
        "sunrise",
        "easter",
        "1",
    ]
    taken = 0
    for _ in range(20000):
        text = "".join(chance.choices(parts, k=chance.randint(1, 7)))
        if hours.is_opening_hours(text):
            taken += 1
            assert all(hours.in_words(text))
    assert taken > 50
