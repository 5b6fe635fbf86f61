"""Content files opened safely: size, place, encoding and front matter are checked before anything is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lscb.problems import Position, Problem
from lscb.reading.yamltext import Parsed, parse

MAX_BYTES = 4_000_000
FENCE = "---"
DRAFT = re.compile(r"^draft:[ \t]+[\"']?(?:yes|true|on)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """One file as it was read: its path as editors know it, its data with positions, and its Markdown."""

    path: str
    parsed: Parsed
    body: str = ""
    body_line: int = 1
    draft: bool = False


def read_text(file: Path, path: str, root: Path, *, largest: int = MAX_BYTES) -> str | Problem:
    """The text of a file, or why it cannot be used; `path` is how messages name it, `root` what it must stay inside."""
    at = Position()
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
            return Problem(path, at, "is a link to a file outside the content", "put a copy of the file here instead")
        if not file.is_file():
            return Problem(path, at, "cannot be read: it is not a file", "delete it, or put an ordinary file in its place")
        if (size := file.stat().st_size) > largest:
            said = f"is {size / 1e6:.0f} MB; a content file has at most {largest / 1e6:.0f} MB"
            return Problem(path, at, said, "split it, or publish the large part as a document to download")
        raw = file.read_bytes()
    except RuntimeError:
        return Problem(path, at, "cannot be read: it is a link to itself", "put the file itself here")
    except OSError as error:
        return Problem(path, at, f"cannot be read: {error.strerror}", "check its name and permissions")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        where = Position(before.count(b"\n") + 1, len(before.rsplit(b"\n", 1)[-1].decode("utf-8-sig", "replace")) + 1)
        return Problem(path, where, "is not UTF-8 text", "save it again with the encoding UTF-8 in your editor")
    if not text.strip():
        return Problem(path, at, "is empty", "write its front matter, or delete the file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_source(file: Path, path: str, root: Path) -> Source | Problem:
    """A Markdown file split into front matter and body, or a YAML file as a whole."""
    text = read_text(file, path, root)
    return text if isinstance(text, Problem) else source_of(text, path)


def source_of(text: str, path: str) -> Source | Problem:
    """The same of a text that was read before."""
    return split_front_matter(text, path) if path.endswith(".md") else Source(path, parse(text, path), draft=says_draft(text))


def says_draft(text: str) -> bool:
    """Whether a file calls itself a draft, so that this is known even where nothing else in it can be read."""
    return DRAFT.search(text.partition(f"\n{FENCE}\n")[0]) is not None


def split_front_matter(text: str, path: str) -> Source | Problem:
    """Front matter is what stands between two lines of `---`, the first of them the file's first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return Problem(
            path,
            Position(),
            "does not begin with front matter",
            "the first line is `---`, then the fields, then `---` again",
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return Problem(path, Position(), "the front matter has no end", "put a line of `---` after the last field")
    front, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    return Source(path, parse(front, path, first_line=2), body, end + 2, says_draft(front))
