"""What templates may call: globals and filters, each small and pure over the site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from lscb.following.offsite_html import offsite_html
from lscb.generator.build import Build
from lscb.model.changes import Change, changes, for_home
from lscb.model.dates import PartialDate, long_date
from lscb.model.diary import Calendar
from lscb.model.fields import Ref
from lscb.model.files import described
from lscb.model.headline import Tile
from lscb.model.page import Entry
from lscb.model.record import Record
from lscb.pages.bound import chapter
from lscb.pages.citing import with_citations
from lscb.pages.content_files import media_address
from lscb.pages.data_blocks import data_block
from lscb.pages.languages import LANGUAGES
from lscb.pages.pictures import figure_html
from lscb.pages.scene_pictures import inline_html, thumbnail_html
from lscb.pages.sections import sections
from lscb.pages.telephones import digits
from lscb.prepared import Prepared
from lscb.scenes import Crop
from lscb.types.event import Dated, Event, agenda, facets_of, when, when_by_weekday, zone
from lscb.types.newsletter import front_page


def equip(env: Environment, build: Build) -> None:
    """Give an environment our globals and filters."""
    views = Views(build.prepared, build.project.theme, build.sheets)
    site = build.prepared.site
    env.globals |= {
        "absolute": site.board.absolute,
        "asset": views.asset,
        "calendars_planned": build.prepared.plan.calendars,
        "is_offered": views.is_offered,
        "chapter": views.chapter,
        "cited": views.cited,
        "campaigns_by_date": views.campaigns_by_date,
        "coming": views.coming,
        "dates_of": views.dates_of,
        "facets": facets_of,
        "feed_groups": build.prepared.plan.feed_groups,
        "front_page": lambda issue: front_page(site, issue),
        "html": views.html,
        "latest_changes": views.latest_changes,
        "most_named": views.most_named,
        "next_campaigns": views.next_campaigns,
        "next_dates": views.next_dates,
        "pages_for_sitemap": views.sitemap(),
        "data_block": data_block,
        "site": site,
        "told": views.told,
        "whole": views.whole,
        "picture": views.picture,
        "materials": views.materials,
        "tile": views.tile,
        "tiles": views.tiles,
        "scene": views.scene,
        "thumbnail": views.thumbnail,
        "past": build.past,
        "pdfs": build.pdfs,
        "sections": sections_of,
        "languages": LANGUAGES in build.prepared.plan.pages,
        "webcal": views.webcal,
    }
    env.filters |= {
        "day": day,
        "iso": iso,
        "number": number,
        "pounds": lambda value: f"£{value:,}",
        "record": site.get,
        "state": lambda record: record.state(site.today),
        "tap": build.prepared.renderer.phones.tap,
        "tel": digits,
        "when": when,
        "when_by_weekday": when_by_weekday,
        "zone": zone,
    }


class Views:
    """Views of the site that more than one page shows, each worked out once a build."""

    def __init__(self, prepared: Prepared, theme: Path, sheets: Mapping[str, str]) -> None:
        self.prepared = prepared
        self.site = prepared.site
        self.theme = theme
        self.sheets = sheets
        self._agenda = agenda(self.site)
        self._assets: dict[str, str] = {}

    def html(self, record: Record) -> Markup:
        """A record's rendered body."""
        page = self.prepared.plan.pages[self.site.address(record)]
        return Markup(self.prepared.renderer.body(page).html)  # noqa: S704 - cleaned to an allow-list by the renderer

    def chapter(self, record: Record, chapters: Mapping[str, str]) -> Markup:
        """A record's rendered body as a chapter of a page that holds more; `chapters` are their names by address."""
        return Markup(chapter(self.html(record), record.slug, chapters))  # noqa: S704 - cleaned to an allow-list by the renderer

    def cited(self, record: Record, body: str, name: str, as_at: date) -> Markup:
        """A record's rendered body, with how to cite each of its paragraphs."""
        address = self.site.board.absolute(self.site.address(record))
        name = f"{self.site.board.short_name}, {name}"
        return Markup(with_citations(body, name, long_date(as_at), address))  # noqa: S704 - cleaned to an allow-list by the renderer

    def picture(self, record: Record) -> Markup:
        """The picture at the head of a record, in all its sizes, or nothing."""
        found = self.prepared.contents.picture(record)
        return Markup(figure_html(*found)) if found else Markup()  # noqa: S704 - built as a tree

    def materials(self, record: Any) -> list[tuple[str, str, str, bool]]:
        """What a record offers to use, if it is public: address, title, kind and size in words, and whether it is elsewhere."""
        found: list[tuple[str, str, str, bool]] = []
        for one in record.materials:
            if document := self.site.get(one.document):
                found.append((self.site.address(document), one.title or document.title, "", False))
            elif one.web:
                found.append((one.web, one.title, "", True))
            elif one.file and (file := self.prepared.renderer.file(record.origin.path, one.file)):
                address = media_address(self.prepared.renderer.root, file)
                found.append((address, one.title, described(file.name, file.stat().st_size), False))
        return found

    def scene(self, record: Record | None, crop: Crop = "wide") -> Markup:
        """A record's scene as part of its page, or nothing."""
        return Markup(inline_html(record, crop))  # noqa: S704 - drawn by us

    def thumbnail(self, record: Record | None, crop: Crop = "wide") -> Markup:
        """A record's scene as a file of its own, for lists, or nothing."""
        return Markup(thumbnail_html(record, crop))  # noqa: S704 - drawn by us

    def told(self, entry: Entry) -> Markup:
        """An entry as its followers get it, with headings that stand under one of the third level."""
        html = self.prepared.contents.of(entry).html
        return self._within(offsite_html(html, self.site.board.absolute(entry.address), below=3))

    def whole(self, record: Record) -> Markup:
        """A record's picture and text, to stand among others under a heading of the second level: nothing in it has an id."""
        return self._within(self.prepared.contents.whole(record, below=2))

    def _within(self, html: str) -> Markup:
        """HTML made for readers elsewhere, with its links within the site again."""
        return Markup(html.replace(f'="{self.site.board.absolute("/")}', '="/').strip())  # noqa: S704 - cleaned to an allow-list

    def latest_changes(self, count: int) -> list[Change]:
        """What has changed, as home tells of it."""
        return for_home(self.site.derived(changes), count)

    def tiles(self) -> list[tuple[Any, Tile]]:
        """The figures with which the Board shows its work, each with its record, in their places."""
        found = ((one, self.tile(one)) for kind in self.site.types for one in self.site.all(kind.collection))
        placed = [(one, tile) for one, tile in found if tile and tile.headline.place is not None]
        return sorted(placed, key=lambda pair: (pair[1].headline.place, pair[0].title))

    def tile(self, record: Record) -> Tile | None:
        """A record's most telling figure."""
        return self.site.type_of(record).tile(record)

    def most_named(self, collection: str, count: int) -> list[Any]:
        """The records of a collection that most others name, in its own order."""
        records = self.site.all(collection)
        first = sorted(records, key=lambda record: -len(self.site.referring(record)))[:count]
        return [record for record in records if record in first]

    def is_offered(self, calendar: Calendar) -> bool:
        """Whether a calendar is for new followers too: one of a page that was withdrawn stays for those it has."""
        page = self.prepared.plan.pages.get(calendar.home)
        return page is not None and page.template != "withdrawn.html"

    def coming(self, count: int) -> list[Dated]:
        """The next occurrences whose day is known, soonest first."""
        return [one for one in self._agenda.ahead if one.occurrence.exact][:count]

    def campaigns_by_date(self) -> list[tuple[Any, Dated | None]]:
        """All campaigns with the next of their dates, soonest first; those of which none is known yet come last."""
        first: dict[Ref, Dated] = {}
        for one in self._agenda.ahead:
            if one.event.campaign and one.occurrence.exact:
                first.setdefault(one.event.campaign, one)
        known = ((self.site.get(ref), one) for ref, one in first.items())
        unknown = ((campaign, None) for campaign in self.site.all("campaigns") if self.site.ref(campaign) not in first)
        found: list[tuple[Any, Dated | None]] = [(campaign, one) for campaign, one in known if campaign]
        return [*found, *unknown]

    def next_campaigns(self, count: int) -> list[tuple[Any, Dated]]:
        """The campaigns whose dates come next, each with the first of them."""
        return [(campaign, dated) for campaign, dated in self.campaigns_by_date() if dated][:count]

    def dates_of(self, campaign: Record) -> list[Dated]:
        """A campaign's last three dates and its next twelve, from the events that name it, in order."""
        mine = self.site.ref(campaign)
        found = self._agenda.of(event for event in self.site.referring(campaign, "events") if event.campaign == mine)
        past = [one for one in found if one.occurrence.last_day < self.site.today]
        return past[-3:] + found[len(past) :][:12]

    def next_dates(self, events: Iterable[Event], since: date) -> list[Dated]:
        """The first date of each event that is not over by then, soonest first."""
        return self._agenda.next_of(events, since)

    def webcal(self, address: str) -> str:
        """The address that makes a phone or computer subscribe to a calendar."""
        return f"webcal://{self.site.board.absolute(address).split('://', 1)[1]}"

    def asset(self, name: str) -> str:
        """The address of a style sheet or of a file in theme/assets, with a digest of its content so that it is kept for ever."""
        if name not in self._assets:
            sheet = self.sheets.get(name)
            content = (self.theme / "assets" / name).read_bytes() if sheet is None else sheet.encode()
            self._assets[name] = f"/assets/{name}?{hashlib.sha256(content).hexdigest()[:10]}"
        return self._assets[name]

    def sitemap(self) -> list[tuple[str, str | None]]:
        """Every page's full address with the day it last changed."""
        pages = self.prepared.plan.pages.values()
        return [
            (self.site.board.absolute(page.address), page.changed.isoformat() if page.changed else None)
            for page in sorted(pages, key=lambda page: page.address)
            if page.listed
        ]


def sections_of(body: str) -> tuple[Markup, list[tuple[str, Markup]]]:
    """What opens a rendered body, and its sections: the id of each heading, and the section with it."""
    opening, found = sections(body)
    return Markup(opening), [(one.id, Markup(one.html)) for one in found]  # noqa: S704 - cleaned to an allow-list by the renderer


def day(value: date | datetime | PartialDate) -> str:
    """“7 May 2015”, “Spring 2015”."""
    return value.label if isinstance(value, PartialDate) else long_date(value)


def iso(value: date | datetime | PartialDate) -> str | None:
    """The form of HTML's `datetime` attribute, or None where it has none."""
    return value.iso if isinstance(value, PartialDate) else value.isoformat()


def number(value: Decimal | float) -> str:
    """“245,300”, “61.16”: thousands apart, as many places as the source gives."""
    return f"{value:,}"
