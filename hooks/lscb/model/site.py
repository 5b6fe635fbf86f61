"""The immutable site: what is public on one day, with references resolved both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from lscb.model.board import Board, Redirect
from lscb.model.content_type import ContentType
from lscb.model.fields import Ref
from lscb.model.record import Record, State
from lscb.model.search_words import SearchWords
from lscb.model.tested import Tested
from lscb.problems import Loc

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """Everything downstream reads this and nothing else.

    `records` holds what is public on `today`, by collection and in each type's order; `withdrawn` what once was;
    `redirects` where addresses have gone; `words` what search
    knows; `tested` what is known of the site's accessibility.
    """

    board: Board
    today: date
    types: tuple[ContentType[Any], ...]
    records: Mapping[str, tuple[Any, ...]]
    withdrawn: tuple[Record, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    words: SearchWords = field(default_factory=SearchWords)
    tested: Tested | None = None

    def all(self, collection: str) -> tuple[Any, ...]:
        """The public records of a collection, in its order."""
        return self.records.get(collection, ())

    def get(self, ref: Ref | None) -> Any:
        """The record referred to, or None where it is not public today."""
        return self._by_ref.get(ref) if ref else None

    def resolve(self, refs: Iterable[Ref]) -> tuple[Any, ...]:
        """The records referred to, those not public left out."""
        return tuple(record for ref in refs if (record := self.get(ref)) is not None)

    def ref(self, record: Record) -> Ref:
        """What other records call this one."""
        return self._refs[id(record)]

    def type_of(self, record: Record) -> ContentType[Any]:
        """The content type a record is of."""
        return self._types[self.ref(record).collection]

    def address(self, record: Record) -> str:
        """Where a record stands on the site."""
        ref = self.ref(record)
        return self._types[ref.collection].address(ref.slug)

    def referring(self, record: Record, collection: str = "") -> tuple[Any, ...]:
        """The public records that refer to this one; of one collection where it is given."""
        found = self._referrers.get(self.ref(record), ())
        return tuple(other for other in found if not collection or self.ref(other).collection == collection)

    def ever_referring(self, record: Record) -> tuple[Any, ...]:
        """The records that refer to this one, and those that did until they were withdrawn."""
        return (*self.referring(record), *self._once_referring.get(self.ref(record), ()))

    def derived(self, make: Callable[[Site], T]) -> T:
        """What `make` gives for this site, worked out at the first call."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @cached_property
    def _made(self) -> dict[Callable[[Site], Any], Any]:
        return {}

    @cached_property
    def _types(self) -> dict[str, ContentType[Any]]:
        return {kind.collection: kind for kind in self.types}

    @cached_property
    def _refs(self) -> dict[int, Ref]:
        public = {id(record): Ref(collection, record.slug) for collection, records in self.records.items() for record in records}
        types = {kind.record: kind.collection for kind in self.types}
        return public | {id(record): Ref(types[type(record)], record.slug) for record in self.withdrawn}

    @cached_property
    def _by_ref(self) -> dict[Ref, Record]:
        return {self._refs[id(record)]: record for records in self.records.values() for record in records}

    @cached_property
    def _referrers(self) -> dict[Ref, tuple[Record, ...]]:
        return _by_what_they_name(record for records in self.records.values() for record in records)

    @cached_property
    def _once_referring(self) -> dict[Ref, tuple[Record, ...]]:
        return _by_what_they_name(self.withdrawn)


def _by_what_they_name(records: Iterable[Record]) -> dict[Ref, tuple[Record, ...]]:
    found: dict[Ref, list[Record]] = defaultdict(list)
    for record in records:
        for ref in dict.fromkeys(ref for _, ref in references(record)):
            found[ref].append(record)
    return {ref: tuple(others) for ref, others in found.items()}


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


def public_parts(records: Iterable[Record], today: date, *, drafts: bool) -> tuple[list[Record], list[Record]]:
    """The published and the withdrawn among the records on that day; with `drafts`, those still to come count as published."""
    published, withdrawn = [], []
    for record in records:
        match record.state(today):
            case State.PUBLISHED:
                published.append(record)
            case State.WITHDRAWN:
                withdrawn.append(record)
            case State.DRAFT | State.EMBARGOED if drafts:
                published.append(record)
    return published, withdrawn
