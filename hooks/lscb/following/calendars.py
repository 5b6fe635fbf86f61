"""The document of a calendar: iCalendar (RFC 5545) with the properties of RFC 7986 for those who subscribe.

Every date in it comes from the content, so that a calendar's bytes change only when what it says does.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
from icalendar.prop import vDuration, vRecur

from lscb.model.board import Board
from lscb.model.dates import LONDON
from lscb.model.diary import Calendar, Happening, Repetition

ZONE = "Europe/London"
REFRESH = timedelta(hours=12)
COLOUR = "darkslategray"  # a CSS name, as RFC 7986 asks; the nearest to the site's own
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def document(calendar: Calendar, board: Board) -> bytes:
    """The iCalendar text of a calendar, CRLF line ends and folded lines included."""
    whole = icalendar.Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", f"-//{board.name}//lscb//EN")
    whole.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        whole.add(name, _clean(calendar.title))
    for name in ("description", "x-wr-caldesc"):
        whole.add(name, _clean(calendar.summary))
    whole.add("url", board.absolute(calendar.home))
    whole.add("source", board.absolute(calendar.address), parameters={"VALUE": "URI"})
    whole.add("x-wr-timezone", ZONE)
    whole.add("color", COLOUR)
    whole.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", vDuration(REFRESH))
    if calendar.happenings:
        whole.add("last-modified", max(one.changed for one in calendar.happenings).astimezone(UTC))
    whole.add_component(_zone())
    for happening in calendar.happenings:
        whole.add_component(_event(happening, board))
    return bytes(whole.to_ical())


def _zone() -> icalendar.Timezone:
    """Europe/London by the rule in force since 1996 (directive 2000/84/EC), which every client understands.

    Lists of single changes, as generated from a zone database, are ignored by some.
    """
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for part, name, month, before, after in (
        (icalendar.TimezoneDaylight(), "BST", 3, 0, 1),
        (icalendar.TimezoneStandard(), "GMT", 10, 1, 0),
    ):
        last_sunday = datetime(1996, month, 31 if month == 3 else 27, 1 + before)  # noqa: DTZ001 - RFC 5545 wants it local
        part.add("dtstart", last_sunday)
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _event(happening: Happening, board: Board) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{happening.uid}@{board.host}")
    if happening.instead_of is not None:
        event.add("recurrence-id", happening.instead_of)
    event.add("dtstamp", happening.changed.astimezone(UTC))
    event.add("created", happening.created.astimezone(UTC))
    event.add("last-modified", happening.changed.astimezone(UTC))
    event.add("sequence", happening.sequence)
    event.add("dtstart", happening.starts)
    if happening.ends is not None:
        event.add("dtend", happening.ends)
    if happening.repeats:
        _repeat(event, happening.repeats, happening.starts)
    event.add("summary", _clean(happening.title))
    event.add("description", _clean(happening.text))
    if happening.place:
        event.add("location", _clean(happening.place))
    event.add("status", happening.status)
    event.add("transp", "TRANSPARENT" if happening.free else "OPAQUE")
    if happening.categories:
        event.add("categories", [_clean(one) for one in happening.categories])
    event.add("url", board.absolute(happening.address))
    return event


def _repeat(event: icalendar.Event, repeats: Repetition, starts: date) -> None:
    rule: dict[str, Any] = vRecur.from_ical(repeats.rule)
    if repeats.count:
        rule["COUNT"] = repeats.count
    elif repeats.until:
        rule["UNTIL"] = _last_moment(repeats.until) if isinstance(starts, datetime) else repeats.until
    event.add("rrule", rule)
    for name, moments in (("exdate", repeats.without), ("rdate", repeats.also)):
        if moments:
            kind = {} if isinstance(starts, datetime) else {"VALUE": "DATE"}
            event.add(name, list(moments), parameters=kind)


def _last_moment(day: date) -> datetime:
    """The end of a day in London, in UTC as RFC 5545 wants it for an event with a time."""
    return datetime.combine(day, time(23, 59, 59), LONDON).astimezone(UTC)


def _clean(text: str) -> str:
    """Without control characters, which no calendar can carry."""
    return NOT_TEXT.sub("", text)
