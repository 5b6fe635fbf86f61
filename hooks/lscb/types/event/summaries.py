"""An event's title and summary go where its dates are not: they must not keep a day that the event has left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lscb.model.dates import MONTHS, long_date
from lscb.problems import FieldError
from lscb.types.event.agenda import Dated, as_it_stands
from lscb.types.event.record import Event

HINT = "leave the day out: every page, feed and calendar shows it, as it stands"


def overtaken(events: Sequence[Event]) -> Iterator[tuple[Event, FieldError]]:
    """Events whose title or summary names the day of a date that has moved or is off, and not its new day."""
    for event in events:
        gone = [one for one in as_it_stands(event, date.max) if one.planned.exact and (one.off or _on_another_day(one))]
        for name, text in (("title", event.title), ("summary", event.summary)):
            for one in gone:
                if _names(text, one.planned.first_day) and (one.off or not _names(text, one.starts)):
                    what = one.occurrence.status if one.off else f"moved to {long_date(one.starts)}"
                    said = f"names {long_date(one.planned.first_day)}, and that date is {what}"
                    yield event, FieldError(said, field=name, hint=HINT)
                    break


def _on_another_day(one: Dated) -> bool:
    return one.starts != one.planned.first_day


def _names(text: str, day: date) -> bool:
    month = f"{MONTHS[day.month - 1][:3]}[a-z]*"
    ways = rf"\b0?{day.day}(?:st|nd|rd|th)?(?: of)? {month}\b", rf"\b{month} {day.day}\b", day.isoformat()
    return bool(re.search("|".join(ways), text, re.IGNORECASE))
