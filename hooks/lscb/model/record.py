"""What every record has: a permanent id, a title and summary, an owner, sources, and its way through publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from pydantic import Field, model_validator

from lscb.model.dates import PartialDate, on
from lscb.model.disclosure import Considered
from lscb.model.fields import (
    AnyRef,
    Body,
    Day,
    DayOrTime,
    DocumentRef,
    Flag,
    GroupRef,
    Published,
    RecordId,
    Ref,
    SceneName,
    Sentence,
    Text,
    ThemeRef,
    Value,
    WebAddress,
)
from lscb.model.references import Facts, facts_of
from lscb.problems import START, FieldError, Position

ORDER = "a page is published first, then updated, then withdrawn: check the year of each date"


class State(StrEnum):
    """Where a record stands on a given day. Only published and withdrawn ones leave a trace in the output."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Origin:
    """The file a record came from: path from the project's root, slug, and where its Markdown begins."""

    path: str
    slug: str
    body_at: Position = START


class Withdrawal(Value):
    """When a page was taken down, and what readers are told instead."""

    on: Day
    reason: Text


class Cited(Value):
    """Where a statement comes from: a document of ours, or a title, with the part of it and an address where there is one."""

    document: DocumentRef | None = None
    title: Text | None = None
    part: Text | None = None
    url: WebAddress | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"title": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.document or self.title):
            raise FieldError("names no source", hint="give `title:` or `document:`")
        return self


class Illustration(Value):
    """A picture at the head of a record: its file beside the record's own, and what it shows for who cannot see it."""

    file: Text
    alt: Text
    caption: Text | None = None
    credit: Text | None = None


class Record(Value):
    """One item of content. Types add their own fields to these."""

    origin: Origin
    body: Body = ""
    id: RecordId
    title: Text
    summary: Text
    published: Published
    updated: Day | None = None
    draft: Flag = False
    publish_from: DayOrTime | None = None
    withdrawn: Withdrawal | None = None
    owner: GroupRef = Ref("groups", "board")
    themes: tuple[ThemeRef, ...] = ()
    related: tuple[AnyRef, ...] = ()
    sources: tuple[Cited, ...] = ()
    caution: Sentence | None = None
    notes: tuple[Text, ...] = Field(default=(), description="what a reader may ask about the source, one note an item")
    disclosures: tuple[Considered, ...] = ()

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.origin.slug

    @cached_property
    def facts(self) -> Facts:
        """What it refers to, and its ids."""
        return facts_of(self)

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.updated and self.updated < self.published.first:
            raise FieldError(f"{self.updated} is before it was published ({self.published})", field="updated", hint=ORDER)
        if self.withdrawn and self.withdrawn.on < self.published.first:
            raise FieldError(
                f"{self.withdrawn.on} is before it was published ({self.published})", field="withdrawn.on", hint=ORDER
            )
        if self.publish_from and not self.published.day and self.publish_from.first < self.published.first:
            said = f"{self.publish_from} is before it was published ({self.published})"
            raise FieldError(said, field="publish_from", hint="a day from its beginning on, or a later one")
        return self

    def state(self, today: date, now: time = time.max) -> State:
        """Where the record stands on that day, and at that time of it."""
        if self.draft:
            return State.DRAFT
        if (self.public_from, self.public_at or time.min) > (today, now):
            return State.EMBARGOED
        if self.withdrawn and self.withdrawn.on <= today:
            return State.WITHDRAWN
        return State.PUBLISHED

    @property
    def public_from(self) -> date:
        """The first day on which it may be public: `publish_from`, or else the last of `published`, once all of it is over.

        A day in `published` is never overtaken: what came out on the tenth was not on the website on the first.
        """
        return self._opens.first

    @property
    def public_at(self) -> time | None:
        """From what time of that day on, where one is given."""
        return self._opens.at

    @property
    def _opens(self) -> PartialDate:
        said = self.published if self.published.day else on(self.published.last)
        given = self.publish_from
        if given is None or (self.published.day and given.first < said.first) or (given == said and not given.at):
            return said
        return given

    @property
    def changed(self) -> date:
        """The day the record last changed for readers: `updated`, or when it became public."""
        return max(self.updated or self.public_from, self.public_from)


class Illustrated(Record):
    """A record that may have a picture at its head: a photograph, or a drawing of the house's own in which nothing is told."""

    image: Illustration | None = None
    scene: SceneName | None = None


def without_scene_beside_reviews(record: Illustrated) -> None:
    """Refuse a scene on what is told of a case review or of children who died: nothing decorates that. Raises FieldError."""
    beside = next((ref for ref in record.related if ref.collection in {"case-reviews", "child-deaths"}), None)
    if record.scene and beside:
        raise FieldError(
            f"has no place beside {beside}", field="scene", hint="leave the line out: nothing decorates a child's death"
        )
