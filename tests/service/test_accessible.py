"""Every kind of page for everyone: axe in each colour and width, the keyboard, reflow, no scripts, and nobody else asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lscb.prepared import prepare
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES
from tests.support.accessibility import MODES, QUICK, WAYS, keyboard_walk, sideways, violations
from tests.support.building import REPOSITORY, Built, page_templates
from tests.support.servers import nginx
from tests.support.visits import Visits

FOUND, NOT_FOUND = "/search/?q=hurt&kind=theme", "/search/?q=xyzzy"
TEMPLATES = sorted(page_templates() - {"record.html"} | {"pl pages/page.html", "ur pages/page.html"})
WALKED = (
    "pages/home.html",
    "pages/worried.html",
    "procedures/procedure.html",
    "thresholds/threshold.html",
    "events/events.html",
    "newsletters/newsletter.html",
    "accountability/indicators.html",
    "ur pages/page.html",
)


MISSING = ["error: Failed to load resource: the server responded with a status of 404 (Not Found)"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_kind_of_page_is_accessible_private_and_safe(visits: Visits, kinds: dict[str, str], template: str) -> None:
    with visits.to(kinds[template]) as visit:
        assert visit.breaches() == (MISSING if template == "404.html" else [])
        modes = MODES if template in WALKED else QUICK
        assert [one for mode in modes for one in violations(visit.page, mode)] == []
        assert sideways(visit.page) == []


@pytest.mark.parametrize("address", [FOUND, NOT_FOUND])
def test_results_are_accessible_private_and_safe(visits: Visits, address: str) -> None:
    with visits.to(address) as visit:
        assert visit.breaches() == []
        assert [one for mode in QUICK for one in violations(visit.page, mode)] == []
        assert sideways(visit.page) == []


def test_the_longest_real_pages_are_too(chromium: Browser, real_site: Built, tmp_path: Path) -> None:
    """The other pages' turn comes in `make audit`."""
    longest = sorted(prepare(REPOSITORY, CONTENT_TYPES, None).plan.pages.values(), key=lambda page: len(page.body))[-8:]
    found = []
    with nginx(real_site.site, tmp_path) as served:
        for address in ("/", *(page.address for page in longest)):
            with Visits(chromium, served.url).to(address) as visit:
                found += [(address, one) for one in (*visit.breaches(), *violations(visit.page, MODES[1]), *sideways(visit.page))]
    assert found == []


def test_axe_would_find_something(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title><main><img src='/a.png'><p style='color:#eee'>pale</p></main>"
    )
    with Visits(chromium, tmp_path.as_uri()).to(f"{tmp_path.as_uri()}/index.html") as visit:
        found = {said.split(": ")[1] for said in violations(visit.page, MODES[0])}
    assert found >= {"image-alt", "color-contrast", "html-has-lang"}


def test_a_dark_page_is_dark(visits: Visits) -> None:
    with visits.to("/", color_scheme="dark") as dark, visits.to("/", color_scheme="light") as light:
        shade = "() => getComputedStyle(document.body).backgroundColor"
        assert dark.page.evaluate(shade) != light.page.evaluate(shade)


@pytest.mark.parametrize("template", WALKED)
def test_the_keyboard_reaches_everything_in_order_on_a_phone(visits: Visits, kinds: dict[str, str], template: str) -> None:
    with visits.to(kinds[template], width=320, height=640) as visit:
        assert keyboard_walk(visit.page) == []


def test_the_keyboard_reaches_everything_on_the_search_page(visits: Visits) -> None:
    with visits.to(FOUND, width=320, height=640) as visit:
        assert keyboard_walk(visit.page) == []


def test_the_menu_opens_and_closes_by_keyboard(visits: Visits) -> None:
    with visits.to("/", width=320, height=640) as visit:
        summary = visit.page.locator(".menu > summary")
        summary.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator("details.menu li a").first.is_visible()
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Escape")
        assert not visit.page.locator("details.menu li a").first.is_visible()
        assert summary.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_is_there_without_scripts(visits: Visits, kinds: dict[str, str], width: int) -> None:
    for template in WALKED:
        with visits.to(address := kinds[template], width=width, java_script_enabled=False) as visit:
            page = visit.page
            assert page.locator("main h1").is_visible(), address
            assert page.locator("a.leave").is_visible(), address
            assert page.locator("#who-to-call a[href='tel:999']").first.is_visible(), address
            if width == 320:
                page.locator(".menu > summary").click()
            assert page.locator("header nav a[href='/procedures/']:visible").count() == 1, address


def test_a_page_in_another_language_says_so_to_a_screen_reader(visits: Visits) -> None:
    with visits.to("/worried-about-a-child/ur/") as visit:
        spoken = "all => all.map(one => `${one.closest('[lang]').lang} ${getComputedStyle(one).direction}`)"
        assert visit.page.locator("h1").evaluate_all(spoken) == ["ur rtl"]
        assert set(visit.page.locator("header, footer, nav.strip, #who-to-call").evaluate_all(spoken)) == {"en-GB ltr"}


def test_the_statement_claims_what_is_tested_and_nothing_else() -> None:
    tested = read_content(REPOSITORY, CONTENT_TYPES).tested
    assert tested is None or tested.ways == WAYS
