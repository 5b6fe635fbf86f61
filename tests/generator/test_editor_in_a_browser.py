"""The web editor as a newcomer meets it: in a real browser, in the real preview, with nothing but what the pages say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accessibility import MODES, sideways, violations
from tests.support.building import REPOSITORY
from tests.support.previewing import Preview, preview

PICTURE = REPOSITORY / "theme" / "assets" / "feed-logo.png"


@pytest.fixture
def running(small: Path) -> Iterator[Preview]:
    with preview(small) as found:
        yield found


@pytest.fixture
def page(chromium: Browser, running: Preview) -> Iterator[Page]:
    with chromium.new_context(java_script_enabled=False, base_url=running.address) as context:
        yield context.new_page()


def save(page: Page) -> None:
    page.locator(".save").click()


def begin(page: Page, of: str, /, **asked: str) -> None:
    """A new item, from the first page on."""
    page.goto("/admin/")
    page.get_by_role("link", name=of, exact=True).click()
    page.locator("a.button").click()
    for name, value in asked.items():
        page.locator(f"[name={name}]").fill(value)
    save(page)


def publish(page: Page) -> None:
    page.get_by_label("Draft").uncheck()
    save(page)
    expect(page.locator(".saved")).to_be_visible()


def unfold(page: Page, *titles: str) -> None:
    for title in titles:
        page.locator("summary", has_text=title).first.click()


def test_an_event_with_a_series(page: Page, running: Preview) -> None:
    begin(page, "Events", title="Parents’ evenings", summary="Six evenings for parents.", kind="training")
    unfold(page, "Particulars")
    page.locator("[name='occurrences.0.starts']").fill("2015-10-07 18:30")
    page.locator("[name='repeats']").fill("every week until 2015-11-11")
    publish(page)
    status, html = running.get("/events/parents-evenings/")
    assert (status, html.count("18:30") > 0, "11 November" in html) == (200, True, True)
    assert "starts: 2015-10-07 18:30" in (running.root / "content/events/parents-evenings.md").read_text(encoding="utf-8")


def test_an_issue_with_two_articles_and_a_picture(page: Page, running: Preview) -> None:
    begin(page, "Newsletters", title="Summer", summary="An issue.", season="summer 2015", folder="2015-summer")
    publish(page)
    for place, title in enumerate(("Swimming", "Cycling"), 1):
        begin(page, "Articles", title=title, summary="A story.", folder="2015-summer", place=str(place))
        page.locator("[name=body]").fill(f"All about {title.lower()}.")
        if place == 1:
            page.locator("[name=_upload]").set_input_files(PICTURE)
            unfold(page, "Particulars", "Image")
            page.locator("[name='image.alt']").fill("A swimmer")
        publish(page)
    status, html = running.get("/newsletters/2015-summer/")
    assert (status, "Swimming" in html, "Cycling" in html) == (200, True, True)
    assert 'alt="A swimmer"' in running.get("/newsletters/2015-summer/swimming/")[1]


def test_an_amendment_to_a_procedure(page: Page, running: Preview) -> None:
    page.goto("/admin/edit/content/procedures/escalation.md")
    before = page.locator("[name^='amendments.'][name$='._']").count()
    page.locator("button[value=amendments]").click()
    page.locator(f"[name='amendments.{before}.on']").fill("2015-09-10")
    page.locator(f"[name='amendments.{before}.what']").fill("The Chair’s name is taken out.")
    page.locator(f"[name='amendments.{before}.why']").fill("People change; the office stays.")
    save(page)
    expect(page.locator(".saved")).to_be_visible()
    assert "The Chair’s name is taken out." in running.get("/procedures/escalation/")[1]


def test_a_mistake_is_told_and_led_to(page: Page, running: Preview) -> None:
    page.goto("/themes/neglect/")
    page.get_by_role("link", name="Edit this page").click()
    page.locator("[name=published]").fill("2015-02-31")
    save(page)
    page.locator(".summary a", has_text="2015-02-31").click()
    assert page.url.endswith("#f-published")
    assert page.locator("[name=published]").get_attribute("aria-invalid") == "true"
    assert running.get("/themes/neglect/")[0] == 200


def test_a_stale_form_is_refused(page: Page, running: Preview) -> None:
    page.goto("/admin/edit/content/themes/neglect.md")
    file = running.root / "content/themes/neglect.md"
    changed = file.read_text(encoding="utf-8").replace("title: Neglect", "title: Theirs")
    file.write_text(changed, encoding="utf-8")
    page.locator("[name=summary]").fill("Mine.")
    save(page)
    expect(page.locator(".summary pre")).to_contain_text("+summary: Mine.")
    assert file.read_text(encoding="utf-8") == changed


def test_a_form_of_another_site_is_refused(page: Page, running: Preview) -> None:
    page.set_content(
        f'<form method="post" action="{running.address}/admin/themes/new"><input name="title"><button>x</button></form>'
    )
    page.locator("input").fill("Forged")
    page.locator("button").click()
    expect(page.locator("h1")).to_have_text("This cannot be done from here")
    assert not (running.root / "content/themes/forged.md").exists()


def test_everybody_can_use_it(chromium: Browser, running: Preview) -> None:
    page = chromium.new_page(base_url=running.address)
    found = []
    for address in (
        "/admin/",
        "/admin/events/",
        "/admin/events/new",
        "/admin/edit/content/events/workshop.md",
        "/admin/edit/content/board.yml",
    ):
        page.goto(address)
        found += [(address, one) for mode in MODES if mode.media.get("media") != "print" for one in violations(page, mode)]
        found += [(address, one) for one in sideways(page)]
    page.close()
    assert found == []
