"""A small site with every sort of event, and what a day of it should hold by its pages, its calendars and its agenda."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from lxml.html import HtmlElement

from lscb.model.dates import LONDON
from lscb.prepared import Prepared
from lscb.types.event import Dated, agenda
from tests.support.building import REPOSITORY, Built, copy_small

CONTENT = REPOSITORY / "tests" / "events" / "content"
FIRST, LAST = date(2014, 10, 1), date(2016, 11, 30)  # two years and more, with five changes of the clocks
Diary = Mapping[date, list[tuple[str, str]]]
"""What falls on each day: the time it begins, empty where it goes on from the day before or has none, and its title."""


def copy_events(to: Path) -> Path:
    """The small site with the events of this folder beside its own."""
    root = copy_small(to)
    shutil.copytree(CONTENT, root / "content" / "events", dirs_exist_ok=True)
    return root


def days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def diary_of(found: Iterable[tuple[date | datetime, date | datetime, str]]) -> Diary:
    """From starts, ends (exclusive, as calendars have them) and titles."""
    diary: dict[date, list[tuple[str, str]]] = {day: [] for day in days()}
    for starts, ends, title in found:
        for day in _span(starts, ends):
            if day in diary:
                begins_here = isinstance(starts, datetime) and starts.astimezone(LONDON).date() == day
                at = starts.astimezone(LONDON).strftime("%H:%M") if begins_here and isinstance(starts, datetime) else ""
                diary[day].append((at, title))
    return {day: sorted(entries) for day, entries in diary.items()}


def _span(starts: date | datetime, ends: date | datetime) -> Iterator[date]:
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        first = starts.astimezone(LONDON).date()
        last = (max(starts, ends - timedelta(seconds=1))).astimezone(LONDON).date()
    else:
        first, last = starts, ends - timedelta(days=1)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def title_of(one: Dated) -> str:
    """As pages and calendars show it."""
    return f"{one.occurrence.status.capitalize()}: {one.event.title}" if one.off else one.event.title


def diary_of_agenda(prepared: Prepared) -> Diary:
    """What the site itself holds to be true."""
    exact = [one for one in agenda(prepared.site).every if one.occurrence.exact]
    return diary_of((*_times(one), title_of(one)) for one in exact)


def _times(one: Dated) -> tuple[date | datetime, date | datetime]:
    starts, ends = one.occurrence.starts, one.occurrence.ends
    if isinstance(starts, datetime):
        return starts, ends if isinstance(ends, datetime) else starts
    return one.occurrence.first_day, one.occurrence.last_day + timedelta(days=1)


def diary_of_pages(site: Built) -> Diary:
    """What a reader sees in the tables of the months."""
    diary: dict[date, list[tuple[str, str]]] = {day: [] for day in days()}
    for address, page in site.pages.items():
        if not address.startswith("/events/20") or not page.xpath("//table[@class='month']"):
            continue
        for cell in page.xpath("//table[@class='month']//td[time]"):
            day = date.fromisoformat(cell.xpath("string(time/@datetime)"))
            assert not cell.xpath("*[@class='more']")
            for link in cell.xpath(".//li/a"):
                _enter(diary, day, link)
        for week in page.xpath("//table[@class='month']/tbody"):
            for day, link in _lasting(week):
                _enter(diary, day, link)
    return {day: sorted(entries) for day, entries in diary.items()}


def _enter(diary: Diary, day: date, link: HtmlElement) -> None:
    """Write what a link says into a day; a time belongs to the first of several days."""
    said = " ".join("".join(link.xpath(".//text()[not(parent::*[@class='at'])]")).split())
    before = diary.get(day - timedelta(days=1), [])
    goes_on = bool(link.xpath("ancestor::tr[@class='lasting']")) and any(title == said for _, title in before)
    if day in diary:
        diary[day].append(("" if goes_on else link.xpath("string(*[@class='at'])"), said))


def _lasting(week: HtmlElement) -> Iterator[tuple[date, HtmlElement]]:
    """Each day of each bar that lies across days of a week."""
    days = [cell.xpath("string(time/@datetime)") for cell in week.xpath("tr[1]/td")]
    for row in week.xpath("tr[@class='lasting']"):
        column = 0
        for cell in row.xpath("td"):
            wide = int(cell.get("colspan", "1"))
            for link in cell.xpath(".//a"):
                yield from ((date.fromisoformat(day), link) for day in days[column : column + wide] if day)
            column += wide
