"""What has changed on the site, by the day of the change: for readers who come back, as feeds are for those who follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lscb.model.dates import MONTHS, PartialDate, on
from lscb.model.entries import everything_told
from lscb.model.page import ChangeKind, Entry
from lscb.model.site import Site

ADDRESS = "/whats-new/"
NEW = f"{ADDRESS}new/"
MANY = 6  # new pages of one day: where there are more they came together, and none of them is news


@dataclass(frozen=True)
class Part:
    """How many pages of a collection were new on one day, and where they are listed."""

    title: str
    address: str
    count: int


@dataclass(frozen=True)
class Change:
    """One change: its day as exactly as it is known, the page it concerns, and in a line each what is different and why.

    `parts` are the collections of pages that came out together: such a change concerns no page by itself. `is_news` are
    changes that home may tell of.
    """

    kind: ChangeKind
    when: PartialDate
    title: str
    address: str
    text: tuple[str, ...]
    is_news: bool = True
    parts: tuple[Part, ...] = ()

    @property
    def heading(self) -> str:
        """The month it stands under, or as much as is known of it."""
        day = self.when.day
        return f"{MONTHS[day.month - 1]} {day.year}" if day else self.when.label


def changes(site: Site) -> tuple[Change, ...]:
    """All changes up to the site's day, the newest first.

    What is new in law and guidance counts from the day it is in force; announced ahead, from the day it was announced until then.
    Where only a month or a year is known, the change stands after those of the days in it. New pages of one day come last among
    its changes, and more than six of them are one change.
    """
    told = sorted(((_when(site, entry), entry) for entry in everything_told(site)), key=_place, reverse=True)
    return tuple(
        change for _, same in groupby(told, key=lambda one: (one[0], one[1].told)) for change in _of_one_day(site, list(same))
    )


def of_kind(found: Iterable[Change], kind: ChangeKind) -> tuple[Change, ...]:
    """The changes of one kind."""
    return tuple(change for change in found if change.kind == kind)


def by_month(found: Iterable[Change]) -> list[tuple[str, tuple[Change, ...]]]:
    """Changes under the months they fell in."""
    return [(heading, tuple(same)) for heading, same in groupby(found, key=lambda change: change.heading)]


def for_home(found: Sequence[Change], count: int) -> list[Change]:
    """What home tells of: the newest changes, of new pages one a day; what came out together only where there is nothing else."""
    news = list(_one_new_page_a_day(change for change in found if change.is_news and not change.parts))
    return [*news, *(change for change in found if change.parts)][:count]


def _one_new_page_a_day(found: Iterable[Change]) -> Iterator[Change]:
    days: set[PartialDate] = set()
    for change in found:
        if change.kind != "new":
            yield change
        elif change.when not in days:
            days.add(change.when)
            yield change


def _when(site: Site, entry: Entry) -> PartialDate:
    """When what an entry tells came about, which is not always when it was told."""
    record = entry.record
    if not entry.whole:
        return on(entry.published.date())
    in_force = site.type_of(record).in_force(record)
    if in_force and in_force <= site.today:
        return on(in_force)
    return record.published if record.published.last == record.public_from else on(record.public_from)


def _place(told: tuple[PartialDate, Entry]) -> tuple[object, ...]:
    when, entry = told
    last = when.last
    return last.year, last.month, when.day or date.min, when.first, entry.told != "new", entry.told, entry.published, entry.guid


def _of_one_day(site: Site, told: list[tuple[PartialDate, Entry]]) -> Iterator[Change]:
    """The changes of one kind on one day."""
    when, first = told[0]
    if first.told == "new" and len(told) > MANY:
        yield _together(site, when, [entry for _, entry in told])
        return
    for _, entry in told:
        news = site.type_of(entry.record).news or entry.told != "new"
        text = (entry.record.summary,) if entry.whole else entry.text
        yield Change(entry.told, when, entry.title, entry.address, text, news)


def _together(site: Site, when: PartialDate, entries: list[Entry]) -> Change:
    counts = Counter(site.ref(entry.record).collection for entry in entries)
    kinds = ((kind, counts[kind.collection]) for kind in site.types if kind.collection in counts)
    parts = tuple(Part(kind.plural, kind.root, count) for kind, count in kinds)
    return Change("new", when, f"{len(entries)} pages came out together", NEW, (), parts=parts)
