"""The threshold document: levels of need, and what tells one from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lscb.model.entries import feed_of, followed_records
from lscb.model.page import Feed
from lscb.model.site import ContentType, Site
from lscb.types.threshold.pages import ROOT, data_tables, part_pages
from lscb.types.threshold.record import ThresholdDocument


class _Thresholds(ContentType[ThresholdDocument]):
    """There is one threshold document, so it stands at the collection's own address."""

    def address(self, slug: str) -> str:
        return self.root

    def parent_of(self, record: ThresholdDocument) -> str:
        return "/"

    def points(self, record: ThresholdDocument) -> Iterator[tuple[str, Iterable[str]]]:
        for level in record.levels:
            signs = (sign.text for sign in record.in_force if sign.level == level.number)
            yield f"Level {level.number}: {level.name}", (level.meaning, level.who_helps, *level.what_to_do, *signs)

    def anchors(self, record: ThresholdDocument) -> frozenset[str]:
        return frozenset({"signs"})


def _feeds(site: Site) -> Iterator[Feed]:
    """The collection's feed: it has no list of its own to stand beside."""
    yield feed_of(site, ROOT, "Levels of need", "Changes to the threshold document.", followed_records(site, TYPE))


TYPE = _Thresholds(
    collection="thresholds",
    singular="threshold document",
    record=ThresholdDocument,
    files="content/thresholds/*.md",
    template="thresholds/threshold.html",
    news=True,
    versioned=True,
    pdf=True,
    more_pages=part_pages,
    feeds=_feeds,
    data_tables=data_tables,
    leads_to=("procedures", "procedures", "procedures", "documents", "articles"),
)
