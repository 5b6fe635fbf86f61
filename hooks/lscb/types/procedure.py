"""Procedures and protocols: what to do, step by step, with what changed and when it is reviewed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Literal, Self

from pydantic import model_validator

from lscb.model.entries import change_of
from lscb.model.fields import AnyDate, ContactRef, Day, ProcedureRef, RecordId, Text, Value, WebAddress
from lscb.model.page import Entry
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site
from lscb.problems import FieldError

COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|within an?|half an?)"
UNIT = r"(?:(?:working|school|calendar|clear) )?(?:minute|hour|day|week|fortnight|month|year)s?"
MEASURE = re.compile(rf"\b(?:{COUNT}[ -]{UNIT}|at once|immediately|straight away|same (?:working |school )?day)\b", re.IGNORECASE)


class Amendment(Value):
    """A material change, with an id of its own: followers are told of it as news."""

    id: RecordId
    on: Day
    what: Text
    why: Text


class Basis(Value):
    """A law, regulation or guidance that the procedure rests on."""

    title: Text
    part: Text | None = None
    edition: Text | None = None
    url: WebAddress | None = None


class TimeLimit(Value):
    """A step with the time allowed for it, and where that limit is laid down; or, in words, why there is no limit."""

    step: Text
    limit: Text
    counted_from: Text | None = None
    source: Text

    @property
    def measured(self) -> bool:
        """Whether the limit is a length of time, to be drawn as one, and not a sentence about there being none."""
        return MEASURE.search(self.limit) is not None


class Procedure(Record):
    """A procedure or protocol. Version, issue and review dates are absent where no source gives them.

    `number` orders and names it on this site; `in_short` is the summary box.
    """

    number: Text
    scope: Literal["4LSCB", "Southampton"]
    kind: Literal["procedure", "protocol", "standards", "guidance"] = "procedure"
    status: Literal["current", "under review", "in development", "superseded"]
    status_note: Text | None = None
    superseded_by: ProcedureRef | None = None
    agencies: tuple[Text, ...] = ()
    version: Text | None = None
    issued: AnyDate | None = None
    review_due: AnyDate | None = None
    statutory_basis: tuple[Basis, ...] = ()
    in_short: tuple[Text, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    contacts: tuple[ContactRef, ...] = ()
    keywords: tuple[Text, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @model_validator(mode="after")
    def _amended_once_issued(self) -> Self:
        for place, one in enumerate(self.amendments):
            if self.issued and one.on < self.issued.first:
                hint = "an amendment changes what was issued: mend one of the two days"
                raise FieldError(f"is before it was issued ({self.issued})", field=f"amendments.{place}.on", hint=hint)
        return self

    @property
    def words_since(self) -> date:
        """The day since when the words are what they are: of the last amendment, or when the record last changed."""
        return max(self.changed, *(one.on for one in self.amendments)) if self.amendments else self.changed

    @model_validator(mode="after")
    def _superseded_by_what(self) -> Self:
        if (self.status == "superseded") != (self.superseded_by is not None):
            hint = "a superseded procedure names its successor, and only such a one: `superseded_by: escalation`"
            raise FieldError("does not fit the status", field="superseded_by", hint=hint)
        return self


def _order(procedure: Procedure) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in procedure.number.split("."))


def _one_number_each(procedures: Sequence[Procedure]) -> Iterator[tuple[Procedure, FieldError]]:
    counts = Counter(procedure.number for procedure in procedures)
    for procedure in procedures:
        if counts[procedure.number] > 1:
            error = FieldError(
                f"{procedure.number} is the number of another procedure",
                field="number",
                hint="give it the next free number",
            )
            yield procedure, error


GROUPS = {
    "1": "Recognising and referring",
    "2": "Child protection",
    "3": "Particular circumstances",
    "4": "Working together and the workforce",
    "5": "When a child dies or is seriously harmed",
}


def _listing(site: Site) -> Mapping[str, Any]:
    procedures = site.all("procedures")
    groups = groupby(procedures, key=lambda one: one.number.split(".")[0])
    return {"groups": [(GROUPS.get(number, f"Part {number}"), list(found)) for number, found in groups]}


class _Procedures(ContentType[Procedure]):
    def context(self, site: Site, record: Procedure) -> Mapping[str, Any]:
        here = site.ref(record)
        changes = site.referring(record, "law")
        return {"law": [(change, effect) for change in changes for effect in change.effects if effect.procedure == here]}

    def points(self, record: Procedure) -> Iterable[tuple[str, Iterable[str]]]:
        yield "In short", record.in_short
        yield "Time limits", (f"{one.step}: {one.limit}" for one in record.time_limits)

    def changes(self, site: Site, record: Procedure) -> Iterator[Entry]:
        for amendment in record.amendments:
            text = (amendment.what, f"Why: {amendment.why}")
            yield change_of(site, record, amendment.id, amendment.on, f"Changed: {record.title}", text)


TYPE = _Procedures(
    collection="procedures",
    search_weight=3,
    singular="procedure",
    record=Procedure,
    files="content/procedures/*.md",
    template="procedures/procedure.html",
    listing=Listing(
        "Procedures",
        "What to do when a child may need help or protection, and how agencies work together.",
        "procedures/procedures.html",
    ),
    order=_order,
    news=True,
    listing_context=_listing,
    check=_one_number_each,
    numbered=True,
    versioned=True,
    leads_to=("procedures", "procedures", "procedures", "documents", "case-reviews"),
    gathers=("law",),
)
