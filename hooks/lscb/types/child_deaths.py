"""Child death notifications to the panel, by area and quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import Field

from lscb.model.fields import Text, Value, Whole
from lscb.model.site import ContentType, Listing
from lscb.model.sums import Reckoned, Sum, check_sums


class Area(Value):
    """One area's row: notifications by quarter, the printed total, and how many were expected."""

    name: Text
    quarters: tuple[Whole, ...] = Field(min_length=4, max_length=4)
    total: Whole
    expected: Whole
    unexpected: Whole


class Totals(Value):
    """The total row as the source prints it."""

    quarters: tuple[Whole, ...] = Field(min_length=4, max_length=4)
    total: Whole


class ChildDeaths(Reckoned):
    """A year's table, whose rows and totals add up."""

    period: Text
    areas: tuple[Area, ...] = Field(min_length=1)
    printed_totals: Totals
    findings: tuple[Text, ...] = ()
    learning: tuple[Text, ...] = ()

    @property
    def added_quarters(self) -> tuple[int, ...]:
        """The quarters of all areas added up."""
        return tuple(sum(area.quarters[number] for area in self.areas) for number in range(4))

    @property
    def added_total(self) -> int:
        """All areas' totals added up."""
        return sum(area.total for area in self.areas)

    def sums(self) -> Iterator[Sum]:
        """Each area's row against its total, and all areas against the printed totals."""
        for number, area in enumerate(self.areas):
            total = (Decimal(area.total),)
            said = "the quarters add to {computed}, not {given}"
            yield Sum(f"areas.{number}.total", total, (Decimal(sum(area.quarters)),), said)
            said = "expected and unexpected add to {computed}, and the total is {given}"
            yield Sum(f"areas.{number}.expected", total, (Decimal(area.expected + area.unexpected),), said)
        printed = self.printed_totals
        said = "the areas add to {computed}, not {given}"
        yield Sum("printed_totals.quarters", _decimals(printed.quarters), _decimals(self.added_quarters), said)
        yield Sum("printed_totals.total", (Decimal(printed.total),), (Decimal(self.added_total),), said)
        said = "its quarters add to {computed}, and its total is {given}"
        yield Sum("printed_totals", (Decimal(printed.total),), (Decimal(sum(printed.quarters)),), said)


def _decimals(counts: Iterable[int]) -> tuple[Decimal, ...]:
    return tuple(Decimal(count) for count in counts)


TYPE = ContentType(
    collection="child-deaths",
    singular="child death table",
    record=ChildDeaths,
    files="content/accountability/child-deaths/*.yml",
    template="accountability/child-deaths.html",
    base="/accountability/child-deaths/",
    listing=Listing(
        "Child death reviews",
        "Notifications to the panel that reviews every child's death.",
        parent="/accountability/",
        question="What is learned when a child dies?",
    ),
    check=check_sums,
    leads_to=("procedures", "indicators", "groups", "campaigns", "documents"),
)
