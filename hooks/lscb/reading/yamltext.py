"""YAML read as text with positions, so that each field's own type decides what a value means.

PyYAML's resolver makes `10:30` the number 630 and `NO` false, and keeps the last of two equal keys. Here every plain
value stays the words the editor typed; the record's type turns them into a time, a number or a yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from lscb.problems import Loc, Position, Problem
from lscb.reading.yaml_faults import MAX_DEPTH, fault_behind

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, the same answers
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Text = str | None
Tree = Text | list[Any] | dict[str, Any]

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
IS_REMARK = re.compile(r"(?!\s+#)|\s{2,}#(?:\s|$)")
NON_PRINTABLE = yaml.reader.Reader.NON_PRINTABLE


@dataclass
class Parsed:
    """The data of one YAML document, where each value and key stands, and what is wrong with its form.

    `texts` says where the words of a value begin that is written below its key, after `|` or `>`.
    """

    data: Tree = None
    positions: dict[Loc, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    texts: dict[Loc, Position] = field(default_factory=dict)


@dataclass
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: list[Any] | dict[str, Any]
    loc: Loc
    key: str | None = None


def parse(text: str, path: str, first_line: int = 1) -> Parsed:
    """Read one YAML document; `first_line` is the line of the file on which `text` starts.

    Anchors, aliases, tags, merge keys, duplicate keys, a second document and deep nesting are problems, not data:
    staff need none of them, and aliases can make a small file enormous.
    """
    return _Reader(path, first_line).read(text)


class _Reader:
    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line - 1
        self.parsed = Parsed()
        self.stack: list[_Open] = []
        self.documents = 0
        self.lines: list[str] = []

    def read(self, text: str) -> Parsed:
        if (tab := _tab_indent(text)) is not None:
            self._problem(Position(tab + 1 + self.offset, 1), "a tab starts this line", "use spaces to indent: YAML has no tabs")
            return self.parsed
        if found := NON_PRINTABLE.search(text):
            line = text.count("\n", 0, found.start())
            at = Position(line + 1 + self.offset, found.start() - text.rfind("\n", 0, found.start()))
            self._problem(at, f"holds a control character (U+{ord(found[0]):04X})", "remove the character")
            return self.parsed
        self.lines = text.split("\n")
        try:
            for event in yaml.parse(text, Loader=Loader):
                if not self._take(event):
                    break
        except yaml.MarkedYAMLError as error:
            fault = fault_behind(error, text)
            self._problem(Position(fault.line + 1 + self.offset, fault.column + 1), fault.message, fault.hint)
        return self.parsed

    def _take(self, event: yaml.Event) -> bool:
        """Use one event; False when reading on makes no sense."""
        at = self._position(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._problem(at, "a second `---` document starts here", "a file has one front matter; use `***` for a rule")
                return False
        elif isinstance(event, yaml.AliasEvent):
            self._problem(at, f"`*{event.anchor}` is a YAML alias", "write the value out here: aliases are not used in content")
            return False
        elif isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            return self._open([] if isinstance(event, yaml.SequenceStartEvent) else {}, event, at)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.stack.pop()
        return True

    def _scalar(self, event: yaml.ScalarEvent, at: Position) -> bool:
        if not self._no_tricks(event, at):
            return False
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            return self._key(parent, event.value, at)
        plain = not event.style
        if plain and (cut := self._cut_by_a_remark(event)):
            hint = "put the whole value in quotes; before a remark of your own stand two spaces, and after its `#` one"
            self._problem(at, f"the value ends before “{cut}”: ` #` begins a remark in YAML", hint)
        loc = self._place(None if plain and event.value in NULLS else event.value, at)
        if event.style in {"|", ">"}:
            self.parsed.texts[loc] = self._first_words(at.line - self.offset)
        return True

    def _first_words(self, line: int) -> Position:
        """Where the first line of a block begins, behind the indent that all its lines have."""
        written = next((one for one in self.lines[line:] if one.strip()), "")
        return Position(line + 1 + self.offset, len(written) - len(written.lstrip()) + 1)

    def _cut_by_a_remark(self, event: yaml.ScalarEvent) -> str:
        """What follows a plain value on its line and was perhaps meant as part of it: “#2 of Safety”; "" for a plain remark."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        return "" if not event.value or IS_REMARK.match(rest) else rest.strip()

    def _open(self, value: list[Any] | dict[str, Any], event: yaml.CollectionStartEvent, at: Position) -> bool:
        if not self._no_tricks(event, at):
            return False
        if len(self.stack) >= MAX_DEPTH:
            self._problem(at, f"nested more than {MAX_DEPTH} deep", "no field needs this; check the brackets and indents")
            return False
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._problem(at, "a list or mapping cannot be a field's name", "did a `{{` or a `[` need quotes around it?")
            return False
        loc = self._place(value, at)
        self.stack.append(_Open(value, loc))
        return True

    def _no_tricks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, at: Position) -> bool:
        if event.anchor:
            hint = "quote a value that begins with `&`; anchors are not used in content"
            self._problem(at, f"`&{event.anchor}` is a YAML anchor", hint)
        elif event.tag and event.tag != "!":
            hint = "quote a value that begins with `!`; tags are not used in content"
            self._problem(at, f"`{event.tag}` is a YAML tag", hint)
        else:
            return True
        return False

    def _key(self, parent: _Open, key: str, at: Position) -> bool:
        assert isinstance(parent.value, dict)  # noqa: S101 - only called for mappings
        if key in parent.value:
            first = self.parsed.positions[(*parent.loc, key)]
            self._problem(at, f"{key}: is given twice", f"the first is on line {first.line}; keep one")
        parent.key = key
        self.parsed.positions[(*parent.loc, key)] = at
        return True

    def _place(self, value: Tree, at: Position) -> Loc:
        """Put a value where the innermost open collection wants it; returns its place in the tree."""
        if not self.stack:
            self.parsed.data = value
            self.parsed.positions[()] = at
            return ()
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            loc: Loc = (*parent.loc, len(parent.value))
            parent.value.append(value)
            self.parsed.positions[loc] = at
            return loc
        assert parent.key is not None  # noqa: S101 - a mapping's value follows its key
        loc = (*parent.loc, parent.key)
        parent.value[parent.key] = value
        parent.key = None
        return loc

    def _position(self, mark: Any) -> Position:
        return Position(mark.line + 1 + self.offset, mark.column + 1) if mark else Position(1 + self.offset, 1)

    def _problem(self, at: Position, message: str, hint: str) -> None:
        self.parsed.problems.append(Problem(self.path, at, message, hint))


def _tab_indent(text: str) -> int | None:
    for number, line in enumerate(text.split("\n")):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return number
    return None
