"""Lengths of time that a rule allows, and the day or the minute when they are over.

Days and hours are those of England. Where a rule says “within so many days of” something, the day of that thing is not counted
(Lester v Garland (1808) 15 Ves Jun 248), and a period of months ends on the day of the month that has the same number, or on the
last day of a month that is too short for it (Dodds v Walker [1981] 1 WLR 1027). Hours are counted as they pass, at weekends and
across a change of the clocks too.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from lscb.model.dates import LONDON
from lscb.problems import FieldError

Unit = Literal["hour", "day", "working day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("hour", "day", "working day", "week", "month", "year")
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WRITTEN = re.compile(rf"(?P<number>\d{{1,3}}|{'|'.join(WORDS)})(?:\s+(?P<unit>[a-z ]+?)s?)?", re.IGNORECASE)
HINT = "a number and a unit: `72 hours`, `15 working days`, `6 weeks`, `3 months`"
MONTHS_IN = {"month": 1, "year": 12}
DAYS_IN = {"day": 1, "week": 7}


@dataclass(frozen=True)
class Period:
    """A length of time as a rule gives it."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        """“15 working days”, “1 month”."""
        return f"{self.number} {self.unit}{'s' if self.number > 1 else ''}"


@dataclass(frozen=True)
class Deadline:
    """When a period is over: a day, or a moment where it is counted in hours.

    `weekend_days` and `bank_holidays` are the days on the way that were not counted.
    """

    by: date | datetime
    weekend_days: int = 0
    bank_holidays: tuple[date, ...] = ()


def parse_period(text: str) -> Period:
    """Read `15 working days`. Raises FieldError."""
    found = WRITTEN.fullmatch(" ".join(text.split()))
    if not found:
        raise FieldError(f"“{text}” is not a length of time", hint=HINT)
    written = found["number"].lower()
    number = int(written) if written.isdigit() else WORDS.index(written) + 1
    unit = next((one for one in UNITS if one == (found["unit"] or "").lower()), None)
    if unit is None:
        said = f"“{found['unit']}” is not a unit that deadlines are counted in" if found["unit"] else f"{text} of what?"
        raise FieldError(said, hint=HINT)
    if number == 0:
        raise FieldError("nothing is no length of time", hint="where something is done at once, say so under `in_words`")
    return Period(number, unit)


def periods_named(text: str) -> frozenset[Period]:
    """Every length of time that some words name."""
    units = "|".join(UNITS)
    found = re.findall(rf"\b(?:\d{{1,3}}|{'|'.join(WORDS)}) (?:{units})s?\b", text, re.IGNORECASE)
    return frozenset(map(parse_period, found))


def deadline(period: Period, begun: date | datetime, bank_holidays: Collection[date]) -> Deadline:
    """When `period` is over that began at `begun`: a moment of London's time with its zone, or a day whose hour is not known.

    Hours from a day are counted from its beginning, so that nobody comes too late.
    """
    if period.unit == "hour":
        return Deadline((_moment(begun).astimezone(UTC) + timedelta(hours=period.number)).astimezone(LONDON))
    day = begun.date() if isinstance(begun, datetime) else begun
    if period.unit == "working day":
        return _working_days(day, period.number, bank_holidays)
    if period.unit in MONTHS_IN:
        return Deadline(months_later(day, period.number * MONTHS_IN[period.unit]))
    return Deadline(day + timedelta(days=period.number * DAYS_IN[period.unit]))


def earlier(period: Period, day: date) -> date:
    """The last day to do what must be done so long before `day`, which is counted in days, weeks, months or years."""
    if period.unit in MONTHS_IN:
        return months_later(day, -period.number * MONTHS_IN[period.unit])
    return day - timedelta(days=period.number * DAYS_IN[period.unit])


def months_later(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _moment(begun: date | datetime) -> datetime:
    return begun if isinstance(begun, datetime) else datetime(begun.year, begun.month, begun.day, tzinfo=LONDON)


def _working_days(day: date, number: int, bank_holidays: Collection[date]) -> Deadline:
    weekend_days, skipped = 0, []
    while number:
        day += timedelta(days=1)
        if day.weekday() >= 5:
            weekend_days += 1
        elif day in bank_holidays:
            skipped.append(day)
        else:
            number -= 1
    return Deadline(day, weekend_days, tuple(skipped))
