"""The Board's budget and who pays into it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from lscb.model.fields import Number, PartnerRef, Text, Value
from lscb.model.headline import Headline, Tile
from lscb.model.site import ContentType, Listing
from lscb.model.sums import Reckoned, Sum, check_sums


class Contribution(Value):
    """What one agency paid in pounds, and the share that the source prints."""

    partner: PartnerRef
    name: Text
    pounds: Annotated[Number, Field(ge=0)]
    printed_percent: Number | None = None


class Budget(Reckoned):
    """A year's contributions, which add up to the printed total."""

    period: Text
    basis: Text
    contributions: tuple[Contribution, ...] = Field(min_length=1)
    total_pounds: Annotated[Number, Field(gt=0)]
    printed_total_percent: Number | None = None
    headline: Headline | None = None

    def sums(self) -> Iterator[Sum]:
        """The total in pounds, each agency's share of it, and what the shares come to."""
        added = sum((one.pounds for one in self.contributions), Decimal())
        yield Sum("total_pounds", (self.total_pounds,), (added,), "the contributions add to £{computed}, not £{given}")
        for number, one in enumerate(self.contributions):
            if one.printed_percent is not None:
                share = _rounded(one.pounds * 100 / self.total_pounds, like=one.printed_percent)
                said = f"£{one.pounds:,} of £{self.total_pounds:,} is {{computed}}%, not {{given}}%"
                yield Sum(f"contributions.{number}.printed_percent", (one.printed_percent,), (share,), said)
        yield from self._added_shares()

    def _added_shares(self) -> Iterator[Sum]:
        """The printed shares against their printed total, as far as rounding each of them does not explain it."""
        shares = [one.printed_percent for one in self.contributions if one.printed_percent is not None]
        total = self.printed_total_percent
        if total is None or len(shares) < len(self.contributions):
            return
        added = sum(shares, Decimal())
        if abs(total - added) > sum((Decimal(1).scaleb(_places(one)) / 2 for one in shares), Decimal()):
            yield Sum("printed_total_percent", (total,), (added,), "the printed shares add to {computed}%, not {given}%")

    def share(self, contribution: Contribution) -> Decimal:
        """A contribution as a percentage of the total, to two places."""
        return _rounded(contribution.pounds * 100 / self.total_pounds, like=Decimal("0.01"))


def _places(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def _rounded(number: Decimal, *, like: Decimal) -> Decimal:
    """Half up, to as many places as `like` has."""
    return number.quantize(Decimal(1).scaleb(_places(like)), ROUND_HALF_UP)


class _Budgets(ContentType[Budget]):
    def tile(self, record: Budget) -> Tile | None:
        """All that is paid, and how much of it the largest contributor pays."""
        largest = max(one.pounds for one in record.contributions)
        number = f"£{record.total_pounds:,}"
        return Tile(number, record.headline, bar=float(largest / record.total_pounds)) if record.headline else None


TYPE = _Budgets(
    collection="budget",
    singular="budget",
    record=Budget,
    files="content/accountability/budget/*.yml",
    template="accountability/budget.html",
    base="/accountability/budget/",
    listing=Listing(
        "Budget", "What the Board's work costs, and who pays.", parent="/accountability/", question="What does it cost?"
    ),
    check=check_sums,
    leads_to=("business-plans", "groups", "groups", "child-deaths", "documents"),
)
