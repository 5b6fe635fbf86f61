"""A costly pattern tried only around the words without which it cannot match: most texts have none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

BEFORE, AFTER = 90, 90


def near(keyword: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Where `pattern` matches around a `keyword`, and what matches there; each match once."""
    seen: set[int] = set()
    for found in keyword.finditer(text):
        start = _between_words(text, found.start() - BEFORE)
        for match in pattern.finditer(text, start, min(len(text), found.end() + AFTER)):
            if match.start() not in seen:
                seen.add(match.start())
                yield match.start(), match[0]


def _between_words(text: str, start: int) -> int:
    """The end of the word that a cut would fall into, so that no half word is taken for a whole one."""
    if start <= 0:
        return 0
    return text.find(" ", start) if " " in text[start : start + BEFORE] else start
