"""When an awareness day would next fall by its usual rule. A proposal is never a date: no list or calendar has it."""

from __future__ import annotations

from datetime import date, timedelta

from lscb.model.dates import on
from lscb.types.event.occurrence import Occurrence
from lscb.types.event.record import Event


def proposal(event: Event, today: date) -> Occurrence | None:
    """The first date after the known ones, and after `today`, that the rule gives; None where there is no rule."""
    year = max(today.year, *(one.first_day.year + 1 for one in event.occurrences))
    proposed = (proposal_in(event, one) for one in (year, year + 1))
    return next((one for one in proposed if one and one.first_day > today), None)


def proposal_in(event: Event, year: int) -> Occurrence | None:
    """What the rule gives for a year, as long as the last known date."""
    if event.usually is None:
        return None
    last = max(event.occurrences, key=lambda one: one.first_day)
    length = last.last_day - last.first_day if last.exact else timedelta(0)
    first = event.usually.in_year(year)
    return Occurrence(starts=on(first), ends=on(first + length) if length else None, status="provisional")
