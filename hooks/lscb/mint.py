"""Permanent ids: made once, at random, written into the file, and never touched again."""

from __future__ import annotations

import secrets
from pathlib import Path

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_id() -> str:
    """Eight signs nobody mistakes for each other: 8e11 possible ids, for content of some thousands."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def mint(file: Path) -> str | None:
    """Write an id as the first field of a content file that has none; None where it has one already."""
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    start = 1 if file.suffix == ".md" else 0
    end = lines.index("---", 1) if file.suffix == ".md" and "---" in lines[1:] else len(lines)
    if any(line.startswith("id:") for line in lines[start:end]):
        return None
    minted = new_id()
    lines.insert(start, f"id: {minted}")
    file.write_text("\n".join(lines), encoding="utf-8")
    return minted
