"""Every date of every event as it stands on the site's day: the one place from which all lists and calendars take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lscb.model.site import Site
from lscb.types.event.occurrence import Change, Occurrence, Venue
from lscb.types.event.record import Event


@dataclass(frozen=True)
class Dated:
    """One date of an event: as it stands, as it was first announced, and the changes between the two."""

    event: Event
    occurrence: Occurrence
    planned: Occurrence
    changes: tuple[Change, ...] = ()

    @property
    def starts(self) -> date:
        """The first day it may fall on."""
        return self.occurrence.first_day

    @property
    def venue(self) -> Venue | None:
        """Where it is held: the date's own place, or the event's."""
        return self.occurrence.venue or self.event.venue

    @property
    def moved(self) -> bool:
        """Whether it is no longer at the time first announced."""
        return self.occurrence.starts != self.planned.starts

    @property
    def off(self) -> bool:
        """Whether nothing will take place at that time."""
        return self.occurrence.status in {"cancelled", "postponed"}

    @property
    def bookable(self) -> bool:
        """Whether there may be places left."""
        return not self.off and self.occurrence.status != "full"


def as_it_stands(event: Event, today: date) -> tuple[Dated, ...]:
    """An event's dates in the order of their announcement, with the changes made known by `today`."""
    concerning: dict[int, list[Change]] = {}
    for change in sorted((one for one in event.changes if one.on <= today), key=lambda one: one.on):
        for place in event.concerned(change):
            concerning.setdefault(place, []).append(change)
    return tuple(_dated(event, planned, concerning.get(place, ())) for place, planned in enumerate(event.planned))


def _dated(event: Event, planned: Occurrence, changes: Iterable[Change]) -> Dated:
    now = planned
    for change in changes:
        now = change.applied_to(now)
    return Dated(event, now, planned, tuple(changes))


@dataclass(frozen=True)
class Agenda:
    """Dates by event, and all of them in order of time."""

    today: date
    by_event: Mapping[str, tuple[Dated, ...]]

    def of(self, events: Iterable[Event]) -> list[Dated]:
        """The dates of those of the events that are public, in order of time."""
        return in_order(one for event in events for one in self.by_event.get(event.id, ()))

    def next_of(self, events: Iterable[Event], since: date) -> list[Dated]:
        """The first date of each event that is not over by `since`, in order of time."""
        ahead = ((one for one in self.of([event]) if one.occurrence.last_day >= since) for event in events)
        return in_order(found for dates in ahead if (found := next(dates, None)))

    @cached_property
    def every(self) -> list[Dated]:
        """All dates, in order of time."""
        return in_order(one for dates in self.by_event.values() for one in dates)

    @cached_property
    def ahead(self) -> list[Dated]:
        """What is on now or still to come."""
        return [one for one in self.every if one.occurrence.last_day >= self.today]


def in_order(found: Iterable[Dated]) -> list[Dated]:
    """Soonest first."""
    return sorted(found, key=lambda one: (one.occurrence.begins, one.event.title))


def agenda(site: Site) -> Agenda:
    """The site's agenda, worked out once."""
    return site.derived(_agenda)


def _agenda(site: Site) -> Agenda:
    return Agenda(site.today, {event.id: as_it_stands(event, site.today) for event in site.all("events")})
