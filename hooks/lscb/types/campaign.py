"""Awareness campaigns."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lscb.model.content_type import ContentType, Listing
from lscb.model.fields import ContactRef, DocumentRef, Text, Value, WebAddress
from lscb.model.record import Record


class Material(Value):
    """Something to use in the campaign."""

    title: Text
    document: DocumentRef | None = None
    web: WebAddress | None = None


class Campaign(Record):
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


TYPE = ContentType(
    collection="campaigns",
    singular="campaign",
    record=Campaign,
    files="content/campaigns/*.md",
    template="campaign.html",
    listing=Listing("Campaigns", "Awareness days and weeks: the message, the dates, and what you can do.", "campaigns.html"),
    news=True,
)
