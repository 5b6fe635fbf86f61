"""Something wrong in a body, said to its editor."""

from __future__ import annotations

from typing import NamedTuple

from lscb.problems import Position

SHOWN = 60


class Fault(NamedTuple):
    """Something wrong in a body: where, counted from its first line, what, and what to do."""

    at: Position
    message: str
    hint: str


def short(text: str) -> str:
    """A piece of a body as a message shows it: on one line, and its beginning only where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
