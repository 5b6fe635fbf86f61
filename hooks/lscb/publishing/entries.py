"""What followers are told: entries from records, and the feeds they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from lscb.model.content_type import ContentType
from lscb.model.dates import LONDON
from lscb.model.page import Entry, Feed
from lscb.model.record import Record, State
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
        text=site.type_of(record).entry_text(site, record),
        categories=_themes(site, record),
    )


def change_of(site: Site, record: Record, permanent_id: str, day: date, title: str, text: tuple[str, ...]) -> Entry:
    """An entry for a material change to a record: news of its own, with its own id, about the same page."""
    return Entry(
        guid=site.board.tag(permanent_id),
        address=site.address(record),
        title=title,
        summary=text[0],
        published=moment(day),
        updated=moment(day),
        record=record,
        whole=False,
        text=text,
        categories=_themes(site, record),
    )


def withdrawal_of(site: Site, record: Record) -> Entry:
    """The entry that tells followers of a page taken down. Its guid is the record's with `/withdrawn`."""
    assert record.withdrawn  # noqa: S101 - only called for withdrawn records
    entry = change_of(
        site, record, f"{record.id}/withdrawn", record.withdrawn.on, f"Withdrawn: {record.title}", (record.withdrawn.reason,)
    )
    return replace(entry, replaces=site.board.tag(record.id))


def entries_for(site: Site, record: Record) -> Iterator[Entry]:
    """A public record's entry and those of its material changes."""
    yield entry_of(site, record)
    yield from site.type_of(record).changes(site, record)


def feed_of(site: Site, home: str, title: str, summary: str, records: Iterable[Record], base: str = "") -> Feed:
    """A feed of records beside the page it follows, newest first. Withdrawn records are told of, not shown."""
    entries = [
        entry
        for record in records
        for entry in (
            (withdrawal_of(site, record),) if record.state(site.today) is State.WITHDRAWN else entries_for(site, record)
        )
    ]
    return Feed(base or home, f"{title} – {site.board.short_name}", summary, home, newest_first(entries), beginning(site))


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries as a feed lists them."""
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.guid), reverse=True))


def beginning(site: Site) -> datetime:
    """Since when there have been feeds: what an empty one says of its age."""
    return moment(date(int(site.board.tag_date[:4]), 1, 1))


def feeds_of(site: Site) -> Iterator[Feed]:
    """Every feed: the whole site's news, each collection that makes news, and what types add of their own."""
    telling = [kind for kind in site.types if kind.news]
    everything = [record for kind in telling for record in told_of(site, kind)]
    yield feed_of(site, "/", "All news", site.board.description, everything)
    for kind in telling:
        if kind.listing:
            yield feed_of(site, kind.root, kind.listing.title, kind.listing.summary, told_of(site, kind))
    for kind in site.types:
        yield from kind.feeds(site)


def told_of(site: Site, kind: ContentType[Any]) -> Iterator[Record]:
    """The records of a type that followers hear of: the public ones, and those that were public once."""
    yield from site.all(kind.collection)
    yield from (record for record in site.withdrawn if site.type_of(record) is kind)


def news(site: Site) -> tuple[Entry, ...]:
    """Everything that makes news, newest first: records and their material changes."""
    records = (record for kind in site.types if kind.news for record in site.all(kind.collection))
    entries = (entry for record in records for entry in entries_for(site, record))
    return newest_first(entries)


def _themes(site: Site, record: Record) -> tuple[str, ...]:
    return tuple(theme.title for theme in site.resolve(record.themes))
