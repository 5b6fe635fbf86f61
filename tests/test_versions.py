"""The words of a procedure are kept at each publication that changed them, and nobody changes them afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lscb.disclosure.never_named import add_name, read_never_named
from lscb.ledger import keep_versions, ledger_of, merged, read_ledger, write_ledger
from lscb.prepared import Prepared, prepare
from lscb.problems import ContentError
from lscb.types import CONTENT_TYPES
from tests.support.building import SMALL, edit

PROCEDURE = "content/procedures/escalation.md"
FIRST = "content/versions/procedures/aaaaaaad/2015-03-02.html"
HISTORY = "/procedures/escalation/history/"
AMENDED = "amendments: [{id: ccccccc1, on: 2015-09-16, what: One day., why: Reviews.}]\npublished:"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    prepared = ready(tmp_path)
    write_ledger(tmp_path, ledger_of(prepared.site, prepared.plan))
    return tmp_path


def ready(root: Path) -> Prepared:
    return prepare(root, CONTENT_TYPES, None)


def told(root: Path) -> list[str]:
    try:
        return [str(problem) for problem in ready(root).check()]
    except ContentError as error:
        return [str(problem) for problem in error.problems]


def record(root: Path) -> list[str]:
    prepared = ready(root)
    kept = keep_versions(root, prepared.site, prepared.words_now())
    write_ledger(root, merged(read_ledger(root), ready(root).ledger))
    return kept


def test_words_that_stay_the_same_are_kept_once(root: Path) -> None:
    assert record(root) == []
    edit(root, PROCEDURE, "Do not wait.", "Wait for nobody.")
    assert record(root) == ["content/versions/procedures/aaaaaaad/2015-09-16.html"]
    assert record(root) == []
    assert told(root) == []


def test_a_history_has_each_version_but_the_last_and_what_changed(root: Path) -> None:
    pages = ready(root).plan.pages
    assert {address.removeprefix(HISTORY) for address in pages if address.startswith(HISTORY)} == {
        "",
        "2015-03-02/",
        "2015-03-02/next/",
        "2015-03-02/today/",
        "2015-06-01/",
        "2015-06-01/next/",
    }
    assert not any(page.listed for address, page in pages.items() if address.startswith(HISTORY))


def test_a_look_back_knows_nothing_that_came_later(root: Path) -> None:
    edit(root, PROCEDURE, "Do not wait.", "Wait for nobody.")
    record(root)
    edit(root, "content/board.yml", "as_of: 2015-09-16", "as_of: 2015-10-16")
    edit(root, PROCEDURE, "Wait for nobody.", "Wait never.")
    record(root)
    edit(root, "content/board.yml", "as_of: 2015-10-16", "as_of: 2015-09-17")
    assert f"{HISTORY}2015-09-16/" not in ready(root).plan.pages


def test_a_version_that_was_edited_or_lost_is_told(root: Path) -> None:
    edit(root, FIRST, "Speak up.", "Keep quiet.")
    assert [one.split("\n")[0] for one in told(root)] == [f"{FIRST}:1:1: was changed after it was kept"]
    (root / FIRST).unlink()
    assert any(f"the version {FIRST} is gone" in one for one in told(root))


def test_a_change_without_a_word_about_it_is_told_with_the_difference(root: Path) -> None:
    edit(root, PROCEDURE, "Do not wait.", "Wait for nobody.")
    [said] = ready(root).unsaid()
    assert "published on 2015-09-02: changed: [-Do not wait.-] {+Wait for nobody.+} See neglect and home." in said.message
    edit(root, PROCEDURE, "published:", "updated: 2015-09-10\npublished:")
    assert list(ready(root).unsaid()) == []


def test_followers_are_sent_what_an_amendment_changed(root: Path) -> None:
    edit(root, PROCEDURE, "Do not wait.", "Wait for nobody.")
    edit(root, PROCEDURE, "published:", AMENDED)
    record(root)
    prepared = ready(root)
    feed = prepared.plan.feeds["/procedures/"]
    entry = next(one for one in feed.entries if one.guid.endswith("ccccccc1"))
    assert "<del>Do not wait.</del> <ins>Wait for nobody.</ins>" in prepared.contents.of(entry).html
    assert [one.what for one in prepared.plan.pages[f"{HISTORY}2015-09-02/next/"].context["told"]] == ["One day."]


def test_what_is_withdrawn_shows_none_of_its_words_and_they_may_be_taken_away(root: Path) -> None:
    record(root)
    edit(root, PROCEDURE, "published:", "withdrawn: {on: 2015-09-16, reason: It named somebody.}\npublished:")
    pages = ready(root).plan.pages
    assert {pages[address].template for address in pages if address.startswith(HISTORY)} == {"withdrawn.html"}
    shutil.rmtree(root / "content/versions/procedures/aaaaaaad")
    assert [one for one in told(root) if "version" in one or "history" in one] == []


def test_a_name_that_must_never_appear_is_found_in_an_earlier_version(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("never")
    add_name(folder, "Aldous Quillfeather")
    edit(root, FIRST, "Speak up.", "Speak to Aldous Quillfeather.")
    prepared = prepare(root, CONTENT_TYPES, None, never_named=read_never_named(folder))
    assert [one.path for one in prepared.disclosure.refused()] == [FIRST]
