"""A real browser on a page of every kind: nothing axe objects to, nothing from elsewhere, nothing a strict policy stops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from building import REPOSITORY, Built
from lscb.publishing.prepared import prepare
from lscb.types import CONTENT_TYPES

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
AXE = Axe().axe_script


class _Strict(SimpleHTTPRequestHandler):
    """Files with a Content-Security-Policy that lets nothing in but what is ours."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server names it
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def address(real_site: Built) -> Iterator[str]:
    with served(real_site.site) as found:
        yield found


@pytest.fixture(scope="module")
def paths() -> list[str]:
    """The address of one page of every template, the one with the most text; and the page for what is not there."""
    plan = prepare(REPOSITORY, CONTENT_TYPES, None).plan
    longest: dict[str, str] = {}
    for page in sorted(plan.pages.values(), key=lambda page: (len(page.body), page.address)):
        longest[page.template] = page.address
    return [*sorted(longest.values()), "/404.html"]


@contextmanager
def tab(
    browser: Browser, width: int, scheme: Literal["light", "dark"] = "light", *, script: bool = True, reduce: bool = True
) -> Iterator[Page]:
    with browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        reduced_motion="reduce" if reduce else "no-preference",
    ) as context:
        yield context.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    chromium: Browser, address: str, paths: list[str], scheme: Literal["light", "dark"]
) -> None:
    found = []
    with tab(chromium, 360, scheme) as page:
        for path in paths:
            page.goto(address + path)
            page.evaluate(AXE)
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{path} at {width}: {said}" for said in violations(page)]
    assert found == []


def violations(page: Page) -> Iterator[str]:
    for violation in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
        yield from (f"{violation['id']}: {node['html'][:120]}" for node in violation["nodes"])


def test_axe_would_find_something(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title><main><img src='/a.png'><p style='color:#eee'>pale</p></main>"
    )
    with tab(chromium, 360) as page:
        page.goto((tmp_path / "index.html").as_uri())
        page.evaluate(AXE)
        assert {said.split(":")[0] for said in violations(page)} >= {"image-alt", "color-contrast", "html-has-lang"}


def test_no_page_asks_another_host_for_anything_or_is_stopped_by_the_policy(
    chromium: Browser, address: str, paths: list[str]
) -> None:
    asked: set[str] = set()
    said: list[str] = []
    with tab(chromium, 1280) as page:
        page.on("request", lambda request: asked.add(request.url))
        page.on("response", lambda answer: said.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        for path in paths:
            page.goto(address + path, wait_until="networkidle" if path == "/" else "load")
    assert {url for url in asked if not url.startswith(address)} == set()
    assert said == []


def test_the_policy_would_stop_and_say(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title><p style='color:red'>x<script>document.title = 'run'</script>"
    )
    said: list[str] = []
    with served(tmp_path) as found, tab(chromium, 1280) as page:
        page.on("console", lambda message: said.append(message.text))
        page.goto(found + "/")
        assert page.title() == "x"
    assert len([line for line in said if "Content Security Policy" in line]) == 2


def test_no_page_scrolls_sideways_on_the_smallest_phone(chromium: Browser, address: str, paths: list[str]) -> None:
    wide = []
    with tab(chromium, 320) as page:
        for path in paths:
            page.goto(address + path)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
                wide.append((path, width))
    assert wide == []


def test_every_page_shows_its_text_and_menu_without_javascript(chromium: Browser, address: str, paths: list[str]) -> None:
    with tab(chromium, 320, script=False) as page:
        for path in paths:
            page.goto(address + path)
            assert page.locator("h1").is_visible(), path
            assert page.locator("a[data-leave]").is_visible(), path
            assert page.locator("#who-to-call a[href='tel:999']").first.is_visible(), path
        page.locator("nav[aria-label=Main] summary").click()
        page.locator("nav[aria-label=Main] a:visible", has_text="Procedures").click()
        assert page.url == f"{address}/procedures/"


def test_nothing_is_stored_on_the_readers_machine(chromium: Browser, address: str, paths: list[str]) -> None:
    with tab(chromium, 1280) as page:
        page.goto(address + "/")
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_dark_page_is_dark(chromium: Browser, address: str, paths: list[str]) -> None:
    shades = {}
    schemes: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
    for scheme in schemes:
        with tab(chromium, 1280, scheme) as page:
            page.goto(address + "/procedures/")
            shades[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shades["light"] != shades["dark"]


def test_the_way_out_leads_away_in_one_press(chromium: Browser, address: str, paths: list[str]) -> None:
    with tab(chromium, 360) as page:
        page.context.route(lambda url: url.startswith("https:"), lambda route: route.fulfill(body="away"))
        page.goto(address + "/worried-about-a-child/")
        page.locator("a[data-leave]").click()
        page.wait_for_url("https://www.bbc.co.uk/weather")
        page.go_back()
        assert page.url != f"{address}/worried-about-a-child/"
