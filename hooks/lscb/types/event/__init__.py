"""Events: what they hold, what becomes of their dates, and their pages, feeds and calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lscb.model.facets import Facets
from lscb.model.page import Entry
from lscb.model.site import ContentType, Listing, Site
from lscb.types.event import news, pages
from lscb.types.event.agenda import Agenda, Dated, agenda, in_order
from lscb.types.event.diary import calendars
from lscb.types.event.linked_data import linked_data
from lscb.types.event.occurrence import Change, Occurrence, when, when_by_weekday, when_in_full, zone
from lscb.types.event.proposals import proposal, proposal_in
from lscb.types.event.record import Event
from lscb.types.event.selections import facets_of
from lscb.types.event.summaries import overtaken

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
    "proposal_in",
    "when",
    "when_by_weekday",
    "when_in_full",
    "zone",
]

SHOWN = 12  # of the dates to come, and of those past, on an event's page; its calendar has all


class _Events(ContentType[Event]):
    def facets(self, site: Site, record: Event) -> Facets:
        """By its next date, or its last."""
        shown = _shown(site, record)[0]
        date, status = when(shown.occurrence), shown.occurrence.status
        return replace(super().facets(site, record), date=date, year=shown.starts.year, status=status)

    def linked_data(self, site: Site, record: Event) -> list[dict[str, Any]]:
        return linked_data(site, _shown(site, record))

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
            "proposed": proposal(record, site.today),
        }


def _shown(site: Site, event: Event) -> list[Dated]:
    """Its next dates, or where all are past the last."""
    dates = agenda(site).of([event])
    return [one for one in dates if one.occurrence.last_day >= site.today][:SHOWN] or dates[-1:]


TYPE = _Events(
    collection="events",
    singular="event",
    record=Event,
    files="content/events/*.md",
    template="events/event.html",
    listing=Listing("Events", "Training, meetings, performances and awareness days.", "events/events.html"),
    order=lambda event: event.occurrences[0].first_day,
    news=True,
    listing_context=pages.listing,
    more_pages=pages.more_pages,
    feeds=news.coming_up,
    calendars=calendars,
    check=overtaken,
    leads_to=("procedures", "events", "documents", "case-reviews", "campaigns"),
)
