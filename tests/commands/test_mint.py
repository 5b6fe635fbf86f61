"""Permanent ids: written once, where they belong, into whatever an editor's file looks like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lscb.mint import ALPHABET, mint, new_id
from lscb.problems import ContentError

MINTED = r"[a-z2-9]{8}"


def minted(folder: Path, text: str, name: str = "a.md") -> tuple[list[str], str]:
    file = folder / name
    file.write_bytes(text.encode())
    ids = mint(file)
    return ids, file.read_bytes().decode()


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("a.md", "---\ntitle: A\n---\nText.\n", "---\nid: ID\ntitle: A\n---\nText.\n"),
        ("a.md", "---\n# a remark\ntitle: A\n---\n", "---\n# a remark\nid: ID\ntitle: A\n---\n"),
        ("a.md", "---\ntitle: A\n---\n---\nid: in the text\n", "---\nid: ID\ntitle: A\n---\n---\nid: in the text\n"),
        ("a.yml", "title: A\n", "id: ID\ntitle: A\n"),
        ("a.yml", "---\ntitle: A\n", "---\nid: ID\ntitle: A\n"),
        ("a.yml", "# a remark\n\ntitle: A\n", "# a remark\n\nid: ID\ntitle: A\n"),
        (
            "a.md",
            "---\nid: aaaaaaaa\namendments:\n  - on: 2015-05-07\n    what: W\n---\n",
            "---\nid: aaaaaaaa\namendments:\n  - id: ID\n    on: 2015-05-07\n    what: W\n---\n",
        ),
        (
            "a.md",
            "---\nid: aaaaaaaa\namendments:\n  - {on: 2015-05-07, what: W}\n---\n",
            "---\nid: aaaaaaaa\namendments:\n  - {id: ID, on: 2015-05-07, what: W}\n---\n",
        ),
        (
            "a.md",
            "---\ntitle: A\namendments:\n  - on: 1\n  - {id: bbbbbbbb, on: 2}\n  - on: 3\n---\n",
            "---\nid: ID\ntitle: A\namendments:\n  - id: ID\n    on: 1\n  - {id: bbbbbbbb, on: 2}\n  - id: ID\n    on: 3\n---\n",
        ),
    ],
)
def test_an_id_is_written_wherever_one_is_missing(tmp_path: Path, name: str, text: str, after: str) -> None:
    ids, written = minted(tmp_path, text, name)
    assert re.sub(rf"id: (?!aaaaaaaa|bbbbbbbb){MINTED}", "id: ID", written) == after
    assert all(f"id: {one}" in written for one in ids)
    assert len(ids) == after.count("ID")


def test_a_file_with_its_ids_is_left_as_it_is(tmp_path: Path) -> None:
    text = "---\nid: aaaaaaaa\ntitle: A\n---\n"
    assert minted(tmp_path, text) == ([], text)


@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("name", "lines"), [("a.md", ["---", "title: A", "---", "Text."]), ("a.yml", ["title: A", "summary: S"])]
)
def test_a_file_of_any_editor_keeps_its_form_and_gets_one_id(
    tmp_path: Path, name: str, lines: list[str], end: str, bom: str
) -> None:
    text = bom + "".join(f"{line}{end}" for line in lines)
    [one], written = minted(tmp_path, text, name)
    assert written == text.replace("title", f"id: {one}{end}title")
    assert mint(tmp_path / name) == []


def test_a_file_of_two_kinds_of_lines_keeps_both_and_its_rights(tmp_path: Path) -> None:
    text = "---\r\nid: aaaaaaaa\namendments:\r\n  - on: 2015-05-07\r\n    what: W\n---\nLast line"
    (tmp_path / "a.md").touch(mode=0o640)
    [one], written = minted(tmp_path, text)
    assert written == text.replace("  - on", f"  - id: {one}\r\n    on")
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_read_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: [\n---\n")
    with pytest.raises(ContentError, match="this is not YAML"):
        mint(tmp_path / "a.md")
    assert (tmp_path / "a.md").read_text() == "---\ntitle: [\n---\n"


def test_ids_are_unlike_each_other_and_hard_to_misread() -> None:
    ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert set("".join(ids)) <= set(ALPHABET)
    assert not set("01ilo") & set(ALPHABET)
