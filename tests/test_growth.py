"""A site of many records costs in proportion: told by counts that no machine's speed can move, and by CPU time of one run."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from building import REPOSITORY, run

Result = dict[str, Any]


@pytest.fixture(scope="module")
def results() -> tuple[Result, Result]:
    """The benchmark's own measurements for 150 and five times as many records."""
    done = run(REPOSITORY, sys.executable, "benchmarks/build.py", "--json", "150", "750")
    assert done.code == 0, done.err[-2000:]
    few, many = json.loads(done.out)
    return few, many


def test_every_body_is_converted_exactly_once(results: tuple[Result, Result]) -> None:
    for result in results:
        assert result["converted"] == result["bodies"]
        assert result["pages"] >= result["records"]


def test_a_records_page_is_as_large_in_a_large_site_as_in_a_small_one(results: tuple[Result, Result]) -> None:
    few, many = results
    assert many["record_page_bytes"] / few["record_page_bytes"] == pytest.approx(1, abs=0.01)


def test_all_pages_together_grow_with_the_records(results: tuple[Result, Result]) -> None:
    few, many = results
    assert many["html_bytes"] / few["html_bytes"] < 5.1


def test_cpu_time_grows_no_faster_than_the_pages(results: tuple[Result, Result]) -> None:
    few, many = results
    assert many["cpu_seconds"] / few["cpu_seconds"] < 1.25 * many["pages"] / few["pages"]
