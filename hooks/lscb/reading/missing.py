"""Which files of the content have no page on a day, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lscb.model.absent import Absent, NotYet
from lscb.model.page import PageSpec
from lscb.model.record import State
from lscb.problems import Position
from lscb.reading.load import Content

UNTIL_THEN = "leave the link out until then"


def absent_on(content: Content, day: date) -> Absent:
    """What has a file and no page on a day."""
    return Absent(tuple(_waiting(content)), tuple(_not_yet(content, day)))


def _waiting(content: Content) -> Iterator[PageSpec]:
    for path, (kind, slug, source) in content.faulty.items():
        body, line = (source.body, source.body_line) if source else ("", 1)
        yield PageSpec(kind.address(slug), slug, "", "", path, body=body, body_at=Position(line))


def _not_yet(content: Content, day: date) -> Iterator[NotYet]:
    for kind in content.types:
        for record in content.records[kind.collection].values():
            address = kind.address(record.slug)
            match record.state(day):
                case State.DRAFT:
                    hint = f"finish it and take its line `draft: yes` out, or {UNTIL_THEN}"
                    yield NotYet(record.origin.path, address, "leads to a draft", hint)
                case State.EMBARGOED:
                    first = record.public_from
                    hint = f"{UNTIL_THEN}, or publish this on that day too: `publish_from: {first}`"
                    yield NotYet(record.origin.path, address, f"leads to a page that is not public before {first}", hint)
