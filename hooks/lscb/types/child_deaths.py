"""Child death notifications to the panel, by area and quarter."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from lscb.model.fields import Text, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError


class Area(Value):
    """One area's row: notifications by quarter, the printed total, and how many were expected."""

    name: Text
    quarters: tuple[Whole, ...] = Field(min_length=4, max_length=4)
    total: Whole
    expected: Whole
    unexpected: Whole


class Totals(Value):
    """The total row as the source prints it."""

    quarters: tuple[Whole, ...] = Field(min_length=4, max_length=4)
    total: Whole


class ChildDeaths(Record):
    """A year's table. Where rows or totals do not add up as printed, a note must say so."""

    period: Text
    areas: tuple[Area, ...] = Field(min_length=1)
    printed_totals: Totals
    findings: tuple[Text, ...] = ()
    learning: tuple[Text, ...] = ()

    @property
    def added_quarters(self) -> tuple[int, ...]:
        """The quarters of all areas added up."""
        return tuple(sum(area.quarters[number] for area in self.areas) for number in range(4))

    @property
    def added_total(self) -> int:
        """All areas' totals added up."""
        return sum(area.total for area in self.areas)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        hint = "mend a figure, or say in `notes` that the source disagrees with itself"
        for index, area in enumerate(self.areas):
            if sum(area.quarters) != area.total and not self.notes:
                raise FieldError(f"the quarters add to {sum(area.quarters)}", field=f"areas.{index}.total", hint=hint)
            if area.expected + area.unexpected != area.total and not self.notes:
                raise FieldError("expected and unexpected do not add to the total", field=f"areas.{index}.expected", hint=hint)
        if self.added_total != self.printed_totals.total and not self.notes:
            raise FieldError(f"the areas add to {self.added_total}", field="printed_totals", hint=hint)
        if self.added_quarters != self.printed_totals.quarters and not self.notes:
            added, printed = (", ".join(map(str, four)) for four in (self.added_quarters, self.printed_totals.quarters))
            raise FieldError(f"the areas add to {added} in the quarters, not {printed}", field="printed_totals", hint=hint)
        return self


TYPE = ContentType(
    collection="child-deaths",
    singular="child death table",
    record=ChildDeaths,
    files="content/accountability/child-deaths/*.yml",
    template="accountability/child-deaths.html",
    base="/accountability/child-deaths/",
    listing=Listing(
        "Child death reviews", "Notifications to the panel that reviews every child's death.", parent="/accountability/"
    ),
)
