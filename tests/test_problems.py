"""How problems are said: where, what, and how to put it right; sorted, and each only once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.problems import ContentError, Position, Problem, nearest, report

KNOWN = ["escalation", "neglect", "domestic-abuse", "missing-children", "child-sexual-exploitation"]
MANY = [f"name-{number}" for number in range(13)]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("esclation", "did you mean `escalation`?"),
        ("Neglect", "did you mean `neglect`?"),
        ("missing-child", "did you mean `missing-children`?"),
        ("", "known names: child-sexual-exploitation, domestic-abuse, escalation, missing-children, neglect"),
        ("zzz", "known names: child-sexual-exploitation, domestic-abuse, escalation, missing-children, neglect"),
    ],
)
def test_the_nearest_name_is_offered_or_the_short_list(word: str, said: str) -> None:
    assert nearest(word, KNOWN) == said


def test_several_near_names_are_all_offered() -> None:
    assert nearest("audit-1", ["audit-2", "audit-3"]) == "did you mean `audit-3` or `audit-2`?"


def test_a_long_list_is_not_read_out() -> None:
    assert nearest("zzz", MANY) == ""
    assert nearest("zzz", []) == ""


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=20))
def test_any_word_may_be_asked_for(word: str, known: list[str]) -> None:
    said = nearest(word, known)
    assert not said or any(name in said for name in known)


def test_a_problem_is_a_line_that_editors_can_jump_to_and_a_hint() -> None:
    assert str(Problem("content/a.md", Position(3, 7), "is wrong", "mend it")) == "content/a.md:3:7: is wrong\n    hint: mend it"
    assert str(Problem("content/a.md", Position(), "is wrong")) == "content/a.md:1:1: is wrong"


def test_an_error_holds_each_problem_once_sorted_by_file_line_and_column() -> None:
    places = [("b.md", (1, 1)), ("a.md", (10, 1)), ("a.md", (9, 2)), ("a.md", (9, 1)), ("b.md", (1, 1))]
    error = ContentError(Problem(path, Position(*position), "wrong") for path, position in places)
    assert str(error).splitlines() == [
        "a.md:9:1: wrong",
        "a.md:9:2: wrong",
        "a.md:10:1: wrong",
        "b.md:1:1: wrong",
        "4 problems in the content",
    ]


@pytest.mark.parametrize(("count", "said"), [(0, "0 problems"), (1, "1 problem"), (2, "2 problems")])
def test_the_count_is_good_english(count: int, said: str) -> None:
    problems = [Problem("a.md", Position(number), "wrong") for number in range(count)]
    assert report(problems).splitlines()[-1] == f"{said} in the content"
