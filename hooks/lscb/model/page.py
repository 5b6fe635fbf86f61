"""What is to be made: pages, feeds and their entries, as plain data. Nothing here knows a template language or a generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lscb.model.record import Record


@dataclass(frozen=True)
class FeedLink:
    """A feed or calendar that a page offers to follow."""

    title: str
    address: str
    media_type: str = "application/rss+xml"


@dataclass(frozen=True)
class PageSpec:
    """One page: where it stands, what it says, and which template makes it.

    `source` is the file an editor would open to change it; `parent` the address one step up, for breadcrumbs; `anchors`
    the ids that the template adds, so that links to them can be checked.
    """

    address: str
    title: str
    summary: str
    template: str
    source: str
    parent: str = "/"
    record: Record | None = None
    body: str = ""
    body_line: int = 1
    numbered: bool = False
    changed: date | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    feeds: tuple[FeedLink, ...] = ()
    anchors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One thing that happened, for those who follow: its permanent guid, and the record whose text it carries.

    `published` and `updated` are aware datetimes that come from the content, never from the clock.
    """

    guid: str
    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    record: Record
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed document: its own address, the page it follows, and its entries, newest first."""

    address: str
    title: str
    summary: str
    home: str
    entries: tuple[Entry, ...]
