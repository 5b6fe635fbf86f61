"""Visits to a site in a real browser that remembers nothing and writes down all that happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from tests.support.building import PATIENCE

STORED = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches?.keys?.() ?? []).length,
  (await navigator.serviceWorker?.getRegistrations() ?? []).length]"""
WATCH = (
    "addEventListener('securitypolicyviolation', e => console.error('violation: ' + e.violatedDirective + ' ' + e.blockedURI))"
)


@dataclass
class Visit:
    """A page that is open, the requests it made, and whatever the browser complained of."""

    page: Page
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def bytes(self) -> int:
        """How much came over the network, bodies only."""
        return sum(request.sizes()["responseBodySize"] for request in self.requests if request.response())

    def breaches(self) -> list[str]:
        """What the page stored, which other hosts it asked, and what the browser complained of: nothing, it should be."""
        kept = [f"stored: {found}" for found in [*self.page.evaluate(STORED), *self.page.context.cookies()] if found]
        home = urlsplit(self.page.url).netloc
        asked = [f"asked {request.url}" for request in self.requests if urlsplit(request.url).netloc != home]
        return [*kept, *asked, *self.complaints]


@dataclass(frozen=True)
class Visits:
    """Opens pages of the site at `url`."""

    browser: Browser
    url: str

    @contextmanager
    def to(self, address: str, *, width: int = 1280, height: int = 900, **more: Any) -> Iterator[Visit]:
        """Open an address. `more` are settings of the browser's context, as `java_script_enabled=False`."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, base_url=self.url, **more)
        context.add_init_script(WATCH)
        context.set_default_timeout(1000 * PATIENCE)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request))  # noqa: PLW0108 - Playwright marks what it is given
        visit.page.on("console", lambda said: visit.complaints.append(f"{said.type}: {said.text}"))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        answer = visit.page.goto(address)
        assert answer, address
        assert answer.status in {200, 304, 404}, (address, answer.status)
        if "/search/?" in address and more.get("java_script_enabled", True):
            visit.page.wait_for_function("() => /[.]$/.test(document.querySelector('[data-says]').textContent)")
        try:
            yield visit
        finally:
            context.close()
