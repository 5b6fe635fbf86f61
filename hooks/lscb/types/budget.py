"""The Board's budget and who pays into it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from lscb.model.fields import Number, PartnerRef, Text, Value
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError


class Contribution(Value):
    """What one agency paid in pounds, and the share that the source prints."""

    partner: PartnerRef
    name: Text
    pounds: Annotated[Number, Field(ge=0)]
    printed_percent: Number | None = None


class Budget(Record):
    """A year's contributions; they must add up to the printed total, or a note must say that they do not."""

    period: Text
    basis: Text
    contributions: tuple[Contribution, ...] = Field(min_length=1)
    total_pounds: Annotated[Number, Field(gt=0)]
    printed_total_percent: Number | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        added = sum((one.pounds for one in self.contributions), Decimal())
        if added != self.total_pounds and not self.notes:
            said = f"the contributions add to £{added:,}, not £{self.total_pounds:,}"
            raise FieldError(
                said,
                field="total_pounds",
                hint="mend a figure, or say in `notes` that the source disagrees with itself",
            )
        return self

    def share(self, contribution: Contribution) -> Decimal:
        """A contribution as a percentage of the total, to two places."""
        return round(contribution.pounds * 100 / self.total_pounds, 2)


TYPE = ContentType(
    collection="budget",
    singular="budget",
    record=Budget,
    files="content/accountability/budget/*.yml",
    template="accountability/budget.html",
    base="/accountability/budget/",
    listing=Listing("Budget", "What the Board's work costs, and who pays.", parent="/accountability/"),
)
