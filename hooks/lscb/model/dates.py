"""Dates as the Board knows them: to the day, or only to the month, the season or the year. All are Europe/London."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lscb.problems import FieldError

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month each begins
DATE_HINT = "write a date as 2015-05-07, a month as 2015-05, a season as `spring 2015`, a reporting year as 2014/15"


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    REPORTING_YEAR = "reporting year"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A span of days, first and last included, that is as exact as what is known.

    Orders by first day, so lists sort; `label` is how it is written for readers. `at` is the time of a day, where it is known.
    """

    first: date
    last: date
    precision: Precision = Precision.DAY
    at: time | None = field(default=None, compare=False)

    @property
    def day(self) -> date | None:
        """The day itself, where it is known."""
        return self.first if self.precision is Precision.DAY else None

    @property
    def label(self) -> str:
        """“7 May 2015”, “May 2015”, “Spring 2015”, “2015”, “2014–15”."""
        match self.precision:
            case Precision.DAY:
                return long_date(self.first)
            case Precision.MONTH:
                return f"{MONTHS[self.first.month - 1]} {self.first.year}"
            case Precision.SEASON:
                name = next(name for name, month in SEASONS.items() if month == self.first.month)
                years = str(self.first.year) if name != "winter" else _two_years(self.first.year)
                return f"{name.title()} {years}"
            case Precision.REPORTING_YEAR:
                return _two_years(self.first.year)
            case Precision.YEAR:
                return str(self.first.year)

    @property
    def iso(self) -> str | None:
        """The machine form for HTML's `<time datetime>`; None where HTML has no form for it."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return self.first.strftime("%Y-%m")
            case Precision.YEAR:
                return str(self.first.year)
        return None

    def __str__(self) -> str:
        return self.label


def on(day: date) -> PartialDate:
    """A date known to the day."""
    return PartialDate(day, day)


def long_date(day: date) -> str:
    """“7 May 2015”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_partial(text: str) -> PartialDate:
    """Read a date in any of the forms editors may write.

    Raises FieldError for anything else, and for days that do not exist.
    """
    said = " ".join(text.split())
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said):
        return on(_day(said, *map(int, match.groups())))
    if match := re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3,}) (\d{4})", said):
        return on(_day(said, int(match[3]), _month(said, match[2]), int(match[1])))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", said):
        return _whole_month(said, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})/(\d{2})", said):
        return _reporting_year(said, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})", said):
        year = int(match[1])
        return PartialDate(_day(said, year, 1, 1), _day(said, year, 12, 31), Precision.YEAR)
    if match := re.fullmatch(r"([A-Za-z]{3,}) (\d{4})", said):
        return _named_span(said, match[1], int(match[2]))
    raise FieldError(f"“{said}” is not a date", hint=_meant(said) or DATE_HINT)


def parse_day(text: str) -> date:
    """A date known to the day; raises FieldError where the day is missing."""
    found = parse_partial(text)
    if found.day is None:
        raise FieldError(f"“{text}” does not say which day", hint="write the day too, as 2015-05-07")
    return found.day


def parse_moment(text: str) -> datetime | PartialDate:
    """A day with a time (aware, Europe/London), or a date as far as it is known.

    A time that the clocks skip is an error; one that they repeat is the first of the two (summer time), as people mean
    it. Raises FieldError.
    """
    match = re.fullmatch(r"(.+?)[T ]+(\d{1,2}):(\d{2})(?::00)?", text.strip())
    if not match:
        if re.search(r"\d[:.]\d", text) or re.search(r"\d\s*[ap]m\b", text, re.IGNORECASE):
            raise FieldError(f"“{text}” is not a date and time", hint="write it as `2015-05-07 10:00`, on the 24-hour clock")
        return parse_partial(text)
    day = parse_day(match[1])
    hours, minutes = int(match[2]), int(match[3])
    if hours > 23 or minutes > 59:
        raise FieldError(f"there is no time {match[2]}:{match[3]}", hint="use the 24-hour clock, 00:00 to 23:59")
    return local(day, time(hours, minutes))


def parse_published(text: str) -> PartialDate:
    """A date as far as it is known; of a day, its time too where one is given. Raises FieldError."""
    found = parse_moment(text)
    return found if isinstance(found, PartialDate) else PartialDate(found.date(), found.date(), at=found.time())


def parse_day_or_time(text: str) -> PartialDate:
    """A day, with its time where one is given. Raises FieldError where the day is missing."""
    found = parse_published(text)
    return found if found.day else on(parse_day(text))


def local(day: date, at: time) -> datetime:
    """That time of that day in London; raises FieldError for a time the clocks skip."""
    moment = datetime.combine(day, at, tzinfo=LONDON)
    there_and_back = moment.astimezone(UTC).astimezone(LONDON)
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise FieldError(
            f"{at:%H:%M} on {long_date(day)} does not exist: the clocks go forward over it",
            hint="give a time before 01:00 or from 02:00",
        )
    return moment


def _day(said: str, year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2199:
        raise FieldError(f"{year} is not a year this site can hold", hint="check the year: 1900 to 2199")
    try:
        return date(year, month, day)
    except ValueError:
        raise FieldError(f"there is no day {said}", hint=_nearest_day(year, month)) from None


def _nearest_day(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        return "a date is year-month-day, as 2015-05-07"
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return f"{MONTHS[month - 1]} {year} has {last} days"


def _month(said: str, name: str) -> int:
    for number, month in enumerate(MONTHS, 1):
        if month.lower().startswith(name.lower()):
            return number
    raise FieldError(f"“{said}” is not a date", hint=DATE_HINT)


def _meant(said: str) -> str:
    """What a date in another form may mean, in the form to write; a day of two numbers comes first, as in Britain."""
    if match := re.fullmatch(r"(\d{4})\s*[-–/]\s*(?:\d{2})?(\d{2})", said):
        return f"write the reporting year as {match[1]}/{match[2]}" if (int(match[1]) + 1) % 100 == int(match[2]) else ""
    numbers = (
        r"(?P<d>\d{1,2})[/. -]+(?P<m>\d{1,2})[/. -]+(?P<y>\d{4}|\d{2})",
        r"(?P<y>\d{4})[/. ]?(?P<m>\d{1,2})[/. ]?(?P<d>\d{1,2})",
    )
    if match := next((found for form in numbers if (found := re.fullmatch(form, said))), None):
        day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
        return _write(year + 2000 if year < 100 else year, *((month, day) if month <= 12 else (day, month)))
    words = re.findall(r"[A-Za-z]{3,}", said)
    month = next((number for word in words for number, one in enumerate(MONTHS, 1) if one.lower().startswith(word.lower())), 0)
    day_of, year_of = re.search(r"\b\d{1,2}(?!\d)", said), re.search(r"\b\d{4}\b", said)
    if day_of and month:
        return _write(int(year_of[0]), month, int(day_of[0])) if year_of else "write the year too, as 7 May 2015"
    return ""


def _write(year: int, month: int, day: int) -> str:
    try:
        meant = date(year, month, day)
    except ValueError:
        return ""
    return f"if {long_date(meant)} is meant, write {meant}"


def _whole_month(said: str, year: int, month: int) -> PartialDate:
    if month > 12 and (meant := _meant(said)):
        raise FieldError(f"there is no month {said}", hint=meant)
    first = _day(said, year, month, 1)
    return PartialDate(first, _month_end(first), Precision.MONTH)


def _month_end(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def _reporting_year(said: str, year: int, short: int) -> PartialDate:
    if (year + 1) % 100 != short:
        raise FieldError(f"“{said}” is not a reporting year", hint="write it as 2014/15: April to March")
    return PartialDate(_day(said, year, 4, 1), date(year + 1, 3, 31), Precision.REPORTING_YEAR)


def _named_span(said: str, name: str, year: int) -> PartialDate:
    if name.lower() in SEASONS:
        first = _day(said, year, SEASONS[name.lower()], 1)
        last_month = date(first.year + (first.month + 1) // 12, (first.month + 1) % 12 + 1, 1)
        return PartialDate(first, _month_end(last_month), Precision.SEASON)
    return _whole_month(said, year, _month(said, name))


def _two_years(year: int) -> str:
    return f"{year}–{(year + 1) % 100:02d}"
