"""Every kind of page for everyone: axe in a real browser in each colour and width, the keyboard, reflow, and no scripts."""

from __future__ import annotations

import pytest

from building import REPOSITORY, THEME
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES
from matrix import MODES, WAYS, keyboard_walk, sideways, violations
from visits import Visits

FOUND, NOT_FOUND = "/search/?q=hurt&kind=theme", "/search/?q=xyzzy"
TEMPLATES = sorted({file.name for file in THEME.glob("*.html")} - {"base.html", "record.html"} | {"pl page.html", "ur page.html"})
WALKED = (
    "home.html",
    "worried.html",
    "procedure.html",
    "threshold.html",
    "events.html",
    "newsletter.html",
    "indicators.html",
    "ur page.html",
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visits: Visits, kinds: dict[str, str], template: str) -> None:
    with visits.to(kinds[template]) as visit:
        assert [one for mode in MODES for one in violations(visit.page, mode)] == []
        assert sideways(visit.page) == []


@pytest.mark.parametrize("address", [FOUND, NOT_FOUND])
def test_axe_finds_nothing_in_results(visits: Visits, address: str) -> None:
    with visits.to(address) as visit:
        assert [one for mode in MODES for one in violations(visit.page, mode)] == []
        assert sideways(visit.page) == []


@pytest.mark.parametrize("template", WALKED)
def test_the_keyboard_reaches_everything_in_order_on_a_phone(visits: Visits, kinds: dict[str, str], template: str) -> None:
    with visits.to(kinds[template], width=320, height=640) as visit:
        assert keyboard_walk(visit.page) == []


def test_the_keyboard_reaches_everything_on_the_search_page(visits: Visits) -> None:
    with visits.to(FOUND, width=320, height=640) as visit:
        assert keyboard_walk(visit.page) == []


def test_the_menu_opens_and_closes_by_keyboard(visits: Visits) -> None:
    with visits.to("/", width=320, height=640) as visit:
        summary = visit.page.locator(".menu summary")
        summary.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator(".menu details li a").first.is_visible()
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Escape")
        assert not visit.page.locator(".menu details li a").first.is_visible()
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
                page.locator(".menu summary").click()
            assert page.locator("nav.menu a[href='/procedures/']:visible").count() == 1, address


def test_a_page_in_another_language_says_so_to_a_screen_reader(visits: Visits) -> None:
    with visits.to("/worried-about-a-child/ur/") as visit:
        spoken = "all => all.map(one => `${one.closest('[lang]').lang} ${getComputedStyle(one).direction}`)"
        assert visit.page.locator("h1").evaluate_all(spoken) == ["ur rtl"]
        assert set(visit.page.locator("header, footer, nav.strip, #who-to-call").evaluate_all(spoken)) == {"en-GB ltr"}


def test_the_statement_claims_what_is_tested_and_nothing_else() -> None:
    tested = read_content(REPOSITORY, CONTENT_TYPES).tested
    assert tested is None or tested.ways == WAYS
