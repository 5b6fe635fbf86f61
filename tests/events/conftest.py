"""The site with every sort of event, built once."""

from __future__ import annotations

import pytest

from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import Built, built
from tests.support.diaries import copy_events
from tests.support.once import made_once


@pytest.fixture(scope="session")
def events_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """As staff build it; no test changes it."""
    return made_once(tmp_path_factory, "events", lambda to: built(copy_events(to / "project"), "--strict"))


@pytest.fixture(scope="session")
def events(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The same short of its templates, and without a generator."""
    return prepare(copy_events(tmp_path_factory.mktemp("events") / "project"), CONTENT_TYPES, None)
