"""What a list of search results says of a record, and what it can be narrowed by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Facets:
    """Its kind, date and status as readers see them, the year it belongs to, whom it is for, its other names, and
    how much its kind weighs against others of the same name.
    """

    kind: str
    date: str
    year: int
    status: str = ""
    audiences: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    weight: int = 0
