"""Every link of every body, in each form an editor may write it, with the editor's own file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from lscb.following.offsite_html import offsite_html
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import SMALL, edit, write

PAGE = "content/procedures/escalation.md"
BODY_LINE = 13


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small content alone: no generator is needed to check links."""
    for file in SMALL.rglob("*"):
        if file.is_file():
            write(tmp_path, file.relative_to(SMALL).as_posix(), file.read_text(encoding="utf-8"))
    return tmp_path


def check(root: Path) -> list[str]:
    prepared = prepare(root, CONTENT_TYPES, None)
    return [str(problem) for problem in prepared.check()]


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40"/></svg>'


def add(root: Path, text: str) -> None:
    edit(root, PAGE, "Use it when", f"{text}\n\nUse it when")


def test_the_small_site_has_no_broken_link(root: Path) -> None:
    assert check(root) == []


@pytest.mark.parametrize(
    "href",
    [
        "/themes/neglect/",
        "/themes/neglect/#",
        "#when-to-use-it",
        "#p1-1",
        "/procedures/escalation/#when-to-use-it",
        "/contacts/#emergency",
        "/thresholds/#signs",
        "/thresholds/level-2/",
        "/accountability/indicators/education/#attendance",
        "/feed.xml",
        "/atom.xml",
        "/newsletters/feed.xml",
        "/campaigns/safety/feed.xml",
        "/events/2015/",
        "/events/2014/",
        "/",
        "/about/",
        "../themes/neglect.md",
        "../../docs/about.md",
        "../../docs/accessibility.md#how-to-tell-us",
        "../newsletters/2015-spring/lead.md",
        "../accountability/indicators/education.yml",
        "https://other.example/a",
        "mailto:a@b.example",
        "mailto:a@b.example?subject=A%20question",
        "https://www.testford.example",
        "https://pl.other.example/wiki/Śląsk",
        "webcal://www.testford.example/events/calendar.ics",
        "tel:999",
        "webcal://a.example/b",
    ],
)
def test_a_link_that_leads_somewhere_is_taken(root: Path, href: str) -> None:
    add(root, f"[x]({href})")
    assert check(root) == []


@pytest.mark.parametrize(
    ("href", "message"),
    [
        (
            "/themes/neglct/",
            "the link `/themes/neglct/` leads to no page that is public\n    hint: did you mean `/themes/neglect/` or `/themes/`?",
        ),
        ("/themes/neglect", "the link `/themes/neglect` lacks its last slash\n    hint: write `/themes/neglect/`"),
        ("/themes/neglect/#hom", "the page /themes/neglect/ has no place `#hom`"),
        (
            "#when-to-use",
            "the page /procedures/escalation/ has no place `#when-to-use`\n    hint: did you mean `when-to-use-it`?",
        ),
        ("/contacts/#emergncy", "the page /contacts/ has no place `#emergncy`\n    hint: did you mean `emergency`?"),
        ("../themes/neglct.md", "the link `../themes/neglct.md` leads nowhere"),
        ("../themes/neglect.md#nothing", "the page /themes/neglect/ has no place `#nothing`"),
        ("themes/neglect/", "the link `themes/neglect/` leads nowhere\n    hint: did you mean `/themes/neglect/` or `/themes/`?"),
        ("https://www.testford.example/themes/neglct/", "the link `https://www.testford.example/themes/neglct/` names this site\n    hint: write `/themes/neglct/`, which is checked"),
        ("http://testford.example/about/#a", "the link `http://testford.example/about/#a` names this site\n    hint: write `/about/#a`, which is checked"),
        ("http://127.0.0.1:8000/about/", "the link `http://127.0.0.1:8000/about/` leads to your own computer\n    hint: write `/about/`, if it is a page of this site"),
        ("http://localhost:8000/about/", "the link `http://localhost:8000/about/` leads to your own computer"),
        ("https:/other.example/a", "the link `https:/other.example/a`: “https:/other.example/a” is not a web address"),
        ("https:other.example", "the link `https:other.example`: “https:other.example” is not a web address"),
        ("https://", "the link `https://` leads nowhere"),
        ("https://other", "the link `https://other`: “https://other” is not a web address"),
        ("https://www.gov.uk@other.example/", "the link `https://www.gov.uk@other.example/`: “https://www.gov.uk@other.example/” hides"),
        ("webcal://www.testford.example/no.ics", "the link `webcal://www.testford.example/no.ics` leads to no calendar of this site"),
        ("mailto:a@b.example,c@d.example", "the link `mailto:a@b.example,c@d.example`: “a@b.example,c@d.example” is not an email address"),
        ("mailto:a@b.example?bcc=c@d.example", "the link `mailto:a@b.example?bcc=c@d.example`: sets “bcc” of the letter"),
        ("mailto:a@b.example?subject=x%0ABcc:c@d.example", "the link `mailto:a@b.example?subject=x%0ABcc:c@d.example`: has a line break in its subject"),
        ("mailto:a%40b.example%2Cc@d.example", "the link `mailto:a%40b.example%2Cc@d.example`: “a@b.example,c@d.example” is not an email address"),
        ("mailto:", "the link `mailto:`: “” is not an email address"),
        ("tel:998", "no contact has the number 998"),
        ("www.other.example", "the link `www.other.example` leads nowhere"),
        ("//other.example/a", "the link `//other.example/a` leads to no page that is public"),
        ("/events/1999/", "the link `/events/1999/` leads to no page that is public"),
        ("htps://other.example", "the link `htps://other.example` leads nowhere"),
        ("missing.pdf", "the link `missing.pdf` leads nowhere"),
        ("../../../secret.pdf", "the link `../../../secret.pdf` leads nowhere"),
        ("/content/procedures/escalation.md", "the link `/content/procedures/escalation.md` leads to no page that is public"),
        (f"{'a' * 300}.pdf", f"the link `{'a' * 300}.pdf` leads nowhere"),
        ("a%00b.pdf", "the link `a%00b.pdf` leads nowhere"),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_at_its_place(root: Path, href: str, message: str) -> None:
    add(root, f"One [x]({href}).")
    [said] = check(root)
    place = f"{BODY_LINE + 2}:9" if href else f"{BODY_LINE}:1"
    assert said.startswith(f"{PAGE}:{place}: {message}"), said


def test_a_link_is_told_at_its_place_and_not_in_a_longer_address_before(root: Path) -> None:
    add(root, "See /x/y, <https://a.example/x/> and [a](/about/x/).\n\n[b](/x/)")
    places = [said.split(": ")[0].split(":")[1:] for said in check(root) if "`/x/`" in said]
    assert places == [[str(BODY_LINE + 4), "5"]]


def test_a_link_that_stands_in_several_places_is_told_at_each(root: Path) -> None:
    add(root, "[a](/x/) [b](/x/)\n\n[c](/x/)")
    places = [(BODY_LINE + 2, 5), (BODY_LINE + 2, 14), (BODY_LINE + 4, 5)]
    assert [tuple(map(int, said.split(":")[1:3])) for said in check(root)] == places


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("[a][r]\n\n[r]: /x/", "15:"),
        ("<a href='/x/'>a</a>", f"{BODY_LINE + 2}:10:"),
        ("| a |\n|---|\n| [b](/x/) |", f"{BODY_LINE + 4}:7:"),
        ("- one\n- [b](/x/)", f"{BODY_LINE + 3}:7:"),
        ("😀é [b](/x/)", f"{BODY_LINE + 2}:8:"),
        ("&amp; [b](/x/?a=1&b=2)", f"{BODY_LINE + 2}:11:"),
    ],
)
def test_a_broken_link_is_found_wherever_it_is_written(root: Path, body: str, place: str) -> None:
    add(root, body)
    [said] = check(root)
    found = said.removeprefix(f"{PAGE}:")
    assert found.startswith(place) or (body.startswith("[a][r]") and found.startswith(f"{BODY_LINE + 4}:")), said


def test_the_editors_own_line_is_told_in_a_yaml_file_too(root: Path) -> None:
    file = edit(root, "content/accountability/indicators/education.yml", "/documents/annual-report/", "/documents/annual/")
    line = next(number for number, text in enumerate(file.read_text().split("\n"), 1) if "/documents/annual/" in text)
    [said] = check(root)
    assert said.startswith(f"content/accountability/indicators/education.yml:{line}:")


def test_a_hand_written_page_is_checked_like_any_other(root: Path) -> None:
    edit(root, "docs/about.md", "/groups/", "/group/")
    [said] = check(root)
    assert said.startswith("docs/about.md:8:54: the link `/group/` leads to no page that is public")


@pytest.mark.parametrize("state", ["draft: yes", "publish_from: 2015-09-17", "published: 2015-09-17"])
def test_a_link_to_what_is_not_public_yet_is_broken(root: Path, state: str) -> None:
    old = "published: 2015-09-16"
    edit(root, "content/documents/annual-report.md", old, state if state.startswith("published") else f"{old}\n{state}")
    said = check(root)
    why = "a draft" if state.startswith("draft") else "a page that is not public before 2015-09-17"
    assert any(f"`/documents/annual-report/` leads to {why}" in one for one in said)
    assert not any("did you mean `/documents/annual-report/`" in one for one in said)


def test_a_picture_is_published_only_where_it_is_shown(root: Path) -> None:
    for name in ("shown.svg", "hidden.svg"):
        (root / "content/procedures" / name).write_text(DRAWING)
    add(root, "![A desk](shown.svg)")
    prepared = prepare(root, CONTENT_TYPES, None)
    assert list(prepared.check()) == []
    assert list(prepared.renderer.assets(prepared.plan.pages.values())) == ["/media/procedures/shown.svg"]


def test_a_picture_that_is_a_link_out_of_the_content_is_not_published(root: Path) -> None:
    (root / "secret.png").write_bytes(b"png")
    (root / "content/procedures/a.png").symlink_to(root / "secret.png")
    add(root, "![A desk](a.png)")
    [said] = check(root)
    assert said.endswith("there is no picture `a.png`\n    hint: put the picture beside this file, and write its name")


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("", ""),
        ('<p><a href="/a/">x</a></p>', '<p><a href="https://h.example/a/">x</a></p>'),
        ('<p><a href="#a">x</a></p>', '<p><a href="https://h.example/b/#a">x</a></p>'),
        ('<p><a href="../c/">x</a></p>', '<p><a href="https://h.example/c/">x</a></p>'),
        ('<p><a href="tel:999">x</a></p>', '<p><a href="tel:999">x</a></p>'),
        ('<p><a href="https://o.example/">x</a></p>', '<p><a href="https://o.example/">x</a></p>'),
        ('<p><img src="/m/a.png" alt="a &amp; b"></p>', '<p><img src="https://h.example/m/a.png" alt="a &amp; b"></p>'),
        ("text &lt; <b>more</b> tail", "text &lt; <b>more</b> tail"),
    ],
)
def test_links_are_whole_for_those_who_read_elsewhere(html: str, whole: str) -> None:
    assert offsite_html(html, "https://h.example/b/") == whole


def test_a_contact_for_weaknesses_that_has_expired_is_told(root: Path) -> None:
    edit(root, "content/board.yml", "expires: 2027-10-31", "expires: 2015-01-01")
    [said] = check(root)
    assert said.startswith("content/board.yml:23:3: security, expires: 2015-01-01 is over on the day the site stands at")
