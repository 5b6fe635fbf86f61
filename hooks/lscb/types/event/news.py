"""What followers of events are told: changes to what was announced, and what is coming up in a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from lscb.model.entries import beginning, change_of, moment, newest_first
from lscb.model.page import Entry, Feed
from lscb.model.site import Site
from lscb.types.event.agenda import Dated, agenda
from lscb.types.event.occurrence import Change, Occurrence, when, when_in_full
from lscb.types.event.record import Event

NOTICE = timedelta(days=7)
MANY = 6
BASE = "/events/coming-up/"
SENTENCES = {
    "cancelled": "{dates}: cancelled.",
    "postponed": "{dates}: postponed. The new date is not known yet.",
    "moved": "Now {new}, instead of {dates}.",
    "changed": "{dates}: in another place.",
    "full": "{dates}: no places are left.",
    "confirmed": "{dates}: this will take place.",
}


def changes(site: Site, event: Event) -> Iterator[Entry]:
    """An entry for each change known by now, with an id of its own."""
    for change in event.changes:
        if change.on <= site.today:
            yield _entry_of(site, event, change)


def _entry_of(site: Site, event: Event, change: Change) -> Entry:
    planned = [event.planned[place] for place in event.concerned(change)]
    title = f"{change.what.capitalize()}: {event.title}"
    said = SENTENCES[change.what].format(dates=_dates(planned), new=when_in_full(change.applied_to(planned[0])))
    place = f"Place: {change.venue.in_one_line}." if change.venue else ""
    text = (said, *(part for part in (place, change.why) if part))
    day = max(change.on, event.public_from)  # what came before the event was public is told with it
    entry = change_of(site, event, change.id, day, f"{title}, {when(planned[0])}" if len(planned) == 1 else title, text)
    return replace(entry, told="date")


def _dates(planned: list[Occurrence]) -> str:
    """The dates in words; the first and last of many."""
    if len(planned) > MANY:
        return f"{len(planned)} dates from {when_in_full(planned[0])} to {when_in_full(planned[-1])}"
    return "; ".join(when_in_full(one) for one in planned)


def coming_up(site: Site) -> Iterator[Feed]:
    """A feed with an entry a week before each date that is known to the day, and one for each change."""
    found = agenda(site)
    soon = (_reminder(site, one) for one in found.every if _announced(site, one))
    told = (entry for event in site.all("events") for entry in changes(site, event))
    title = f"Coming up: events a week before – {site.board.short_name}"
    summary = "Each event of the Board's calendar a week before it takes place, and every change to a date."
    entries = newest_first((*soon, *told))
    yield Feed(f"feed{BASE}", BASE, title, summary, "/events/", entries, beginning(site), archived=False)


def _announced(site: Site, one: Dated) -> bool:
    """Whether the date's week has come, the date was still on when it came, and the event was known before it began."""
    day = one.starts - NOTICE
    on_then = not one.off or any(change.on > day for change in one.changes)
    known = one.event.public_from <= one.starts
    return one.occurrence.exact and day <= site.today and on_then and known


def _reminder(site: Site, one: Dated) -> Entry:
    event = one.event
    permanent_id = f"{event.id}/coming/{one.planned.begins:%Y-%m-%dT%H:%M}/{one.starts}"
    published = moment(max(one.starts - NOTICE, event.public_from), permanent_id)
    updated = max([event.changed, *(change.on for change in one.changes)])
    return Entry(
        guid=site.board.tag(permanent_id),
        address=site.address(event),
        title=f"{event.title}, {when(one.occurrence)}",
        summary=event.summary,
        published=published,
        updated=max(published, moment(updated, permanent_id)),
        record=event,
        whole=False,
        text=tuple(_text(one)),
    )


def _text(one: Dated) -> Iterator[str]:
    yield _when_and_where(one)
    yield one.event.summary
    if one.event.booking and one.event.booking.note and one.bookable:
        yield one.event.booking.note


def dates_in_words(site: Site, event: Event) -> tuple[str, ...]:
    """When and where an event takes place, a line a date; of many dates, how many and until when."""
    dates = agenda(site).of([event])
    if len(dates) > MANY:
        return (f"{len(dates)} dates, from {when_in_full(dates[0].occurrence)} to {when_in_full(dates[-1].occurrence)}.",)
    return tuple(_when_and_where(one) for one in dates)


def _when_and_where(one: Dated) -> str:
    said = f"{when_in_full(one.occurrence)}: {one.occurrence.status}" if one.off else when_in_full(one.occurrence)
    return f"{said}. {one.venue.in_one_line}." if one.venue else f"{said}."
