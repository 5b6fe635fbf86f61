"""Published case reviews: what was learned, and what has been done since. Code names only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, Self

from pydantic import model_validator

from lscb.model.fields import CaseReviewRef, DocumentRef, GroupRef, Text, ThemeRef, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site
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


TOGETHER = "reviews taken together"


class CaseReview(Record):
    """A review under its code name, or several taken together, named by `reviews`.

    What a source says of several reviews stands in the record of these together, and nowhere under the name of one: a lesson
    given to a child who is known by a letter says something of that child.

    `subject` says in a few words what it teaches: a code name alone tells its reader nothing.

    A serious case review stays published for at least twelve months (Working Together to Safeguard Children 2015, chapter 4).
    """

    kind: Literal["serious case review", "learning review", "reviews taken together"]
    subject: Text | None = None
    reviews: tuple[CaseReviewRef, ...] = ()
    period: Text | None = None
    in_short: tuple[Text, ...] = ()
    learning: tuple[Learning, ...] = ()
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
    def _names_those_it_takes_together(self) -> Self:
        if (self.kind == TOGETHER) != (len(self.reviews) > 1):
            hint = f"`kind: {TOGETHER}` names two or more reviews, and only that kind does: `reviews: [child-k, child-l]`"
            raise FieldError("does not fit the kind", field="reviews", hint=hint)
        return self

    @model_validator(mode="after")
    def _stays_a_year(self) -> Self:
        if self.kind == "serious case review" and self.withdrawn and self.withdrawn.on < self.kept_until:
            raise FieldError(
                f"{self.withdrawn.on} is less than twelve months after publication ({self.published})",
                field="withdrawn.on",
                hint=f"Working Together 2015, chapter 4: it stays on the website until {self.kept_until} at least",
            )
        return self


def _each_lesson_where_it_belongs(reviews: Sequence[CaseReview]) -> Iterator[tuple[CaseReview, FieldError]]:
    """No lesson of several reviews under the name of one, and no review that nobody learned from."""
    together = {ref.slug for review in reviews for ref in review.reviews}
    first: dict[str, CaseReview] = {}
    for review in reviews:
        if not review.learning and review.slug not in together:
            hint = f"give its lessons, or name it under `reviews:` of a record with `kind: {TOGETHER}`"
            yield review, FieldError("is missing", field="learning", hint=hint)
        for number, lesson in enumerate(review.learning):
            other = first.setdefault(" ".join(lesson.text.casefold().split()), review)
            if other is not review:
                hint = f"a lesson of several reviews stands once, in a record with `kind: {TOGETHER}`, and under no child's name"
                said = f"is a lesson of {other.origin.path} too"
                yield review, FieldError(said, field=f"learning.{number}.text", hint=hint)


class _CaseReviews(ContentType[CaseReview]):
    def title_of(self, record: CaseReview) -> str:
        return f"{record.title}: {record.subject}" if record.subject else record.title

    def context(self, site: Site, record: CaseReview) -> Mapping[str, Any]:
        here = site.ref(record)
        return {
            "parts": site.resolve(record.reviews),
            "together": [one for one in site.referring(record, "case-reviews") if here in one.reviews],
        }

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
    template="case-reviews/case-review.html",
    listing=Listing(
        "Case reviews", "What was learned from published reviews, and what has changed since.", "case-reviews/case-reviews.html"
    ),
    order=lambda review: (-review.published.first.toordinal(), review.title),
    news=True,
    check=_each_lesson_where_it_belongs,
    about_children=True,
    leads_to=("procedures", "procedures", "audits", "documents", "articles"),
    gathers=("case-reviews",),
)
