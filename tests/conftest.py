"""Fixtures that every test shares. What is slow to make is made once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import REPOSITORY, Built, built, copy_small, keep_of
from tests.support.once import made_once

pytest_plugins = ["tests.support.skips", "tests.support.public_site"]

hypothesis.settings.register_profile(
    "lscb", max_examples=60, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("lscb")

CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small site, for one test to change and build."""
    return copy_small(tmp_path / "project")


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site, built once as staff build it; no test changes it."""
    found = made_once(tmp_path_factory, "small", lambda to: built(copy_small(to / "project"), "--strict"))
    keep_of(found.root)
    return found


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The small site short of its templates, and without a generator."""
    return prepare(copy_small(tmp_path_factory.mktemp("prepared") / "project"), CONTENT_TYPES, None)


@pytest.fixture(scope="session")
def real() -> Prepared:
    """The Board's own content short of its templates."""
    return prepare(REPOSITORY, CONTENT_TYPES, None)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The Board's own site, built from the repository's content into a folder of its own."""

    def make(to: Path) -> Built:
        made = built(REPOSITORY, "--strict", "-d", str(to / "site"))
        return Built(REPOSITORY, to / "site", made.run)

    return made_once(tmp_path_factory, "real", make)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; tests that need one are skipped, loudly, where the machine has none."""
    names = (os.environ.get("LSCB_CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: `scripts/chromium` says how to get one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS.split())
        yield browser
        browser.close()
