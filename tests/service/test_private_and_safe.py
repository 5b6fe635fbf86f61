"""Nothing is asked of another host, nothing is stored, and nothing on any kind of page breaks the policy it is served with."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from building import THEME, Built
from servers import Served
from visits import Visits

STORED = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches?.keys?.() ?? []).length,
  (await navigator.serviceWorker?.getRegistrations() ?? []).length]"""
SEARCH = "/search/?q=neglect&kind=theme"
MISSING = ["error: Failed to load resource: the server responded with a status of 404 (Not Found)"]
NOT_A_PAGE = {"base.html", "record.html"}


def test_every_template_is_visited(kinds: dict[str, str]) -> None:
    assert {file.name for file in THEME.glob("*.html")} - NOT_A_PAGE <= set(kinds)


def test_no_kind_of_page_asks_another_host_stores_anything_or_breaks_its_policy(visits: Visits, kinds: dict[str, str]) -> None:
    for address in [*kinds.values(), SEARCH]:
        with visits.to(address) as visit:
            assert visit.page.evaluate(STORED) == ["", 0, 0, 0, 0, 0], address
            assert visit.page.context.cookies() == [], address
            assert {urlsplit(request.url).netloc for request in visit.requests} == {urlsplit(visits.url).netloc}, address
            assert visit.complaints == (MISSING if address == kinds["404.html"] else []), address


def test_the_policy_is_in_force(visits: Visits) -> None:
    with visits.to("/") as visit:
        visit.page.evaluate("() => document.head.append(document.createElement('style'))")
        visit.page.evaluate("() => { document.querySelector('style').textContent = 'p { color: red }'; }")
        visit.page.evaluate("() => document.body.setAttribute('style', 'color:red')")
        visit.page.wait_for_timeout(100)
        assert any("style-src-elem" in said for said in visit.complaints)
        assert any("style-src-attr" in said for said in visit.complaints)


def test_the_policy_in_the_page_holds_where_a_host_sends_no_header(visits: Visits, served: Served) -> None:
    with visits.to("/404.html") as visit:
        page = visit.page
        page.route("**/*", lambda route: route.fulfill(path=served.site / "index.html", content_type="text/html"))
        page.goto("/")
        page.evaluate("() => { document.querySelector('main').append(new Image()); }")
        page.evaluate("() => { document.querySelector('main > img').src = 'https://other.example/'; }")
        page.wait_for_timeout(100)
        assert any("img-src" in said for said in visit.complaints)


@pytest.mark.parametrize("address", ["/", "/newsletters/2015-spring/hostile/", "/search/?q=cold+and+hungry"])
def test_hostile_words_stay_words(visits: Visits, service: Built, address: str) -> None:
    with visits.to(address) as visit:
        visit.page.on("dialog", lambda _: pytest.fail("a script of the content ran"))
        assert visit.complaints == []
        for block in visit.page.locator("script[type$=json]").all():
            json.loads(block.text_content() or "")
