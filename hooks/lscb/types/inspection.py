"""Inspections and the recommendations they made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from lscb.model.fields import PartnerRef, Text, ThemeRef, Value, WebAddress, Whole
from lscb.model.headline import Headline, Tile
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


class Recommendation(Value):
    """One recommendation or reason, in short."""

    number: Whole
    text: Text
    themes: tuple[ThemeRef, ...] = ()


class Inspection(Record):
    """An inspection: of whom, the judgement, and what must improve. `recommendations_title` says what the list is."""

    inspector: PartnerRef
    inspected: Text
    dates: Text
    judgement: Literal["outstanding", "good", "requires improvement", "inadequate"]
    recommendations_title: Text
    recommendations: tuple[Recommendation, ...] = Field(min_length=1)
    progress: tuple[Text, ...] = ()
    percent_complete: Whole | None = None
    headline: Headline | None = None
    web: WebAddress | None = None


class _Inspections(ContentType[Inspection]):
    def tile(self, record: Inspection) -> Tile | None:
        """How much of what follows from it is complete."""
        done = record.percent_complete
        return Tile(f"{done}%", record.headline, bar=done / 100) if record.headline and done is not None else None

    def points(self, record: Inspection) -> Iterable[tuple[str, Iterable[str]]]:
        yield record.recommendations_title, (one.text for one in record.recommendations)
        yield "Progress", record.progress


TYPE = _Inspections(
    collection="inspections",
    singular="inspection",
    record=Inspection,
    files="content/accountability/inspections/*.md",
    template="accountability/inspection.html",
    base="/accountability/inspections/",
    listing=Listing(
        "Inspections",
        "What inspectors judged, and what must improve.",
        template="accountability/inspections.html",
        parent="/accountability/",
        question="What do inspectors say?",
    ),
    leads_to=("inspections", "audits", "indicators", "business-plans", "documents"),
)
