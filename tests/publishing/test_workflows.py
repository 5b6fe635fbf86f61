"""The workflow that publishes by itself: sound by its host's own schema, and its commands do what they say on a real repository."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.support.building import REPOSITORY, Run, run

WORKFLOW = REPOSITORY / "deploy" / "github-pages" / "publish.yml"
LEDGER = "content/ledger.json"


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow["jobs"]["publish"]["steps"]
    return found


def command(steps: list[dict[str, Any]], name: str) -> str:
    return next(str(step["run"]) for step in steps if step.get("name") == name)


def git(folder: Path, *arguments: str) -> str:
    """What git says, with a name for whoever commits."""
    done = run(folder, "git", "-c", "user.name=An editor", "-c", "user.email=editor@localhost", *arguments)
    assert done.code == 0, done.said
    return done.out


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """A bare repository's clone of an editor's, and the one that the workflow has checked out."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    editor, host = tmp_path / "editor", tmp_path / "host"
    git(tmp_path, "clone", "--quiet", "remote.git", "editor")
    (editor / "content").mkdir()
    (editor / LEDGER).write_text('{\n "addresses": {}\n}\n')
    git(editor, "add", ".")
    git(editor, "commit", "--quiet", "--message", "The content")
    git(editor, "push", "--quiet", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", "remote.git", "host")
    return editor, host


def keep(host: Path, steps: list[dict[str, Any]]) -> Run:
    """The step that keeps the ledger, run as the host runs it."""
    return run(host, "bash", "-e", "-c", command(steps, "Keep the ledger"))


def test_it_is_sound_by_its_hosts_schema() -> None:
    checker = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW))
    done = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("day", ["2026-01-15", "2026-07-15"])
def test_every_day_one_of_its_runs_is_at_six_in_london(workflow: dict[Any, Any], day: str) -> None:
    (when,) = workflow[True]["schedule"]  # YAML reads `on` as true
    minute, hours, *rest = when["cron"].split()
    assert (minute, rest) == ("0", ["*", "*", "*"])
    moments = (datetime.fromisoformat(f"{day}T{int(hour):02}:00+00:00") for hour in hours.split(","))
    assert 6 in {moment.astimezone(ZoneInfo("Europe/London")).hour for moment in moments}


def test_the_words_given_to_make_and_every_command_can_be_understood(steps: list[dict[str, Any]]) -> None:
    said = [step["run"] for step in steps if "run" in step]
    for one in said:
        assert subprocess.run(["bash", "-n", "-c", one], check=False).returncode == 0, one
    words = [one.split()[1] for one in said if one.startswith("make ")]
    assert words == ["check", "pdf"]
    assert run(REPOSITORY, "make", "--dry-run", *words).code == 0


def test_readers_see_only_what_was_checked_and_built_and_the_ledger_is_kept_after_that(steps: list[dict[str, Any]]) -> None:
    order = [step.get("name", step.get("uses", "").partition("@")[0]) for step in steps]
    told = [
        "Check",
        "Record",
        "Build",
        "actions/upload-pages-artifact",
        "Show it to readers",
        "Keep the ledger",
        "Tell the staff",
    ]
    assert [one for one in order if one in told] == told
    assert [step["name"] for step in steps if "if" in step] == ["Tell the staff"]


def test_the_ledger_is_kept_though_somebody_has_pushed_meanwhile(clones: tuple[Path, Path], steps: list[dict[str, Any]]) -> None:
    editor, host = clones
    (host / LEDGER).write_text('{\n "addresses": {\n  "/new/": ""\n }\n}\n')
    (host / "content" / "versions").mkdir()
    (host / "content" / "versions" / "words.html").write_text("<p>Words</p>")
    (editor / "content" / "item.md").write_text("An item")
    git(editor, "add", ".")
    git(editor, "commit", "--quiet", "--message", "An item")
    git(editor, "push", "--quiet", "origin", "HEAD:main")

    done = keep(host, steps)
    assert done.code == 0, done.said
    git(editor, "pull", "--quiet", "--rebase", "origin", "main")
    assert (editor / LEDGER).read_text() == (host / LEDGER).read_text()
    assert (editor / "content" / "versions" / "words.html").exists()
    assert (editor / "content" / "item.md").read_text() == "An item"


def test_a_day_that_changes_nothing_leaves_no_commit(clones: tuple[Path, Path], steps: list[dict[str, Any]]) -> None:
    _, host = clones
    before = git(host, "rev-parse", "HEAD")
    assert keep(host, steps).code == 0
    assert git(host, "rev-parse", "HEAD") == before


def test_a_ledger_that_cannot_be_kept_fails_so_that_the_staff_are_told(
    clones: tuple[Path, Path], steps: list[dict[str, Any]], tmp_path: Path
) -> None:
    _, host = clones
    (host / LEDGER).write_text("{}\n")
    (tmp_path / "remote.git").rename(tmp_path / "elsewhere.git")
    assert keep(host, steps).code != 0
