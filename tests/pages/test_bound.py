"""Bodies as chapters of one page."""

from __future__ import annotations

import pytest

from lscb.pages.bound import chapter

CHAPTERS = {"/procedures/escalation/": "escalation", "/procedures/neglect/": "neglect"}


@pytest.mark.parametrize(
    ("html", "bound"),
    [
        ("", ""),
        ("plain words &amp; signs", "plain words &amp; signs"),
        ('<h2 id="a">A</h2><h6 id="b">B</h6>', '<h3 id="escalation.a">A</h3><h6 id="escalation.b">B</h6>'),
        ('<a class="num" href="#p1-2">1.2</a>', '<a class="num" href="#escalation.p1-2">1.2</a>'),
        ('<a href="/procedures/neglect/">N</a>', '<a href="#neglect">N</a>'),
        ('<a href="/procedures/neglect/#p1">N</a>', '<a href="#neglect.p1">N</a>'),
        ('<a href="/procedures/escalation/">me</a>', '<a href="#escalation">me</a>'),
        ('<a href="/procedures/">all</a>', '<a href="/procedures/">all</a>'),
        ('<a href="https://example.org/#x">out</a>', '<a href="https://example.org/#x">out</a>'),
        ('<div id="x">one</div><div>two</div>', '<div id="escalation.x">one</div><div>two</div>'),
        ("&lt;script&gt;", "&lt;script&gt;"),
    ],
)
def test_ids_and_links_stay_on_the_page(html: str, bound: str) -> None:
    assert chapter(html, "escalation", CHAPTERS) == bound
