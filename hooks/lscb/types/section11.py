"""Section 11 reviews: how each organisation showed that it safeguards children (Children Act 2004, section 11)."""

from __future__ import annotations

from pydantic import Field

from lscb.model.fields import PartnerRef, Text, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


class Respondent(Value):
    """An organisation that sent a return, and the services of it that were covered."""

    partner: PartnerRef
    services: tuple[Text, ...] = ()


class Section11(Record):
    """One year's returns and what they showed."""

    period: Text
    received: Whole
    respondents: tuple[Respondent, ...] = Field(min_length=1)
    process: tuple[Text, ...] = ()
    findings: tuple[Text, ...] = ()
    changes: tuple[Text, ...] = ()


TYPE = ContentType(
    collection="section-11",
    singular="section 11 review",
    record=Section11,
    files="content/accountability/section-11/*.md",
    template="accountability/section-11.html",
    base="/accountability/section-11/",
    listing=Listing(
        "Section 11 reviews",
        "How organisations showed that they keep children safe in all they do.",
        template="accountability/section-11-reviews.html",
        parent="/accountability/",
        question="Do organisations take their duty seriously?",
    ),
    leads_to=("indicators", "business-plans", "documents", "procedures", "articles"),
)
