"""The dates of an event, and what becomes of them after they were announced."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Self

from pydantic import model_validator

from lscb.model.dates import LONDON, WEEKDAYS, PartialDate, Precision, local, long_date, on
from lscb.model.fields import Day, Moment, RecordId, Text, Value, WebAddress
from lscb.problems import FieldError

LONGEST = timedelta(days=731)
Status = Literal["scheduled", "provisional", "full", "postponed", "cancelled", "moved"]
NEWS = frozenset({"postponed", "cancelled", "moved"})
"""What followers must be told, so that it is said as a change and not as a status."""


class Venue(Value):
    """Where it is held."""

    name: Text
    address: Text | None = None
    web: WebAddress | None = None

    @property
    def in_one_line(self) -> str:
        """Name and address."""
        return f"{self.name}, {self.address}" if self.address else self.name


class Occurrence(Value):
    """One dated time at which the event takes place.

    A start known to the month or the season is shown so; `ends` is the last day, or the closing time of a timed event.
    `venue` is given where it is not the event's own.
    """

    starts: Moment
    ends: Moment | None = None
    status: Status = "scheduled"
    venue: Venue | None = None
    label: Text | None = None
    note: Text | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        check_span(self.starts, self.ends)
        return self

    @model_validator(mode="after")
    def _tells_news_as_news(self) -> Self:
        if self.status in NEWS:
            hint = f"say it under `changes:`, as `- {{on: 2015-09-20, what: {self.status}}}`, so that followers hear of it"
            raise FieldError(f"“{self.status}” is a change to what was announced", field="status", hint=hint)
        return self

    @property
    def first_day(self) -> date:
        """The first day it may fall on."""
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts.first

    @property
    def last_day(self) -> date:
        """The last day it may fall on. What ends at midnight does not reach into the day that begins then."""
        ends = self.ends or self.starts
        if not isinstance(ends, datetime):
            return ends.last
        until = ends - timedelta(microseconds=1) if ends.time() == time() and ends != self.starts else ends
        return until.date()

    @property
    def exact(self) -> bool:
        """Whether the day is known, so that it can stand in a calendar."""
        return isinstance(self.starts, datetime) or self.starts.day is not None

    @property
    def month_known(self) -> bool:
        """Whether at least the month is known, so that it can stand in a list of months."""
        return isinstance(self.starts, datetime) or self.starts.precision in {Precision.DAY, Precision.MONTH}

    @property
    def all_day(self) -> bool:
        """Whether no time is known: a time is never made up."""
        return not isinstance(self.starts, datetime)

    @property
    def begins(self) -> datetime:
        """When it begins, for putting dates in order: midnight where no time is known."""
        return self.starts if isinstance(self.starts, datetime) else datetime.combine(self.starts.first, time(), LONDON)

    def on_day(self, day: date) -> Occurrence:
        """The same on another day: the same time by the clock, and as many days long.

        Raises FieldError where the clocks skip that time on that day.
        """
        ends = None if self.ends is None else _shifted(self.ends, day - self.first_day)
        return self.model_copy(update={"starts": _shifted(self.starts, day - self.first_day), "ends": ends})


class Change(Value):
    """What was made known about dates after they were announced: followers are told of it as news, with its own id.

    `dates` are those concerned, as first announced; none means every date from the day of the change on. A `moved` date
    has its new `starts`, and `ends` unless it is as long as before; a `changed` one has its new `venue`.
    """

    id: RecordId
    on: Day
    what: Literal["cancelled", "postponed", "moved", "changed", "full", "confirmed"]
    dates: tuple[Moment, ...] = ()
    starts: Moment | None = None
    ends: Moment | None = None
    venue: Venue | None = None
    why: Text | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if (self.what == "moved") != (self.starts is not None):
            hint = "a date that moved, and no other, has its new `starts:`; where that is not known yet, it is `postponed`"
            raise FieldError("does not fit the change", field="starts", hint=hint)
        if self.starts is not None:
            if not isinstance(self.starts, datetime) and self.starts.day is None:
                hint = "give the new day, or write `what: postponed` until it is known"
                raise FieldError(f"{self.starts} is not a day", field="starts", hint=hint)
            check_span(self.starts, self.ends)
        elif self.ends is not None:
            raise FieldError("needs `starts` beside it", field="ends", hint="give both, with `what: moved`")
        if (self.what == "changed" and not self.venue) or (self.venue and self.what not in {"changed", "moved"}):
            hint = "`what: changed` has the new `venue:`; `what: moved` may have one"
            raise FieldError("does not fit the change", field="venue", hint=hint)
        return self

    def applied_to(self, occurrence: Occurrence) -> Occurrence:
        """The date as it stands once the change is made."""
        news: dict[str, object] = {}
        if self.what == "moved":
            news = {"starts": self.starts, "ends": self.ends or _as_long(occurrence, self.starts), "status": "moved"}
        elif self.what != "changed":
            news = {"status": "scheduled" if self.what == "confirmed" else self.what}
        return occurrence.model_copy(update=news | ({"venue": self.venue} if self.venue else {}))


def check_span(starts: datetime | PartialDate, ends: datetime | PartialDate | None) -> None:
    """Raise FieldError for an end that is before its start, of another kind, or more than two years off."""
    if ends is None:
        return
    if isinstance(starts, datetime) != isinstance(ends, datetime):
        raise FieldError("has a time and `starts` has none, or the reverse", field="ends", hint="give both a time, or neither")
    first, last = _begin(starts), _begin(ends)
    if last < first or (isinstance(ends, datetime) and ends == starts):
        said = f"{_said(ends)} is before it starts ({_said(starts)})"
        raise FieldError(said, field="ends", hint="check both; one that ends after midnight ends on the next day")
    if last - first > LONGEST:
        raise FieldError("is more than two years after it starts", field="ends", hint="check the year")


def when(occurrence: Occurrence) -> str:
    """“1 to 7 June 2015”, “7 May 2015, 10:00 to 12:30”, “May 2015”."""
    starts, ends = occurrence.starts, occurrence.ends
    if isinstance(starts, datetime):
        return f"{long_date(starts)}, {_times(starts, ends)}"
    if ends is None or ends == starts or isinstance(ends, datetime):
        return starts.label
    if starts.day is None or ends.day is None:
        return f"{starts.label} to {ends.label}"
    return _days(starts.first, ends.first)


def when_by_weekday(occurrence: Occurrence) -> str:
    """With the days of the week: “Wednesday 7 October 2015, 10:00 to 12:30”."""
    starts, ends = occurrence.starts, occurrence.ends
    if isinstance(starts, datetime):
        return f"{_weekday(starts)}, {_times(starts, ends, full=True)}"
    if starts.day is None:
        return when(occurrence)
    if isinstance(ends, PartialDate) and ends != starts:
        return f"{_weekday(starts.first)} to {_weekday(ends.first) if ends.day else ends.label}"
    return _weekday(starts.first)


def zone(occurrence: Occurrence) -> str:
    """“British Summer Time”, or both zones where the clocks change before it ends; empty where no time is known."""
    times = (moment for moment in (occurrence.starts, occurrence.ends) if isinstance(moment, datetime))
    return " to ".join(dict.fromkeys("British Summer Time" if moment.dst() else "Greenwich Mean Time" for moment in times))


def when_in_full(occurrence: Occurrence) -> str:
    """With the days of the week and the zone: “Wednesday 7 October 2015, 10:00 to 12:30 (British Summer Time)”."""
    said = when_by_weekday(occurrence)
    return f"{said} ({zone(occurrence)})" if zone(occurrence) else said


def _times(starts: datetime, ends: datetime | PartialDate | None, *, full: bool = False) -> str:
    if not isinstance(ends, datetime):
        return f"{starts:%H:%M}"
    if ends.date() == starts.date():
        return f"{starts:%H:%M} to {ends:%H:%M}"
    return f"{starts:%H:%M} to {_weekday(ends) if full else long_date(ends)}, {ends:%H:%M}"


def _days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {long_date(last)}"
    start = long_date(first).removesuffix(f" {first.year}") if first.year == last.year else long_date(first)
    return f"{start} to {long_date(last)}"


def _weekday(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def _begin(moment: datetime | PartialDate) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment.first, time(), LONDON)


def _said(moment: datetime | PartialDate) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)


def _shifted(moment: datetime | PartialDate, by: timedelta) -> datetime | PartialDate:
    if isinstance(moment, datetime):
        return local(moment.date() + by, moment.time())
    return on(moment.first + by)


def _as_long(occurrence: Occurrence, starts: datetime | PartialDate | None) -> datetime | PartialDate | None:
    """The end of a date that moved to `starts` and is as long as it was; None where its length was not known."""
    before, ends = occurrence.starts, occurrence.ends
    if isinstance(before, datetime) and isinstance(ends, datetime) and isinstance(starts, datetime):
        moved = starts + (ends - before)  # in one zone, Python reckons by the clock on the wall
        return moved.astimezone(UTC).astimezone(LONDON)  # which may show a time that the clocks skip
    if isinstance(before, PartialDate) and isinstance(ends, PartialDate) and isinstance(starts, PartialDate):
        return on(starts.first + (ends.last - before.first))
    return None
