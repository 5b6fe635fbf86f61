"""Safeguarding themes: neglect, domestic abuse, escalation… A theme page gathers all there is about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from lscb.model.entries import feed_about, followed_records
from lscb.model.fields import ContactRef, Text, Whole
from lscb.model.page import Feed
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site


class Theme(Record):
    """A subject that records are about; `keywords` are other words people search for it with."""

    keywords: tuple[Text, ...] = ()
    contacts: tuple[ContactRef, ...] = ()
    group: Literal["harm", "children's lives", "practice"] = "practice"
    place: Whole = 100


GROUPS = (("harm", "What harms children"), ("children's lives", "Children's lives"), ("practice", "How we work"))

TO_DO = ("procedures", "thresholds", "law", "documents", "pages", "groups", "partners")
FIGURES = ("indicators", "audits", "inspections", "business-plans", "challenge-log", "section-11", "budget", "child-deaths")
ELSEWHERE = frozenset({"themes", "events"})  # related themes end the page, and dates to come stand by themselves


def _by_group(site: Site) -> Mapping[str, Any]:
    themes = site.all("themes")
    return {"groups": [(title, [one for one in themes if one.group == name]) for name, title in GROUPS]}


def _feeds(site: Site) -> Iterator[Feed]:
    """Each theme's own feed."""
    return (feed_about(site, theme) for theme in followed_records(site, TYPE))


class _Themes(ContentType[Theme]):
    def context(self, site: Site, record: Theme) -> Mapping[str, Any]:
        """Whatever names the theme, by what it is for: to do, figures, and all else to learn from."""
        pages = [one for one in site.referring(record) if site.type_of(one).template]
        parts: dict[str, list[Record]] = {"What to do": [], "Learn": [], "Figures": []}
        for one in pages:
            if (collection := site.ref(one).collection) not in ELSEWHERE:
                part = "What to do" if collection in TO_DO else "Figures" if collection in FIGURES else "Learn"
                parts[part].append(one)
        for part, order in (("What to do", TO_DO), ("Figures", FIGURES)):
            parts[part].sort(key=lambda one: order.index(site.ref(one).collection))
        return {"parts": [(part, found) for part, found in parts.items() if found]}

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
    listing_context=_by_group,
    order=lambda theme: (theme.place, theme.title),
    leads_to=("themes", "themes", "themes", "themes", "themes"),
)
