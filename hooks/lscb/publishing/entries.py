"""What followers are told: entries from records, and the feeds they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from lscb.model.dates import LONDON
from lscb.model.page import Entry, Feed
from lscb.model.record import Record
from lscb.model.site import Site

MORNING = time(9)


def moment(day: date, place: int = 0) -> datetime:
    """When on a day an entry counts as published: nine in the morning, a minute earlier for each place down the page.

    Sources give days, not times; readers need a time that is true to the day, never in the future, and unlike its
    neighbours'.
    """
    return datetime.combine(day, MORNING, LONDON) - timedelta(minutes=place)


def entry_of(site: Site, record: Record) -> Entry:
    """The entry for a record: its guid comes from the permanent id, its dates from the content alone."""
    place = site.type_of(record).place_of(record)
    return Entry(
        guid=site.board.tag(record.id),
        address=site.address(record),
        title=record.title,
        summary=record.summary,
        published=moment(record.published.last, place),
        updated=moment(record.changed, place),
        record=record,
        categories=tuple(theme.title for theme in site.resolve(record.themes)),
    )


def feed_of(site: Site, home: str, title: str, summary: str, records: Iterable[Record]) -> Feed:
    """A feed of records beside the page it follows, newest first."""
    entries = sorted(
        (entry_of(site, record) for record in records), key=lambda entry: (entry.published, entry.guid), reverse=True
    )
    return Feed(f"{home}feed.xml", f"{title} – {site.board.short_name}", summary, home, tuple(entries))


def feeds_of(site: Site) -> Iterator[Feed]:
    """Every feed: the whole site's news, each collection that makes news, and what types add of their own."""
    news = [kind for kind in site.types if kind.news]
    everything = [record for kind in news for record in site.all(kind.collection)]
    yield feed_of(site, "/", "All news", site.board.description, everything)
    for kind in news:
        if kind.listing:
            yield feed_of(site, kind.root, kind.listing.title, kind.listing.summary, site.all(kind.collection))
    for kind in site.types:
        yield from kind.feeds(site)


def news(site: Site) -> tuple[Record, ...]:
    """Every record that makes news, newest first."""
    records = [record for kind in site.types if kind.news for record in site.all(kind.collection)]
    return tuple(sorted(records, key=lambda record: (record.published.last, record.title), reverse=True))
