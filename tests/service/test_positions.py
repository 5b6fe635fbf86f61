"""Where things stand on the Board's own pages, in a real browser: what a phone's first screen shows, how long a page is,
and how many taps lead from home to an answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.support.building import Built
from tests.support.visits import Visits

PHONE: dict[str, Any] = {"width": 360, "height": 640}
DESKTOP: dict[str, Any] = {"width": 1280, "height": 800}
ENDS = "found => found.map(one => Math.round(one.getBoundingClientRect().bottom + scrollY))"
LENGTH = "document.documentElement.scrollHeight"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: Any) -> None:
        """Nothing: pytest shows what matters."""


@pytest.fixture(scope="module")
def board(real_site: Built, chromium: Browser) -> Iterator[Visits]:
    """Visits to the Board's own site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(real_site.site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Visits(chromium, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def ends(page: Page, selector: str) -> list[int]:
    """Where each of the elements that can be seen ends, in pixels from the top of the page."""
    found: list[int] = page.locator(f"{selector} >> visible=true").evaluate_all(ENDS)
    assert found, selector
    return found


@pytest.mark.parametrize(
    ("address", "selector", "count"),
    [
        ("/", ".dials a", 3),
        ("/worried-about-a-child/", ".dials a", 3),
        ("/families-and-young-people/", ".dials a, .call .number", 4),
        ("/thresholds/", ".need summary", 4),
    ],
)
def test_the_first_screen_of_a_phone_holds_what_its_reader_came_for(
    board: Visits, address: str, selector: str, count: int
) -> None:
    with board.to(address, **PHONE) as visit:
        found = ends(visit.page, selector)
        assert len(found) == count
        assert max(found) <= PHONE["height"]


@pytest.mark.parametrize(("screen", "most"), [(PHONE, 150), (DESKTOP, 190)])
def test_the_bars_above_a_page_take_little_of_its_first_screen(board: Visits, screen: dict[str, Any], most: int) -> None:
    for address in ("/", "/worried-about-a-child/", "/procedures/", "/thresholds/", "/events/"):
        with board.to(address, **screen) as visit:
            [end] = ends(visit.page, "aside.past")
            assert end <= most, address


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 5_200),
        ("/worried-about-a-child/", 6_700),
        ("/families-and-young-people/", 5_000),
        ("/contacts/", 4_600),
        ("/groups/met/", 3_800),
        ("/site-index/", 3_500),
        ("/procedures/", 6_400),
        ("/procedures/strategy-discussions-and-section-47/", 8_600),
        ("/thresholds/", 2_600),
        ("/events/", 5_200),
        ("/events/neglect-recognition-workshop/", 3_900),
    ],
)
def test_a_page_is_no_longer_on_a_phone_than_it_need_be(board: Visits, address: str, most: int) -> None:
    with board.to(address, **PHONE) as visit:
        assert visit.page.evaluate(LENGTH) <= most


def test_a_wide_first_screen_of_home_holds_the_three_ways_in(board: Visits) -> None:
    with board.to("/", **DESKTOP) as visit:
        assert max(ends(visit.page, ".ways p")) <= DESKTOP["height"]


@pytest.mark.parametrize(
    ("address", "selector", "most"),
    [
        ("/accountability/", ".tile-number", PHONE["height"]),
        ("/accountability/challenge-log/", ".account .stack", PHONE["height"]),
        ("/accountability/inspections/", ".account .status", 700),
        ("/accountability/section-11/", ".account .figure", 700),
        ("/accountability/indicators/child-protection/", ".chart svg", PHONE["height"]),
        ("/accountability/indicators/health/", ".chart svg", PHONE["height"]),
        ("/accountability/indicators/looked-after-children/", ".figure", PHONE["height"]),
    ],
)
def test_accounts_show_their_number_before_all_else(board: Visits, address: str, selector: str, most: int) -> None:
    """In the first screen of a phone; after a sentence or two of what it means, at its edge."""
    with board.to(address, **PHONE) as visit:
        assert min(ends(visit.page, selector)) <= most


@pytest.mark.parametrize("address", ["/accountability/indicators/child-protection/", "/accountability/indicators/education/"])
def test_the_first_finding_and_its_chart_stand_before_the_contents(board: Visits, address: str) -> None:
    """On a phone the closed contents come after the first chart; on a wide screen they stand beside it."""
    chart = ".indicator:first-of-type .chart svg"
    with board.to(address, **PHONE) as visit:
        [contents] = ends(visit.page, "details.toc")
        assert max(ends(visit.page, chart)) < contents
        assert min(ends(visit.page, ".indicator > .quiet")) > max(ends(visit.page, chart))
    with board.to(address, **DESKTOP) as visit:
        assert visit.page.locator("nav.toc").is_visible()
        assert not visit.page.locator("details.toc").is_visible()


LINES_LEFT_SHORT = """found => found.filter(one => {
  const range = document.createRange(), text = one.firstChild;
  if (one.childNodes.length !== 1 || text.nodeType !== 3) return false;
  const boxes = [...text.data.matchAll(/\\S+/g)].map(word => {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects();
  }).filter(boxes => boxes.length === 1).map(boxes => boxes[0]);
  const edge = one.getBoundingClientRect().right;
  return boxes.some((box, at) => at && box.top > boxes[at - 1].bottom - 4
    && boxes[at - 1].right + box.width + parseFloat(getComputedStyle(one).fontSize) * 0.4 < edge);
}).map(one => one.textContent)"""


@pytest.mark.parametrize(
    "address",
    [
        "/accountability/indicators/child-protection/",
        "/contacts/",
        "/campaigns/",
        "/procedures/strategy-discussions-and-section-47/",
    ],
)
def test_no_heading_on_a_phone_is_broken_before_its_line_is_full(board: Visits, address: str) -> None:
    with board.to(address, **PHONE) as visit:
        assert visit.page.locator("main :is(h1, h2, h3) >> visible=true").evaluate_all(LINES_LEFT_SHORT) == []


def test_the_levels_are_one_matrix_on_a_wide_screen_and_disclosures_on_a_phone(board: Visits) -> None:
    """Both work without a script, and each is the only one that a screen reader meets."""
    with board.to("/thresholds/", **DESKTOP, java_script_enabled=False) as visit:
        assert visit.page.locator(".matrix thead").is_visible()
        assert not visit.page.locator(".need").first.is_visible()
        [head] = ends(visit.page, ".matrix thead")
        assert head <= DESKTOP["height"]
    with board.to("/thresholds/", **PHONE, java_script_enabled=False) as visit:
        assert not visit.page.locator(".matrix").is_visible()
        last = visit.page.locator(".need").last
        last.locator("summary").click()
        assert last.get_by_text("significant harm").first.is_visible()


def test_the_levels_all_open_are_a_tool_of_reasonable_length(board: Visits) -> None:
    with board.to("/thresholds/", **PHONE) as visit:
        for one in visit.page.locator(".need summary").all():
            one.click()
        assert visit.page.locator(".need[open]").count() == 4
        assert visit.page.evaluate(LENGTH) <= 6_500


@pytest.mark.parametrize("address", ["/thresholds/", "/newsletters/2015-spring/", "/whats-new/", "/groups/met/"])
def test_what_is_closed_on_a_phone_stands_open_where_there_is_room(board: Visits, address: str) -> None:
    """Without a script, and on paper too."""
    with board.to(address, **PHONE, java_script_enabled=False) as visit:
        within = visit.page.locator(".fold").first.locator("a, p").last
        assert not within.is_visible()
        visit.page.locator(".fold > summary >> visible=true").first.click()
        assert within.is_visible()
    with board.to(address, **DESKTOP, java_script_enabled=False) as visit:
        assert visit.page.locator(".fold").first.locator("a, p").last.is_visible()
        assert visit.page.locator(".fold > summary >> visible=true").count() == 0
    with board.to(address, **PHONE) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator(".fold").first.locator("a, p").last.is_visible()
        assert visit.page.locator(".fold > summary >> visible=true").count() == 0


def test_a_directory_has_name_and_number_in_one_row_on_a_phone(board: Visits) -> None:
    with board.to("/contacts/", **PHONE) as visit:
        rows = visit.page.locator(".directory > li")
        assert rows.count() >= 5
        for row in rows.all():
            name, number = row.locator("h3").bounding_box(), row.locator(".tel").bounding_box()
            assert name is not None
            assert number is not None
            assert number["y"] < name["y"] + name["height"]
            assert number["x"] > name["x"] + name["width"]


def test_a_procedure_answers_in_its_first_two_screens(board: Visits) -> None:
    """What to do in short, and the time limits, stand before the contents; a limit that is none is a sentence."""
    with board.to("/procedures/strategy-discussions-and-section-47/", **PHONE) as visit:
        assert min(ends(visit.page, "#in-short + ul > li")) <= PHONE["height"]
        [days] = ends(visit.page, ".timeline strong")
        assert days <= 2 * PHONE["height"]
        assert visit.page.locator("details.toc").first.bounding_box()["y"] > days  # type: ignore[index]


def test_the_list_of_procedures_narrows_to_the_words_typed(board: Visits) -> None:
    with board.to("/procedures/", **PHONE) as visit:
        shown = visit.page.locator("[data-narrow-list] li >> visible=true")
        every = shown.count()
        visit.page.get_by_label("Find a procedure").fill("Section  47")
        assert 0 < shown.count() < every
        assert visit.page.locator("#part-5 >> visible=true").count() == 0
        visit.page.get_by_label("Find a procedure").fill("nothing like it")
        assert shown.count() == 0
        assert visit.page.get_by_role("status").filter(has_text="None of").is_visible()
    with board.to("/procedures/", **PHONE, java_script_enabled=False) as visit:
        assert visit.page.locator("[data-narrow-list] li >> visible=true").count() == every
        assert visit.page.get_by_label("Find a procedure").count() == 0


def test_an_event_without_a_day_says_one_thing_and_how_to_ask(board: Visits) -> None:
    with board.to("/events/neglect-recognition-workshop/", **PHONE) as visit:
        box = visit.page.locator(".whenbox")
        assert box.get_by_text("Dates to be announced").is_visible()
        assert max(ends(visit.page, ".whenbox a[href^='tel:']")) <= PHONE["height"]
        assert visit.page.locator(".whenbox .date").count() == 0
        assert visit.page.get_by_role("heading", name="All dates").count() == 0


def test_events_begin_in_the_first_screen_with_their_choices_closed(board: Visits) -> None:
    with board.to("/events/", **PHONE) as visit:
        assert min(ends(visit.page, ".dated")) <= PHONE["height"]
        assert visit.page.locator("select >> visible=true").count() == 0


@pytest.mark.parametrize(
    ("first", "second", "address"),
    [
        ("#list + ul", ".month", "/events/2016/06/"),
        (".month", "#list + ul", "/events/2015/11/"),
    ],
)
def test_a_month_with_few_dates_begins_with_its_list(board: Visits, first: str, second: str, address: str) -> None:
    with board.to(address, **DESKTOP) as visit:
        assert ends(visit.page, first) < ends(visit.page, second)


@pytest.mark.parametrize(
    "seen",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}],
    ids=["day", "dark", "forced", "print"],
)
def test_what_lasts_several_days_is_a_bar_with_edges_of_its_own(board: Visits, seen: dict[str, Any]) -> None:
    """However the page is seen: grounds are lost on paper and where the reader's system chooses the colours."""
    edges = "one => ['Top', 'Right', 'Bottom', 'Left'].map(side => parseFloat(getComputedStyle(one)[`border${side}Width`]))"
    with board.to("/events/2015/11/", **DESKTOP) as visit:
        visit.page.emulate_media(**seen)
        bar = visit.page.locator(".lasts").first
        assert min(bar.evaluate(edges)) > 0
        day = visit.page.locator(".month tr:not(.lasting) td").first.bounding_box()
        box = bar.bounding_box()
        assert day is not None
        assert box is not None
        assert box["width"] > 4 * day["width"]


@pytest.mark.parametrize(
    ("address", "most"),
    [("/thresholds/", 4), ("/worried-about-a-child/", 3), ("/procedures/strategy-discussions-and-section-47/", 5)],
)
def test_a_page_is_printed_on_few_sheets(board: Visits, address: str, most: int) -> None:
    with board.to(address, **DESKTOP) as visit:
        assert len(PdfReader(BytesIO(visit.page.pdf(format="A4"))).pages) <= most


@pytest.mark.parametrize(
    ("address", "longest"),
    [
        ("/newsletters/2015-spring/", 5_500),
        ("/newsletters/", 3_500),
        ("/campaigns/", 4_300),
        ("/campaigns/anti-bullying-week/", 5_600),
        ("/whats-new/", 3_000),
    ],
)
def test_what_is_told_is_no_longer_than_it_has_to_be(board: Visits, address: str, longest: int) -> None:
    with board.to(address, **PHONE) as visit:
        assert visit.page.evaluate(LENGTH) <= longest


def test_a_front_page_begins_with_its_lead_and_a_campaign_with_its_button(board: Visits) -> None:
    with board.to("/newsletters/2015-spring/", **PHONE) as visit:
        assert visit.page.locator(".lead-story h2").evaluate("one => one.getBoundingClientRect().top") < 600
        assert visit.page.locator(".signposts a[href='tel:999']").count() == 0
    for issue in ("2015-spring", "2014-winter", "2014-autumn", "2014-summer"):
        with board.to(f"/newsletters/{issue}/", **DESKTOP) as visit:
            assert max(ends(visit.page, ".lead-story h2")) <= DESKTOP["height"]
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]
    with board.to("/campaigns/anti-bullying-week/", **PHONE) as visit:
        assert ends(visit.page, ".poster .btn")[0] <= PHONE["height"]


MENU = ".bar .menu summary"


@pytest.mark.parametrize(
    ("taps", "answer"),
    [
        pytest.param([], ".dials a[href='tel:02380233344']", id="the number at night"),
        pytest.param(
            ["a[href='/procedures/']", "main a[href='/procedures/child-protection-conferences/']"],
            ".timeline :text('15 working days')",
            id="how soon must the conference be",
        ),
        pytest.param([], "#whats-new + .changes a", id="what changed this quarter"),
        pytest.param(["main a[href='/whats-new/']"], ".log h3 a", id="all that changed"),
        pytest.param([MENU, "a[href='/thresholds/']"], ".need summary", id="which level"),
        pytest.param(
            [MENU, "a[href='/accountability/']", ".tile a[href$='/child-protection/']"], ".chart svg", id="a councillor's chart"
        ),
        pytest.param([".paper a[href^='/newsletters/2']"], "main h1", id="a parent's newsletter"),
    ],
)
def test_an_answer_is_few_taps_from_home(board: Visits, taps: list[str], answer: str) -> None:
    """On a phone and without a script; each tap is on what can be seen."""
    with board.to("/", **PHONE, java_script_enabled=False) as visit:
        for tap in taps:
            visit.page.locator(f"{tap} >> visible=true").first.click()
        assert visit.page.locator(f"{answer} >> visible=true").count()
