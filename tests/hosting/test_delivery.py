"""The finished site takes the old one's place; an unfinished one never does, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lscb.hosting import delivery
from lscb.hosting.delivery import STAGING, put_live, stage
from tests.support.building import tree


def fill(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text)
    return folder


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return fill(tmp_path / "site", "old")


def test_a_first_site_is_put_in_its_place(tmp_path: Path) -> None:
    staged = stage(tmp_path / "deep" / "site")
    fill(staged, "new")
    put_live(staged, tmp_path / "deep" / "site")
    assert tree(tmp_path) == {"deep/site/index.html": b"new"}


def test_a_new_site_takes_the_old_ones_place(live: Path) -> None:
    staged = stage(live)
    fill(staged, "new")
    (live / "gone.html").write_text("old")
    put_live(staged, live)
    assert tree(live.parent) == {"site/index.html": b"new"}


def test_without_an_exchange_two_renames_do_the_same(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_exchange", lambda *_: False)
    put_live(fill(stage(live), "new"), live)
    assert tree(live.parent) == {"site/index.html": b"new"}


def test_the_old_site_comes_back_where_the_second_rename_fails(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_exchange", lambda *_: False)
    with pytest.raises(OSError, match="No such file"):
        put_live(live.parent / f"{STAGING}missing", live)
    assert tree(live) == {"index.html": b"old"}


def test_a_site_that_is_a_link_to_a_folder_stays_one(tmp_path: Path) -> None:
    fill(tmp_path / "release-1", "old")
    live = tmp_path / "site"
    live.symlink_to("release-1")
    put_live(fill(stage(live), "new"), live)
    assert (live / "index.html").read_text() == "new"
    assert not list(tmp_path.glob(f"{STAGING}*"))


def test_building_begins_in_an_empty_folder_beside_the_site(live: Path) -> None:
    fill(live.parent / f"{STAGING}{os.getpid()}", "left by an earlier build of this process")
    staged = stage(live)
    assert staged.parent == live.parent
    assert list(staged.iterdir()) == []


def test_what_a_dead_build_left_is_cleared_away(live: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        pass
    for name in (f"{STAGING}{dead.pid}", f"{STAGING}{dead.pid}-old", f"{STAGING}nonsense"):
        fill(live.parent / name, "left")
    staged = stage(live)
    assert set(live.parent.iterdir()) == {live, staged}


def test_a_site_whose_build_was_killed_between_two_renames_is_put_back(live: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        pass
    live.rename(live.parent / f"{STAGING}{dead.pid}-old")
    staged = stage(live)
    assert tree(live) == {"index.html": b"old"}
    assert set(live.parent.iterdir()) == {live, staged}


def test_what_a_dead_build_left_is_cleared_away_though_another_program_has_its_number(live: Path) -> None:
    left = fill(live.parent / f"{STAGING}{os.getppid()}", "left two days ago")
    os.utime(left, (0, 0))
    staged = stage(live)
    assert set(live.parent.iterdir()) == {live, staged}


def test_what_a_running_build_is_making_is_left_alone(live: Path) -> None:
    running = fill(live.parent / f"{STAGING}{os.getppid()}", "being made")
    stage(live)
    assert (running / "index.html").read_text() == "being made"


WATCH = """
import pathlib, sys
page = pathlib.Path(sys.argv[1])
print("ready", flush=True)
while not (page.parent.parent / "stop").exists():
    try:
        page.read_text()
    except FileNotFoundError:  # the two changed places while the path was being walked: it is there now
        page.read_text()
"""


def test_readers_never_see_a_moment_without_a_site(live: Path) -> None:
    """A process reads the page without pause while sites take each other's place two hundred times."""
    with subprocess.Popen([sys.executable, "-c", WATCH, live / "index.html"], stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout
        assert watcher.stdout.readline() == "ready\n"
        for number in range(200):
            put_live(fill(stage(live), str(number)), live)
        (live.parent / "stop").touch()
    assert watcher.returncode == 0
