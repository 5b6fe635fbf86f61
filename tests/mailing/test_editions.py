"""The email editions, read back the way mail programs read them: nothing lost, nothing unsafe, nothing too long."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.following.offsite_html import offsite_html
from lscb.mailing.edition import DiaryDate, Edition, Story, editions
from lscb.mailing.html import LIMIT, TooLongError, email_html
from lscb.mailing.message import message_of
from lscb.mailing.notify import notify_markdown
from lscb.mailing.plain_text import WIDTH, plain_text
from lscb.mailing.templates import environment
from lscb.model.board import Mailings
from lscb.model.page import OffsitePicture
from lscb.pages.markdown import render
from lscb.prepared import Prepared
from tests.support.building import THEME
from tests.support.records import BOARD

ENV = environment(THEME)
URL = "https://www.testford.example/newsletters/2015-spring/"
HOSTILE = [
    "“quotes” \"double\" 'single' & <b>bold</b>",
    "]]> --> <!-- <![endif]--> <!--stories-->",
    "{{ jinja }} {% raw %} %s ${x} ((name))",
    "😀 👩‍👧 שלום مرحبا e\u0301",
    "<script>alert(1)</script><style>*{display:none}</style>",
    "=20= .. From me",
    "a" * 200,
    "# not a heading * nor a list",
]
LINES = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=60)


def edition_for(*stories: Story, **more: Any) -> Edition:
    return Edition(
        **{
            "id": "aaaaaaah",
            "title": "Newsletter: Spring 2015",
            "url": URL,
            "season": "Spring 2015",
            "summary": "What happened in spring.",
            "strapline": "",
            "notes": "<p>Notes.</p>",
            "stories": stories,
            "dates": (DiaryDate("Safety Week", "https://www.testford.example/events/safety-week/", "16 to 20 November 2015"),),
            "contacts": (),
            "board": BOARD,
            **more,
        }
    )


def story_for(text: str = "The story.", title: str = "A story", summary: str = "In short.") -> Story:
    html = offsite_html(render(text).html, URL, below=2)
    return Story(title, f"{URL}a-story/", summary, html)


def html_of(edition: Edition) -> str:
    return email_html(edition, ENV, THEME)


def text_of(edition: Edition) -> str:
    return plain_text(ENV.get_template("plain.html").render(edition=edition))


def notify_of(edition: Edition) -> str:
    return notify_markdown(ENV.get_template("plain.html").render(edition=edition))


def parsed(html: str) -> Any:
    return lxml.html.document_fromstring(html)


def words(text: str) -> str:
    return "".join(text.split())


def shown(html: str) -> str:
    return words(str(parsed(html).text_content()))


@settings(max_examples=12)
@given(LINES, LINES, LINES)
def test_whatever_is_written_arrives_in_the_html(title: str, text: str, summary: str) -> None:
    story = replace(story_for(title=title), html=f"<p>{escape(text)}</p>")
    told = shown(html_of(edition_for(story, title=summary, strapline=summary)))
    for said in (title, text, summary):
        assert words(said) in told


@settings(max_examples=12)
@given(LINES, LINES)
def test_a_message_gives_back_what_was_put_in(title: str, text: str) -> None:
    edition = edition_for(story_for(text, title), title=title)
    html, plain = html_of(edition), text_of(edition)
    message: EmailMessage = message_from_bytes(message_of(edition, plain, html).as_bytes(), policy=default)
    assert not message.defects
    [first, second] = message.iter_parts()
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    assert first.get_content().replace("\r\n", "\n") == plain
    assert second.get_content().replace("\r\n", "\n").rstrip("\n") == html.rstrip("\n")
    assert words(str(message["Subject"])) == words(title)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_code_in_an_email(text: str) -> None:
    root = parsed(html_of(edition_for(story_for(text, text, text), title=text, summary=text, strapline=text)))
    assert not root.xpath("//script | //iframe | //form | //link | //@onclick | //object")
    assert len(root.xpath("//style")) == 1
    assert "display:none" not in root.xpath("string(//style)")


def test_nothing_of_an_email_stands_elsewhere_but_pictures_and_every_link_is_whole() -> None:
    story = story_for("See [there](/a/) and [here](#b) and [mail](mailto:a@b.example).\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    html = html_of(edition_for(story))
    root = parsed(html)
    for link in root.xpath("//a/@href | //img/@src"):
        assert re.match(r"https://www\.testford\.example/|mailto:|tel:", link), link
    assert not re.search(r"url\(|@import|@font-face|<link|srcset", html)
    assert not root.xpath("//*[@class='text']//table[not(@style)] | //p[not(@style)] | //td[not(@style)] | //h2[not(@style)]")
    assert root.xpath("//table[not(@role='presentation') and not(ancestor::*[@class='text'])]") == []


def test_an_email_says_what_is_in_it_before_it_is_opened() -> None:
    root = parsed(html_of(edition_for(story_for())))
    first = root.xpath("//body/*")[0]
    assert first.get("class") == "preheader"
    assert "display: none" in first.get("style")
    assert first.text_content().startswith("What happened in spring.")


def test_an_issue_opens_with_its_picture_and_reads_as_well_without() -> None:
    picture = OffsitePicture("https://www.testford.example/a.png", 1104, 580, "image/png", "")
    root = parsed(html_of(edition_for(story_for(), picture=picture)))
    [image] = root.xpath("//td[@class='picture']/img")
    assert (image.get("src"), image.get("width"), image.get("height"), image.get("alt")) == (picture.url, "600", "315", "")
    assert not parsed(html_of(edition_for(story_for()))).xpath("//td[@class='picture']")
    assert root.text_content() == parsed(html_of(edition_for(story_for()))).text_content()


def test_pictures_are_as_wide_as_the_page_at_most() -> None:
    story = replace(story_for(), html='<p><img src="https://a.example/a.jpg" alt="A desk" width="800" height="600"></p>')
    [image] = parsed(html_of(edition_for(story))).xpath("//img[@alt='A desk']")
    assert (image.get("width"), image.get("height")) == ("552", "414")
    assert "max-width: 100%" in image.get("style")


LONG = "word " * 20_000


def test_what_a_mail_program_would_cut_off_is_told_in_short_with_a_link() -> None:
    stories = [story_for("First.", "One"), story_for(LONG, "Two", "The second in short."), story_for("Third.", "Three")]
    html = html_of(edition_for(*stories))
    assert len(html.encode()) <= LIMIT
    told = shown(html)
    assert "Thesecondinshort.Readthisstoryonourwebsite" in told
    assert "First." in told
    assert "Third." in told


def test_a_million_letters_make_a_short_email() -> None:
    html = html_of(edition_for(story_for("x" * 1_000_000, summary="y " * 100_000), notes=f"<p>{LONG}</p>"))
    assert len(html.encode()) <= LIMIT


def test_an_issue_that_can_never_be_short_is_refused() -> None:
    with pytest.raises(TooLongError, match="kB"):
        html_of(edition_for(*(story_for(title=f"Story {number}") for number in range(200))))


def test_real_issues_go_out_whole(prepared: Prepared) -> None:
    for _, edition in editions(prepared.contents, prepared.plan, ""):
        html = html_of(edition)
        assert "Read this story on our website" not in html
        assert len(html.encode()) < LIMIT


def test_the_text_is_72_columns_wide_with_numbered_links() -> None:
    story = story_for(
        "A [link](/a/) and the [same](/a/), a [longer one with many words in it](/b/) that is broken over two lines.\n\n"
        "- first point, long enough to be broken over two lines of text in any mail program there is\n    1. inner\n\n> said\n\n"
        "| Area | 2014 | 2015 |\n|---|--:|--:|\n| London | 1 | 2 |\n\n## A heading"
    )
    text = text_of(edition_for(story))
    assert max(len(line) for line in text.split("\n") if "http" not in line) <= WIDTH
    assert "A link [2] and the same [2], a longer one" in text
    assert "\n- first point, long enough" in text
    assert "\n  mail program there is\n  1. inner\n" in text
    assert "- London; 2014: 1; 2015: 2" in text
    assert "\nA HEADING\n" in text
    assert "\nA story\n-------\n" in text
    assert f"\n[1] {URL}\n[2] https://www.testford.example/a/\n" in text


def test_a_picture_is_told_in_words_where_there_are_none() -> None:
    story = replace(
        story_for(), html='<figure><img src="https://a.example/a.jpg" alt="A desk"><figcaption>Here</figcaption></figure>'
    )
    assert "[Picture: A desk]" in text_of(edition_for(story))
    assert "(Picture: A desk)" in notify_of(edition_for(story))


@pytest.mark.parametrize(
    ("markdown", "notify"),
    [
        ("**Bold** and *italic* and `code`", "Bold and italic and code"),
        ("- one\n- [two](/a/)", "* one\n* [two](https://www.testford.example/a/)"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("## Heading", "## Heading"),
        ("> said", "^ said"),
        ("Line one\nline two", "Line one line two"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "* 1; b: 2"),
        ("Hello ((name))", "Hello ( (name))"),
        ("\\# no heading", "\\# no heading"),
        ("1.5 million", "1\\.5 million"),
        ("• no list", "no list"),
        ("\\* no list", "\\* no list"),
        ("1\\. no list", "1\\. no list"),
        ("\\[no\\](link)", "\\[no\\](link)"),
        ("Call 999", "Call 999"),
    ],
)
def test_notify_gets_only_what_its_markdown_has(markdown: str, notify: str) -> None:
    assert notify in notify_of(edition_for(story_for(markdown)))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_to_be_filled_in_stands_in_what_notify_gets(text: str) -> None:
    assert "((" not in notify_of(edition_for(story_for(text, text, text), title=text))


def test_a_message_is_ready_for_any_mailer() -> None:
    edition = edition_for(story_for())
    raw = message_of(edition, text_of(edition), html_of(edition)).as_bytes()
    message: EmailMessage = message_from_bytes(raw, policy=default)
    assert str(message["From"]) == "Testford Local Safeguarding Children Board <office@testford.example>"
    assert message["List-Id"] == "<newsletter.testford.example>"
    assert message["List-Unsubscribe"] == "<mailto:office@testford.example?subject=unsubscribe>"
    assert {"Date", "Message-ID", "To"}.isdisjoint(message.keys())
    assert {part["Content-Transfer-Encoding"] for part in message.iter_parts()} == {"quoted-printable"}
    assert {part.get_content_charset() for part in message.iter_parts()} == {"utf-8"}
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_issue_gives_the_same_message() -> None:
    edition = edition_for(story_for())
    one, two = (message_of(edition, text_of(edition), html_of(edition)).as_bytes() for _ in range(2))
    assert one == two
    assert message_of(replace(edition, title="Ünïcödé " * 12), "a", "b").as_bytes() != one


def test_long_addresses_stay_plain_in_the_header_for_unsubscribing() -> None:
    long = "https://lists.testford.example/unsubscribe/" + "a" * 120 + "/{recipient}"
    board = BOARD.model_copy(update={"mailings": Mailings(unsubscribe_web=long, sender="news@testford.example")})
    message = message_of(edition_for(story_for(), board=board), "a", "b")
    assert f"X-LSCB-Unsubscribe: {long}\r\n".encode() in message.as_bytes()
    assert str(message["Reply-To"]) == "Testford Local Safeguarding Children Board <office@testford.example>"
    assert message["From"].addresses[0].addr_spec == "news@testford.example"
