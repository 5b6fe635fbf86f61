"""What becomes of dates after they were announced, who is told, and that everybody takes them from one place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.generator.views import Views
from lscb.ledger import ledger_of
from lscb.model.dates import parse_moment
from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES, event
from lscb.types.event import Dated, agenda, proposal, when, when_in_full
from lscb.types.event.agenda import as_it_stands
from lscb.types.event.occurrence import Occurrence
from tests.support.building import edit
from tests.support.diaries import copy_events
from tests.support.records import made

WORKSHOP = "kind: workshop\nstarts: 2015-10-07 10:00\nends: 2015-10-07 12:30\n"
LATE = date(2016, 1, 1)


def stands(fields: str, today: date = LATE) -> list[tuple[str, str]]:
    """Each date in words, with its status."""
    return [(when(one.occurrence), one.occurrence.status) for one in as_it_stands(made(event.TYPE, fields), today)]


def changes(*lines: str) -> str:
    numbered = (f"  - {{id: change{number:02}, {line}}}\n" for number, line in enumerate(lines))
    return "changes:\n" + "".join(numbered)


def dated(prepared: Prepared, slug: str) -> list[Dated]:
    [found] = [one for one in prepared.site.all("events") if one.slug == slug]
    return agenda(prepared.site).of([found])


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ([], ("7 October 2015, 10:00 to 12:30", "scheduled")),
        (["on: 2015-10-01, what: cancelled"], ("7 October 2015, 10:00 to 12:30", "cancelled")),
        (["on: 2015-10-01, what: postponed"], ("7 October 2015, 10:00 to 12:30", "postponed")),
        (["on: 2015-10-01, what: full"], ("7 October 2015, 10:00 to 12:30", "full")),
        (["on: 2015-10-01, what: moved, starts: 2015-10-08 14:00"], ("8 October 2015, 14:00 to 16:30", "moved")),
        (
            ["on: 2015-10-01, what: moved, starts: 2015-10-08 14:00, ends: 2015-10-08 15:00"],
            ("8 October 2015, 14:00 to 15:00", "moved"),
        ),
        (["on: 2015-10-01, what: moved, starts: 2015-10-08"], ("8 October 2015", "moved")),
        (
            ["on: 2015-10-01, what: postponed", "on: 2015-10-02, what: moved, starts: 2015-12-01 10:00"],
            ("1 December 2015, 10:00 to 12:30", "moved"),
        ),
        (
            ["on: 2015-10-03, what: confirmed", "on: 2015-10-02, what: cancelled"],
            ("7 October 2015, 10:00 to 12:30", "scheduled"),
        ),
        (
            ["on: 2015-10-02, what: moved, starts: 2015-10-08 14:00", "on: 2015-10-03, what: cancelled, dates: [2015-10-07]"],
            ("8 October 2015, 14:00 to 16:30", "cancelled"),
        ),
        (["on: 2015-10-01, what: moved, starts: 2015-03-28 23:00"], ("28 March 2015, 23:00 to 29 March 2015, 02:30", "moved")),
        (["on: 2016-01-02, what: cancelled, dates: [2015-10-07]"], ("7 October 2015, 10:00 to 12:30", "scheduled")),
    ],
)
def test_changes_are_made_in_their_order(told: list[str], now: tuple[str, str]) -> None:
    assert stands(WORKSHOP + (changes(*told) if told else "")) == [now]


def test_the_end_of_a_date_that_moved_never_falls_in_the_hour_that_is_skipped() -> None:
    moved = changes("on: 2015-03-01, what: moved, starts: 2015-03-29 00:30")
    [(said, _)] = stands("kind: workshop\nstarts: 2015-03-10 10:00\nends: 2015-03-10 11:00\n" + moved)
    assert said == "29 March 2015, 00:30 to 02:30"


def test_a_change_without_dates_concerns_those_from_its_day_on() -> None:
    fields = "kind: workshop\nstarts: 2015-10-07\nrepeats: every Wednesday, 4 times\n"
    found = stands(fields + changes("on: 2015-10-15, what: cancelled"))
    assert [status for _, status in found] == ["scheduled", "scheduled", "cancelled", "cancelled"]


def test_a_change_may_name_a_day_or_a_time_of_it() -> None:
    fields = "kind: workshop\noccurrences:\n  - {starts: 2015-10-07 10:00}\n  - {starts: 2015-10-07 14:00}\n"
    assert [status for _, status in stands(fields + changes("on: 2015-10-01, what: full, dates: [2015-10-07]"))] == ["full"] * 2
    one = stands(fields + changes("on: 2015-10-01, what: full, dates: [2015-10-07 14:00]"))
    assert [status for _, status in one] == ["scheduled", "full"]


def test_a_date_known_to_the_month_may_be_given_a_day() -> None:
    fields = "kind: workshop\nstarts: 2015-10\n" + changes("on: 2015-10-01, what: moved, starts: 2015-10-20, dates: [2015-10]")
    assert stands(fields) == [("20 October 2015", "moved")]


@given(st.dates(date(2015, 9, 1), date(2015, 12, 31)))
def test_nothing_is_known_before_its_day(today: date) -> None:
    fields = WORKSHOP + changes("on: 2015-10-01, what: full", "on: 2015-10-05, what: cancelled")
    [(_, status)] = stands(fields, today)
    assert status == ("cancelled" if today >= date(2015, 10, 5) else "full" if today >= date(2015, 10, 1) else "scheduled")


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2015-10-07 10:00", "2015-10-07 12:30", "Wednesday 7 October 2015, 10:00 to 12:30 (British Summer Time)"),
        ("2015-01-07 10:00", None, "Wednesday 7 January 2015, 10:00 (Greenwich Mean Time)"),
        (
            "2015-10-24 22:00",
            "2015-10-25 06:00",
            "Saturday 24 October 2015, 22:00 to Sunday 25 October 2015, 06:00 (British Summer Time to Greenwich Mean Time)",
        ),
        ("2015-06-01", "2015-06-07", "Monday 1 June 2015 to Sunday 7 June 2015"),
        ("2015-06-01", None, "Monday 1 June 2015"),
        ("2015-06-01", "2015-07", "Monday 1 June 2015 to July 2015"),
        ("2015-06", None, "June 2015"),
        ("autumn 2015", None, "Autumn 2015"),
    ],
)
def test_when_in_full_names_the_day_and_the_zone(starts: str, ends: str | None, said: str) -> None:
    assert when_in_full(Occurrence(starts=parse_moment(starts), ends=parse_moment(ends) if ends else None)) == said


@pytest.mark.parametrize(
    ("ends", "last"),
    [("2015-10-08 00:00", "2015-10-07"), ("2015-10-08 00:01", "2015-10-08"), ("2015-10-07 23:59", "2015-10-07")],
)
def test_what_ends_at_midnight_is_over_that_day(ends: str, last: str) -> None:
    one = Occurrence(starts=parse_moment("2015-10-07 22:00"), ends=parse_moment(ends))
    assert one.last_day == date.fromisoformat(last)


def test_the_feed_of_events_has_an_entry_for_each_event_and_each_change(events: Prepared) -> None:
    found = {entry.guid.rsplit(":", 1)[1]: entry for entry in events.plan.feeds["/events/"].entries}
    assert {"evwednes", "chwedca1", "chwedmo1", "chwedve1", "chwedfu1", "evgonegh/withdrawn"} <= set(found)
    assert not {"chwedlat", "evsecret", "evgonegh"} & set(found)
    moved = found["chwedmo1"]
    assert moved.title == "Moved: Weekly Wednesday Workshop, 4 November 2015, 09:30 to 11:00"
    assert moved.text == (
        "Now Thursday 5 November 2015, 14:00 to 15:30 (Greenwich Mean Time), "
        "instead of Wednesday 4 November 2015, 09:30 to 11:00 (Greenwich Mean Time).",
    )
    assert found["chwedve1"].text[1] == "Place: Town Hall."
    assert found["chwedca1"].text == (
        "Wednesday 14 October 2015, 09:30 to 11:00 (British Summer Time): cancelled.",
        "The trainer is ill.",
    )
    assert found["evwednes"].text == (
        "42 dates, from Wednesday 9 September 2015, 09:30 to 11:00 (British Summer Time) "
        "to Wednesday 29 June 2016, 09:30 to 11:00 (British Summer Time).",
    )
    assert found["evlaunch"].text == ("Wednesday 6 May 2015, 10:00 to 12:00 (British Summer Time): cancelled.",)
    assert "chwedca1" in {entry.guid.rsplit(":", 1)[1] for entry in events.plan.feeds["/"].entries}


def test_what_was_changed_before_its_event_was_public_is_told_with_it(events: Prepared) -> None:
    """An entry with an earlier day would move every archive."""
    [told] = [entry for entry in events.plan.feeds["/events/"].entries if entry.guid.endswith(":chtoldl1")]
    assert told.published.date() == date(2015, 9, 10)


def test_what_is_coming_up_is_told_a_week_before(events: Prepared) -> None:
    found = {entry.guid.split(":", 2)[2]: entry for entry in events.plan.feeds["/events/coming-up/"].entries}
    coming = {guid: entry for guid, entry in found.items() if "/coming/" in guid}
    assert {guid.split("/coming/")[0] for guid in coming} >= {"evwednes", "evnights", "evtuesda", "evboardm"}
    latest = coming["evwednes/coming/2015-09-23T09:30/2015-09-23"]
    assert latest.published.date().isoformat() == "2015-09-16"
    assert latest.title == "Weekly Wednesday Workshop, 23 September 2015, 09:30 to 11:00"
    assert latest.text[0].endswith("(British Summer Time). Central Library, Civic Centre, Testford TE1 1AA.")
    assert not any("2015-09-30" in guid for guid in coming)
    assert "evlaunch" in {guid.split("/coming/")[0] for guid in coming}  # told on 29 April, cancelled on 1 May
    assert {"chlaunca", "chwedca1"} <= set(found)


def test_what_was_published_afterwards_is_not_coming_up(events: Prepared) -> None:
    small_hours = [entry for entry in events.plan.feeds["/events/coming-up/"].entries if "evsmallh/coming/" in entry.guid]
    assert [entry.published.date().isoformat() for entry in small_hours] == ["2014-10-19"]


def test_reminders_are_not_kept_for_ever(events: Prepared) -> None:
    feed = events.plan.feeds["/events/coming-up/"]
    assert len(feed.entries) > 50
    assert not [address for address in events.plan.feed_addresses if address.startswith("/events/coming-up/feed-")]


def test_home_campaign_and_newsletter_take_dates_from_the_agenda(events: Prepared, tmp_path: Path) -> None:
    views = Views(events, tmp_path, {})
    assert [when(one.occurrence) for one in views.coming(3)] == [
        "16 September 2015, 09:30 to 11:00",
        "19 September 2015, 22:00 to 20 September 2015, 06:00",
        "23 September 2015, 09:30 to 11:00",
    ]
    wednesdays, conference = (dated(events, slug)[0].event for slug in ("wednesdays", "conference"))
    since = date(2015, 10, 8)
    assert [
        (one.event.slug, when(one.occurrence), one.occurrence.status) for one in views.next_dates([conference, wednesdays], since)
    ] == [
        ("wednesdays", "14 October 2015, 09:30 to 11:00", "cancelled"),
        ("conference", "26 March 2016, 09:00 to 27 March 2016, 16:00", "scheduled"),
    ]
    [campaign] = events.site.all("campaigns")
    assert [when(one.occurrence) for one in views.dates_of(campaign)] == ["23 to 29 June 2014", "16 to 20 November 2015"]


def test_the_agenda_is_worked_out_once(events: Prepared) -> None:
    assert agenda(events.site) is agenda(events.site)


def test_the_ledger_keeps_every_uid(tmp_path: Path) -> None:
    """A date that was announced cannot vanish: it is moved or cancelled, so that those who have it in their diary hear of it."""
    root = copy_events(tmp_path / "project")
    prepared = prepare(root, CONTENT_TYPES, None)
    ledger = ledger_of(prepared.site, prepared.plan)
    assert ledger.ids["evboardm-20150930T1000"] == "/events/board-meetings/"
    assert ledger.ids["evwednes"] == "/events/wednesdays/"
    (root / "content/ledger.json").write_text(ledger.model_dump_json())
    assert not list(prepare(root, CONTENT_TYPES, None).check())
    edit(root, "content/events/board-meetings.md", "  - {starts: 2015-03-11 14:00, ends: 2015-03-11 16:30}\n", "")
    [problem] = prepare(root, CONTENT_TYPES, None).check()
    assert "the id evboardm-20150311, published on /events/board-meetings/, is gone" in problem.message
    assert "moved or cancelled under `changes:`" in problem.hint


@pytest.mark.parametrize(
    ("dates", "usually", "today", "said"),
    [
        ("starts: 2016-06-06\nends: 2016-06-12\n", "the first Monday of June", "2015-09-16", "5 to 11 June 2017"),
        ("starts: 2014-10-18\n", "18 October", "2015-09-16", "18 October 2015"),
        ("starts: 2014-10-18\n", "18 October", "2015-10-18", "18 October 2016"),
        ("starts: 2015-02-10\n", "Tuesday from 5 to 11 February", "2015-09-16", "9 February 2016"),
        ("starts: 2016-11\n", "the last Friday of November", "2015-09-16", "24 November 2017"),
    ],
)
def test_a_rule_proposes_the_next_year_and_no_more(dates: str, usually: str, today: str, said: str) -> None:
    found = made(event.TYPE, f"kind: awareness day\n{dates}usually: {usually}\n")
    proposed = proposal(found, date.fromisoformat(today))
    assert proposed is not None
    assert (when(proposed), proposed.status) == (said, "provisional")
    assert len(as_it_stands(found, date.fromisoformat(today))) == 1


def test_without_a_rule_nothing_is_proposed() -> None:
    assert proposal(made(event.TYPE, WORKSHOP), LATE) is None
