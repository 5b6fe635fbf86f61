"""Records made from text, the way content files are read, without a file."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import Any, TypeVar

from lscb.model.board import Board
from lscb.model.record import Record, State
from lscb.model.site import ContentType, Site
from lscb.problems import Problem
from lscb.reading.sources import Source, split_front_matter
from lscb.reading.validate import to_record
from lscb.reading.yamltext import parse
from lscb.types import CONTENT_TYPES

R = TypeVar("R", bound=Record)

COMMON = "id: aaaaaaaa\ntitle: A title\nsummary: A summary.\npublished: 2015-05-07\n"
BOARD = Board.model_validate(
    {
        "name": "Testford Local Safeguarding Children Board",
        "short_name": "Testford LSCB",
        "city": "Testford",
        "url": "https://www.testford.example",
        "description": "A small site for tests.",
        "tag_date": "2015",
        "email": "office@testford.example",
        "succession": "Replaced in 2019.",
        "urgent": (),
        "today": (),
    }
)


def source_of(kind: ContentType[R], text: str) -> Source:
    """A source as the reader makes it; the file's place comes from the type's own pattern."""
    path = kind.files.replace("*", "some-name")
    if not path.endswith(".md"):
        return Source(path, parse(text, path))
    source = split_front_matter(f"---\n{text}\n---\n", path)
    assert isinstance(source, Source)
    return source


def read(kind: ContentType[R], fields: str, common: str = COMMON) -> R | list[Problem]:
    """A record from fields beside those that all records have, or what is wrong with it."""
    source = source_of(kind, common + fields)
    assert not source.parsed.problems, source.parsed.problems
    return to_record(kind.record, source, kind.slug(PurePosixPath(source.path)))


def made(kind: ContentType[R], fields: str, common: str = COMMON) -> R:
    """A sound record."""
    record = read(kind, fields, common)
    assert isinstance(record, kind.record), record
    return record


def site_of(today: date, *found: tuple[ContentType[Any], str, str]) -> Site:
    """The site as it stands on a day, of records given by type, id and fields."""
    records: dict[str, list[Record]] = {}
    gone: list[Record] = []
    for kind, permanent_id, fields in found:
        record = made(kind, fields, f"id: {permanent_id}\ntitle: Record {permanent_id}\nsummary: About {permanent_id}.\n")
        state = record.state(today)
        if state is State.PUBLISHED:
            records.setdefault(kind.collection, []).append(record)
        elif state is State.WITHDRAWN:
            gone.append(record)
    in_order = {kind.collection: kind.in_order(records.get(kind.collection, ())) for kind in CONTENT_TYPES}
    return Site(BOARD, today, CONTENT_TYPES, in_order, tuple(gone))


def told(kind: ContentType[R], fields: str, common: str = COMMON) -> list[str]:
    """What the editor is told, without the file's name."""
    problems = read(kind, fields, common)
    assert isinstance(problems, list), problems
    return [str(problem).removeprefix(f"{problem.path}:") for problem in problems]
