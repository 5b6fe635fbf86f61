"""RSS 2.0 documents, written by feedgen."""

from __future__ import annotations

import re
from collections.abc import Callable

from feedgen.feed import FeedGenerator

from lscb.model.board import Board
from lscb.model.page import Entry, Feed

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rss(feed: Feed, board: Board, html: Callable[[Entry], str]) -> bytes:
    """The document of a feed; `html` gives an entry's full content with absolute links.

    RSS 2.0 with the RSS Advisory Board's best practices: a self link, guids that are no addresses, numeric time zones.
    `lastBuildDate` is the newest entry's, so that the same content gives the same bytes.
    """
    maker = FeedGenerator()
    maker.title(_clean(feed.title))
    maker.link(href=board.absolute(feed.address), rel="self", type="application/rss+xml")
    maker.link(href=board.absolute(feed.home), rel="alternate")  # feedgen takes the last for the channel's link
    maker.description(_clean(feed.summary))
    maker.language("en-GB")
    maker.generator("southamptonlscb")
    maker.docs("https://www.rssboard.org/rss-specification")
    maker.image(url=board.absolute("/assets/feed.png"), title=_clean(feed.title), link=board.absolute(feed.home))
    maker.lastBuildDate(max((entry.updated for entry in feed.entries), default=None) or False)
    for entry in feed.entries:
        item = maker.add_entry(order="append")
        item.title(_clean(entry.title))
        item.link(href=board.absolute(entry.address))
        item.guid(entry.guid, permalink=False)
        item.description(_clean(entry.summary))
        item.content(_clean(html(entry)), type="CDATA")
        item.pubDate(entry.published)
        for category in entry.categories:
            item.category(term=_clean(category))
    document: bytes = maker.rss_str(pretty=True)
    return document


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 cannot carry, and with no early end of a CDATA section."""
    return NOT_XML.sub("", text).replace("]]>", "]]&gt;")
