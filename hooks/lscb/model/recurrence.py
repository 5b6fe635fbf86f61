"""Series of days: a rule, its end, the days left out and added. The time of day is that of the event itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr

from lscb.model.dates import WEEKDAYS, long_date
from lscb.problems import FieldError

MOST = 4000  # dates of one series: more than ten years of every day
YEARS = 30  # that one series may span


@dataclass(frozen=True)
class Recurrence:
    """A series as it was written: `rule` is an RRULE (RFC 5545, 3.3.10) without its end, which is `until` or `count`.

    `words` is the plain form, empty where an editor gave an RRULE.
    """

    rule: str
    until: date | None = None
    count: int | None = None
    without: tuple[date, ...] = ()
    also: tuple[date, ...] = ()
    words: str = ""

    @property
    def label(self) -> str:
        """“Every Wednesday until 16 December 2015, except 28 October 2015”; empty for an RRULE, which is for machines."""
        if not self.words:
            return ""
        end = f" until {long_date(self.until)}" if self.until else f", {self.count} times"
        return f"{self.words[0].upper()}{self.words[1:]}{end}{_listed('except', self.without)}{_listed('also', self.also)}"

    def days(self, first: date) -> tuple[date, ...]:
        """Every day of the series that begins on `first`, in order.

        Raises FieldError for a series that does not begin on its first day, never ends, or names days that it lacks.
        """
        by_rule = self._by_rule(first)
        known = set(by_rule)
        for day in self.without:
            if day not in known:
                raise FieldError(f"{long_date(day)} is no date of the series", hint=f"it has {_around(day, by_rule)}")
        for day in self.also:
            if day in known or day < first:
                why = "is before the first date" if day < first else "is a date of the series already"
                raise FieldError(f"{long_date(day)} {why}", hint="`also` adds days that the rule does not give")
        left = tuple(sorted(known.difference(self.without).union(self.also)))
        if not left:
            raise FieldError("leaves no date at all", hint="take some days out of `not`")
        return left

    def _by_rule(self, first: date) -> list[date]:
        self._refuse_missing_days(first)
        last = self._last(first)
        days: list[date] = []
        if self._first_from(first) == first:
            found = rrulestr(f"{self.rule};UNTIL={last:%Y%m%d}T000000", dtstart=datetime.combine(first, time()))
            days = [one.date() for one in islice(found, self.count or MOST + 1)]
        if not days or days[0] != first:
            said = f"{WEEKDAYS[first.weekday()]} {long_date(first)} is no date of “{self.words or self.rule}”"
            began = days[0] if days else self._first_from(first)
            hint = f"`starts` is the first date; from then on that is {long_date(began)}" if began else "no day fits the rule"
            raise FieldError(said, hint=hint)
        if len(days) > MOST or len(days) < (self.count or 0):
            said = f"more than {MOST:,} dates" if len(days) > MOST else f"only {len(days)} dates in {YEARS} years"
            raise FieldError(f"has {said}", hint="give a nearer end")
        return days

    def _last(self, first: date) -> date:
        """The day after which nothing of the series can follow."""
        furthest = _years_after(first, YEARS)
        if self.until and self.until < first:
            raise FieldError(f"ends on {long_date(self.until)}, before it begins on {long_date(first)}")
        if self.until and self.until > furthest:
            raise FieldError(f"goes on for more than {YEARS} years", hint="give a nearer end; the series can be continued then")
        return self.until or furthest

    def _first_from(self, first: date) -> date | None:
        """The first day, within a leap year's round, whose month, day and weekday the rule allows.

        Looked for before the rule is followed, since dateutil follows one that no day fits to the year 9999.
        """
        parts = dict(part.split("=") for part in self.rule.split(";"))
        days = (date.fromordinal(first.toordinal() + later) for later in range(4 * 366))
        return next((day for day in days if _allows(parts, day)), None)

    def _refuse_missing_days(self, first: date) -> None:
        """RFC 5545 passes over the months that lack a day, which no editor expects of “every month”."""
        if "BY" in self.rule:
            return
        if "MONTHLY" in self.rule and first.day > 28:
            hint = "write `every month on the last day`, or choose a day up to the 28th"
            raise FieldError(f"not every month has a day {first.day}", hint=hint)
        if "YEARLY" in self.rule and (first.month, first.day) == (2, 29):
            hint = "write `every year on the last day of February`, or begin on 28 February or 1 March"
            raise FieldError("29 February comes only in leap years", hint=hint)


@dataclass(frozen=True)
class DayOfYear:
    """What day of the year something usually begins on: an RRULE that gives one day a year, and its words."""

    rule: str
    words: str

    def in_year(self, year: int) -> date:
        """The day in that year."""
        found = rrulestr(f"{self.rule};COUNT=1", dtstart=datetime(year, 1, 1))  # noqa: DTZ001 - a day, not a time
        return next(iter(found)).date()


def _allows(parts: Mapping[str, str], day: date) -> bool:
    """Whether a day is of the months, the days of the month and the weekdays that a rule names."""
    length = monthrange(day.year, day.month)[1]
    weekday = WEEKDAYS[day.weekday()][:2].upper()
    names = {
        "BYMONTH": {f"{day.month}"},
        "BYMONTHDAY": {f"{day.day}", f"{day.day - length - 1}"},
        "BYDAY": {weekday, f"{(day.day + 6) // 7}{weekday}", f"-{(length - day.day) // 7 + 1}{weekday}"},
    }
    return all(names[part].intersection(value.split(",")) for part, value in parts.items() if part in names)


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _around(day: date, days: list[date]) -> str:
    before = [long_date(one) for one in days if one < day][-1:]
    after = [long_date(one) for one in days if one > day][:1]
    return " and ".join(before + after)


def _listed(word: str, days: tuple[date, ...]) -> str:
    return f", {word} {' and '.join(map(long_date, days))}" if days else ""
