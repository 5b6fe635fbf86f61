"""Feed documents, read back by a real parser: what went in comes out, whatever it was; the same content, the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import feedparser
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lscb.following.syndication import Publisher, documents
from lscb.model.board import Board
from lscb.model.dates import LONDON
from lscb.model.entries import moment
from lscb.model.feed_documents import SIZE, addresses
from lscb.model.page import Entry, EntryContent, Feed, OffsitePicture
from lscb.pages.xml_characters import xml_safe
from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES, partner
from tests.support.building import copy_small, edit, record, write
from tests.support.records import BOARD
from tests.support.records import made as made_from


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
    return Feed("feed/", "/", title, summary, "/", entries, FIRST)


def made(
    feed: Feed, html: str = "<p>Text</p>", picture: OffsitePicture | None = None, board: Board = BOARD, notice: str = ""
) -> dict[str, bytes]:
    publisher = Publisher(board, lambda _: EntryContent(html, picture), notice, escape(notice))
    return {address: make() for address, make in documents(feed, publisher)}


def body_text(html: str) -> str:
    return folded(lxml.html.fragment_fromstring(html, create_parent="div").text_content())


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4), TEXTS)
def test_whatever_goes_into_xml_feeds_comes_out(items: list[tuple[str, str, str]], name: str) -> None:
    entries = [entry_for(n, title, summary, categories=(category,)) for n, (title, summary, category) in enumerate(items)]
    written = made(feed_for(*entries, title=name))
    for address in ("/feed.xml", "/atom.xml"):
        root = etree.fromstring(written[address])
        found = list(root.iter("item", "{http://www.w3.org/2005/Atom}entry"))
        titles = [folded(one.findtext("{*}title") or "") for one in found]
        assert titles == [folded(entry.title) for entry in entries]
        plain = [one.findtext("{*}summary") or body_text(one.findtext("description") or "") for one in found]
        assert [folded(text) for text in plain] == [folded(entry.summary) for entry in entries]


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


CLOCKS_CHANGE = [date(2015, 3, 29), date(2015, 10, 25), FIRST.date()]


@given(st.sampled_from(CLOCKS_CHANGE) | st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.text(max_size=9), st.integers(0, 500))
def test_an_entrys_moment_lies_in_the_first_hour_of_its_day(day: date, permanent_id: str, place: int) -> None:
    found = moment(day, permanent_id, place)
    assert (found.date(), found.hour) == (day, 0)
    assert found.astimezone(UTC).astimezone(LONDON) == found


def test_the_articles_of_an_issue_stand_in_their_places_whatever_their_ids() -> None:
    found = [moment(FIRST.date(), f"id{place}", place) for place in range(1, 60)]
    assert found == sorted(found, reverse=True)


def test_no_two_entries_share_a_second(tmp_path: Path) -> None:
    """Services that mail what is new ask for whole seconds, and pass over the second of two."""
    root = copy_small(tmp_path / "project")
    for number in range(400):
        fields = f"id: zz{number:06}\ntitle: T{number}\nkind: report\nstatus: published\nmaker: M"
        write(root, f"content/documents/d{number}.md", record(fields))
    feeds = prepare(root, CONTENT_TYPES, None).plan.feeds
    times = {entry.guid: entry.published for feed in feeds.values() for entry in feed.entries}
    assert all(when.microsecond == 0 for when in times.values())
    assert len(set(times.values())) == len(times) > 400
    assert all(entry.published == times[entry.guid] <= entry.updated for feed in feeds.values() for entry in feed.entries)


def test_of_two_items_on_a_day_the_later_stands_above(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    for number, (name, at) in enumerate([("morning", "09:05"), ("noon", "12:00"), ("evening", "18:30")], 10):
        fields = f"id: zzzzzz{number}\ntitle: {name}\nkind: report\nstatus: published\nmaker: M\npublish_from: 2015-09-10 {at}"
        write(root, f"content/documents/{name}.md", record(fields))
    newest = prepare(root, CONTENT_TYPES, None).plan.feeds["/documents/"].entries
    shown = [(entry.title, f"{entry.published:%H:%M}") for entry in newest if entry.published.date() == date(2015, 9, 10)]
    assert shown == [("evening", "18:30"), ("noon", "12:00"), ("morning", "09:05")]


def test_an_entry_in_another_language_says_so_in_every_format() -> None:
    entry = entry_for(title="حفاظت", lang="ur", dir="rtl")
    feed = feed_for(entry, entry_for(1))
    documents_of = dict(made(feed))
    inside = '<div lang="ur" dir="rtl">'
    atom_entries = etree.fromstring(documents_of[feed.atom]).findall("{*}entry")
    assert [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in atom_entries] == ["ur", None]
    items = etree.fromstring(documents_of[feed.rss]).findall("channel/item")
    assert [one.findtext("{http://purl.org/dc/elements/1.1/}language") for one in items] == ["ur", None]
    told = json.loads(documents_of[feed.json])["items"]
    assert [one.get("language") for one in told] == ["ur", None]
    texts = [
        [one.findtext("{*}content") for one in atom_entries],
        [one.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") for one in items],
        [one["content_html"] for one in told],
    ]
    assert [[text is not None and inside in text for text in both] for both in texts] == [[True, False]] * 3


def test_every_collection_campaign_and_theme_has_a_feed(prepared: Prepared) -> None:
    collections = {kind.root for kind in prepared.site.types if kind.listing} | {
        "/thresholds/",
        "/newsletters/articles/",
        "/events/coming-up/",
    }
    register = {f"/procedures/changes/{part}" for part in ("", "4lscb/", "testford/", "theme/neglect/")}
    assert set(prepared.plan.feeds) == collections | register | {"/", "/campaigns/safety/", "/themes/neglect/"}


def test_every_feed_holds_the_newest_first_once(prepared: Prepared) -> None:
    for feed in prepared.plan.feeds.values():
        moments = [entry.published for entry in feed.entries]
        assert moments == sorted(moments, reverse=True)
        assert len({entry.guid for entry in feed.entries}) == len(feed.entries)
        assert all(entry.published.date() <= prepared.site.today for entry in feed.entries)


def test_an_issues_entry_carries_its_articles_in_order(prepared: Prepared) -> None:
    [entry] = prepared.plan.feeds["/newsletters/"].entries
    html = prepared.contents.of(entry).html
    assert html.index("Notes from the editors.") < html.index("<h2>A lead story</h2>") < html.index("<h2>A second story</h2>")
    assert 'href="https://www.testford.example/procedures/escalation/"' in html


def test_a_campaigns_feed_tells_of_all_that_names_it(prepared: Prepared) -> None:
    assert {entry.title for entry in prepared.plan.feeds["/campaigns/safety/"].entries} == {
        "Safety",
        "Safety Week",
        "A lead story",
    }


PICTURE = OffsitePicture("https://www.testford.example/media/a-800.jpg", 800, 600, "image/jpeg", "Two <b> & a dog")


@pytest.mark.parametrize("address", ["/feed.xml", "/atom.xml"])
def test_mailing_services_find_the_picture(address: str) -> None:
    [item] = feedparser.parse(made(feed_for(entry_for()), picture=PICTURE)[address]).entries
    [content] = item.media_content
    assert content == {"url": PICTURE.url, "type": "image/jpeg", "medium": "image", "width": "800", "height": "600"}


def test_a_picture_that_says_nothing_is_described_with_nothing() -> None:
    silent = replace(PICTURE, alt="")
    for address, spoken in ((address, picture) for address in ("/feed.xml", "/atom.xml") for picture in (PICTURE, silent)):
        document = made(feed_for(entry_for()), picture=spoken)[address]
        assert (b"media:description" in document) == bool(spoken.alt)


def test_a_json_item_has_the_picture() -> None:
    assert json.loads(made(feed_for(entry_for()), picture=PICTURE)["/feed.json"])["items"][0]["image"] == PICTURE.url


@pytest.mark.parametrize("address", ["/feed.xml", "/atom.xml"])
def test_an_edit_is_an_update_of_the_same_entry(address: str) -> None:
    later = replace(entry_for(), updated=FIRST + timedelta(days=9))
    [before], [after] = (feedparser.parse(made(feed_for(one))[address]).entries for one in (entry_for(), later))
    assert (before.id, before.published) == (after.id, after.published)
    assert before.updated_parsed < after.updated_parsed


@pytest.mark.parametrize("address", ["/feed.xml", "/atom.xml"])
def test_a_hub_is_told_of_and_archives_lead_to_the_current_document(address: str) -> None:
    hubbed = BOARD.model_copy(update={"hub": "https://hub.example/"})
    written = made(feed_for(*(entry_for(number) for number in reversed(range(101)))), board=hubbed)
    stem, ending = address.split(".")
    for place in (address, f"{stem}-1.{ending}"):
        links = {link.rel: link.href for link in feedparser.parse(written[place]).feed.links}
        assert links["hub"] == "https://hub.example/"
        assert links["self"] == f"https://www.testford.example{place}"
        assert links.get("current") == (None if place == address else f"https://www.testford.example{address}")
    assert json.loads(written["/feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_only_archives_say_that_they_are_archives() -> None:
    for address, document in made(feed_for(*(entry_for(number) for number in reversed(range(101))))).items():
        if address.endswith(".xml"):
            marks = etree.fromstring(document).findall(".//{http://purl.org/syndication/history/1.0}archive")
            assert len(marks) == ("-" in address)


def test_an_articles_author_is_named_in_every_format() -> None:
    written = made(feed_for(entry_for(author="Ann O’Nymous")))
    assert feedparser.parse(written["/atom.xml"]).entries[0].author_detail.name == "Ann O’Nymous"
    assert "Ann O’Nymous" in feedparser.parse(written["/feed.xml"]).entries[0].author
    assert json.loads(written["/feed.json"])["items"][0]["authors"] == [{"name": "Ann O’Nymous"}]


def test_a_site_that_stands_in_the_past_says_so_in_every_entry() -> None:
    for address, document in made(feed_for(entry_for()), notice="Call <999> today.").items():
        text = document.decode()
        assert text.count("Call") == 2, address
        if address.endswith(".xml"):
            assert "Call <999> today." in body_text(feedparser.parse(document, sanitize_html=False).entries[0].content[0].value)


def test_a_withdrawn_campaign_keeps_its_feed_and_its_id(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    before = prepare(root, CONTENT_TYPES, None).plan.feeds["/campaigns/safety/"]
    edit(root, "content/campaigns/safety.md", "led_by:", "withdrawn: {on: 2015-09-01, reason: It was wrong.}\nled_by:")
    after = prepare(root, CONTENT_TYPES, None).plan.feeds["/campaigns/safety/"]
    assert after.id == before.id
    assert {"Withdrawn: Safety", "Safety Week", "A lead story"} == {entry.title for entry in after.entries}


def test_followers_of_a_theme_hear_that_a_record_was_withdrawn(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    edit(root, "content/procedures/escalation.md", "themes:", "withdrawn: {on: 2015-09-02, reason: It was wrong.}\nthemes:")
    titles = {entry.title for entry in prepare(root, CONTENT_TYPES, None).plan.feeds["/themes/neglect/"].entries}
    assert "Withdrawn: Escalation" in titles
    assert "Escalation" not in titles


def test_an_issue_is_updated_when_one_of_its_articles_is(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    [before] = prepare(root, CONTENT_TYPES, None).plan.feeds["/newsletters/"].entries
    edit(root, "content/newsletters/2015-spring/second.md", "place: 2", "place: 2\nupdated: 2015-08-20")
    [after] = prepare(root, CONTENT_TYPES, None).plan.feeds["/newsletters/"].entries
    assert (after.guid, after.published) == (before.guid, before.published)
    assert (before.updated.date(), after.updated.date()) == (date(2015, 5, 31), date(2015, 8, 20))


def test_what_was_held_back_is_dated_from_the_day_it_came_out(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    edit(root, "content/newsletters/2015-spring/second.md", "place: 2", "place: 2\npublish_from: 2015-08-20")
    found = {
        entry.title: entry.published.date()
        for entry in prepare(root, CONTENT_TYPES, None).plan.feeds["/newsletters/articles/"].entries
    }
    assert found == {"A second story": date(2015, 8, 20), "A lead story": date(2015, 5, 31)}


def test_lists_of_a_record_are_told_beside_its_body(prepared: Prepared) -> None:
    entries = {entry.title: prepared.contents.of(entry).html for entry in prepared.plan.feeds["/"].entries}
    assert "<h2>What to remember</h2>\n<ul><li>Look out.</li></ul>" in entries["Safety"]
    assert "<li>Speak up.</li>" in entries["Escalation"]
    assert all(entries.values())
