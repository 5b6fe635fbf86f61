"""The record of an event: training, meetings, performances and awareness days, saying no more than is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from lscb.model.dates import PartialDate
from lscb.model.fields import (
    CampaignRef,
    Email,
    GroupRef,
    Series,
    Text,
    Value,
    WebAddress,
    Whole,
    YearlyDay,
)
from lscb.model.material import Material
from lscb.model.record import Illustrated, without_scene_beside_reviews
from lscb.problems import FieldError
from lscb.types.event.occurrence import Change, Occurrence, Venue

Kind = Literal["training", "workshop", "conference", "board meeting", "awareness day", "performance", "survey", "learning event"]
Audience = Literal["everyone", "public", "professionals", "children and young people", "families", "board members"]
Level = Literal["level 1", "level 2", "level 3", "level 3 refresher", "specialist"]


class Booking(Value):
    """How to book."""

    web: WebAddress | None = None
    email: Email | None = None
    note: Text | None = None


class Event(Illustrated):
    """Something that takes place, once, on several dates, or in a series. Dates are never made up.

    `repeats` makes a series of the only occurrence; `changes` is what was made known afterwards, in any order; `usually`
    is the day of the year on which an awareness day begins, which only proposes the years to come, and `rule` says the
    same, or that there is no rule, in words.
    """

    kind: Kind
    occurrences: tuple[Occurrence, ...] = Field(min_length=1)
    repeats: Series | None = None
    changes: tuple[Change, ...] = ()
    venue: Venue | None = None
    online: WebAddress | None = None
    organiser: Text | None = None
    groups: tuple[GroupRef, ...] = ()
    audiences: tuple[Audience, ...] = ("everyone",)
    level: Level | None = None
    capacity: Whole | None = None
    attended: Text | None = None
    cost: Text | None = None
    booking: Booking | None = None
    campaign: CampaignRef | None = None
    materials: tuple[Material, ...] = ()
    rule: Text | None = None
    usually: YearlyDay | None = None

    @model_validator(mode="after")
    def _no_scene_beside_reviews(self) -> Self:
        without_scene_beside_reviews(self)
        return self

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: object) -> object:
        """`starts` and `ends` at the top are the short form of a single occurrence."""
        if not isinstance(data, dict) or not {"starts", "ends"} & data.keys():
            return data
        if "occurrences" in data:
            field = "starts" if "starts" in data else "ends"
            raise FieldError("is given as well as `occurrences`", field=field, hint="put this date into the list too")
        inner = {key: data[key] for key in ("starts", "ends", "status") if key in data}
        return {**{key: value for key, value in data.items() if key not in inner}, "occurrences": [inner]}

    @model_validator(mode="after")
    def _dates_can_be(self) -> Self:
        for place, occurrence in enumerate(self.occurrences):
            if occurrence.starts in (other.starts for other in self.occurrences[:place]):
                raise FieldError("is given twice", field=f"occurrences.{place}.starts", hint="take one of the two out")
        if self.repeats and (len(self.occurrences) > 1 or not self.occurrences[0].exact):
            hint = "a series has one first date, known to the day, as `starts: 2015-09-09 09:30`; add days with `also`"
            raise FieldError("needs one date to begin from", field="repeats", hint=hint)
        try:
            self.planned  # noqa: B018 - worked out here so that what is wrong with it is told here
        except FieldError as error:
            raise FieldError(error.message, hint=error.hint, field="repeats") from None
        return self

    @model_validator(mode="after")
    def _changes_concern_dates_of_the_event(self) -> Self:
        for place, change in enumerate(self.changes):
            for number, said in enumerate(change.dates):
                if not self._at(said):
                    close = get_close_matches(_key(said), self._by_key, n=2, cutoff=0.5)
                    hint = f"it has {' and '.join(close)}" if close else ""
                    raise FieldError(f"{_key(said)} is no date of this event", field=f"changes.{place}.dates.{number}", hint=hint)
            concerned = self.concerned(change)
            if not concerned:
                hint = "it is later than every date; name those it concerns as `dates: [2015-10-14]`"
                raise FieldError("concerns no date", field=f"changes.{place}.on", hint=hint)
            if change.starts is not None and len(concerned) > 1:
                hint = "say which date moved, as `dates: [2015-10-14]`; each has a change of its own"
                raise FieldError(f"would move {len(concerned)} dates to one", field=f"changes.{place}.starts", hint=hint)
        return self

    @cached_property
    def planned(self) -> tuple[Occurrence, ...]:
        """Every date as first announced: those listed, or those of the series. Raises FieldError."""
        if self.repeats is None:
            return self.occurrences
        first = self.occurrences[0]
        days = self.repeats.days(first.first_day)
        try:
            return tuple(first.on_day(day) for day in days)
        except FieldError as error:
            raise FieldError(error.message, hint=f"{error.hint}, or leave the date out, as `not 2015-03-29`") from None

    def concerned(self, change: Change) -> tuple[int, ...]:
        """Which of the planned dates a change concerns, by their places."""
        if change.dates:
            return tuple(dict.fromkeys(place for said in change.dates for place in self._at(said)))
        return tuple(place for place, one in enumerate(self.planned) if one.last_day >= change.on)

    def _at(self, said: datetime | PartialDate) -> list[int]:
        return self._by_key.get(_key(said), [])

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        """Places of the planned dates by what a change may call them: the day, or the day with the time."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.planned):
            for key in _keys(one):
                found.setdefault(key, []).append(place)
        return found


def _keys(occurrence: Occurrence) -> Iterator[str]:
    yield _key(occurrence.starts)
    if isinstance(occurrence.starts, datetime):
        yield _key(occurrence.starts.date())


def _key(moment: datetime | PartialDate | date) -> str:
    if isinstance(moment, PartialDate):
        return moment.iso or moment.label
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()
