"""What a record refers to, and every value in it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from lscb.model.fields import Ref
from lscb.problems import Loc


class Facts(NamedTuple):
    """What others must know of a record: what it refers to, and the permanent ids in it, each with its place."""

    references: tuple[tuple[Loc, Ref], ...]
    ids: tuple[tuple[Loc, str], ...]


def facts_of(record: BaseModel) -> Facts:
    """The facts of a record, found in one walk through it."""
    references: list[tuple[Loc, Ref]] = []
    ids: list[tuple[Loc, str]] = []
    for loc, value in walk(record):
        if isinstance(value, Ref):
            references.append((loc, value))
        elif isinstance(value, BaseModel) and (found := getattr(value, "id", None)):
            ids.append((loc, found))
    return Facts(tuple(references), tuple(ids))


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """A record's values, depth first, each with its place."""
    yield loc, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "origin":
                yield from walk(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*loc, index))


def walk_tree(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """The texts of data that no record came from, each with its place."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from walk_tree(part, (*loc, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk_tree(item, (*loc, index))
