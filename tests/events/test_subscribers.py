"""What people see who follow the calendars: in the programs they have, day by day, and over a series of edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import feedparser
import icalendar
import pytest
from recurring_ical_events import of

from lscb.model.dates import LONDON
from lscb.prepared import Prepared
from tests.support.building import Built, built, edit
from tests.support.clients import Shown, Subscriber, served
from tests.support.diaries import FIRST, LAST, Diary, copy_events, days, diary_of, diary_of_agenda, diary_of_pages

EVENT = "content/events/wednesdays.md"
LATER = "  - {id: chwedlat, on: 2015-10-01"


@pytest.fixture(scope="module")
def address(events_site: Built) -> Iterator[str]:
    with served(events_site.site) as found:
        yield found


def without_withdrawn(diary: Diary) -> Diary:
    """Calendars still tell of a withdrawn event; the pages that list events do not."""
    return {day: [entry for entry in entries if not entry[1].startswith("Withdrawn: ")] for day, entries in diary.items()}


def test_the_pages_show_what_the_agenda_holds(events_site: Built, events: Prepared) -> None:
    assert diary_of_pages(events_site) == diary_of_agenda(events)


def test_two_programs_show_the_same_as_the_pages_every_day(events_site: Built, address: str, tmp_path: Path) -> None:
    """Two years and two months, day by day, across five changes of the clocks."""
    subscriber = Subscriber(tmp_path / "home", f"{address}/events/calendar.ics")
    subscriber.fetch()
    shown: dict[date, list[tuple[str, str]]] = {day: [] for day in days()}
    for one in subscriber.show(str(FIRST), str(LAST)):
        shown[date.fromisoformat(one.day)].append((one.start_time if one.day == one.start_date else "", one.title))
    diary = {day: sorted(entries) for day, entries in shown.items()}
    assert without_withdrawn(diary) == diary_of_pages(events_site)
    assert sum(map(len, diary.values())) > 300


def test_an_independent_expansion_agrees_with_the_agenda(events_site: Built, events: Prepared) -> None:
    calendar = icalendar.Calendar.from_ical(events_site.files["events/calendar.ics"])
    found = of(calendar).between(FIRST, LAST + timedelta(days=1))
    expanded = diary_of((one.start, one.end, str(one["SUMMARY"])) for one in found)
    assert without_withdrawn(expanded) == diary_of_agenda(events)


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        ("2015-03-28", "2015-03-28T22:00+00:00", "2015-03-29T06:00+01:00"),
        ("2015-10-24", "2015-10-24T22:00+01:00", "2015-10-25T06:00+00:00"),
        ("2016-03-26", "2016-03-26T22:00+00:00", "2016-03-27T06:00+01:00"),
        ("2016-01-02", "2016-01-02T22:00+00:00", "2016-01-03T06:00+00:00"),
    ],
)
def test_a_night_ends_when_it_says_whatever_the_clocks_do(events_site: Built, day: str, starts: str, ends: str) -> None:
    calendar = icalendar.Calendar.from_ical(events_site.files["events/nights/event.ics"])
    [night] = of(calendar).at(date.fromisoformat(day))
    assert (night.start, night.end) == (datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def test_the_hour_that_comes_twice_is_the_first_of_the_two(events_site: Built) -> None:
    calendar = icalendar.Calendar.from_ical(events_site.files["events/small-hours/event.ics"])
    starts = [event.start.replace(tzinfo=LONDON).astimezone().isoformat() for event in calendar.events]
    assert [datetime.fromisoformat(one).timestamp() for one in starts] == [
        datetime.fromisoformat(f"{day}T01:30+01:00").timestamp()
        for day in ("2012-10-28", "2014-10-26", "2015-10-25", "2016-10-30")
    ]


@dataclass(frozen=True)
class Edit:
    """Something an editor does to the series, the day it is published, and what subscribers then see of it."""

    old: str
    new: str
    today: str
    shown: tuple[tuple[str, str, str, str], ...]
    news: str


EDITS = (
    Edit(
        LATER,
        "  - {id: cheditc1, on: 2015-09-17, what: cancelled, dates: [2015-10-21]}\n" + LATER,
        "2015-09-17",
        (("2015-10-21", "09:30", "CANCELLED", "Cancelled: Weekly Wednesday Workshop"),),
        "Cancelled: Weekly Wednesday Workshop, 21 October 2015, 09:30 to 11:00",
    ),
    Edit(
        LATER,
        "  - {id: cheditm1, on: 2015-09-18, what: moved, dates: [2015-10-07], starts: 2015-10-26 18:00, ends: 2015-10-26 19:00}\n"
        + LATER,
        "2015-09-18",
        (("2015-10-07", "", "", ""), ("2015-10-26", "18:00", "CONFIRMED", "Weekly Wednesday Workshop")),
        "Moved: Weekly Wednesday Workshop, 7 October 2015, 09:30 to 11:00",
    ),
    Edit(
        LATER,
        "  - {id: cheditp1, on: 2015-09-19, what: postponed, dates: [2015-10-07]}\n" + LATER,
        "2015-09-19",
        (("2015-10-26", "18:00", "CANCELLED", "Postponed: Weekly Wednesday Workshop"),),
        "Postponed: Weekly Wednesday Workshop, 7 October 2015, 09:30 to 11:00",
    ),
    Edit(
        LATER,
        "  - {id: cheditb1, on: 2015-09-20, what: confirmed, dates: [2015-10-21], why: A trainer has been found.}\n" + LATER,
        "2015-09-20",
        (("2015-10-21", "09:30", "CONFIRMED", "Weekly Wednesday Workshop"),),
        "Confirmed: Weekly Wednesday Workshop, 21 October 2015, 09:30 to 11:00",
    ),
    Edit(
        LATER,
        "  - {id: cheditv1, on: 2015-09-21, what: changed, venue: {name: The Annexe}}\n" + LATER,
        "2015-09-21",
        (("2015-09-30", "09:30", "CONFIRMED", "Weekly Wednesday Workshop"),),
        "Changed: Weekly Wednesday Workshop",
    ),
)


def of_series(shown: list[Shown], day: str) -> list[tuple[str, str, str]]:
    return [(one.start_time, one.status, one.title) for one in shown if one.day == day and "Wednesday" in one.title]


def test_a_subscribers_view_over_five_edits(tmp_path: Path) -> None:
    """Each edit arrives in the calendar program and as one new entry in the feed; nothing else changes."""
    root = copy_events(tmp_path / "project")
    site = built(root)
    with served(site.site) as address:
        subscriber = Subscriber(tmp_path / "home", f"{address}/events/calendar.ics")
        subscriber.fetch()
        before, told = components(site), entries(site)
        for one in EDITS:
            edit(root, EVENT, one.old, one.new)
            edit(root, "content/board.yml", f"as_of: {as_of(root)}", f"as_of: {one.today}")
            site = built(root)
            subscriber.fetch()
            shown = subscriber.show("2015-10-01", "2015-10-31") + subscriber.show("2015-09-30", "2015-09-30")
            for day, *expected in one.shown:
                assert of_series(shown, day) == ([tuple(expected)] if expected[0] else []), one
            now, new = components(site), entries(site)
            assert {uid for uid, entry in now.items() if before.get(uid) != entry} == {"evwednes@testford.example"}
            assert sequence(now) == sequence(before) + 1
            assert [new[guid] for guid in new.keys() - told.keys()] == [one.news]
            assert {guid: new[guid] for guid in told} == told
            before, told = now, new
        assert {one.location for one in shown if one.day == "2015-09-30" and "Wednesday" in one.title} == {"The Annexe"}


def as_of(root: Path) -> str:
    text = (root / "content/board.yml").read_text()
    return text.split("as_of: ")[1].split("\n")[0]


def components(site: Built) -> dict[str, bytes]:
    """Every entry of the calendar by its UID, a series with its exceptions."""
    calendar = icalendar.Calendar.from_ical((site.site / "events/calendar.ics").read_bytes())
    found: dict[str, bytes] = {}
    for event in calendar.events:
        found[str(event["UID"])] = found.get(str(event["UID"]), b"") + event.to_ical()
    return found


def sequence(found: dict[str, bytes]) -> int:
    return max(
        int(line.split(b":")[1]) for line in found["evwednes@testford.example"].split(b"\r\n") if line.startswith(b"SEQUENCE")
    )


def entries(site: Built) -> dict[str, str]:
    """The feed of events: guid and title."""
    feed = feedparser.parse((site.site / "events/feed.xml").read_bytes())
    return {entry.id: entry.title for entry in feed.entries}


def test_a_correction_and_a_new_address_leave_every_uid_and_sequence_as_they_were(tmp_path: Path) -> None:
    root = copy_events(tmp_path / "project")
    before = components(built(root))
    edit(root, EVENT, "title: Weekly Wednesday Workshop", "title: Think family, every Wednesday\nupdated: 2015-09-16")
    (root / EVENT).rename(root / "content/events/think-family.md")
    (root / "content/redirects.yml").write_text("- {old: /events/wednesdays/, new: /events/think-family/}\n")
    now = components(built(root))
    assert now.keys() == before.keys()
    assert sequence(now) == sequence(before)
    assert before["evwednes@testford.example"].count(b"LAST-MODIFIED:20150914T230000Z") == 5
    assert now["evwednes@testford.example"].count(b"LAST-MODIFIED:20150915T230000Z") == 5


def test_a_calendar_is_the_same_bytes_until_its_content_changes(tmp_path: Path) -> None:
    root = copy_events(tmp_path / "project")
    first = {name: text for name, text in built(root).files.items() if name.endswith(".ics")}
    edit(root, "content/procedures/escalation.md", "title: ", "notes: [Something else.]\ntitle: ")
    edit(root, "content/board.yml", "as_of: 2015-09-16", "as_of: 2015-09-20")
    again = {name: text for name, text in built(root).files.items() if name.endswith(".ics")}
    assert again == first
    assert len(first) > 20
