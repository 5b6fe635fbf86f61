"""Where in a body something stands that was found on the page made from it."""

from __future__ import annotations

import re
from itertools import islice

from lscb.problems import Position

WORD = re.compile(r"[^\W_]+")


def place(body: str, sought: str, nth: int = 0) -> Position:
    """The place of the nth appearance of a text, from 0; line and column are counted from one.

    A text that does not stand there letter for letter is looked for by its words, whatever is between them; the first line where
    it isn't found at all.
    """
    if (at := _exactly(body, sought, nth)) < 0:
        words = WORD.findall(sought)[:12]
        found = re.search(r"[\W_]+".join(map(re.escape, words)), body) if words else None
        at = found.start() if found else 0
    return position(body, at)


def place_of_address(body: str, address: str, nth: int = 0) -> Position:
    """The place of the nth link to an address, from 0, which is no part of a longer one."""
    written = re.escape(address)
    for before in (r"(?<=\]\()|(?<=\]\(<)|(?<=\]: )|(?<=[\"'=<])", r"(?<![\w/.:@%+-])"):
        found = next(islice(re.finditer(rf"(?:{before}){written}(?=[)>\s\"']|$)", body), nth, None), None)
        if found:
            return position(body, found.start())
    return place(body, address, nth)


def position(body: str, at: int) -> Position:
    """The line and column of a place in a text."""
    return Position(body.count("\n", 0, at) + 1, at - body.rfind("\n", 0, at))


def _exactly(body: str, sought: str, nth: int) -> int:
    at = -1
    for _ in range(nth + 1 if sought else 0):
        if (at := body.find(sought, at + 1)) < 0:
            return -1
    return at
