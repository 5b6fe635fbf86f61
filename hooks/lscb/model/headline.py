"""A record's most telling figure, as indexes show it: a number, a sentence, and a bar where it can be measured by something."""

from __future__ import annotations

from dataclasses import dataclass

from lscb.model.fields import Text, Value, Whole


class Headline(Value):
    """What an editor says of the figure: `say` goes on from the number, `label` stands under its bar, `note` belongs to it.

    `place` is its place among those with which the Board shows its work; without one it stands only in its collection's list.
    """

    say: Text
    label: Text | None = None
    note: Text | None = None
    place: Whole | None = None


@dataclass(frozen=True)
class Mark:
    """A line through the bar, as a share of its whole length; `rough` where the source gives no number."""

    at: float
    label: str
    rough: bool = False


@dataclass(frozen=True)
class Tile:
    """A headline with its figure: `bar` and what is `left` to do, as shares of the whole length, and what others have."""

    number: str
    headline: Headline
    bar: float | None = None
    left: float = 0
    mark: Mark | None = None
