"""The text of calendars: what RFC 5545 and RFC 7986 ask for, whatever the content holds; read back by strict parsers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from lscb.following.calendars import document
from lscb.model.dates import LONDON
from lscb.model.diary import Calendar, Happening, Repetition
from lscb.prepared import Prepared
from tests.support.building import Built
from tests.support.records import BOARD

TEXTS = st.text(max_size=200)
NINE = datetime(2015, 9, 16, 9, tzinfo=LONDON)
HAPPENING = Happening(
    uid="aaaaaaaa-20150916",
    starts=NINE,
    ends=NINE + timedelta(hours=1),
    title="A title",
    text="Text.",
    address="/events/a/",
    place="",
    categories=("workshop",),
    status="CONFIRMED",
    free=False,
    sequence=0,
    created=NINE,
    changed=NINE,
    last_day=NINE.date(),
)


def calendar_of(*happenings: Happening, title: str = "Events", summary: str = "All.") -> bytes:
    return document(Calendar("/events/calendar.ics", title, summary, "/events/", happenings), BOARD)


def lines_of(text: bytes) -> list[str]:
    """The unfolded lines."""
    return text.decode().replace("\r\n ", "").split("\r\n")


def events_of(text: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(text).events


def shown(text: str) -> str:
    """As a calendar can carry it: without control characters but the tab and the line feed."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", text)


@pytest.fixture(scope="session")
def calendars(events_site: Built) -> dict[str, bytes]:
    return {f"/{name}": text for name, text in events_site.files.items() if name.endswith(".ics")}


def test_there_is_a_calendar_for_everything_each_kind_audience_level_campaign_and_event(calendars: dict[str, bytes]) -> None:
    assert {
        "/events/calendar.ics",
        "/events/kind/workshop/calendar.ics",
        "/events/kind/board-meeting/calendar.ics",
        "/events/for/children-and-young-people/calendar.ics",
        "/events/level/level-3/calendar.ics",
        "/campaigns/safety/calendar.ics",
        "/events/wednesdays/event.ics",
        "/events/gone/event.ics",
    } <= set(calendars)
    assert "/events/autumn-survey/event.ics" not in calendars  # known to the season only: there is no day to put it on
    assert not [address for address in calendars if "secret" in address]


def test_every_line_ends_as_it_should_and_is_folded_at_75_octets(calendars: dict[str, bytes]) -> None:
    for address, text in calendars.items():
        assert text.endswith(b"END:VCALENDAR\r\n"), address
        assert b"\n" not in text.replace(b"\r\n", b""), address
        for line in text.split(b"\r\n"):
            assert len(line) <= 75, address
            line.decode()  # folding never cuts a character in two


def test_every_calendar_says_what_it_is_and_when_to_look_again(calendars: dict[str, bytes]) -> None:
    for address, text in calendars.items():
        lines = lines_of(text)
        assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"], address
        head = lines[: lines.index("BEGIN:VTIMEZONE")]
        assert {line.split(":")[0].split(";")[0] for line in head} >= {
            *("PRODID", "NAME", "X-WR-CALNAME", "DESCRIPTION", "COLOR", "URL", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
        }, address
        assert f"SOURCE;VALUE=URI:https://www.testford.example{address}" in head
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in head
        assert not [line for line in head if line.startswith("UID")]  # vdirsyncer would take the whole for one event


def test_every_event_has_what_it_needs(calendars: dict[str, bytes]) -> None:
    for address, text in calendars.items():
        found = events_of(text)
        names = [
            (str(event["UID"]), str(event["RECURRENCE-ID"].to_ical()) if "RECURRENCE-ID" in event else "") for event in found
        ]
        assert len(names) == len(set(names)), address
        for event in found:
            for name in (
                "UID",
                "DTSTAMP",
                "CREATED",
                "LAST-MODIFIED",
                "SEQUENCE",
                "DTSTART",
                "SUMMARY",
                "STATUS",
                "TRANSP",
                "URL",
            ):
                assert not isinstance(event[name], list), (address, name)
            assert event["UID"].endswith("@testford.example")
            assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt >= event["CREATED"].dt
            assert event["DTSTAMP"].to_ical().endswith(b"Z")
            assert event["URL"].startswith("https://www.testford.example/events/")
            if "DTEND" in event:
                assert type(event["DTEND"].dt) is type(event["DTSTART"].dt)
                assert event["DTEND"].dt > event["DTSTART"].dt


def test_times_are_londons_and_the_zone_is_given_once_by_rule(calendars: dict[str, bytes]) -> None:
    for address, text in calendars.items():
        lines = lines_of(text)
        assert lines.count("BEGIN:VTIMEZONE") == 1, address
        assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in lines
        assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in lines
        for line in lines:
            if re.match(r"(DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)[;:]", line) and ":1996" not in line:
                assert re.match(r"[A-Z-]+;(VALUE=DATE:\d{8}(,\d{8})*|TZID=Europe/London:\d{8}T\d{6}(,\d{8}T\d{6})*)$", line), line
        assert not icalendar.Calendar.from_ical(text).get_missing_tzids(), address


@pytest.mark.parametrize("year", range(1997, 2038))
def test_the_zones_rule_is_that_of_the_zone_database(year: int) -> None:
    """From 1996 to 2037 the clocks change when our VTIMEZONE says."""
    zone = icalendar.Calendar.from_ical(calendar_of()).walk("VTIMEZONE")[0].to_tz()
    for month, day in ((3, 24), (3, 25), (3, 31), (6, 1), (10, 24), (10, 31), (12, 31)):
        for hours in (0, 3, 12):
            moment = datetime(year, month, day, hours, tzinfo=UTC)
            assert moment.astimezone(zone).utcoffset() == moment.astimezone(LONDON).utcoffset(), moment


def test_a_strict_parser_reads_every_calendar(calendars: dict[str, bytes]) -> None:
    for address, text in calendars.items():
        found = IcsCalendarStream.calendar_from_ics(text.decode())
        assert len(found.events) == text.count(b"BEGIN:VEVENT"), address


def test_whole_days_end_the_day_after_and_block_nobody(calendars: dict[str, bytes]) -> None:
    week = next(event for event in events_of(calendars["/campaigns/safety/calendar.ics"]) if event.start.year == 2015)
    assert (week.start, week.end) == (date(2015, 11, 16), date(2015, 11, 21))
    assert week["TRANSP"] == "TRANSPARENT"
    [workshop] = events_of(calendars["/events/workshop/event.ics"])
    assert workshop["TRANSP"] == "OPAQUE"


def test_a_series_says_its_rule_its_exceptions_and_what_has_changed(calendars: dict[str, bytes]) -> None:
    series, *others = events_of(calendars["/events/wednesdays/event.ics"])
    assert series["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20160629T225959Z;BYDAY=WE"
    assert series["EXDATE"].to_ical() == b"20151028T093000,20151223T093000"
    assert series["RDATE"].to_ical() == b"20151217T093000"
    instead = {event["RECURRENCE-ID"].dt.date().isoformat(): event for event in others}
    assert set(instead) == {"2015-09-23", "2015-10-14", "2015-11-04", "2015-11-18"}  # and nothing announced for October yet
    assert {event["UID"] for event in others} == {series["UID"]}
    assert (instead["2015-10-14"]["STATUS"], instead["2015-10-14"]["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert instead["2015-10-14"]["SUMMARY"] == "Cancelled: Weekly Wednesday Workshop"
    assert "The trainer is ill." in instead["2015-10-14"]["DESCRIPTION"]
    assert instead["2015-11-04"].start == datetime(2015, 11, 5, 14, tzinfo=LONDON)
    assert instead["2015-11-04"].end == datetime(2015, 11, 5, 15, 30, tzinfo=LONDON)
    assert instead["2015-11-18"]["LOCATION"] == "Town Hall"
    assert {event["SEQUENCE"] for event in (series, *others)} == {4}
    assert "Nobody may know this yet" not in calendars["/events/wednesdays/event.ics"].decode()


def test_a_series_of_days_ends_on_a_day(calendars: dict[str, bytes]) -> None:
    nights, tuesdays = (events_of(calendars[f"/events/{name}/event.ics"])[0] for name in ("nights", "second-tuesdays"))
    assert nights["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20161231T235959Z;BYDAY=SA"
    assert tuesdays["RRULE"].to_ical() == b"FREQ=MONTHLY;COUNT=24;BYDAY=2TU"
    days = Repetition("FREQ=DAILY", until=date(2015, 9, 20), without=(date(2015, 9, 17),), also=(date(2015, 9, 25),))
    text = calendar_of(replace(HAPPENING, starts=date(2015, 9, 16), ends=date(2015, 9, 17), repeats=days)).decode()
    for line in ("RRULE:FREQ=DAILY;UNTIL=20150920", "EXDATE;VALUE=DATE:20150917", "RDATE;VALUE=DATE:20150925"):
        assert f"\r\n{line}\r\n" in text


def test_dates_of_one_event_keep_apart(calendars: dict[str, bytes]) -> None:
    found = events_of(calendars["/events/board-meetings/event.ics"])
    assert {str(event["UID"]).split("@")[0]: event["DTSTART"].to_ical() for event in found} == {
        "evboardm-20150311": b"20150311T140000",
        "evboardm-20150930": b"20150930T140000",
        "evboardm-20150930T1000": b"20150930T100000",
        "evboardm-20160309": b"20160309",
    }
    assert [event["STATUS"] for event in found] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "TENTATIVE"]


def test_a_moved_event_keeps_its_uid_and_counts_its_changes(calendars: dict[str, bytes]) -> None:
    [conference] = events_of(calendars["/events/conference/event.ics"])
    assert conference["UID"] == "evconfer-20151024@testford.example"
    assert conference.start == datetime(2016, 3, 26, 9, tzinfo=LONDON)
    assert conference["SEQUENCE"] == 3
    assert conference["STATUS"] == "CONFIRMED"
    assert conference["DTSTAMP"].dt.astimezone(LONDON).date() == date(2015, 8, 2)
    assert "The hall is free then." in conference["DESCRIPTION"]
    assert "First announced for 24 October 2015, 09:00 to 25 October 2015, 16:00." in conference["DESCRIPTION"]


def test_what_was_cancelled_or_withdrawn_stays_to_be_told(calendars: dict[str, bytes]) -> None:
    for address, title, sequence in (("launch", "Cancelled: Toolkit launch", 1), ("gone", "Withdrawn: Withdrawn workshop", 1)):
        [event] = events_of(calendars[f"/events/{address}/event.ics"])
        assert (event["STATUS"], event["SUMMARY"], event["SEQUENCE"]) == ("CANCELLED", title, sequence)
        assert event["TRANSP"] == "TRANSPARENT"
        assert event.to_ical() in calendars["/events/calendar.ics"]
    assert b"Nobody should read this" not in calendars["/events/gone/event.ics"]


def test_what_is_long_past_leaves_the_calendars_of_many_and_stays_in_its_own(calendars: dict[str, bytes]) -> None:
    whole, own = (calendars[f"/events/{name}"] for name in ("calendar.ics", "small-hours/event.ics"))
    assert [b"UID:evsmallh-20121028@" in text for text in (whole, own)] == [False, True]
    assert [b"UID:evsmallh-20141026@" in text for text in (whole, own)] == [True, True]


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_goes_in_comes_out(title: str, text: str, place: str, category: str, name: str) -> None:
    happening = replace(HAPPENING, title=title, text=text, place=place, categories=(category,))
    made = calendar_of(happening, title=name, summary=text)
    [event] = events_of(made)
    assert str(event["SUMMARY"]) == shown(title)
    assert str(event["DESCRIPTION"]) == shown(text)
    assert str(event.get("LOCATION", "")) == shown(place)
    assert [str(one) for one in event["CATEGORIES"].cats] == [shown(category)]
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert IcsCalendarStream.calendar_from_ics(made.decode()).events[0].uid == "aaaaaaaa-20150916@testford.example"


@given(TEXTS)
def test_nothing_in_a_text_becomes_a_property(text: str) -> None:
    lines = lines_of(calendar_of(replace(HAPPENING, title=f"{text}\r\nATTACH:https://evil.example\nBEGIN:VALARM")))
    assert not [line for line in lines if line.startswith(("ATTACH", "BEGIN:VALARM"))]


def test_the_same_content_makes_the_same_bytes(events: Prepared) -> None:
    for calendar in events.plan.calendars.values():
        assert document(calendar, events.site.board) == document(calendar, events.site.board)
