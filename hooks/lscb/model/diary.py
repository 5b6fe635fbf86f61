"""What calendars hold, as plain data: nothing here knows iCalendar's text, and nothing an event's front matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Moment = date | datetime
"""A day, or an aware time in Europe/London."""


@dataclass(frozen=True)
class Repetition:
    """An RRULE with its end, the times left out of it, and the times added."""

    rule: str
    until: date | None = None
    count: int | None = None
    without: tuple[Moment, ...] = ()
    also: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Happening:
    """One entry of a calendar: a single date, a whole series, or the date of a series that is not as its rule says.

    `uid` comes from a permanent id. `ends` is exclusive, as in iCalendar: the day after the last one. `instead_of` names
    the date of the series that this stands for. `sequence` counts what was changed in time, place or status, and
    `changed` is when: both come from the content. `last_day` is that of the last date, for leaving out what is long past.
    """

    uid: str
    starts: Moment
    ends: Moment | None
    title: str
    text: str
    address: str
    place: str
    categories: tuple[str, ...]
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
    free: bool
    sequence: int
    created: datetime
    changed: datetime
    last_day: date
    repeats: Repetition | None = None
    instead_of: Moment | None = None


@dataclass(frozen=True)
class Calendar:
    """A calendar to subscribe to: where its document stands, the page that offers it, and what it holds."""

    address: str
    title: str
    summary: str
    home: str
    happenings: tuple[Happening, ...]


def uids(calendars: Iterable[Calendar]) -> dict[str, str]:
    """The address of the page behind each UID that calendars know."""
    return {one.uid: one.address for calendar in calendars for one in calendar.happenings}
