"""What a procedure says of its own time limits."""

from __future__ import annotations

from typing import Any

import pytest

from lscb.model.deadlines import Period, parse_period, periods_named
from lscb.problems import FieldError
from lscb.types.procedure.time_limit import TimeLimit


@pytest.mark.parametrize(
    ("given", "limit", "measured"),
    [
        ({"within": "15 working days"}, "15 working days", True),
        ({"within": "one month"}, "1 month", True),
        ({"at_most": "72 hours"}, "72 hours at most", True),
        ({"at_least": "12 months"}, "At least 12 months", True),
        ({"beforehand": "6 weeks"}, "At least 6 weeks beforehand", True),
        ({"every": "12 weeks"}, "At least every 12 weeks", True),
        ({"aim_for": "6 months"}, "Aim for 6 months", True),
        ({"within": "1 month", "in_words": "At once, and within one month in law"}, "At once, and within one month in law", True),
        ({"in_words": "At once"}, "At once", True),
        ({"in_words": "The same working day"}, "The same working day", True),
        ({"in_words": "Half an hour"}, "Half an hour", True),
        ({"in_words": "No number of hours in national guidance"}, "No number of hours in national guidance", False),
        ({"in_words": "No separate limit; the date of the conference governs it"}, None, False),
        ({"in_words": "None in Working Together 2015"}, None, False),
    ],
)
def test_a_limit_is_data_or_a_sentence(given: dict[str, Any], limit: str | None, measured: bool) -> None:
    one = TimeLimit(step="Strategy discussion", source="S", **given)
    assert (one.limit, one.measured) == (limit or given["in_words"], measured)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "says how long nowhere"),
        ({"within": "1 month", "at_most": "1 month"}, "is given beside `within`"),
        ({"within": "15"}, "15 of what?"),
        ({"within": "0 days"}, "nothing is no length of time"),
        ({"within": "15 school days"}, "“school day” is not a unit"),
        ({"within": "soon"}, "“soon” is not a length of time"),
        ({"within": "-3 days"}, "is not a length of time"),
        ({"in_words": "Within 3 months"}, "that no deadline is counted by"),
        ({"within": "3 months", "in_words": "Within four months"}, "does not name the same length of time"),
        ({"beforehand": "3 working days"}, "is counted back in days, weeks, months or years"),
    ],
)
def test_a_limit_that_cannot_be_counted_is_told(given: dict[str, Any], said: str) -> None:
    with pytest.raises(Exception, match=said.replace("?", r"\?")):
        TimeLimit(step="Strategy discussion", source="S", **given)


def test_a_length_of_time_is_read_as_people_write_it() -> None:
    assert parse_period(" Three   working days") == Period(3, "working day")
    assert periods_named("within 72 hours, and three months later") == {Period(72, "hour"), Period(3, "month")}
    with pytest.raises(FieldError):
        parse_period("3 months or so")
