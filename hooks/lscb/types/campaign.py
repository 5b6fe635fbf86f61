"""Awareness campaigns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from lscb.model.entries import feed_about, followed_records
from lscb.model.fields import ContactRef, Text
from lscb.model.material import Material
from lscb.model.page import Feed
from lscb.model.record import Illustrated
from lscb.model.site import ContentType, Listing, Site


class Campaign(Illustrated):
    """A campaign's message and what people can do. Its dates are those of the events that name it."""

    led_by: Text
    audiences: tuple[Literal["everyone", "public", "professionals", "children and young people", "families"], ...] = ("everyone",)
    message: Text
    key_messages: tuple[Text, ...] = Field(min_length=1)
    public_actions: tuple[Text, ...] = ()
    professional_actions: tuple[Text, ...] = ()
    materials: tuple[Material, ...] = ()
    contacts: tuple[ContactRef, ...] = ()
    rule: Text | None = None


class _Campaigns(ContentType[Campaign]):
    def points(self, record: Campaign) -> Iterable[tuple[str, Iterable[str]]]:
        yield "What to remember", record.key_messages
        yield "What you can do", record.public_actions
        yield "What professionals can do", record.professional_actions


def _feeds(site: Site) -> Iterator[Feed]:
    """Each campaign's own feed."""
    return (feed_about(site, campaign) for campaign in followed_records(site, TYPE))


TYPE = _Campaigns(
    collection="campaigns",
    search_weight=2,
    singular="campaign",
    record=Campaign,
    files="content/campaigns/*.md",
    template="campaigns/campaign.html",
    listing=Listing(
        "Campaigns", "Awareness days and weeks: the message, the dates, and what you can do.", "campaigns/campaigns.html"
    ),
    news=True,
    card=True,
    feeds=_feeds,
    leads_to=("articles", "procedures", "documents", "events", "campaigns"),
    gathers=("events",),
)
