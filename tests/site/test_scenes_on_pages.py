"""Scenes on the Board's own pages: one at the head of a page, light, and none where somebody needs a number or mourns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.building import Built

INLINE = re.compile(r'<svg class="scene".*?</svg>', re.DOTALL)
FILE = re.compile(r'"(/assets/scenes/[^"]+)"')
MOST = 6_000


def pages_of(site: Built) -> dict[str, str]:
    return {str(file.relative_to(site.site)): file.read_text("utf-8") for file in site.site.rglob("index.html")}


def test_a_page_has_at_most_one_scene_of_six_kilobytes_in_it(real_site: Built) -> None:
    found = {name: INLINE.findall(text) for name, text in pages_of(real_site).items()}
    assert sum(map(bool, found.values())) > 30
    for name, scenes in found.items():
        assert len(scenes) <= 1, name
        assert all(len(one.encode()) <= MOST and 'aria-hidden="true"' in one for one in scenes), name


def test_every_file_of_a_scene_that_a_page_names_is_there(real_site: Built) -> None:
    named = {address for text in pages_of(real_site).values() for address in FILE.findall(text)}
    assert named
    assert not [address for address in named if not (real_site.site / address.lstrip("/")).is_file()]


@pytest.mark.parametrize(
    "place", ["worried-about-a-child", "case-reviews", "procedures", "accountability/child-deaths", "contacts", "thresholds"]
)
def test_no_scene_stands_where_somebody_needs_a_number_or_mourns(real_site: Built, place: str) -> None:
    found = {name: text for name, text in pages_of(real_site).items() if Path(name).is_relative_to(place)}
    assert found
    assert not [name for name, text in found.items() if INLINE.search(text) or FILE.search(text)]


@pytest.mark.parametrize(
    "address",
    [
        "campaigns/anti-slavery-day",
        "newsletters/2015-spring",
        "newsletters/2015-spring/share-aware",
        "events/chelseas-choice",
        ".",
    ],
)
def test_a_record_with_a_scene_opens_with_it(real_site: Built, address: str) -> None:
    assert INLINE.search((real_site.site / address / "index.html").read_text("utf-8"))


def test_lists_show_scenes_as_files_that_load_when_they_come_into_view(real_site: Built) -> None:
    for address, least in (("campaigns", 13), ("newsletters", 4)):
        images = re.findall(r'<img class="scene"[^>]*>', (real_site.site / address / "index.html").read_text("utf-8"))
        assert len(images) >= least
        assert all('loading="lazy"' in one and 'alt=""' in one for one in images)
