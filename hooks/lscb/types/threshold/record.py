"""The threshold document as data: levels of need, the sides of a child's life, and the signs that tell one level from another."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from lscb.model.fields import AnyDate, ContactRef, ProcedureRef, RecordId, Slug, Text, Value, Whole
from lscb.model.record import Record, Withdrawal
from lscb.problems import FieldError


class Level(Value):
    """One level of need: who helps there, what to do, and who to call.

    `in_short` stands in the band of all levels, and so do the first two of `what_to_do`; `meaning` leads the level's own page;
    `would_change` is what would make it another level, where the source says so.
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
    would_change: tuple[Text, ...] = ()
    note: Text | None = None


class Domain(Value):
    """One side of the national Assessment Framework triangle."""

    slug: Slug
    name: Text
    meaning: Text


class Sign(Value):
    """An indicator: it points to a level in a domain, or in any of them where none is named; an example, never a rule.

    `contacts` are who helps with just this, where they are others than the level's. One that is `withdrawn` keeps its place
    for those who cited it, and stands nowhere else.
    """

    id: RecordId
    level: Whole
    domain: Slug | None = None
    text: Text
    ages: Text | None = None
    procedure: ProcedureRef | None = None
    contacts: tuple[ContactRef, ...] = ()
    would_change: Text | None = None
    source: Text | None = None
    withdrawn: Withdrawal | None = None


class ThresholdDocument(Record):
    """The whole document. Every level and domain that a sign names must stand in it."""

    full_title: Text
    version: Text | None = None
    adopted: AnyDate
    levels: tuple[Level, ...] = Field(min_length=1)
    domains: tuple[Domain, ...] = Field(min_length=1)
    signs: tuple[Sign, ...] = Field(min_length=1)

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
        for index, sign in enumerate(self.signs):
            if sign.level not in numbers:
                hint = f"levels: 1 to {len(numbers)}"
                raise FieldError(f"there is no level {sign.level}", field=f"signs.{index}.level", hint=hint)
            if sign.domain and sign.domain not in domains:
                hint = f"domains: {', '.join(sorted(domains))}"
                raise FieldError(f"there is no domain “{sign.domain}”", field=f"signs.{index}.domain", hint=hint)
        return self

    @property
    def in_force(self) -> tuple[Sign, ...]:
        """The signs that the document holds now."""
        return tuple(one for one in self.signs if one.withdrawn is None)

    @property
    def no_longer(self) -> tuple[Sign, ...]:
        """The signs that it held once."""
        return tuple(one for one in self.signs if one.withdrawn)

    def at(self, level: Level, domain: Domain | None) -> tuple[Sign, ...]:
        """The signs in one cell of the matrix, or those of a level that belong to no one domain."""
        slug = domain.slug if domain else None
        return tuple(one for one in self.in_force if (one.level, one.domain) == (level.number, slug))

    def domain(self, sign: Sign) -> Domain | None:
        """The side of the child's life that a sign belongs to, where it is one."""
        return next((domain for domain in self.domains if domain.slug == sign.domain), None)

    def by_domain(self, level: Level) -> bool:
        """Whether a level's signs are told apart by domain; where none is, its cells are one."""
        return any(self.at(level, domain) for domain in self.domains)

    @property
    def rows(self) -> tuple[Domain | None, ...]:
        """The rows of the matrix: the domains, and first of all none of them, where a level has signs of both kinds."""
        mixed = any(self.by_domain(level) and self.at(level, None) for level in self.levels)
        return (None, *self.domains) if mixed else self.domains
