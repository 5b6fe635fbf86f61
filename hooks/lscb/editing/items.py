"""An item of content as the editor has it: its file, what the form asks, its tree; and its file with another tree."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from lscb.editing.patch import appended, patch
from lscb.editing.questions import Question, Widget, questions_of
from lscb.editing.short_forms import spelt_out, written_short
from lscb.model.board import Board, Redirect
from lscb.model.disclosure import DisclosurePolicy
from lscb.model.fields import Value
from lscb.model.search_words import SearchWords
from lscb.model.site import ContentType
from lscb.problems import ContentError, FieldError, Problem
from lscb.reading.load import BOARD, DISCLOSURE, REDIRECTS, SEARCH
from lscb.reading.sources import read_source
from lscb.reading.yamltext import Tree

FRONT = re.compile(r"(\ufeff?---[ \t]*(?:\r\n|\r|\n))(.*?)(^---[ \t]*(?:\r\n|\r|\n|\Z))(.*)", re.DOTALL | re.MULTILINE)
OWN_FILES: Mapping[str, type[Value]] = {BOARD: Board, SEARCH: SearchWords, REDIRECTS: Redirect, DISCLOSURE: DisclosurePolicy}
LISTS = frozenset({REDIRECTS})
WHOLE = "redirects"


@dataclass(frozen=True)
class Item:
    """One file: `raw` are its bytes, `tree` what the form shows of it, its Markdown as `body`; `kind` is None for the Board's
    own files.
    """

    path: str
    kind: ContentType[Any] | None
    parts: tuple[Question, ...]
    raw: bytes
    tree: dict[str, Tree]
    written: Tree

    @property
    def version(self) -> str:
        """What tells the file from another state of it."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def title(self) -> str:
        """What it is called, or the name of its file."""
        found = self.tree.get("title") or self.tree.get("name")
        return found if isinstance(found, str) and self.kind else PurePosixPath(self.path).name


def open_item(root: Path, path: str, types: Sequence[ContentType[Any]]) -> Item:
    """An item by the path of its file. Raises FieldError for a path that holds none, and ContentError for a file that
    cannot be read as one.
    """
    kind = kind_of(path, types)
    model: type[Value] | None = kind.record if kind else OWN_FILES.get(path)
    inside = (root / path).resolve().is_relative_to(root.resolve() / path.split("/", 1)[0])
    if model is None or not inside or not (root / path).is_file():
        raise FieldError(f"there is no item {path}", hint="go to it from the list of its kind")
    source = read_source(root / path, path, root / path.split("/", 1)[0])
    if isinstance(source, Problem):
        raise ContentError([source])
    if source.parsed.problems:
        raise ContentError(source.parsed.problems)
    written: Tree = {WHOLE: source.parsed.data or []} if path in LISTS else source.parsed.data
    tree = spelt_out(model, written)
    if not isinstance(tree, dict):
        raise FieldError(f"{path} has no fields", hint="mend it in a text editor first")
    parts = questions_of(model)
    if path in LISTS:
        parts = (Question(WHOLE, Widget.PARTS, parts=parts, model=model),)
    raw = (root / path).read_bytes()
    if path.endswith(".md"):
        tree = {**tree, "body": source.body.strip("\n")}
    return Item(path, kind, parts, raw, tree, written)


def kind_of(path: str, types: Sequence[ContentType[Any]]) -> ContentType[Any] | None:
    """The type of the records that such a file holds."""
    found = (kind for kind in types if fnmatchcase(path, kind.files) and path.count("/") >= kind.files.count("/"))
    return max(found, key=lambda kind: len(kind.files), default=None)


def rewritten(item: Item, tree: Mapping[str, Tree]) -> bytes:
    """The file with another tree: only the lines that say something else are changed. Raises CannotPatchError."""
    model = item.kind.record if item.kind else OWN_FILES[item.path]
    fields = {name: value for name, value in tree.items() if name != "body" or not item.path.endswith(".md")}
    new = written_short(model, fields, item.written)
    order = [part.name for part in item.parts]
    text = item.raw.decode("utf-8")
    if not item.path.endswith(".md"):
        return _patched(item, text, new, order).encode()
    found = FRONT.match(text)
    if found is None:
        raise FieldError(f"{item.path} has no front matter", hint="mend it in a text editor first")
    head, front, fence, body = found.groups()
    if (said := tree.get("body")) != item.tree["body"]:
        body = _body(said if isinstance(said, str) else "", body)
        fence = fence if fence[-1:] in "\r\n" else f"{fence}\n"
    return "".join([head, _patched(item, front, new, order), fence, body]).encode()


def _patched(item: Item, text: str, new: Tree, order: Sequence[str]) -> str:
    if item.path in LISTS and isinstance(new, dict) and isinstance(item.written, dict):
        new, old = new.get(WHOLE) or [], item.written[WHOLE]
        return patch(text, old, new) if old and new else text if old == new else appended(new)
    return patch(text, item.written, new, order)


def _body(said: str, before: str) -> str:
    """A Markdown text after its fence, with the ends of lines and the empty line that the file had before."""
    ending = "\r\n" if "\r\n" in before else "\n"
    text = said.strip("\n").rstrip()
    gap = "" if before.strip() and not before.startswith(("\n", "\r")) else "\n"
    return f"{gap}{text}\n".replace("\n", ending) if text else ""
