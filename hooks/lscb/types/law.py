"""Changes in law and guidance: what changed, from when, and which procedures rest on it.

A change in the law is none in a procedure: that a procedure's own words have changed is said by its `amendments`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lscb.model.dates import long_date
from lscb.model.fields import Day, DocumentRef, ProcedureRef, RecordId, Text, Value
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site


class Effect(Value):
    """What a change means for a procedure that rests on it, with a permanent id, by which the procedure's page has a link."""

    id: RecordId
    procedure: ProcedureRef
    text: Text


class LawChange(Record):
    """A change in the law or in statutory guidance, the document that made it, and the day it took effect."""

    kind: Literal["Act", "regulations", "statutory guidance"]
    document: DocumentRef
    part: Text | None = None
    in_force: Day
    effects: tuple[Effect, ...] = Field(min_length=1)


class _Law(ContentType[LawChange]):
    def entry_text(self, site: Site, record: LawChange) -> tuple[str, ...]:
        return (f"In force from {long_date(record.in_force)}.",)

    def in_force(self, record: LawChange) -> date:
        return record.in_force


TYPE = _Law(
    collection="law",
    singular="law change",
    record=LawChange,
    files="content/law/*.md",
    template="procedures/law-change.html",
    listing=Listing(
        "Law and guidance",
        "What has changed in the law and the national guidance behind the procedures, and from when.",
        "procedures/law.html",
        parent="/procedures/",
    ),
    order=lambda change: (-change.in_force.toordinal(), change.title),
    news=True,
    leads_to=("documents", "law", "law", "articles", "events"),
)
