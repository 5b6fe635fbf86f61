"""Performance indicators, in sets by subject; every figure with its period, comparators and source."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from lscb.model.fields import Number, Slug, Text, Value, Whole
from lscb.model.headline import Headline, Mark, Tile
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError, nearest

ROOM = Decimal("1.25")  # a bar's whole length to the longest value on it
CROWDED = 45  # per cent, from which a share is drawn as part of all


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
    """The same measure elsewhere. `about` is where a chart marks it, roughly, if the source gives words such as “about half”."""

    area: Literal["England", "statistical neighbours", "South East", "region", "Europe", "comparator"]
    value: Number | None = None
    said: Text | None = None
    about: Number | None = None
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

    @property
    def latest(self) -> Decimal | None:
        """The last reading that is a number."""
        return next((one.value for one in reversed(self.readings) if one.value is not None), None)


class SetHeadline(Headline):
    """The indicator that a set is known by; `bar` is the one that is drawn, where that is another."""

    indicator: Slug
    bar: Slug | None = None


class IndicatorSet(Record):
    """Measures of one subject, on one page, each with an anchor of its own."""

    place: Whole = 100
    headline: SetHeadline | None = None
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

    @model_validator(mode="after")
    def _headline_is_of_its_own(self) -> Self:
        slugs = [one.slug for one in self.indicators]
        for field in ("indicator", "bar") if self.headline else ():
            if (slug := getattr(self.headline, field)) and slug not in slugs:
                hint = nearest(slug, slugs) or "name the `slug:` of one of them"
                raise FieldError(f"there is no indicator “{slug}” in this set", field=f"headline.{field}", hint=hint)
        return self

    def indicator(self, slug: str) -> Indicator:
        """The indicator of that slug, which is known to be there."""
        return next(one for one in self.indicators if one.slug == slug)


def _figure(value: Decimal, unit: str) -> str:
    return f"{value:,}{'%' if unit.startswith('%') else ''}"


def _number(indicator: Indicator) -> str:
    if indicator.latest is None:
        return indicator.readings[-1].said or ""
    return _figure(indicator.latest, indicator.unit)


def _label(england: Comparator, unit: str) -> str:
    if england.value is None:
        return f"England: {(england.said or '').partition(' (')[0]}"
    return f"England {_figure(england.value, unit)}"


def _whole(unit: str, ours: Decimal | None, theirs: Decimal | None) -> Decimal | None:
    """What the whole length of a bar stands for, or None where there is nothing to measure by: of a large share it is all."""
    if ours is None or (theirs is None and not unit.startswith("%")):
        return None
    most = max(ours, theirs or ours)
    return Decimal(100) if unit.startswith("%") and most > CROWDED else most * ROOM


class _IndicatorSets(ContentType[IndicatorSet]):
    def points(self, record: IndicatorSet) -> Iterable[tuple[str, Iterable[str]]]:
        yield "What the figures say", (one.finding for one in record.indicators)

    def tile(self, record: IndicatorSet) -> Tile | None:
        if (headline := record.headline) is None:
            return None
        told, drawn = record.indicator(headline.indicator), record.indicator(headline.bar or headline.indicator)
        mark = next((one for one in drawn.comparators if one.area == "England"), None)
        at = (mark.about if mark.value is None else mark.value) if mark else None
        whole = _whole(drawn.unit, drawn.latest, at)
        return Tile(
            _number(told),
            headline,
            bar=float(drawn.latest / whole) if whole and drawn.latest is not None else None,
            mark=Mark(float(at / whole), _label(mark, drawn.unit), rough=mark.value is None)
            if mark and whole and at is not None
            else None,
        )

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
        "accountability/figures.html",
        parent="/accountability/",
        question="Are children better off?",
    ),
    order=lambda one: (one.place, one.title),
    leads_to=("indicators", "indicators", "procedures", "inspections", "audits"),
)
