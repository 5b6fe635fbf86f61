"""The pages that every type has: of a record, of a collection, of a feed, and of what was withdrawn."""

from __future__ import annotations

from lscb.model.page import Feed, FeedLink, PageSpec
from lscb.model.record import Record
from lscb.model.site import ContentType, Site

RSS, ATOM, JSON, CALENDAR = "application/rss+xml", "application/atom+xml", "application/feed+json", "text/calendar"


def record_page(site: Site, kind: ContentType[Record], record: Record) -> PageSpec:
    """The page of one record."""
    context = kind.context(site, record)
    return PageSpec(
        address=site.address(record),
        title=kind.title_of(record),
        summary=record.summary,
        template=kind.template_of(record),
        source=record.origin.path,
        parent=kind.parent_of(record),
        record=record,
        body=record.body,
        body_at=record.origin.body_at,
        numbered=kind.numbered,
        changed=record.changed,
        context=context,
        anchors=kind.anchors(record),
        card=f"{site.address(record)}card.png" if kind.card else "",
        pdf=f"{site.address(record)}{record.slug}.pdf" if kind.pdf else "",
        variant=kind.variant_of(record),
    )


def listing_page(site: Site, kind: ContentType[Record]) -> PageSpec:
    """The page that lists a collection."""
    assert kind.listing  # noqa: S101 - only called for types with one
    records = site.all(kind.collection)
    return PageSpec(
        address=kind.root,
        title=kind.listing.title,
        summary=kind.listing.summary,
        template=kind.listing.template,
        source=f"hooks/{kind.record.__module__.replace('.', '/')}.py",
        parent=kind.listing.parent,
        changed=max((record.changed for record in records), default=None),
        context={"records": records, "kind": kind, **kind.listing_context(site)},
        anchors=frozenset(record.slug for record in records) if kind.template is None else frozenset(),
    )


def feed_page(feed: Feed) -> PageSpec:
    """The page that shows what a follower of a feed gets."""
    return PageSpec(
        address=feed.page,
        title=f"Follow: {feed.title.rpartition(' – ')[0]}",
        summary=feed.summary,
        template="feeds/feed.html",
        listed=False,
        source="theme/feeds/feed.html",
        parent=feed.home,
        changed=feed.updated.date(),
        context={"feed": feed},
        feeds=links_of(feed),
    )


def withdrawn_page(site: Site, record: Record) -> PageSpec:
    """What stands where a record was that has been taken down."""
    kind = site.type_of(record)
    return PageSpec(
        address=site.address(record),
        title=record.title,
        summary="This page has been withdrawn.",
        template="withdrawn.html",
        listed=False,
        source=record.origin.path,
        parent=kind.parent_of(record),
        record=record,
        changed=record.withdrawn.on if record.withdrawn else None,
        withdrawn=True,
    )


def links_of(feed: Feed) -> tuple[FeedLink, ...]:
    """A feed's current documents, as pages offer them."""
    documents = ((feed.rss, RSS), (feed.atom, ATOM), (feed.json, JSON))
    return tuple(FeedLink(feed.title, address, kind, feed.page) for address, kind in documents)
