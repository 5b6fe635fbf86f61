"""What is to be made: pages, feeds and their entries, as plain data. Nothing here knows a template language or a generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from lscb.model.record import Record
from lscb.problems import START, Position

ChangeKind = Literal["new", "amendment", "law", "date", "withdrawal"]


@dataclass(frozen=True)
class FeedLink:
    """A feed or calendar that a page offers to follow; `page` shows what a follower gets."""

    title: str
    address: str
    media_type: str = "application/rss+xml"
    page: str = ""


@dataclass(frozen=True)
class Variant:
    """A page's text in another form: another language, or easy read.

    `original` is the English page's address; `checked` the day of it that this was compared with; `outdated` what readers are
    told, in their own language, when that page has changed since.
    """

    original: str
    name: str
    lang: str
    dir: str
    checked: date
    outdated: str | None = None


@dataclass(frozen=True)
class PageSpec:
    """One page: where it stands, what it says, and which template makes it.

    `source` is the file an editor would open to change it; `parent` the address one step up, for breadcrumbs; `anchors`
    the ids that the template adds, so that links to them can be checked; `listed` says whether search engines are told of
    it; `card` is the address of the picture that stands
    for the page where it is shared, or "" for the site's own; `pdf` that of the page as a PDF, or "" for a page that has
    none; `withdrawn` pages say only that the record was taken down.
    """

    address: str
    title: str
    summary: str
    template: str
    source: str
    parent: str = "/"
    record: Record | None = None
    body: str = ""
    body_at: Position = START
    numbered: bool = False
    changed: date | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    feeds: tuple[FeedLink, ...] = ()
    anchors: frozenset[str] = frozenset()
    card: str = ""
    pdf: str = ""
    listed: bool = True
    variant: Variant | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing that happened, for those who follow: its permanent guid, what is said, and the record it is about.

    `published` and `updated` are aware datetimes that come from the content, never from the clock. `text` holds plain
    paragraphs; the record's own text follows them if `whole`. `told` says what kind of change it is. `author`
    is "" where the Board itself speaks; `replaces` is the guid that a withdrawal ends. `lang` and `dir` are
    of an entry that is not in English.
    """

    guid: str
    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    record: Record
    told: ChangeKind = "new"
    whole: bool = True
    text: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    author: str = ""
    replaces: str = ""
    lang: str = ""
    dir: str = "ltr"


@dataclass(frozen=True)
class OffsitePicture:
    """A picture for those away from the site: full web address, size in pixels, and what it shows in words."""

    url: str
    width: int
    height: int
    media_type: str
    alt: str


@dataclass(frozen=True)
class EntryContent:
    """An entry as followers get it: its full content with absolute links, and its leading picture."""

    html: str
    picture: OffsitePicture | None = None


@dataclass(frozen=True)
class Feed:
    """A feed: the directory its documents stand in, the page it follows, and its entries, newest first.

    `id` is permanent, whatever becomes of the address; `since` is what the feed says of its own age while it has no entry;
    `group` the heading it stands under where all feeds are listed, "" for one that is offered no more. A feed that is not
    `archived` keeps only its newest entries, as one of reminders does.
    """

    id: str
    base: str
    title: str
    summary: str
    home: str
    entries: tuple[Entry, ...]
    since: datetime
    group: str = "By kind"
    archived: bool = True

    @property
    def updated(self) -> datetime:
        """When anything in it last changed."""
        return max((entry.updated for entry in self.entries), default=self.since)

    @property
    def rss(self) -> str:
        """The address of its RSS 2.0 document."""
        return f"{self.base}feed.xml"

    @property
    def atom(self) -> str:
        """The address of its Atom 1.0 document."""
        return f"{self.base}atom.xml"

    @property
    def json(self) -> str:
        """The address of its JSON Feed 1.1 document."""
        return f"{self.base}feed.json"

    @property
    def page(self) -> str:
        """The address of the page that shows what a follower gets."""
        return f"{self.base}feed/"
