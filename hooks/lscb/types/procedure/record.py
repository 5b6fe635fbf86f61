"""A procedure or protocol as its file gives it."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from lscb.model.fields import AnyDate, ContactRef, Day, ProcedureRef, RecordId, Text, Value, WebAddress
from lscb.model.record import Record
from lscb.problems import FieldError
from lscb.types.procedure.time_limit import TimeLimit


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


class Procedure(Record):
    """A procedure or protocol. Version, issue and review dates are absent where no source gives them.

    `number` orders and names it on this site; `scope` is one of those that the Board's file names; `in_short` is the summary box.
    """

    number: Text
    scope: Text | None = None
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

    @model_validator(mode="after")
    def _reviewed_once_issued(self) -> Self:
        if self.issued and self.review_due and self.review_due.last < self.issued.first:
            hint = "a review comes after the issue: mend one of the two days"
            raise FieldError(f"is before it was issued ({self.issued})", field="review_due", hint=hint)
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
