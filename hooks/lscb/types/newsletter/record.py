"""What an issue and an article hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, Self

from pydantic import model_validator

from lscb.model.fields import (
    AnyDate,
    ArticleRef,
    CampaignRef,
    ContactRef,
    Day,
    EventRef,
    IssueRef,
    RecordId,
    Ref,
    Text,
    Value,
    Whole,
)
from lscb.model.record import Illustrated, without_scene_beside_reviews
from lscb.problems import FieldError


class Correction(Value):
    """What was wrong in an issue as it came out, told where it stood and to everybody who was sent it."""

    id: RecordId
    on: Day
    what: Text


class Issue(Illustrated):
    """One issue: its season, the editors' notes (the body), dates to list and who to call.

    `lead` is the story that the front page opens with, where that isn't the first; `diary_from` the day from which its dates are
    still to come, where the day it came out is not known. `reconstruction` tells readers that this is not the text that was
    published: how it came to be written, in a line that stands wherever the issue or one of its articles is read.
    """

    season: AnyDate
    strapline: Text | None = None
    lead: ArticleRef | None = None
    reconstruction: Text | None = None
    events: tuple[EventRef, ...] = ()
    diary_from: Day | None = None
    signposting: tuple[ContactRef, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def corrected_by(self, today: date) -> tuple[Correction, ...]:
        """The corrections that are told on a day, the last one last."""
        return tuple(sorted((one for one in self.corrections if one.on <= today), key=lambda one: one.on))

    @property
    def day(self) -> date:
        """The day it came out, or as near as is known: no later than its season."""
        if self.diary_from:
            return self.diary_from
        return self.public_from if self.published.day else min(self.public_from, self.season.last)

    @model_validator(mode="before")
    @classmethod
    def _lead_is_named_within_the_folder(cls, data: dict[str, Any]) -> dict[str, Any]:
        lead = data.get("lead")
        return {**data, "lead": f"{data['origin'].slug}/{lead}"} if isinstance(lead, str) and "/" not in lead else data

    @model_validator(mode="after")
    def _lead_is_one_of_its_stories(self) -> Self:
        if self.lead and not self.lead.slug.startswith(f"{self.slug}/"):
            hint = "the name of a file beside this one, without its ending"
            raise FieldError(f"{self.lead.slug} is a story of another issue", field="lead", hint=hint)
        return self


class BigNumber(Value):
    """A number that a story is told by on the front page, as the story writes it, and what it counts."""

    figure: Text
    counts: Text


class Article(Illustrated):
    """One article. `place` is its position in the issue, 1 for the first; `number` a figure that the front page shows large."""

    place: Whole
    author: Text | None = None
    campaign: CampaignRef | None = None
    audience: Literal["everyone", "public", "professionals", "children and young people", "families"] = "everyone"
    number: BigNumber | None = None
    issue: IssueRef

    @property
    def audiences(self) -> tuple[str, ...]:
        """Whom it is for, as types say it that name several."""
        return (self.audience,)

    @model_validator(mode="before")
    @classmethod
    def _issue_is_its_folder(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "issue": Ref("newsletters", data["origin"].slug.split("/")[0])}

    @model_validator(mode="after")
    def _no_scene_beside_reviews(self) -> Self:
        without_scene_beside_reviews(self)
        return self

    @model_validator(mode="after")
    def _number_is_the_storys_own(self) -> Self:
        if self.number and not re.search(rf"(?<!\w){re.escape(self.number.figure)}(?!\w)", f"{self.summary}\n{self.body}"):
            hint = "write it as the story does: what stands large on the front page must be found again in the text"
            raise FieldError(f"{self.number.figure} does not stand in the story", field="number.figure", hint=hint)
        return self
