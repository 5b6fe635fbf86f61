"""Situations as those who work with children meet them: “A colleague is accused …”, each with what to do first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from lscb.model.fields import ContactRef, ProcedureRef
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site


class Situation(Record):
    """One situation, worded as somebody in it would say it, the procedure for it, and whom to call.

    The text says what to do first and leads to the paragraph; how soon comes from the procedure's own time limits.
    """

    procedure: ProcedureRef
    contacts: tuple[ContactRef, ...] = Field(min_length=1)


class _Situations(ContentType[Situation]):
    def context(self, site: Site, record: Situation) -> Mapping[str, Any]:
        procedure = site.get(record.procedure)
        limits = [one for one in procedure.time_limits if one.measured] if procedure else []
        return {"procedure": procedure, "limits": limits}


TYPE = _Situations(
    collection="situations",
    search_weight=3,
    singular="situation",
    record=Situation,
    files="content/situations/*.md",
    template="procedures/situation.html",
    listing=Listing(
        "What do I do when …",
        "Situations that people who work with children meet: what to do first, how soon, and who to call.",
        "procedures/situations.html",
        parent="/procedures/",
    ),
    leads_to=("situations", "situations", "situations", "procedures", "case-reviews"),
)
