"""The dates that an issue lists."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from lscb.model.site import Site
from lscb.types.event import Dated, agenda, in_order
from lscb.types.newsletter.record import Issue

LISTED, AHEAD = 8, timedelta(days=92)


@dataclass(frozen=True)
class Diary:
    """Dates still to come on the day of an issue, and those that its editors name though they were over by then."""

    to_come: tuple[Dated, ...]
    over: tuple[Dated, ...]

    @property
    def dates(self) -> tuple[Dated, ...]:
        """All of them, those to come first."""
        return (*self.to_come, *self.over)


def diary_of(site: Site, issue: Issue) -> Diary:
    """An issue's diary.

    It has the next dates of the events that its editors name, seen from the start of its season, then what the calendar
    holds for the three months after the issue came out, as far as there is room.
    """
    calendar = agenda(site)
    named = calendar.next_of(site.resolve(issue.events), min(issue.season.first, issue.day))
    first, last = (bisect_left(calendar.every, day, key=lambda one: one.starts) for day in (issue.day, issue.day + AHEAD))
    others = (one for one in calendar.every[first:last] if site.ref(one.event) not in issue.events and _is_for_readers(one))
    listed = in_order([*named, *islice(others, max(0, LISTED - len(named)))])
    return Diary(
        tuple(one for one in listed if one.occurrence.last_day >= issue.day),
        tuple(one for one in listed if one.occurrence.last_day < issue.day),
    )


def _is_for_readers(one: Dated) -> bool:
    return one.occurrence.exact and not one.off and one.event.audiences != ("board members",)
