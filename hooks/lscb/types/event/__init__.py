"""Events: what they hold, what becomes of their dates, and their pages, feeds and calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lscb.model.content_type import ContentType, Listing
from lscb.model.page import Entry
from lscb.model.site import Site
from lscb.types.event import news, pages
from lscb.types.event.agenda import Agenda, Dated, agenda, in_order
from lscb.types.event.diary import calendars
from lscb.types.event.linked_data import linked_data
from lscb.types.event.occurrence import Change, Occurrence, when, when_in_full
from lscb.types.event.proposals import proposal
from lscb.types.event.record import Event
from lscb.types.event.selections import facets_of

__all__ = [
    "TYPE",
    "Agenda",
    "Change",
    "Dated",
    "Event",
    "Occurrence",
    "agenda",
    "facets_of",
    "in_order",
    "proposal",
    "when",
    "when_in_full",
]

SHOWN = 12  # of the dates to come, and of those past, on an event's page; its calendar has all


class _Events(ContentType[Event]):
    def changes(self, site: Site, record: Event) -> Iterator[Entry]:
        return news.changes(site, record)

    def entry_text(self, site: Site, record: Event) -> tuple[str, ...]:
        return news.dates_in_words(site, record)

    def context(self, site: Site, record: Event) -> Mapping[str, Any]:
        dates = agenda(site).of([record])
        ahead = [one for one in dates if one.occurrence.last_day >= site.today]
        past = [one for one in reversed(dates) if one.occurrence.last_day < site.today]
        return {
            "ahead": ahead[:SHOWN],
            "past_dates": past[:SHOWN],
            "more_ahead": len(ahead[SHOWN:]),
            "more_past": len(past[SHOWN:]),
            "linked_data": linked_data(site, ahead[:SHOWN] or past[:1]),
            "proposed": proposal(record, site.today),
        }


TYPE = _Events(
    collection="events",
    singular="event",
    record=Event,
    files="content/events/*.md",
    template="event.html",
    listing=Listing("Events", "Training, meetings, performances and awareness days.", "events.html"),
    order=lambda event: event.occurrences[0].first_day,
    news=True,
    listing_context=pages.listing,
    more_pages=pages.more_pages,
    feeds=news.coming_up,
    calendars=calendars,
)
