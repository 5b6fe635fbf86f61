"""An item taken down: its page stays at its address and says why; nothing that was published is deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lscb.desk.together import change_together, sound
from lscb.model.record import Record, State
from lscb.prepared import Prepared
from lscb.problems import FieldError

END = "---"


def withdraw(root: Path, path: str, reason: str, as_of: date | None) -> list[str]:
    """Write the block `withdrawn:` into a content file, and into those of items that cannot stand without it.

    Returns the paths of the changed files. Raises FieldError where there is nothing to take down, and ContentError where the
    check would refuse what is left; no file is changed then.
    """
    prepared = sound(root, as_of)
    record = _record_at(prepared, path)
    if not reason.strip():
        raise FieldError("readers are told why a page is gone", hint="give the reason in a sentence")
    block = [
        "withdrawn:",
        f"  on: {prepared.site.today}",
        f"  reason: {json.dumps(' '.join(reason.split()), ensure_ascii=False)}",
    ]
    paths = [one.origin.path for one in (record, *_needing(prepared, record))]
    change_together(root, {one: with_block((root / one).read_bytes(), block, one) for one in paths}, {}, as_of)
    return paths


def _record_at(prepared: Prepared, path: str) -> Record:
    record = next((one for one in prepared.content.every() if one.origin.path == path), None)
    if record is None:
        raise FieldError(
            f"{path} is no item of the site", hint="give the path of its file, as content/events/2015-16/workshop.md"
        )
    match record.state(prepared.site.today):
        case State.WITHDRAWN:
            raise FieldError(f"{path} is withdrawn already", hint="its reason stands in the file, under `withdrawn:`")
        case State.DRAFT | State.EMBARGOED:
            raise FieldError(f"{path} was never public", hint="delete the file, or leave it as a draft")
        case State.PUBLISHED:
            return record


def _needing(prepared: Prepared, record: Record) -> Iterator[Record]:
    """The public items that cannot stand without a record, as an issue's articles."""
    ref = prepared.content.ref(record)
    for kind in prepared.site.types:
        for one in prepared.content.records[kind.collection].values():
            if kind.needs(one) == ref and one.state(prepared.site.today) is State.PUBLISHED:
                yield one


def with_block(raw: bytes, block: list[str], path: str) -> bytes:
    """A content file with lines at the end of its front matter, whose lines end as the file's own do."""
    text = raw.decode()
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    if path.endswith(".md"):
        at = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == END)
    else:
        at = len(lines) - 1 if not lines[-1] else len(lines)
    return ending.join([*lines[:at], *block, *lines[at:]]).encode()
