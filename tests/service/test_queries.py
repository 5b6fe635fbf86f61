"""What people ask of the real site, and the page that each search must show first (`expected_first` in content/search.yml)."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lscb.model.search_words import ExpectedFirst
from lscb.pages.search import SIGNATURE
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES
from tests.support.building import REPOSITORY, Built
from tests.support.servers import nginx
from tests.support.visits import Visits

SAID = "() => /[.]$/.test(document.querySelector('[data-says]').textContent)"
FIRST = "() => document.querySelector('[data-results] a')?.getAttribute('href') ?? ''"
CALLING = "() => !!document.querySelector('[data-call]:not([hidden]) a[href=\"tel:999\"]')"


@pytest.fixture(scope="module")
def expected() -> tuple[ExpectedFirst, ...]:
    return read_content(REPOSITORY, CONTENT_TYPES).words.expected_first


def test_there_are_sixty_queries_and_no_query_twice(expected: tuple[ExpectedFirst, ...]) -> None:
    asked = [one.asked.casefold() for one in expected]
    assert len(set(asked)) >= 60
    assert len({one.page for one in expected}) > 30


def test_what_was_meant_comes_first(
    expected: tuple[ExpectedFirst, ...], real_site: Built, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    missed = []
    with (
        nginx(real_site.site, tmp_path_factory.mktemp("queries")) as served,
        Visits(chromium, served.url).to("/search/?q=board") as visit,
    ):
        box = visit.page.locator("main input[name=q]")
        for one in expected:
            box.fill(one.asked)
            box.press("Enter")
            visit.page.wait_for_function(SAID)
            if one.page is None and not visit.page.evaluate(CALLING):
                missed.append(f"{one.asked}: nobody to call")
            elif one.page is not None and (found := visit.page.evaluate(FIRST)) != one.page:
                missed.append(f"{one.asked}: {found}, not {one.page}")
    assert len(missed) <= 0.05 * len(expected), "\n".join(missed)


def test_no_words_of_two_cells_are_run_together(real_site: Built) -> None:
    excerpts = (fragment(file)["content"] for file in (real_site.site / "pagefind" / "fragment").iterdir())
    known = {"HeadStart", "PowerPoint", "JavaScript"}
    assert {word for text in excerpts for word in re.findall(r"\b[A-Za-z]+[a-z][A-Z][a-z]+", text)} <= known


def fragment(file: Path) -> dict[str, str]:
    """What Pagefind keeps of a page."""
    found: dict[str, str] = json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))
    return found
