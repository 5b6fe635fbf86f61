"""Content files opened safely: size, place, encoding and front matter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lscb.problems import Problem
from lscb.reading.sources import MAX_BYTES, Source, read_source, split_front_matter

GOOD = b"---\ntitle: A title\n---\nThe body.\n"


def read(folder: Path, raw: bytes, name: str = "a.md") -> Source | Problem:
    file = folder / name
    file.write_bytes(raw)
    return read_source(file, f"content/{name}", folder)


def told(folder: Path, raw: bytes, name: str = "a.md") -> str:
    problem = read(folder, raw, name)
    assert isinstance(problem, Problem)
    return str(problem)


def test_front_matter_and_body_are_told_apart(tmp_path: Path) -> None:
    source = read(tmp_path, GOOD)
    assert isinstance(source, Source)
    assert (source.parsed.data, source.body, source.body_line) == ({"title": "A title"}, "The body.\n", 4)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b"\n", b"\r"),
        b"---  \ntitle: A title\n--- \nThe body.\n",
        b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"),
    ],
    ids=["byte order mark", "Windows", "old Mac", "spaces after the fence", "Notepad"],
)
def test_every_editors_files_are_read_alike(tmp_path: Path, raw: bytes) -> None:
    source = read(tmp_path, raw)
    assert isinstance(source, Source)
    assert (source.parsed.data, source.body, source.body_line) == ({"title": "A title"}, "The body.\n", 4)


def test_a_rule_in_the_body_is_no_fence(tmp_path: Path) -> None:
    source = read(tmp_path, b"---\na: b\n---\nOne.\n\n---\n\nTwo.\n")
    assert isinstance(source, Source)
    assert source.body == "One.\n\n---\n\nTwo.\n"


def test_a_yaml_file_is_data_as_a_whole(tmp_path: Path) -> None:
    source = read(tmp_path, b"---\na: b\n", "a.yml")
    assert isinstance(source, Source)
    assert (source.parsed.data, source.body) == ({"a": "b"}, "")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "content/a.md:1:1: is empty\n    hint: write its front matter, or delete the file"),
        (b" \n\n\t\n", "content/a.md:1:1: is empty\n    hint: write its front matter, or delete the file"),
        (b"\xef\xbb\xbf", "content/a.md:1:1: is empty\n    hint: write its front matter, or delete the file"),
        (
            b"# A title\n",
            "content/a.md:1:1: does not begin with front matter\n"
            "    hint: the first line is `---`, then the fields, then `---` again",
        ),
        (
            b"\n---\na: b\n---\n",
            "content/a.md:1:1: does not begin with front matter\n"
            "    hint: the first line is `---`, then the fields, then `---` again",
        ),
        (
            b"---\na: b\n\nThe body.\n",
            "content/a.md:1:1: the front matter has no end\n    hint: put a line of `---` after the last field",
        ),
        (
            b"---\na: b\ntitle: caf\xe9\n---\n",
            "content/a.md:3:11: is not UTF-8 text\n    hint: save it again with the encoding UTF-8 in your editor",
        ),
        (
            "---\na: b\n---\n".encode("utf-16"),
            "content/a.md:1:1: is not UTF-8 text\n    hint: save it again with the encoding UTF-8 in your editor",
        ),
        (
            b"---\na: \xff\n---\n",
            "content/a.md:2:4: is not UTF-8 text\n    hint: save it again with the encoding UTF-8 in your editor",
        ),
        ("---\né: \xe9".encode() + b"\xe9\n---\n", "content/a.md:2:5: is not UTF-8 text\n    hint: save it again with the encoding UTF-8 in your editor"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_at_its_place(tmp_path: Path, raw: bytes, message: str) -> None:
    assert told(tmp_path, raw) == message


def test_a_file_of_50_megabytes_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    with file.open("wb") as opened:
        opened.write(GOOD)
        opened.truncate(50_000_000)
    problem = read_source(file, "content/a.md", tmp_path)
    assert str(problem) == (
        "content/a.md:1:1: is 50 MB; a content file has at most 4 MB\n"
        "    hint: split it, or publish the large part as a document to download"
    )


def test_a_file_just_small_enough_is_read(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, GOOD + b"x" * (MAX_BYTES - len(GOOD))), Source)


def test_a_link_out_of_the_content_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_bytes(GOOD)
    inside = tmp_path / "content"
    inside.mkdir()
    (inside / "a.md").symlink_to("../secret.md")
    problem = read_source(inside / "a.md", "content/a.md", inside)
    assert str(problem).startswith("content/a.md:1:1: is a link to a file outside the content\n")


def test_a_link_within_the_content_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(GOOD)
    (tmp_path / "a.md").symlink_to("b.md")
    assert isinstance(read_source(tmp_path / "a.md", "content/a.md", tmp_path), Source)


@pytest.mark.parametrize("target", ["nowhere.md", "a.md"], ids=["nowhere", "itself"])
def test_a_link_that_leads_to_no_file_cannot_be_read(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.md").symlink_to(target)
    problem = read_source(tmp_path / "a.md", "content/a.md", tmp_path)
    assert str(problem).startswith("content/a.md:1:1: cannot be read: ")


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    problem = read_source(tmp_path / "a.md", "content/a.md", tmp_path)
    assert str(problem).startswith("content/a.md:1:1: cannot be read: ")


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    source = split_front_matter("---\ntitle: a\ntitle: b\n---\n", "content/a.md")
    assert isinstance(source, Source)
    assert [problem.position.line for problem in source.parsed.problems] == [3]
