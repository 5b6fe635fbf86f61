"""The documents of a feed: RSS 2.0, Atom 1.0 and JSON Feed 1.1, the newest entries first, the rest in archives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from lscb.model.board import Board
from lscb.model.page import Entry, Feed
from lscb.publishing.xmlsafe import xml_safe

SIZE = 50
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
Html = Callable[[Entry], str]


@dataclass(frozen=True)
class Part:
    """The current document of a feed (number 0), or an archive: fifty entries that no longer move (RFC 5005, section 4)."""

    number: int
    entries: tuple[Entry, ...]
    previous: int

    def address(self, current: str) -> str:
        """This part's address, from that of the feed's current document."""
        return _numbered(current, self.number)


def parts_of(feed: Feed) -> Iterator[Part]:
    """The newest fifty entries, then archives cut from the oldest on, so that a new entry never moves an old one."""
    full = len(feed.entries) // SIZE if feed.archived and len(feed.entries) > SIZE else 0
    yield Part(0, feed.entries[:SIZE], full)
    oldest_first = feed.entries[::-1]
    for number in range(full, 0, -1):
        yield Part(number, oldest_first[(number - 1) * SIZE : number * SIZE][::-1], number - 1)


def documents(feed: Feed, board: Board, html: Html) -> Iterator[tuple[str, bytes]]:
    """Every document of a feed with its address. `html` gives an entry's full content with absolute links."""
    for part in parts_of(feed):
        maker = _maker(feed, part, board, html)
        yield part.address(feed.rss), maker.rss_str(pretty=True)
        yield part.address(feed.atom), _maker(feed, part, board, html, atom=True).atom_str(pretty=True)
        yield part.address(feed.json), _json(feed, part, board, html)


def addresses(feed: Feed) -> Iterator[str]:
    """The addresses of a feed's documents."""
    for part in parts_of(feed):
        yield from (part.address(current) for current in (feed.rss, feed.atom, feed.json))


def _maker(feed: Feed, part: Part, board: Board, html: Html, *, atom: bool = False) -> FeedGenerator:
    """A feedgen document, told every date so that it never reads the clock."""
    address = feed.atom if atom else feed.rss
    kind = "application/atom+xml" if atom else "application/rss+xml"
    maker = FeedGenerator()
    maker.id(board.tag(f"feed{feed.base}"))
    maker.title(xml_safe(feed.title))
    maker.subtitle(xml_safe(feed.summary))
    maker.author(name=board.name, email=board.email)
    maker.language("en-GB")
    maker.generator("southamptonlscb")
    maker.docs("https://www.rssboard.org/rss-specification")
    changed = max((entry.updated for entry in part.entries), default=feed.since)
    maker.updated(changed)
    maker.lastBuildDate(changed)
    maker.logo(board.absolute("/assets/feed.png"))
    maker.icon(board.absolute("/assets/feed.png"))
    maker.link(href=board.absolute(part.address(address)), rel="self", type=kind)
    if board.hub:
        maker.link(href=board.hub, rel="hub")
    if part.number:
        maker.link(href=board.absolute(address), rel="current")
    if part.previous:
        maker.link(href=board.absolute(_numbered(address, part.previous)), rel="prev-archive")
    maker.link(href=board.absolute(feed.home), rel="alternate", type="text/html")  # last: feedgen's RSS link is the last
    maker.image(url=board.absolute("/assets/feed.png"), title=xml_safe(feed.title), link=board.absolute(feed.home))
    history = _History(archive=bool(part.number), gone=[entry for entry in part.entries if entry.replaces])
    maker.register_extension("history", lambda: history, None)
    for entry in part.entries:
        _add(maker, entry, board, html, atom=atom)
    return maker


def _numbered(current: str, number: int) -> str:
    stem, dot, ending = current.rpartition(".")
    return f"{stem}-{number}{dot}{ending}" if number else current


def _add(maker: FeedGenerator, entry: Entry, board: Board, html: Html, *, atom: bool) -> None:
    item = maker.add_entry(order="append")
    item.id(entry.guid)
    item.guid(entry.guid, permalink=False)
    item.title(xml_safe(entry.title))
    item.link(href=board.absolute(entry.address), rel="alternate")
    item.summary(xml_safe(entry.summary))
    item.content(xml_safe(html(entry)).replace("]]>", "]]&gt;"), type="html" if atom else "CDATA")
    item.published(entry.published)
    item.updated(entry.updated)
    item.author(name=board.name, email=board.email)
    for category in entry.categories:
        item.category(term=xml_safe(category))


def _json(feed: Feed, part: Part, board: Board, html: Html) -> bytes:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": xml_safe(feed.title),
        "home_page_url": board.absolute(feed.home),
        "feed_url": board.absolute(part.address(feed.json)),
        "description": xml_safe(feed.summary),
        "icon": board.absolute("/assets/feed.png"),
        "authors": [{"name": board.name, "url": f"{board.url}/"}],
        "language": "en-GB",
    }
    if board.hub:
        document["hubs"] = [{"type": "WebSub", "url": board.hub}]
    if part.previous:
        document["next_url"] = board.absolute(_numbered(feed.json, part.previous))
    document["items"] = [_json_item(entry, board, html) for entry in part.entries]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(entry: Entry, board: Board, html: Html) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.guid,
        "url": board.absolute(entry.address),
        "title": xml_safe(entry.title),
        "summary": xml_safe(entry.summary),
        "content_html": xml_safe(html(entry)),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
    }
    if entry.categories:
        item["tags"] = [xml_safe(category) for category in entry.categories]
    return item


class _History(BaseExtension):  # type: ignore[misc]
    """What feedgen has no words for: that a document is an archive (RFC 5005), and which entries are gone (RFC 6721)."""

    def __init__(self, *, archive: bool, gone: list[Entry]) -> None:
        self.archive, self.gone = archive, gone

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY, "at": TOMBSTONES}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        if self.archive:
            etree.SubElement(rss[0], f"{{{HISTORY}}}archive")
        return rss

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        if self.archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        for entry in self.gone:
            tombstone = etree.SubElement(
                feed, f"{{{TOMBSTONES}}}deleted-entry", {"ref": entry.replaces, "when": entry.published.isoformat()}
            )
            etree.SubElement(tombstone, f"{{{TOMBSTONES}}}comment").text = xml_safe(entry.summary)
        return feed
