"""A feed in the formats that readers know: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from lscb.model.board import Board
from lscb.model.feed_documents import Part, parts_of
from lscb.model.page import Entry, EntryContent, Feed, OffsitePicture
from lscb.pages.xml_characters import xml_safe

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
IMAGE, ICON, LOGO = "/assets/feed.png", "/assets/feed-icon.png", "/assets/feed-logo.png"
"""The Board's sign in the three shapes asked for: RSS at most 144 pixels wide, a square, and twice as wide as high."""


@dataclass(frozen=True)
class Publisher:
    """Who publishes a feed, and where the content of each entry comes from.

    `notice` is the line for a site that stands in the past ("" for none), `ending` the same as HTML: each entry ends with it.
    """

    board: Board
    content_of: Callable[[Entry], EntryContent]
    notice: str = ""
    ending: str = ""


def documents(feed: Feed, publisher: Publisher) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every document of a feed: its address, and what makes it."""
    for part in parts_of(feed):
        yield part.address(feed.rss), partial(rss, part, publisher)
        yield part.address(feed.atom), partial(atom, part, publisher)
        yield part.address(feed.json), partial(json_feed, part, publisher)


def rss(part: Part, publisher: Publisher) -> bytes:
    """RSS 2.0 by the profile of the RSS Advisory Board: titles are plain text, descriptions are HTML."""
    board, feed = publisher.board, part.feed
    maker = _maker(part, publisher)
    maker.link(href=board.absolute(feed.home), rel="alternate")
    maker.image(url=board.absolute(IMAGE), title=xml_safe(feed.title), link=board.absolute(feed.home))
    links = [{"href": board.absolute(part.address(feed.rss)), "rel": "self", "type": "application/rss+xml"}]
    links += _way(part, publisher, feed.rss)
    maker.register_extension("channel", partial(_RssChannel, links, archive=bool(part.number)))
    for entry in part.entries:
        item = _item(maker, entry, publisher)
        item.description(escape(xml_safe(entry.summary), quote=False))
        item.content(_content(entry, publisher))
        item.register_extension("item", partial(_RssItem, entry, publisher.content_of(entry).picture))
    return bytes(maker.rss_str(pretty=True))


def atom(part: Part, publisher: Publisher) -> bytes:
    """Atom 1.0, with tombstones for what was withdrawn (RFC 6721)."""
    board, feed = publisher.board, part.feed
    maker = _maker(part, publisher)
    maker.icon(board.absolute(ICON))
    maker.logo(board.absolute(LOGO))
    maker.link(href=board.absolute(part.address(feed.atom)), rel="self", type="application/atom+xml")
    for link in _way(part, publisher, feed.atom):
        maker.link(**link)
    maker.link(href=board.absolute(feed.home), rel="alternate", type="text/html")
    gone = [entry for entry in part.entries if entry.replaces]
    maker.register_extension("top", partial(_AtomFeed, gone, archive=bool(part.number)))
    for entry in part.entries:
        item = _item(maker, entry, publisher)
        item.summary(xml_safe(entry.summary))
        item.content(_content(entry, publisher), type="html")
        item.register_extension("entry", partial(_AtomEntry, entry, publisher.content_of(entry).picture))
    return bytes(maker.atom_str(pretty=True))


def json_feed(part: Part, publisher: Publisher) -> bytes:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    board, feed = publisher.board, part.feed
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": xml_safe(feed.title),
        "home_page_url": board.absolute(feed.home),
        "feed_url": board.absolute(part.address(feed.json)),
        "description": _description(feed, publisher),
        "icon": board.absolute(ICON),
        "authors": [{"name": board.name, "url": f"{board.url}/"}],
        "language": "en-GB",
    }
    if board.hub:
        document["hubs"] = [{"type": "WebSub", "url": board.hub}]
    if before := part.before(feed.json):
        document["next_url"] = board.absolute(before)
    document["items"] = [_json_item(entry, publisher) for entry in part.entries]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(entry: Entry, publisher: Publisher) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.guid,
        "url": publisher.board.absolute(entry.address),
        "title": xml_safe(entry.title),
        "summary": xml_safe(entry.summary),
        "content_html": _content(entry, publisher),
        **({"language": entry.lang} if entry.lang else {}),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
    }
    if entry.author:
        item["authors"] = [{"name": xml_safe(entry.author)}]
    if picture := publisher.content_of(entry).picture:
        item["image"] = picture.url
    if entry.categories:
        item["tags"] = [xml_safe(category) for category in entry.categories]
    return item


def _maker(part: Part, publisher: Publisher) -> FeedGenerator:
    """A feedgen document with what RSS and Atom share, told every date so that it never reads the clock."""
    board, feed = publisher.board, part.feed
    maker = FeedGenerator()
    maker.id(board.tag(feed.id))
    maker.title(xml_safe(feed.title))
    maker.subtitle(_description(feed, publisher))
    maker.author(name=board.name, email=board.email)
    maker.language("en-GB")
    maker.generator("lscb")
    maker.updated(part.updated)
    maker.lastBuildDate(part.updated)
    return maker


def _way(part: Part, publisher: Publisher, current: str) -> Iterator[dict[str, str]]:
    """Links from a document to the hub that tells of it, and to the other parts of its feed."""
    if publisher.board.hub:
        yield {"href": publisher.board.hub, "rel": "hub"}
    if part.number:
        yield {"href": publisher.board.absolute(current), "rel": "current"}
    if before := part.before(current):
        yield {"href": publisher.board.absolute(before), "rel": "prev-archive"}


def _item(maker: FeedGenerator, entry: Entry, publisher: Publisher) -> FeedEntry:
    item = maker.add_entry(order="append")
    item.guid(entry.guid, permalink=False)
    item.title(xml_safe(entry.title))
    item.link(href=publisher.board.absolute(entry.address), rel="alternate")
    item.published(entry.published)
    item.updated(entry.updated)
    item.author(name=xml_safe(entry.author) or publisher.board.name, email=publisher.board.email)
    for category in entry.categories:
        item.category(term=xml_safe(category))
    return item


def _description(feed: Feed, publisher: Publisher) -> str:
    return xml_safe(" ".join(part for part in (feed.summary, publisher.notice) if part))


def _content(entry: Entry, publisher: Publisher) -> str:
    english = ' lang="en-GB" dir="ltr"' if entry.lang else ""
    ending = f"\n<p{english}>{publisher.ending}</p>" if publisher.ending else ""
    html = publisher.content_of(entry).html
    if entry.lang:
        html = f'<div lang="{escape(entry.lang)}" dir="{entry.dir}">\n{html}\n</div>'
    return xml_safe(html + ending)


class _RssChannel(BaseExtension):  # type: ignore[misc]
    """What feedgen's RSS has no words for: links beside `self`, and that a document is an archive (RFC 5005)."""

    def __init__(self, links: list[dict[str, str]], *, archive: bool) -> None:
        self.links, self.archive = links, archive

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DC, "fh": HISTORY, "media": MEDIA}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        for link in self.links:
            etree.SubElement(rss[0], f"{{{ATOM}}}link", link)
        if self.archive:
            etree.SubElement(rss[0], f"{{{HISTORY}}}archive")
        return rss


class _AtomFeed(BaseExtension):  # type: ignore[misc]
    """What feedgen's Atom has no words for: that a document is an archive, and which entries are gone (RFC 6721)."""

    def __init__(self, gone: list[Entry], *, archive: bool) -> None:
        self.gone, self.archive = gone, archive

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY, "at": TOMBSTONES, "media": MEDIA}

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        if self.archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        for entry in self.gone:
            when = {"ref": entry.replaces, "when": entry.published.isoformat()}
            tombstone = etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", when)
            etree.SubElement(tombstone, f"{{{TOMBSTONES}}}comment").text = xml_safe(entry.summary)
        return feed


class _Pictured(BaseExtension):  # type: ignore[misc]
    """The leading picture of an entry, in the words of Media RSS, which mailing services read."""

    def __init__(self, picture: OffsitePicture | None) -> None:
        self.picture = picture

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        if self.picture:
            size = {"width": str(self.picture.width), "height": str(self.picture.height)}
            found = {"url": self.picture.url, "type": self.picture.media_type, "medium": "image", **size}
            content = etree.SubElement(entry, f"{{{MEDIA}}}content", found, nsmap={"media": MEDIA})
            if self.picture.alt:
                etree.SubElement(content, f"{{{MEDIA}}}description", {"type": "plain"}).text = xml_safe(self.picture.alt)
        return entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        return self.extend_atom(item)


class _AtomEntry(_Pictured):
    """An entry's picture, and its language where that is not English (RFC 4287, section 2)."""

    def __init__(self, entry: Entry, picture: OffsitePicture | None) -> None:
        super().__init__(picture)
        self.lang = entry.lang

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        if self.lang:
            entry.set("{http://www.w3.org/XML/1998/namespace}lang", self.lang)
        return super().extend_atom(entry)


class _RssItem(_Pictured):
    """An item's picture, and when it was updated, for which RSS has no element of its own."""

    def __init__(self, entry: Entry, picture: OffsitePicture | None) -> None:
        super().__init__(picture)
        self.updated, self.lang = entry.updated, entry.lang

    def extend_rss(self, item: etree._Element) -> etree._Element:
        etree.SubElement(item, f"{{{ATOM}}}updated", nsmap={"atom": ATOM}).text = self.updated.isoformat()
        if self.lang:
            etree.SubElement(item, f"{{{DC}}}language", nsmap={"dc": DC}).text = self.lang
        return super().extend_rss(item)
