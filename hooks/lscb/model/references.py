"""What a record refers to, and every value in it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from lscb.model.fields import Ref
from lscb.model.record import Record
from lscb.problems import Loc


def references(record: Record) -> Iterator[tuple[Loc, Ref]]:
    """Each reference a record makes, with its place in the record."""
    for loc, value in walk(record):
        if isinstance(value, Ref):
            yield loc, value


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
