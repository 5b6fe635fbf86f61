"""The glossary: terms explained where a page first uses them, and abbreviations that nothing explains."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.pages.glossary import Glossary, explained, glossary, unexplained
from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import Built, lscb, record, write
from tests.support.visits import Visits


@pytest.fixture(scope="module")
def terms(prepared: Prepared) -> Glossary:
    return glossary(prepared.site)


def words(html: str) -> str:
    page = lxml.html.fragment_fromstring(html, create_parent="div")
    for meaning in page.xpath("//span[@popover]"):
        meaning.drop_tree()
    return str(page.text_content())


@pytest.mark.parametrize(
    ("html", "explains"),
    [
        ("<p>Ring the LADO.</p>", ["LADO"]),
        ("<p>Ring the LADO, and the LADO again.</p>", ["LADO"]),
        ("<p>Two LADOs met.</p>", ["LADO"]),
        ("<p>The Designated Officer, the LADO.</p>", ["Designated Officer"]),
        ("<ul><li>the local authority designated officer’s</li></ul>", ["local authority designated officer"]),
        ("<p>LADO-led</p><p>A LADO</p>", ["LADO"]),
        ("<p>A lado, ELADO, LADOX and designated officers.</p>", []),
        ("<h2>The LADO</h2><p><a href='/x/'>the LADO</a> <code>LADO</code> <img alt='LADO'></p>", []),
        ("<p><a href='/x/'><b>the</b> LADO</a> or the <em>LADO</em></p>", ["LADO"]),
        ("<p>&lt;LADO&gt; &amp; LADO</p>", ["LADO"]),
    ],
)
def test_a_term_is_explained_once_and_never_in_a_link_or_heading(terms: Glossary, html: str, explains: list[str]) -> None:
    after = explained(html, terms)
    page = lxml.html.fragment_fromstring(after, create_parent="div")
    assert page.xpath("//button/text()") == explains
    assert page.xpath("//button/@popovertarget") == page.xpath("//span[@popover]/@id")
    assert words(after) == words(html)


@given(text=st.text(st.sampled_from("LADO s<>&;/ab\"'"), max_size=40))
def test_whatever_a_text_holds_its_words_stay(terms: Glossary, text: str) -> None:
    html = f"<p>{lxml.html.tostring(lxml.html.Element('x', title=text)).decode()}{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    assert words(explained(html, terms)) == words(html)


def test_hostile_words_of_a_term_are_words(small: Path) -> None:
    hostile = 'id: yyyyyy50\ntitle: "<b>A</b> & \\"B\\""\nabbreviation: ZZZ\nsummary: "<script>alert(1)</script>"'
    write(small, "content/glossary/zzz.md", f"---\n{hostile}\npublished: 2015-09-01\n---\n")
    after = explained("<p>ZZZ and &lt;b&gt;A&lt;/b&gt;</p>", glossary(prepare(small, CONTENT_TYPES, None).site))
    assert lxml.html.fragment_fromstring(after, create_parent="div").xpath("//script | //b") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ask the ABC.", ["ABC"]),
        ("Ask the ABC, and the ABC.", ["ABC"]),
        ("Ask the Association of Bakers and Cooks (ABC). The ABC helps.", []),
        ("The ABC (Association of Bakers and Cooks) helps.", []),
        ("Ring the LADO in the UK.", []),
        ("See [it](/ABC/DEF) or https://ABC.example/DEF, ABC-1 and A1BC.", ["ABC"]),
    ],
)
def test_an_abbreviation_that_nothing_explains_is_told(terms: Glossary, text: str, told: list[str]) -> None:
    assert [name for name, _ in unexplained(text, terms)] == told


def test_the_check_tells_it_at_its_line_and_goes_on(small: Path) -> None:
    write(small, "content/themes/new.md", record("id: yyyyyy51\ntitle: New", "One.\n\nAsk the ABC."))
    done = lscb(small, "check")
    assert done.code == 0
    assert "content/themes/new.md:9:1: “ABC” is not explained" in done.out


def test_one_name_has_one_meaning(small: Path) -> None:
    fields = "id: yyyyyy52\ntitle: Another officer\nabbreviation: lado"
    write(small, "content/glossary/another.md", record(fields))
    assert "“LADO” is explained by content/glossary/another.md too" in lscb(small, "check").err


def test_a_meaning_opens_and_closes_by_keyboard_and_touch_without_scripts(service: Built, visits: Visits) -> None:
    address = next(at for at, page in service.pages.items() if page.xpath("//button[@popovertarget]"))
    with visits.to(address, java_script_enabled=False, has_touch=True, width=360, height=640) as visit:
        term = visit.page.locator("button.term").first
        meaning = visit.page.locator(f"#{term.get_attribute('popovertarget')}")
        term.tap()
        assert meaning.is_visible()
        visit.page.keyboard.press("Escape")
        assert not meaning.is_visible()
        term.focus()
        visit.page.keyboard.press("Enter")
        assert meaning.is_visible()


def test_no_feed_or_mailing_holds_a_popover(real_site: Built) -> None:
    assert not [
        name for name, raw in real_site.files.items() if name.endswith((".xml", ".json", ".eml", ".md")) and b"popover" in raw
    ]
