"""Multi-agency audits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lscb.model.fields import AnyDate, ProcedureRef, Text
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


class Audit(Record):
    """An audit of practice: what it asked, what it found, and who follows it up."""

    carried_out: AnyDate | None = None
    status: Literal["complete", "in progress", "planned"]
    status_note: Text | None = None
    scope: Text
    auditors: Text | None = None
    prompted_by: Text | None = None
    questions: tuple[Text, ...] = ()
    strengths: tuple[Text, ...] = ()
    gaps: tuple[Text, ...] = ()
    follow_up: Text | None = None
    procedures: tuple[ProcedureRef, ...] = ()


class _Audits(ContentType[Audit]):
    def points(self, record: Audit) -> Iterable[tuple[str, Iterable[str]]]:
        yield "What it asked", record.questions
        yield "What works", record.strengths
        yield "What must improve", record.gaps


TYPE = _Audits(
    collection="audits",
    singular="audit",
    record=Audit,
    files="content/accountability/audits/*.md",
    template="accountability/audit.html",
    base="/accountability/audits/",
    listing=Listing(
        "Audits",
        "What multi-agency audits asked, what they found, and who follows it up.",
        template="accountability/audits.html",
        parent="/accountability/",
        question="How good is the work?",
    ),
    order=lambda audit: (["complete", "in progress", "planned"].index(audit.status), audit.title),
    leads_to=("procedures", "indicators", "audits", "inspections", "documents"),
)
