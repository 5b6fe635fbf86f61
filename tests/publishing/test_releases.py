"""Publications at a folder, over a real rsync and a real OpenSSH server: whole, in one step, and back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lscb.publishing.faults import NotSentError
from lscb.publishing.names import KEPT
from lscb.publishing.releases import Releases
from tests.support.building import tree
from tests.support.machines import disk, fill, only_to_read
from tests.support.servers import free_port
from tests.support.ssh_server import SshServer, ssh_server

ONCE = """
import sys
from pathlib import Path
from lscb.publishing.releases import Releases
to = Releases(sys.argv[1])
live = to.live()
name = to.send(Path(sys.argv[2]), live)
to.show(name, live)
to.clear(name)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("ssh")) as running:
        yield running


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The folder that publications go to."""
    return tmp_path / "our site"


@pytest.fixture
def to(there: Path) -> Releases:
    """The folder as one of this machine, which is quicker."""
    return Releases(str(there))


@pytest.fixture
def over_ssh(there: Path, server: SshServer, monkeypatch: pytest.MonkeyPatch) -> Releases:
    monkeypatch.setenv("RSYNC_RSH", server.shell())
    return Releases(server.at(there))


def site_of(folder: Path, text: str, files: int = 3) -> Path:
    for number in range(files):
        page = folder / f"page {number}" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{text} {number}")
    (folder / "same.css").write_text("the same")
    return folder


def publish(to: Releases, site: Path) -> str:
    live = to.live()
    name = to.send(site, live)
    to.show(name, live)
    to.clear(name)
    return name


def _kept(there: Path) -> list[str]:
    """The publications that stand, of which each was shown."""
    kept, shown = (sorted(one.name for one in (there / folder).iterdir()) for folder in ("releases", "shown"))
    assert kept == shown
    return kept


def test_readers_see_what_was_sent_and_files_that_stay_are_the_same(tmp_path: Path, over_ssh: Releases, there: Path) -> None:
    to = over_ssh
    assert (to.live(), to.before("")) == ("", "")
    publish(to, site_of(tmp_path / "one", "first"))
    assert tree(there / "live") == tree(tmp_path / "one")
    before = (there / "live" / "same.css").stat()
    publish(to, site_of(tmp_path / "two", "second"))
    assert tree(there / "live") == tree(tmp_path / "two")
    after = (there / "live" / "same.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (there / "live" / "page 0" / "index.html").stat().st_mode & 0o777 == 0o644


def test_one_goes_back_as_far_as_publications_are_kept(tmp_path: Path, to: Releases, there: Path) -> None:
    names = [publish(to, site_of(tmp_path / str(number), f"{number}")) for number in range(KEPT + 1)]
    assert _kept(there) == names[1:]
    for back in range(KEPT - 1, 0, -1):
        to.show(to.before(to.live()), to.live())
        assert tree(there / "live") == tree(tmp_path / str(back))
    assert to.before(to.live()) == ""
    publish(to, site_of(tmp_path / "new", "new"))
    assert tree(there / "live") == tree(tmp_path / "new")
    assert to.before(to.live()) == names[1], "what was undone is not gone back to"


def test_what_is_live_can_be_fetched_to_be_held_against_the_new(tmp_path: Path, to: Releases) -> None:
    name = publish(to, site_of(tmp_path / "one", "first"))
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "old.html").write_text("of an earlier time")
    to.fetch(name, tmp_path / "copy", site_of(tmp_path / "two", "second"))
    assert tree(tmp_path / "copy") == tree(tmp_path / "one")


def test_cut_at_any_moment_what_is_live_is_whole_and_the_same_command_goes_on(
    tmp_path: Path, over_ssh: Releases, there: Path
) -> None:
    to = over_ssh
    sites = [site_of(tmp_path / str(number), f"{number}", files=100) for number in range(2)]
    whole = [tree(site) for site in sites]
    here = Releases(str(there))
    publish(here, sites[0])
    moments = random.Random(15)
    for turn in range(4):
        command = [sys.executable, "-c", ONCE, to.target, str(sites[(turn + 1) % 2])]
        sending = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, 1.2))
        os.killpg(sending.pid, signal.SIGKILL)
        sending.wait()
        assert tree(there / "live") in whole
        assert (before := here.before(here.live())) == "" or tree(there / "releases" / before) in whole
    name = publish(to, site_of(tmp_path / "last", "last"))
    assert tree(there / "live") == tree(tmp_path / "last")
    assert _kept(there)[-1] == name


def test_two_who_publish_at_once_do_not_mix(tmp_path: Path, to: Releases, there: Path) -> None:
    live = publish(to, site_of(tmp_path / "one", "first"))
    mine = to.send(site_of(tmp_path / "mine", "mine"), live)
    publish(to, site_of(tmp_path / "theirs", "theirs"))
    with pytest.raises(NotSentError, match="was published to by somebody else just now"):
        to.show(mine, live)
    assert tree(there / "live") == tree(tmp_path / "theirs")


def test_a_file_that_was_changed_on_the_way_is_told(tmp_path: Path, to: Releases, there: Path) -> None:
    name = publish(to, site_of(tmp_path / "one", "first"))
    (there / "live" / "page 1" / "index.html").write_text("another")
    with pytest.raises(NotSentError, match=r"has 1 files other than they were sent, as page 1/index.html"):
        to.hold_against(tmp_path / "one", name)


def test_a_full_target_says_so_and_stays_as_it_was(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", 4096) as small_disk:
        to = Releases(str(small_disk / "site"))
        publish(to, site_of(tmp_path / "one", "first"))
        large = site_of(tmp_path / "two", "second")
        (large / "large.pdf").write_bytes(os.urandom(3_000_000))
        fill(small_disk, leave=500)
        with pytest.raises(NotSentError, match="is full"):
            to.send(large, to.live())
        assert tree(small_disk / "site" / "live") == tree(tmp_path / "one")
        (small_disk / ".filler").unlink()
        shutil.rmtree(tmp_path / "two" / "page 2")
        publish(to, large)
        assert tree(small_disk / "site" / "live") == tree(large)


@pytest.mark.parametrize(
    ("key", "elsewhere", "said"),
    [("stranger", False, "refuses your key"), ("key", True, "cannot be reached")],
)
def test_a_server_that_will_not_have_us_is_told(
    over_ssh: Releases, server: SshServer, monkeypatch: pytest.MonkeyPatch, key: str, elsewhere: bool, said: str
) -> None:
    monkeypatch.setenv("RSYNC_RSH", server.shell(key, free_port() if elsewhere else None))
    with pytest.raises(NotSentError, match=said):
        over_ssh.live()


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", 1024) as small_disk:
        only_to_read(small_disk)
        with pytest.raises(NotSentError, match="may not be written to by you"):
            Releases(str(small_disk / "site")).send(site_of(tmp_path / "one", "first"), "")


def test_a_folder_without_one_above_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSentError, match="has no folder above it"):
        Releases(str(tmp_path / "nowhere" / "www")).send(site_of(tmp_path / "one", "first"), "")


def test_a_machine_without_rsync_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotSentError, match="rsync: is not on this machine"):
        Releases(str(tmp_path)).live()


def test_what_others_have_put_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "www" / "live").mkdir(parents=True)
    with pytest.raises(NotSentError, match="has a `live` that is not ours"):
        Releases(str(tmp_path / "www")).live()


@pytest.mark.parametrize("target", ["", "-oProxyCommand=touch x:/site", "host:", "a\nb", "rsync://host/module", "host::module"])
def test_what_is_no_target_is_refused(target: str) -> None:
    with pytest.raises(NotSentError, match="is no folder and no server"):
        Releases(target)
