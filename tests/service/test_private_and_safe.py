"""The policy that pages are served with holds; that no kind of page breaks it is seen with axe, in one visit."""

from __future__ import annotations

import json

import pytest

from tests.support.building import Built, page_templates
from tests.support.servers import Served
from tests.support.visits import Visits


def test_every_template_is_visited(kinds: dict[str, str]) -> None:
    assert page_templates() - {"record.html"} <= set(kinds)


def test_a_breach_would_be_seen(visits: Visits) -> None:
    with visits.to("/") as visit:
        visit.page.evaluate(
            "() => { localStorage.x = 1; document.cookie = 'a=b'; fetch('https://other.example/').catch(() => 0); }"
        )
        visit.page.wait_for_timeout(100)
        found = " ".join(visit.breaches())
        assert "stored: a=b" in found
        assert "stored: 1" in found
        assert "connect-src" in found


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
