"""Items as a whole, on a copy of the Board's own content: started, renamed and withdrawn, and the check passes after each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lscb.desk.rename import rename
from lscb.desk.withdraw import withdraw
from lscb.prepared import prepare
from lscb.problems import ContentError, FieldError
from lscb.types import CONTENT_TYPES
from tests.support.building import REPOSITORY, lscb, tree, write


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """The Board's own content, to change."""
    for name in ("content", "docs", ".cache/build"):
        if (REPOSITORY / name).exists():
            shutil.copytree(REPOSITORY / name, tmp_path / name)
    return tmp_path


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def assert_nobody_names(root: Path, *gone: str) -> None:
    for file in (*(root / "content").rglob("*.md"), *(root / "docs").rglob("*.md"), *(root / "content").rglob("*.yml")):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "old: " not in line]
        if "versions" not in file.parts:
            assert not any(name in line for line in lines for name in gone), file


def test_a_renamed_procedure_is_found_by_its_old_address_and_named_anew_everywhere(board: Path) -> None:
    done = rename(board, "content/procedures/escalation.md", "resolving-disagreements", None)
    assert not (board / "content/procedures/escalation.md").exists()
    assert "content/procedures/escalation.md → content/procedures/resolving-disagreements.md" in done
    assert "- old: /procedures/escalation/\n  new: /procedures/resolving-disagreements/\n" in text(board, "content/redirects.yml")
    assert_nobody_names(board, "/procedures/escalation", "procedures/escalation")
    before = tree(board / "content/procedures")
    rename(board, "content/procedures/resolving-disagreements.md", "escalation", None)
    assert "old: /procedures/escalation/\n" not in text(board, "content/redirects.yml")
    assert tree(board / "content/procedures").keys() != before.keys()


def test_a_renamed_contact_keeps_its_number_in_every_text(board: Path) -> None:
    rename(board, "content/contacts/mash-public.md", "hub-public", None)
    assert_nobody_names(board, "{tel:mash-public}", "contacts/mash-public", "#mash-public")
    assert "hub-public" in text(board, "content/board.yml")
    assert "hub-public" in text(board, "content/search.yml")


def test_a_renamed_issue_takes_its_articles_with_it(board: Path) -> None:
    done = rename(board, "content/newsletters/2015-spring", "spring-2015", None)
    assert any(line.startswith("leads on: /newsletters/2015-spring/") and line.endswith("/feed.xml") for line in done) or done
    assert "/newsletters/2015-spring/" in text(board, "content/redirects.yml")
    assert not (board / "content/newsletters/2015-spring").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("content/themes/neglect.md", "health", "content/themes/health.md exists already"),
        ("content/themes/neglect.md", "Not A Name", "cannot be a name"),
        ("content/themes/neglect.md", "content/groups/neglect.md", "is in another folder"),
        ("content/themes/none.md", "other", "is not there"),
        ("docs/about.md", "us", "is no item of content/"),
    ],
)
def test_a_name_that_cannot_be_used_is_told_and_nothing_is_changed(small: Path, old: str, new: str, said: str) -> None:
    write(small, "content/themes/health.md", "---\nid: hhhhhhhh\ntitle: Health\nsummary: Well.\npublished: 2015-09-01\n---\n")
    before = tree(small / "content")
    with pytest.raises(FieldError, match=said):
        rename(small, old, new, None)
    assert tree(small / "content") == before


def test_a_withdrawn_item_says_why_and_its_address_stays(board: Path) -> None:
    assert withdraw(board, "content/events/awareness/world-mental-health-day.md", 'It is "over":  see above', None)
    after = prepare(board, CONTENT_TYPES, None)
    assert [one.withdrawn and one.withdrawn.reason for one in after.site.withdrawn if one.slug == "world-mental-health-day"] == [
        'It is "over": see above'
    ]
    with pytest.raises(FieldError, match="is withdrawn already"):
        withdraw(board, "content/events/awareness/world-mental-health-day.md", "Again", None)


def test_an_issue_is_withdrawn_with_its_articles(small: Path) -> None:
    raw = (small / "content/newsletters/2015-spring/second.md").read_bytes()
    (small / "content/newsletters/2015-spring/second.md").write_bytes(raw.replace(b"\n", b"\r\n"))
    changed = withdraw(small, "content/newsletters/2015-spring/issue.md", "Nobody wants it", None)
    assert {path.rpartition("/")[2] for path in changed} == {"issue.md", "lead.md", "second.md"}
    assert b"\r\nwithdrawn:\r\n  on: 2015-09-16\r\n" in (small / "content/newsletters/2015-spring/second.md").read_bytes()


def test_what_the_check_would_refuse_after_it_is_not_done(board: Path) -> None:
    before = tree(board / "content")
    with pytest.raises(ContentError):
        withdraw(board, "content/contacts/mash-public.md", "Closed", None)
    assert tree(board / "content") == before


def test_what_was_never_public_cannot_be_withdrawn(small: Path) -> None:
    made = lscb(small, "new", "theme", "Quiet")
    write(small, made.out.strip(), text(small, made.out.strip()).replace("summary: ", "summary: Hush."))
    with pytest.raises(FieldError, match="was never public"):
        withdraw(small, made.out.strip(), "Gone", None)


def test_a_new_file_is_asked_for_and_passes_the_check(small: Path) -> None:
    made = lscb(
        small, "new", stdin="event\nA day by the sea\nWhat we do: by the sea.\nnonsense-kind-is-told-by-the-check\n2015-10-07\n"
    )
    assert made.code == 0, made.said
    path = made.out.strip().splitlines()[-1].rpartition(" ")[2]
    assert path == "content/events/a-day-by-the-sea.md"
    assert 'summary: "What we do: by the sea."' in text(small, path)
    assert lscb(small, "check").code == 0


def test_a_new_file_is_filled_in_by_options(small: Path) -> None:
    made = lscb(small, "new", "theme", "By options", "--field", "summary=Short and clear.", "--field", "themes=[]")
    assert (made.code, made.out) == (0, "content/themes/by-options.md\n"), made.said
    assert "summary: Short and clear." in text(small, made.out.strip()) or 'summary: "Short and clear."' in text(
        small, made.out.strip()
    )
    told = lscb(small, "new", "theme", "By other options", "--field", "sumary=x")
    assert (told.code, "did you mean `summary`?" in told.err) == (1, True), told.said
    assert not (small / "content/themes/by-other-options.md").exists()


def test_renaming_and_withdrawing_on_the_command_line(small: Path) -> None:
    done = lscb(small, "rename", "content/themes/neglect.md", "neglected")
    assert (done.code, "content/themes/neglect.md → content/themes/neglected.md" in done.out) == (0, True), done.said
    asked = lscb(small, "withdraw", "content/campaigns/safety.md", stdin="It is over.\n")
    assert (asked.code, asked.out.splitlines()[-1].endswith("withdrawn: content/campaigns/safety.md")) == (0, True), asked.said
    assert lscb(small, "check").code == 0
