"""When an awareness day would next fall by its usual rule. A proposal is never a date: no list or calendar has it."""

from __future__ import annotations

from datetime import date, timedelta

from lscb.model.dates import on
from lscb.types.event.occurrence import Occurrence
from lscb.types.event.record import Event


def proposal(event: Event, today: date) -> Occurrence | None:
    """The first date after the known ones, and after `today`, that the rule gives; as long as the last known one."""
    if event.usually is None:
        return None
    last = max(event.occurrences, key=lambda one: one.first_day)
    length = last.last_day - last.first_day if last.exact else timedelta(0)
    year = max(last.first_day.year + 1, today.year)
    first = next(day for day in map(event.usually.in_year, (year, year + 1)) if day > today)
    return Occurrence(starts=on(first), ends=on(first + length) if length else None, status="provisional")
