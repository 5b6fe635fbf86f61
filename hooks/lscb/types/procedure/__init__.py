"""Procedures and protocols: what to do, step by step, with what changed and when it is reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lscb.model.entries import change_of
from lscb.model.page import Entry, PageSpec
from lscb.model.site import ContentType, Listing, Site
from lscb.types.procedure.checks import checked, scoped
from lscb.types.procedure.deadlines import deadlines_page
from lscb.types.procedure.manual import ROOT as MANUAL
from lscb.types.procedure.manual import manual_page
from lscb.types.procedure.record import Procedure
from lscb.types.procedure.register import register_feeds, register_pages
from lscb.types.procedure.subjects import by_subject


def _order(procedure: Procedure) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in procedure.number.split("."))


def _listing(site: Site) -> Mapping[str, Any]:
    return {"groups": by_subject(site), "whole": MANUAL}


def _more_pages(site: Site) -> Iterator[PageSpec]:
    yield from deadlines_page(site)
    yield from register_pages(site)
    yield from manual_page(site, TYPE.context)


class _Procedures(ContentType[Procedure]):
    def context(self, site: Site, record: Procedure) -> Mapping[str, Any]:
        here = site.ref(record)
        changes = site.referring(record, "law")
        due = record.review_due
        return {
            "law": [(change, effect) for change in changes for effect in change.effects if effect.procedure == here],
            "overdue": bool(due and due.last < site.today and record.status != "superseded"),
        }

    def points(self, record: Procedure) -> Iterable[tuple[str, Iterable[str]]]:
        yield "In short", record.in_short
        yield "Time limits", (f"{one.step}: {one.limit}" for one in record.time_limits)

    def changes(self, site: Site, record: Procedure) -> Iterator[Entry]:
        for amendment in record.amendments:
            text = (amendment.what, f"Why: {amendment.why}")
            yield change_of(site, record, amendment.id, amendment.on, f"Changed: {record.title}", text)


TYPE = _Procedures(
    collection="procedures",
    search_weight=3,
    singular="procedure",
    record=Procedure,
    files="content/procedures/*.md",
    template="procedures/procedure.html",
    listing=Listing(
        "Procedures",
        "What to do when a child may need help or protection, and how agencies work together.",
        "procedures/procedures.html",
    ),
    order=_order,
    news=True,
    listing_context=_listing,
    more_pages=_more_pages,
    feeds=register_feeds,
    check=checked,
    check_with_board=scoped,
    numbered=True,
    versioned=True,
    pdf=True,
    leads_to=("procedures", "procedures", "procedures", "documents", "case-reviews"),
    gathers=("law",),
)
