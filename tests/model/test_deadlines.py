"""Deadlines: one table of cases for the program and for the page's script, and ten years against calculations of others."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from dateutil.relativedelta import relativedelta
from holidays.countries.united_kingdom import UnitedKingdom
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.dates import LONDON
from lscb.model.deadlines import Period, deadline, earlier, parse_period
from lscb.types.procedure.deadlines import bank_holidays
from tests.support.visits import Visits

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("deadlines.json").read_text(encoding="utf-8"))
OFF = bank_holidays(2014, 2027)
COUNT = """([asset, cases, off]) => import(asset).then(({ deadline }) => cases.map(({ number, unit, begun, at }) => {
  const { by, weekendDays, bankHolidays } = deadline(number, unit, begun, at, new Set(off));
  return [by, weekendDays, bankHolidays];
}))"""
days = st.dates(date(2015, 1, 1), date(2024, 12, 31))


def begun(case: dict[str, Any]) -> date | datetime:
    day = date.fromisoformat(case["begun"])
    return datetime.combine(day, time.fromisoformat(case["at"]), LONDON) if "at" in case else day


def expected(case: dict[str, Any]) -> list[Any]:
    return [case["by"], case.get("weekend_days", 0), case.get("bank_holidays", [])]


def written(by: date | datetime) -> str:
    return by.isoformat(timespec="minutes") if isinstance(by, datetime) else by.isoformat()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_program_counts_as_the_table_says(case: dict[str, Any]) -> None:
    found = deadline(parse_period(case["period"]), begun(case), OFF)
    assert [written(found.by), found.weekend_days, [day.isoformat() for day in found.bank_holidays]] == expected(case)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Pacific/Auckland"])
def test_the_script_counts_as_the_table_says_wherever_the_phone_is(visits: Visits, zone: str) -> None:
    given_cases = [
        {**case, "number": parse_period(case["period"]).number, "unit": parse_period(case["period"]).unit} for case in CASES
    ]
    with visits.to("/deadlines/", timezone_id=zone) as visit:
        asset = visit.page.locator("script[type=module]").get_attribute("src")
        assert visit.page.evaluate(COUNT, [asset, given_cases, [day.isoformat() for day in OFF]]) == [*map(expected, CASES)]


@given(day=days, number=st.integers(1, 60))
def test_working_days_agree_with_a_calculation_of_others(day: date, number: int) -> None:
    assert deadline(Period(number, "working day"), day, OFF).by == UnitedKingdom(subdiv="ENG").get_nth_working_day(day, number)  # type: ignore[no-untyped-call]


@given(day=days, number=st.integers(1, 24))
def test_months_agree_with_a_calculation_of_others(day: date, number: int) -> None:
    assert deadline(Period(number, "month"), day, OFF).by == day + relativedelta(months=number)
    assert earlier(Period(number, "month"), day) == day - relativedelta(months=number)


@given(day=days, clock=st.times(), hours=st.integers(1, 200))
def test_hours_are_as_many_as_pass(day: date, clock: time, hours: int) -> None:
    moment = datetime.combine(day, clock, LONDON)
    by = deadline(Period(hours, "hour"), moment, OFF).by
    assert isinstance(by, datetime)
    assert by.timestamp() - moment.timestamp() == timedelta(hours=hours).total_seconds()


def test_a_day_in_the_address_is_counted_and_goes_into_a_calendar(visits: Visits) -> None:
    with visits.to("/deadlines/#on=2015-12-24&at=14:30") as visit:
        page = visit.page
        row = page.locator("tr[data-number='1'][data-unit='working day']")
        assert row.locator("[data-by]").text_content() == "Tuesday 29 December 2015"
        assert "bank holidays (Friday 25 December, Monday 28 December)" in (
            row.locator("[data-not-counted]").text_content() or ""
        )
        with page.expect_download() as download:
            page.get_by_role("button", name="Put these in my calendar").click()
        events = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).events
        assert len(events) == page.locator("tr[data-unit]").count()
        assert date(2015, 12, 29) in {event.start for event in events}
        assert len({str(event["UID"]) for event in events}) == len(events)
        assert visit.breaches() == []


def test_a_day_is_asked_for_and_stands_in_the_address_that_no_server_sees(visits: Visits) -> None:
    with visits.to("/deadlines/") as visit:
        page = visit.page
        page.get_by_label("Day it happened").fill("2016-02-26")
        page.get_by_label("What happened").select_option(index=1)
        page.get_by_role("button", name="Work it out").click()
        assert page.url.endswith("/deadlines/#on=2016-02-26&what=1")
        assert page.locator("tbody[data-begun]:visible").count() == 1
        assert "Counted from Friday 26 February 2016." in (page.locator("[data-says]").text_content() or "")
        page.get_by_label("Day it happened").fill("2199-01-01")
        page.get_by_role("button", name="Work it out").click()
        assert "bank holidays of 2199 are not known" in (page.locator("[data-says]").text_content() or "")
        assert not [request.url for request in visit.requests if "on=" in request.url or request.method != "GET"]


def test_without_scripts_the_page_counts_from_the_sites_own_day(visits: Visits) -> None:
    with visits.to("/deadlines/", java_script_enabled=False) as visit:
        assert not visit.page.locator("form[data-deadlines]").is_visible()
        assert visit.page.locator("[data-begun-on]").text_content() == "16 September 2015"
        assert visit.page.locator("tr[data-number='1'] [data-by]").text_content() == "Thursday 17 September 2015"
        visit.page.locator("details summary").last.click()
        assert visit.page.locator("#around").is_visible()
