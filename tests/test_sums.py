"""Figures that must agree: budget, child deaths, challenge log, and the indicators of the threshold matrix."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.site import ContentType
from lscb.types import budget, challenge_log, child_deaths, indicators, section11, threshold
from tests.support.records import made, told

NOTE = "notes: [The source disagrees with itself.]\n"
BUDGET = """period: 2014-15
basis: Estimated
contributions:
  - {{partner: a, name: A, pounds: "76,014"}}
  - {{partner: b, name: B, pounds: {b}}}
total_pounds: {total}
"""
LOG = "period: 2014-15\nmade: {made}\ncomplete: 33\noutstanding: 4\ncomplete_percent: {complete}\noutstanding_percent: 11\n"
DEATHS = """period: 2014-15
areas:
  - {{name: A, quarters: [1, 2, 0, 1], total: {a}, expected: 3, unexpected: {unexpected}}}
  - {{name: B, quarters: [0, 1, 0, 0], total: 1, expected: 1, unexpected: 0}}
printed_totals: {{quarters: [1, {second}, 0, 1], total: {total}}}
"""
MATRIX = """full_title: T
adopted: 2014
levels:
  - {{number: 1, slug: a, name: A, meaning: M, who_helps: W, what_to_do: [Go.]}}
  - {{number: {second}, slug: b, name: B, meaning: M, who_helps: W, what_to_do: [Go.]}}
domains: [{{slug: d, name: D, meaning: M}}]
indicators: [{{level: {level}, domain: {domain}, text: T}}]
"""


def budget_of(b: str = "100", total: str = "76114") -> str:
    return BUDGET.format(b=b, total=total)


def log_of(count: int = 37, complete: int = 89) -> str:
    return LOG.format(made=count, complete=complete)


def deaths_of(a: int = 4, unexpected: int = 1, second: int = 3, total: int = 5) -> str:
    return DEATHS.format(a=a, unexpected=unexpected, second=second, total=total)


def matrix_of(second: int = 2, level: int = 2, domain: str = "d") -> str:
    return MATRIX.format(second=second, level=level, domain=domain)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (budget.TYPE, budget_of()),
        (challenge_log.TYPE, log_of()),
        (child_deaths.TYPE, deaths_of()),
        (threshold.TYPE, matrix_of()),
    ],
)
def test_figures_that_agree_are_taken(kind: ContentType[Any], fields: str) -> None:
    assert made(kind, fields)


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (budget.TYPE, budget_of(total="76,115"), "10:1: total_pounds: the contributions add to £76,114, not £76,115"),
        (challenge_log.TYPE, log_of(38), "7:1: made: 33 complete and 4 outstanding are not 38"),
        (challenge_log.TYPE, log_of(complete=98), "10:1: complete_percent: 33 of 37 is 89%, not 98%"),
        (child_deaths.TYPE, deaths_of(a=5), "7:39: areas 1, total: the quarters add to 4"),
        (child_deaths.TYPE, deaths_of(unexpected=2), "7:49: areas 1, expected: expected and unexpected do not add to the total"),
        (child_deaths.TYPE, deaths_of(total=6), "9:1: printed_totals: the areas add to 5"),
        (child_deaths.TYPE, deaths_of(second=2), "9:1: printed_totals: the areas add to 1, 3, 0, 1 in the quarters, not 1, 2, 0, 1"),
    ],
)  # fmt: skip
def test_figures_that_disagree_need_a_note(kind: ContentType[Any], fields: str, message: str) -> None:
    [said] = told(kind, fields)
    problem, hint = said.split("\n    hint: ")
    assert problem == message
    assert hint.endswith("or say in `notes` that the source disagrees with itself")
    assert made(kind, fields + NOTE)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (matrix_of(second=3), "8:1: levels: are not numbered 1, 2, 3 … in order"),
        (matrix_of(level=3), "12:15: indicators 1, level: there is no level 3"),
        (matrix_of(domain="e"), "12:25: indicators 1, domain: there is no domain “e”\n    hint: domains: d"),
    ],
)
def test_the_matrix_holds_together(fields: str, message: str) -> None:
    [said] = told(threshold.TYPE, fields)
    assert said.startswith(message)


def test_two_levels_may_not_share_an_address() -> None:
    [said] = told(threshold.TYPE, matrix_of().replace("slug: b", "slug: a"))
    assert "“a” is given twice" in said


def test_two_indicators_may_not_share_an_anchor() -> None:
    one = "{slug: a, title: A, finding: F, unit: u, source: S, readings: [{period: 2015, value: 1}]}"
    [said] = told(indicators.TYPE, f"indicators:\n  - {one}\n  - {one}\n")
    assert said.startswith("7:6: indicators 2, slug: “a” is given twice")


def test_a_budget_of_nothing_is_told_not_divided_by() -> None:
    said = told(budget.TYPE, budget_of(b="-76014", total="0"))
    assert any("total_pounds" in one for one in said)


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8))
def test_shares_add_up_to_the_whole(pounds: list[int]) -> None:
    lines = "".join(f"  - {{partner: a, name: A, pounds: {one}}}\n" for one in pounds)
    found = made(budget.TYPE, f"period: 2014-15\nbasis: E\ncontributions:\n{lines}total_pounds: {sum(pounds)}\n")
    shares = [found.share(one) for one in found.contributions]
    assert abs(sum(shares, Decimal()) - 100) <= Decimal("0.005") * len(pounds)


def test_the_areas_added_up_are_those_of_the_table() -> None:
    found = made(child_deaths.TYPE, deaths_of())
    assert (found.added_quarters, found.added_total) == ((1, 3, 0, 1), 5)


def test_a_section_11_review_needs_somebody_who_answered() -> None:
    [said] = told(section11.TYPE, "period: 2014-15\nreceived: 0\nrespondents: []\n")
    assert said.startswith("8:1: respondents: is an empty list")
