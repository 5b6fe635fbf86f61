"""Ten thousand events and series of twenty years cost in proportion. Calls are counted, not seconds: no machine's load moves them."""

from __future__ import annotations

import cProfile
import pstats
from datetime import date, timedelta
from pathlib import Path

import pytest

from lscb.following.calendars import document
from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES
from lscb.types.event import agenda
from lscb.types.event.pages import LISTED
from tests.support.building import copy_small, write

FEW, MANY = 120, 480
ALLOWED = 4.4  # for four times as much
KINDS = ("training", "workshop", "conference", "board meeting", "performance")


def event_file(number: int, day: date, more: str = "") -> str:
    return (
        f"---\nid: e{number:07}\ntitle: Event {number}\nsummary: The event of that number.\n"
        f"kind: {KINDS[number % len(KINDS)]}\nstarts: {day} 10:00\nends: {day} 12:00\npublished: 2015-01-01\n{more}---\n"
    )


def with_events(root: Path, count: int, days: int) -> Path:
    """So many events, spread over so many days from the site's own day on."""
    for number in range(count):
        day = date(2015, 9, 16) + timedelta(days=number * days // count)
        write(root, f"content/events/e{number}.md", event_file(number, day))
    return root


def made(root: Path) -> Prepared:
    """Everything that is made of events, short of templates."""
    prepared = prepare(root, CONTENT_TYPES, None)
    for calendar in prepared.plan.calendars.values():
        document(calendar, prepared.site.board)
    return prepared


def calls(root: Path) -> int:
    profile = cProfile.Profile()
    profile.runcall(made, root)
    return int(pstats.Stats(profile).total_calls)


def listed(prepared: Prepared) -> dict[str, int]:
    """How many dates each page lists."""
    found = {}
    for address, page in prepared.plan.pages.items():
        months = page.context.get("months", ()) if address.startswith("/events/") else ()
        dates = sum(len(month.dates) for month in months) + len(page.context.get("undated", ()))
        found[address] = dates + len(page.context.get("ahead", ())) + len(page.context.get("past_dates", ()))
    return found


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> int:
    """What the rest of the small site costs."""
    return calls(copy_small(tmp_path_factory.mktemp("scale") / "project"))


@pytest.mark.parametrize("days", [30, 3000])
def test_four_times_the_events_cost_four_times_as_much(tmp_path: Path, bare: int, days: int) -> None:
    """However close together they are."""
    few = calls(with_events(copy_small(tmp_path / "few"), FEW, days)) - bare
    many = calls(with_events(copy_small(tmp_path / "many"), MANY, days)) - bare
    assert many / few < ALLOWED


def test_four_times_as_long_a_series_costs_four_times_as_much(tmp_path: Path, bare: int) -> None:
    cost = {}
    for years in (5, 20):
        root = copy_small(tmp_path / str(years))
        more = f"repeats: every Wednesday until {date(2015 + years, 9, 16)}\n"
        write(root, "content/events/weekly.md", event_file(1, date(2015, 9, 16), more))
        cost[years] = calls(root) - bare
    assert cost[20] / cost[5] < ALLOWED


def test_no_page_lists_more_than_it_should(tmp_path: Path) -> None:
    """Hundreds of events in a month, and a series of twenty years."""
    root = with_events(copy_small(tmp_path / "project"), MANY, 30)
    write(
        root, "content/events/weekly.md", event_file(9_999_999, date(2015, 9, 16), "repeats: every Wednesday until 2035-09-16\n")
    )
    prepared = made(root)
    assert len(agenda(prepared.site).every) > MANY + 1000
    found = listed(prepared)
    assert max(found[address] for address in found if address.startswith("/events/")) <= 13 * LISTED
    assert found["/events/weekly/"] == 12
    assert found["/events/"] <= 13 * LISTED
    assert found["/events/2020/"] == 53
    assert prepared.plan.pages["/events/2015/"].context["months"][0].more > 0
    assert prepared.plan.pages["/events/"].context["later"].total() > 900


def test_the_plan_grows_by_months_and_years_not_by_dates(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    before = len(prepare(root, CONTENT_TYPES, None).plan.pages)
    write(root, "content/events/weekly.md", event_file(1, date(2016, 1, 6), "repeats: every Wednesday until 2035-12-31\n"))
    after = len(prepare(root, CONTENT_TYPES, None).plan.pages)
    assert after - before <= 20 * 12 + 2 * 20 + 2


def test_a_series_is_one_entry_in_a_calendar_however_long(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    write(root, "content/events/weekly.md", event_file(1, date(2015, 9, 16), "repeats: every Wednesday until 2035-09-16\n"))
    prepared = prepare(root, CONTENT_TYPES, None)
    assert len(prepared.plan.calendars["/events/weekly/event.ics"].happenings) == 1
