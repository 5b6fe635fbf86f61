"""Records made from text, the way content files are read, without a file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TypeVar

from lscb.model.board import Board
from lscb.model.record import Record
from lscb.model.site import ContentType
from lscb.problems import Problem
from lscb.reading.sources import Source, split_front_matter
from lscb.reading.validate import to_record
from lscb.reading.yamltext import parse

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


def told(kind: ContentType[R], fields: str, common: str = COMMON) -> list[str]:
    """What the editor is told, without the file's name."""
    problems = read(kind, fields, common)
    assert isinstance(problems, list), problems
    return [str(problem).removeprefix(f"{problem.path}:") for problem in problems]
