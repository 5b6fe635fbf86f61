"""A body falls into the sections that its headings make, and nothing of it is lost or changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.pages.markdown import render
from lscb.pages.sections import sections

BLOCKS = (
    "Words & *more*, 3 < 4.",
    "## A heading",
    "## A heading",
    "### Below it",
    "- one\n- two",
    "> ## Quoted\n> words",
    "---",
    "1. **a.** b",
)


@pytest.mark.parametrize(
    ("body", "opening", "ids"),
    [
        ("", "", []),
        ("Only words.", "<p>Only words.</p>", []),
        ("Before.\n\n## One\n\nA\n\n### In it\n\nB\n\n## Two\n\nC", "<p>Before.</p>", ["one", "two"]),
        ("## One", "", ["one"]),
        ("## Same\n\n## Same", "", ["same", "same_1"]),
        ("> ## Quoted\n\n## One", None, ["one"]),
        ("## One\n\nA note.[^1]\n\n[^1]: Its words.", "", ["one"]),
    ],
)
def test_a_body_is_parted_by_its_own_headings(body: str, opening: str | None, ids: list[str]) -> None:
    first, found = sections(render(body).html)
    assert [one.id for one in found] == ids
    assert opening is None or first.strip() == opening
    assert all(one.html.startswith("<h2") for one in found)


@given(st.lists(st.sampled_from(BLOCKS), max_size=8))
def test_the_parts_together_are_the_body(blocks: list[str]) -> None:
    html = render("\n\n".join(blocks)).html
    opening, found = sections(html)
    assert opening + "".join(one.html for one in found) == html
    assert len(found) == blocks.count("## A heading")
