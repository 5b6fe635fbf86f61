"""Data of the site as tables for spreadsheets and programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DataTable:
    """A table that is offered as files: its address without the ending, what it is of, and as many texts a row as columns."""

    base: str
    title: str
    changed: date
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def csv(self) -> str:
        """The address of its CSV."""
        return f"{self.base}.csv"

    @property
    def json(self) -> str:
        """The address of its JSON."""
        return f"{self.base}.json"
