"""A site of many records costs in proportion, told by counts that no machine's speed can move; `make bench` tells it in time."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.support.building import REPOSITORY, run

Result = dict[str, Any]


@pytest.fixture(scope="module")
def measured() -> list[Result]:
    """The benchmark's own measurements for 40 records more than there are, and for five times as many."""
    done = run(REPOSITORY, sys.executable, "benchmarks/build.py", "--json", "40", "200")
    assert done.code == 0, done.err[-2000:]
    results: list[Result] = json.loads(done.out)
    return results


@pytest.fixture
def results(measured: list[Result]) -> tuple[Result, Result]:
    few, many = measured
    return few, many


def test_every_body_is_rendered_exactly_once_and_no_template_compiled_twice(results: tuple[Result, Result]) -> None:
    for result in results:
        assert result["rendered"] == result["bodies"]
        assert result["compiled_twice"] == 0
        assert result["pages"] >= result["records"]


def test_after_a_change_to_one_body_only_what_shows_it_is_made_again(results: tuple[Result, Result]) -> None:
    few, many = results
    for result in results:
        assert result["rendered_again"] == 1
        assert result["compiled_again"] == 0
    assert 0 < many["written"] <= few["written"] + 12 < 40  # the older document of each feed that holds it, in three forms


def test_a_records_page_is_as_large_in_a_large_site_as_in_a_small_one(results: tuple[Result, Result]) -> None:
    few, many = results
    assert many["record_page_bytes"] / few["record_page_bytes"] == pytest.approx(1, abs=0.01)


def test_all_pages_together_grow_with_the_records(results: tuple[Result, Result]) -> None:
    few, many = results
    assert many["html_bytes"] / few["html_bytes"] < 5.1
