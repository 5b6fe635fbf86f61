"""A version of a text, as readers saw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Version:
    """The words of a record's page as HTML, the day since when they stood, and the file that they are kept in ("" before)."""

    day: date
    html: str
    path: str = ""
