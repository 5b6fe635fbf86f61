"""The same content gives the same bytes: on another day, in another time zone, at another path, in another process."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.support.building import REPOSITORY, Built, build, built, copy_small, edit, run, tree, write

CLOCK = str(REPOSITORY / "tests" / "support" / "clock")
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "4711",
    "PYTHONPATH": CLOCK,
    "TEST_CLOCK": "2031-02-28T23:59:30+00:00",
    "LC_ALL": "C",
    "HOME": "/nowhere",
}


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_the_clock_of_these_tests_is_moved(tmp_path: Path) -> None:
    script = (
        "from datetime import *; import time; from zoneinfo import ZoneInfo\n"
        "print(date.today(), datetime.now().year, datetime.now(ZoneInfo('Europe/London')).year, time.gmtime(time.time()).tm_year)\n"
        "print(isinstance(date.today(), date), isinstance(datetime.now(UTC), datetime), datetime.now(UTC).tzinfo is UTC)"
    )
    done = run(tmp_path, sys.executable, "-c", script, env=ELSEWHERE)
    assert done.out == "2031-03-01 2031 2031 2031\nTrue True True\n", done.err


def test_the_small_site_is_the_same_everywhere(small_site: Built, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "a folder" / "with another name")
    other = built(root, "--strict", env=ELSEWHERE)
    assert different(small_site.files, other.files) == []


def test_the_real_site_is_the_same_everywhere(real_site: Built, tmp_path: Path) -> None:
    done = build(REPOSITORY, "-d", str(tmp_path / "site"), env=ELSEWHERE)
    assert done.code == 0, done.err
    assert different(real_site.files, tree(tmp_path / "site")) == []


def test_the_order_in_which_files_came_changes_nothing(small_site: Built, tmp_path: Path) -> None:
    whole, root = copy_small(tmp_path / "whole"), tmp_path / "from the last to the first"
    for path in sorted(whole.rglob("*"), reverse=True):
        there = root / path.relative_to(whole)
        there.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or not path.is_dir():
            shutil.copy2(path, there, follow_symlinks=False)
    assert different(small_site.files, built(root).files) == []


def test_a_second_build_over_the_first_is_the_same(small: Path) -> None:
    first = tree(built(small).site)
    write(small, "site/stale.html", "from an older build")
    assert different(first, tree(built(small).site)) == []


STANDS_AT = """
from pathlib import Path
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
print(prepare(Path("."), CONTENT_TYPES, None).site.today)
"""


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("clock", "day"), [("2015-09-16T22:30:00+00:00", "2015-09-16"), ("2015-09-16T23:30:00+00:00", "2015-09-17")]
)
def test_the_day_begins_at_midnight_in_london(small: Path, clock: str, day: str, zone: str) -> None:
    """Half past eleven in the evening, UTC, is tomorrow in a London summer, wherever the machine stands."""
    edit(small, "content/board.yml", "as_of: 2015-09-16\n", "")
    done = run(small, sys.executable, "-c", STANDS_AT, env={"TZ": zone, "PYTHONPATH": CLOCK, "TEST_CLOCK": clock})
    assert (done.out, done.err) == (f"{day}\n", "")
