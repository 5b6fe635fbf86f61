"""An event as structured data (schema.org/Event), for search engines and other programs that gather events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lscb.model.dates import PartialDate
from lscb.model.site import Site
from lscb.types.event.agenda import Dated
from lscb.types.event.occurrence import Occurrence, Venue

TYPES = {
    "training": "EducationEvent",
    "workshop": "EducationEvent",
    "learning event": "EducationEvent",
    "board meeting": "BusinessEvent",
    "performance": "TheaterEvent",
    "conference": "Event",
}
"""Kinds that one can attend. An awareness week is nowhere, so it is no Event."""
STATUSES = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def linked_data(site: Site, dates: Iterable[Dated]) -> list[dict[str, Any]]:
    """An object for each date that is known to the day and can be attended."""
    return [_event(site, one) for one in dates if one.occurrence.exact and one.event.kind in TYPES]


def _event(site: Site, one: Dated) -> dict[str, Any]:
    event, board = one.event, site.board
    status = STATUSES.get(one.occurrence.status, "EventRescheduled" if one.moved else "EventScheduled")
    found: dict[str, Any] = {
        "@type": TYPES[event.kind],
        "@id": board.absolute(f"{site.address(event)}#{_iso(one.planned.starts)}"),
        "name": event.title,
        "description": event.summary,
        "url": board.absolute(site.address(event)),
        "startDate": _iso(one.occurrence.starts),
        "eventStatus": f"https://schema.org/{status}",
        "inLanguage": "en-GB",
        "organizer": {"@type": "Organization", "name": event.organiser or board.name, "url": f"{board.url}/"},
        "audience": [{"@type": "Audience", "audienceType": audience} for audience in event.audiences],
        **_end(one.occurrence),
        **_where(one.venue, event.online),
    }
    if one.moved and one.planned.exact:
        found["previousStartDate"] = _iso(one.planned.starts)
    if event.capacity:
        found["maximumAttendeeCapacity"] = event.capacity
    return found


def _end(occurrence: Occurrence) -> dict[str, str]:
    ends = occurrence.ends
    if isinstance(ends, PartialDate) and not ends.day:
        return {}
    return {"endDate": _iso(ends)} if ends else {}


def _where(venue: Venue | None, online: str | None) -> dict[str, Any]:
    """The place and the way of attending; nothing where neither is known, for a place is never made up."""
    places: list[dict[str, Any]] = []
    if venue:
        address = {"address": venue.address} if venue.address else {}
        places.append({"@type": "Place", "name": venue.name, **address})
    if online:
        places.append({"@type": "VirtualLocation", "url": online})
    if not places:
        return {}
    mode = "Mixed" if len(places) > 1 else "Online" if online else "Offline"
    return {
        "location": places if len(places) > 1 else places[0],
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
    }


def _iso(moment: datetime | PartialDate) -> str:
    return moment.isoformat() if isinstance(moment, datetime) else moment.first.isoformat()
