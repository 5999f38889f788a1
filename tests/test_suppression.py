"""Small groups cannot be counted back: by hand, and by readers who try every table that they cannot rule out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from readers import Pair, Printed, given_away

from faltboken.analyse.suppression import TwoWay, apart, one_way, splits, two_way

ROWS, COLUMNS = "ABCDEFGH", "abcde"


def grid(*rows: Sequence[int]) -> dict[Pair, int]:
    return {(ROWS[r], COLUMNS[c]): value for r, row in enumerate(rows) for c, value in enumerate(row)}


def made(rng: random.Random, rows: int, columns: int) -> dict[Pair, int]:
    """Return a table with many small numbers, some zeros, and some pairs where nobody has been."""
    mean = rng.choice([1, 2, 4, 8, 15])
    pairs = product(ROWS[:rows], COLUMNS[:columns])
    return {pair: rng.choice([0, 1, 1, 1]) * rng.randint(0, 2 * mean) for pair in pairs if rng.random() < 0.9}


# --- by hand ----------------------------------------------------------------


def test_a_table_without_small_numbers_is_printed_whole() -> None:
    shown = two_way(grid([5, 0], [7, 12]))
    assert shown.cells == grid([5, 0], [7, 12])
    assert (shown.rows, shown.columns, shown.total) == ({"A": 5, "B": 19}, {"a": 12, "b": 12}, 24)


def test_a_small_number_takes_the_corners_of_a_rectangle_with_it_and_the_sums_stay() -> None:
    shown = two_way(grid([2, 20, 30], [9, 40, 50], [60, 70, 80]))
    assert [pair for pair, value in shown.cells.items() if value is None] == [
        ("A", "a"),
        ("A", "b"),
        ("B", "a"),
        ("B", "b"),
    ]
    assert (shown.rows, shown.total) == ({"A": 52, "B": 99, "C": 210}, 361)


def test_a_zero_is_printed_but_not_in_a_row_whose_sum_is_small() -> None:
    shown = two_way(grid([0, 20, 30], [0, 3, 0], [60, 70, 80]))
    assert shown.cells["A", "a"] == 0
    assert shown.rows["B"] is None
    assert [shown.cells["B", column] for column in "abc"] == [None, None, None]


def test_one_small_number_hides_one_more_so_that_the_sum_does_not_tell() -> None:
    assert one_way({"a": 3, "b": 12, "c": 30}) == ({"a": None, "b": None, "c": 30}, 45)


def test_where_the_second_cannot_give_way_a_third_or_the_sum_is_hidden() -> None:
    # 2 + 5 = 7 can be 1 + 6, 3 + 4, 4 + 3: enough, and told which is small it is 1 + 6 or 2 + 5.
    assert one_way({"a": 2, "b": 5}) == ({"a": None, "b": None}, 7)
    # 1 + 5 = 6: told which is small, it could only be 1 + 5, so the sum goes too.
    assert one_way({"a": 1, "b": 5}) == ({"a": None, "b": None}, None)
    # Only one count: the sum is the count.
    assert one_way({"a": 4}) == ({"a": None}, None)
    # Nothing is over 5, as the reader knows, so that the 5 cannot give way.
    assert one_way({"a": 4, "b": 5}, most=5) == ({"a": None, "b": 5}, None)


def test_nothing_at_all_is_printed_of_fewer_than_five() -> None:
    shown = two_way(grid([2, 0], [1, 0]))
    assert {*shown.cells.values(), *shown.rows.values(), *shown.columns.values(), shown.total} == {None}
    assert one_way({"a": 0, "b": 3}) == ({"a": None, "b": None}, None)


def test_nobody_is_printed_as_nobody() -> None:
    assert two_way(grid([0, 0])) == TwoWay(grid([0, 0]), {"A": 0}, {"a": 0, "b": 0}, 0)
    assert two_way({}) == TwoWay({}, {}, {}, 0)
    assert one_way({"a": 0}) == ({"a": 0}, 0)


def test_two_ways_to_split_one_sum_are_protected_together() -> None:
    shown, total = splits([{"new": 3, "known": 20}, {"again": 0, "not": 23}])
    assert shown == [{"new": None, "known": None}, {"again": 0, "not": 23}]
    assert total == 23
    with pytest.raises(ValueError, match="same sum"):
        splits([{"a": 1}, {"b": 2}])


def test_without_sums_only_what_is_small_is_hidden() -> None:
    assert apart(grid([2, 20], [0, 9])) == {**grid([0, 20], [0, 9]), ("A", "a"): None}


def test_without_sums_a_number_is_not_given_away_by_what_the_sum_is_known_to_be_at_least() -> None:
    # 29 were talked with, so 29 were seen: without the 2 they are 27, and it could only be 2 or more.
    assert apart(grid([2, 20], [0, 7]), least=29) == {**grid([0, 20], [0, 0]), ("A", "a"): None, ("B", "b"): None}


# --- readers who try every table --------------------------------------------


def test_the_readers_find_what_is_given_away() -> None:
    table = grid([2, 20], [9, 40])
    alone = TwoWay({**table, ("A", "a"): None}, {"A": 22, "B": 49}, {"a": 11, "b": 60}, 71)
    assert given_away(Printed(table, alone)) == ["('cell', 'A', 'a') can only be 2"]
    row_only = TwoWay({**table, ("A", "a"): None, ("A", "b"): None}, {"A": 22, "B": 49}, {"a": 11, "b": 60}, 71)
    assert len(given_away(Printed(table, row_only))) == 2
    ones = grid([1, 1, 1], [30, 40, 50])
    loose = TwoWay(dict.fromkeys(ones), {"A": 3, "B": 120}, {"a": None, "b": None, "c": None}, 123)
    assert "('cell', 'A', 'a') is 1 and cannot be [4]" in given_away(Printed(ones, loose))
    full = TwoWay(dict.fromkeys(ones), {"A": 3, "B": 120}, {"a": 31, "b": 41, "c": 51}, 123)
    assert "('cell', 'A', 'a') can only be 1" in given_away(Printed(ones, full))


@pytest.mark.parametrize(("size", "tables"), [(2, 600), (3, 120)])
@pytest.mark.parametrize("reader", [{}, {"told": True}, {"asks": True}])
def test_no_reader_of_a_table_with_sums_learns_a_hidden_number(size: int, tables: int, reader: dict[str, bool]) -> None:
    rng = random.Random(size)
    for _ in range(tables):
        true = made(rng, rng.randint(1, size), rng.randint(1, size))
        assert given_away(Printed(true, two_way(true), **reader)) == []


def determined(shown: TwoWay) -> list[tuple[str, ...]]:
    """Return what follows from the printed numbers by adding and subtracting alone, in exact fractions."""
    hidden: list[tuple[str, ...]] = [("cell", *pair) for pair, value in shown.cells.items() if value is None]
    hidden += [("row", name) for name, value in shown.rows.items() if value is None]
    hidden += [("column", name) for name, value in shown.columns.items() if value is None]
    hidden += [("total",)] if shown.total is None else []
    place = {key: number for number, key in enumerate(hidden)}
    sums: list[list[tuple[tuple[str, ...], int]]] = [
        [(("row", row), -1), *((("cell", *pair), 1) for pair in shown.cells if pair[0] == row)] for row in shown.rows
    ]
    sums += [
        [(("column", name), -1), *((("cell", *pair), 1) for pair in shown.cells if pair[1] == name)]
        for name in shown.columns
    ]
    sums += [[(("total",), -1), *((("row", row), 1) for row in shown.rows)]]
    matrix = []
    for terms in sums:
        row = [Fraction(0)] * len(hidden)
        for key, sign in terms:
            if key in place:
                row[place[key]] += sign
        matrix.append(row)
    pivots = []
    for column in range(len(hidden)):
        at = next((r for r in range(len(pivots), len(matrix)) if matrix[r][column]), None)
        if at is None:
            continue
        top = len(pivots)
        matrix[top], matrix[at] = matrix[at], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for r in range(len(matrix)):
            if r != top and matrix[r][column]:
                factor = matrix[r][column]
                matrix[r] = [one - factor * two for one, two in zip(matrix[r], matrix[top], strict=True)]
        pivots.append(column)
    return [hidden[pivot] for top, pivot in enumerate(pivots) if sum(map(bool, matrix[top])) == 1]


def test_no_hidden_number_of_a_large_table_follows_by_adding_and_subtracting() -> None:
    rng = random.Random(8)
    for _ in range(60):
        shown = two_way(made(rng, 8, 5))
        assert [key for key in determined(shown) if key] == []
    assert determined(TwoWay({("A", "a"): None, ("A", "b"): 7}, {"A": 9}, {"a": None, "b": 7}, 9))


def one_way_readers(way: Mapping[str, int], most: int | None) -> Iterator[str]:
    """Yield what a reader learns of counts and their sum, trying every number."""
    shown, total = one_way(way, most)
    true_total = sum(way.values())
    nothing = total is None and all(value is None for value in shown.values())
    hidden = [name for name, value in shown.items() if value is None]
    for told in (False, True):
        ranges = []
        for name, value in shown.items():
            low, high = (0 if nothing else 1), true_total + 9
            if told:
                low, high = (max(low, 5), high) if way[name] >= 5 else (0 if nothing else 1, 4)
            ranges.append(range(low, min(high, most or high) + 1) if value is None else [value])
        tables = [
            table
            for table in product(*ranges)
            if (sum(table) == total if total is not None else not told or (sum(table) < 5) == (true_total < 5))
        ]
        for place, name in enumerate(shown):
            values = {table[place] for table in tables}
            if name in hidden and len(values) < 2 and not (nothing and way[name] >= 5):
                yield f"{name} of {way} is {values}"
            if name in hidden and 0 < way[name] < 5 and not told and not {1, 2, 3, 4} <= values:
                yield f"{name} of {way} is among {values}"
        if total is None and not nothing and len({sum(table) for table in tables}) < 2:
            yield f"sum of {way}"


def test_no_reader_of_counts_and_their_sum_learns_a_hidden_number() -> None:
    rng = random.Random(1)
    for _ in range(1500):
        way = {
            name: rng.choice([0, 1, 1]) * rng.randint(0, rng.choice([3, 6, 12])) for name in "abc"[: rng.randint(1, 3)]
        }
        most = rng.choice([None, max(5, *way.values()) + rng.randint(0, 3)])
        assert list(one_way_readers(way, most)) == []


def test_no_reader_of_counts_without_sums_learns_a_hidden_number() -> None:
    rng = random.Random(2)
    for _ in range(1500):
        true = made(rng, rng.randint(1, 2), rng.randint(1, 2))
        least = rng.randint(0, sum(true.values()))
        shown = apart(true, least=least)
        if shown is None:
            continue
        nothing = all(value is None for value in shown.values())
        ranges = [
            range(0 if nothing else 1, 14 + true[pair]) if value is None else [value] for pair, value in shown.items()
        ]
        tables = [table for table in product(*ranges) if sum(table) >= least]
        for place, (pair, value) in enumerate(shown.items()):
            values = {table[place] for table in tables}
            assert value is not None or len(values) > 1
            assert value is not None or not 0 < true[pair] < 5 or {1, 2, 3, 4} <= values


def test_the_same_table_is_always_printed_the_same() -> None:
    rng = random.Random(3)
    for _ in range(20):
        true = made(rng, 4, 4)
        turned = dict(reversed(true.items()))
        assert two_way(true).cells == {pair: two_way(turned).cells[pair] for pair in true}


def test_no_reader_of_two_ways_to_split_one_sum_learns_a_hidden_number() -> None:
    rng = random.Random(4)
    for _ in range(250):
        true = rng.randint(0, rng.choice([6, 12, 30]))
        new, again = rng.choice([0, 1, true, rng.randint(0, true)]), rng.randint(0, true)
        new = min(new, true)
        least, limit = rng.randint(0, true), true + rng.randint(0, 6)
        ways = ({"new": new, "known": true - new}, {"again": again, "not": true - again})
        shown, total = splits(ways, least=least, limit=limit)
        printed = {**shown[0], **shown[1], "sum": total}
        counts = {**ways[0], **ways[1], "sum": true}
        nothing = not any(printed[name] is not None for name in printed)
        for told in (False, True):
            worlds = [
                dict(zip(counts, (a, whole - a, b, whole - b, whole), strict=True))
                for whole in range(least, limit + 1)
                for a in range(whole + 1)
                for b in range(whole + 1)
            ]
            possible = [
                world
                for world in worlds
                if all(
                    world[name] == value
                    if value is not None
                    else nothing or (world[name] > 0 and (not told or (world[name] < 5) == (counts[name] < 5)))
                    for name, value in printed.items()
                )
            ]
            for name in (name for name, value in printed.items() if value is None):
                values = {world[name] for world in possible}
                if not nothing or 0 < counts[name] < 5 < limit:
                    assert len(values) > 1, (counts, printed, name, least, limit)
                if not told and 0 < counts[name] < 5 and not nothing:
                    assert {1, 2, 3, 4} <= values, (counts, printed, name)
