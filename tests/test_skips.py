"""A test that was skipped is never overlooked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.building import REPOSITORY, Run, run, write

SKIPPING = """
import pytest

@pytest.mark.skip(reason="no browser here")
def test_skipped(): ...

@pytest.mark.xfail(strict=True)
def test_known(): assert False

def test_passes(): ...
"""
WHOLE = 'import pytest\npytest.skip("nothing works here", allow_module_level=True)\n'


def outcome(folder: Path, text: str, **env: str) -> Run:
    write(folder, "test_it.py", text)
    plugins = ["-p", "tests.support.skips", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-c", "/dev/null", "--rootdir", str(folder), *plugins, "test_it.py"]
    return run(folder, *command, env={"PYTHONPATH": str(REPOSITORY), **env})


@pytest.mark.parametrize(("text", "reason"), [(SKIPPING, "no browser here"), (WHOLE, "nothing works here")])
def test_a_skip_is_said_aloud(tmp_path: Path, text: str, reason: str) -> None:
    done = outcome(tmp_path, text)
    assert done.code in {0, 5}
    assert "NOT TESTED: 1 tests were skipped" in done.out
    assert reason in done.out.split("NOT TESTED")[1]


@pytest.mark.parametrize(("text", "reason"), [(SKIPPING, "no browser here"), (WHOLE, "nothing works here")])
def test_a_skip_fails_where_it_is_forbidden(tmp_path: Path, text: str, reason: str) -> None:
    done = outcome(tmp_path, text, LSCB_FORBID_SKIPS="1")
    assert done.code not in {0, 5}
    assert f"LSCB_FORBID_SKIPS=1 forbids it: Skipped: {reason}" in done.out
    assert "1 xfailed" in done.out or text is WHOLE
