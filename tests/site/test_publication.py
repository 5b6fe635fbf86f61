"""What is not public yet appears nowhere in what is published; what is withdrawn says so; the day decides."""

from __future__ import annotations

import gzip
import tempfile
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lscb.following.calendars import document
from lscb.following.syndication import Publisher, documents
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import Built, build, built, copy_small, edit, write

MARKS = ("ZZTITLE", "ZZSUMMARY", "ZZBODY", "ZZFIELD", "zzslug", "zzpicture")
DAY = "2015-09-01"

DRAFT = f"published: {DAY}\ndraft: yes"
EMBARGOED = f"published: {DAY}\npublish_from: 2015-09-17"
FUTURE = "published: 2015-09-17"
PARTIAL = "published: 2015-09"
LATER_AND_WITHDRAWN = "published: 2015-09-17\nwithdrawn: {on: 2015-09-18, reason: ZZFIELD}"
STATES = {"draft": DRAFT, "embargoed": EMBARGOED, "published later": FUTURE, "this month": PARTIAL, "later": LATER_AND_WITHDRAWN}

FRONT = "title: ZZTITLE\nsummary: ZZSUMMARY\nthemes: [neglect]\nrelated: [procedures/escalation]\nnotes: [ZZFIELD]\nsources: [ZZFIELD]"
BODY = "ZZBODY [a page](/about/)\n\n## ZZBODY\n"
PICTURE = "\n![ZZBODY](zzpicture-{name}.png)\n"
RECORDS = {
    "content/procedures/zzslug-procedure.md": (
        "number: '9.1'\nscope: 4LSCB\nstatus: current\nin_short: [ZZFIELD]\nkeywords: [ZZFIELD]\nagencies: [ZZFIELD]\n"
        f"contacts: [zzslug-contact]\namendments: [{{id: yyyyyy10, on: {DAY}, what: ZZFIELD, why: ZZFIELD}}]"
    ),
    "content/law/zzslug-law.md": (
        "kind: Act\ndocument: annual-report\nin_force: 2015-09-01\neffects: [{id: yyyyyy11, procedure: escalation, text: ZZFIELD}]"
    ),
    "content/themes/zzslug-theme.md": "keywords: [ZZFIELD]",
    "content/contacts/zzslug-contact.md": 'situation: ZZFIELD\nphone: "01632 960 777"\nemail: ZZFIELD@testford.example',
    "content/groups/zzslug-group.md": "kind: sub-group\nchair: ZZFIELD\nremit: [ZZFIELD]",
    "content/partners/zzslug-partner.md": "kind: council\nroles: [ZZFIELD]",
    "content/documents/zzslug-document.md": "kind: report\nstatus: published\nmaker: ZZFIELD",
    "content/events/zzslug-event.md": "kind: workshop\nstarts: 2015-10-01 10:00\ncampaign: safety\norganiser: ZZFIELD\nvenue: {name: ZZFIELD}",
    "content/events/zzslug-old.md": "kind: training\nstarts: 2012-10-01\ncampaign: zzslug-campaign\norganiser: ZZFIELD",
    "content/campaigns/zzslug-campaign.md": "led_by: ZZFIELD\nmessage: ZZFIELD\nkey_messages: [ZZFIELD]",
    "content/case-reviews/zzslug-review.md": "kind: learning review\nlearning: [{theme: neglect, text: ZZFIELD}]",
    "content/newsletters/2014-zzslug/issue.md": "season: winter 2014\nstrapline: ZZFIELD\nevents: [zzslug-event]",
    "content/newsletters/2014-zzslug/zzslug-article.md": "place: 1\ncampaign: safety\nauthor: ZZFIELD",
    "content/newsletters/2015-spring/zzslug-article.md": "place: 3\ncampaign: safety\nauthor: ZZFIELD",
    "content/accountability/business-plans/zzslug-plan.md": "period: ZZFIELD\npriorities: [{number: 1, title: ZZFIELD, themes: [neglect]}]",
    "content/accountability/audits/zzslug-audit.md": "status: planned\nscope: ZZFIELD\nprocedures: [escalation]",
    "content/accountability/section-11/zzslug-review.md": "period: ZZFIELD\nreceived: 1\nrespondents: [{partner: council}]",
    "content/accountability/inspections/zzslug-inspection.md": (
        "inspector: council\ninspected: ZZFIELD\ndates: ZZFIELD\njudgement: good\nrecommendations_title: ZZFIELD\n"
        "recommendations: [{number: 1, text: ZZFIELD}]"
    ),
    "content/accountability/challenge-log/zzslug-log.md": (
        "period: ZZFIELD\nmade: 1\ncomplete: 1\noutstanding: 0\ncomplete_percent: 100\noutstanding_percent: 0"
    ),
    "content/accountability/indicators/zzslug-set.yml": (
        "indicators: [{slug: zzslug, title: ZZFIELD, finding: ZZFIELD, unit: u, source: ZZFIELD, readings: [{period: ZZFIELD, value: 1}]}]"
    ),
    "content/accountability/budget/zzslug-budget.yml": (
        "period: ZZFIELD\nbasis: ZZFIELD\ncontributions: [{partner: council, name: ZZFIELD, pounds: 777}]\ntotal_pounds: 777"
    ),
    "content/accountability/child-deaths/zzslug-table.yml": (
        "period: ZZFIELD\nareas: [{name: ZZFIELD, quarters: [1, 0, 0, 0], total: 1, expected: 1, unexpected: 0}]\n"
        "printed_totals: {quarters: [1, 0, 0, 0], total: 1}"
    ),
    "docs/zzslug-page.md": "layout: page",
}  # fmt: skip


def add(root: Path, *states: str) -> None:
    """A record of every type, in that state or in these in turn, each with a picture beside it."""
    for number, ((path, fields), state) in enumerate(zip(RECORDS.items(), cycle(states), strict=False), 10):
        name = path.rsplit("/", 1)[1].split(".")[0]
        front = f"id: zzzzzz{number}\n{FRONT}\n{state}\n{fields}"
        body = BODY + (PICTURE.format(name=name) if path.startswith("content/") else "")
        indented = body.replace("\n", "\n  ")
        write(root, path, f"---\n{front}\n---\n{body}" if path.endswith(".md") else f"{front}\nbody: |\n  {indented}")
        if path.startswith("content/"):
            (root / path).with_name(f"zzpicture-{name}.png").write_bytes(png_that_says("ZZBODY"))
    for path, fields in REFERRING.items():
        edit(root, path, "published:", f"{fields}\npublished:")
    edit(root, "content/search.yml", "  - words:", "  - words: [sad]\n    call: [zzslug-contact]\n  - words:")


REFERRING = {
    "content/procedures/escalation.md": (
        "contacts: [zzslug-contact]\nrelated: [themes/zzslug-theme, law/zzslug-law, case-reviews/zzslug-review]\nowner: zzslug-group\n"
        "sources: [{document: zzslug-document, part: One}, A title]"
    ),
    "content/events/workshop.md": "campaign: zzslug-campaign\ngroups: [zzslug-group]\nmaterials: [zzslug-document]",
    "content/campaigns/safety.md": (
        "contacts: [zzslug-contact]\nmaterials: [{title: A poster, document: zzslug-document}]\nthemes: [zzslug-theme]"
    ),
    "content/newsletters/2015-spring/issue.md": (
        "related: [procedures/zzslug-procedure, events/zzslug-old, newsletters/2014-zzslug, pages/zzslug-page]"
    ),
    "content/newsletters/2015-spring/lead.md": "related: [articles/2014-zzslug/zzslug-article]\nthemes: [zzslug-theme, neglect]",
    "content/themes/neglect.md": "contacts: [zzslug-contact, emergency]",
    "content/law/guidance.md": "sources: [{document: zzslug-document}]",
}
"""What the public records of the small site say of those that are not public: a reference from every kind of field."""


def png_that_says(words: str) -> bytes:
    """A picture with words inside the file, as cameras put them there."""
    said, file = PngInfo(), BytesIO()
    said.add_text("Comment", words)
    Image.new("RGB", (2, 2)).save(file, "png", pnginfo=said)
    return file.getvalue()


def leaks(site: Path) -> list[str]:
    """Every file whose name or content tells of a record that is not public; archives are looked into."""
    found = []
    for file in site.rglob("*"):
        if file.is_file():
            raw = file.read_bytes()
            text = gzip.decompress(raw) if file.suffix == ".gz" else raw
            name = file.relative_to(site).as_posix()
            found += [
                f"{name}: {mark}" for mark in (*MARKS, "960 777", "zzzzzz", "yyyyyy") if mark.encode() in text or mark in name
            ]
        elif "zzslug" in file.name:
            found.append(f"{file.name}/: zzslug")
    return found


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_what_is_not_public_yet_appears_nowhere(small: Path, state: str) -> None:
    add(small, state)
    site = built(small, "--strict")
    assert leaks(site.site) == []


def test_a_build_never_shows_what_only_a_preview_may(small: Path) -> None:
    add(small, DRAFT)
    assert leaks(built(small, env={"LSCB_DRAFTS": "1"}).site) == []


def test_the_same_records_appear_when_they_are_public(small: Path) -> None:
    """The search for leaks finds each of these records, in every way it might leak."""
    add(small, f"published: {DAY}")
    site = built(small, "--strict")
    found = leaks(site.site)
    assert {leak.split(": ")[1] for leak in found} >= {*MARKS, "960 777"}
    for path in RECORDS:
        name = path.rsplit("/", 1)[1].split(".")[0] if not path.endswith("issue.md") else "2014-zzslug"
        assert any(name in leak for leak in found) or "contact" in name, name
    assert "feed.xml: ZZTITLE" in found
    assert "feed.json: ZZBODY" in found
    assert "sitemap.xml.gz: zzslug" in found


def test_an_embargo_opens_on_its_day(small: Path) -> None:
    add(small, EMBARGOED)
    assert leaks(built(small, env={"LSCB_AS_OF": "2015-09-16"}).site) == []
    site = built(small, env={"LSCB_AS_OF": "2015-09-17"})
    assert "/procedures/zzslug-procedure/" in site.pages
    assert leaks(site.site)


def test_another_day_moves_what_is_coming(small: Path) -> None:
    coming = "//section[@aria-labelledby='coming-up']"
    before = built(small, env={"LSCB_AS_OF": "2015-10-07"}).page("/").xpath(coming)[0]
    after = built(small, env={"LSCB_AS_OF": "2015-10-08"}).page("/").xpath(coming)[0]
    assert "Neglect workshop" in before.text_content()
    assert "Neglect workshop" not in after.text_content()


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with a record of every type withdrawn."""
    root = tmp_path_factory.mktemp("withdrawn") / "project"
    add(copy_small(root), f"published: {DAY}\nwithdrawn: {{on: 2015-09-10, reason: It was out of date.}}")
    return built(root, "--strict")


WITHDRAWN = [
    "/procedures/zzslug-procedure/", "/themes/zzslug-theme/", "/groups/zzslug-group/", "/partners/zzslug-partner/",
    "/documents/zzslug-document/", "/events/zzslug-event/", "/campaigns/zzslug-campaign/", "/case-reviews/zzslug-review/",
    "/newsletters/2014-zzslug/", "/newsletters/2014-zzslug/zzslug-article/", "/newsletters/2015-spring/zzslug-article/",
    "/accountability/audits/zzslug-audit/", "/accountability/budget/zzslug-budget/", "/zzslug-page/",
]  # fmt: skip


@pytest.mark.parametrize("address", WITHDRAWN)
def test_a_withdrawn_page_says_so_and_why(withdrawn: Built, address: str) -> None:
    said = withdrawn.text(address)
    assert "ZZTITLE" in said
    assert "It was out of date." in said
    assert "Withdrawn on 10 September 2015" in said
    assert withdrawn.page(address).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_nothing_else_tells_what_a_withdrawn_page_said(withdrawn: Built) -> None:
    """Its title stays on its own page; feeds, and the pages of what has changed, say that it was withdrawn; nothing else is left."""
    assert {leak.split(": ")[1] for leak in leaks(withdrawn.site)} <= {"ZZTITLE", "zzslug", "zzzzzz"}
    for address, page in withdrawn.pages.items():
        if (
            address not in WITHDRAWN
            and "zzslug" not in address
            and not address.endswith("/feed/")
            and "/whats-new/" not in address
            and "/procedures/changes/" not in address
        ):
            assert not page.xpath("//a[contains(@href, 'zzslug')][not(ancestor::ul[@class='changes'])]"), address
    assert "zzslug" not in withdrawn.files["sitemap.xml"].decode()


@pytest.mark.parametrize("state", [DRAFT, EMBARGOED, FUTURE, f"published: {DAY}\nwithdrawn: {{on: 2015-09-10, reason: R.}}"])
def test_a_number_on_every_page_must_be_a_public_contact(small: Path, state: str) -> None:
    edit(small, "content/contacts/emergency.md", "published: 2015-09-16", state)
    done = build(small)
    assert done.code == 1
    assert "content/board.yml:" in done.err
    assert "emergency" in done.err


def test_what_lies_about_in_docs_is_not_published(small: Path) -> None:
    (small / "docs/img").mkdir()
    for name in ("secret.txt", "img/zzpicture.png", ".hidden", "draft.docx"):
        (small / "docs" / name).write_text("ZZBODY")
    build(small)
    assert not (small / "site").exists() or leaks(small / "site") == []


LATER = """\
updated: 2015-09-17
withdrawn: {on: 2015-09-18, reason: ZZFIELD}
"""
DATED_LATER = {
    "content/procedures/escalation.md": "issued: 2015-09-17\namendments: [{id: yyyyyy20, on: 2015-09-17, what: ZZFIELD, why: ZZFIELD}]",
    "content/events/workshop.md": "changes: [{id: yyyyyy21, on: 2015-09-17, what: cancelled, why: ZZFIELD}]",
    "content/newsletters/2015-spring/issue.md": "corrections: [{id: yyyyyy22, on: 2015-09-17, what: ZZFIELD}]",
    "content/documents/annual-report.md": "",
    "docs/about.md": "",
}


def test_what_is_dated_after_the_sites_day_is_not_told_whoever_holds_it(small: Path) -> None:
    for path, fields in DATED_LATER.items():
        edit(small, path, "published:", f"{LATER}{fields}\npublished:")
    edit(small, "content/accountability/audits/core-groups.md", "carried_out: 2014-06", "carried_out: 2015-09-17")
    edit(small, "content/documents/annual-report.md", "edition: 2014/15", "edition: 2015-09-17")
    site = built(small, "--strict")
    assert leaks(site.site) == []
    found = (file for file in site.site.rglob("*") if file.suffix in {".html", ".xml", ".json", ".ics"})
    files = (
        (file, file.read_bytes()) for file in found if file.parent.name != "deadlines"
    )  # which counts on from the site's day
    assert [file.name for file, raw in files if b"2015-09-17" in raw or b"17 September 2015" in raw or b"20150917" in raw] == []


def test_a_page_withdrawn_shows_and_makes_no_picture(small: Path) -> None:
    lead = "content/newsletters/2015-spring/lead.md"
    (small / lead).with_name("zzpicture.png").write_bytes(png_that_says("ZZBODY"))
    edit(small, lead, "published:", "image: {file: zzpicture.png, alt: ZZFIELD}\npublished:")
    edit(small, lead, "published:", "withdrawn: {on: 2015-09-01, reason: Old.}\npublished:")
    assert leaks(built(small).site) == []
    assert not list((small / ".cache" / "pictures").glob("*"))


@settings(max_examples=8)
@given(st.lists(st.sampled_from(list(STATES.values())), min_size=1, max_size=len(RECORDS)))
def test_whatever_is_not_public_for_whatever_reason_neither_plan_nor_feed_nor_calendar_knows_of_it(states: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = copy_small(Path(folder) / "project")
        add(root, *states)
        prepared = prepare(root, CONTENT_TYPES, None)
        publisher = Publisher(prepared.site.board, prepared.contents.of)
        feeds = [make() for feed in prepared.plan.feeds.values() for _, make in documents(feed, publisher)]
        calendars = [document(calendar, prepared.site.board) for calendar in prepared.plan.calendars.values()]
        made = repr(prepared.plan) + repr(prepared.site) + b"".join((*feeds, *calendars)).decode()
        assert [mark for mark in (*MARKS, "960 777", "zzzzzz", "yyyyyy") if mark in made] == []
        assert not prepared.media
