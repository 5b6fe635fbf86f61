"""Series: rules in words and as RRULEs, their ends and exceptions, against a day-by-day reckoning of our own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.dates import MONTHS, WEEKDAYS
from lscb.model.plain_rules import PARTS, parse_recurrence, parse_yearly
from lscb.model.recurrence import MOST, YEARS
from lscb.problems import FieldError

STARTS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
ASCII = st.characters(codec="ascii")
LENGTHS = st.integers(0, 1500)
PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


def days_of(text: str, first: date) -> list[date]:
    return list(parse_recurrence(text).days(first))


def reckoned(first: date, last: date, belongs: Callable[[date], bool]) -> list[date]:
    """Every day from first to last that belongs, looked at one by one."""
    return [day for day in (first + timedelta(days=n) for n in range((last - first).days + 1)) if belongs(day)]


def first_from(start: date, belongs: Callable[[date], bool]) -> date:
    return next(day for day in (start + timedelta(days=n) for n in range(1500)) if belongs(day))


def week_of(day: date) -> int:
    """The number of the week since the beginning of time, Monday first."""
    return (day.toordinal() - 1) // 7


def is_nth(day: date, weekday: int, place: int) -> bool:
    length = monthrange(day.year, day.month)[1]
    same = [number for number in range(1, length + 1) if date(day.year, day.month, number).weekday() == weekday]
    return day.day == same[place]


@given(STARTS, LENGTHS, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 4))
def test_weekdays(start: date, length: int, weekdays: set[int], interval: int) -> None:
    first = first_from(start, lambda day: day.weekday() in weekdays)
    last = first + timedelta(days=length)
    names = " and ".join(WEEKDAYS[number] for number in sorted(weekdays))
    every = {1: f"every {names}", 2: f"every other {names}"}.get(interval, f"every {interval} weeks on {names}")
    expected = reckoned(first, last, lambda day: day.weekday() in weekdays and (week_of(day) - week_of(first)) % interval == 0)
    assert days_of(f"{every} until {last}", first) == expected


@given(STARTS, LENGTHS, st.integers(0, 6), st.sampled_from(sorted(PLACES)), st.integers(1, 3))
def test_the_nth_weekday_of_a_month(start: date, length: int, weekday: int, place: str, interval: int) -> None:
    first = first_from(start, lambda day: is_nth(day, weekday, PLACES[place]))
    last = first + timedelta(days=length)
    name = WEEKDAYS[weekday]
    of = "every month" if interval == 1 else f"every {interval} months"
    expected = reckoned(
        first,
        last,
        lambda day: (
            is_nth(day, weekday, PLACES[place]) and ((day.year - first.year) * 12 + day.month - first.month) % interval == 0
        ),
    )
    assert days_of(f"{of} on the {place} {name} until {last}", first) == expected
    assert days_of(f"the {place} {name} of {of} until {last}", first) == expected


@given(STARTS, st.integers(1, 400), st.integers(1, 60))
def test_every_so_many_days(first: date, interval: int, count: int) -> None:
    count = min(count, YEARS * 365 // interval)
    expected = [first + timedelta(days=interval * n) for n in range(count)]
    assert days_of(f"every {interval} days, {count} times", first) == expected


@given(STARTS, LENGTHS)
def test_the_last_day_of_each_month(start: date, length: int) -> None:
    first = first_from(start, lambda day: (day + timedelta(days=1)).day == 1)
    last = first + timedelta(days=length)
    expected = reckoned(first, last, lambda day: (day + timedelta(days=1)).day == 1)
    assert days_of(f"every month on the last day until {last}", first) == expected


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("every Wednesday until 2015-09-30", "2015-09-09", "2015-09-09 2015-09-16 2015-09-23 2015-09-30"),
        ("Every  wednesday,  until 30 September 2015", "2015-09-09", "2015-09-09 2015-09-16 2015-09-23 2015-09-30"),
        ("every Wednesday until 2015-09-30, not 2015-09-16", "2015-09-09", "2015-09-09 2015-09-23 2015-09-30"),
        ("every Wednesday until 2015-09-30 except on 2015-09-09 and 2015-09-30", "2015-09-09", "2015-09-16 2015-09-23"),
        ("every Wednesday until 2015-09-16, also 2015-09-17", "2015-09-09", "2015-09-09 2015-09-16 2015-09-17"),
        ("every week, 3 times", "2015-09-09", "2015-09-09 2015-09-16 2015-09-23"),
        ("every week, 3 times, not 2015-09-16", "2015-09-09", "2015-09-09 2015-09-23"),
        ("every fortnight, 2 times", "2015-09-09", "2015-09-09 2015-09-23"),
        ("every weekday, 3 times", "2015-09-10", "2015-09-10 2015-09-11 2015-09-14"),
        ("every quarter, 3 times", "2015-11-30", None),
        ("every quarter, 3 times", "2015-11-28", "2015-11-28 2016-02-28 2016-05-28"),
        ("every month on the 15th, 2 times", "2015-09-15", "2015-09-15 2015-10-15"),
        ("every year on the last day of February, 3 times", "2015-02-28", "2015-02-28 2016-02-29 2017-02-28"),
        ("every year on the first Monday of June, 2 times", "2015-06-01", "2015-06-01 2016-06-06"),
        ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20150916", "2015-09-09", "2015-09-09 2015-09-16"),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "2015-09-30", "2015-09-30 2015-10-30"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", "2016-02-29", "2016-02-29 2020-02-29"),
        ("FREQ=WEEKLY;BYDAY=WE until 2015-09-16, not 2015-09-09", "2015-09-09", "2015-09-16"),
        ("every Wednesday until 2015-09-10", "2015-09-09", "2015-09-09"),
    ],
)
def test_a_rule_gives_its_days(text: str, first: str, days: str | None) -> None:
    if days is None:
        with pytest.raises(FieldError):
            days_of(text, date.fromisoformat(first))
    else:
        assert " ".join(map(str, days_of(text, date.fromisoformat(first)))) == days


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("every Wednesday", "has no end", "add `until 2016-07-20`"),
        ("FREQ=DAILY", "has no end", "add `until"),
        ("every Wednesday until 2015-12-16, 3 times", "has two ends", "not both"),
        ("every Wednesday, 3 times, 4 times", "has two ends", "not both"),
        ("every Wednesday, 3 times until 2015-12-16", "has two ends", "not both"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20151216", "has two ends", "not both"),
        ("FREQ=DAILY;COUNT=3 until 2015-12-16", "has two ends", "not both"),
        ("every Wednesday until 2015-10-01 until 2015-12-16", "says `until` twice", "in one"),
        ("every Wednesday not 2015-10-01 except 2015-10-02 until 2015-12-16", "says `not` twice", "in one"),
        ("every blue moon until 2015-12-16", "“every blue moon” is not a rule", "as `every Wednesday until"),
        ("every week on Wednsday until 2015-12-16", "“wednsday” is not a day of the week", "did you mean `wednesday`"),
        ("every day on Monday until 2015-12-16", "“every day on monday” is not a rule", "as `every"),
        ("every 0 weeks until 2015-12-16", "“every 0” never comes round", ""),
        ("every month on the 31st until 2016-12-16", "not every month has a day 31", "`on the last day`"),
        ("every month on the fifth Friday until 2016-12-16", "“the fifth friday” is not a day of the month", "`the last day`"),
        ("every year on 29 February until 2020-12-16", "there is no 29 February every year", "leap years"),
        ("every year on 31 June until 2020-12-16", "there is no 31 June every year", "June has 30 days"),
        ("every year on Whit Monday until 2020-12-16", "“whit monday” is not a day of the year", "as `18 October`"),
        ("every Wednesday until soon", "“soon” is not a date", ""),
        ("every Wednesday until 2015-02-30", "there is no day 2015-02-30", "28 days"),
        ("every Wednesday until 2015-12", "does not say which day", ""),
        ("FREQ=HOURLY;COUNT=3", "“FREQ=HOURLY” cannot be", "RFC 5545"),
        ("FREQ=DAILY;BYHOUR=9;COUNT=3", "“BYHOUR=9” is not a part of a rule here", "the time is that of `starts`"),
        ("FREQ=DAILY;UNTIL=20151216T120000Z", "“UNTIL=20151216T120000Z” cannot be", "without a time"),
        ("FREQ=DAILY;UNTIL=20151316", "there is no day 2015-13-16", ""),
        ("FREQ=DAILY;INTERVAL=0;COUNT=3", "“INTERVAL=0” cannot be", ""),
        ("FREQ=DAILY;FREQ=WEEKLY;COUNT=3", "“FREQ=WEEKLY” cannot be", ""),
        ("FREQ=WEEKLY;BYDAY=2WE;COUNT=3", "is not a rule", "RFC 5545"),
        ("FREQ=WEEKLY;BYMONTHDAY=2;COUNT=3", "is not a rule", "RFC 5545"),
        ("BYDAY=WE;COUNT=3", "“BYDAY=WE” is not a rule", "RFC 5545"),
    ],
)
def test_a_rule_that_cannot_be_is_told(text: str, message: str, hint: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_recurrence(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "first", "message", "hint"),
    [
        (
            "every Wednesday, 3 times",
            "2015-09-10",
            "Thursday 10 September 2015 is no date of “every Wednesday”",
            "16 September 2015",
        ),
        ("FREQ=WEEKLY;BYDAY=WE;COUNT=3", "2015-09-10", "is no date of “FREQ=WEEKLY;BYDAY=WE”", "16 September 2015"),
        ("every Wednesday until 2015-09-08", "2015-09-09", "ends on 8 September 2015, before it begins on 9 September 2015", ""),
        ("every Wednesday until 2046-09-09", "2015-09-09", "goes on for more than 30 years", "a nearer end"),
        ("every day until 2045-09-09", "2015-09-09", f"has more than {MOST:,} dates", "a nearer end"),
        ("every 9 years on 9 September, 9 times", "2015-09-09", "has only 4 dates in 30 years", "a nearer end"),
        (
            "every Wednesday until 2015-12-16, not 2015-10-29",
            "2015-09-09",
            "29 October 2015 is no date of the series",
            "it has 28 October 2015 and 4 November 2015",
        ),
        ("every Wednesday until 2015-12-16, not 2015-12-23", "2015-09-09", "23 December 2015 is no date", "16 December 2015"),
        (
            "every Wednesday until 2015-12-16, also 2015-09-16",
            "2015-09-09",
            "16 September 2015 is a date of the series already",
            "`also`",
        ),
        (
            "every Wednesday until 2015-12-16, also 2015-09-01",
            "2015-09-09",
            "1 September 2015 is before the first date",
            "`also`",
        ),
        ("every Wednesday until 2015-09-09, not 2015-09-09", "2015-09-09", "leaves no date at all", "out of `not`"),
        ("every month, 3 times", "2015-08-31", "not every month has a day 31", "on the last day"),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=3", "2015-08-31", "not every month has a day 31", "on the last day"),
        ("every year, 3 times", "2016-02-29", "29 February comes only in leap years", "the last day of February"),
        (
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
            "2015-02-28",
            "28 February 2015 is no date of “FREQ=DAILY",
            "no day fits the rule",
        ),
    ],
)
def test_a_series_that_cannot_be_is_told(text: str, first: str, message: str, hint: str) -> None:
    with pytest.raises(FieldError) as caught:
        days_of(text, date.fromisoformat(first))
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "every Wednesday until 2015-12-16, not 2015-10-28 and 2015-11-04",
            "Every Wednesday until 16 December 2015, except 28 October 2015 and 4 November 2015",
        ),
        ("every other Monday, 10 times, also 2015-11-05", "Every other Monday, 10 times, also 5 November 2015"),
        ("FREQ=DAILY;COUNT=3", ""),
    ],
)
def test_a_series_is_said_in_words(text: str, label: str) -> None:
    assert parse_recurrence(text).label == label


@given(st.data())
def test_any_rrule_of_known_parts_is_read_or_refused_and_never_runs_away(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(PARTS)), unique=True, min_size=1))
    parts = [f"{name}={data.draw(st.from_regex(PARTS[name], fullmatch=True, alphabet=ASCII), label=name)}" for name in names]
    try:
        found = days_of(";".join(parts), data.draw(STARTS))
    except FieldError:
        return
    assert found == sorted(set(found))
    assert 0 < len(found) <= MOST


@given(st.text(max_size=60))
def test_whatever_an_editor_writes_is_read_or_told(text: str) -> None:
    with suppress(FieldError):
        parse_recurrence(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("18 October", "2016-10-18 2017-10-18 2018-10-18"),
        ("the first Monday of June", "2016-06-06 2017-06-05 2018-06-04"),
        ("Tuesday from 5 to 11 February", "2016-02-09 2017-02-07 2018-02-06"),
        ("the last day of February", "2016-02-29 2017-02-28 2018-02-28"),
        ("last Friday in November", "2016-11-25 2017-11-24 2018-11-30"),
    ],
)
def test_what_a_day_usually_is(text: str, days: str) -> None:
    rule = parse_yearly(text)
    assert [str(rule.in_year(year)) for year in (2016, 2017, 2018)] == days.split()
    assert rule.words == text


@given(st.integers(1, 12), st.integers(1, 31), st.integers(1900, 2199))
def test_a_fixed_day_falls_on_itself_or_is_refused(month: int, day: int, year: int) -> None:
    try:
        rule = parse_yearly(f"{day} {MONTHS[month - 1]}")
    except FieldError:
        assert day > monthrange(2015, month)[1]
        return
    assert rule.in_year(year) == date(year, month, day)


@pytest.mark.parametrize(
    "text", ["Tuesday from 5 to 12 February", "29 February", "31 June", "Easter", "", "the fifth Monday of June"]
)
def test_what_is_no_day_of_every_year_is_told(text: str) -> None:
    with pytest.raises(FieldError):
        parse_yearly(text)
