"""Events: training, meetings, performances and awareness days, in a calendar that says no more than is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from lscb.model.content_type import ContentType, Listing
from lscb.model.dates import LONDON, MONTHS, PartialDate, Precision
from lscb.model.fields import CampaignRef, DocumentRef, GroupRef, Moment, Text, Value, WebAddress, Whole
from lscb.model.page import PageSpec
from lscb.model.record import Record
from lscb.model.site import Site
from lscb.problems import FieldError

Kind = Literal["training", "workshop", "conference", "board meeting", "awareness day", "performance", "survey", "learning event"]


class Venue(Value):
    """Where it is held."""

    name: Text
    address: Text | None = None
    web: WebAddress | None = None


class Booking(Value):
    """How to book."""

    web: WebAddress | None = None
    email: Text | None = None
    note: Text | None = None


class Occurrence(Value):
    """One dated time at which the event takes place.

    A start known to the month or the season is shown so; `ends` is the last day, or the closing time of a timed event.
    """

    starts: Moment
    ends: Moment | None = None
    status: Literal["scheduled", "provisional", "full", "postponed", "cancelled", "moved"] = "scheduled"
    label: Text | None = None
    note: Text | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends is None:
            return self
        if isinstance(self.starts, datetime) != isinstance(self.ends, datetime):
            raise FieldError(
                "has a time and `starts` has none, or the reverse", field="ends", hint="give both a time, or neither"
            )
        if _begin(self.ends) < _begin(self.starts) or (isinstance(self.ends, datetime) and self.ends == self.starts):
            raise FieldError(f"{_said(self.ends)} is before it starts ({_said(self.starts)})", field="ends")
        return self

    @property
    def first_day(self) -> date:
        """The first day it may fall on."""
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts.first

    @property
    def last_day(self) -> date:
        """The last day it may fall on."""
        ends = self.ends or self.starts
        return ends.date() if isinstance(ends, datetime) else ends.last

    @property
    def exact(self) -> bool:
        """Whether the day is known, so that it can stand in a calendar."""
        return isinstance(self.starts, datetime) or self.starts.day is not None

    @property
    def all_day(self) -> bool:
        """Whether no time is known: a time is never made up."""
        return not isinstance(self.starts, datetime)


class Event(Record):
    """Something that takes place, once or on several dates. Dates are never made up: what no source gives is absent."""

    kind: Kind
    occurrences: tuple[Occurrence, ...] = Field(min_length=1)
    venue: Venue | None = None
    online: WebAddress | None = None
    organiser: Text | None = None
    groups: tuple[GroupRef, ...] = ()
    audiences: tuple[
        Literal["everyone", "public", "professionals", "children and young people", "families", "board members"], ...
    ] = ("everyone",)
    level: Literal["level 1", "level 2", "level 3", "level 3 refresher", "specialist"] | None = None
    capacity: Whole | None = None
    attended: Text | None = None
    cost: Text | None = None
    booking: Booking | None = None
    campaign: CampaignRef | None = None
    materials: tuple[DocumentRef, ...] = ()
    rule: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_date(cls, data: object) -> object:
        """`starts` and `ends` at the top are the short form of a single occurrence."""
        if not isinstance(data, dict) or not {"starts", "ends"} & data.keys():
            return data
        if "occurrences" in data:
            field = "starts" if "starts" in data else "ends"
            raise FieldError("is given as well as `occurrences`", field=field, hint="put this date into the list too")
        inner = {key: data[key] for key in ("starts", "ends", "status") if key in data}
        return {**{key: value for key, value in data.items() if key not in inner}, "occurrences": [inner]}


def _begin(moment: datetime | PartialDate) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment.first, time(), LONDON)


def _said(moment: datetime | PartialDate) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)


@dataclass(frozen=True)
class Dated:
    """An occurrence of an event, as lists show it."""

    event: Event
    occurrence: Occurrence

    @property
    def starts(self) -> date:
        """The first day it may fall on."""
        return self.occurrence.first_day


Months = list[tuple[str, list[Dated]]]


def dated(events: Iterable[Event]) -> list[Dated]:
    """Every occurrence of the events, in order of time."""
    found = [Dated(event, occurrence) for event in events for occurrence in event.occurrences]
    return sorted(found, key=lambda one: (one.starts, one.event.title))


def by_month(found: Iterable[Dated]) -> Months:
    """Occurrences whose month is known, under the month in which they begin."""
    months: dict[str, list[Dated]] = {}
    for one in found:
        months.setdefault(f"{MONTHS[one.starts.month - 1]} {one.starts.year}", []).append(one)
    return list(months.items())


def month_known(one: Dated) -> bool:
    """Whether at least the month is known."""
    starts = one.occurrence.starts
    return isinstance(starts, datetime) or starts.precision in {Precision.DAY, Precision.MONTH}


def _listing(site: Site) -> Mapping[str, Any]:
    ahead = [one for one in dated(site.all("events")) if one.occurrence.last_day >= site.today]
    years = sorted({one.starts.year for one in dated(site.all("events"))}, reverse=True)
    return {
        "months": by_month(one for one in ahead if month_known(one)),
        "undated": [one for one in ahead if not month_known(one)],
        "years": [(year, f"/events/{year}/") for year in years],
    }


def _year_pages(site: Site) -> Iterator[PageSpec]:
    for year, found in groupby(dated(site.all("events")), key=lambda one: one.starts.year):
        inside = list(found)
        yield PageSpec(
            address=f"/events/{year}/",
            title=f"Events in {year}",
            summary=f"Everything in the Board's calendar for {year}.",
            template="events-year.html",
            source="hooks/lscb/types/event.py",
            parent="/events/",
            changed=max(one.event.changed for one in inside),
            context={
                "year": year,
                "months": by_month(one for one in inside if month_known(one)),
                "undated": [one for one in inside if not month_known(one)],
            },
        )


TYPE = ContentType(
    collection="events",
    singular="event",
    record=Event,
    files="content/events/*.md",
    template="event.html",
    listing=Listing("Events", "Training, meetings, performances and awareness days.", "events.html"),
    order=lambda event: event.occurrences[0].first_day,
    listing_context=_listing,
    more_pages=_year_pages,
)
