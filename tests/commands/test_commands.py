"""The `lscb` command as staff use it: start a file, give it an id, check, build for a day, look at drafts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.building import edit, lscb, tree, write
from tests.support.previewing import preview


def test_a_new_file_is_a_draft_that_says_what_it_lacks(small: Path) -> None:
    made = lscb(small, "new", "event", "A new: “thing”")
    assert (made.code, made.out, made.err) == (0, "content/events/a-new-thing.md\n", "")
    told = lscb(small, "check")
    assert (told.code, told.err) == (0, "")
    assert {line.split(":")[0] for line in told.out.splitlines() if line.startswith("content/")} == {made.out.strip()}
    assert "to mend in drafts, which hold up nothing" in told.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "procedur", "A"), "there is no type “procedur”; did you mean `procedure`?"),
        (("new", "newsletter", "A"), "a new newsletter needs --folder, as --folder 2015-summer"),
        (("new", "theme", "Neglect"), "content/themes/neglect.md exists already"),
    ],
)
def test_what_cannot_be_started_is_told(small: Path, arguments: tuple[str, ...], said: str) -> None:
    before = tree(small / "content")
    done = lscb(small, *arguments)
    assert (done.code, done.out, done.err.strip()) == (2, "", said)
    assert tree(small / "content") == before


def test_a_file_without_an_id_gets_one(small: Path) -> None:
    edit(small, "content/themes/neglect.md", "id: aaaaaaac\n", "")
    done = lscb(small, "mint", "content/themes/neglect.md", "content/themes/neglect.md")
    assert re.fullmatch(r"content/themes/neglect.md: [a-z2-9]{8}\ncontent/themes/neglect.md: has its ids already\n", done.out), (
        done.said
    )
    assert lscb(small, "check").code == 0


def test_a_build_may_be_made_for_another_day(small: Path) -> None:
    edit(small, "content/themes/neglect.md", "published:", "publish_from: 2015-09-17\npublished:")
    for path, link in (
        ("docs/index.md", "[Neglect](/themes/neglect/)"),
        ("content/procedures/escalation.md", "[neglect](../themes/neglect.md)"),
    ):
        edit(small, path, link, "neglect")
    assert lscb(small, "build").code == 0
    assert not (small / "site/themes/neglect").exists()
    assert lscb(small, "build", "--as-of", "2015-09-17").code == 0
    assert (small / "site/themes/neglect/index.html").exists()


def test_a_check_may_be_made_for_another_day(small: Path) -> None:
    edit(small, "content/themes/neglect.md", "published:", "publish_from: 2015-09-17\npublished:")
    assert lscb(small, "check").code == 1
    assert lscb(small, "check", env={"LSCB_AS_OF": "2015-09-17"}).code == 0
    told = lscb(small, "check", env={"LSCB_AS_OF": "soon"})
    assert (told.code, told.err.count("Traceback")) == (1, 0)
    assert "LSCB_AS_OF: “soon” is not a date" in told.err


def test_the_preview_shows_drafts_when_asked(small: Path) -> None:
    text = "---\nid: zzzzzzzz\ntitle: A draft\nsummary: Soon.\ndraft: yes\npublished: 2015-09-01\n---\n"
    write(small, "content/themes/draft.md", text)
    with preview(small, LSCB_DRAFTS="1") as running:
        running.shows("/themes/draft/", "<h1>A draft</h1>")
    with preview(small) as running:
        assert running.get("/themes/draft/")[0] == 404
