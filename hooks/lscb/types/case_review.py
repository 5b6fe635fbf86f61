"""Published case reviews: what was learned, and what has been done since. Code names only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from lscb.model.fields import DocumentRef, GroupRef, Text, ThemeRef, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError


class Learning(Value):
    """Something a review taught, under the theme it belongs to."""

    theme: ThemeRef | None = None
    text: Text
    response: Text | None = None


class Action(Value):
    """Something that was to be done because of a review."""

    text: Text
    theme: ThemeRef | None = None
    owner: Text | None = None
    group: GroupRef | None = None
    due: Text | None = None
    status: Literal["complete", "in progress", "planned", "not stated"]
    evidence: Text | None = None


class LearningEvent(Value):
    """Learning held after the review; `attended` is absent where no source counts one event alone."""

    text: Text
    attended: Whole | None = None


class CaseReview(Record):
    """A review under its code name. A serious case review stays published for at least twelve months.

    Source of that rule: Working Together to Safeguard Children 2015, chapter 4.
    """

    kind: Literal["serious case review", "learning review"]
    period: Text | None = None
    in_short: tuple[Text, ...] = ()
    learning: tuple[Learning, ...] = Field(min_length=1)
    recommendations: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()
    learning_events: tuple[LearningEvent, ...] = ()
    documents: tuple[Text, ...] = ()
    reports: tuple[DocumentRef, ...] = ()

    @property
    def kept_until(self) -> date:
        """The first day on which the Board may take the report down."""
        first = self.published.last
        return date(first.year + 1, first.month, 28 if (first.month, first.day) == (2, 29) else first.day)

    @model_validator(mode="after")
    def _stays_a_year(self) -> Self:
        if self.kind == "serious case review" and self.withdrawn and self.withdrawn.on < self.kept_until:
            raise FieldError(
                f"{self.withdrawn.on} is less than twelve months after publication ({self.published})",
                field="withdrawn.on",
                hint=f"Working Together 2015, chapter 4: it stays on the website until {self.kept_until} at least",
            )
        return self


class _CaseReviews(ContentType[CaseReview]):
    def points(self, record: CaseReview) -> Iterable[tuple[str, Iterable[str]]]:
        yield "In short", record.in_short
        yield "What was learned", (one.text for one in record.learning)
        yield "Recommendations", record.recommendations
        yield "What was to be done", (f"{one.text} ({one.status})" for one in record.actions)


TYPE = _CaseReviews(
    collection="case-reviews",
    singular="case review",
    record=CaseReview,
    files="content/case-reviews/*.md",
    template="case-review.html",
    listing=Listing("Case reviews", "What was learned from published reviews, and what has changed since.", "case-reviews.html"),
    order=lambda review: (-review.published.first.toordinal(), review.title),
    news=True,
)
