"""The threshold document: levels of need, and what tells one from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Self

from pydantic import Field, model_validator

from lscb.model.entries import feed_of, followed_records
from lscb.model.fields import AnyDate, ContactRef, ProcedureRef, Slug, Text, Value, Whole
from lscb.model.page import Feed, PageSpec
from lscb.model.record import Record
from lscb.model.site import ContentType, Site
from lscb.pages.specs import withdrawn_page
from lscb.problems import FieldError


class Level(Value):
    """One level of need: who helps there, what to do, and who to call.

    `in_short` stands in the band of all levels, and so do the first two of `what_to_do`; `meaning` leads the level's own page.
    """

    number: Whole
    slug: Slug
    name: Text
    in_short: Text
    meaning: Text
    who_helps: Text
    what_to_do: tuple[Text, ...]
    contacts: tuple[ContactRef, ...] = ()
    procedures: tuple[ProcedureRef, ...] = ()
    note: Text | None = None


class Domain(Value):
    """One side of the national Assessment Framework triangle."""

    slug: Slug
    name: Text
    meaning: Text


class Indicator(Value):
    """A sign that points to a level in a domain, or in any of them where none is named; an example, never a rule."""

    level: Whole
    domain: Slug | None = None
    text: Text
    ages: Text | None = None
    procedure: ProcedureRef | None = None
    source: Text | None = None


class ThresholdDocument(Record):
    """The whole document. Every level and domain that an indicator names must stand in it."""

    full_title: Text
    version: Text | None = None
    adopted: AnyDate
    levels: tuple[Level, ...] = Field(min_length=1)
    domains: tuple[Domain, ...] = Field(min_length=1)
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _matrix_holds(self) -> Self:
        numbers = [level.number for level in self.levels]
        if numbers != list(range(1, len(numbers) + 1)):
            raise FieldError("are not numbered 1, 2, 3 … in order", field="levels", hint="the lowest level of need comes first")
        for field, parts in (("levels", self.levels), ("domains", self.domains)):
            slugs = [part.slug for part in parts]
            if double := next((slug for slug in slugs if slugs.count(slug) > 1), None):
                last = len(slugs) - 1 - slugs[::-1].index(double)
                raise FieldError(f"“{double}” is given twice", field=f"{field}.{last}.slug", hint="each needs a slug of its own")
        domains = {domain.slug for domain in self.domains}
        for index, indicator in enumerate(self.indicators):
            if indicator.level not in numbers:
                raise FieldError(
                    f"there is no level {indicator.level}", field=f"indicators.{index}.level", hint=f"levels: 1 to {len(numbers)}"
                )
            if indicator.domain and indicator.domain not in domains:
                hint = f"domains: {', '.join(sorted(domains))}"
                raise FieldError(f"there is no domain “{indicator.domain}”", field=f"indicators.{index}.domain", hint=hint)
        return self

    def at(self, level: Level, domain: Domain | None) -> tuple[Indicator, ...]:
        """The indicators in one cell of the matrix, or those of a level that belong to no one domain."""
        slug = domain.slug if domain else None
        return tuple(one for one in self.indicators if (one.level, one.domain) == (level.number, slug))

    def by_domain(self, level: Level) -> bool:
        """Whether a level's indicators are told apart by domain; where none is, its cells are one."""
        return any(self.at(level, domain) for domain in self.domains)

    @property
    def rows(self) -> tuple[Domain | None, ...]:
        """The rows of the matrix: the domains, and first of all none of them, where a level has indicators of both kinds."""
        mixed = any(self.by_domain(level) and self.at(level, None) for level in self.levels)
        return (None, *self.domains) if mixed else self.domains


def _level_pages(site: Site) -> Iterator[PageSpec]:
    for document in site.all("thresholds"):
        for level in document.levels:
            yield PageSpec(
                address=f"/thresholds/{level.slug}/",
                title=f"Level {level.number}: {level.name}",
                summary=level.meaning,
                template="thresholds/level.html",
                source=document.origin.path,
                parent="/thresholds/",
                record=document,
                changed=document.changed,
                context={"level": level},
            )
    for document in (gone for gone in site.withdrawn if isinstance(gone, ThresholdDocument)):
        for level in document.levels:
            title = f"Level {level.number}: {level.name}"
            yield replace(withdrawn_page(site, document), address=f"/thresholds/{level.slug}/", title=title)


class _Thresholds(ContentType[ThresholdDocument]):
    """There is one threshold document, so it stands at the collection's own address."""

    def address(self, slug: str) -> str:
        return self.root

    def parent_of(self, record: ThresholdDocument) -> str:
        return "/"

    def points(self, record: ThresholdDocument) -> Iterator[tuple[str, Iterable[str]]]:
        for level in record.levels:
            signs = (one.text for one in record.indicators if one.level == level.number)
            yield f"Level {level.number}: {level.name}", (level.meaning, level.who_helps, *level.what_to_do, *signs)

    def anchors(self, record: ThresholdDocument) -> frozenset[str]:
        return frozenset({"signs"})


def _feeds(site: Site) -> Iterator[Feed]:
    """The collection's feed: it has no list of its own to stand beside."""
    yield feed_of(site, "/thresholds/", "Levels of need", "Changes to the threshold document.", followed_records(site, TYPE))


TYPE = _Thresholds(
    collection="thresholds",
    singular="threshold document",
    record=ThresholdDocument,
    files="content/thresholds/*.md",
    template="thresholds/threshold.html",
    news=True,
    versioned=True,
    more_pages=_level_pages,
    feeds=_feeds,
    leads_to=("procedures", "procedures", "procedures", "documents", "articles"),
)
