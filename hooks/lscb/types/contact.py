"""Who to call."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from lscb.model.fields import Email, OpeningHours, Phone, Text, WebAddress, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError

Audience = Literal["everyone", "public", "professionals", "children and young people", "families"]

ANSWERED = {
    "always": "Day and night",
    "office hours": "In office hours",
    "out of hours": "Evenings, nights, weekends and bank holidays",
    "not stated": "",
}


CALL_WHEN = {
    "always": "Day and night",
    "office hours": "In the day, in office hours",
    "out of hours": "Evenings, nights, weekends",
    "not stated": "",
}


class Contact(Record):
    """A number or mailbox: in what situation, for whom, and when somebody answers.

    `strength` is how pressing the situation is. `hours` says in words when somebody answers, `opening_hours` as times
    (schema.org's `Mo-Fr 08:30-17:00`), from which a script tells who answers now; both are absent where no source gives
    them. `short_title` is for where there is little room.
    """

    situation: Text
    phone: Phone | None = None
    email: Email | None = None
    web: WebAddress | None = None
    answers: Literal["always", "office hours", "out of hours", "not stated"] = "not stated"
    hours: Text | None = None
    opening_hours: tuple[OpeningHours, ...] = ()
    short_title: Text | None = None
    strength: Literal["emergency", "urgent", "advice"] = "advice"
    audiences: tuple[Audience, ...] = ("everyone",)
    place: Whole = 100

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.phone or self.email or self.web):
            raise FieldError("says no way to reach it", hint="give `phone:`, `email:` or `web:`")
        return self

    @property
    def answered(self) -> str:
        """When somebody answers, or "" where no source says."""
        return self.hours or ANSWERED[self.answers]

    @property
    def call_when(self) -> str:
        """In a few words, when to call this number rather than the others beside it."""
        if self.strength == "emergency":
            return "A child is in danger now"
        return self.hours or CALL_WHEN[self.answers] or self.title

    @property
    def name(self) -> str:
        """What it is called where there is little room."""
        return self.short_title or self.title

    @property
    def for_everyone(self) -> bool:
        """Whether it is for the public, and not for some people alone."""
        return bool({"everyone", "public"} & set(self.audiences))

    @property
    def tel(self) -> str:
        """The number as a `tel:` link needs it."""
        return (self.phone or "").replace(" ", "")


TYPE = ContentType(
    collection="contacts",
    singular="contact",
    record=Contact,
    files="content/contacts/*.md",
    template=None,
    listing=Listing(
        "Who to contact", "Who to call when you are worried about a child, and how to reach the Board.", "board/contacts.html"
    ),
    order=lambda contact: contact.place,
)
