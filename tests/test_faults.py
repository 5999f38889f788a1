"""One input for each fault: a book or a page with exactly one thing wrong, and the exact words an editor reads.

`data/faults/<fault>` is laid over `data/base`, a book without faults; `data/built/<fault>` is a built page. Beside each
stands `expected.txt`: what is printed, line for line.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from books import BASE, FAULTS, NUMBERS, ROOT, TESTS, TODAY, make_book, named

from faltboken import built_site, check, spelling
from faltboken.problems import Problem

BUILT = TESTS / "data" / "built"
PACKAGE = ROOT / "scripts" / "faltboken"
# Where faults are told, and the place of the code in a call or in a tuple.
MODULES = [path for path in PACKAGE.glob("*.py") if "faltboken.problems" in path.read_text(encoding="utf-8")]
PLACES = {"Problem": 3, "Fault": 0, "_fault": 2}
WITHOUT_FAULT = {"whole", "linked-data-is-no-script", "markup-in-code-is-shown-on-purpose"}


def told(problems: list[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def expected(folder: Path) -> str:
    return (folder / "expected.txt").read_text(encoding="utf-8")


def codes_in_expected() -> set[str]:
    lines = [line for kind in (FAULTS, BUILT) for folder in kind.iterdir() for line in expected(folder).splitlines()]
    return {line.rsplit("[", 1)[1].removesuffix("]") for line in lines}


def is_sentence(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return is_sentence(node.left) or is_sentence(node.right)
    if isinstance(node, ast.Name):
        return node.id == "message"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and " " in str(node.value))


def codes_in_source() -> set[str]:
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            candidate: ast.expr | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES:
                place = PLACES[node.func.id]
                candidate = node.args[place] if place < len(node.args) else None
            elif isinstance(node, ast.Tuple) and len(node.elts) == 3 and is_sentence(node.elts[2]):
                candidate = node.elts[1]  # (place, code, sentence) in page_rules and built_site
            elif isinstance(node, ast.Dict) and all(map(is_sentence, node.values)):
                found |= {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if isinstance(candidate, ast.Constant) and isinstance(candidate.value, str) and candidate.value:
                found.add(candidate.value)
    return found


def test_the_base_book_has_no_fault(tmp_path: Path) -> None:
    assert told(check.problems(make_book(tmp_path / "bok"), TODAY)) == ""


@pytest.mark.parametrize("fault", named(FAULTS.iterdir()))
def test_a_fault_is_told_in_words_that_say_what_to_write(fault: str, tmp_path: Path) -> None:
    book = make_book(tmp_path / "bok", FAULTS / fault)
    problems = spelling.check(book) if fault.startswith("spelling-") else check.problems(book, TODAY)
    assert told(problems) == expected(FAULTS / fault)


@pytest.mark.parametrize("fault", named(BUILT.iterdir()))
def test_a_fault_in_a_built_page_is_told_with_its_line(fault: str) -> None:
    assert told(built_site.check(BUILT / fault)) == expected(BUILT / fault)


def test_every_input_yields_a_fault_except_those_that_show_what_is_allowed() -> None:
    silent = {folder.name for kind in (FAULTS, BUILT) for folder in kind.iterdir() if not expected(folder)}
    assert silent == WITHOUT_FAULT


def test_every_rule_has_an_input_that_breaks_it_and_every_input_breaks_a_rule() -> None:
    assert codes_in_source() == codes_in_expected()


def test_every_message_is_a_whole_sentence_and_says_what_to_do() -> None:
    for kind in (FAULTS, BUILT):
        for folder in kind.iterdir():
            for line in expected(folder).splitlines():
                sentence = line.rsplit(" [", 1)[0]
                last = sentence.rsplit(": ", 1)[-1] if folder.name == "no-header" else sentence
                assert last.endswith((".", "?", "notes")), line
                assert ". " in sentence, f"{folder.name}: only says what is wrong"


@pytest.mark.parametrize("fault", [name for name in named(FAULTS.iterdir()) if "number" in name or "identity" in name])
def test_no_message_repeats_a_personal_identity_number(fault: str, tmp_path: Path) -> None:
    words = told(check.problems(make_book(tmp_path / "bok", FAULTS / fault), TODAY))
    for number in NUMBERS.values():
        assert number not in words
        assert number[-4:] not in words


def test_no_fixture_holds_a_personal_identity_number() -> None:
    from faltboken.personal_identity import find_personal_identity_number

    files = [path for folder in (FAULTS, BUILT, BASE, TESTS / "sites") for path in folder.rglob("*") if path.is_file()]
    holding = [path for path in files if find_personal_identity_number(path.read_bytes().decode("utf-8", "replace"))]
    assert holding == []
    assert all(map(find_personal_identity_number, NUMBERS.values()))
