"""Business plans: the Board's priorities, who leads each, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from lscb.model.fields import GroupRef, Text, ThemeRef, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


class PlanAction(Value):
    """Something done or to be done under a priority; the report rarely says which, and then neither do we."""

    text: Text
    strand: Text | None = None
    status: Literal["complete", "in progress", "planned", "not stated"] = "not stated"


class Priority(Value):
    """A priority of the plan. `lead_note` is for a lead that is not one of the groups."""

    number: Whole
    title: Text
    leads: tuple[GroupRef, ...] = ()
    lead_note: Text | None = None
    summary: Text | None = None
    actions: tuple[PlanAction, ...] = ()
    themes: tuple[ThemeRef, ...] = ()


class BusinessPlan(Record):
    """A plan for a period, with its priorities in order."""

    period: Text
    outcome: Text | None = None
    priorities: tuple[Priority, ...] = Field(min_length=1)


class _BusinessPlans(ContentType[BusinessPlan]):
    def points(self, record: BusinessPlan) -> Iterable[tuple[str, Iterable[str]]]:
        yield "Priorities", (one.title for one in record.priorities)


TYPE = _BusinessPlans(
    collection="business-plans",
    singular="business plan",
    record=BusinessPlan,
    files="content/accountability/business-plans/*.md",
    template="accountability/business-plan.html",
    base="/accountability/business-plans/",
    listing=Listing(
        "Business plans",
        "The Board's priorities, who leads each, and what was done.",
        parent="/accountability/",
        question="What did you promise?",
    ),
    order=lambda plan: plan.slug,
    leads_to=("business-plans", "indicators", "challenge-log", "inspections", "audits"),
)
