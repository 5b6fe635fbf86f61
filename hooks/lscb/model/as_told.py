"""What of a record is told on a day: nothing that is dated later, and no reference to what is not public."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar, cast

from lscb.model.dates import PartialDate
from lscb.model.disclosure import Considered
from lscb.model.fields import Ref, Value
from lscb.model.record import Cited, Record
from lscb.problems import Loc

V = TypeVar("V", bound=Value)
_NOTHING = object()
DONE = ("updated", "issued", "carried_out", "edition")
"""Fields that say when something was done; what is still to come, as a review that is due, is told."""


def as_told(record: V, today: date, hidden: Collection[Ref]) -> V:
    """The record without what is dated after `today`, and without references to what is `hidden`.

    That is: later amendments, changes and corrections, a later day of what is done (`updated`, `issued`), a later
    `withdrawn`. A part of the record that says nothing without a reference goes with it.
    """
    told = _fields_told(record, today, hidden)
    if isinstance(record, Record):
        told |= dict.fromkeys(name for name in DONE if _begins_after(getattr(record, name, None), today))
        if record.withdrawn and record.withdrawn.on > today:
            told["withdrawn"] = None
    changed = {name: _default(record, name) if value is _NOTHING else value for name, value in told.items()}
    return record.model_copy(update=changed) if changed else record


def as_written(loc: Loc, told: Any, written: Any) -> Loc:
    """Where a part of what is told stands in the record as it was written, in which more may stand before it."""
    if not loc or told is written:
        return loc
    name, rest = loc[0], loc[1:]
    if isinstance(name, int) and isinstance(told, tuple) and isinstance(written, tuple) and name < len(told):
        at = max(range(len(written)), key=lambda place: _shared(told[name], written[place]))
        return (at, *as_written(rest, told[name], written[at]))
    return (name, *as_written(rest, getattr(told, str(name), None), getattr(written, str(name), None)))


def _shared(one: object, other: object) -> int:
    """How much of a value is the very same in another, of which it may be a copy with less in it."""
    if one is other:
        return sys.maxsize
    if not (isinstance(one, Value) and type(one) is type(other)):
        return 0
    return sum(getattr(one, name) is getattr(other, name) for name in type(one).model_fields)


def _told(value: Any, today: date, hidden: Collection[Ref]) -> Any:
    if isinstance(value, Ref):
        return _NOTHING if value in hidden else value
    if isinstance(value, tuple):
        kept = tuple(one for one in (_told(item, today, hidden) for item in value) if one is not _NOTHING)
        return value if len(kept) == len(value) and all(new is old for new, old in zip(kept, value, strict=True)) else kept
    if isinstance(value, Value):
        return _NOTHING if _is_later(value, today) else _part_told(value, today, hidden)
    return value


def _part_told(part: Value, today: date, hidden: Collection[Ref]) -> Any:
    told = _fields_told(part, today, hidden)
    if any(type(part).model_fields[name].is_required() and (value is _NOTHING or value == ()) for name, value in told.items()):
        return _NOTHING
    if not told:
        return part
    left = part.model_copy(update={name: _default(part, name) if value is _NOTHING else value for name, value in told.items()})
    return _NOTHING if isinstance(left, Cited) and not (left.document or left.title) else left


def _fields_told(holder: Value, today: date, hidden: Collection[Ref]) -> dict[str, Any]:
    """The fields of which not all is told, with what is."""
    found = {name: (getattr(holder, name), _told(getattr(holder, name), today, hidden)) for name in type(holder).model_fields}
    return {name: told for name, (written, told) in found.items() if told is not written}


def _is_later(part: Value, today: date) -> bool:
    on = getattr(part, "on", None)
    return isinstance(on, date) and on > today and not isinstance(part, Considered)


def _begins_after(when: object, today: date) -> bool:
    first = when.first if isinstance(when, PartialDate) else when
    return isinstance(first, date) and first > today


def _default(holder: Value, name: str) -> Any:
    field = type(holder).model_fields[name]
    return getattr(holder, name) if field.is_required() else cast(Any, field.get_default(call_default_factory=True))
