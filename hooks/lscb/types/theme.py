"""Safeguarding themes: neglect, domestic abuse, escalation… A theme page gathers all there is about it."""

from __future__ import annotations

from collections.abc import Iterator

from lscb.model.entries import feed_about, followed_records
from lscb.model.fields import ContactRef, Text, Whole
from lscb.model.page import Feed
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site


class Theme(Record):
    """A subject that records are about; `keywords` are other words people search for it with."""

    keywords: tuple[Text, ...] = ()
    contacts: tuple[ContactRef, ...] = ()
    place: Whole = 100


def _feeds(site: Site) -> Iterator[Feed]:
    """Each theme's own feed."""
    return (feed_about(site, theme) for theme in followed_records(site, TYPE))


class _Themes(ContentType[Theme]):
    def shown(self, site: Site, record: Theme) -> Iterator[Record]:
        """Its page gathers whatever names it, other themes aside."""
        yield from super().shown(site, record)
        yield from (other for other in site.referring(record) if not isinstance(other, Theme))


TYPE = _Themes(
    collection="themes",
    search_weight=2,
    singular="theme",
    record=Theme,
    files="content/themes/*.md",
    template="themes/theme.html",
    listing=Listing(
        "Safeguarding themes", "Everything on this site about a subject, gathered in one place.", "themes/themes.html"
    ),
    feeds=_feeds,
    order=lambda theme: (theme.place, theme.title),
    leads_to=("themes", "themes", "themes", "themes", "themes"),
)
