"""The documents of a feed: the newest entries first, the rest in archives (RFC 5005), each in three formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lscb.model.page import Entry, Feed

SIZE = 50


@dataclass(frozen=True)
class Part:
    """The current document of a feed (number 0), or an archive: fifty entries that no longer move (RFC 5005, section 4)."""

    feed: Feed
    number: int
    entries: tuple[Entry, ...]
    previous: int

    @property
    def updated(self) -> datetime:
        """When anything in this document last changed: an archive keeps its date, and so its bytes."""
        return max((entry.updated for entry in self.entries), default=self.feed.since)

    def address(self, current: str) -> str:
        """This part's address, from that of the feed's current document."""
        return _numbered(current, self.number)

    def before(self, current: str) -> str | None:
        """The address of the archive that goes on where this part ends."""
        return _numbered(current, self.previous) if self.previous else None


def parts_of(feed: Feed) -> Iterator[Part]:
    """The newest fifty entries, then archives cut from the oldest on, so that a new entry never moves an old one."""
    full = len(feed.entries) // SIZE if feed.archived and len(feed.entries) > SIZE else 0
    yield Part(feed, 0, feed.entries[:SIZE], full)
    oldest_first = feed.entries[::-1]
    for number in range(full, 0, -1):
        yield Part(feed, number, oldest_first[(number - 1) * SIZE : number * SIZE][::-1], number - 1)


def addresses(feed: Feed) -> Iterator[str]:
    """The addresses of a feed's documents."""
    for part in parts_of(feed):
        yield from (part.address(current) for current in (feed.rss, feed.atom, feed.json))


def current_of(address: str) -> str:
    """The address of the current document, from that of an archive; any other stays."""
    return re.sub(r"-\d+(?=\.\w+$)", "", address)


def _numbered(current: str, number: int) -> str:
    stem, dot, ending = current.rpartition(".")
    return f"{stem}-{number}{dot}{ending}" if number else current
