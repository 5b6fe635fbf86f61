"""Dates in every form editors may write, and the ones that do not exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.dates import LONDON, SEASONS, PartialDate, Precision, long_date, on, parse_day, parse_moment, parse_partial
from lscb.problems import FieldError

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
YEARS = st.integers(1900, 2198)


@pytest.mark.parametrize(
    ("said", "first", "last", "precision", "label", "iso"),
    [
        ("2015-05-07", date(2015, 5, 7), date(2015, 5, 7), Precision.DAY, "7 May 2015", "2015-05-07"),
        ("2015-5-7", date(2015, 5, 7), date(2015, 5, 7), Precision.DAY, "7 May 2015", "2015-05-07"),
        ("7 May 2015", date(2015, 5, 7), date(2015, 5, 7), Precision.DAY, "7 May 2015", "2015-05-07"),
        ("07 sep 2015", date(2015, 9, 7), date(2015, 9, 7), Precision.DAY, "7 September 2015", "2015-09-07"),
        ("  7   May  2015 ", date(2015, 5, 7), date(2015, 5, 7), Precision.DAY, "7 May 2015", "2015-05-07"),
        ("29 February 2016", date(2016, 2, 29), date(2016, 2, 29), Precision.DAY, "29 February 2016", "2016-02-29"),
        ("2015-05", date(2015, 5, 1), date(2015, 5, 31), Precision.MONTH, "May 2015", "2015-05"),
        ("2015-12", date(2015, 12, 1), date(2015, 12, 31), Precision.MONTH, "December 2015", "2015-12"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), Precision.MONTH, "February 2016", "2016-02"),
        ("February 2015", date(2015, 2, 1), date(2015, 2, 28), Precision.MONTH, "February 2015", "2015-02"),
        ("spring 2015", date(2015, 3, 1), date(2015, 5, 31), Precision.SEASON, "Spring 2015", None),
        ("Summer 2015", date(2015, 6, 1), date(2015, 8, 31), Precision.SEASON, "Summer 2015", None),
        ("AUTUMN 2015", date(2015, 9, 1), date(2015, 11, 30), Precision.SEASON, "Autumn 2015", None),
        ("winter 2015", date(2015, 12, 1), date(2016, 2, 29), Precision.SEASON, "Winter 2015–16", None),
        ("winter 2099", date(2099, 12, 1), date(2100, 2, 28), Precision.SEASON, "Winter 2099–00", None),
        ("2015", date(2015, 1, 1), date(2015, 12, 31), Precision.YEAR, "2015", "2015"),
        ("2014/15", date(2014, 4, 1), date(2015, 3, 31), Precision.REPORTING_YEAR, "2014–15", None),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31), Precision.REPORTING_YEAR, "1999–00", None),
    ],
)
def test_each_form_is_the_span_of_days_it_names(
    said: str, first: date, last: date, precision: Precision, label: str, iso: str | None
) -> None:
    found = parse_partial(said)
    assert (found, found.label, str(found), found.iso) == (PartialDate(first, last, precision), label, label, iso)


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("2015-06-31", "there is no day 2015-06-31", "June 2015 has 30 days"),
        ("31 June 2015", "there is no day 31 June 2015", "June 2015 has 30 days"),
        ("2015-02-29", "there is no day 2015-02-29", "February 2015 has 28 days"),
        ("1900-02-29", "there is no day 1900-02-29", "February 1900 has 28 days"),
        ("2015-12-32", "there is no day 2015-12-32", "December 2015 has 31 days"),
        ("2015-05-00", "there is no day 2015-05-00", "May 2015 has 31 days"),
        ("2015-13-01", "there is no day 2015-13-01", "a date is year-month-day, as 2015-05-07"),
        ("2015-00-01", "there is no day 2015-00-01", "a date is year-month-day, as 2015-05-07"),
        ("2015-13", "there is no day 2015-13", "a date is year-month-day, as 2015-05-07"),
        ("0215-05-07", "215 is not a year this site can hold", "check the year: 1900 to 2199"),
        ("9999", "9999 is not a year this site can hold", "check the year: 1900 to 2199"),
        ("7 October", "“7 October” is not a date", "write the year too, as 7 May 2015"),
        ("10/13/2015", "“10/13/2015” is not a date", "if 13 October 2015 is meant, write 2015-10-13"),
        ("2014/16", "“2014/16” is not a reporting year", "write it as 2014/15: April to March"),
    ],
)
def test_days_that_do_not_exist_are_told_as_such(said: str, message: str, hint: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_partial(said)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    "said",
    [
        "", "soon", "31/02/2015", "May", "2015-05-07-01", "2015-05-", "-2015", "7 Foo 2015", "foo 2015", "ju 2015", "m 2015", "sp 2015",
        "Q1 2015", "2014-2016",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_with_every_form(said: str) -> None:
    with pytest.raises(FieldError, match=r"is not a date$") as caught:
        parse_partial(said)
    assert all(form in caught.value.hint for form in ("2015-05-07", "2015-05", "spring 2015", "2014/15"))


@pytest.mark.parametrize(
    "said",
    [
        "07/10/2015", "7/10/15", "7.10.2015", "07-10-2015", "2015/10/07", "2015.10.07", "20151007", "7th October 2015",
        "October 7, 2015", "Wednesday 7 October 2015", "Wed 7th Oct 2015", "7th of October, 2015", "10/07/2015 ",
    ],
)  # fmt: skip
def test_a_date_in_another_form_is_told_with_the_day_it_may_mean(said: str) -> None:
    with pytest.raises(FieldError, match=r"is not a date$") as caught:
        parse_partial(said)
    day = "10 July 2015 is meant, write 2015-07-10" if said.startswith("10/") else "7 October 2015 is meant, write 2015-10-07"
    assert caught.value.hint == f"if {day}"


@pytest.mark.parametrize("said", ["2014-15", "2014–15", "2014-2015", "2014/2015"])
def test_a_reporting_year_in_another_form_is_told_as_one(said: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_partial(said)
    assert caught.value.hint == "write the reporting year as 2014/15"


@pytest.mark.parametrize("said", ["2015-05", "spring 2015", "2015", "2014/15"])
def test_a_day_is_asked_for_where_one_is_needed(said: str) -> None:
    with pytest.raises(FieldError, match="does not say which day"):
        parse_day(said)


@given(DAYS)
def test_a_day_reads_back_from_both_of_its_forms(day: date) -> None:
    assert parse_partial(day.isoformat()) == parse_partial(long_date(day)) == on(day)
    assert parse_day(on(day).label) == day


@given(YEARS, st.integers(1, 12))
def test_a_month_reads_back_and_holds_just_its_days(year: int, month: int) -> None:
    found = parse_partial(f"{year}-{month:02d}")
    assert parse_partial(found.label) == found
    assert found.first.day == 1
    assert (found.last + timedelta(days=1)).day == 1
    assert (found.last.year, found.last.month) == (year, month)


@given(YEARS, st.sampled_from(sorted(SEASONS)))
def test_the_seasons_cover_a_year_without_gap_or_overlap(year: int, season: str) -> None:
    names = sorted(SEASONS, key=SEASONS.__getitem__)
    here = names.index(season)
    following = f"{names[(here + 1) % 4]} {year + (here == 3)}"
    assert parse_partial(following).first - parse_partial(f"{season} {year}").last == timedelta(days=1)


@given(YEARS)
def test_reporting_years_follow_each_other(year: int) -> None:
    found = parse_partial(f"{year}/{(year + 1) % 100:02d}")
    assert (found.last - found.first).days in {364, 365}
    assert (found.last.month, found.last.day) == (3, 31)


@given(DAYS, DAYS)
def test_dates_sort_by_their_first_day(one: date, other: date) -> None:
    assert (on(one) < on(other)) == (one < other)


def refused(read: Callable[[str], object], said: str) -> FieldError | None:
    try:
        read(said)
    except FieldError as error:
        return error
    return None


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_an_error_told_in_words(said: str) -> None:
    for read in (parse_partial, parse_moment, parse_day):
        refusal = refused(read, said)
        assert refusal is None or (refusal.message and refusal.hint)


@pytest.mark.parametrize(
    ("said", "utc"),
    [
        ("2015-05-07 10:00", datetime(2015, 5, 7, 9, 0, tzinfo=UTC)),
        ("2015-05-07T10:00", datetime(2015, 5, 7, 9, 0, tzinfo=UTC)),
        ("2015-05-07 10:00:00", datetime(2015, 5, 7, 9, 0, tzinfo=UTC)),
        ("7 May 2015 9:05", datetime(2015, 5, 7, 8, 5, tzinfo=UTC)),
        ("2015-01-07 00:00", datetime(2015, 1, 7, 0, 0, tzinfo=UTC)),
        ("2015-12-31 23:59", datetime(2015, 12, 31, 23, 59, tzinfo=UTC)),
        ("2015-03-29 00:59", datetime(2015, 3, 29, 0, 59, tzinfo=UTC)),
        ("2015-03-29 02:00", datetime(2015, 3, 29, 1, 0, tzinfo=UTC)),
        ("2015-10-25 01:30", datetime(2015, 10, 25, 0, 30, tzinfo=UTC)),
        ("2015-10-25 02:00", datetime(2015, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_time_is_london_time(said: str, utc: datetime) -> None:
    found = parse_moment(said)
    assert isinstance(found, datetime)
    assert found.tzinfo is LONDON
    assert found.astimezone(UTC) == utc


@pytest.mark.parametrize("time", ["01:00", "01:30", "01:59"])
@pytest.mark.parametrize("day", ["2014-03-30", "2015-03-29", "2016-03-27"])
def test_a_time_that_the_clocks_skip_does_not_exist(day: str, time: str) -> None:
    with pytest.raises(FieldError, match="does not exist: the clocks go forward over it") as caught:
        parse_moment(f"{day} {time}")
    assert caught.value.message.startswith(f"{time} on ")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("2015-05-07 24:00", "there is no time 24:00"),
        ("2015-05-07 10:60", "there is no time 10:60"),
        ("2015-05-07 10.30", "“2015-05-07 10.30” is not a date and time"),
        ("2015-05-07 10am", "“2015-05-07 10am” is not a date and time"),
        ("2015-05-07 2 pm", "“2015-05-07 2 pm” is not a date and time"),
        ("2015-05-07 10:30:15", "“2015-05-07 10:30:15” is not a date and time"),
        ("2015-05-07T10:30Z", "“2015-05-07T10:30Z” is not a date and time"),
        ("10:30", "“10:30” is not a date and time"),
        ("2015-06-31 10:00", "there is no day 2015-06-31"),
        ("2015-05 10:00", "“2015-05” does not say which day"),
    ],
)
def test_what_is_no_time_is_told_in_words(said: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_moment(said)
    assert caught.value.message == message


@pytest.mark.parametrize("said", ["2015-05-07", "May 2015", "spring 2015", "2014/15"])
def test_a_moment_without_a_time_stays_as_exact_as_it_is(said: str) -> None:
    assert parse_moment(said) == parse_partial(said)


@given(st.datetimes(datetime(1973, 1, 1), datetime(2199, 12, 31)))  # noqa: DTZ001 - a time on a London wall
def test_a_time_reads_back_unless_the_clocks_skip_it(wall: datetime) -> None:
    said = f"{wall:%Y-%m-%d %H:%M}"
    if refusal := refused(parse_moment, said):
        assert "the clocks go forward over it" in refusal.message
        assert wall.month == 3
    else:
        assert f"{parse_moment(said):%Y-%m-%d %H:%M}" == said
