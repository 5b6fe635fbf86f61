"""The small site as it comes out of the real `mkdocs build --strict`: calm, whole, and nothing in it that is not ours."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from lscb.prepared import Prepared
from lscb.types import CONTENT_TYPES
from tests.support.building import (
    REPOSITORY,
    SMALL,
    Built,
    build,
    built,
    edit,
    own_theme,
    page_templates,
    record,
    shown,
    write,
)

NOT_OF_A_PAGE = {
    "404.html",
    "pages/families.html",
    "pages/languages.html",
    "moved.html",
    "record.html",
    "withdrawn.html",
}


def test_a_good_build_says_one_line(small_site: Built) -> None:
    assert re.fullmatch(r"\d+ pages and \d+ feeds in site/: \d+\.\d s\n", small_site.run.out)
    assert small_site.run.err == ""


def test_the_line_counts_what_was_made(small_site: Built) -> None:
    pages, feeds = re.findall(r"(\d+) (?:pages|feeds)", small_site.run.out)
    assert int(pages) == len([address for address in small_site.pages if address != "/404.html"])
    assert int(feeds) == len([name for name in small_site.files if name.endswith("feed.xml")])


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.collection)
def test_every_type_has_a_record_with_a_page(small_site: Built, prepared: Prepared, kind: object) -> None:
    found = next(one for one in CONTENT_TYPES if one is kind)
    records = prepared.site.all(found.collection)
    assert records
    for one in records:
        address, _, anchor = prepared.site.address(one).partition("#")
        page = small_site.page(address)
        named = one.season.label if found.collection == "newsletters" else one.title  # a front page is known by its season
        assert named in shown(page.xpath("//main")[0])
        assert not anchor or page.xpath("//*[@id=$id]", id=anchor)


def test_every_template_of_the_theme_is_used(prepared: Prepared) -> None:
    used = {page.template for page in prepared.plan.pages.values()}
    assert page_templates() - NOT_OF_A_PAGE == used


def test_every_page_has_one_title_one_heading_and_a_summary(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        assert len(page.xpath("//title")) == len(page.xpath("//h1")) == len(page.xpath("//main")) == 1, address
        assert page.xpath("//meta[@name='description']/@content")[0], address
        assert page.xpath("/html/@lang") == ["en-GB"], address


def test_titles_tell_pages_apart(small_site: Built) -> None:
    titles = [page.findtext(".//title") for page in small_site.pages.values()]
    assert len(titles) == len(set(titles))


def test_every_page_says_who_to_call_and_how_to_leave(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        assert page.xpath("//*[@id='who-to-call']//a[@href='tel:999']"), address
        [leave] = page.xpath("//a[@data-leave]")
        assert leave.get("rel") == "nofollow noreferrer", address


def test_every_page_of_a_site_that_stands_in_the_past_says_so(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        assert "A record of 16 September 2015. Today: 999" in shown(page), address
        assert page.xpath("//aside[@class='past']//a[@href='/about/#about-this-site-and-its-date']"), address


def test_a_site_that_stands_today_says_nothing_of_the_past(small: Path) -> None:
    edit(small, "content/board.yml", "as_of: 2015-09-16\n", "")
    site = built(small)
    assert not site.page("/").xpath("//aside[@class='past']")


def test_nothing_of_material_is_published(small_site: Built) -> None:
    assert not [name for name in small_site.files if re.search(r"javascripts|stylesheets|material|lunr|bundle|\.map$", name)]
    for address, page in small_site.pages.items():
        assert not page.xpath("//*[starts-with(@class, 'md-')]"), address


def test_only_the_main_menu_is_in_the_menu(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        links = page.xpath("//nav[@aria-label='Main']//ul[1]/li/a/@href")
        assert len(links) <= 2 * 8, address
        assert len(page.xpath("//a")) < 120, address


def test_the_part_of_the_site_one_is_in_is_marked(small_site: Built) -> None:
    page = small_site.page("/procedures/escalation/")
    assert set(page.xpath("//nav[@aria-label='Main']//a[@aria-current]/@href")) == {"/procedures/"}


def test_breadcrumbs_lead_home(small_site: Built) -> None:
    page = small_site.page("/accountability/audits/core-groups/")
    assert page.xpath("//nav[@class='crumbs']//a/@href") == ["/", "/accountability/", "/accountability/audits/"]


def test_every_page_offers_its_feeds(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        offered = page.xpath("//link[@rel='alternate']/@href")
        assert "/feed.xml" in offered, address
        assert len(offered) == len(set(offered)), address
    assert "/campaigns/safety/feed.xml" in small_site.page("/campaigns/safety/").xpath("//link[@rel='alternate']/@href")


def test_every_feed_parses_and_has_its_entries(small_site: Built) -> None:
    feeds = [name for name in small_site.files if name.endswith(("feed.xml", "atom.xml"))]
    assert feeds
    for name in feeds:
        found = feedparser.parse(small_site.files[name])
        assert not found.bozo, (name, found.bozo_exception)
        assert found.feed.title.endswith("Testford LSCB")
        for entry in found.entries:
            assert entry.id.startswith("tag:testford.example,2015:")


def test_the_sitemap_names_every_page_with_its_day(small_site: Built) -> None:
    root = etree.fromstring(small_site.files["sitemap.xml"])
    found = {url[0].text: url[1].text if len(url) > 1 else None for url in root}
    wanted = (address for address, page in small_site.pages.items() if not page.xpath("//meta[@name='robots']"))
    assert set(found) == {f"https://www.testford.example{address}" for address in wanted}
    assert found["https://www.testford.example/procedures/escalation/"] == "2015-03-01"


def test_scripts_and_styles_are_named_by_their_content(small_site: Built) -> None:
    page = small_site.page("/")
    for link in (*page.xpath("//link[@rel='stylesheet']/@href"), *page.xpath("//script/@src")):
        assert re.fullmatch(r"/assets/[\w.]+\?[0-9a-f]{10}", link)


def test_no_page_holds_a_script_or_a_style_of_its_own(small_site: Built) -> None:
    for address, page in small_site.pages.items():
        assert not page.xpath(
            "//style | //@style | //script[not(@src or contains(@type, 'json'))] | //@*[starts-with(name(), 'on')]"
        ), address


HOSTILE = "<script>alert(1)</script> <b>bold</b> &copy & {{ 7 * 7 }} \"q\" 'a'"


def test_whatever_a_field_holds_is_shown_as_the_words_it_is(small: Path) -> None:
    quoted = HOSTILE.replace('"', '\\"')
    for path, field in (
        ("content/procedures/escalation.md", "title: Escalation"),
        ("content/procedures/escalation.md", "summary: What to do when professionals disagree."),
        ("content/themes/neglect.md", "title: Neglect"),
        ("content/contacts/emergency.md", "title: Emergency services"),
        ("content/campaigns/safety.md", "message: Look out for each other."),
        ("content/newsletters/2015-spring/lead.md", "title: A lead story"),
        ("content/events/workshop.md", "title: Neglect workshop"),
        ("content/board.yml", "name: Testford Local Safeguarding Children Board"),
    ):
        edit(small, path, field, f'{field.split(":")[0]}: "{quoted}"')
    site = built(small, "--strict")
    for address, page in site.pages.items():
        assert not page.xpath(
            "//script[not(@src or contains(@type, 'json'))] | //main//b[text()='bold'] | //@*[starts-with(name(), 'on')]"
        ), address
        assert HOSTILE in shown(page), address
    for name in ("feed.xml", "atom.xml"):
        assert any(entry.title == HOSTILE for entry in feedparser.parse(site.files[name]).entries)


def test_a_template_knows_the_file_that_made_the_page(small: Path) -> None:
    own_theme(small)
    edit(small, "theme/base.html", "</head>", "<link rel='edit' href='{{ spec.source }}'>\n</head>")
    site = built(small)
    edits = {address: page.xpath("//link[@rel='edit']/@href")[0] for address, page in site.pages.items()}
    assert edits["/procedures/escalation/"] == "content/procedures/escalation.md"
    assert edits["/newsletters/2015-spring/lead/"] == "content/newsletters/2015-spring/lead.md"
    assert edits["/accountability/budget/2014-15/"] == "content/accountability/budget/2014-15.yml"
    assert edits["/about/"] == "docs/about.md"
    assert edits["/thresholds/level-1/"] == "content/thresholds/levels.md"
    for address, link in edits.items():
        if address != "/404.html":
            path = link
            assert (SMALL / path).exists() or (REPOSITORY / path).exists(), (address, link)


def test_a_generated_page_never_hides_one_written_by_hand(small: Path) -> None:
    write(small, "docs/procedures.md", record("id: zzzzzzzz\ntitle: HIDDEN"))
    done = build(small)
    assert done.code == 1
    assert "docs/procedures.md:1:1: " in done.err
    assert not (small / "site").exists()


@pytest.mark.parametrize("name", ["procedures/index.md", "sitemap.xml", "feed.xml", "assets/site.css"])
def test_no_file_in_docs_takes_the_place_of_what_is_made(small: Path, name: str) -> None:
    text = record("id: zzzzzzzz\ntitle: HIDDEN") if name.endswith(".md") else "HIDDEN"
    write(small, f"docs/{name}", text)
    done = build(small)
    assert done.code == 1, name
    assert f"docs/{name}" in done.err
    assert "Traceback" not in done.err


def test_front_matter_that_does_not_parse_never_becomes_text(small: Path) -> None:
    write(small, "docs/new.md", "---\ntitle: One: two\n---\nText.\n")
    done = build(small)
    assert done.code == 1
    assert "docs/new.md:2:11: a colon inside a value cuts it in two" in done.err


@pytest.mark.parametrize("arguments", [(), ("--strict",), ("-q",), ("-q", "--strict"), ("--no-strict",), ("-v",)])
def test_a_broken_link_fails_every_build(small: Path, arguments: tuple[str, ...]) -> None:
    edit(small, "docs/about.md", "/groups/", "/group/")
    done = build(small, *arguments)
    assert done.code == 1
    assert "docs/about.md:8:54: the link `/group/` leads to no page that is public" in done.err
    assert "Traceback" not in done.err
    assert not (small / "site").exists()


def test_a_fault_in_a_style_sheet_fails_the_build(small: Path) -> None:
    own_theme(small)
    edit(small, "theme/styles/pieces/call-card.css", "border-radius:", "border-radius")
    edit(small, "theme/styles/events/month.css", "{", "{{")
    done = build(small)
    assert done.code == 1
    assert "theme/styles/pieces/call-card.css:" in done.err
    assert "theme/styles/events/month.css:" in done.err
    assert "Traceback" not in done.err
    assert not (small / "site").exists()


WARNING_HOOK = """
import logging

def on_pre_build(config):
    logging.getLogger("mkdocs.test").warning("SOMETHING IS ODD")
"""


@pytest.mark.parametrize("arguments", [(), ("--strict",), ("--no-strict",)])
def test_no_site_goes_live_with_a_warning(small: Path, arguments: tuple[str, ...]) -> None:
    write(small, "odd.py", WARNING_HOOK)
    edit(small, "mkdocs.yml", "  - hooks/generator.py\n", "  - odd.py\n  - hooks/generator.py\n")
    done = build(small, *arguments)
    assert done.code == 1
    assert "SOMETHING IS ODD" in done.err
    assert "1 warning: the site was not published" in done.err
    assert not (small / "site").exists()


@pytest.mark.parametrize(
    ("given", "said"), [("2015-13-01", "there is no day 2015-13-01"), ("May 2015", "does not say which day")]
)
def test_a_day_that_is_none_is_told(small: Path, given: str, said: str) -> None:
    done = build(small, env={"LSCB_AS_OF": given})
    assert done.code == 1
    assert f"LSCB_AS_OF: {'“May 2015” ' if 'May' in given else ''}{said}" in done.err
    assert "Traceback" not in done.err


def test_the_site_may_be_built_elsewhere(small: Path, tmp_path: Path) -> None:
    done = build(small, "-d", str(tmp_path / "deep" / "elsewhere"))
    assert (done.code, done.err) == (0, "")
    assert "in elsewhere/" in done.out
    assert (tmp_path / "deep" / "elsewhere" / "index.html").exists()
    assert not (small / "site").exists()
