"""The plan of the site: every page there will be, and every feed, before any is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from lscb.model.diary import Calendar
from lscb.model.entries import feeds_of
from lscb.model.feed_documents import addresses
from lscb.model.page import Feed, FeedLink, PageSpec
from lscb.model.record import Record
from lscb.model.site import ContentType, Site
from lscb.model.tables import DataTable
from lscb.pages.changes import changes_pages
from lscb.pages.history import history_pages, withdrawn_history
from lscb.pages.languages import Version, versions_of
from lscb.pages.redirect_pages import moved_pages
from lscb.pages.search import search_page
from lscb.pages.specs import CALENDAR, feed_page, links_of, listing_page, record_page, withdrawn_page
from lscb.problems import Position, Problem

EDITED = ("content/", "docs/")


@dataclass(frozen=True)
class Plan:
    """Pages by address, feeds by the directory of their documents, calendars by address, and tables of data.

    `moved` are pages that stand where others were once.
    """

    pages: Mapping[str, PageSpec]
    feeds: Mapping[str, Feed]
    calendars: Mapping[str, Calendar]
    tables: tuple[DataTable, ...] = ()
    moved: tuple[PageSpec, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def feed_addresses(self) -> frozenset[str]:
        """The address of everything there is to follow: every document of a feed, and every calendar."""
        return frozenset(self.calendars) | {address for feed in self.feeds.values() for address in addresses(feed)}

    @cached_property
    def table_addresses(self) -> frozenset[str]:
        """The address of each file of data."""
        return frozenset(address for table in self.tables for address in (table.csv, table.json))

    @cached_property
    def feed_groups(self) -> tuple[tuple[str, tuple[Feed, ...]], ...]:
        """The feeds under the headings of their groups."""
        groups: dict[str, list[Feed]] = {}
        for feed in self.feeds.values():
            groups.setdefault(feed.group, []).append(feed)
        return tuple((group, tuple(feeds)) for group, feeds in groups.items() if group)

    @cached_property
    def versions(self) -> dict[str, tuple[Version, ...]]:
        """The forms a page is to be had in, by the address of each; pages with only one are left out."""
        return versions_of(self.pages)

    @cached_property
    def sources(self) -> dict[str, str]:
        """The address made from each source file, for links that name the file."""
        return {page.source: address for address, page in reversed(list(self.pages.items())) if page.record is not None}

    def trail(self, page: PageSpec) -> list[tuple[str, str]]:
        """Breadcrumbs: title and address of each page above this one, home first."""
        above: list[tuple[str, str]] = []
        seen = {page.address}
        while page.address != "/" and page.parent in self.pages and page.parent not in seen:
            page = self.pages[page.parent]
            seen.add(page.address)
            above.append(("Home" if page.address == "/" else page.title, page.address))
        return above[::-1]

    def offered(self, page: PageSpec) -> tuple[FeedLink, ...]:
        """The feeds to follow what a page is part of: its own, or those of the nearest page above it with any."""
        above = (self.pages[address] for _, address in reversed(self.trail(page)))
        return next((one.feeds for one in (page, *above) if one.feeds), ())


def make_plan(site: Site) -> Plan:
    """Plan the whole site. Where two pages would stand at one address the first is planned, and the other is a problem."""
    feeds = {feed.base: feed for feed in feeds_of(site)}
    followed: dict[str, list[FeedLink]] = {}
    for feed in feeds.values():
        followed.setdefault(feed.home, []).extend(links_of(feed))
    calendars = {calendar.address: calendar for kind in site.types for calendar in kind.calendars(site)}
    for calendar in calendars.values():
        followed.setdefault(calendar.home, []).append(FeedLink(calendar.title, calendar.address, CALENDAR))
    pages: dict[str, PageSpec] = {}
    problems: list[Problem] = []
    made = list(_pages(site))
    for page in (*made, search_page(site, made), *(feed_page(feed) for feed in feeds.values())):
        if other := pages.get(page.address):
            problems.append(_double(page, other))
            continue
        pages[page.address] = replace(page, feeds=(*page.feeds, *followed.get(page.address, ())))
    if "/" not in pages:
        hint = "bring docs/index.md back, or publish it: every page leads to it"
        problems.append(Problem("docs/index.md", Position(), "the site has no home page", hint))
    tables = tuple(table for kind in site.types for table in kind.data_tables(site))
    return Plan(pages, feeds, calendars, tables, tuple(moved_pages(site)), tuple(problems))


def _double(page: PageSpec, other: PageSpec) -> Problem:
    """Told at the file that an editor can rename."""
    theirs, ours = sorted((page.source, other.source), key=lambda source: not source.startswith(EDITED))
    made = ours if ours.startswith(EDITED) else "a page that is made by itself"
    hint = "rename this file: its name is the page's address"
    return Problem(theirs, Position(), f"its address {page.address} is already that of {made}", hint)


def _pages(site: Site) -> Iterable[PageSpec]:
    return chain(
        chain.from_iterable(_pages_of(site, kind) for kind in site.types),
        (withdrawn_page(site, record) for record in site.withdrawn if site.type_of(record).template),
        chain.from_iterable(withdrawn_history(site, record) for record in site.withdrawn),
        changes_pages(site),
    )


def _pages_of(site: Site, kind: ContentType[Record]) -> Iterator[PageSpec]:
    if kind.listing:
        yield listing_page(site, kind)
    if kind.template:
        for record in site.all(kind.collection):
            yield record_page(site, kind, record)
            yield from history_pages(site, kind, record)
    yield from kind.more_pages(site)
