"""A build that fails, however it fails, leaves the last good site whole; the next one clears up after it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lscb.hosting.delivery import STAGING
from tests.support.building import Built, build, built, edit, environment, leftovers, own_theme, run, tree, write

SMALL_DISK = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv = ["mkdocs", "build"]
runpy.run_module("mkdocs", run_name="__main__")
"""

# The build stops itself, in whichever of its processes: one that is watched from outside may be over before it is seen.
STOPS = """
import mmap, os, runpy, signal, struct, sys
after, main, written = int(sys.argv[1]), os.getpid(), mmap.mmap(-1, 8)
def heard(event, told):
    if event in {"open", "os.link", "os.mkdir"} and ".site-new-" in str(told[1 if event == "os.link" else 0]):
        if event == "os.mkdir" and after or event == "open" and not told[2] & os.O_CREAT:
            return
        count = struct.unpack("q", written[:])[0] + 1
        written[:] = struct.pack("q", count)
        if count == after + 1:
            os.kill(main, signal.SIGSTOP)
sys.addaudithook(heard)
sys.argv = ["mkdocs", "build"]
runpy.run_module("mkdocs", run_name="__main__")
"""


@pytest.fixture
def site(small: Path, small_site: Built) -> Built:
    """A good site that stands, and its project."""
    for name, raw in small_site.files.items():
        file = small / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return Built(small, small / "site", small_site.run)


def break_content(root: Path) -> None:
    edit(root, "content/themes/neglect.md", "title: Neglect", "title: Neglect: what")


def break_a_link(root: Path) -> None:
    edit(root, "docs/about.md", "/groups/", "/nowhere/")


def break_a_template(root: Path) -> None:
    own_theme(root)
    write(root, "theme/withdrawn.html", "{% extends 'base.html' %}{% block main %}")
    edit(root, "theme/procedures/procedure.html", "{%", "{% if %}\n{%")


def misspell_a_name_in_a_template(root: Path) -> None:
    own_theme(root)
    edit(root, "theme/pages/site-index.html", "{% block main %}", "{% block main %}{{ no_such_name }}")


def break_the_404_page(root: Path) -> None:
    own_theme(root)
    edit(root, "theme/404.html", "{% block main %}", "{% block main %}{{ no_such_name }}")


def break_the_sitemap(root: Path) -> None:
    own_theme(root)
    write(root, "theme/sitemap.xml", "{{ 1 / 0 }}")


def fail_after_everything_is_written(root: Path) -> None:
    write(root, "late.py", "def on_post_build(config):\n    raise RuntimeError('late')\n")
    edit(root, "mkdocs.yml", "  - hooks/generator.py\n", "  - late.py\n  - hooks/generator.py\n")


def break_the_configuration(root: Path) -> None:
    edit(root, "mkdocs.yml", "nav:", "navv:\nnav: [")


BREAKS = [
    break_content, break_a_link, break_a_template, misspell_a_name_in_a_template, break_the_404_page, break_the_sitemap,
    fail_after_everything_is_written, break_the_configuration,
]  # fmt: skip


@pytest.mark.parametrize("spoil", BREAKS, ids=lambda spoil: spoil.__name__)
def test_a_build_that_fails_leaves_the_last_good_site(site: Built, spoil: Callable[[Path], None]) -> None:
    before = tree(site.site)
    spoil(site.root)
    done = build(site.root)
    assert done.code != 0, done.out
    assert tree(site.site) == before
    assert list(leftovers(site.root)) == []


@pytest.mark.parametrize("bytes_allowed", [100, 4000, 9000])
def test_a_full_disk_leaves_the_last_good_site(site: Built, bytes_allowed: int) -> None:
    """No file may grow beyond so many bytes: what a disk does that has just run full."""
    before = tree(site.site)
    assert max(map(len, before.values())) > bytes_allowed
    edit(site.root, "content/board.yml", "name: Testford", "name: Old Testford")
    done = run(site.root, sys.executable, "-c", SMALL_DISK, str(bytes_allowed), env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert done.code != 0
    assert tree(site.site) == before
    assert list(leftovers(site.root)) == []


def staged_files(root: Path) -> int:
    return sum(1 for folder in leftovers(root) for _ in folder.rglob("*"))


def stopped(root: Path, after: int, how: signal.Signals) -> int:
    """Start a build, and end it from outside once it has written so many files; how many it had written."""
    command = [sys.executable, "-c", STOPS, str(after)]
    with subprocess.Popen(command, cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as building:
        _, status = os.waitpid(building.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        building.send_signal(how)
        building.send_signal(signal.SIGCONT)
        building.communicate()
    return staged_files(root)


@pytest.mark.parametrize("after", [0, 1, 60, 120])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=lambda how: how.name)
def test_a_build_that_is_ended_leaves_the_last_good_site(site: Built, after: int, how: signal.Signals) -> None:
    before = tree(site.site)
    edit(site.root, "docs/about.md", "The Board", "The new Board")
    written = stopped(site.root, after, how)
    assert tree(site.site) == before
    assert how is signal.SIGINT or written >= after


def test_the_next_build_clears_up_after_one_that_was_ended(site: Built) -> None:
    stopped(site.root, 10, signal.SIGKILL)
    [left] = leftovers(site.root)
    assert left.name.startswith(STAGING)
    edit(site.root, "docs/about.md", "The Board", "The new Board")
    assert "The new Board" in built(site.root).text("/about/")
    assert list(leftovers(site.root)) == []


def test_two_builds_at_once_do_not_harm_each_other(site: Built) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    before = tree(site.site)
    both = [subprocess.Popen(command, cwd=site.root, env=environment()) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert tree(site.site) == before
    assert list(leftovers(site.root)) == []


def test_a_first_build_that_fails_leaves_no_site(small: Path) -> None:
    break_content(small)
    assert build(small).code == 1
    assert not (small / "site").exists()
    assert list(leftovers(small)) == []


def test_a_build_mends_what_somebody_changed_in_the_site(site: Built) -> None:
    before = tree(site.site)
    (site.site / "index.html").write_text("changed by hand")
    (site.site / "more.html").write_text("put there by hand")
    built(site.root)
    assert tree(site.site) == before
