"""The challenge log: challenges made at the Board and its groups, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from lscb.model.fields import Text, Value, Whole
from lscb.model.headline import Headline, Tile
from lscb.model.site import ContentType, Listing
from lscb.model.sums import Reckoned, Sum, check_sums


class Challenge(Value):
    """A single challenge, where the log gives it."""

    number: Whole
    made_by: Text | None = None
    to: Text | None = None
    text: Text
    quarter: Text | None = None
    outcome: Text | None = None


class ChallengeLog(Reckoned):
    """A year of the log. The counts must agree with each other."""

    period: Text
    made: Whole
    complete: Whole
    outstanding: Whole
    complete_percent: Whole
    outstanding_percent: Whole
    challenges: tuple[Challenge, ...] = ()
    headline: Headline | None = None

    def sums(self) -> Iterator[Sum]:
        """What was made of the challenges against how many were made, in numbers and per cent."""
        said = f"{self.complete} complete and {self.outstanding} outstanding are {{computed}}, not {{given}}"
        yield Sum("made", (Decimal(self.made),), (Decimal(self.complete + self.outstanding),), said)
        for name in ("complete", "outstanding"):
            count, printed = getattr(self, name), getattr(self, f"{name}_percent")
            share = (Decimal(100 * count) / max(self.made, 1)).quantize(Decimal(1), ROUND_HALF_UP)
            said = f"{count} of {self.made} is {{computed}}%, not {{given}}%"
            yield Sum(f"{name}_percent", (Decimal(printed),), (share,), said)


class _ChallengeLogs(ContentType[ChallengeLog]):
    def tile(self, record: ChallengeLog) -> Tile | None:
        """How many were made, which of them are complete, and which are still outstanding."""
        whole = max(record.made, 1)
        if record.headline is None:
            return None
        return Tile(f"{record.made:,}", record.headline, bar=record.complete / whole, left=record.outstanding / whole)


TYPE = _ChallengeLogs(
    collection="challenge-log",
    singular="challenge log",
    record=ChallengeLog,
    files="content/accountability/challenge-log/*.md",
    template="accountability/challenge-log.html",
    base="/accountability/challenge-log/",
    listing=Listing(
        "Challenge log",
        "Challenges made at the Board and its groups, and what became of them.",
        template="accountability/challenge-logs.html",
        parent="/accountability/",
        question="Do you challenge each other?",
    ),
    check=check_sums,
    leads_to=("business-plans", "indicators", "procedures", "documents", "articles"),
)
