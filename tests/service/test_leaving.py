"""Leave this page: at once, without a trace of the page in the history, by three presses of Shift, and without scripts too."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.support.visits import Visits

ELSEWHERE = "https://www.bbc.co.uk/weather"


LEAVE = """() => {
  document.querySelector('a.leave').click();
  const hidden = (name) => getComputedStyle(document.querySelector(name)).visibility === 'hidden';
  const { clientWidth: right, clientHeight: foot } = document.documentElement;  // a scroll bar beside the page shows nothing of it
  const covered = [[0, 0], [right - 1, 0], [0, foot - 1], [right - 1, foot - 1], [right / 2, foot / 2]]
    .every(([x, y]) => document.elementFromPoint(x, y)?.className === 'ghost');
  return [document.title, hidden('main'), hidden('header'), covered, location.pathname];
}"""


def elsewhere(page: Page) -> list[dict[str, str]]:
    """Stand in for the page one leaves to; the headers of each request for it, as they come."""
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.headers)
        route.fulfill(body="<title>Weather</title>Sunny.", content_type="text/html")

    page.route(f"{ELSEWHERE}**", answer)
    return asked


def test_the_page_is_gone_in_the_very_same_moment(visits: Visits) -> None:
    with visits.to("/worried-about-a-child/") as visit:
        asked = elsewhere(visit.page)
        assert visit.page.evaluate(LEAVE) == ["Loading", True, True, True, "/"]
        visit.page.wait_for_url(ELSEWHERE)
        assert "referer" not in asked[0]


def test_going_back_does_not_show_the_page_again(visits: Visits) -> None:
    with visits.to("/") as visit:
        page = visit.page
        elsewhere(page)
        page.goto("/case-reviews/child-x/")
        page.locator("a.leave").click()
        page.wait_for_url(ELSEWHERE)
        page.go_back()
        assert page.url == f"{visits.url}/"
        assert page.locator("h1").is_visible()


def test_shift_three_times_leaves_and_is_announced(visits: Visits) -> None:
    with visits.to("/worried-about-a-child/") as visit:
        page = visit.page
        elsewhere(page)
        says = page.locator("[data-leave-says]")
        assert says.get_attribute("role") == "status"
        page.keyboard.press("Shift")
        assert "2 more times" in (says.text_content() or "")
        page.keyboard.press("Shift")
        assert "1 more time" in (says.text_content() or "")
        page.keyboard.press("Shift")
        page.wait_for_url(ELSEWHERE)


def test_typing_capitals_does_not_leave(visits: Visits) -> None:
    with visits.to("/search/") as visit:
        page = visit.page
        page.locator("#find").focus()
        for sign in "LADO":
            page.keyboard.press(f"Shift+{sign}")
        assert page.locator("#find").input_value() == "LADO"
        assert page.locator(".ghost").count() == 0
        assert page.locator("[data-leave-says]").text_content() == ""


def test_the_presses_are_forgotten_after_five_seconds(visits: Visits) -> None:
    with visits.to("/") as visit:
        page = visit.page
        page.clock.install()
        page.reload()
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        page.clock.fast_forward(5100)
        page.keyboard.press("Shift")
        assert "2 more times" in (page.locator("[data-leave-says]").text_content() or "")


def test_without_scripts_it_is_a_link_that_tells_nothing_of_where_one_was(visits: Visits) -> None:
    with visits.to("/worried-about-a-child/", java_script_enabled=False) as visit:
        asked = elsewhere(visit.page)
        visit.page.locator("a.leave").click()
        visit.page.wait_for_url(ELSEWHERE)
        assert "referer" not in asked[0]


def test_it_is_in_the_same_place_on_every_kind_of_page(visits: Visits, kinds: dict[str, str]) -> None:
    places = set()
    for template in (
        "pages/home.html",
        "procedures/procedure.html",
        "newsletters/newsletter.html",
        "pages/search.html",
        "404.html",
    ):
        with visits.to(kinds[template], width=360) as visit:
            box = visit.page.locator("a.leave").bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
            places.add((box["x"], box["y"]))
    assert len(places) == 1
