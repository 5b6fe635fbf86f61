"""What a publication changes for readers and followers, told from two folders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from lscb.publishing.changes import changes_between
from lscb.publishing.told import MOST, told
from tests.support.building import Built

PAGE = "<!doctype html><title>{title} – Board</title><nav>{nav}</nav><main><h1>{title}</h1><p>{words}</p></main>"
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20150901T000000Z\r\n"
    "DTSTART;VALUE=DATE:{day}\r\nSUMMARY:A day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def page(title: str, words: str, nav: str = "") -> str:
    return PAGE.format(title=title, words=words, nav=nav)


def feed(**titles: str) -> str:
    items = [{"id": known, "title": title} for known, title in titles.items()]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})


def folder(at: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        file = at / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    at.mkdir(exist_ok=True)
    return at


def said(tmp_path: Path, live: Mapping[str, str], new: Mapping[str, str], **moved: str) -> list[str]:
    withdrawn = {"/withdrawn/"}
    changes = changes_between(folder(tmp_path / "live", live), folder(tmp_path / "new", new), withdrawn, moved)
    return told(changes).splitlines()


def test_pages_are_told_by_what_becomes_of_them(tmp_path: Path) -> None:
    live = {
        "index.html": page("Home", "Call us", nav="one"),
        "words/index.html": page("Words", "Call 023 8083 3336 by day"),
        "withdrawn/index.html": page("Taken down", "Old advice"),
        "old/index.html": page("A page", "Its words"),
        "gone/index.html": page("Gone", "Words"),
    }
    new = {
        "index.html": page("Home", "Call us", nav="two"),
        "words/index.html": page("Words", "Call 023 8083 3336 day and night"),
        "withdrawn/index.html": page("Taken down", "Why this page was taken down"),
        "old/index.html": page("This page has moved", "It stands at another address now."),
        "new/index.html": page("A page", "Its words"),
    }
    assert said(tmp_path, live, new, **{"/old/": "/new/"}) == [
        "1 new page",
        "  /new/  A page",
        "1 changed page",
        "  /words/  Words",
        "      Call 023 8083 3336 [-by-] day {+and night+}",
        "1 moved page",
        "  /old/ → /new/  A page",
        "1 withdrawn page",
        "  /withdrawn/  Taken down",
        "1 gone page",
        "  /gone/  Gone",
        "1 other file, in which no reader finds other words",
    ]


def test_a_change_is_told_in_full_at_its_own_page_and_not_again_at_lists_of_it(tmp_path: Path) -> None:
    live = {
        address: page(address, "Ring the duty desk of the council by day") for address in ("a-list/index.html", "item/index.html")
    }
    new = {
        address: page(address, "Ring the duty desk of the council at once")
        for address in ("a-list/index.html", "item/index.html")
    }
    changes = changes_between(folder(tmp_path / "live", live), folder(tmp_path / "new", new), items={"/item/"})
    assert told(changes).splitlines() == [
        "2 changed pages",
        "  /item/  item/index.html",
        "      Ring the duty desk of the council [-by day-] {+at once+}",
        "  /a-list/  a-list/index.html (as above)",
    ]


def test_entries_dates_and_emails_are_told_once_wherever_they_stand(tmp_path: Path) -> None:
    live = {"feed.json": feed(a="First"), "events/calendar.ics": ICS.format(day="20150901"), "data.json": "[1]"}
    new = {
        "feed.json": feed(a="First, corrected", b="Second"),
        "events/feed.json": feed(b="Second"),
        "feed-1.json": feed(c="Third"),
        "events/calendar.ics": ICS.format(day="20150902"),
        "events/a/event.ics": ICS.format(day="20150902"),
        "newsletters/2015-summer/email.html": page("An issue", "Words"),
        "data.json": "[1]",
    }
    lines = said(tmp_path, live, new)
    assert lines[0] == "2 new entries in feeds"
    assert sorted(lines[1:3]) == ["  Second", "  Third"]
    assert lines[3:9] == [
        "1 changed entry in feeds",
        "  First, corrected",
        "1 changed date in calendars",
        "  A day",
        "1 email ready, new or changed",
        "  newsletters/2015-summer",
    ]


def test_the_same_site_changes_nothing(small_site: Built) -> None:
    changes = changes_between(small_site.site, small_site.site)
    assert not changes
    assert told(changes) == "Nothing changes for readers."


def test_the_first_site_of_all_is_all_new(small_site: Built, tmp_path: Path) -> None:
    lines = told(changes_between(folder(tmp_path, {}), small_site.site)).splitlines()
    assert lines[0] == f"{len(small_site.pages)} new pages"
    assert lines[MOST + 1] == f"  … and {len(small_site.pages) - MOST} more"
    assert "  newsletters/2015-spring" in lines


def test_what_is_live_cannot_order_the_terminal_about(tmp_path: Path) -> None:
    live = {"index.html": page("Home", "Call \x9b2J us", nav=""), "empty.html": ""}
    new = {"index.html": page("Home", "Call us"), "empty.html": page("No longer empty", "Words")}
    lines = said(tmp_path, live, new)
    assert "\x9b" not in "".join(lines)
    assert "      Call [-�2J-] us" in lines
