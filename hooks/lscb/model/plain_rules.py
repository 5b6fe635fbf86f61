"""Rules for series as editors write them: `every Wednesday until 2015-12-16, not 2015-10-28`, or an RRULE."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from re import Match

from lscb.model.dates import MONTHS, WEEKDAYS, parse_day
from lscb.model.recurrence import DayOfYear, Recurrence
from lscb.problems import FieldError, nearest

HINT = (
    "as `every Wednesday until 2015-12-16, not 2015-10-28`, `every other Monday and Friday, 10 times`, "
    "`every month on the first Tuesday until 2016-03-31`"
)
YEARLY_HINT = "as `18 October`, `the first Monday of June` or `Tuesday from 5 to 11 February`"
DAY_CODES = {name.lower(): name[:2].upper() for name in WEEKDAYS}
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
UNITS = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
DAY = "|".join(DAY_CODES)
MONTH = "|".join(MONTH_NUMBERS)
PLACE = "|".join(PLACES)

TIMES = re.compile(r",? (\d{1,4}) times\b", re.IGNORECASE)
CLAUSE = re.compile(r",?\s+(until|not|except|also)\s+", re.IGNORECASE)
EVERY = re.compile(rf"every (?:(?P<n>other|\d{{1,3}}) )?(?P<unit>{'|'.join(UNITS)})s?(?: on (?P<on>.+))?")
EVERY_DAY = re.compile(rf"every (?P<n>other )?(?P<days>weekday|(?:{DAY})(?:(?:, | and )(?:{DAY}))*)")
OF_MONTH = re.compile(r"(?:every |on )?(?P<which>.+?) of (?:every|each|the) (?:(?P<n>other|\d{1,3}) )?months?")

PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}",
    "BYDAY": r"(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)",
    "BYMONTHDAY": r"-?(?:[1-9]|[12]\d|3[01])",
    "BYMONTH": r"[1-9]|1[0-2]",
    "BYSETPOS": "-?[1-5]",
    "WKST": "MO|SU",
}
LISTS = frozenset({"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"})
REFUSED = {
    "DAILY": r"BYDAY=[^;]*\d|BYSETPOS",
    "WEEKLY": r"BYDAY=[^;]*\d|BYMONTHDAY=",
    "MONTHLY": "^$",
    "YEARLY": r"^(?!.*BYMONTH=).*BYDAY=[^;]*\d",
}
"""What a frequency has no use for, by RFC 5545 or in a calendar of days."""


def parse_recurrence(text: str) -> Recurrence:
    """Read a series: a rule in words or an RRULE, then `until DAY` or `N times`, then `not DAYS` and `also DAYS`.

    Raises FieldError for a rule that is not understood, and for one without an end.
    """
    said = " ".join(text.split())
    counts = TIMES.findall(said)
    words, *rest = CLAUSE.split(TIMES.sub("", said))
    clauses = _clauses(rest)
    count = int(counts[0]) if counts else None
    if re.match(r"(?:RRULE:)?[A-Z]+=", words):
        rule, given, until = _rrule(words.removeprefix("RRULE:"))
        words = ""
    else:
        words = words.rstrip(",")
        rule, given, until = _in_words(words.lower()), None, None
    ends = [*counts, *filter(None, (given, until, clauses.get("until")))]
    if len(ends) > 1:
        raise FieldError("has two ends", hint="give `until` or a number of times, not both")
    if not ends:
        raise FieldError("has no end", hint="add `until 2016-07-20`, the last day, or `, 10 times`")
    until = _day(clauses["until"]) if "until" in clauses else until
    return Recurrence(rule, until, count or given, _days(clauses.get("not", "")), _days(clauses.get("also", "")), words)


def parse_yearly(text: str) -> DayOfYear:
    """Read what a day of the year usually is: `18 October`, `the first Monday of June`. Raises FieldError."""
    words = " ".join(text.split())
    return DayOfYear(f"FREQ=YEARLY;{_in_year(words.lower())}", words)


def _clauses(split: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in zip(split[::2], split[1::2], strict=True):
        key = "not" if name.lower() == "except" else name.lower()
        if key in found:
            raise FieldError(f"says `{key}` twice", hint=f"give all the days in one: `{key} 2015-10-28 and 2015-11-04`")
        found[key] = value
    return found


def _days(text: str) -> tuple[date, ...]:
    return tuple(sorted({_day(day) for day in re.split(r",? and |, ?", text)})) if text else ()


def _day(text: str) -> date:
    return parse_day(text.removeprefix("on "))


def _in_words(words: str) -> str:
    """The RRULE of a rule in words."""
    if found := EVERY.fullmatch(words):
        frequency, times = UNITS[found["unit"]]
        return _joined(frequency, times * _interval(found["n"]), _on(found["unit"], found["on"]))
    if found := EVERY_DAY.fullmatch(words):
        days = "MO,TU,WE,TH,FR" if found["days"] == "weekday" else _weekdays(found["days"])
        return _joined("WEEKLY", 2 if found["n"] else 1, f"BYDAY={days}")
    if found := OF_MONTH.fullmatch(words):
        return _joined("MONTHLY", _interval(found["n"]), _in_month(found["which"]))
    raise FieldError(f"“{words}” is not a rule for a series", hint=HINT)


def _joined(frequency: str, interval: int, by: str) -> str:
    parts = (f"FREQ={frequency}", f"INTERVAL={interval}" if interval > 1 else "", by)
    return ";".join(part for part in parts if part)


def _interval(said: str | None) -> int:
    if said == "0":
        raise FieldError("“every 0” never comes round", hint=HINT)
    return 2 if said == "other" else int(said or 1)


def _on(unit: str, said: str | None) -> str:
    if not said:
        return ""
    readers: dict[str, Callable[[str], str]] = {
        "WEEKLY": lambda text: f"BYDAY={_weekdays(text)}",
        "MONTHLY": _in_month,
        "YEARLY": _in_year,
    }
    if reader := readers.get(UNITS[unit][0]):
        return reader(said)
    raise FieldError(f"“every {unit} on {said}” is not a rule for a series", hint=HINT)


def _weekdays(said: str) -> str:
    names = re.split(r",? and |, ?", said)
    for name in names:
        if name not in DAY_CODES:
            raise FieldError(f"“{name}” is not a day of the week", hint=nearest(name, DAY_CODES))
    return ",".join(DAY_CODES[name] for name in names)


def _in_month(said: str) -> str:
    """“the first Tuesday”, “the last day”, “the 15th”."""
    if found := re.fullmatch(rf"(?:the )?(?P<place>{PLACE}) (?P<day>{DAY})", said):
        return _placed(found)
    if re.fullmatch(r"(?:the )?last day", said):
        return "BYMONTHDAY=-1"
    if found := re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?", said):
        if not 1 <= int(found[1]) <= 28:
            hint = "write `on the last day`, or choose a day up to the 28th"
            raise FieldError(f"not every month has a day {found[1]}", hint=hint)
        return f"BYMONTHDAY={int(found[1])}"
    raise FieldError(f"“{said}” is not a day of the month", hint="as `the first Tuesday`, `the last day` or `the 15th`")


def _in_year(said: str) -> str:
    """“18 October”, “the first Monday of June”, “the last day of February”, “Tuesday from 5 to 11 February”."""
    if found := re.fullmatch(rf"(?:the )?(?P<place>{PLACE}) (?P<day>{DAY}) (?:of|in) (?P<month>{MONTH})", said):
        return f"BYMONTH={MONTH_NUMBERS[found['month']]};{_placed(found)}"
    if found := re.fullmatch(rf"(?:the )?last day of (?P<month>{MONTH})", said):
        return f"BYMONTH={MONTH_NUMBERS[found['month']]};BYMONTHDAY=-1"
    if found := re.fullmatch(rf"(?:the )?(?P<day>{DAY}) from (\d{{1,2}}) to (\d{{1,2}}) (?P<month>{MONTH})", said):
        month, first, last = found["month"], int(found[2]), int(found[3])
        if last - first != 6:
            raise FieldError(f"{first} to {last} is not seven days", hint="a weekday falls once in every seven days")
        days = ",".join(str(_month_day(day, month)) for day in range(first, last + 1))
        return f"BYMONTH={MONTH_NUMBERS[month]};BYMONTHDAY={days};BYDAY={DAY_CODES[found['day']]}"
    if found := re.fullmatch(rf"(\d{{1,2}}) (?P<month>{MONTH})", said):
        return f"BYMONTH={MONTH_NUMBERS[found['month']]};BYMONTHDAY={_month_day(int(found[1]), found['month'])}"
    raise FieldError(f"“{said}” is not a day of the year", hint=YEARLY_HINT)


def _placed(found: Match[str]) -> str:
    return f"BYDAY={PLACES[found['place']]}{DAY_CODES[found['day']]}"


def _month_day(day: int, month: str) -> int:
    """The day, if the month has it every year. Raises FieldError."""
    number = MONTH_NUMBERS[month]
    longest = 28 if number == 2 else 30 if number in {4, 6, 9, 11} else 31
    if not 1 <= day <= longest:
        hint = "29 February comes only in leap years" if (day, number) == (29, 2) else f"{month.title()} has {longest} days"
        raise FieldError(f"there is no {day} {month.title()} every year", hint=hint)
    return day


def _rrule(text: str) -> tuple[str, int | None, date | None]:
    """A checked RRULE without its end, and that end. Raises FieldError for what RFC 5545 or this calendar has no use for."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name not in PARTS:
            hint = f"the time is that of `starts`; known parts: {', '.join(PARTS)}"
            raise FieldError(f"“{part}” is not a part of a rule here", hint=hint)
        values = value.split(",") if name in LISTS else [value]
        if name in parts or not all(re.fullmatch(PARTS[name], one, re.ASCII) for one in values):
            hint = "the last day, without a time: `UNTIL=20151216`" if name == "UNTIL" else "see RFC 5545, 3.3.10"
            raise FieldError(f"“{part}” cannot be", hint=hint)
        parts[name] = value
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    if "FREQ" not in parts or re.search(REFUSED[parts["FREQ"]], rule):
        raise FieldError(f"“{rule}” is not a rule", hint="see RFC 5545, 3.3.10")
    day = parse_day(f"{until[:4]}-{until[4:6]}-{until[6:]}") if until else None
    return rule, int(count) if count else None, day
