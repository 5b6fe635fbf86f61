"""`lscb publish` as staff give it: what changes is told, asked for, recorded, shown; and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.building import edit, lscb, tree, write
from tests.support.storage_server import BUCKET, StorageServer

pytestmark = pytest.mark.skipif(not shutil.which("rsync"), reason="no rsync on this machine: `scripts/test-programs` gets it")
NEW = """---
id: aaaazzz9
title: "A new <b>page</b>"
summary: What is new.
number: "9.9"
scope: 4LSCB
status: current
published: 2015-09-10
---
Words.
"""


def test_a_site_is_published_changed_and_taken_back(small: Path, tmp_path: Path, storage: StorageServer) -> None:
    there = tmp_path / "www"
    env = {"LSCB_PUBLISH_TO": str(there)}

    refused = lscb(small, "publish", env=env, stdin="n\n")
    assert "The first publication: " in refused.out
    assert not there.exists()
    assert not (small / "content" / "ledger.json").exists(), "nothing is recorded that was not published"

    first = lscb(small, "publish", "--yes", env=env)
    assert (first.code, first.err) == (0, "")
    assert "Readers see it now" in first.out
    shown = tree(there / "live")
    assert shown == tree(small / "site")
    assert (small / "content" / "ledger.json").exists()

    same = lscb(small, "publish", "--yes", env=env)
    assert (same.code, same.out) == (0, "Nothing changes for readers.\n")

    write(small, "content/procedures/new.md", NEW)
    edit(small, "content/procedures/escalation.md", "Speak up.", "Speak up at once.")
    write(small, "content/redirects.yml", "- {old: /old-page/, new: /procedures/new/}\n")
    again = lscb(small, "publish", "--yes", env=env)
    assert (again.code, again.err) == (0, "")
    said = again.out.splitlines()
    assert "  /procedures/new/  A new <b>page</b>" in said
    assert "      Speak [-up.-] {+up at once.+}" in said
    assert any(line.endswith(" in feeds") and "new entr" in line for line in said)
    assert "git add content && git commit" in again.out
    assert tree(there / "live") == tree(small / "site") != shown

    back = lscb(small, "publish", "--undo", "--yes", env=env)
    assert (back.code, back.err) == (0, "")
    assert tree(there / "live") == shown
    _elsewhere(small, storage)
    none = lscb(small, "publish", "--undo", "--yes", env=env)
    assert (none.code, none.out) == (1, "")
    assert "holds no publication before the live one" in none.err


def _elsewhere(small: Path, storage: StorageServer) -> None:
    """The same site, to storage: what was cut off or changed by hand there is put right though nothing is new."""
    env = {**storage.environment, "LSCB_PUBLISH_TO": f"s3://{BUCKET}/board"}
    first = lscb(small, "publish", "--yes", env=env)
    assert (first.code, first.err) == (0, "")
    assert storage.tree("board/") == tree(small / "site")
    storage.client.delete_object(Bucket=BUCKET, Key="board/index.html")
    same = lscb(small, "publish", "--yes", env=env)
    assert (same.code, same.err) == (0, "")
    assert same.out.startswith("Nothing changes for readers.\n1 file that was not as it was sent is so again")
    assert storage.tree("board/") == tree(small / "site")


def test_content_at_fault_is_told_and_what_is_live_stays(small: Path, tmp_path: Path) -> None:
    edit(small, "content/procedures/escalation.md", "scope: 4LSCB", "scope: nowhere")
    done = lscb(small, "publish", "--yes", "--to", str(tmp_path / "www"))
    assert done.code == 1
    assert "site: was not built, and nothing was sent" in done.err
    assert "content/procedures/escalation.md:" in done.err
    assert "Traceback" not in done.said
    assert not (tmp_path / "www").exists()
