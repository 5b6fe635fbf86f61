"""An issue that was written afresh says so wherever its words are read, and claims no day that no source gives."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import SMALL, Built, built, copy_small, edit, write

LINE = "A reconstruction <for tests>, written & dated afresh"
WORDS = {"issue.md": "Notes zzissue from the editors.", "lead.md": "The story zzlead is told.", "second.md": "More zzsecond."}
FOLDER = "content/newsletters/2015-spring"


def reconstructed(root: Path, published: str = "2014/15") -> Path:
    """The small site with its issue marked as a reconstruction, and words in each of its texts that stand nowhere else."""
    for name, words in WORDS.items():
        text = (SMALL / FOLDER / name).read_text(encoding="utf-8").replace("published: spring 2015", f"published: {published}")
        head, _, _ = text.rpartition("---\n")
        write(root, f"{FOLDER}/{name}", f"{head}---\n{words}\n")
    edit(root, f"{FOLDER}/issue.md", "season:", f'reconstruction: "{LINE}"\nseason:')
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(reconstructed(copy_small(tmp_path_factory.mktemp("reconstruction") / "project")), "--strict")


def said(raw: bytes) -> str:
    """A file's text as its reader sees it, whatever it is escaped for."""
    text = unescape(unescape(raw.decode()))
    return " ".join(re.sub(r"[\\>^]|</?\w[^<>]*>", " ", text).split())


def told(text: str) -> bool:
    """Signs that a form escapes or leaves out are not what is asked about."""
    return re.sub(r"\W+", " ", LINE.replace("<for tests>", "")) in re.sub(r"\W+", " ", text.replace("<for tests", ""))


def test_every_file_that_holds_its_words_says_how_they_came_to_be(site: Built) -> None:
    texts = {name: said(raw) for name, raw in site.files.items() if name.endswith((".html", ".xml", ".json", ".txt", ".md"))}
    marks = [re.search(r"zz\w+", words)[0] for words in WORDS.values()]  # type: ignore[index]
    holding = {name for name, text in texts.items() if any(mark in text for mark in marks)}
    issue = "newsletters/2015-spring"
    assert {
        f"{issue}/index.html", f"{issue}/whole/index.html", f"{issue}/lead/index.html", f"{issue}/second/index.html",
        f"{issue}/email.html", f"{issue}/email.txt", f"{issue}/notify.md",
        "newsletters/feed.xml", "newsletters/atom.xml", "newsletters/feed.json", "newsletters/articles/feed.xml", "feed.xml",
    } <= holding  # fmt: skip
    assert {name for name in holding if not told(texts[name])} == set()


@pytest.mark.parametrize("address", ["/", "/newsletters/"])
def test_so_do_the_pages_that_lead_to_it(site: Built, address: str) -> None:
    assert told(site.text(address))


def test_an_issue_as_it_was_published_says_nothing_of_the_kind(small_site: Built) -> None:
    assert [name for name, raw in small_site.files.items() if name.endswith(".html") and b"reconstruction" in raw.lower()] == []


def test_search_engines_are_told_neither_an_author_nor_a_day(site: Built) -> None:
    data = "".join(site.page("/newsletters/2015-spring/lead/").xpath("//script[@type='application/ld+json']/text()"))
    assert '"creativeWorkStatus": "Reconstruction"' in data or '"creativeWorkStatus":"Reconstruction"' in data
    assert "NewsArticle" not in data
    assert "datePublished" not in data
    assert '"author"' not in data


@pytest.mark.parametrize(("published", "public"), [("2014/15", True), ("2014", True), ("spring 2015", True), ("2015", False)])
def test_an_issue_is_public_once_all_that_is_known_of_its_day_is_past(small: Path, published: str, public: bool) -> None:
    site = prepare(reconstructed(small, published), CONTENT_TYPES, None).site
    assert bool(site.all("newsletters")) == public


def test_of_issues_dated_only_by_the_year_the_later_season_is_the_newer(small: Path) -> None:
    reconstructed(small)
    for number, season in enumerate(("summer 2014", "autumn 2014", "winter 2014")):
        text = f"id: bbbbbbb{number}\ntitle: {season}\nsummary: S.\npublished: 2014/15\nseason: {season}\n"
        write(small, f"content/newsletters/{season.replace(' ', '-')}/issue.md", f"---\n{text}---\nNotes.\n")
        for place in (1, 2):
            text = f"id: ccccccc{number * 2 + place}\ntitle: {season} {place}\nsummary: S.\npublished: 2014/15\nplace: {place}\n"
            write(small, f"content/newsletters/{season.replace(' ', '-')}/story-{place}.md", f"---\n{text}---\nA story.\n")
    feeds = prepare(small, CONTENT_TYPES, None).plan.feeds
    issues = [entry.title for entry in feeds["/newsletters/"].entries]
    assert issues == ["Newsletter: Spring 2015", "winter 2014", "autumn 2014", "summer 2014"]
    stories = [entry.title for entry in feeds["/newsletters/articles/"].entries]
    assert stories[2:] == [f"{season} {place}" for season in ("winter 2014", "autumn 2014", "summer 2014") for place in (1, 2)]
