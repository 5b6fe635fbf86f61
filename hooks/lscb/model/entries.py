"""What followers are told: entries from records, and the feeds they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from lscb.model.dates import LONDON, Precision
from lscb.model.page import Entry, Feed
from lscb.model.record import Record, State
from lscb.model.site import ContentType, Site

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def moment(day: date, permanent_id: str = "", place: int = 0) -> datetime:
    """When on a day something counts as published: in its first hour, London time, which no clock change touches.

    Sources give days; programs that mail what is new want times that are true to the day, never ahead of the clock, and
    each unlike the others, in whole seconds. So the permanent id says where in the hour; for the parts of a whole, the place
    on the page
    says in which minute, and the id where in that minute: the first part is the newest. Without an id it is the day's
    first instant.
    """
    digest = blake2b(permanent_id.encode(), digest_size=6).digest() if permanent_id else b""
    spread = timedelta(seconds=int.from_bytes(digest) % HOUR.seconds)
    into = HOUR - min(place, 60) * MINUTE + spread % MINUTE if place else spread % HOUR
    return datetime.combine(day, time(), LONDON) + into


def entry_of(site: Site, record: Record) -> Entry:
    """The entry for a record: its guid comes from the permanent id, its dates from the content alone.

    A change to one of its parts, as to an article of an issue, is a change to what followers of the whole were sent.
    """
    kind = site.type_of(record)
    place = kind.place_of(site, record)
    provenance = " ".join(filter(None, (kind.provenance(site, record), _undated(record))))
    changed = max([record.changed, *(part.changed for part in kind.feed_parts(site, record))])
    published = _first_told(site, record, place)
    lang, direction = _language(kind, record)
    return Entry(
        guid=site.board.tag(record.id),
        address=site.address(record),
        title=record.title,
        summary=f"{record.summary} {provenance}".strip(),
        published=published,
        updated=published if changed <= record.public_from else max(published, moment(changed, record.id, place)),
        record=record,
        told="law" if kind.in_force(record) else "new",
        text=(*([provenance] if provenance else ()), *kind.entry_text(site, record)),
        categories=_categories(site, record),
        author=kind.author_of(record),
        lang=lang,
        dir=direction,
    )


def _language(kind: ContentType[Any], record: Record) -> tuple[str, str]:
    """The language of a record that is not in English, and which way it is written."""
    variant = kind.variant_of(record)
    return (variant.lang, variant.dir) if variant and not variant.lang.startswith("en") else ("", "ltr")


def _undated(record: Record) -> str:
    """That the day of publication is not known, for programs show the one that feeds must have."""
    known = record.published
    when = known.label.lower() if known.precision is Precision.SEASON else known.label
    return "" if known.day or record.publish_from else f"It was published in {when}; the day is not known."


def _first_told(site: Site, record: Record, place: int) -> datetime:
    """When a record was first published: at the time its file gives, at that which the ledger has, or else on its day."""
    if record.public_at:
        return datetime.combine(record.public_from, record.public_at, LONDON)
    return _recorded(site, record.id) or moment(record.public_from, record.id, place)


def _recorded(site: Site, permanent_id: str) -> datetime | None:
    """When the ledger says that something was first published; a look back to an earlier day knows nothing of it."""
    found = site.moments.get(permanent_id)
    return found.astimezone(LONDON) if found and found.astimezone(LONDON).date() <= site.today else None


def change_of(site: Site, record: Record, permanent_id: str, day: date, title: str, text: tuple[str, ...]) -> Entry:
    """An entry for a material change to a record, an amendment: news of its own, with its own id, about the same page."""
    told = _recorded(site, permanent_id) or moment(day, permanent_id)
    return Entry(
        guid=site.board.tag(permanent_id),
        address=site.address(record),
        title=title,
        summary=text[0],
        published=told,
        updated=told,
        record=record,
        told="amendment",
        whole=False,
        text=text,
        categories=_categories(site, record),
    )


def withdrawal_of(site: Site, record: Record) -> Entry:
    """The entry that tells followers of a page taken down. Its guid is the record's with `/withdrawn`."""
    assert record.withdrawn  # noqa: S101 - only called for withdrawn records
    title, reason = f"Withdrawn: {record.title}", (record.withdrawn.reason,)
    entry = change_of(site, record, f"{record.id}/withdrawn", record.withdrawn.on, title, reason)
    return replace(entry, told="withdrawal", replaces=site.board.tag(record.id))


def entries_for(site: Site, record: Record) -> tuple[Entry, ...]:
    """A public record's entry and those of its material changes; of a withdrawn one, that it has gone.

    Each is made once, however many feeds it stands in.
    """
    made = site.derived(_by_record)
    if id(record) not in made:  # a site holds its records, and knows each by itself
        gone = record.state(site.today) is State.WITHDRAWN
        made[id(record)] = (
            (withdrawal_of(site, record),) if gone else (entry_of(site, record), *site.type_of(record).changes(site, record))
        )
    return made[id(record)]


def _by_record(_: Site) -> dict[int, tuple[Entry, ...]]:
    return {}


def feed_of(site: Site, home: str, title: str, summary: str, records: Iterable[Record], base: str = "") -> Feed:
    """A feed of records beside the page it follows, newest first. Withdrawn records are told of, not shown."""
    entries = [entry for record in records for entry in entries_for(site, record)]
    base = base or home
    return Feed(
        id=f"feed{base}",
        base=base,
        title=f"{title} – {site.board.short_name}",
        summary=summary,
        home=home,
        entries=newest_first(entries),
        since=beginning(site),
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries as a feed lists them."""
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.guid), reverse=True))


def beginning(site: Site) -> datetime:
    """Since when there have been feeds: what an empty one says of its age."""
    return datetime(int(site.board.tag_date[:4]), 1, 1, tzinfo=LONDON)


def feed_about(site: Site, record: Record) -> Feed:
    """The feed of one record: itself, and every record that names it. Its id is the record's, so that it outlives its address.

    The feed of a withdrawn record stays for its followers, and is offered to nobody else.
    """
    named_by = (other for other in site.ever_referring(record) if site.type_of(other).template)
    gone = record.state(site.today) is State.WITHDRAWN
    summary = "This page has been withdrawn." if gone else record.summary
    feed = feed_of(site, site.address(record), record.title, summary, (record, *named_by))
    listing = site.type_of(record).listing
    return replace(feed, id=f"{record.id}/feed", group="" if gone or not listing else listing.title)


def feeds_of(site: Site) -> tuple[Feed, ...]:
    """Every feed: the whole site's, each collection's, and what types add of their own. No two entries share a second."""
    feeds = tuple(_feeds(site))
    apart = _apart({entry.guid: entry.published for feed in feeds for entry in feed.entries})
    return tuple(replace(feed, entries=newest_first(_at(entry, apart) for entry in feed.entries)) for feed in feeds)


def _apart(published: Mapping[str, datetime]) -> dict[str, datetime]:
    """The moments of those entries that would share one with another: each takes the next second that is free."""
    moved: dict[str, datetime] = {}
    last: datetime | None = None
    for guid, when in sorted(published.items(), key=lambda one: (one[1], one[0])):
        free = max(when, last + SECOND) if last else when
        if free != when:
            moved[guid] = free
        last = free
    return moved


def _at(entry: Entry, moments: Mapping[str, datetime]) -> Entry:
    when = moments.get(entry.guid)
    return replace(entry, published=when, updated=max(when, entry.updated)) if when else entry


def _feeds(site: Site) -> Iterator[Feed]:
    yield replace(feed_of(site, "/", "All news", site.board.description, _told_of(site)), group="Everything")
    for kind in site.types:
        if kind.listing:
            yield feed_of(site, kind.root, kind.listing.title, kind.listing.summary, followed_records(site, kind))
    for kind in site.types:
        yield from kind.feeds(site)


def followed_records(site: Site, kind: ContentType[Any]) -> Iterator[Record]:
    """The records of a type that followers hear of: the public ones, and those that were public once."""
    yield from site.all(kind.collection)
    yield from (record for record in site.withdrawn if site.type_of(record) is kind)


def everything_told(site: Site) -> Iterator[Entry]:
    """Every entry of the feed of all news, in no order."""
    for record in _told_of(site):
        yield from entries_for(site, record)


def _told_of(site: Site) -> Iterator[Record]:
    for kind in site.types:
        if kind.listing or kind.news:
            yield from followed_records(site, kind)


def _categories(site: Site, record: Record) -> tuple[str, ...]:
    """What it is, and what it is about."""
    kind = site.type_of(record).singular.capitalize()
    return tuple(dict.fromkeys([kind, *(theme.title for theme in site.resolve(record.themes))]))
