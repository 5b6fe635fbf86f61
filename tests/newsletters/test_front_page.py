"""An issue as a front page: what leads it, for whom each story stands where it does, one number, dates to come first."""

from __future__ import annotations

from pathlib import Path

import pytest

from lscb.prepared import prepare
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES
from lscb.types.newsletter import Diary, FrontPage, diary_of, front_page
from tests.support.building import Built, copy_small, edit, record, write

FOLDER = "content/newsletters/2015-spring"
ISSUE = f"{FOLDER}/issue.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, whose issue has a lead story and a second one, both for everyone."""
    return copy_small(tmp_path / "project")


def story(root: Path, name: str, place: int, audience: str, more: str = "", body: str = "") -> None:
    fields = f"id: {name[:4]:t<4}{place:04}\ntitle: {name}\nplace: {place}\naudience: {audience}\n{more}"
    write(root, f"{FOLDER}/{name}.md", record(fields, body))


def front_of(root: Path) -> FrontPage:
    site = prepare(root, CONTENT_TYPES, None).site
    return front_page(site, site.all("newsletters")[0])


def diary_in(root: Path) -> Diary:
    site = prepare(root, CONTENT_TYPES, None).site
    return diary_of(site, site.all("newsletters")[0])


def told(root: Path) -> list[str]:
    return [str(problem) for problem in read_content(root, CONTENT_TYPES).problems]


def test_the_first_story_leads_unless_the_issue_names_another(root: Path) -> None:
    front = front_of(root)
    assert front.lead is not None
    assert front.lead.slug == "2015-spring/lead"
    edit(root, ISSUE, "season:", "lead: second\nseason:")
    front = front_of(root)
    assert [one.slug for one in front.stories] == ["2015-spring/second", "2015-spring/lead"]


def test_a_lead_that_is_not_public_yet_leaves_its_place_to_the_first(root: Path) -> None:
    edit(root, ISSUE, "season:", "lead: second\nseason:")
    edit(root, f"{FOLDER}/second.md", "place:", "publish_from: 2015-12-01\nplace:")
    assert [one.slug for one in front_of(root).stories] == ["2015-spring/lead"]


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("none", "lead: there is no article “2015-spring/none”"),
        ("2014-summer/second", "lead: 2014-summer/second is a story of another issue"),
    ],
)
def test_a_lead_from_elsewhere_is_told(root: Path, lead: str, said: str) -> None:
    if "/" in lead:
        write(root, "content/newsletters/2014-summer/issue.md", record("id: ttttttti\ntitle: Summer\nseason: summer 2014"))
        write(root, "content/newsletters/2014-summer/second.md", record("id: tttttttj\ntitle: Story\nplace: 1"))
    edit(root, ISSUE, "season:", f"lead: {lead}\nseason:")
    assert any(said in one and one.startswith(f"{ISSUE}:5:") for one in told(root))


def test_families_come_before_everyone_and_professionals_last(root: Path) -> None:
    story(root, "staff", 3, "professionals")
    story(root, "home", 4, "families")
    story(root, "teen", 5, "children and young people")
    story(root, "staff-too", 6, "professionals")
    front = front_of(root)
    assert [one.title for one in front.families] == ["home", "teen", "A second story"]
    assert [one.title for one in front.professionals] == ["staff", "staff-too"]


def test_an_issue_without_a_story_has_an_empty_front_page(root: Path) -> None:
    for name in ("lead", "second"):
        (root / f"{FOLDER}/{name}.md").unlink()
    assert front_of(root).stories == ()


def test_one_number_is_shown_large_and_never_that_of_the_lead(root: Path) -> None:
    number = 'number: {figure: "575", counts: people who came}'
    story(root, "aaaa", 3, "professionals", number, "In all 575 came.")
    story(root, "bbbb", 4, "families", number, "There were 575.")
    front = front_of(root)
    assert front.by_number is not None
    assert front.by_number.title == "aaaa"
    edit(root, ISSUE, "season:", "lead: aaaa\nseason:")
    front = front_of(root)
    assert front.by_number is not None
    assert front.by_number.title == "bbbb"


@pytest.mark.parametrize(
    ("figure", "body", "sound"),
    [
        ("575", "In all 575 came.", True),
        ("1,303", "It took **1,303** contacts.", True),
        ("£124,284", "It costs £124,284.", True),
        ("82%", "That is 82% of them.", True),
        ("575", "In all 1575 came.", False),
        ("75", "In all 575 came.", False),
        ("1303", "It took 1,303 contacts.", False),
        ("575", "", False),
    ],
)
def test_a_number_is_one_that_the_story_tells(root: Path, figure: str, body: str, sound: bool) -> None:
    story(root, "numb", 3, "everyone", f'number: {{figure: "{figure}", counts: people}}', body)
    assert [one for one in told(root) if "does not stand in the story" in one] == told(root)
    assert bool(told(root)) is not sound


@pytest.mark.parametrize(
    ("fields", "to_come", "over"),
    [
        ("published: 2015-03-10", ["2015-03-10", "2015-03-18"], []),  # the day it came out is to come until it is over
        ("published: 2015-03-11", ["2015-03-18"], ["2015-03-10"]),
        ("published: 2015-03-18", ["2015-03-18"], ["2015-03-10"]),
        ("published: 2015-03-19", [], ["2015-03-10", "2015-03-18"]),
        ("published: spring 2015", [], ["2015-03-10", "2015-03-18"]),  # no later than its season
        ("published: spring 2015\ndiary_from: 2015-03-15", ["2015-03-18"], ["2015-03-10"]),
    ],
)
def test_dates_to_come_on_the_day_of_the_issue_stand_first(root: Path, fields: str, to_come: list[str], over: list[str]) -> None:
    for name, day in (("late", "2015-03-18"), ("soon", "2015-03-10")):
        write(root, f"content/events/{name}.md", record(f"id: tttttt{name[:2]}\ntitle: {name}\nkind: workshop\nstarts: {day}"))
    edit(root, ISSUE, "published: spring 2015\nevents: [safety-week]", f"{fields}\nevents: [late, soon]")
    diary = diary_in(root)
    assert [one.starts.isoformat() for one in diary.to_come if one.event.slug in {"late", "soon"}] == to_come
    assert [one.starts.isoformat() for one in diary.over] == over
    assert list(diary.dates) == [*diary.to_come, *diary.over]


def test_a_front_page_says_its_name_and_season_once(small_site: Built) -> None:
    page = small_site.page("/newsletters/2015-spring/")
    assert page.xpath("normalize-space(//h1)") == "The newsletter Spring 2015"
    assert page.xpath("count(//header[contains(@class,'mast')]//text()[contains(., 'Spring 2015')])") == 1
    assert page.xpath("//article[contains(@class,'lead-story')]//h2/a/@href") == ["/newsletters/2015-spring/lead/"]
    assert "/newsletters/2015-spring/whole/" in page.xpath("//ul[contains(@class,'covers')]//a/@href")


def test_the_archive_is_covers_each_with_its_headlines(real_site: Built) -> None:
    covers = real_site.page("/newsletters/").xpath("//ul[contains(@class,'covers')]/li")
    assert len(covers) == 4
    for cover in covers:
        assert len(cover.xpath(".//a")) == 1
        assert len(cover.xpath("./p")) == 3
        assert cover.xpath(".//img")
