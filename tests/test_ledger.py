"""What was published once is never lost or changed in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lscb.ledger import LEDGER, Ledger, ledger_of, merged, read_ledger, write_ledger
from lscb.model.dates import LONDON
from lscb.prepared import prepare
from lscb.problems import ContentError
from lscb.types import CONTENT_TYPES
from tests.support.building import SMALL, edit, lscb, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small content, with a ledger of all that it publishes."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    prepared = prepare(tmp_path, CONTENT_TYPES, None)
    write_ledger(tmp_path, ledger_of(prepared.site, prepared.plan))
    return tmp_path


def told(root: Path, today: date | None = None) -> list[str]:
    try:
        return [str(problem) for problem in prepare(root, CONTENT_TYPES, today).check()]
    except ContentError as error:
        return [str(problem) for problem in error.problems]


def line_of(root: Path, text: str) -> int:
    return next(number for number, line in enumerate((root / LEDGER).read_text().split("\n"), 1) if text in line)


@pytest.mark.parametrize("recorded", [None, date(2015, 9, 16)])
def test_a_ledger_reads_back(tmp_path: Path, recorded: date | None) -> None:
    (tmp_path / "content").mkdir()
    ledger = Ledger(recorded=recorded, addresses={"/a/": "aaaaaaaa", "/": ""}, ids={"aaaaaaaa": "/é/"})
    write_ledger(tmp_path, ledger)
    assert read_ledger(tmp_path) == ledger


def test_before_the_first_publication_there_is_none(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == Ledger(addresses={}, ids={})


def test_a_ledger_has_a_line_for_each_entry_so_that_changes_merge(root: Path) -> None:
    ledger = read_ledger(root)
    assert (
        len((root / LEDGER).read_text().splitlines())
        == sum(map(len, (ledger.addresses, ledger.ids, ledger.numbers, ledger.versions))) + 12
    )


def test_the_ledger_knows_every_page_feed_and_record(root: Path) -> None:
    ledger = read_ledger(root)
    assert ledger.addresses["/procedures/escalation/"] == "aaaaaaad"
    assert ledger.addresses["/events/2015/"] == ""
    assert ledger.addresses["/campaigns/safety/feed.xml"] == ""
    assert ledger.ids["aaaaaaaa"] == "/contacts/#emergency"


def test_nothing_is_wrong_while_everything_stands(root: Path) -> None:
    assert told(root) == []


def test_a_new_page_is_no_problem(root: Path) -> None:
    write(root, "content/themes/new.md", "---\nid: zzzzzzzz\ntitle: New\nsummary: New.\npublished: 2015-09-01\n---\n")
    assert told(root) == []


def test_a_page_that_is_gone_is_told_with_the_ways_to_mend_it(root: Path) -> None:
    (root / "content/documents/annual-report.md").unlink()
    edit(root, "content/accountability/indicators/education.yml", "/documents/annual-report/", "/documents/")
    address = "/documents/annual-report/"
    assert [said for said in told(root) if said.startswith("content/ledger.json")] == [
        f"content/ledger.json:{line_of(root, address)}:4: {address} was published and would disappear\n"
        "    hint: bring its file back, mark it `withdrawn:`, or say in content/redirects.yml where it went"
    ]


def test_a_withdrawn_page_is_not_gone(root: Path) -> None:
    edit(root, "content/documents/annual-report.md", "kind:", "withdrawn: {on: 2015-09-16, reason: Old.}\nkind:")
    assert told(root) == []


def test_an_issue_may_be_withdrawn_with_all_its_articles(root: Path) -> None:
    for name in ("issue", "lead", "second"):
        edit(
            root,
            f"content/newsletters/2015-spring/{name}.md",
            "published:",
            "withdrawn: {on: 2015-09-16, reason: Old.}\npublished:",
        )
    assert told(root) == []


@pytest.mark.parametrize("state", ["draft: yes", "publish_from: 2015-10-01"])
def test_a_page_cannot_go_back_to_being_unpublished(root: Path, state: str) -> None:
    edit(root, "content/case-reviews/child-x.md", "kind:", f"{state}\nkind:")
    assert [said.split("\n")[0].split(": ", 1)[1] for said in told(root)] == [
        "/case-reviews/child-x/ was published and would disappear"
    ]


def test_a_page_that_moved_needs_a_redirect(root: Path) -> None:
    (root / "content/audits").mkdir()
    old = root / "content/accountability/audits/core-groups.md"
    old.rename(old.with_name("core-group.md"))
    [said] = told(root)
    new = "/accountability/audits/core-group/"
    assert f"/accountability/audits/core-groups/ was published, and its id now stands at {new}" in said
    assert f"`- {{old: /accountability/audits/core-groups/, new: {new}}}`" in said
    write(
        root, "content/redirects.yml", "- old: /accountability/audits/core-groups/\n  new: /accountability/audits/core-group/\n"
    )
    assert told(root) == []


@pytest.mark.parametrize(
    ("redirect", "message"),
    [
        ("old: /about/\n  new: /", "content/redirects.yml:1:8: /about/ is a page of the site"),
        ("old: /feed.xml\n  new: /", "content/redirects.yml:1:8: /feed.xml is a page of the site"),
        (
            "old: /a/\n  new: /abuot/",
            "content/redirects.yml:2:8: /abuot/ is no page of the site\n    hint: did you mean `/about/`",
        ),
        ("old: /a/\n  new: /about/\n  now: /", "content/redirects.yml:3:3: now: is not a field of a redirect"),
        ("old: /a/", "content/redirects.yml:1:3: 1, new: is missing"),
        ("old: a\n  new: /about/", "content/redirects.yml:1:3: 1, old: “a” is not an address of this site"),
    ],
)
def test_a_redirect_leads_from_no_page_to_a_page(root: Path, redirect: str, message: str) -> None:
    write(root, "content/redirects.yml", f"- {redirect}\n")
    [said] = told(root)
    assert said.startswith(message)


def test_redirects_are_a_list(root: Path) -> None:
    write(root, "content/redirects.yml", "old: /a/\nnew: /about/\n")
    assert told(root) == ["content/redirects.yml:1:1: should be a list\n    hint: each item has `old:` and `new:`"]


def test_an_id_that_changed_is_told(root: Path) -> None:
    edit(root, "content/themes/neglect.md", "aaaaaaac", "zzzzzzzz")
    line = line_of(root, '"/themes/neglect/"')
    assert told(root) == [
        f"content/ledger.json:{line}:4: the id of /themes/neglect/ was aaaaaaac and is now zzzzzzzz\n"
        "    hint: a record keeps its id for ever: put `id: aaaaaaac` back"
    ]


def test_an_id_inside_a_page_that_is_gone_is_told(root: Path) -> None:
    edit(root, "content/contacts/office.md", "aaaaaac2", "zzzzzzzz")
    [said] = told(root)
    assert "the id aaaaaac2, published on /contacts/#office, is gone" in said


def test_the_date_in_every_feed_id_may_not_change(root: Path) -> None:
    edit(root, "content/board.yml", 'tag_date: "2015"', 'tag_date: "2016"')
    assert any("tag_date" in said for said in told(root))


def test_the_host_in_every_feed_id_may_not_change(root: Path) -> None:
    edit(root, "content/board.yml", "www.testford.example", "www.other.example")
    [said] = told(root)
    assert said.startswith("content/board.yml:1:1: tag_date and url make feed ids tag:other.example,2015:")


def test_the_host_may_get_its_www(root: Path) -> None:
    edit(root, "content/board.yml", "www.testford.example", "testford.example")
    assert told(root) == []


def test_a_record_that_moves_keeps_its_id(root: Path) -> None:
    old = root / "content/accountability/audits/core-groups.md"
    old.rename(old.with_name("core-group.md"))
    write(
        root, "content/redirects.yml", "- old: /accountability/audits/core-groups/\n  new: /accountability/audits/core-group/\n"
    )
    edit(root, "content/accountability/audits/core-group.md", "aaaaaab5", "zzzzzzzz")
    [said] = told(root)
    assert "/accountability/audits/core-groups/ moved to /accountability/audits/core-group/, and its id was aaaaaab5" in said


def test_a_look_back_is_not_held_against_the_site(root: Path) -> None:
    (root / "content/accountability/audits/core-groups.md").unlink()
    assert any("content/ledger.json" in said for said in told(root))
    assert not any("content/ledger.json" in said for said in told(root, date(2015, 1, 15)))


@pytest.mark.parametrize("text", ["", "{", "[]", "<<<<<<< HEAD\n{}", '{"recorded": "soon", "addresses": {}, "ids": {}}', "{}"])
def test_a_ledger_that_cannot_be_read_is_told(root: Path, text: str) -> None:
    write(root, LEDGER, text)
    [said] = told(root)
    assert said.startswith("content/ledger.json:")


def test_what_was_recorded_stays_when_more_is_added() -> None:
    old = Ledger(recorded=date(2015, 1, 1), addresses={"/a/": "aaaaaaaa"}, ids={"aaaaaaaa": "/a/"})
    new = Ledger(recorded=date(2015, 2, 1), addresses={"/b/": "bbbbbbbb"}, ids={"bbbbbbbb": "/b/"})
    assert merged(old, new) == Ledger(
        recorded=date(2015, 2, 1), addresses={"/a/": "aaaaaaaa", "/b/": "bbbbbbbb"}, ids={"aaaaaaaa": "/a/", "bbbbbbbb": "/b/"}
    )


def test_the_command_says_what_is_new_and_records_it_when_asked(root: Path) -> None:
    write(root, "content/themes/new.md", "---\nid: zzzzzzzz\ntitle: New\nsummary: New.\npublished: 2015-09-01\n---\n")
    addresses = ["atom.xml", "feed.json", "feed.xml", "feed/"]
    changes = "".join(f"new: /procedures/changes/theme/new/{name}\n" for name in addresses)
    news = changes + "".join(f"new: /themes/new/{name}\n" for name in ["", *addresses])
    assert lscb(root, "ledger").out == f"{news}9 new addresses; `lscb ledger --record` keeps them\n"
    assert "/themes/new/" not in read_ledger(root).addresses
    assert lscb(root, "ledger", "--record").out == f"{news}9 new addresses\n"
    assert read_ledger(root).addresses["/themes/new/"] == "zzzzzzzz"
    assert lscb(root, "ledger").out == "0 new addresses\n"


def test_the_ledger_is_json_that_anybody_can_read(root: Path) -> None:
    assert set(json.loads((root / LEDGER).read_text())) == {
        "recorded",
        "tag",
        "addresses",
        "ids",
        "numbers",
        "versions",
    }


SMALL_RECORDS = sorted(
    path.relative_to(SMALL).as_posix()
    for folder in ("content", "docs")
    for path in (SMALL / folder).rglob("*.md")
    if "case-reviews" not in path.parts and path.name not in {"issue.md", "index.md"}
)


@pytest.mark.parametrize("path", SMALL_RECORDS)
def test_whatever_is_published_can_be_withdrawn_and_loses_no_address_and_no_id(root: Path, path: str) -> None:
    edit(root, path, "published:", "withdrawn: {on: 2015-09-16, reason: Old.}\npublished:")
    prepared = prepare(root, CONTENT_TYPES, date(2015, 9, 16), lenient=True)
    assert [str(problem) for problem in prepared.check() if problem.path == LEDGER] == []


TRANSLATION = "---\nid: zzzzzz{0}\ntitle: O nas\nsummary: O nas.\nlang: pl\nlanguage: Polski\nchecked: 2015-09-16\noutdated: O.\npublished: 2015-09-01\n---\n"


@pytest.mark.parametrize("others", [0, 1])
def test_a_translation_can_be_withdrawn_be_it_the_only_one(root: Path, others: int) -> None:
    for number, name in enumerate(["about", "privacy"][: others + 1], 10):
        write(root, f"docs/{name}.pl.md", TRANSLATION.format(number))
    record_all(root)
    assert "/about/pl/" in read_ledger(root).addresses
    edit(root, "docs/about.pl.md", "published:", "withdrawn: {on: 2015-09-16, reason: Old.}\npublished:")
    assert told(root) == []
    prepared = prepare(root, CONTENT_TYPES, None)
    assert "Withdrawn: O nas" in [entry.title for entry in prepared.plan.feeds["/languages/"].entries]


EVENT = "content/events/workshop.md"


@pytest.mark.parametrize(
    "change",
    [
        "{id: zzzzzz10, on: 2015-09-16, what: moved, starts: 2016-02-03 10:00}",
        "{id: zzzzzz10, on: 2015-09-16, what: cancelled}",
        "{id: zzzzzz10, on: 2015-09-16, what: postponed}",
    ],
)
def test_whatever_becomes_of_a_date_the_pages_of_its_month_and_year_stay(root: Path, change: str) -> None:
    edit(root, EVENT, "published:", f"changes: [{change}]\npublished:")
    assert told(root) == []


def test_a_redirect_excuses_the_page_and_not_what_was_announced_on_it(root: Path) -> None:
    edit(
        root,
        "content/procedures/escalation.md",
        "published:",
        "amendments: [{id: zzzzzz10, on: 2015-09-01, what: W, why: Y}]\npublished:",
    )
    record_all(root)
    old = root / "content/procedures/escalation.md"
    old.rename(old.with_name("disagreeing.md"))
    (root / EVENT).rename(root / "content/events/morning.md")
    redirects = (
        "- {old: /procedures/escalation/, new: /procedures/disagreeing/}\n- {old: /events/workshop/, new: /events/morning/}\n"
    )
    write(root, "content/redirects.yml", redirects + "- {old: /events/workshop/event.ics, new: /events/morning/event.ics}\n")
    assert gone(root) == []
    edit(root, "content/procedures/disagreeing.md", "amendments:", "# amendments:")
    edit(root, "content/events/morning.md", "2015-10-07 10:00", "2015-10-08 10:00")
    edit(root, "content/events/morning.md", "2015-10-07 12:30", "2015-10-08 12:30")
    assert gone(root) == [
        "the id aaaaaaaf-20151007, published on /events/workshop/, is gone",
        "the id zzzzzz10, published on /procedures/escalation/, is gone",
    ]


def gone(root: Path) -> list[str]:
    """The ids that the ledger misses."""
    found = prepare(root, CONTENT_TYPES, None, lenient=True).check()
    return sorted(problem.message for problem in found if problem.path == LEDGER and "the id" in problem.message)


def test_a_published_file_may_not_vanish(root: Path) -> None:
    lead = "content/newsletters/2015-spring/lead.md"
    write(root, "content/newsletters/2015-spring/leaflet.pdf", "%PDF-1.4\n")
    edit(root, lead, "The story", "[Leaflet](leaflet.pdf). The story")
    record_all(root)
    edit(root, lead, "[Leaflet](leaflet.pdf). ", "")
    (root / "content/newsletters/2015-spring/leaflet.pdf").unlink()
    address = "/media/newsletters/2015-spring/leaflet.pdf"
    assert [f"{address} was published and would disappear" in said for said in told(root)] == [True]
    write(root, "content/redirects.yml", f"- {{old: {address}, new: /documents/}}\n")
    assert told(root) == []


def test_an_archive_of_a_feed_may_end_and_the_feed_may_not(root: Path) -> None:
    ledger = read_ledger(root)
    write_ledger(
        root,
        ledger.model_copy(update={"addresses": ledger.addresses | {"/campaigns/safety/feed-1.xml": "", "/gone/feed-1.xml": ""}}),
    )
    assert [said.split(": ")[1].split("\n")[0] for said in told(root)] == ["/gone/feed-1.xml was published and would disappear"]


def test_a_number_that_two_contacts_had_is_told_with_both_new_ones(root: Path) -> None:
    office = (root / "content/contacts/office.md").read_text().replace("01632 960 001", "023 8083 3336")
    for name, known in (("mash", "zzzzzz14"), ("adults", "zzzzzz16")):
        text = (
            office.replace("aaaaaac2", known)
            .replace("The Board's office", f"The {name}")
            .replace("place: 2", f"place: {known[-1]}")
        )
        write(root, f"content/contacts/{name}.md", text)
    record_all(root)
    edit(root, "content/contacts/mash.md", "3336", "3000")
    edit(root, "content/contacts/adults.md", "3336", "3001")
    edit(root, "content/newsletters/2015-spring/lead.md", "The story", "Call 023 8083 3336. The story")
    [said] = told(root)
    was = "023 8083 3336 was the number of “The adults”, which is now 023 8083 3001 and “The mash”, which is now 023 8083 3000"
    assert was in said
    assert "write 023 8083 3001 or 023 8083 3000 here" in said


@pytest.mark.parametrize(
    "lose", [lambda ledger: ledger.unlink(), lambda ledger: ledger.write_text('{"addresses": {}, "ids": {}}')]
)
def test_once_the_site_is_public_its_ledger_cannot_be_lost(root: Path, lose: Callable[[Path], object]) -> None:
    edit(root, "content/board.yml", "as_of:", "published: yes\nas_of:")
    assert told(root) == []
    lose(root / LEDGER)
    assert [said.split("\n")[0] for said in told(root)] == [
        "content/ledger.json: is gone, or has no day: with it goes what is known of every address and id that was published"
    ]


NEW = "---\nid: {}\ntitle: New\nsummary: New.\nkind: report\nstatus: published\nmaker: M\npublished: {}\n---\n"


def test_what_comes_after_the_first_publication_is_newer_than_all_that_was_mailed_before(root: Path) -> None:
    """The moment is recorded with the ledger, so that the feed says it for ever."""
    assert read_ledger(root).moments == {}
    write(root, "content/documents/late.md", NEW.format("zzzzzz10", "2015-09-02"))
    write(root, "content/documents/later.md", NEW.format("zzzzzz11", "2015-09-02"))
    write(root, "content/documents/timed.md", NEW.format("zzzzzz12", "2015-09-02 14:30"))
    before = datetime.now(LONDON)
    assert lscb(root, "ledger", "--record").code == 0
    moments = read_ledger(root).moments
    assert set(moments) == {"zzzzzz10", "zzzzzz11"}
    assert len(set(moments.values())) == 2
    entries = {entry.guid.rsplit(":")[-1]: entry for entry in prepare(root, CONTENT_TYPES, None).plan.feeds["/"].entries}
    for known, when in moments.items():
        assert entries[known].published == when.astimezone(LONDON)
        assert entries[known].published.date() == date(2015, 9, 16)
        assert entries[known].published.timetz().replace(microsecond=0) >= (before - timedelta(minutes=1)).timetz().replace(
            microsecond=0
        )
    assert entries["zzzzzz12"].published == datetime(2015, 9, 2, 14, 30, tzinfo=LONDON)
    assert lscb(root, "ledger", "--record").code == 0
    assert read_ledger(root).moments == moments


def record_all(root: Path) -> None:
    """Write the ledger as if everything had been published."""
    write_ledger(root, prepare(root, CONTENT_TYPES, None).ledger)
