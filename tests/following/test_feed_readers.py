"""Feeds followed by real readers over several builds, from a real web server: what is new is seen once, an edit is an update."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pytest
from reader import Reader, UpdatedFeed, make_reader

from tests.support.building import PATIENCE, Built, built, edit, write

LEAD = "content/newsletters/2015-spring/lead.md"
FEED = "/newsletters/articles/feed.xml"
FORMATS = ["feed.xml", "atom.xml", "feed.json"]
THIRD = "---\nid: zzzzzzz3\ntitle: A third story\nsummary: The third.\nplace: 3\npublished: 2015-09-10\n---\nNew words.\n"

CONFIGURATION = """
daemon off; pid {run}/nginx.pid; error_log {run}/error.log; worker_processes 1;
events {{}}
http {{
  types {{ text/html html; text/xml xml; application/feed+json json; image/png png; }}
  access_log {run}/access.log; client_body_temp_path {run}/a; proxy_temp_path {run}/b; fastcgi_temp_path {run}/c;
  uwsgi_temp_path {run}/d; scgi_temp_path {run}/e;
  server {{ listen 127.0.0.1:{port}; root {site}; }}
}}
"""


@dataclass
class Served:
    """A project whose site stands on a server; its board's address is the server's."""

    root: Path
    url: str
    log: Path

    def build(self) -> Built:
        return built(self.root)

    def change(self, path: str, old: str, new: str) -> None:
        edit(self.root, path, old, new)
        self.build()

    def statuses(self) -> list[str]:
        return re.findall(r'" (\d{3}) ', self.log.read_text())


def tool(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        pytest.skip(f"no {name} on this machine: apt install it")
    return found


@pytest.fixture
def served(small: Path, tmp_path: Path) -> Iterator[Served]:
    nginx = tool("nginx")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    edit(small, "content/board.yml", "https://www.testford.example", f"http://127.0.0.1:{port}")
    run = tmp_path / "nginx"
    run.mkdir()
    for folder in (tmp_path, *tmp_path.parents):
        if os.geteuid() == 0 and folder.name.startswith("pytest-"):
            folder.chmod(0o755)  # nginx's worker is another user
    write(
        run,
        "nginx.conf",
        ("user root;" if os.geteuid() == 0 else "") + CONFIGURATION.format(run=run, port=port, site=small / "site"),
    )
    site = Served(small, f"http://127.0.0.1:{port}", run / "access.log")
    site.build()
    server = subprocess.Popen([nginx, "-c", str(run / "nginx.conf"), "-p", str(run)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(site.url)
        yield site
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _wait_for(url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url}")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with make_reader(str(tmp_path / "reader.sqlite")) as found:
        yield found


def updated(reader: Reader, url: str) -> UpdatedFeed:
    found = reader.update_feed(url)
    assert found
    return found


def entries(reader: Reader) -> dict[str, str]:
    return {entry.id: entry.title or "" for entry in reader.get_entries()}


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_sees_what_is_new_once_and_an_edit_as_an_update(served: Served, reader: Reader, form: str) -> None:
    url = f"{served.url}/newsletters/articles/{form}"
    reader.add_feed(url)
    assert updated(reader, url).new == 2
    before = entries(reader)

    served.build()
    again = reader.update_feed(url)
    assert again is None or (again.new, again.modified) == (0, 0)

    served.change(LEAD, "campaign: safety", "campaign: safety\nupdated: 2015-09-01")
    edit(served.root, LEAD, "The story, with", "The story, mended, with")
    served.build()
    changed = updated(reader, url)
    assert (changed.new, changed.modified) == (0, 1)
    [entry] = [entry for entry in reader.get_entries() if entry.title == "A lead story"]
    assert "mended" in (entry.content[0].value or "")

    served.change(LEAD, "title: A lead story", "title: Another title")
    assert (updated(reader, url).new, set(entries(reader))) == (0, set(before))

    write(served.root, "content/newsletters/2015-spring/third.md", THIRD)
    served.build()
    assert updated(reader, url).new == 1
    assert len(entries(reader)) == 3


def test_an_entry_survives_a_change_of_its_address(served: Served, reader: Reader) -> None:
    url = served.url + FEED
    reader.add_feed(url)
    reader.update_feed(url)
    before = entries(reader)
    (served.root / LEAD).rename(served.root / "content/newsletters/2015-spring/moved.md")
    served.build()
    reader.update_feed(url)
    assert entries(reader) == before
    assert {entry.link for entry in reader.get_entries()} >= {f"{served.url}/newsletters/2015-spring/moved/"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_feed_that_has_not_changed_is_not_sent_again(served: Served, form: str) -> None:
    url = f"{served.url}/newsletters/articles/{form}"
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        marks = {"If-None-Match": answer.headers["ETag"], "If-Modified-Since": answer.headers["Last-Modified"]}
    for name, value in marks.items():
        request = urllib.request.Request(url, headers={name: value})
        with pytest.raises(urllib.error.HTTPError, match="304"):
            urllib.request.urlopen(request, timeout=PATIENCE)
    if form != "feed.json":
        first = feedparser.parse(url)
        assert feedparser.parse(url, etag=first.etag, modified=first.modified).status == 304


def test_newsboat_sees_each_entry_once(served: Served, tmp_path: Path) -> None:
    newsboat = tool("newsboat")
    urls, cache = write(tmp_path, "urls", served.url + FEED), tmp_path / "cache.db"
    base = [newsboat, "-u", str(urls), "-c", str(cache), "-C", "/dev/null", "-x"]

    def unread() -> str:
        subprocess.run([*base, "reload"], check=True, timeout=PATIENCE, env={**os.environ, "HOME": str(tmp_path)})
        done = subprocess.run(
            [*base, "print-unread"],
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env={**os.environ, "HOME": str(tmp_path)},
        )
        return done.stdout.split()[0]

    assert unread() == "2"
    served.change(LEAD, "campaign: safety", "campaign: safety\nupdated: 2015-09-01")
    assert unread() == "2"
    write(served.root, "content/newsletters/2015-spring/third.md", THIRD)
    time.sleep(1)  # newsboat asks what is newer than the second it last heard of
    served.build()
    assert unread() == "3"


def test_rss2email_mails_each_entry_once(served: Served, tmp_path: Path) -> None:
    r2e = tool("r2e")
    box = tmp_path / "box"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    config = write(
        tmp_path,
        "r2e.cfg",
        f"[DEFAULT]\nfrom = r2e@testford.example\nto = ann@testford.example\nemail-protocol = maildir\nmaildir-path = {tmp_path}\n"
        "maildir-mailbox = box\nhtml-mail = True\nuse-publisher-email = False\n",
    )
    base = [r2e, "-c", str(config), "-d", str(tmp_path / "r2e.json")]

    def mailed() -> list[str]:
        subprocess.run([*base, "run"], check=True, timeout=PATIENCE, capture_output=True)
        subjects = []
        for file in (box / "new").iterdir():
            subjects += re.findall(r"^Subject: (.*)$", file.read_text(), re.MULTILINE)
            file.unlink()
        return sorted(subjects)

    subprocess.run([*base, "add", "stories", served.url + FEED], check=True, timeout=PATIENCE, capture_output=True)
    assert mailed() == ["A lead story", "A second story"]
    assert mailed() == []
    served.change(LEAD, "campaign: safety", "campaign: safety\nupdated: 2015-09-01")
    assert mailed() == []
    write(served.root, "content/newsletters/2015-spring/third.md", THIRD)
    served.build()
    assert mailed() == ["A third story"]
