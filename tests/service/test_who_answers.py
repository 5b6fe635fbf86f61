"""The number that answers now stands above the other, where the day's opening hours are known; without a script both stand as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lscb.prepared import prepare
from lscb.problems import ContentError
from lscb.types import CONTENT_TYPES
from tests.support.building import built, copy_small, edit, record, write
from tests.support.servers import nginx
from tests.support.visits import Visits

DAY, NIGHT = "tel:02380830000", "tel:02380830001"
CONTACT = "title: {title}\nsituation: You are worried\nphone: {phone}\nanswers: {answers}\nstrength: urgent\n"


@pytest.fixture(scope="module")
def staffed(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    work = tmp_path_factory.mktemp("staffed")
    root = copy_small(work / "project")
    by_day = "id: tttttday\n" + CONTACT.format(title="Day team", phone="023 8083 0000", answers="office hours")
    by_night = "id: ttttnght\n" + CONTACT.format(title="Night team", phone="023 8083 0001", answers="out of hours")
    write(root, "content/contacts/day.md", record(f'{by_day}opening_hours: ["Mo-Th 08:30-17:00", "Fr 08:30-16:30"]'))
    write(root, "content/contacts/night.md", record(by_night))
    edit(root, "content/board.yml", "urgent: [", "urgent: [day, night, ")
    with nginx(built(root).site, work) as served:
        yield Visits(chromium, served.url)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-07-06T08:29:00+01:00", NIGHT),  # a Monday, in summer time
        ("2026-07-06T08:30:00+01:00", DAY),
        ("2026-01-05T08:30:00+00:00", DAY),  # and in winter
        ("2026-07-09T16:59:00+01:00", DAY),
        ("2026-07-09T17:00:00+01:00", NIGHT),
        ("2026-07-10T16:45:00+01:00", NIGHT),  # a Friday
        ("2026-07-11T12:00:00+01:00", NIGHT),  # a Saturday
        ("2026-07-06T00:10:00-11:00", DAY),  # a reader far away: London's time counts
    ],
)
def test_the_number_that_answers_now_stands_first(staffed: Visits, now: str, first: str) -> None:
    with staffed.to("/privacy/") as visit:
        visit.page.clock.set_fixed_time(datetime.fromisoformat(now))
        visit.page.goto("/")
        urgent = visit.page.locator(".dials a:not(.dial--999)")
        assert urgent.evaluate_all("all => all.map(one => one.getAttribute('href'))") == [first, NIGHT if first == DAY else DAY]
        assert visit.page.locator("[data-now]").get_attribute("href") == first


def test_without_a_script_both_stand_and_neither_is_raised(staffed: Visits) -> None:
    with staffed.to("/", java_script_enabled=False) as visit:
        hrefs = visit.page.locator(".dials a:not(.dial--999)").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert hrefs == [DAY, NIGHT]
        assert visit.page.locator("[data-now]").count() == 0


@pytest.mark.parametrize("hours", ["9-5", "Mo-Fr 17:00-08:30", "Mo-Fr 8:30-17:00", "Weekdays 08:30-17:00"])
def test_hours_that_are_none_are_told(small: Path, hours: str) -> None:
    edit(small, "content/contacts/office.md", "published:", f'opening_hours: ["{hours}"]\npublished:')
    with pytest.raises(ContentError, match="opening_hours"):
        prepare(small, CONTENT_TYPES, None)
