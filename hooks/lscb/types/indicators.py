"""Performance indicators, in sets by subject; every figure with its period, comparators and source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from lscb.model.fields import Number, Slug, Text, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError


class Reading(Value):
    """A figure for a period: a number, or in words where the source gives no number. `said` is how the source writes it."""

    period: Text
    value: Number | None = None
    said: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.said is None:
            raise FieldError("gives neither a `value` nor what is `said`", hint="`said: similar` where there is no number")
        return self


class Comparator(Value):
    """The same measure elsewhere."""

    area: Literal["England", "statistical neighbours", "South East", "region", "Europe", "comparator"]
    value: Number | None = None
    said: Text | None = None
    period: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.said is None:
            raise FieldError("gives neither a `value` nor what is `said`", hint="`said: lower (value not given)`")
        return self


class Indicator(Value):
    """One measure. `readings` are in order of time, the latest last; `better` says which way is good, if either."""

    slug: Slug
    title: Text
    finding: Text
    unit: Text
    readings: tuple[Reading, ...] = Field(min_length=1)
    comparators: tuple[Comparator, ...] = ()
    better: Literal["higher", "lower"] | None = None
    source: Text
    note: Text | None = None
    small_number: Text | None = None


class IndicatorSet(Record):
    """Measures of one subject, on one page, each with an anchor of its own."""

    place: Whole = 100
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_slug_each(self) -> Self:
        seen: set[str] = set()
        for index, indicator in enumerate(self.indicators):
            if indicator.slug in seen:
                raise FieldError(
                    f"“{indicator.slug}” is given twice", field=f"indicators.{index}.slug", hint="each needs a slug of its own"
                )
            seen.add(indicator.slug)
        return self


class _IndicatorSets(ContentType[IndicatorSet]):
    def points(self, record: IndicatorSet) -> Iterable[tuple[str, Iterable[str]]]:
        yield "What the figures say", (one.finding for one in record.indicators)

    def anchors(self, record: IndicatorSet) -> frozenset[str]:
        return frozenset(indicator.slug for indicator in record.indicators)


TYPE = _IndicatorSets(
    collection="indicators",
    singular="indicator set",
    record=IndicatorSet,
    files="content/accountability/indicators/*.yml",
    template="accountability/indicators.html",
    base="/accountability/indicators/",
    listing=Listing(
        "Performance indicators",
        "The figures the Board watches, each with its comparators and source.",
        parent="/accountability/",
    ),
    order=lambda one: (one.place, one.title),
    leads_to=("indicators", "indicators", "procedures", "inspections", "audits"),
)
