"""What templates call: dates in words, numbers, and views over the site."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.generator.console import Progress
from lscb.generator.views import Views, day, iso, number
from lscb.model.dates import parse_moment, parse_partial
from lscb.prepared import Prepared
from lscb.types.event import Occurrence, when

DAYS = st.dates(date(2010, 1, 1), date(2020, 12, 31))


def occurrence(starts: str, ends: str | None = None) -> Occurrence:
    return Occurrence.model_validate({"starts": starts, "ends": ends} if ends else {"starts": starts})


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2015-05-07", None, "7 May 2015"),
        ("2015-05-07", "2015-05-07", "7 May 2015"),
        ("2015-06-01", "2015-06-07", "1 to 7 June 2015"),
        ("2015-05-29", "2015-06-04", "29 May to 4 June 2015"),
        ("2015-12-29", "2016-01-04", "29 December 2015 to 4 January 2016"),
        ("2015-11-25", "2016-11-26", "25 November 2015 to 26 November 2016"),
        ("2015-05-07 10:00", None, "7 May 2015, 10:00"),
        ("2015-05-07 10:00", "2015-05-07 12:30", "7 May 2015, 10:00 to 12:30"),
        ("2015-05-07 22:00", "2015-05-08 01:00", "7 May 2015, 22:00 to 8 May 2015, 01:00"),
        ("2015-05", None, "May 2015"),
        ("2015-05", "2015-06", "May 2015 to June 2015"),
        ("spring 2015", None, "Spring 2015"),
        ("2015-05-07", "2015-06", "7 May 2015 to June 2015"),
        ("2014/15", None, "2014–15"),
        ("2015", None, "2015"),
    ],
)
def test_when_is_said_no_more_exactly_than_it_is_known(starts: str, ends: str | None, said: str) -> None:
    assert when(occurrence(starts, ends)) == said


@given(DAYS, st.integers(0, 500))
def test_when_names_both_days_and_each_year_it_needs(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    said = when(occurrence(first.isoformat(), last.isoformat()))
    assert said.startswith(f"{first.day} ")
    assert said.endswith(day(last))
    assert str(first.year) in said
    assert (" to " in said) == (length > 0)


@pytest.mark.parametrize(
    ("text", "said", "machine"),
    [
        ("2015-05-07", "7 May 2015", "2015-05-07"),
        ("spring 2015", "Spring 2015", None),
        ("2015-05-07 10:00", "7 May 2015", "2015-05-07T10:00:00+01:00"),
        ("2015-01-07 10:00", "7 January 2015", "2015-01-07T10:00:00+00:00"),
    ],
)
def test_a_date_has_a_form_for_people_and_one_for_machines(text: str, said: str, machine: str | None) -> None:
    moment = parse_moment(text)
    assert (day(moment), iso(moment)) == (said, machine)


def test_a_plain_day_is_said_like_any_other() -> None:
    assert (day(date(2015, 5, 7)), iso(date(2015, 5, 7))) == ("7 May 2015", "2015-05-07")
    assert day(parse_partial("2014/15")) == "2014–15"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal(245300), "245,300"),
        (Decimal("61.16"), "61.16"),
        (Decimal("5.0"), "5.0"),
        (Decimal("-1234.5"), "-1,234.5"),
        (3, "3"),
    ],
)
def test_a_number_keeps_the_places_of_its_source(value: Decimal | float, said: str) -> None:
    assert number(value) == said


@pytest.fixture(scope="module")
def views(prepared: Prepared) -> Views:
    return Views(prepared, prepared.content.root / "theme", {})


def test_coming_is_what_has_a_day_and_is_not_over(views: Views) -> None:
    assert [(one.event.slug, when(one.occurrence)) for one in views.coming(5)] == [
        ("workshop", "7 October 2015, 10:00 to 12:30"),
        ("safety-week", "16 to 20 November 2015"),
    ]
    assert [one.event.slug for one in views.coming(1)] == ["workshop"]


def test_campaigns_stand_in_the_order_of_their_next_dates(views: Views) -> None:
    [(campaign, dated)] = views.campaigns_by_date()
    assert (campaign.slug, dated and when(dated.occurrence)) == ("safety", "16 to 20 November 2015")
    assert views.next_campaigns(3) == [(campaign, dated)]


def test_a_campaign_knows_the_dates_of_its_events(views: Views) -> None:
    [campaign] = views.site.all("campaigns")
    assert [when(one.occurrence) for one in views.dates_of(campaign)] == ["23 to 29 June 2014", "16 to 20 November 2015"]


def test_an_asset_is_known_by_its_content(views: Views, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.js").write_text("one")
    first = Views(views.prepared, tmp_path, {}).asset("a.js")
    (tmp_path / "assets" / "a.js").write_text("two")
    second = Views(views.prepared, tmp_path, {}).asset("a.js")
    assert first != second
    assert first.startswith("/assets/a.js?")


def test_a_style_sheet_is_known_by_what_it_is_joined_to(views: Views, tmp_path: Path) -> None:
    first, second = (Views(views.prepared, tmp_path, {"a.css": text}).asset("a.css") for text in ("p{margin:0}", "p{margin:1em}"))
    assert first != second
    assert first.startswith("/assets/a.css?")


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(2)
    progress.began -= 10
    progress.step("made")
    progress.end()
    assert capsys.readouterr() == ("", "")


def test_progress_is_shown_after_three_seconds_where_somebody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(2000)
    progress.visible = True
    progress.step("made")
    assert capsys.readouterr().err == ""
    progress.began -= 10
    progress.shown -= 10
    progress.step("made")
    progress.end()
    assert capsys.readouterr().err == "\r\x1b[Kmade 2 of 2,000 pages\r\x1b[K"
