"""The pages that gather events: what is coming, each selection, each year and month, and a planner to print."""

from __future__ import annotations

from calendar import MONDAY, Calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, groupby
from typing import Any

from lscb.model.dates import MONTHS
from lscb.model.fields import Ref
from lscb.model.page import PageSpec
from lscb.model.site import Site
from lscb.types.event.agenda import Dated, agenda, as_it_stands
from lscb.types.event.occurrence import Occurrence
from lscb.types.event.selections import DIMENSIONS, Selection, gone, selections

SOURCE = "hooks/lscb/types/event/pages.py"
AHEAD = 12  # months listed on pages of what is coming; the years' pages have the rest
LISTED = 50  # dates of one month on a page of several
IN_A_CELL = 5  # of one day in a month's table


@dataclass(frozen=True)
class Month:
    """The dates listed under a month; `more` is how many of them stand only on the month's own page."""

    year: int
    number: int
    dates: tuple[Dated, ...]
    more: int = 0

    @property
    def label(self) -> str:
        """“September 2015”."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def address(self) -> str:
        """Its own page."""
        return f"/events/{self.year}/{self.number:02}/"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day of a month's table, with what falls on it; `more` of them are not shown there."""

    date: date
    inside: bool
    dates: tuple[Dated, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Bar:
    """A part of a row of a month's table, so many days wide: what goes on over them, or nothing."""

    days: int
    dated: Dated | None = None


@dataclass(frozen=True)
class Week:
    """A row of a month's table; what lasts several days lies below it in bars, those that overlap in rows of their own."""

    days: list[Day]
    bars: list[list[Bar]]


@dataclass(frozen=True)
class Line:
    """A line of the planner: an event with its days in one month, as “2, 9, 16” or “16–20”."""

    days: str
    dated: Dated


def month_known(one: Dated) -> bool:
    """Whether at least the month is known."""
    return one.occurrence.month_known


def by_month(found: Iterable[Dated], most: int = LISTED) -> list[Month]:
    """Dates in order, under the month in which each begins; at most so many a month."""
    months = groupby((one for one in found if month_known(one)), key=lambda one: (one.starts.year, one.starts.month))
    listed = [(year, number, tuple(dates)) for (year, number), dates in months]
    return [Month(year, number, dates[:most], max(0, len(dates) - most)) for year, number, dates in listed]


def coming(found: Iterable[Dated], today: date) -> Mapping[str, Any]:
    """What a page of coming dates shows: months, what has no month, and how many dates each later year has."""
    ahead = [one for one in found if one.occurrence.last_day >= today]
    limit = date(today.year + 1, today.month, 1)
    return {
        "months": by_month(one for one in ahead if one.starts < limit),
        "undated": [one for one in ahead if not month_known(one)],
        "later": Counter(one.starts.year for one in ahead if month_known(one) and one.starts >= limit),
    }


def listing(site: Site) -> Mapping[str, Any]:
    """The context of /events/."""
    found = agenda(site)
    years = sorted(_years(site), reverse=True)
    return {
        **coming(found.every, site.today),
        "years": [(year, f"/events/{year}/") for year in years],
        "filters": _filters(site),
        "month": next((month for month in site.derived(_months).values() if month.last >= site.today), None),
    }


def _filters(site: Site) -> list[tuple[str, str, list[Selection]]]:
    """The selections that have a public event, by dimension."""
    public = agenda(site).by_event
    shown = [one for one in selections(site) if any(event.id in public for event in one.events)]
    offered = [one for one in shown if _is_offered(site, one)]
    return [(key, label, [one for one in offered if one.dimension == key]) for key, label in DIMENSIONS.items()]


def _is_offered(site: Site, selection: Selection) -> bool:
    """The dates of a campaign that was withdrawn stay for those who have them, and are offered to nobody new."""
    return selection.dimension != "campaign" or site.get(Ref("campaigns", selection.value)) is not None


def more_pages(site: Site) -> Iterator[PageSpec]:
    """Every page of events that is not an event's own."""
    filters = _filters(site)
    for selection in selections(site):
        yield _selection_page(site, selection, filters)
    months = site.derived(_months)
    for year, inside in _years(site).items():
        yield _year_page(year, inside)
        yield _planner_page(year, inside, months)
    every = list(months.values())
    for before, month, after in zip([None, *every], every, [*every[1:], None], strict=False):
        yield _month_page(month, before, after)


def _selection_page(site: Site, selection: Selection, filters: list[tuple[str, str, list[Selection]]]) -> PageSpec:
    found = agenda(site).of(selection.events)
    return PageSpec(
        address=selection.address,
        title=selection.title,
        summary=selection.summary,
        template="events/selection.html",
        source=SOURCE,
        parent="/events/",
        listed=_is_offered(site, selection),
        changed=_changed(found),
        context={
            **coming(found, site.today),
            "filters": filters,
            "selection": selection,
            "years": sorted({one.starts.year for one in found}, reverse=True),
        },
    )


def _year_page(year: int, inside: list[Dated]) -> PageSpec:
    return PageSpec(
        address=f"/events/{year}/",
        title=f"Events in {year}",
        summary=f"Everything in the Board's calendar for {year}.",
        template="events/year.html",
        source=SOURCE,
        parent="/events/",
        changed=_changed(inside),
        context={"year": year, "months": by_month(inside), "undated": [one for one in inside if not month_known(one)]},
    )


def _months(site: Site) -> Mapping[tuple[int, int], Month]:
    """What falls in each month, in order of months: what begins in it, and what goes on from the month before."""
    found: dict[tuple[int, int], list[Dated]] = {
        month: [] for one in _announced(site) if one.month_known for month in _months_of(one)
    }
    for one in agenda(site).every:
        if month_known(one):
            for month in _months_of(one.occurrence):
                found.setdefault(month, []).append(one)
    return {(year, number): Month(year, number, tuple(dates)) for (year, number), dates in sorted(found.items())}


def _years(site: Site) -> Mapping[int, list[Dated]]:
    """What begins in each year, in order of years."""
    found: dict[int, list[Dated]] = {one.first_day.year: [] for one in _announced(site)}
    for one in agenda(site).every:
        found.setdefault(one.starts.year, []).append(one)
    return dict(sorted(found.items()))


def _announced(site: Site) -> Iterator[Occurrence]:
    """Every time at which a date was ever announced: the pages of its months stay, though it moved or was withdrawn."""
    for event in (*site.all("events"), *gone(site)):
        for one in as_it_stands(event, site.today):
            yield from accumulate(one.changes, lambda occurrence, change: change.applied_to(occurrence), initial=one.planned)


def _months_of(one: Occurrence) -> Iterator[tuple[int, int]]:
    day = one.first_day.replace(day=1)
    while day <= one.last_day:
        yield day.year, day.month
        day = (day + timedelta(days=31)).replace(day=1)


def _month_page(month: Month, before: Month | None, after: Month | None) -> PageSpec:
    return PageSpec(
        address=month.address,
        title=f"Events in {month.label}",
        summary=f"The Board's calendar for {month.label}, as a table and as a list.",
        template="events/month.html",
        source=SOURCE,
        parent=f"/events/{month.year}/",
        changed=_changed(month.dates),
        context={"month": month, "weeks": table(month), "before": before, "after": after},
    )


def weeks(month: Month, most: int = IN_A_CELL) -> list[list[Day]]:
    """The weeks of a month, Monday first, each day with the dates that fall on it and are known to the day."""
    on_day: dict[date, list[Dated]] = {}
    for one in month.dates:
        if one.occurrence.exact:
            first, last = max(one.starts, month.first), min(one.occurrence.last_day, month.last)
            for ordinal in range(first.toordinal(), last.toordinal() + 1):
                on_day.setdefault(date.fromordinal(ordinal), []).append(one)
    days = Calendar(MONDAY).monthdatescalendar(month.year, month.number)
    return [[_day(day, month, on_day.get(day, []), most) for day in week] for week in days]


def table(month: Month) -> list[Week]:
    """The weeks of a month, with what lasts several days as bars; what has no room is counted on its days."""
    lasting = [one for one in month.dates if one.occurrence.exact and one.occurrence.last_day > one.starts]
    brief = [one for one in month.dates if not one.occurrence.exact or one.occurrence.last_day == one.starts]
    return [_week(days, lasting) for days in weeks(replace(month, dates=tuple(brief)))]


def _week(days: list[Day], lasting: list[Dated], most: int = IN_A_CELL) -> Week:
    inside = [day.date for day in days if day.inside]
    rows: list[list[tuple[date, date, Dated]]] = []
    hidden: Counter[date] = Counter()
    for one in lasting:
        first, last = max(one.starts, inside[0]), min(one.occurrence.last_day, inside[-1])
        if first > last:
            continue
        row = next((row for row in rows if row[-1][1] < first), None)
        if row is not None:
            row.append((first, last, one))
        elif len(rows) < most:
            rows.append([(first, last, one)])
        else:
            hidden.update(first + timedelta(days=more) for more in range((last - first).days + 1))
    return Week([replace(day, more=day.more + hidden[day.date]) for day in days], [_bars(row) for row in rows])


def _bars(row: list[tuple[date, date, Dated]]) -> list[Bar]:
    """A row of seven days: bars, and the gaps between them."""
    bars, at = list[Bar](), 0
    for first, last, one in row:
        if gap := first.weekday() - at:
            bars.append(Bar(gap))
        bars.append(Bar((last - first).days + 1, one))
        at = last.weekday() + 1
    return [*bars, Bar(7 - at)] if at < 7 else bars


def _day(day: date, month: Month, found: list[Dated], most: int) -> Day:
    return Day(day, day.month == month.number, tuple(found[:most]), max(0, len(found) - most))


def _planner_page(year: int, inside: list[Dated], months: Mapping[tuple[int, int], Month]) -> PageSpec:
    planned = [months.get((year, number), Month(year, number, ())) for number in range(1, 13)]
    return PageSpec(
        address=f"/events/{year}/planner/",
        title=f"Year planner {year}",
        summary=f"The Board's calendar for {year} at a glance, to print and pin up.",
        template="events/planner.html",
        source=SOURCE,
        parent=f"/events/{year}/",
        changed=_changed(inside),
        context={
            "year": year,
            "planner": [(month, weeks(month, most=1), _lines(month)) for month in planned],
            "undated": [one for one in inside if not month_known(one)],
        },
    )


def _lines(month: Month) -> list[Line]:
    """A line for each event; its dates that are off have a line of their own."""
    together: dict[tuple[str, bool], list[Dated]] = {}
    for one in month.dates:
        together.setdefault((one.event.id, one.off), []).append(one)
    return [Line(", ".join(dict.fromkeys(_days_of(one, month) for one in dates)), dates[0]) for dates in together.values()]


def _days_of(one: Dated, month: Month) -> str:
    """The days of a date inside a month: “16”, “25–30”; “?” where the day is not known."""
    if not one.occurrence.exact:
        return "?"
    first, last = max(one.starts, month.first), min(one.occurrence.last_day, month.last)
    return str(first.day) if first == last else f"{first.day}–{last.day}"


def _changed(found: Iterable[Dated]) -> date | None:
    """The day on which what a page lists last changed."""
    days = (day for one in found for day in (one.event.changed, *(change.on for change in one.changes)))
    return max(days, default=None)
