"""Feed documents, read back by a real parser: what went in comes out, whatever it was; the same content, the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import feedparser
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lscb.model.dates import LONDON
from lscb.model.page import Entry, Feed
from lscb.publishing.entries import moment
from lscb.publishing.feeds import SIZE, addresses, documents
from lscb.publishing.prepared import Prepared
from lscb.publishing.xmlsafe import xml_safe
from lscb.types import partner
from records import BOARD
from records import made as made_from


def folded(text: str) -> str:
    return " ".join(xml_safe(text).split())


RECORD = made_from(partner.TYPE, "kind: council\n")
FIRST = datetime(2015, 1, 1, 9, tzinfo=LONDON)
HOSTILE = [
    "“quotes” \"double\" 'single'",
    "]]> an early end <![CDATA[ and start",
    "a & b &amp; c &lt;b&gt; <b>bold</b>",
    "bell \x07, null \x00, escape \x1b, \ufffe",
    "😀 👩‍👧 🫨 e\u0301",
    "שלום مرحبا \u202eoverride\u202c",
    "<script>alert(1)</script>",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a  b\tc",
    "{{ jinja }} {% raw %} %s \\n",
]
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
TEXTS = st.sampled_from(HOSTILE) | SIGNS.filter(lambda text: bool(folded(text)))  # a record's texts are never blank


def entry_for(number: int = 0, title: str = "A title", summary: str = "A summary.", **more: Any) -> Entry:
    day = FIRST + timedelta(days=number)
    return Entry(f"tag:testford.example,2015:{number}", f"/a/{number}/", title, summary, day, day, RECORD, **more)


def feed_for(*entries: Entry, title: str = "All news", summary: str = "What is new.") -> Feed:
    return Feed("/", title, summary, "/", entries, FIRST)


def made(feed: Feed, html: str = "<p>Text</p>") -> dict[str, bytes]:
    return dict(documents(feed, BOARD, lambda _: html))


def body_text(html: str) -> str:
    return folded(lxml.html.fragment_fromstring(html, create_parent="div").text_content())


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4), TEXTS)
def test_whatever_goes_into_xml_feeds_comes_out(items: list[tuple[str, str, str]], name: str) -> None:
    entries = [entry_for(n, title, summary, categories=(category,)) for n, (title, summary, category) in enumerate(items)]
    written = made(feed_for(*entries, title=name))
    for address in ("/feed.xml", "/atom.xml"):
        root = etree.fromstring(written[address])
        found = root.iter("item", "{http://www.w3.org/2005/Atom}entry")
        texts = [
            [folded(part.text or "") for part in one if etree.QName(part).localname in {"title", "summary", "description"}]
            for one in found
        ]
        assert texts == [[folded(entry.title), folded(entry.summary)] for entry in entries]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_whatever_goes_into_a_json_feed_comes_out(items: list[tuple[str, str, str]]) -> None:
    entries = [
        entry_for(number, title, summary, categories=(category,)) for number, (title, summary, category) in enumerate(items)
    ]
    found = json.loads(made(feed_for(*entries))["/feed.json"])["items"]
    assert [(one["title"], one["summary"], one["tags"]) for one in found] == [
        (xml_safe(entry.title), xml_safe(entry.summary), [xml_safe(entry.categories[0])]) for entry in entries
    ]


@pytest.mark.parametrize("html", ["<p>a ]]&gt; b</p>", "<p>&lt;script&gt;</p>", "<p>😀 שלום &amp;amp;</p>", "<p>a</p>\n<p>b</p>"])
def test_the_full_text_comes_out_of_a_readers_parser(html: str) -> None:
    written = made(feed_for(entry_for()), html)
    for address in ("/feed.xml", "/atom.xml"):
        [item] = feedparser.parse(written[address]).entries
        assert body_text(item.content[0].value) == body_text(html)
    assert json.loads(written["/feed.json"])["items"][0]["content_html"] == html


@given(TEXTS)
def test_a_reader_finds_no_fault_with_a_hostile_feed(text: str) -> None:
    for address, document in made(feed_for(entry_for(title=text, summary=text), title=text), f"<p>{text}</p>").items():
        if not address.endswith(".json"):
            found = feedparser.parse(document)
            assert not found.bozo, found.bozo_exception
            assert found.entries[0].id == "tag:testford.example,2015:0"


@pytest.mark.parametrize("address", ["/feed.xml", "/atom.xml"])
def test_a_reader_learns_where_and_when(address: str) -> None:
    found = feedparser.parse(made(feed_for(entry_for(1), entry_for(0)))[address])
    assert [item.id for item in found.entries] == ["tag:testford.example,2015:1", "tag:testford.example,2015:0"]
    assert [item.link for item in found.entries] == ["https://www.testford.example/a/1/", "https://www.testford.example/a/0/"]
    assert [item.published_parsed[:5] for item in found.entries] == [(2015, 1, 2, 9, 0), (2015, 1, 1, 9, 0)]
    assert found.feed.link == "https://www.testford.example/"
    assert found.feed.updated_parsed[:5] == (2015, 1, 2, 9, 0)
    assert f"https://www.testford.example{address}" in {link.href for link in found.feed.links if link.rel == "self"}


def test_an_rss_guid_is_no_address() -> None:
    root = etree.fromstring(made(feed_for(entry_for()))["/feed.xml"])
    assert root.xpath("//guid/@isPermaLink") == ["false"]


def test_a_feed_with_nothing_in_it_is_a_feed() -> None:
    for address, document in made(feed_for()).items():
        if address.endswith(".json"):
            assert json.loads(document)["items"] == []
        else:
            assert not feedparser.parse(document).bozo


@given(st.lists(TEXTS, max_size=3))
def test_the_same_content_gives_the_same_bytes(titles: list[str]) -> None:
    feed = feed_for(*(entry_for(number, title) for number, title in enumerate(titles)))
    assert made(feed) == made(feed)


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 99, 100, 101, 150, 173])
def test_archives_hold_every_entry_that_the_feed_has_let_go(count: int) -> None:
    feed = feed_for(*(entry_for(number) for number in reversed(range(count))))
    written = made(feed)
    assert list(written) == list(addresses(feed))
    guids: set[str] = set()
    address = "/atom.xml"
    while address:
        found = feedparser.parse(written[address])
        assert len(found.entries) <= SIZE
        guids |= {item.id for item in found.entries}
        links = [link.href for link in found.feed.links if link.rel == "prev-archive"]
        address = links[0].removeprefix("https://www.testford.example") if links else ""
    assert len(guids) == count


def test_a_new_entry_changes_no_byte_of_an_archive() -> None:
    before, after = (made(feed_for(*(entry_for(number) for number in reversed(range(size))))) for size in (120, 121))
    archives = {address: document for address, document in before.items() if "-" in address}
    assert len(archives) == 6
    assert {address: after[address] for address in archives} == archives


def test_a_withdrawal_is_a_tombstone_in_atom() -> None:
    gone = replace(entry_for(2, "Withdrawn: A", "It was wrong."), replaces="tag:testford.example,2015:1", text=("It was wrong.",))
    root = etree.fromstring(made(feed_for(gone))["/atom.xml"])
    [tombstone] = root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert {name: tombstone.get(name) for name in ("ref", "when")} == {
        "ref": "tag:testford.example,2015:1",
        "when": "2015-01-03T09:00:00+00:00",
    }


@given(st.text(max_size=60))
def test_safe_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = xml_safe(text)
    assert etree.fromstring(etree.tostring(element)).tag == "a"


def test_entries_of_one_day_stand_in_their_places() -> None:
    day = FIRST.date()
    assert moment(day) > moment(day, 1) > moment(day, 2)
    assert moment(day, 100).date() == day


FEEDS = [
    "/",
    "/procedures/",
    "/newsletters/",
    "/newsletters/articles/",
    "/campaigns/",
    "/campaigns/safety/",
    "/case-reviews/",
    "/events/",
    "/events/coming-up/",
    "/themes/neglect/",
]


def test_every_collection_campaign_and_theme_has_a_feed(prepared: Prepared) -> None:
    assert sorted(prepared.plan.feeds) == sorted(FEEDS)


def test_every_feed_holds_the_newest_first_once(prepared: Prepared) -> None:
    for feed in prepared.plan.feeds.values():
        moments = [entry.published for entry in feed.entries]
        assert moments == sorted(moments, reverse=True)
        assert len({entry.guid for entry in feed.entries}) == len(feed.entries)
        assert all(entry.published.date() <= prepared.site.today for entry in feed.entries)


def test_an_issues_entry_carries_its_articles_in_order(prepared: Prepared) -> None:
    [entry] = prepared.plan.feeds["/newsletters/"].entries
    html = prepared.entry_html(entry)
    assert html.index("Notes from the editors.") < html.index("<h2>A lead story</h2>") < html.index("<h2>A second story</h2>")
    assert 'href="https://www.testford.example/procedures/escalation/"' in html


def test_a_campaigns_feed_tells_of_all_that_names_it(prepared: Prepared) -> None:
    assert {entry.title for entry in prepared.plan.feeds["/campaigns/safety/"].entries} == {
        "Safety",
        "Safety Week",
        "A lead story",
    }
