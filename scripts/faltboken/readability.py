"""Length and LIX of a text: figures to talk about, never bars to pass.

LIX (Björnsson 1968) is the mean sentence length in words plus the share, in per cent, of words longer than six letters.
"""

from __future__ import annotations

import re

LONG_WORD = 6


def words_of(text: str) -> list[str]:
    """Return the words of a text, without numbers and marks."""
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)


def lix(text: str, short_by_decree: frozenset[str] = frozenset()) -> int:
    """Return the LIX of a text, rounded; words in `short_by_decree` (in lower case) never count as long.

    Blank lines part paragraphs, and each holds at least one sentence. A text without words has LIX 0.
    """
    words = words_of(text)
    if not words:
        return 0
    blocks = [block for block in re.split(r"\n{2,}", text) if words_of(block)]
    sentences = sum(max(1, len(re.findall(r"[.!?:]+(?=\s|$)", block))) for block in blocks)
    long_words = sum(1 for word in words if len(word) > LONG_WORD and word.lower() not in short_by_decree)
    return round(len(words) / sentences + 100 * long_words / len(words))
