"""Permanent ids: made once, at random, written into the file, and never touched again."""

from __future__ import annotations

import codecs
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lscb.files import write_whole
from lscb.problems import ContentError, Loc, Position, Problem
from lscb.reading.sources import read_source

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LINE_START = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
PARTS = ("amendments", "changes", "corrections", "effects", "signs")  # lists whose items have ids of their own


def new_id() -> str:
    """Eight signs nobody mistakes for each other: 8e11 possible ids, for content of some thousands."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def mint(file: Path) -> list[str]:
    """Write an id wherever a content file lacks one: first of its fields, and first in each item of `PARTS`.

    Returns the new ids in the order of the file. Raises ContentError where the file cannot be read.
    """
    source = read_source(file, str(file), file.parent)
    if isinstance(source, Problem):
        raise ContentError([source])
    if source.parsed.problems:
        raise ContentError(source.parsed.problems)
    raw = file.read_bytes()
    bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    lines = LINE_START.split(raw.removeprefix(bom).decode())
    missing = sorted(source.parsed.positions[loc] for loc in _without_id(source.parsed.data))
    minted = {place: new_id() for place in missing}
    for place in reversed(missing):
        _insert(lines, place, minted[place])
    if minted:
        write_whole(file, bom + "".join(lines).encode())
    return list(minted.values())


def _without_id(data: Any) -> Iterator[Loc]:
    if isinstance(data, dict):
        parts = ((name, number, item) for name in PARTS for number, item in enumerate(data.get(name) or ()))
        yield from (loc for loc, value in (((), data), *(((name, at), item) for name, at, item in parts)) if _lacks(value))


def _lacks(value: Any) -> bool:
    return isinstance(value, dict) and "id" not in value


def _insert(lines: list[str], at: Position, minted: str) -> None:
    """Put the id in front of the first field of a mapping, on a line that ends as its own does; `{…}` stays on its line."""
    line, before = lines[at.line - 1], at.column - 1
    if line[before] == "{":
        lines[at.line - 1] = f"{line[: at.column]}id: {minted}, {line[at.column :]}"
    else:
        end = line[len(line.rstrip("\r\n")) :] or "\n"
        lines[at.line - 1] = f"{line[:before]}id: {minted}{end}{' ' * before}{line[before:]}"
