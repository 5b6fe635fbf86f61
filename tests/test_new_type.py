"""A new type of content is one module: here is one, and it gets a page, a listing, a feed, checks and links."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest

from tests.support.building import Built, build, built, copy_small, edit, shown, write

MODULE = '''
"""Poems by children: the example in CONTRIBUTING."""

from typing import Literal

from lscb import types
from lscb.model.site import ContentType, Listing
from lscb.model.fields import CampaignRef, Text
from lscb.model.record import Record


class Poem(Record):
    """A poem; `age` is how old its poet was."""

    age: int
    form: Literal["rhyme", "free"] = "free"
    campaign: CampaignRef | None = None
    poet: Text | None = None


types.CONTENT_TYPES = (
    *types.CONTENT_TYPES,
    ContentType(
        collection="poems",
        singular="poem",
        record=Poem,
        files="content/poems/*.md",
        listing=Listing("Poems", "What children wrote."),
        news=True,
    ),
)
'''
POEM = """---
id: pppppppp
title: My street
summary: A poem about lamps.
age: 9
campaign: safety
themes: [neglect]
related: [procedures/escalation]
published: 2015-09-01
---
The lamps are out. See [escalation](../procedures/escalation.md).
"""


def with_poems(root: Path) -> Path:
    """The small site with a type of its own, registered before the build begins."""
    write(root, "poem.py", MODULE)
    edit(root, "mkdocs.yml", "  - hooks/generator.py\n", "  - poem.py\n  - hooks/generator.py\n")
    write(root, "content/poems/my-street.md", POEM)
    edit(root, "content/themes/neglect.md", "See [escalation]", "See [a poem](../poems/my-street.md) and [escalation]")
    return root


@pytest.fixture(scope="module")
def poems(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(with_poems(copy_small(tmp_path_factory.mktemp("poems") / "project")), "--strict")


def test_a_record_of_it_has_a_page(poems: Built) -> None:
    said = poems.text("/poems/my-street/")
    for part in ("My street", "A poem about lamps.", "The lamps are out.", "Escalation", "1 September 2015"):
        assert part in said
    assert poems.page("/poems/my-street/").xpath("//nav[@class='crumbs']//a/@href") == ["/", "/poems/"]


def test_it_has_a_listing(poems: Built) -> None:
    page = poems.page("/poems/")
    assert "What children wrote." in shown(page)
    assert page.xpath("//main//a[@href='/poems/my-street/']")


def test_it_has_a_feed_and_stands_in_the_news_of_all(poems: Built) -> None:
    for name in ("poems/feed.xml", "poems/atom.xml", "feed.xml", "themes/neglect/feed.xml", "campaigns/safety/feed.xml"):
        assert "tag:testford.example,2015:pppppppp" in {entry.id for entry in feedparser.parse(poems.files[name]).entries}, name


def test_links_to_it_are_checked_and_made(poems: Built) -> None:
    assert poems.page("/themes/neglect/").xpath("//main//a[@href='/poems/my-street/']")
    assert poems.page("/poems/my-street/").xpath("//main//a[@href='/procedures/escalation/']")


@pytest.mark.parametrize("address", ["/themes/neglect/", "/procedures/escalation/"])
def test_what_it_names_gathers_it(poems: Built, address: str) -> None:
    assert poems.page(address).xpath("//main//a[@href='/poems/my-street/'][not(ancestor::*[@class='prose'])]")


def test_it_is_in_the_sitemap(poems: Built) -> None:
    assert b"https://www.testford.example/poems/my-street/" in poems.files["sitemap.xml"]


def test_its_mistakes_are_told_like_any_others(small: Path) -> None:
    with_poems(small)
    edit(small, "content/poems/my-street.md", "age: 9\ncampaign: safety", "age: nine\ncampaign: safty\nform: sonnet\nlenght: 3")
    done = build(small)
    assert done.code == 1
    for said in (
        "content/poems/my-street.md:5:1: age: “nine” is not a whole number",
        "content/poems/my-street.md:7:1: form: “sonnet” is not one of: rhyme, free",
        "content/poems/my-street.md:8:1: lenght: is not a field of a poem",
    ):
        assert said in done.err
