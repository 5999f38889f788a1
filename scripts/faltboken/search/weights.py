"""The figures of the ranking, which the index carries to the browser; tuned on the open half of the test questions."""

from __future__ import annotations

PART = "·"  # between the parts of a compound in the index
FAR = "'"  # in postings: a full alphabet further on

# How sure a word of the index is to be what was meant.
WEIGHTS = {
    "exact": 1.0,
    "fold": 0.9,  # written without å, ä and ö
    "foldBeside": 0.6,  # the same, when the word as typed exists too
    "root": 0.75,
    "joined": 1.0,
    "part": 0.3,  # a part of a compound; more, the more of it that it is
    "partShare": 0.4,
    "partLast": 0.1,
    "prefix": 0.8,
    "typo": 0.7,
    "typoTwo": 0.5,
    "split": 0.8,
    "whole": 2.0,  # how much it counts that a hit has all the words
    "around": 0.35,  # what a section gains from its page, and a page from its best section
    "again": 0.55,  # what a second hit on one page is worth
    "least": 0.03,  # the share of the best hit's score that a hit must have
}
KINDS = {"page": 1.5, "section": 1.0, "need": 1.0, "term": 0.8, "service": 0.9, "law": 0.75, "number": 0.9}
# What a word says about a unit, in a few steps: running text has two, names and titles the others.
LEVELS = [1.0, 2.2, 3.3, 5.0, 7.0, 9.0, 12.0]
