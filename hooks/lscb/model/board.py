"""The Board itself: `content/board.yml`."""

from __future__ import annotations

import re
from datetime import date
from typing import Self
from urllib.parse import quote

from pydantic import model_validator

from lscb.model.fields import (
    SLUG,
    Address,
    ContactRef,
    Day,
    Destination,
    Email,
    Flag,
    SiteAddress,
    TagDate,
    Text,
    Value,
    WebAddress,
)
from lscb.problems import FieldError


class Redirect(Value):
    """An address that has moved, and where to: one item of `content/redirects.yml`."""

    old: Address
    new: Destination
    why: Text | None = None


class Mailings(Value):
    """How newsletters go out by email: who they are from, and how a reader gets them and stops them.

    `unsubscribe_web` is the mailing service's own address for it, with `{recipient}` where the subscriber's address goes
    (RFC 8058); without one, subscribers write to `unsubscribe_email`, or to the Board. `unsubscribe_tag` is what a service
    puts its own link in the place of, in an email that is pasted into it; `subscribe_web` its form for new readers.
    """

    sender: Email | None = None
    unsubscribe_email: Email | None = None
    unsubscribe_web: WebAddress | None = None
    unsubscribe_tag: Text | None = None
    subscribe_web: WebAddress | None = None

    @model_validator(mode="after")
    def _one_click(self) -> Self:
        if self.unsubscribe_web and not (self.unsubscribe_web.startswith("https://") and "{recipient}" in self.unsubscribe_web):
            hint = "as https://lists.example.org/stop?address={recipient}"
            raise FieldError("is not an https address with {recipient} in it", field="unsubscribe_web", hint=hint)
        return self

    @model_validator(mode="after")
    def _tag_stands_in_a_link(self) -> Self:
        if self.unsubscribe_tag and re.search(r"[\s<>\"']", self.unsubscribe_tag):
            hint = (
                "as `*|UNSUB|*`, `{{unsubscribe_url}}` or `[unsubscribe]`: what your service calls its merge tag for the address"
            )
            raise FieldError("cannot stand in a link", field="unsubscribe_tag", hint=hint)
        return self


class Security(Value):
    """Whom to tell of a weakness of the site, and the day until which that is right (RFC 9116: at most a year ahead)."""

    contact: Email
    expires: Day


class Scope(Value):
    """Whom some of the procedures are for, as the Board alone or several together.

    `name` is what a procedure's `scope:` says, and part of addresses; `whose` follows “Changes to procedures”; `label` stands at
    a procedure's head and `heading` over their list.
    """

    name: Text
    whose: Text
    label: Text
    heading: Text

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.name.lower().replace(" ", "-")

    @model_validator(mode="after")
    def _in_addresses(self) -> Self:
        if not SLUG.fullmatch(self.slug):
            raise FieldError(
                f"“{self.name}” cannot stand in an address", field="name", hint="letters A to Z, numbers and spaces only"
            )
        return self


class LocalNumbers(Value):
    """How telephone numbers are dialled within the area: its code, and the digits that they begin with there."""

    area_code: Text
    begin: tuple[Text, ...]

    @model_validator(mode="after")
    def _of_digits(self) -> Self:
        if not re.fullmatch(r"0\d{2,4}", self.area_code, re.ASCII):
            raise FieldError(
                f"“{self.area_code}” is not an area code", field="area_code", hint='with its 0 and in quotes, as "01632"'
            )
        if not all(re.fullmatch(r"[1-9]\d?", one, re.ASCII) for one in self.begin):
            raise FieldError("one or two digits each", field="begin", hint='in quotes, as ["96"]')
        return self


class Board(Value):
    """Name, address and standing date of the site, and whom every page says to call.

    `urgent` are the numbers in every page's foot, in order; `today` those that are right on the day a reader reads a
    site that stands in the past. `postal_address` stands under every email, `newsletter_name` at the
    head of every issue. `published` says that the site is public, so that its ledger must be there.
    """

    name: Text
    short_name: Text
    city: Text
    url: SiteAddress
    description: Text
    tag_date: TagDate  # the date in every feed's tag: URI (RFC 4151); never change it
    email: Email
    hub: WebAddress | None = None  # a WebSub hub, where somebody tells it of each publication
    newsletter_name: Text = "The newsletter"
    mailings: Mailings = Mailings()
    as_of: Day | None = None
    published: Flag = False
    security: Security | None = None
    succession: Text
    urgent: tuple[ContactRef, ...]
    today: tuple[ContactRef, ...]
    postal_address: Text | None = None
    scopes: tuple[Scope, ...] = ()
    local_numbers: LocalNumbers | None = None

    @property
    def newsletter_by_email(self) -> str:
        """Where a reader asks for the newsletter: a mailing service's form, or a letter to the Board that is ready to send."""
        subject, text = "The newsletter by email, please", "Please send the newsletter to the address that this comes from."
        return self.mailings.subscribe_web or f"mailto:{self.email}?subject={quote(subject)}&body={quote(text)}"

    @property
    def host(self) -> str:
        """The site's host name, the authority of its tag URIs."""
        return self.url.split("://", 1)[1].strip("/").removeprefix("www.")

    @property
    def opml(self) -> str:
        """Where the list of all feeds stands, by the site's own name, which readers see in their downloads."""
        return f"/feeds/{self.host.partition('.')[0]}.opml"

    def scope(self, name: str | None) -> Scope | None:
        """The scope that a procedure names."""
        return next((one for one in self.scopes if one.name == name), None)

    def absolute(self, address: str) -> str:
        """The full web address of an address of the site."""
        return f"{self.url.rstrip('/')}{address}"

    def tag(self, permanent_id: str) -> str:
        """A guid from a record's permanent id (RFC 4151)."""
        return f"tag:{self.host},{self.tag_date}:{permanent_id}"


def stands_in_the_past(as_of: date | None, clock: date) -> bool:
    """Whether a site pinned to a date stands more than a month back, so that every page must say so."""
    return as_of is not None and (clock - as_of).days > 31


STAND_IN = Board(
    name="content/board.yml cannot be read",
    short_name="content/board.yml cannot be read",
    city="–",
    url="http://127.0.0.1",
    description="See the terminal for what is wrong with it.",
    email="nobody@example.org",
    tag_date="2015",
    succession="–",
    urgent=(),
    today=(),
)
"""What the live preview shows while the Board's own file is at fault. Nothing is ever published with it."""
