"""Events by kind, by whom they are for, by training level and by campaign: each a page and a calendar of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from lscb.model.record import Record
from lscb.model.site import Site
from lscb.types.event.record import Audience, Event, Kind, Level

KINDS = {
    "training": "Training",
    "workshop": "Workshops",
    "conference": "Conferences",
    "board meeting": "Board meetings",
    "awareness day": "Awareness days and weeks",
    "performance": "Performances",
    "survey": "Surveys",
    "learning event": "Learning events",
}
DIMENSIONS = {"kind": "Kind", "for": "Who it is for", "level": "Training level", "campaign": "Campaign"}


@dataclass(frozen=True)
class Selection:
    """Events that have one thing in common. `address` is their page, `home` the page beside which their calendar stands.

    `value` tells the selections of one `dimension` apart.
    """

    dimension: str
    value: str
    label: str
    title: str
    summary: str
    address: str
    home: str
    events: tuple[Event, ...]

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return f"{self.home}calendar.ics"


def gone(site: Site) -> tuple[Event, ...]:
    """Events that were public once: calendars still have to tell of them."""
    return tuple(record for record in site.withdrawn if isinstance(record, Event))


def selections(site: Site) -> tuple[Selection, ...]:
    """Every selection with at least one event that is or was public, worked out once."""
    return site.derived(_selections)


def _selections(site: Site) -> tuple[Selection, ...]:
    found: dict[tuple[str, str], list[Event]] = {}
    for event in (*site.all("events"), *gone(site)):
        for key in facets(event):
            found.setdefault(key, []).append(event)
    return tuple(
        one
        for dimension, values in _values(site)
        for value in values
        if (one := _selection(site, dimension, value, tuple(found.get((dimension, value), ()))))
    )


def _values(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    yield "kind", get_args(Kind)
    yield "for", get_args(Audience)
    yield "level", get_args(Level)
    yield "campaign", [campaign.slug for campaign in _campaigns(site)]


def _campaigns(site: Site) -> tuple[Record, ...]:
    """Those that are public, and those that were: who subscribed to a campaign's dates does not lose them."""
    return (*site.all("campaigns"), *(gone for gone in site.withdrawn if site.ref(gone).collection == "campaigns"))


def facets(event: Event) -> Iterator[tuple[str, str]]:
    """The dimension and value of each selection that an event is in. What is for everyone is for each audience too."""
    yield "kind", event.kind
    for audience in get_args(Audience) if "everyone" in event.audiences else event.audiences:
        yield "for", audience
    if event.level:
        yield "level", event.level
    if event.campaign:
        yield "campaign", event.campaign.slug


def facets_of(event: Event) -> dict[str, list[str]]:
    """An event's values by dimension, for filtering in the reader's browser."""
    found: dict[str, list[str]] = {}
    for dimension, value in facets(event):
        found.setdefault(dimension, []).append(value)
    return found


def _selection(site: Site, dimension: str, value: str, events: tuple[Event, ...]) -> Selection | None:
    """A campaign always has its calendar; other selections come with their first event."""
    address = f"/events/{dimension}/{value.replace(' ', '-')}/"
    if dimension == "campaign":
        campaign = next(one for one in _campaigns(site) if one.slug == value)
        title, label, home = f"Dates of {campaign.title}", campaign.title, site.address(campaign)
        summary = "The campaign's page has been withdrawn." if campaign.withdrawn else f"When it falls: {campaign.summary}"
        return Selection(dimension, value, label, title, summary, address, home, events)
    if not any(value in event.audiences for event in events) if dimension == "for" else not events:
        return None
    label = KINDS[value] if dimension == "kind" else f"{value[0].upper()}{value[1:]}"
    title = {"for": f"Events for {value}", "level": f"{label} training"}.get(dimension, label)
    summary = f"{title}: what is coming, as a list and as a calendar to subscribe to."
    return Selection(dimension, value, label, title, summary, address, address, events)
