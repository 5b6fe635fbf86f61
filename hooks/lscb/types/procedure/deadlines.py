"""The page that works out deadlines: every limit that is counted from a day, once, from the procedures' own time limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from lscb.model.dates import MONTHS, WEEKDAYS, long_date
from lscb.model.deadlines import Deadline, Period, deadline, earlier
from lscb.model.page import PageSpec
from lscb.model.site import Site
from lscb.types.procedure.record import Procedure
from lscb.types.procedure.time_limit import TimeLimit

ADDRESS = "/deadlines/"
BACK, AHEAD = 5, 15  # years around the site's own for which the page knows the bank holidays
AROUND = range(-7, 22)  # days around the site's own that stand in the table


@dataclass(frozen=True)
class Limit:
    """One limit, as the first procedure words it, and all procedures that hold it."""

    time_limit: TimeLimit
    period: Period
    procedures: list[Procedure] = field(default_factory=list)

    def deadline(self, begun: date, bank_holidays: Mapping[date, str]) -> Deadline:
        """When it is reached that was begun on a day."""
        if self.time_limit.rule == "beforehand":
            return Deadline(earlier(self.period, begun))
        return deadline(self.period, begun, bank_holidays)


@cache
def bank_holidays(first: int, last: int) -> Mapping[date, str]:
    """The bank holidays of England in some years, by day (Banking and Financial Dealings Act 1971, section 1 and schedule 1)."""
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415 - slow to import, and needed for one page

    found: Mapping[date, str] = UnitedKingdom(subdiv="ENG", years=range(first, last + 1))  # type: ignore[no-untyped-call]
    return dict(sorted(found.items()))


def deadlines_page(site: Site) -> Iterator[PageSpec]:
    """The page, which stays when no procedure has a limit any more: its address is in many hands."""
    procedures: Sequence[Procedure] = site.all("procedures")
    ever = (*procedures, *(one for one in site.withdrawn if isinstance(one, Procedure)))
    begun = limits_by_start(procedures)
    if ever:
        yield PageSpec(
            address=ADDRESS,
            title="Work out a deadline",
            summary="Give the day something happened, and see when each time limit in the procedures is reached.",
            template="procedures/deadlines.html",
            source=ever[0].origin.path,
            parent="/procedures/",
            changed=max(procedure.changed for procedure in ever),
            context={"calendar": lambda: calendar(site.today, begun)},
        )


def limits_by_start(procedures: Sequence[Procedure]) -> dict[str, list[Limit]]:
    """The limits by what they are counted from, in the order of the procedures; the same limit of several of them once."""
    found: dict[str, dict[tuple[str | None, Period], Limit]] = {}
    for procedure in procedures:
        for one in procedure.time_limits:
            if one.counted_from and one.period and one.rule != "every":
                limits = found.setdefault(one.counted_from, {})
                limit = limits.setdefault((one.rule, one.period), Limit(one, one.period))
                if procedure not in limit.procedures:
                    limit.procedures.append(procedure)
    return {start: list(limits.values()) for start, limits in found.items()}


def in_words(found: Deadline) -> str:
    """“Wednesday 7 October 2015”; where hours are counted from a day alone, that its hour is asked for."""
    day = f"{WEEKDAYS[found.by.weekday()]} {long_date(found.by)}"
    if not isinstance(found.by, datetime):
        return day
    return f"{day} at {found.by:%H:%M}, counted from the first minute of the day: give the hour"


def not_counted(found: Deadline) -> str:
    """“Not counted: 6 days at weekends and a bank holiday (Monday 31 August).”, or ""."""
    days, off = found.weekend_days, found.bank_holidays
    named = ", ".join(f"{WEEKDAYS[day.weekday()]} {long_date(day)[:-5]}" for day in off)
    parts = [f"{days} {'days' if days > 1 else 'day'} at weekends"] * bool(days)
    parts += [f"{'bank holidays' if len(off) > 1 else 'a bank holiday'} ({named})"] * bool(off)
    return f"Not counted: {' and '.join(parts)}." if parts else ""


@dataclass(frozen=True)
class Calendar:
    """What the page knows without being asked: bank holidays, what is due counted from today, and for the days around it."""

    off: Mapping[date, str]
    first: int
    last: int
    due: Mapping[str, list[tuple[Limit, str, str]]]
    periods: list[Period]
    days: list[tuple[str, list[str]]]


def calendar(today: date, begun: Mapping[str, Sequence[Limit]]) -> Calendar:
    """The page's calendar as it stands on a day."""
    first, last = today.year - BACK, today.year + AHEAD
    off = bank_holidays(first, last)
    due = {start: [_due(limit, today, off) for limit in limits] for start, limits in begun.items()}
    counted = {limit.period for limits in begun.values() for limit in limits if limit.time_limit.rule != "beforehand"}
    ends = {period: deadline(period, today, off).by for period in counted if period.unit != "hour"}
    periods = sorted(ends, key=lambda period: (ends[period], str(period)))
    days = [today + timedelta(days=number) for number in AROUND]
    table = [(_short(day), [_short(deadline(period, day, off).by) for period in periods]) for day in days]
    return Calendar(off, first, last, due, periods, table)


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _due(limit: Limit, today: date, off: Mapping[date, str]) -> tuple[Limit, str, str]:
    found = limit.deadline(today, off)
    return limit, in_words(found), not_counted(found)
