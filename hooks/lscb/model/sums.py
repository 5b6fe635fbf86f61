"""Sums that a source prints: each agrees with the figures beside it, or is named with both results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from lscb.model.fields import Number, Text, Value
from lscb.model.record import Record
from lscb.problems import FieldError, nearest, spoken


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


Figures = Annotated[tuple[Number, ...], BeforeValidator(_one_or_more)]


@dataclass(frozen=True)
class Sum:
    """What a source prints at `field` (a dotted path), and what its other figures give there.

    `said` puts both into a sentence: “the areas add to {computed}, not {given}”.
    """

    field: str
    given: tuple[Decimal, ...]
    computed: tuple[Decimal, ...]
    said: str

    @property
    def name(self) -> str:
        """The field as editors are told of it: “areas 2, total”."""
        return spoken(FieldError("", field=self.field).loc).removesuffix(": ")

    @property
    def fault(self) -> FieldError:
        """What an editor is told of a sum that is wrong and not accounted for."""
        given, computed = (_listed(figures, brackets=True) for figures in (self.given, self.computed))
        hint = (
            "mend a figure; if the source itself prints it so, say it under `discrepancies:` "
            f'as - {{field: "{self.name}", given: {given}, computed: {computed}, why: …}}'
        )
        return FieldError(
            self.said.format(given=_listed(self.given), computed=_listed(self.computed)), field=self.field, hint=hint
        )


class Discrepancy(Value):
    """A sum that the source itself prints wrong: what it gives, what its figures give, and what a reader must know of it."""

    field: Text
    given: Figures
    computed: Figures
    why: Text


class Reckoned(Record):
    """A record whose figures add up. Whatever does not is named in `discrepancies`, one sum each."""

    discrepancies: tuple[Discrepancy, ...] = ()

    def sums(self) -> Iterator[Sum]:
        """Every sum that the source prints, right or wrong."""
        yield from ()


R = TypeVar("R", bound=Reckoned)


def check_sums(records: Sequence[R]) -> Iterator[tuple[R, FieldError]]:
    """Each sum that is wrong and not accounted for, and each account that fits no wrong sum."""
    for record in records:
        yield from ((record, error) for error in _faults(record))


def _faults(record: Reckoned) -> Iterator[FieldError]:
    wrong = {one.name: one for one in record.sums() if one.given != one.computed}
    named = [one.field for one in record.discrepancies]
    yield from (one.fault for name, one in wrong.items() if name not in named)
    for number, one in enumerate(record.discrepancies):
        at = f"discrepancies.{number}"
        if named.index(one.field) < number:
            yield FieldError(f"“{one.field}” is given twice", field=f"{at}.field", hint="one entry for each sum")
        elif one.field not in wrong:
            hint = nearest(one.field, wrong) or "take the entry out"
            yield FieldError(f"“{one.field}” is no sum that is wrong", field=f"{at}.field", hint=hint)
        else:
            yield from _misquoted(wrong[one.field], one, at)


def _misquoted(wrong: Sum, told: Discrepancy, at: str) -> Iterator[FieldError]:
    for name, is_so, said in (("given", wrong.given, told.given), ("computed", wrong.computed, told.computed)):
        if is_so != said:
            error = f"is {_listed(said)}, and for {wrong.name} it is {_listed(is_so)}"
            yield FieldError(error, field=f"{at}.{name}", hint="a figure has changed since this was written: look at both again")


def _listed(figures: Sequence[Decimal], *, brackets: bool = False) -> str:
    if brackets:
        return str(figures[0]) if len(figures) == 1 else f"[{', '.join(map(str, figures))}]"
    return ", ".join(f"{figure:,}" for figure in figures)
