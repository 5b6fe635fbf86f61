"""The time that a rule allows for a step of a procedure, as data."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import model_validator

from lscb.model.deadlines import Period, periods_named
from lscb.model.fields import Duration, Text, Value
from lscb.problems import FieldError

Rule = Literal["within", "at_most", "at_least", "beforehand", "every", "aim_for"]
RULES: dict[Rule, str] = {
    "within": "{}",
    "at_most": "{} at most",
    "at_least": "At least {}",
    "beforehand": "At least {} beforehand",
    "every": "At least every {}",
    "aim_for": "Aim for {}",
}
SOON = re.compile(r"\b(?:at once|immediately|straight away|same (?:working |school )?day|half an hour)\b", re.IGNORECASE)


class TimeLimit(Value):
    """A step with the time allowed for it, and where that limit is laid down; or, in words, why there is no limit.

    One of `within`, `at_most`, `at_least`, `beforehand`, `every` and `aim_for` holds the length of time. `in_words` stands alone
    where there is none, and beside one where the rule's own words say more; then they must name the same length.
    """

    step: Text
    within: Duration | None = None
    at_most: Duration | None = None
    at_least: Duration | None = None
    beforehand: Duration | None = None
    every: Duration | None = None
    aim_for: Duration | None = None
    in_words: Text | None = None
    counted_from: Text | None = None
    source: Text

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        given = [rule for rule in RULES if getattr(self, rule)]
        if len(given) > 1:
            raise FieldError(f"is given beside `{given[0]}`", field=given[1], hint="a step has one limit: make two steps of it")
        named = periods_named(self.in_words or "")
        if not given and not self.in_words:
            hint = "`within: 15 working days`, or `in_words: No separate limit`"
            raise FieldError("says how long nowhere", hint=hint)
        if not given and named:
            hint = f"add it as data: `within: {min(named, key=str)}`"
            raise FieldError("names a length of time that no deadline is counted by", field="in_words", hint=hint)
        if given and self.in_words and self.period not in named:
            hint = f"`{given[0]}` says {self.period}: mend one of the two"
            raise FieldError("does not name the same length of time", field="in_words", hint=hint)
        if self.beforehand and self.beforehand.unit in {"hour", "working day"}:
            raise FieldError("is counted back in days, weeks, months or years", field="beforehand", hint="write it `in_words`")
        return self

    @property
    def rule(self) -> Rule | None:
        """How the length of time binds, or None where there is none."""
        return next((rule for rule in RULES if getattr(self, rule)), None)

    @property
    def period(self) -> Period | None:
        """The length of time."""
        return getattr(self, self.rule) if self.rule else None

    @property
    def limit(self) -> str:
        """The limit in words: “15 working days”, “72 hours at most”."""
        return self.in_words or RULES[self.rule].format(self.period) if self.rule else self.in_words or ""

    @property
    def measured(self) -> bool:
        """Whether it is a length of time or says “at once”, to be drawn on a line, and not a sentence about there being none."""
        return self.rule is not None or SOON.search(self.limit) is not None
