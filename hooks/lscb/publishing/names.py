"""Names of publications: they count up from the live one's, so no clock matters, and no two who publish at once have the same."""

from __future__ import annotations

import secrets

NAME = r"\d{5}-[0-9a-f]{8}"
KEPT = 5  # publications that stand, the live one among them


def next_name(live: str) -> str:
    """A name for the publication that follows the live one ("" before the first)."""
    return f"{_number(live) + 1:05}-{secrets.token_hex(4)}"


def is_before(one: str, other: str) -> bool:
    """Whether readers saw one publication before another."""
    return _number(one) < _number(other)


def _number(name: str) -> int:
    return int(name[:5] or 0)
