"""All the feeds in one file that readers import: OPML 2.0 (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime

from lxml import etree

from lscb.model.board import Board
from lscb.model.page import Feed
from lscb.pages.xml_characters import xml_safe


def opml(board: Board, feeds: Sequence[Feed], groups: Sequence[tuple[str, Sequence[Feed]]]) -> bytes:
    """The document: feeds in their groups, dated by the newest of all `feeds`."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = xml_safe(f"{board.name}: all feeds")
    newest = max(feed.updated for feed in feeds)
    etree.SubElement(head, "dateModified").text = format_datetime(newest.replace(microsecond=0))
    etree.SubElement(head, "ownerName").text = xml_safe(board.name)
    etree.SubElement(head, "ownerEmail").text = board.email
    body = etree.SubElement(root, "body")
    for group, grouped in groups:
        outline = etree.SubElement(body, "outline", text=group)
        for feed in grouped:
            etree.SubElement(
                outline,
                "outline",
                type="rss",
                text=xml_safe(feed.title),
                title=xml_safe(feed.title),
                description=xml_safe(feed.summary),
                xmlUrl=board.absolute(feed.rss),
                htmlUrl=board.absolute(feed.home),
                language="en-GB",
            )
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
