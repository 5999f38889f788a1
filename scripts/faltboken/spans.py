"""Sets of minutes as spans: sorted, apart from each other, each from its first minute to the first one after it."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def union(spans: Iterable[Span]) -> Spans:
    """Return the minutes that lie in any of the spans."""
    merged: list[Span] = []
    for begins, ends in sorted(spans):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        elif begins < ends:
            merged.append((begins, ends))
    return tuple(merged)


def minus(spans: Iterable[Span], without: Iterable[Span]) -> Spans:
    """Return the minutes of some spans that lie in none of the others."""
    left = list(spans)
    for begins, ends in without:
        left = [
            (a, b) for first, last in left for a, b in ((first, min(last, begins)), (max(first, ends), last)) if a < b
        ]
    return union(left)


def covering(spans: Spans, minute: int) -> Span | None:
    """Return the span that a minute lies in."""
    return next(((begins, ends) for begins, ends in spans if begins <= minute < ends), None)
