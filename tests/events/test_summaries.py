"""An event's title and summary follow its moves: a day that it has left is told."""

from __future__ import annotations

import pytest

from lscb.types import event
from lscb.types.event.summaries import overtaken
from tests.support.records import made

COMMON = "id: aaaaaaaa\npublished: 2015-05-07\nkind: workshop\nstarts: 2015-10-07 10:00\n"
MOVED = "changes: [{id: aaaaaaab, on: 2015-09-20, what: moved, starts: 2015-11-05 14:00}]\n"
CANCELLED = "changes: [{id: aaaaaaab, on: 2015-09-20, what: cancelled}]\n"
AGAIN = CANCELLED.replace("]", ", {id: aaaaaaac, on: 2015-09-21, what: confirmed}]")
LATER = MOVED.replace("2015-11-05 14:00", "2015-10-07 14:00")
FULL = CANCELLED.replace("cancelled", "full")


def told(summary: str, changes: str, title: str = "A workshop") -> list[tuple[str, str]]:
    found = made(event.TYPE, changes, COMMON + f'title: "{title}"\nsummary: "{summary}"\n')
    return [(error.field, error.message) for _, error in overtaken([found])]


@pytest.mark.parametrize(
    "said",
    [
        "On 7 October at noon.",
        "Wednesday 7th October 2015",
        "the 7th of October",
        "October 7",
        "7 oct",
        "(2015-10-07)",
        "07 October",
    ],
)
def test_a_day_that_the_event_has_left_is_told(said: str) -> None:
    assert told(said, MOVED) == [("summary", "names 7 October 2015, and that date is moved to 5 November 2015")]
    assert told(said, CANCELLED) == [("summary", "names 7 October 2015, and that date is cancelled")]
    assert told("A morning.", MOVED, said) == [("title", "names 7 October 2015, and that date is moved to 5 November 2015")]


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("On 7 October.", ""),
        ("On 7 October.", AGAIN),
        ("On 7 October.", LATER),
        ("On 7 October.", FULL),
        ("A morning on neglect.", MOVED),
        ("On 5 November.", MOVED),
        ("Moved from 7 October to 5 November.", MOVED),
        ("On 17 October, or October 70.", MOVED),
        ("Seven ideas of October.", CANCELLED),
    ],
)
def test_a_summary_that_is_right_is_left_alone(said: str, changes: str) -> None:
    assert told(said, changes) == []
