"""The site as its public meets it: every kind of page, with the shipped headers, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.building import Built, built, copy_small
from tests.support.once import made_once
from tests.support.page_kinds import every_kind, kinds_of_page
from tests.support.servers import Served, nginx
from tests.support.visits import Visits


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with what it lacks: other languages, a page withdrawn, an address that moved, hostile words."""
    return made_once(tmp_path_factory, "service", lambda to: built(every_kind(copy_small(to / "project")), "--strict"))


@pytest.fixture(scope="session")
def kinds(service: Built) -> dict[str, str]:
    """An address of each kind of page, by the name of its template."""
    return kinds_of_page(service.root)


@pytest.fixture(scope="session")
def served(service: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site behind a real nginx with the shipped configuration."""
    with nginx(service.site, tmp_path_factory.mktemp("nginx")) as site:
        yield site


@pytest.fixture(scope="session")
def visits(chromium: Browser, served: Served) -> Visits:
    """Visits to the served site, each in a browser that remembers nothing."""
    return Visits(chromium, served.url)
