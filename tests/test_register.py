"""The register of changes to procedures: each change once, told as what it is, by month, quarter, scope and theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from lscb.model.page import PageSpec
from lscb.prepared import Prepared, prepare
from lscb.problems import ContentError
from lscb.types import CONTENT_TYPES
from lscb.types.procedure.register import ROOT, Quarter, register
from tests.support.building import Built, edit, record, write
from tests.support.servers import nginx
from tests.support.visits import Visits

AMENDED = """amendments:
  - {id: yyyyyy31, on: 2015-04-01, what: Ring first., why: People wrote.}
  - {id: yyyyyy32, on: 2015-07-31, what: Write too., why: People forgot.}
  - {id: yyyyyy33, on: 2015-10-01, what: Later., why: Later.}
published:"""


@pytest.fixture
def amended(small: Path) -> Prepared:
    edit(small, "content/procedures/escalation.md", "published:", AMENDED)
    fields = 'id: yyyyyy41\ntitle: Gone\nnumber: "9.9"\nscope: Testford\nstatus: current\n'
    write(small, "content/procedures/gone.md", record(f"{fields}withdrawn: {{on: 2015-09-10, reason: It was two in one.}}"))
    return prepare(small, CONTENT_TYPES, None)


def pages(prepared: Prepared) -> dict[str, PageSpec]:
    return {address.removeprefix(ROOT): page for address, page in prepared.plan.pages.items() if address.startswith(ROOT)}


def told(page: PageSpec) -> list[str]:
    return [one.what for _, changes in page.context["months"] for one in changes]


def test_every_change_stands_once_in_its_quarter_and_its_scope(amended: Prepared) -> None:
    found = pages(amended)
    assert told(found["2015-q2/"]) == ["Ring first."]
    assert told(found["2015-q3/"])[:2] == ["It was two in one.", "Write too."]
    assert "It was two in one." in told(found["testford/"])
    assert "It was two in one." not in told(found["4lscb/"])
    by_quarter = [one for address, page in found.items() if "-q" in address for one in told(page)]
    assert sorted(by_quarter) == sorted(told(found[""])) == sorted(one.what for one in register(amended.site))
    assert "Later." not in told(found[""])


def test_a_change_of_the_law_is_not_told_as_one_of_the_procedure(real: Prepared) -> None:
    found = register(real.site)
    assert {one.kind for one in found} == {"law"}
    assert len(found) == sum(len(one.effects) for one in real.site.all("law"))


def test_there_is_a_sheet_for_every_quarter_since_the_first(amended: Prepared) -> None:
    quarters = [address for address in pages(amended) if "-q" in address]
    assert quarters == ["2015-q1/", "2015-q2/", "2015-q3/"]
    assert str(Quarter(2015, 4).next) == "January to March 2016"


def test_each_scope_and_each_theme_can_be_followed(amended: Prepared) -> None:
    feeds = {feed.base.removeprefix(ROOT): feed for feed in amended.plan.feeds.values() if feed.base.startswith(ROOT)}
    assert set(feeds) == {"", "4lscb/", "testford/", *(f"theme/{one.slug}/" for one in amended.site.all("themes"))}
    titles = [entry.title for entry in feeds["theme/neglect/"].entries]
    assert titles.count("Changed: Escalation") == 2
    assert "Withdrawn: Gone" in [entry.title for entry in feeds["testford/"].entries]


def test_a_review_that_is_overdue_is_told(small: Path) -> None:
    edit(small, "content/procedures/escalation.md", "published:", "review_due: 2015-08\npublished:")
    page = prepare(small, CONTENT_TYPES, None).plan.pages["/procedures/escalation/"]
    assert page.context["overdue"]


def test_a_quarter_prints_on_one_sheet(real_site: Built, chromium: Browser, tmp_path: Path) -> None:
    with nginx(real_site.site, tmp_path) as served:
        for address in ("2015-q1/", "2015-q3/"):
            with Visits(chromium, served.url).to(ROOT + address) as visit:
                visit.page.pdf(path=str(tmp_path / "sheet.pdf"), prefer_css_page_size=True)
            assert len(PdfReader(tmp_path / "sheet.pdf").pages) == 1


def test_a_scope_of_several_words_has_an_address_and_one_without_is_told(small: Path) -> None:
    edit(small, "content/board.yml", "name: Testford\n    whose", "name: Isle of Wight\n    whose")
    edit(small, "content/procedures/escalation.md", "scope: 4LSCB", "scope: Isle of Wight")
    assert "isle-of-wight/" in pages(prepare(small, CONTENT_TYPES, None))
    edit(small, "content/board.yml", "name: Isle of Wight", "name: ../../x")
    with pytest.raises(ContentError, match=r"content/board\.yml:\d+:\d+: .*cannot stand in an address"):
        prepare(small, CONTENT_TYPES, None)
