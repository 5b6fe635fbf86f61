"""Publications in a real S3-compatible server: only what changed is sent, nothing names what is not there, and back."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from lscb.hosting.headers import headers_for
from lscb.publishing.faults import NotSentError
from lscb.publishing.names import KEPT
from lscb.publishing.storage import Storage
from lscb.publishing.targets import target
from tests.support.building import REPOSITORY, tree
from tests.support.servers import free_port
from tests.support.storage_server import BUCKET, StorageServer

ONCE = """
import sys
from datetime import timedelta
from pathlib import Path
from lscb.publishing.storage import Storage
to = Storage(sys.argv[1])
live = to.live()
name = to.send(Path(sys.argv[2]), live)
print("sent", flush=True)
to.show(name, live)
to.clear(name)
"""
NAMES = re.compile(rb'(?:href|src)="/([^"]+)"')


@pytest.fixture(autouse=True)
def _keys(storage: StorageServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in storage.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> str:
    """A folder of the bucket for each test."""
    return f"{abs(hash(request.node.name))}/our-site"


@pytest.fixture
def to(folder: str) -> Storage:
    return Storage(f"s3://{BUCKET}/{folder}")


def site_of(folder: Path, text: str, files: int = 4) -> Path:
    """A site whose style sheet and pages have new names each time, and whose home names them."""
    folder.mkdir(exist_ok=True)
    (folder / "assets").mkdir()
    (folder / "assets" / f"{text}.css").write_text(text)
    links = "".join(f'<a href="/{text}-{number}/index.html">' for number in range(files))
    (folder / "index.html").write_text(f'<link href="/assets/{text}.css">{links}')
    for number in range(files):
        page = folder / f"{text}-{number}"
        page.mkdir()
        (page / "index.html").write_text(f'<link href="/assets/{text}.css">{text}')
    (folder / "feed.xml").write_text("a feed")
    return folder


def publish(to: Storage, site: Path) -> str:
    live = to.live()
    name = to.send(site, live)
    to.show(name, live)
    to.hold_against(site, name)
    to.clear(name)
    return name


def _whole(seen: dict[str, bytes]) -> bool:
    """Whether every page finds what it names."""
    return all(name.decode() in seen for content in seen.values() for name in NAMES.findall(content))


def test_readers_see_what_was_sent_as_what_it_is_and_only_what_changed_is_sent_again(
    tmp_path: Path, to: Storage, storage: StorageServer, folder: str
) -> None:
    assert (to.live(), to.before(""), target(to.target)) == ("", "", to)
    publish(to, site_of(tmp_path / "one", "one"))
    assert storage.tree(f"{folder}/") == tree(tmp_path / "one")
    for path in ("index.html", "feed.xml", "assets/one.css"):
        said = storage.client.head_object(Bucket=BUCKET, Key=f"{folder}/{path}")
        assert {
            name: said["ResponseMetadata"]["HTTPHeaders"][name.lower()] for name in ("Content-Type", "Cache-Control")
        }.items() <= (headers_for(f"/{path}").items())
    same = storage.client.head_object(Bucket=BUCKET, Key=f"{folder}/feed.xml")["LastModified"]
    (tmp_path / "one" / "large.pdf").write_bytes(b"%PDF" + bytes(100_000))
    publish(to, tmp_path / "one")
    before = storage.told("sent")
    (tmp_path / "one" / "index.html").write_text("another home")
    publish(to, tmp_path / "one")
    assert storage.told("sent") - before < 20_000
    assert storage.client.head_object(Bucket=BUCKET, Key=f"{folder}/feed.xml")["LastModified"] == same


def test_what_is_live_can_be_fetched_to_be_held_against_the_new(tmp_path: Path, to: Storage) -> None:
    name = publish(to, site_of(tmp_path / "one", "one"))
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "old.html").write_text("of an earlier time")
    to.fetch(name, tmp_path / "copy", site_of(tmp_path / "two", "two"))
    assert tree(tmp_path / "copy") == tree(tmp_path / "one")


def test_one_goes_back_and_what_was_undone_goes(tmp_path: Path, to: Storage, storage: StorageServer, folder: str) -> None:
    sites = [site_of(tmp_path / str(number), f"site{number}") for number in range(KEPT + 1)]
    names = [publish(to, site) for site in sites]
    assert to.before(names[1]) == "", "as far back as publications are kept"
    to.show(to.before(to.live()), to.live())
    to.hold_against(sites[-2], to.live())
    seen = storage.tree(f"{folder}/")
    assert tree(sites[-2]).items() <= seen.items()
    assert not any(path.startswith(f"site{KEPT}-") for path in seen), "its pages are gone at once"
    assert f"assets/site{KEPT}.css" in seen, "what an open page loads stays a day"
    assert to.before(to.live()) == names[-3]


def test_what_pages_load_stays_a_day_by_the_storages_clock(
    tmp_path: Path, to: Storage, storage: StorageServer, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(to, site_of(tmp_path / "one", "one"))
    publish(to, site_of(tmp_path / "two", "two"))
    assert "assets/one.css" in storage.tree(f"{folder}/")
    monkeypatch.setattr("lscb.publishing.storage.DAY", timedelta(days=-1))
    publish(to, site_of(tmp_path / "three", "three"))
    seen = storage.tree(f"{folder}/")
    assert "assets/two.css" not in seen
    assert "assets/one.css" in seen, "its day was set before"


def test_cut_at_any_moment_no_page_names_what_is_not_there_and_the_next_run_heals(
    tmp_path: Path, to: Storage, storage: StorageServer, folder: str
) -> None:
    sites = [site_of(tmp_path / f"{number}", f"site{number}", files=16) for number in range(2)]
    homes = {(site / "index.html").read_bytes() for site in sites}
    publish(to, sites[0])
    moments = random.Random(15)
    storage.told("slow", 40)
    for turn in range(3):
        before = to.live()
        command = [sys.executable, "-c", ONCE, to.target, str(sites[(turn + 1) % 2])]
        sending = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=REPOSITORY, start_new_session=True
        )
        assert sending.stdout
        if turn:  # the first is cut while it sends, the others while it shows
            sending.stdout.readline()
        time.sleep(moments.uniform(0.02, 0.4))
        os.killpg(sending.pid, signal.SIGKILL)
        sending.communicate()
        seen = storage.tree(f"{folder}/")
        assert seen["index.html"] in homes
        assert _whole(seen)
        if not turn:
            assert seen == tree(sites[0])
        assert to.before(before) in {before, ""}
    storage.told("slow", 0)
    to.heal(to.live())
    assert to.heal(to.live()) == 0
    assert _whole(storage.tree(f"{folder}/"))
    publish(to, sites[1])
    seen = storage.tree(f"{folder}/")
    assert {path: one for path, one in seen.items() if not path.endswith(".css")} == {
        path: one for path, one in tree(sites[1]).items() if not path.endswith(".css")
    }


def test_what_somebody_changed_by_hand_is_told_and_put_right(
    tmp_path: Path, to: Storage, storage: StorageServer, folder: str
) -> None:
    name = publish(to, site_of(tmp_path / "one", "one"))
    storage.client.put_object(Bucket=BUCKET, Key=f"{folder}/index.html", Body=b"another")
    storage.client.delete_object(Bucket=BUCKET, Key=f"{folder}/feed.xml")
    with pytest.raises(NotSentError, match="has 2 files other than they were sent, as feed\\.xml"):
        to.hold_against(tmp_path / "one", name)
    assert to.heal(name) == 2
    assert storage.tree(f"{folder}/") == tree(tmp_path / "one")


def test_two_who_publish_at_once_do_not_mix(tmp_path: Path, to: Storage) -> None:
    live = publish(to, site_of(tmp_path / "one", "one"))
    mine = to.send(site_of(tmp_path / "mine", "mine"), live)
    publish(to, site_of(tmp_path / "theirs", "theirs"))
    with pytest.raises(NotSentError, match="was published to by somebody else just now"):
        to.show(mine, live)
    to.hold_against(tmp_path / "theirs", to.live())


def test_full_storage_says_so_and_stays_as_it_was(tmp_path: Path, to: Storage, storage: StorageServer, folder: str) -> None:
    publish(to, site_of(tmp_path / "one", "one"))
    large = site_of(tmp_path / "two", "two")
    (large / "large.pdf").write_bytes(bytes(10_000))
    storage.told("room", 5_000)
    with pytest.raises(NotSentError, match="is full\n    hint: make room there"):
        to.send(large, to.live())
    assert storage.tree(f"{folder}/") == tree(tmp_path / "one")
    storage.told("room", 1 << 40)
    publish(to, large)


def test_a_key_that_is_refused_is_told(to: Storage, storage: StorageServer) -> None:
    storage.hold_to_keys(True)
    try:
        with pytest.raises(NotSentError, match="refuses your key\n    hint: look at AWS_ACCESS_KEY_ID"):
            to.live()
    finally:
        storage.hold_to_keys(False)


def test_no_key_no_server_no_bucket_and_no_address_are_told(
    to: Storage, storage: StorageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotSentError, match="is not there\n    hint: make the bucket"):
        Storage("s3://no-bucket-here").live()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NotSentError, match="cannot be reached"):
        Storage(to.target).live()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "nowhere")
    with pytest.raises(NotSentError, match="was not sent to: Invalid endpoint: nowhere"):
        Storage(to.target).live()
    monkeypatch.setenv("AWS_ENDPOINT_URL", storage.url)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(NotSentError, match="has no key to come in with here"):
        Storage(to.target).live()


def test_a_clock_an_hour_wrong_is_told(to: Storage, storage: StorageServer) -> None:
    clock = {"PYTHONPATH": f"{REPOSITORY}/tests/support/clock:{REPOSITORY}/hooks", "TEST_CLOCK": _an_hour_on()}
    done = subprocess.run(
        [sys.executable, "-c", ONCE, to.target, "."], env={**os.environ, **clock}, capture_output=True, text=True, check=False
    )
    assert "refuses this computer's clock: it is wrong\n    hint: set the clock" in done.stderr


def _an_hour_on() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + 3600))


def test_what_others_have_put_there_is_left_alone(to: Storage, storage: StorageServer, folder: str) -> None:
    storage.client.put_object(Bucket=BUCKET, Key=f"{folder}/theirs.html", Body=b"theirs")
    with pytest.raises(NotSentError, match="has files that are not ours, as theirs\\.html"):
        to.live()


def test_a_damaged_list_is_told_and_none_leads_out_of_the_folder(
    tmp_path: Path, to: Storage, storage: StorageServer, folder: str
) -> None:
    name = publish(to, site_of(tmp_path / "one", "one"))
    key = f"_publications/names/{name}.json"
    storage.client.put_object(Bucket=BUCKET, Key=f"{folder}/{key}", Body=b'{"../../out.html": "x"}')
    with pytest.raises(NotSentError, match=f"has lost {key}, or it is damaged"):
        to.fetch(name, tmp_path / "copy", tmp_path / "one")


@pytest.mark.parametrize("address", ["s3://", "s3://Ours", "s3://a", "s3://board/a\nb", "s3://board/a?b"])
def test_what_is_no_bucket_is_refused(address: str) -> None:
    with pytest.raises(NotSentError, match="is no bucket"):
        Storage(address).live()
