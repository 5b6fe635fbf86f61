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
  - {{number: 1, slug: a, name: A, in_short: S, meaning: M, who_helps: W, what_to_do: [Go.]}}
  - {{number: {second}, slug: b, name: B, in_short: S, meaning: M, who_helps: W, what_to_do: [Go.]}}
domains: [{{slug: d, name: D, meaning: M}}]
signs: [{{id: aaaaaaa2, level: {level}, domain: {domain}, text: T}}]
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
    assert list(kind.check([made(kind, fields)])) == []


def faults(kind: ContentType[Any], fields: str) -> list[tuple[str, str]]:
    """What is wrong with the sums of a record that is sound otherwise: where, and what."""
    return [(error.field, error.message) for _, error in kind.check([made(kind, fields)])]


def account(field: str, printed: str, computed: str) -> str:
    return f'  - {{field: "{field}", given: {printed}, computed: {computed}, why: The source prints it so.}}\n'


WRONG = [
    (budget.TYPE, budget_of(total="76,115"), "total_pounds", "76115", "76114", "the contributions add to £76,114, not £76,115"),
    (budget.TYPE, budget_of(total="86,114"), "total_pounds", "86114", "76114", "the contributions add to £76,114, not £86,114"),
    (
        budget.TYPE, budget_of(b="100, printed_percent: 0.2"), "contributions 2, printed_percent", "0.2", "0.1",
        "£100 of £76,114 is 0.1%, not 0.2%",
    ),
    (challenge_log.TYPE, log_of(38, 87), "made", "38", "37", "33 complete and 4 outstanding are 37, not 38"),
    (challenge_log.TYPE, log_of(complete=98), "complete_percent", "98", "89", "33 of 37 is 89%, not 98%"),
    (
        child_deaths.TYPE, deaths_of(unexpected=2), "areas 1, expected", "4", "5",
        "expected and unexpected add to 5, and the total is 4",
    ),
    (
        child_deaths.TYPE, deaths_of(second=2, total=5), "printed_totals, quarters", "[1, 2, 0, 1]", "[1, 3, 0, 1]",
        "the areas add to 1, 3, 0, 1, not 1, 2, 0, 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "name", "printed", "computed", "message"), WRONG)
def test_a_wrong_sum_is_told_whatever_notes_there_are(
    kind: ContentType[Any], fields: str, name: str, printed: str, computed: str, message: str
) -> None:
    assert message in [said for _, said in faults(kind, fields + NOTE)]


@pytest.mark.parametrize(("kind", "fields", "name", "printed", "computed", "message"), WRONG)
def test_a_wrong_sum_that_is_named_with_both_results_is_the_sources_own(
    kind: ContentType[Any], fields: str, name: str, printed: str, computed: str, message: str
) -> None:
    said = faults(kind, f"{fields}discrepancies:\n{account(name, printed, computed)}")
    assert message not in [one for _, one in said]
    assert not [where for where, _ in said if where.startswith("discrepancies")]


@pytest.mark.parametrize(
    ("entry", "where", "message"),
    [
        (account("total_pounds", "86114", "76115"), "discrepancies.0.computed", "is 76,115, and for total_pounds it is 76,114"),
        (account("total_pounds", "86115", "76114"), "discrepancies.0.given", "is 86,115, and for total_pounds it is 86,114"),
        (account("total", "86114", "76114"), "discrepancies.0.field", "“total” is no sum that is wrong"),
        (account("total", "86114", "76114"), "total_pounds", "the contributions add to £76,114, not £86,114"),
        (
            account("contributions 1, pounds", "1", "2"),
            "discrepancies.0.field",
            "“contributions 1, pounds” is no sum that is wrong",
        ),
        (account("total_pounds", "86114", "76114") * 2, "discrepancies.1.field", "“total_pounds” is given twice"),
        (
            account("total_pounds", "[86114, 1]", "76114"),
            "discrepancies.0.given",
            "is 86,114, 1, and for total_pounds it is 86,114",
        ),
    ],
)
def test_an_account_excuses_nothing_but_the_sum_it_names_with_the_figures_it_names(entry: str, where: str, message: str) -> None:
    assert (where, message) in faults(budget.TYPE, f"{budget_of(total='86,114')}discrepancies:\n{entry}")


def test_an_account_of_a_sum_that_is_right_has_to_go() -> None:
    said = faults(budget.TYPE, f"{budget_of()}discrepancies:\n{account('total_pounds', '76114', '76114')}")
    assert said == [("discrepancies.0.field", "“total_pounds” is no sum that is wrong")]


def test_every_wrong_sum_of_a_table_is_told_at_once() -> None:
    found = [where for where, _ in faults(child_deaths.TYPE, deaths_of(a=5, second=2, total=7))]
    assert found == ["areas.0.total", "areas.0.expected", "printed_totals.quarters", "printed_totals.total", "printed_totals"]


SHARES = "period: 2014-15\nbasis: E\ntotal_pounds: 3\nprinted_total_percent: {total}\ncontributions:\n" + "".join(
    f"  - {{{{partner: {one}, name: {one}, pounds: 1, printed_percent: 33.33}}}}\n" for one in "abc"
)


@pytest.mark.parametrize(
    ("total", "told_of"), [("100", False), ("99.99", False), ("100.01", True), ("101", True), ("99.9", True)]
)
def test_printed_shares_may_miss_their_total_by_what_rounding_them_explains(total: str, told_of: bool) -> None:
    assert bool(faults(budget.TYPE, SHARES.format(total=total))) == told_of


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(-(10**6), 10**6))
def test_a_total_is_taken_exactly_when_it_is_the_sum(pounds: list[int], more: int) -> None:
    total = sum(pounds) + more
    if total > 0:
        lines = "".join(f"  - {{partner: a, name: A, pounds: {one}}}\n" for one in pounds)
        fields = f"period: 2014-15\nbasis: E\ncontributions:\n{lines}total_pounds: {total}\n"
        assert bool(faults(budget.TYPE, fields)) == (more != 0)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (matrix_of(second=3), "8:1: levels: are not numbered 1, 2, 3 … in order"),
        (matrix_of(level=3), "12:24: signs 1, level: there is no level 3"),
        (matrix_of(domain="e"), "12:34: signs 1, domain: there is no domain “e”\n    hint: domains: d"),
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
