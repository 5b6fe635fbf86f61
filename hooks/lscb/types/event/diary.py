"""What events put into people's calendars: every date known to the day, each with a UID that never changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lscb.model.dates import PartialDate
from lscb.model.diary import Calendar, Happening, Moment, Repetition
from lscb.model.entries import moment
from lscb.model.recurrence import Recurrence
from lscb.model.site import Site
from lscb.types.event.agenda import Dated, agenda, as_it_stands
from lscb.types.event.occurrence import Change, Occurrence, when
from lscb.types.event.record import Event
from lscb.types.event.selections import gone, selections

KEPT = timedelta(days=731)  # past dates stay in the calendars of many events for two years; in an event's own for ever
FREE = frozenset({"awareness day", "survey"})  # what blocks nobody's diary
PREFIXES = {"cancelled": "Cancelled: ", "postponed": "Postponed: "}
SAID = {
    "cancelled": "This has been cancelled.",
    "postponed": "This has been postponed. The new date is not known yet.",
    "provisional": "This date is provisional.",
    "full": "No places are left.",
}


def calendars(site: Site) -> Iterator[Calendar]:
    """Each event's own calendar, that of all events, and that of each selection."""
    for event in site.all("events"):
        yield from _own(site, event, event.summary)
    for event in gone(site):
        yield from _own(site, event, _reason(event))
    everything = (*site.all("events"), *gone(site))
    yield _shared(site, "/events/calendar.ics", "Events", "Everything in the Board's calendar.", "/events/", everything)
    for one in selections(site):
        yield _shared(site, one.calendar, one.title, one.summary, one.home, one.events)


def _own(site: Site, event: Event, summary: str) -> Iterator[Calendar]:
    if found := site.derived(_diary)[event.id]:
        address = site.address(event)
        yield Calendar(f"{address}event.ics", f"{event.title} – {site.board.short_name}", summary, address, found)


def _shared(site: Site, address: str, title: str, summary: str, home: str, events: Iterable[Event]) -> Calendar:
    diary, since = site.derived(_diary), site.today - KEPT
    found = tuple(one for event in events for one in diary[event.id] if one.last_day >= since)
    return Calendar(address, f"{title} – {site.board.short_name}", summary, home, found)


def _diary(site: Site) -> Mapping[str, tuple[Happening, ...]]:
    """The entries of every event, by its id."""
    by_event = agenda(site).by_event
    public = {event.id: tuple(_entries(site, event, by_event[event.id])) for event in site.all("events")}
    return public | {event.id: tuple(_taken_down(site, event)) for event in gone(site)}


def _taken_down(site: Site, event: Event) -> Iterator[Happening]:
    """What calendars are told of an event that was withdrawn: that it is off, and why."""
    assert event.withdrawn  # noqa: S101 - only called for withdrawn events
    for one in _entries(site, event, as_it_stands(event, event.withdrawn.on)):
        yield replace(
            one,
            title=f"Withdrawn: {event.title}",
            text=_reason(event),
            place="",
            categories=(),
            status="CANCELLED",
            free=True,
            sequence=one.sequence + 1,
            changed=moment(event.withdrawn.on),
        )


def _reason(event: Event) -> str:
    return event.withdrawn.reason if event.withdrawn else ""


def _entries(site: Site, event: Event, dates: tuple[Dated, ...]) -> Iterator[Happening]:
    """An entry for each date that is known to the day; for a series one, and one for each of its dates that is not as usual."""
    if event.repeats:
        yield from _series(site, event.repeats, dates)
        return
    taken: set[str] = set()
    for one in dates:
        uid = _uid(one, taken)
        if one.occurrence.exact:
            yield _entry(site, one, uid, one.changes)


def _uid(one: Dated, taken: set[str]) -> str:
    """The event's id with the day first announced, and the time where the event has an earlier date on that day."""
    planned = one.planned
    stamp = f"{planned.first_day:%Y%m%d}" if planned.exact else re.sub(r"\W+", "", str(planned.starts)).lower()
    if stamp in taken and isinstance(planned.starts, datetime):
        stamp = f"{planned.starts:%Y%m%dT%H%M}"
    taken.add(stamp)
    return f"{one.event.id}-{stamp}"


def _series(site: Site, repeats: Recurrence, dates: tuple[Dated, ...]) -> Iterator[Happening]:
    event = dates[0].event
    shared = {one.occurrence.status for one in dates}
    first = event.occurrences[0]
    usual = first.model_copy(update={"status": shared.pop()}) if len(shared) == 1 else first
    changes = tuple({change.id: change for one in dates for change in one.changes}.values())
    last_day = max(one.occurrence.last_day for one in dates)
    whole = _entry(site, Dated(event, usual, first), event.id, changes)
    yield replace(whole, last_day=last_day, repeats=_repetition(first, repeats))
    for one in dates:
        as_usual = one.planned.model_copy(update={"status": usual.status})
        if one.occurrence != as_usual or _length(one.occurrence) != _length(first):
            entry = _entry(site, one, event.id, changes)
            yield replace(entry, last_day=last_day, instead_of=_start(one.planned))


def _length(occurrence: Occurrence) -> timedelta | None:
    """How long a timed date really lasts. Over a night when the clocks change, one of a series is an hour longer or shorter."""
    if isinstance(occurrence.starts, datetime) and isinstance(occurrence.ends, datetime):
        return occurrence.ends.astimezone(UTC) - occurrence.starts.astimezone(UTC)
    return None


def _repetition(first: Occurrence, repeats: Recurrence) -> Repetition:
    without, also = (tuple(_start(first.on_day(day)) for day in days) for days in (repeats.without, repeats.also))
    return Repetition(repeats.rule, repeats.until, repeats.count, without, also)


def _entry(site: Site, one: Dated, uid: str, changes: tuple[Change, ...]) -> Happening:
    event, occurrence = one.event, one.occurrence
    created = moment(event.published.last)
    return Happening(
        uid=uid,
        starts=_start(occurrence),
        ends=_end(occurrence),
        title=f"{PREFIXES.get(occurrence.status, '')}{event.title}",
        text="\n\n".join(_text(site, one)),
        address=site.address(event),
        place=one.venue.in_one_line if one.venue else event.online or "",
        categories=_categories(site, event),
        status="CANCELLED" if one.off else "TENTATIVE" if occurrence.status == "provisional" else "CONFIRMED",
        free=one.off or event.kind in FREE,
        sequence=len(changes),
        created=created,
        changed=max(created, moment(event.changed), *(moment(change.on) for change in changes)),
        last_day=occurrence.last_day,
    )


def _start(occurrence: Occurrence) -> Moment:
    return occurrence.starts if isinstance(occurrence.starts, datetime) else occurrence.first_day


def _end(occurrence: Occurrence) -> Moment | None:
    """The end as calendars reckon it: of whole days the day after. An end that is not known to the day is left out."""
    if isinstance(occurrence.starts, datetime):
        return occurrence.ends if isinstance(occurrence.ends, datetime) else None
    ends = occurrence.ends if isinstance(occurrence.ends, PartialDate) and occurrence.ends.day else occurrence.starts
    return ends.last + timedelta(days=1)


def _text(site: Site, one: Dated) -> Iterator[str]:
    """What somebody reads who opens the entry on a phone."""
    event, booking = one.event, one.event.booking
    if said := SAID.get(one.occurrence.status):
        yield said
    if one.moved:
        yield f"First announced for {when(one.planned)}."
    yield from (change.why for change in one.changes if change.why)
    yield from (text for text in (one.occurrence.label, event.summary, one.occurrence.note) if text)
    if event.online:
        yield f"Online: {event.online}"
    if booking and one.bookable:
        yield f"To book: {' '.join(text for text in (booking.web, booking.email, booking.note) if text)}"
    yield site.board.absolute(site.address(event))


def _categories(site: Site, event: Event) -> tuple[str, ...]:
    campaign = site.get(event.campaign)
    themes = site.resolve(event.themes)
    return tuple(dict.fromkeys((event.kind, *((campaign.title,) if campaign else ()), *(theme.title for theme in themes))))
