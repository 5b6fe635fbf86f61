"""Where a record stands on a day, and the twelve months of a serious case review."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.dates import on
from lscb.model.record import Record, State
from lscb.types import case_review, partner
from tests.support.records import COMMON, made, told

TODAY = date(2015, 9, 16)
DAYS = st.dates(date(2010, 1, 1), date(2020, 12, 31))
REVIEW = "kind: {kind}\nlearning:\n  - text: Something.\nwithdrawn: {{on: {on}, reason: R}}\n"


def partner_with(fields: str, published: str = "2015-05-07") -> Record:
    return made(partner.TYPE, f"kind: council\n{fields}", COMMON.replace("2015-05-07", published))


@pytest.mark.parametrize(
    ("published", "fields", "state"),
    [
        ("2015-09-16", "", State.PUBLISHED),
        ("2015-09-17", "", State.EMBARGOED),
        ("2015-09", "", State.EMBARGOED),
        ("2015-08", "", State.PUBLISHED),
        ("summer 2015", "", State.PUBLISHED),
        ("autumn 2015", "", State.EMBARGOED),
        ("2015", "", State.EMBARGOED),
        ("2014/15", "", State.PUBLISHED),
        ("2015-09-01", "publish_from: 2015-09-16", State.PUBLISHED),
        ("2015-09-01", "publish_from: 2015-09-17", State.EMBARGOED),
        ("autumn 2015", "publish_from: 2015-09-10", State.PUBLISHED),
        ("autumn 2015", "publish_from: 2015-09-17", State.EMBARGOED),
        ("2015", "publish_from: 2015-09-16", State.PUBLISHED),
        ("summer 2015", "publish_from: 2015-10-01", State.EMBARGOED),
        ("2015-09-17", "publish_from: 2015-09-10", State.EMBARGOED),
        ("2015-09-16 23:59", "", State.PUBLISHED),
        ("2015-09-01", "draft: yes", State.DRAFT),
        ("2015-09-01", "draft: no", State.PUBLISHED),
        ("2015-09-01", "withdrawn: {on: 2015-09-16, reason: R}", State.WITHDRAWN),
        ("2015-09-01", "withdrawn: {on: 2015-09-17, reason: R}", State.PUBLISHED),
        ("2015-09-01", "draft: yes\nwithdrawn: {on: 2015-09-16, reason: R}", State.DRAFT),
        ("2015-09-01", "publish_from: 2015-09-17\nwithdrawn: {on: 2015-09-16, reason: R}", State.EMBARGOED),
    ],
)
def test_where_a_record_stands_on_the_day(published: str, fields: str, state: State) -> None:
    assert partner_with(f"{fields}\n", published).state(TODAY) is state


@pytest.mark.parametrize(
    ("published", "fields", "opens"),
    [
        ("2015-09-16 14:00", "", time(14)),
        ("2015-09-16 14:00", "publish_from: 2015-09-16", time(14)),
        ("2015-09-16", "publish_from: 2015-09-16 14:00", time(14)),
        ("2015-09-01 10:00", "publish_from: 2015-09-16 14:00", time(14)),
        ("autumn 2015", "publish_from: 2015-09-16 14:00", time(14)),
        ("2015-09-01 10:00", "publish_from: 2015-09-16", None),
        ("2015-09-16", "", None),
    ],
)
def test_on_its_day_it_opens_at_its_time(published: str, fields: str, opens: time | None) -> None:
    record = partner_with(f"{fields}\n", published)
    assert (record.public_from, record.public_at) == (TODAY, opens)
    assert record.state(TODAY, time(13, 59)) is (State.EMBARGOED if opens else State.PUBLISHED)
    assert record.state(TODAY, time(14)) is record.state(TODAY) is State.PUBLISHED


def test_it_cannot_open_before_the_season_that_it_is_dated_to() -> None:
    assert [
        said.split("\n")[0]
        for said in told(partner.TYPE, "kind: council\npublish_from: 2015-08-31\n", COMMON.replace("2015-05-07", "autumn 2015"))
    ] == ["7:1: publish_from: 31 August 2015 is before it was published (Autumn 2015)"]


@given(DAYS, DAYS, DAYS)
def test_a_record_never_goes_back_to_being_embargoed(published: date, publish_from: date, day: date) -> None:
    record = partner_with(f"publish_from: {publish_from}\n", str(published))
    order = [State.EMBARGOED, State.PUBLISHED]
    assert order.index(record.state(day)) <= order.index(record.state(day + timedelta(days=1)))
    assert record.state(max(published, publish_from)) is State.PUBLISHED


def test_a_record_changed_when_it_was_updated_or_else_published() -> None:
    assert partner_with("updated: 2015-06-01\n").changed == date(2015, 6, 1)
    assert partner_with("", "spring 2015").changed == date(2015, 5, 31)


@pytest.mark.parametrize("day", ["2015-05-07", "2015-06-01", "2016-05-06"])
def test_a_serious_case_review_may_not_be_withdrawn_within_twelve_months(day: str) -> None:
    [said] = told(case_review.TYPE, REVIEW.format(kind="serious case review", on=day))
    assert said == (
        f"9:13: withdrawn, on: {day} is less than twelve months after publication (7 May 2015)\n"
        "    hint: Working Together 2015, chapter 4: it stays on the website until 2016-05-07 at least"
    )


def test_a_serious_case_review_may_be_withdrawn_after_twelve_months() -> None:
    assert made(case_review.TYPE, REVIEW.format(kind="serious case review", on="2016-05-07")).withdrawn


def test_a_learning_review_may_be_withdrawn_at_any_time() -> None:
    assert made(case_review.TYPE, REVIEW.format(kind="learning review", on="2015-05-07")).withdrawn


@pytest.mark.parametrize(
    ("published", "until"),
    [("2015-02-28", date(2016, 2, 28)), ("2016-02-29", date(2017, 2, 28)), ("2014", date(2015, 12, 31)), ("winter 2014", date(2016, 2, 28))],
)  # fmt: skip
def test_the_twelve_months_count_from_the_last_day_it_may_have_been_published(published: str, until: date) -> None:
    text = "kind: serious case review\nlearning:\n  - text: Something.\n"
    assert made(case_review.TYPE, text, COMMON.replace("2015-05-07", published)).kept_until == until


@given(DAYS)
def test_twelve_months_are_never_fewer_than_365_days(day: date) -> None:
    text = "kind: serious case review\nlearning:\n  - text: Something.\n"
    review = made(case_review.TYPE, text, COMMON.replace("2015-05-07", str(day)))
    assert timedelta(365) <= review.kept_until - on(day).last <= timedelta(366)
