"""The email editions, read back the way mail programs read them: nothing lost, nothing unsafe, nothing too long."""

from __future__ import annotations

import mailbox
import re
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from lscb.following.offsite_html import offsite_html
from lscb.mailing.edition import Corrected, DiaryDate, Edition, Story, edition_of
from lscb.mailing.html import LIMIT, TooLongError, email_html
from lscb.mailing.message import Letter
from lscb.mailing.notify import notify_markdown
from lscb.mailing.plain_text import WIDTH, plain_text
from lscb.mailing.story_html import opening_of
from lscb.mailing.templates import environment
from lscb.model.board import Mailings
from lscb.model.dates import LONDON
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
            "series": "Newsletter",
            "whole": f"{URL}whole/",
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


def draft_of(edition: Edition, text: str, html: str) -> EmailMessage:
    return Letter(edition, text, html).draft(date(2015, 9, 16))


def sent(edition: Edition, address: str = "ann@first.example") -> EmailMessage:
    """The message that one recipient gets."""
    edition = edition.to_send()
    letter = Letter(edition, text_of(edition), html_of(edition))
    raw = letter.to(address, edition.title, "x", datetime(2015, 9, 16, 9, 0, tzinfo=LONDON)).as_bytes()
    message: EmailMessage = message_from_bytes(raw, policy=default)
    return message


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
    message: EmailMessage = message_from_bytes(draft_of(edition, plain, html).as_bytes(), policy=default)
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
    assert (image.get("src"), image.get("width"), image.get("height"), image.get("alt")) == (picture.url, "600", None, "")
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
        html_of(edition_for(*[story_for()] * 1_000))


def test_a_short_issue_goes_out_whole(prepared: Prepared) -> None:
    for issue in prepared.site.all("newsletters"):
        html = html_of(edition_of(issue, prepared.contents, prepared.plan, ""))
        assert "Read this story on our website" not in html
        assert len(html.encode()) < LIMIT


PARAGRAPH = "Ask what happened, believe what you hear, and agree together what to do next. " * 6
SIXTY = "\n\n".join([PARAGRAPH] * 60)
LONG_ISSUES = {
    "long stories": [story_for(f"{PARAGRAPH}\n\n## And then\n\n{SIXTY}", f"Story {number}", PARAGRAPH) for number in range(9)],
    "many stories": [story_for(SIXTY, f"A title that takes two lines on a phone, number {number}") for number in range(30)],
    "lists": [story_for("- a short line\n" * 200, f"Story {number}") for number in range(7)],
    "a table": [story_for("| a | b |\n|---|---|\n" + "| one | two and three |\n" * 150, "Story")] * 5,
    "no story": [],
}
CALLED = "You are worried about a child in the evening, at night, at a weekend or on a bank holiday"


@pytest.mark.parametrize("name", LONG_ISSUES)
@pytest.mark.parametrize("pictures", ["shown", "blocked"])
def test_an_email_is_six_screens_and_a_half_on_a_phone_at_most(name: str, pictures: str, chromium: Browser) -> None:
    picture = OffsitePicture("https://www.testford.example/a.png", 1104, 580, "image/png", "")
    dates = tuple(DiaryDate("National Day of a Thing that has a Name", URL, "25 November to 10 December 2015") for _ in range(5))
    edition = edition_for(
        *LONG_ISSUES[name], notes=f"<p>{PARAGRAPH}</p>", dates=dates, picture=picture, notice=f"<p>{CALLED}</p>"
    )
    html = html_of(edition)
    shown = html.replace('src="https://www.testford.example/a.png"', 'src="" style="display:block;width:360px;height:190px"')
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.set_content(shown if pictures == "shown" else html)
    assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
    page.close()
    assert f"{URL}whole/" in html


def test_what_is_too_long_for_a_phone_begins_with_its_opening() -> None:
    lead, second = LONG_ISSUES["long stories"][:2]
    told = shown(html_of(edition_for(lead, second)))
    assert words(PARAGRAPH) in told.split(words(second.title))[0]
    assert told.count("Readthisstoryonourwebsite") == 2


@pytest.mark.parametrize(
    ("markdown", "begins"),
    [
        ("One.\n\nTwo.\n\n## Then\n\nThree.", "One.Two."),
        ("## At once\n\nOne.", ""),
        ("One, and no heading.", ""),
        ("One.[^1]\n\n## Then\n\nTwo.\n\n[^1]: Note.", ""),
        ("One.\n\n> ## Said\n>\n> Two.\n\nThree.", "One."),
    ],
)
def test_a_story_begins_with_what_stands_before_its_first_heading(markdown: str, begins: str) -> None:
    html = opening_of(story_for(markdown).html)
    assert words(lxml.html.fragment_fromstring(html, create_parent="div").text_content()) == begins


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
    assert f"\n\n[1] {URL}\n\n\nIn this issue\n" in text
    above, below = text.index("\nA story\n---"), text.index("\nDates for your diary\n---")
    links = "\n\n[2] https://www.testford.example/a/\n[3] https://www.testford.example/b/\n[4] https://www.testford.example/"
    assert above < text.index(links) < below


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
    raw = draft_of(edition, text_of(edition), html_of(edition)).as_bytes()
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
    one, two = (draft_of(edition, text_of(edition), html_of(edition)).as_bytes() for _ in range(2))
    assert one == two
    assert draft_of(replace(edition, title="Ünïcödé " * 12), "a", "b").as_bytes() != one


def test_long_addresses_stay_plain_in_the_header_for_unsubscribing() -> None:
    long = "https://lists.testford.example/unsubscribe/" + "a" * 120 + "/{recipient}"
    board = BOARD.model_copy(update={"mailings": Mailings(unsubscribe_web=long, sender="news@testford.example")})
    message = sent(edition_for(story_for(), board=board), "o'neil+x@first.example")
    own = long.replace("{recipient}", "o%27neil%2Bx%40first.example")
    assert message["List-Unsubscribe"] == f"<{own}>, <mailto:office@testford.example?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(message["Reply-To"]) == "Testford Local Safeguarding Children Board <office@testford.example>"
    assert message["From"].addresses[0].addr_spec == "news@testford.example"
    text, html = (part.get_content() for part in message.iter_parts())
    assert own in text
    assert parsed(html).xpath("//a[.='Stop these emails']/@href") == [own]


def test_a_mailing_service_puts_its_own_way_out_where_its_tag_stands() -> None:
    board = BOARD.model_copy(update={"mailings": Mailings(unsubscribe_tag="*|UNSUB|*")})
    edition = edition_for(story_for(), board=board).to_paste()
    assert parsed(html_of(edition)).xpath("//a[.='Stop these emails']/@href") == ["*|UNSUB|*"]
    assert "go to *|UNSUB|*" in " ".join(text_of(edition).split())
    assert "*|" not in sent(edition_for(story_for(), board=board)).as_string()


@pytest.mark.parametrize("tag", ["<%unsubscribe%>", "a b", 'x" onclick="y', "it's"])
def test_a_tag_that_would_break_the_link_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a link"):
        Mailings(unsubscribe_tag=tag)


def test_machines_are_asked_not_to_answer_and_told_the_language() -> None:
    message = sent(edition_for(story_for()))
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert [part["Content-Language"] for part in (message, *message.iter_parts())] == ["en-GB"] * 3
    assert not [name for name in message if name.startswith("X-LSCB") or name == "X-Unsent"]


def test_every_message_says_where_its_sender_is_and_how_a_new_reader_gets_it() -> None:
    board = BOARD.model_copy(update={"postal_address": "1 High Street, Testford TE1 1AA"})
    feeds = "https://www.testford.example/feeds/"
    text, html = (part.get_content() for part in sent(edition_for(story_for(), board=board, feeds=feeds)).iter_parts())
    root = parsed(html)
    assert "1 High Street, Testford TE1 1AA" in root.text_content()
    assert "1 High Street, Testford TE1 1AA" in " ".join(text.split())
    [letter] = root.xpath("//a[.='Get the newsletter by email']/@href")
    assert letter == board.newsletter_by_email
    assert letter.startswith(
        "mailto:office@testford.example?subject=The%20newsletter%20by%20email%2C%20please&body=Please%20send"
    )
    assert root.xpath("//a[.='follow it in a feed reader']/@href") == [feeds]
    service = board.model_copy(update={"mailings": Mailings(subscribe_web="https://lists.testford.example/join")})
    assert service.newsletter_by_email == "https://lists.testford.example/join"


def test_a_correction_stands_before_all_else() -> None:
    wrong = Corrected("aaaaaaar", "20 September 2015", "The number is 999, not 99.")
    edition = edition_for(story_for(), corrections=(wrong,))
    text, html = text_of(edition), html_of(edition)
    for said in (" ".join(text.split()), " ".join(parsed(html).text_content().split())):
        assert 0 < said.index("20 September 2015") < said.index("The number is 999, not 99.") < said.index("A story")
    assert edition.version == "aaaaaaar"
    assert edition_for(story_for()).version == "aaaaaaah"


ALTERED = [
    "From the editors",
    ">From here",
    "From ",
    ".",
    "..",
    ".hidden",
    "From " * 40,
    "." * 200,
    "From\tthere",
    "From: Ann",
    "-- ",
    "x" * 500,
]


@pytest.mark.parametrize("line", ALTERED)
def test_no_mail_store_alters_the_words(line: str, tmp_path: Path) -> None:
    """Mbox files put `>` before “From ” (RFC 4155), and some servers eat a dot: neither finds one at the head of a line."""
    edition = edition_for(story_for())
    text = f"Before\n{line}\nAfter\n{line}"
    letter = Letter(edition, text, f"<pre>\n{text}\n</pre>").to(
        "ann@first.example", "x", "x", datetime(2015, 9, 16, tzinfo=LONDON)
    )
    lines = letter.as_bytes().split(b"\r\n")
    assert not [one for one in lines if one.startswith((b"From ", b"."))]
    assert all(len(one) <= 78 for one in lines)
    kept = mailbox.mbox(tmp_path / "box")
    key = kept.add(letter.as_bytes())
    kept.flush()
    back: EmailMessage = message_from_bytes(kept.get_bytes(key), policy=default)
    kept.close()
    assert b"\n>From " not in (tmp_path / "box").read_bytes()
    first, second = (part.get_content().replace("\r\n", "\n") for part in back.iter_parts())
    assert first.rstrip("\n") == text.rstrip("\n")
    assert text in second


MARKS = [
    ("Call 999[^1].\n\n[^1]: Only in danger.", "Call 999 (note 1).", "Note 1: Only in danger."),
    ("12[^1] deaths\n\n[^1]: In a year.", "12 (note 1) deaths", "Note 1: In a year."),
    ("023 8083 3336[^a]1\n\n[^a]: Day.", "023 8083 3336 (note 1) 1", "Note 1: Day."),
    ("**999**[^1] and again[^1]\n\n[^1]: x", "999 (note 1) and again (note 1)", "Note 1: x"),
    ("a[^x] b[^y]\n\n[^y]: Second.\n[^x]: First.", "a (note 1) b (note 2)", "Note 1: First."),
    ("12<sup>1</sup> deaths", "12^1 deaths", ""),
    ("12<sup>1</sup>3", "12^1 3", ""),
    ("CO<sub>2</sub> and H<sub>2</sub>O", "CO_2 and H_2O", ""),
    ("10<sup>n+1</sup>", "10^(n+1)", ""),
    ("the 21<sup>st</sup> day", "the 21st day", ""),
    ("999<sup>[1](/a/)</sup>", "999^1", ""),
    ("<sup>1</sup> by hand", "(1) by hand", ""),
    ("| a | b |\n|--|--|\n| 5 | 12[^1] |\n\n[^1]: x", "b: 12 (note 1)", "Note 1: x"),
    ("- 999[^1]\n\n[^1]: x", "999 (note 1)", "Note 1: x"),
]


@pytest.mark.parametrize(("markdown", "marked", "note"), MARKS)
def test_a_mark_is_never_a_digit_more(markdown: str, marked: str, note: str) -> None:
    edition = edition_for(story_for(markdown))
    for form in (text_of(edition), notify_of(edition)):
        told = " ".join(form.replace("\\", "").split())
        assert marked in told
        assert note in told
        assert "↩" not in form
    assert "[2] https://www.testford.example/newsletters/2015-spring/a-story/\n" in text_of(edition)


def test_notes_have_one_numbering_through_the_issue_and_stand_under_their_story() -> None:
    stories = []
    for title in ("one", "two"):
        html = render(f"{title}[^1] [link](/{title}/)\n\n[^1]: Of {title}.").html
        stories.append(Story(title, f"{URL}{title}/", "", offsite_html(html, f"{URL}{title}/", below=2)))
    text = text_of(edition_for(*stories))
    places = [
        text.index(said)
        for said in (
            "one (note 1) link [2]",
            "Note 1: Of one.",
            "\n[2] https://www.testford.example/one/",
            "two (note 2)",
            "Note 2: Of two.",
            "\n[4] https://www.testford.example/two/",
            "Dates for your diary",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>12</summary>34</details>",
        "<details><summary>1</summary>\n\n12\n\n</details>34",
        "<div>12</div><div>34</div>",
        "<div>12<p>34</p></div>56",
        "<section><b>12</b></section>34",
        "<ruby>12<rt>34</rt></ruby>56",
        "<ruby>12<rp>(</rp><rt>34</rt><rp>)</rp></ruby>",
        "12<sup>34</sup>56",
        "12<sub>34</sub>56",
        "<table><tr><th>Year</th><th>34</th></tr><tr><td>12</td><td>78</td></tr></table>90",
        "<table><caption>12</caption><tr><td>34</td></tr><tr><td><p>56</p><p>78</p></td></tr></table>",
        "<ul><li>12</li><li>34<ol><li>56</li></ol></li></ul>",
        "<dl><dt>12</dt><dt>34</dt><dd>56</dd><dd>78</dd></dl>",
        "<h2>12</h2>34",
        "12<br>34",
        "12<hr>34",
        "<pre>12</pre>34",
        "<blockquote>12</blockquote>34",
        "<figure><img src=a.png alt=Desk><figcaption>12</figcaption></figure>34",
        "12[^1]34\n\n[^1]: 56",
        "12[^1][^2] 34\n\n[^1]: 56\n[^2]: 78",
        "<sup>12</sup>34",
    ],
)
def test_numbers_that_stand_apart_are_apart_in_every_form(html: str) -> None:
    edition = edition_for(story_for(f"Begin\n\n{html}\n\nEnd"))
    told = offsite_html(render(html).html, URL)
    plain = " ".join(lxml.html.fragment_fromstring(told.replace("<", " <") or "<p>", create_parent="div").itertext())
    for form in (text_of(edition), notify_of(edition), plain):
        numbers = re.findall(r"\d+", form.partition("Begin")[2].partition("This story")[0].partition("[This")[0] or form)
        assert not [one for one in numbers if len(one) > 2], form
        assert {"12", "34"} <= set(numbers), form


def test_a_list_of_definitions_is_told_in_words() -> None:
    edition = edition_for(story_for("Core group\n:   Those who carry out the plan.\n\nMASH\n:   First.\n\n    - inner"))
    for form in (text_of(edition), notify_of(edition)):
        assert "\nCore group: Those who carry out the plan.\n" in form
        assert "\nMASH:\n" in form
        assert " inner\n" in form


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ("## a\n\n#### b\n\n## c", ["h3", "h4", "h3"]),
        ("#### a\n\n## b\n\n###### c", ["h3", "h3", "h4"]),
        ("### a\n\n### b", ["h3", "h3"]),
    ],
)
def test_headings_of_an_email_leave_no_level_out(levels: str, told: list[str]) -> None:
    root = parsed(html_of(edition_for(story_for(levels))))
    assert [one.tag for one in root.xpath("//div[@class='text']//*[self::h3 or self::h4 or self::h5 or self::h6]")] == told
    found = [int(one.tag[1]) for one in root.xpath("//h1 | //h2 | //h3 | //h4")]
    assert found[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(found))


WIDE_THINGS = {
    "word": "x" * 300,
    "address": "https://www.testford.example/" + "a-very-long-address/" * 12,
    "mail": "a" * 60 + "@" + "b" * 60 + ".example",
    "two columns": "| a | b |\n|---|---|\n| " + "y" * 120 + " | " + "z" * 120 + " |",
    "many columns": "|" + " column |" * 9 + "\n|" + "---|" * 9 + "\n|" + " 1,234,567 |" * 9,
    "code": "    " + "code" * 60,
    "code in a line": "`" + "code" * 60 + "`",
    "heading": "## " + "Donaudampfschiff" * 8,
    "list": "- " + "w" * 200 + "\n    - " + "v" * 200,
    "quotation": "> " + "q" * 200,
    "definition": "T" * 80 + "\n:   " + "d" * 200,
}


@pytest.mark.parametrize("name", WIDE_THINGS)
@pytest.mark.parametrize("width", [320, 360, 600])
def test_nothing_makes_an_email_wider_than_the_phone(name: str, width: int, chromium: Browser) -> None:
    text = WIDE_THINGS[name]
    title = text if name in {"word", "address"} else "A story"
    edition = edition_for(
        story_for(text, title),
        title=title,
        strapline=title,
        notes=f"<p>{title}</p>",
        dates=(DiaryDate(title, URL, "16 November 2015", title),),
    )
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.set_content(html_of(edition))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_picture_that_is_blocked_leaves_its_words_and_its_place() -> None:
    story = replace(story_for(), html='<p><img src="https://a.example/a.jpg" alt="A desk" width="300" height="200"></p>')
    images = parsed(html_of(edition_for(story))).xpath("//img")
    assert {image.get("alt") for image in images} == {"Logo", "A desk"}
    for image in images:
        assert int(image.get("width"))
        assert int(image.get("height"))
        assert {"color", "font-size", "line-height"} <= {part.split(":")[0].strip() for part in image.get("style").split(";")}


def test_a_table_of_many_columns_is_told_row_by_row() -> None:
    root = parsed(
        html_of(edition_for(story_for("| Area | 2013 | 2014 | 2015 |\n|---|--:|--:|--:|\n| London | 1 | [2](/a/) | 3 |")))
    )
    assert not root.xpath("//div[@class='text']//table")
    row = root.xpath("//div[@class='text']//p")[0]
    assert row.text_content() == "London2013: 12014: 22015: 3"
    assert row.xpath(".//a/@href") == ["https://www.testford.example/a/"]
    assert len(row.xpath("br")) == 3
