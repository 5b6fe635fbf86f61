"""The challenge log: challenges made at the Board and its groups, and what became of them."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from lscb.model.fields import Text, Value, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError

HINT = "mend the figures, or say in `notes` that the source disagrees with itself"


class Challenge(Value):
    """A single challenge, where the log gives it."""

    number: Whole
    made_by: Text | None = None
    to: Text | None = None
    text: Text
    quarter: Text | None = None
    outcome: Text | None = None


class ChallengeLog(Record):
    """A year of the log. The counts must agree with each other."""

    period: Text
    made: Whole
    complete: Whole
    outstanding: Whole
    complete_percent: Whole
    outstanding_percent: Whole
    challenges: tuple[Challenge, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.complete + self.outstanding != self.made and not self.notes:
            said = f"{self.complete} complete and {self.outstanding} outstanding are not {self.made}"
            raise FieldError(said, field="made", hint=HINT)
        for name in ("complete", "outstanding"):
            share = round(100 * getattr(self, name) / max(self.made, 1))
            if share != getattr(self, f"{name}_percent") and not self.notes:
                said = f"{getattr(self, name)} of {self.made} is {share}%, not {getattr(self, f'{name}_percent')}%"
                raise FieldError(said, field=f"{name}_percent", hint=HINT)
        return self


TYPE = ContentType(
    collection="challenge-log",
    singular="challenge log",
    record=ChallengeLog,
    files="content/accountability/challenge-log/*.md",
    template="accountability/challenge-log.html",
    base="/accountability/challenge-log/",
    listing=Listing(
        "Challenge log",
        "Challenges made at the Board and its groups, and what became of them.",
        parent="/accountability/",
    ),
)
