"""The events' pages: what each lists, the month as a table, filters with and without a script, structured data, print."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from lscb.prepared import Prepared
from lscb.types.event import TYPE as EVENTS
from lscb.types.event.agenda import as_it_stands
from lscb.types.event.pages import Month, table, weeks
from tests.support.accessibility import MODES, sideways, violations
from tests.support.building import Built
from tests.support.records import made
from tests.support.servers import nginx
from tests.support.visits import Visits

PAGES = [
    "/events/",
    "/events/2015/",
    "/events/2015/10/",
    "/events/2015/planner/",
    "/events/wednesdays/",
    "/events/conference/",
    "/events/launch/",
    "/events/autumn-survey/",
    "/events/for/professionals/",
    "/feeds/",
]
TYPES = {"Event", "EducationEvent", "BusinessEvent", "TheaterEvent"}
FILTERS = ("Kind", "Who it is for", "Training level", "Campaign")


@pytest.fixture(scope="module")
def diary(events_site: Built, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """Visits to the site with every sort of event, served as shipped."""
    with nginx(events_site.site, tmp_path_factory.mktemp("nginx")) as served:
        yield Visits(chromium, served.url)


def titles(page: lxml.html.HtmlElement) -> list[str]:
    return [heading.text_content() for heading in page.xpath("//main//li[contains(@class, 'dated')]//h3/a")]


def heading_of(page: lxml.html.HtmlElement, title: str) -> list[str]:
    """Under which headings a title is listed."""
    return [
        section.xpath("string(h2)").strip()
        for section in page.xpath("//section[@class='month-of']")
        for item in section.xpath(".//h3")
        if item.text_content() == title
    ]


def linked(site: Built, address: str) -> list[dict[str, Any]]:
    """The events in a page's structured data."""
    blocks = [json.loads(block.text) for block in site.page(address).xpath("//script[@type='application/ld+json']")]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    return [one for block in blocks for one in block["@graph"] if one["@type"] in TYPES]


# What the pages list


def test_what_is_coming_is_listed_by_month_and_what_has_no_month_apart(events_site: Built) -> None:
    page = events_site.page("/events/")
    assert heading_of(page, "Weekly Wednesday Workshop")[:4] == [
        "September 2015",
        "September 2015",
        "September 2015",
        "October 2015",
    ]
    assert heading_of(page, "Autumn survey") == ["Dates to be announced"]
    assert heading_of(page, "Main Board") == ["September 2015", "September 2015", "December 2015", "March 2016"]
    assert "Toolkit launch" not in titles(page)
    assert "Not announced yet" not in page.text_content()
    assert "Withdrawn workshop" not in titles(page)


def test_a_date_known_to_the_month_is_listed_in_it_and_stands_on_no_day(events_site: Built) -> None:
    december = events_site.page("/events/2015/12/")
    assert "Main Board" in titles(december)
    assert "Main Board" not in december.xpath("//table")[0].text_content()


def test_only_a_year_is_listed_ahead(events_site: Built) -> None:
    months = events_site.page("/events/").xpath("//section[@class='month-of']/h2/a/text()")
    assert months == sorted(months, key=lambda label: (label.split()[1], months.index(label)))
    assert months[-1] == "August 2016"
    later = events_site.page("/events/").xpath("//p[starts-with(., 'Later dates')]/a/@href")
    assert later == sorted(later)
    assert "/events/2016/" in later


@pytest.mark.parametrize(
    ("address", "has", "lacks"),
    [
        ("/events/kind/workshop/", "Neglect workshop", "Main Board"),
        ("/events/for/board-members/", "Main Board", "Weekly Wednesday Workshop"),
        ("/events/for/families/", "Safety Week", "Weekly Wednesday Workshop"),
        ("/events/level/level-3/", "Weekly Wednesday Workshop", "Neglect workshop"),
        ("/events/campaign/safety/", "Safety Week", "Neglect workshop"),
    ],
)
def test_each_selection_is_a_page(events_site: Built, address: str, has: str, lacks: str) -> None:
    found = titles(events_site.page(address))
    assert has in found
    assert lacks not in found
    assert events_site.page("/events/").xpath(f"//nav[@data-filters]//a[@href='{address}']")


def test_a_campaigns_page_offers_its_calendar(events_site: Built) -> None:
    offered = events_site.page("/campaigns/safety/").xpath("//link[@type='text/calendar']/@href")
    assert offered == ["/campaigns/safety/calendar.ics"]


def test_years_and_months_lead_from_one_to_the_next(events_site: Built) -> None:
    october = events_site.page("/events/2015/10/")
    assert [link.get("href") for link in october.xpath("//nav[@aria-label='Other months']//a")] == [
        "/events/2015/09/",
        "/events/2015/11/",
    ]
    assert events_site.page("/events/").xpath("//a[@href='/events/2014/']")


def test_an_event_says_when_where_and_how(events_site: Built) -> None:
    said = events_site.text("/events/wednesdays/")
    for words in (
        "Wednesday 16 September 2015, 09:30 to 11:00",
        "British Summer Time",
        "Every Wednesday until 29 June 2016, except 28 October 2015 and 23 December 2015, also 17 December 2015",
        "Central Library",
        "Bring a case.",
        "30",
        "later dates are in the calendar above",
    ):
        assert words in said
    links = events_site.page("/events/wednesdays/").xpath("//main//a/@href")
    assert "https://www.openstreetmap.org/search?query=Civic%20Centre%2C%20Testford%20TE1%201AA" in links
    assert "https://book.testford.example/?a=1&b=2" in links
    assert "webcal://www.testford.example/events/wednesdays/event.ics" in links
    assert not events_site.page("/events/wednesdays/").xpath("//iframe")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/events/launch/", "Cancelled. The toolkit is not ready. Announced 1 May 2015"),
        ("/events/conference/", "First announced for Saturday 24 October 2015, 09:00 to Sunday 25 October 2015, 16:00."),
        ("/events/conference/", "New date. The hall is free then. Announced 1 August 2015"),
    ],
)
def test_a_change_is_told_on_the_page(events_site: Built, address: str, words: str) -> None:
    assert words in events_site.text(address)


def test_what_is_off_is_not_to_be_booked_or_added(events_site: Built) -> None:
    assert "Add to your calendar" not in events_site.text("/events/launch/")


# The table of a month


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_months_table_has_every_day_once_in_its_column(day: date) -> None:
    rows = weeks(Month(day.year, day.month, ()))
    inside = [one.date for week in rows for one in week if one.inside]
    assert inside == sorted(set(inside))
    assert (inside[0].day, (inside[-1].month, inside[-1].year)) == (1, (day.month, day.year))
    assert all(one.date.weekday() == column for week in rows for column, one in enumerate(week))


def test_the_month_is_a_real_table(events_site: Built) -> None:
    [table] = events_site.page("/events/2015/09/").xpath("//table[@class='month']")
    assert table.xpath("string(caption)") == "September 2015, day by day"
    assert table.xpath("thead//th[@scope='col']/text()") == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    assert table.xpath("//td[@aria-current='date']/time/@datetime") == ["2015-09-16"]
    assert not table.xpath(".//*[@tabindex]")


def test_a_day_with_many_events_leads_to_the_list(events: Prepared) -> None:
    september = events.plan.pages["/events/2015/09/"].context["month"]
    [day] = [one for week in weeks(september, most=2) for one in week if one.date == date(2015, 9, 30)]
    assert (len(day.dates), day.more) == (2, 1)


@given(st.lists(st.tuples(st.integers(-9, 33), st.integers(0, 12)), max_size=9), st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_each_day_of_a_month_shows_what_falls_on_it_once_in_its_cell_or_in_a_bar(spans: list[tuple[int, int]], day: date) -> None:
    month = Month(day.year, day.month, ())
    starts = [(month.first + timedelta(days=first), timedelta(days=more)) for first, more in spans]
    lines = "".join(f"  - {{starts: {first}, ends: {first + more}}}\n" for first, more in dict(starts).items())
    dates = as_it_stands(made(EVENTS, f"kind: workshop\noccurrences:\n{lines}"), day) if lines else ()
    shown: Counter[tuple[date, date]] = Counter()
    hidden: Counter[date] = Counter()
    for week in table(Month(day.year, day.month, dates)):
        shown.update((one.date, dated.starts) for one in week.days for dated in one.dates)
        hidden.update({one.date: one.more for one in week.days})
        for row in week.bars:
            assert sum(bar.days for bar in row) == 7
            places = accumulate((bar.days for bar in row), initial=0)
            bars = [(at, bar.days, bar.dated) for at, bar in zip(places, row, strict=False) if bar.dated]
            shown.update((one.date, dated.starts) for at, days, dated in bars for one in week.days[at : at + days])
    for on in (month.first + timedelta(days=n) for n in range(month.last.day)):
        falls = {one.starts for one in dates if one.starts <= on <= one.occurrence.last_day}
        seen = [first for (where, first), count in shown.items() for _ in range(count) if where == on]
        assert set(seen) <= falls
        assert len(seen) == len(set(seen)) == len(falls) - hidden[on]


def test_the_keyboard_goes_through_the_table_in_order(diary: Visits) -> None:
    with diary.to("/events/2015/10/", width=1280) as visit:
        page = visit.page
        page.locator("table.month a").first.focus()
        seen = []
        while page.evaluate("!!document.activeElement.closest('table')"):
            seen.append(page.evaluate("document.activeElement.closest('tbody').querySelector('time').dateTime"))
            page.keyboard.press("Tab")
        assert seen == sorted(seen)
        assert len(seen) == page.locator("table.month a").count() > 10


def test_a_phone_has_the_list_and_not_the_table(diary: Visits) -> None:
    for width, shows in ((360, False), (1280, True)):
        with diary.to("/events/2015/10/", width=width) as visit:
            page = visit.page
            assert page.locator("table.month").is_visible() == shows
            assert page.locator("#list + ul").is_visible()


# Filters


def visible(page: Page) -> list[str]:
    return [text for text in page.locator("main .dated:visible h3").all_inner_texts() if text]


def test_filters_are_links_to_pages_without_javascript(diary: Visits) -> None:
    with diary.to("/events/", width=360, java_script_enabled=False) as visit:
        page = visit.page
        assert page.locator("select").count() == 0
        page.locator("summary", has_text="Show only").click()
        page.locator("summary", has_text="Kind").click()
        page.locator("nav.filters a", has_text="Workshops").click()
        assert page.url == f"{diary.url}/events/kind/workshop/"
        assert {"Neglect workshop", "Weekly Wednesday Workshop"} == set(visible(page))
        assert page.locator("nav.filters [aria-current=page]").inner_text() == "Workshops"


def test_filters_work_in_place_together_and_say_how_many_are_left(diary: Visits) -> None:
    with diary.to("/events/", width=360) as visit:
        page = visit.page
        page.locator("summary", has_text="Show only").click()
        assert [page.get_by_label(label).count() for label in FILTERS] == [1, 1, 1, 1]
        everything = len(visible(page))
        page.get_by_label("Kind").select_option(label="Workshops")
        assert {"Neglect workshop", "Weekly Wednesday Workshop"} == set(visible(page))
        page.get_by_label("Training level").select_option(label="Level 3")
        assert {"Weekly Wednesday Workshop"} == set(visible(page))
        assert page.get_by_role("status").last.inner_text() == f"{len(visible(page))} dates of {everything}."
        assert page.url == f"{diary.url}/events/?kind=workshop&level=level+3"
        page.get_by_label("Campaign").select_option(label="Safety")
        assert visible(page) == []
        assert page.locator(".month-of:visible").count() == 0
        assert page.get_by_role("status").last.inner_text() == f"No dates of {everything}."
        page.get_by_role("button", name="Show all").click()
        assert len(visible(page)) == everything
        assert page.url == f"{diary.url}/events/"


def test_a_filtered_list_can_be_passed_on(diary: Visits) -> None:
    with diary.to("/events/?kind=workshop&for=%3Cscript%3E&other=1", width=1280) as visit:
        page = visit.page
        assert {"Neglect workshop", "Weekly Wednesday Workshop"} == set(visible(page))
        assert page.get_by_label("Who it is for").input_value() == ""


def test_the_script_and_the_pages_choose_alike(diary: Visits, events_site: Built) -> None:
    with diary.to("/events/", width=1280) as visit:
        page = visit.page
        page.locator("summary", has_text="Show only").click()
        names = {"Kind": "kind", "Who it is for": "for", "Training level": "level", "Campaign": "campaign"}
        for label, name in names.items():
            values = page.get_by_label(label).locator("option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
            assert values
            for value in values:
                page.get_by_label(label).select_option(value=value)
                assert visible(page) == titles(events_site.page(f"/events/{name}/{value.replace(' ', '-')}/")), (name, value)
            page.get_by_label(label).select_option(value="")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_the_events_pages(diary: Visits, path: str) -> None:
    with diary.to(path) as visit:
        assert [one for mode in (MODES[1], MODES[3]) for one in violations(visit.page, mode)] == []
        assert sideways(visit.page) == []


# Structured data


def test_structured_data_says_what_the_page_says(events_site: Built) -> None:
    [conference] = linked(events_site, "/events/conference/")
    assert conference["@type"] == "Event"
    assert conference["name"] == 'Conference: <b>see</b> the child; "hear", \\n & act, 100% 😀'
    assert conference["startDate"] == "2016-03-26T09:00:00+00:00"
    assert conference["endDate"] == "2016-03-27T16:00:00+01:00"
    assert conference["previousStartDate"] == "2015-10-24T09:00:00+01:00"
    assert conference["eventStatus"] == "https://schema.org/EventRescheduled"
    assert conference["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in conference["location"]] == ["Place", "VirtualLocation"]
    [launch] = linked(events_site, "/events/launch/")
    assert (launch["eventStatus"], launch["startDate"]) == ("https://schema.org/EventCancelled", "2015-05-06T10:00:00+01:00")
    workshops = linked(events_site, "/events/wednesdays/")
    assert len(workshops) == 12
    assert len({one["@id"] for one in workshops}) == 12
    assert workshops[0]["location"]["address"] == "Civic Centre, Testford TE1 1AA"
    assert workshops[0]["maximumAttendeeCapacity"] == 30


def test_what_cannot_be_attended_or_has_no_day_is_no_event_to_machines(events_site: Built) -> None:
    for address in ("/events/safety-week/", "/events/autumn-survey/", "/events/open-survey/", "/events/2015/10/"):
        assert linked(events_site, address) == []
    assert [one["startDate"] for one in linked(events_site, "/events/board-meetings/")] == [
        "2015-09-30T10:00:00+01:00",
        "2015-09-30T14:00:00+01:00",
        "2016-03-09",
    ]


VALUES: dict[str, type | tuple[type, ...]] = {
    "@type": str, "@id": str, "name": str, "description": str, "url": str, "startDate": str, "endDate": str,
    "previousStartDate": str, "eventStatus": str, "eventAttendanceMode": str, "inLanguage": str, "organizer": dict,
    "audience": list, "location": (dict, list), "maximumAttendeeCapacity": int,
}  # fmt: skip


def test_structured_data_uses_the_words_of_schema_org(events_site: Built) -> None:
    """Properties and kinds of value as schema.org/Event has them (version 29)."""
    found = [one for address in events_site.pages for one in linked(events_site, address)]
    assert len(found) > 20
    for one in found:
        for name, value in one.items():
            assert isinstance(value, VALUES[name]), (name, value)
        assert {"name", "startDate", "eventStatus", "url"} <= one.keys()
        assert ("location" in one) == ("eventAttendanceMode" in one)


def test_no_text_ends_the_block_it_stands_in(events_site: Built) -> None:
    text = events_site.files["events/conference/index.html"].decode()
    block = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<" not in block
    assert linked(events_site, "/events/conference/")[0]["description"].endswith("</script><script>alert(1)</script>.")


# Print


def test_the_planner_prints_on_two_sheets(diary: Visits, tmp_path: Any) -> None:
    with diary.to("/events/2015/planner/", width=1280) as visit:
        page = visit.page
        assert page.locator(".planner section").count() == 13
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") == 2


def test_the_planner_has_each_event_once_a_month_with_its_days(events_site: Built) -> None:
    months = events_site.page("/events/2015/planner/").xpath("//div[@class='planner']/section")
    september = [" ".join(line.text_content().split()) for line in months[8].xpath(".//li")]
    assert "9, 16, 23, 30 Weekly Wednesday Workshop" in september
    assert "30 Main Board" in september
    october = [" ".join(line.text_content().split()) for line in months[9].xpath(".//li")]
    assert "7, 21 Weekly Wednesday Workshop" in october
    assert "14 Weekly Wednesday Workshop (cancelled)" in october
    assert "Day not known Main Board" in [" ".join(line.text_content().split()) for line in months[11].xpath(".//li")]
    assert "Autumn survey (Autumn 2015)" in months[12].text_content()
