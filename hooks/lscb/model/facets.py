"""What a list of search results says of a record, and what it can be narrowed by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Facets:
    """Its kind, date and status as readers see them, the year it belongs to, and whom it is for."""

    kind: str
    date: str
    year: int
    status: str = ""
    audiences: tuple[str, ...] = ()
