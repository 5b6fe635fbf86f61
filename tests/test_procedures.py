"""What a procedure says of its own time limits."""

from __future__ import annotations

import pytest

from lscb.types.procedure import TimeLimit


@pytest.mark.parametrize(
    ("limit", "measured"),
    [
        ("15 working days", True),
        ("1 working day", True),
        ("One month", True),
        ("72 hours at most", True),
        ("Within a week", True),
        ("Half an hour", True),
        ("24-hour cover", True),
        ("At once", True),
        ("The same working day", True),
        ("At least 6 weeks beforehand, and at once where it will begin sooner", True),
        ("As soon as possible in practice, and within one month in law", True),
        ("No number of hours in national guidance; it is held as soon as there is reasonable cause for suspicion", False),
        ("No separate limit; the date of the conference governs it", False),
        ("Section 47 sets none", False),
        ("None in Working Together 2015", False),
        ("Days are not given", False),
    ],
)
def test_a_limit_is_a_length_of_time_or_a_sentence(limit: str, measured: bool) -> None:
    assert TimeLimit(step="Strategy discussion", limit=limit, source="S").measured is measured
