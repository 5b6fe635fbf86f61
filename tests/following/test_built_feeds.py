"""What the built site offers those who follow it: feeds, the list of them, pages that show them, mailings and cards."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import feedparser
import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser

from lscb.prepared import Prepared
from tests.support.building import PATIENCE, Built, shown
from tests.support.clients import served

ISSUE = "newsletters/2015-spring/"
HOST = "https://www.testford.example"


def test_every_feed_says_the_same_in_every_format(small_site: Built, prepared: Prepared) -> None:
    for feed in prepared.plan.feeds.values():
        rss, atom = (feedparser.parse(small_site.files[address.lstrip("/")]) for address in (feed.rss, feed.atom))
        items = json.loads(small_site.files[feed.json.lstrip("/")])["items"]
        assert not rss.bozo
        assert not atom.bozo
        ids = [entry.guid for entry in feed.entries[:50]]
        assert (
            [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries] == [item["id"] for item in items] == ids
        )
        for one, two, three in zip(rss.entries, atom.entries, items, strict=True):
            assert one.content[0].value == two.content[0].value
            assert one.title == two.title == three["title"]
            assert one.published_parsed == two.published_parsed
            assert 'href="/' not in three["content_html"]
            assert 'src="/' not in three["content_html"]
            assert three["content_html"]


def test_no_two_entries_of_a_feed_have_the_same_time(small_site: Built, prepared: Prepared) -> None:
    for feed in prepared.plan.feeds.values():
        moments = [entry.updated for entry in feed.entries]
        assert len(set(moments)) == len(moments), feed.base


@pytest.mark.parametrize(("name", "wide", "high"), [("feed", 144, 144), ("feed-icon", 512, 512), ("feed-logo", 512, 256)])
def test_the_pictures_that_feeds_name_have_the_shapes_asked_for(small_site: Built, name: str, wide: int, high: int) -> None:
    with Image.open(BytesIO(small_site.files[f"assets/{name}.png"])) as image:
        assert (image.format, image.size) == ("PNG", (wide, high))


def test_one_file_adds_every_feed_to_a_reader(small_site: Built, prepared: Prepared) -> None:
    root = etree.fromstring(small_site.files["feeds/testford.opml"])
    assert root.get("version") == "2.0"
    feeds = root.findall("body/outline/outline")
    assert {one.get("xmlUrl") for one in feeds} == {f"{HOST}{feed.rss}" for feed in prepared.plan.feeds.values()}
    assert all(one.get("type") == "rss" and one.get("text") and one.get("htmlUrl") for one in feeds)


def test_a_feeds_page_shows_what_a_follower_gets(small_site: Built, prepared: Prepared) -> None:
    for feed in prepared.plan.feeds.values():
        page = small_site.page(feed.page)
        said = shown(page.xpath("//main")[0])
        for address in (feed.rss, feed.atom, feed.json):
            assert f"{HOST}{address}" in said
        for entry in feed.entries[:20]:
            assert entry.title in said
        assert not page.xpath("//main//img[not(starts-with(@src, '/'))]")


def test_the_page_on_following_leads_to_every_feed(small_site: Built, prepared: Prepared) -> None:
    page = small_site.page("/feeds/")
    assert {feed.page for feed in prepared.plan.feeds.values()} <= set(page.xpath("//main//a/@href"))
    for feed in prepared.plan.feeds.values():
        assert f"{HOST}{feed.rss}" in small_site.page(feed.page).xpath("//button/@data-copy")
    assert page.xpath("//a[@href='/feeds/testford.opml']")


def test_an_issue_can_be_mailed_in_four_forms(small_site: Built) -> None:
    html, text, raw, notify = (
        small_site.files[f"{ISSUE}{name}"] for name in ("email.html", "email.txt", "email.eml", "notify.md")
    )
    assert len(html) < 100_000
    for form in (html, text, notify):
        for said in (b"Notes from the editors.", b"A lead story", b"A second story", b"Emergency services", b"999"):
            assert said in form, said
    message = message_from_bytes(raw, policy=default)
    assert not message.defects
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert notify.startswith(b"# Newsletter: Spring 2015\n")


def test_the_whole_issue_stands_on_one_page_to_print(small_site: Built) -> None:
    said = small_site.text(f"/{ISSUE}whole/")
    for part in (
        "Notes from the editors.",
        "A lead story",
        "The story, with a link.",
        "A second story",
        "More.",
        "Safety Week",
        "999",
    ):
        assert part in said
    assert small_site.page(f"/{ISSUE}").xpath(f"//a[@href='/{ISSUE}whole/']")


def test_a_shared_page_has_a_card(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        [card] = page.xpath("//meta[@property='og:image']/@content")
        with Image.open(BytesIO(small_site.files[card.removeprefix(f"{HOST}/")])) as image:
            assert image.size == (1200, 630), address
    [card] = small_site.page("/campaigns/safety/").xpath("//meta[@property='og:image']/@content")
    assert card == f"{HOST}/campaigns/safety/card.png"


@pytest.mark.parametrize("address", ["events/feed/", "campaigns/safety/feed/"])
def test_an_address_is_copied_with_one_press(small_site: Built, chromium: Browser, address: str) -> None:
    with served(small_site.site) as url, chromium.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        context.set_default_timeout(1000 * PATIENCE)
        page = context.new_page()
        page.goto(f"{url}/{address}")
        button = page.locator("[data-copy]").first
        button.click()
        page.wait_for_selector("[data-copy-says]:not(:empty)", state="attached")
        wanted = button.get_attribute("data-copy") or ""
        assert page.evaluate("navigator.clipboard.readText()") == wanted
        assert wanted in (page.locator("[data-copy-says]").text_content() or "")
        assert button.inner_text().startswith("Copied")
