"""Search: who to call first, names and spellings of the field, choices, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.support.visits import Visit, Visits


@contextmanager
def searched(visits: Visits, asked: str, **choices: str) -> Iterator[Visit]:
    with visits.to(f"/search/?{urlencode({'q': asked, **choices})}") as visit:
        yield visit


def titles(page: Page) -> list[str]:
    return page.locator("[data-results] h2").all_inner_texts()


def said(page: Page) -> str:
    return page.locator("[data-says]").inner_text()


def test_a_form_on_every_page_leads_to_results(visits: Visits) -> None:
    with visits.to("/about/") as visit:
        page = visit.page
        page.locator("header input[name=q]:visible").fill("neglect")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=neglect")
        page.wait_for_function("() => document.querySelector('[data-results] a')")
        assert "Neglect" in titles(page)


def test_a_result_says_kind_date_and_status(visits: Visits) -> None:
    with searched(visits, "escalation") as visit:
        first = visit.page.locator("[data-results] li", has=visit.page.get_by_role("link", name="Escalation", exact=True)).first
        assert first.locator("p.quiet").inner_text() == "Procedure · 1 March 2015 · Current"
        assert visit.page.locator("[data-says]").get_attribute("role") == "status"
        assert "results for “escalation”" in said(visit.page)


@pytest.mark.parametrize("asked", ["hurt", "a child is HURTING", "my dad hurts me", "Suicide", "suicides"])
def test_who_to_call_comes_before_any_result(visits: Visits, asked: str) -> None:
    with searched(visits, asked) as visit:
        box = visit.page.locator("[data-call]:visible")
        assert box.count() == 1
        assert box.locator("a[href='tel:999']").first.is_visible()
        assert said(visit.page).startswith("Who to call is shown first.")
        order = "() => document.querySelector('[data-call]').compareDocumentPosition(document.querySelector('[data-results]'))"
        assert visit.page.evaluate(order) & 4


@pytest.mark.parametrize("asked", ["newsletter", "hurdle", "board"])
def test_other_words_call_nobody(visits: Visits, asked: str) -> None:
    with searched(visits, asked) as visit:
        assert visit.page.locator("[data-call]:visible").count() == 0


def test_another_name_finds_the_same(visits: Visits) -> None:
    with searched(visits, "s47") as visit:
        other = titles(visit.page)
    with searched(visits, "section 47") as visit:
        assert titles(visit.page) == other != []


def test_a_misspelt_word_is_put_right_and_said(visits: Visits) -> None:
    with searched(visits, "neglet") as visit:
        assert "Neglect" in titles(visit.page)
        assert "for “neglect”" in said(visit.page)


def test_a_themes_own_words_lead_to_it(visits: Visits) -> None:
    with searched(visits, "cold and hungry") as visit:
        assert visit.page.locator("[data-subjects] a").all_inner_texts() == ["Neglect"]


def test_a_sentence_finds_by_its_telling_words(visits: Visits) -> None:
    with searched(visits, "what should I do about neglect in my family") as visit:
        assert titles(visit.page)


def test_choices_narrow_what_is_found_and_stay_in_the_address(visits: Visits) -> None:
    with searched(visits, "neglect") as visit:
        page = visit.page
        assert len(titles(page)) > 1
        page.locator("[data-narrow] summary").click()
        page.locator("#by-kind").select_option("theme")
        page.wait_for_function("() => /with these choices/.test(document.querySelector('[data-says]').textContent)")
        assert titles(page) == ["Neglect"]
        assert page.url.endswith("/search/?q=neglect&kind=theme")
    with searched(visits, "neglect", kind="theme") as visit:
        assert titles(visit.page) == ["Neglect"]
        assert visit.page.locator("#by-kind").input_value() == "theme"


def test_nothing_found_says_where_else_to_look(visits: Visits) -> None:
    with searched(visits, "qqqq") as visit:
        assert "Nothing was found" in said(visit.page)
        assert visit.page.get_by_role("link", name="Everything on this site is listed from A to Z").is_visible()


def test_hostile_words_are_shown_as_words(visits: Visits) -> None:
    with searched(visits, "<img src=x onerror=alert(1)>") as visit:
        assert visit.page.locator("main img").count() == 0
    with searched(visits, "alert") as visit:
        assert any("<script>alert(1)</script>" in title for title in titles(visit.page))
        assert visit.page.locator("main script:not([type$=json])").count() == 0


def test_a_withdrawn_page_and_a_list_of_other_pages_words_are_not_found(visits: Visits) -> None:
    with searched(visits, "gone") as visit:
        assert "Gone" not in titles(visit.page)
    with searched(visits, "escalation") as visit:
        assert "Procedures" not in titles(visit.page)


def test_searching_again_adds_nothing_to_the_history(visits: Visits) -> None:
    with searched(visits, "neglect") as visit:
        page = visit.page
        before = page.evaluate("() => history.length")
        page.locator("#find").fill("escalation")
        page.keyboard.press("Enter")
        page.wait_for_function("() => /escalation/.test(document.querySelector('[data-says]').textContent)")
        assert page.evaluate("() => history.length") == before
        assert page.evaluate("() => document.activeElement.id") == "find"


def test_without_scripts_the_page_leads_to_the_index(visits: Visits) -> None:
    with visits.to("/search/?q=neglect", java_script_enabled=False) as visit:
        assert visit.page.locator("[data-without] a[href='/site-index/']").is_visible()


def test_where_webassembly_is_off_the_page_leads_to_the_index(visits: Visits) -> None:
    with visits.to("/search/") as visit:
        page = visit.page
        page.route("**/pagefind/pagefind.js", lambda route: route.abort())
        page.goto("/search/?q=neglect")
        page.wait_for_function("() => !document.querySelector('[data-without]').hidden")
        assert page.locator("[data-without] a[href='/site-index/']").is_visible()
