"""Change only what has changed in a YAML text: every other byte stays, comments, order, quotes and ends of lines among them.

PyYAML's nodes say where each value begins and ends. What differs becomes edits of spans of the text. Where a change cannot be
made so, the nearest entry around it is written anew; the result is always read back and held against what was wanted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

import yaml

from lscb.editing.written import entry, flow, folded, is_literal, is_long, item, literal, mapping, scalar, sequence
from lscb.reading.yamltext import Tree, parse

EOL = re.compile(r"\r\n|\r|\n")


class CannotPatchError(Exception):
    """A text that cannot be changed into what is wanted: it is no sound YAML of this site's, or of another shape."""


def patch(text: str, old: Tree, new: Tree, order: Sequence[str] = ()) -> str:
    """The text of `new`, from the text of `old` and that tree as the site's reader gives it.

    `order` are the fields of the outermost set in the order in which they are usually written: a new one comes after the
    last of those before it. Raises CannotPatchError.
    """
    if old == new:
        return text
    ways: tuple[Callable[[], str], ...] = (
        lambda: _Patch(text, whole_entries=False).made(old, new, order),
        lambda: _Patch(text, whole_entries=True).made(old, new, order),
        lambda: _anew(text, new),
    )
    for way in ways:
        try:
            changed = way()
        except (CannotPatchError, yaml.YAMLError):
            continue
        found = parse(changed.replace("\r\n", "\n").replace("\r", "\n"), "")
        if found.data == new and not found.problems:
            return changed
    raise CannotPatchError("the change cannot be written into the file as it is")


def _anew(text: str, new: Tree) -> str:
    """All of it: nothing that was there is left to write beside."""
    found = EOL.search(text)
    return appended(new).replace("\n", found[0] if found else "\n")


def appended(value: Tree) -> str:
    """The text of a tree that has no text yet."""
    lines = mapping(value, 0) if isinstance(value, dict) else sequence(value, 0) if isinstance(value, list) else []
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class _Edit:
    start: int
    stop: int
    text: str


@dataclass(frozen=True)
class _Pair:
    """A key of a block or flow mapping, and its value."""

    key: yaml.ScalarNode
    value: yaml.Node


class _Patch:
    """One text, and the edits that are to be made in it. With `whole_entries`, each top entry that differs is written anew."""

    def __init__(self, text: str, *, whole_entries: bool) -> None:
        self.text = text
        self.whole_entries = whole_entries
        self.edits: list[_Edit] = []
        found = EOL.search(text)
        self.eol = found[0] if found else "\n"

    def made(self, old: Tree, new: Tree, order: Sequence[str]) -> str:
        """The text with every edit made."""
        node = yaml.compose(self.text, Loader=yaml.SafeLoader)
        if node is None or not new:
            raise CannotPatchError("there is nothing to change")
        self._change(node, old, new, order)
        text = self.text
        ordered = sorted(enumerate(self.edits), key=lambda one: (one[1].start, one[1].stop, one[0]))
        if any(before.stop > after.start for (_, before), (_, after) in pairwise(ordered)):
            raise CannotPatchError("two changes would meet")
        for _, edit in reversed(ordered):
            text = text[: edit.start] + edit.text.replace("\n", self.eol) + text[edit.stop :]
        return text

    def _put(self, start: int, stop: int, text: str) -> None:
        self.edits.append(_Edit(start, stop, text))

    def _change(self, node: yaml.Node, old: Tree, new: Tree, order: Sequence[str] = (), *, in_brackets: bool = False) -> None:
        """Make `new` of the value at a node, in the node's own span."""
        if old == new:
            return
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict) and new:
            self._change_mapping(node, old, new, order, in_brackets=in_brackets)
        elif isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list) and new:
            self._change_sequence(node, old, new, in_brackets=in_brackets)
        elif isinstance(node, yaml.ScalarNode) and not isinstance(new, dict | list):
            self._change_scalar(node, new, in_brackets=in_brackets)
        elif isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            raise CannotPatchError("a text below its key has become something else")
        else:
            space = " " if node.start_mark.index == node.end_mark.index else ""
            self._put(node.start_mark.index, self._end(node), space + flow(new))

    def _change_mapping(
        self, node: yaml.MappingNode, old: dict[str, Tree], new: dict[str, Tree], order: Sequence[str], *, in_brackets: bool
    ) -> None:
        pairs = {key.value: _Pair(key, value) for key, value in node.value}
        gone, came = [key for key in old if key not in new], [key for key in new if key not in old]
        if node.flow_style and (gone or came):
            kept = {key: new[key] for key in old if key in new} | {key: new[key] for key in came}
            self._put(node.start_mark.index, node.end_mark.index, flow(kept))
            return
        for key, value in old.items():
            if key in new and value != new[key]:
                self._change_entry(pairs[key], value, new[key], in_brackets=in_brackets or node.flow_style)
        self._drop(list(pairs.values()), frozenset(gone))
        if came:
            kept_pairs = {key: pair for key, pair in pairs.items() if key in new}
            if not kept_pairs:
                raise CannotPatchError("nothing is left to write beside")
            self._add(kept_pairs, node.start_mark.column, {key: new[key] for key in came}, order)

    def _change_entry(self, pair: _Pair, old: Tree, new: Tree, *, in_brackets: bool) -> None:
        """The value of a key: in its place where that can be, or else the whole entry anew."""
        before = len(self.edits)
        try:
            if not in_brackets and (self.whole_entries or self._grows(pair.value, new)):
                raise CannotPatchError("the entry is to be written anew")
            self._change(pair.value, old, new, in_brackets=in_brackets)
        except CannotPatchError:
            if in_brackets:
                raise
            del self.edits[before:]
            lines = entry(pair.key.value, new, pair.key.start_mark.column)
            lines[0] = lines[0].lstrip(" ")
            self._put(pair.key.start_mark.index, self._without_break(self._after(pair.value)), "\n".join(lines))

    def _grows(self, node: yaml.Node, new: Tree) -> bool:
        """Whether a value becomes one that does not fit on the line it stands on, or that has parts and lines of its own."""
        if not isinstance(node, yaml.ScalarNode) or node.style or self._has_remark(node):
            return False
        return isinstance(new, dict | list) or is_long(new, node.start_mark.column) or (new is not None and is_literal(new))

    def _has_remark(self, node: yaml.Node) -> bool:
        stop = self._end(node)
        return bool(self.text[stop : self._line_end(stop)].strip())

    def _drop(self, pairs: Sequence[_Pair], gone: frozenset[str]) -> None:
        """Take out entries, each with its line; of the first ones of an item, what stands before the next that stays."""
        first = pairs[0].key.start_mark.index
        if pairs[0].key.value in gone and self.text[self._line_start(first) : first].strip(" "):
            stays = next((place for place, pair in enumerate(pairs) if pair.key.value not in gone), None)
            if stays is None:
                raise CannotPatchError("every field of an item goes")
            self._put(first, pairs[stays].key.start_mark.index, "")
            pairs = pairs[stays:]
        for pair in pairs:
            if pair.key.value in gone:
                self._put(self._line_start(pair.key.start_mark.index), self._after(pair.value), "")

    def _add(self, pairs: dict[str, _Pair], indent: int, came: dict[str, Tree], order: Sequence[str]) -> None:
        """Put new entries in, each after the last of those that usually come before it."""
        for key, value in came.items():
            before = [name for name in order[: order.index(key)] if name in pairs] if key in order else list(pairs)
            lines = "\n".join(entry(key, value, indent))
            if before:
                last = max((pairs[name] for name in before), key=lambda pair: pair.key.start_mark.index)
                self._insert_line(self._after(last.value), lines)
            else:
                first = min(pairs.values(), key=lambda pair: pair.key.start_mark.index).key.start_mark.index
                self._put(first, first, f"{lines.lstrip(' ')}\n{' ' * indent}")

    def _insert_line(self, at: int, lines: str) -> None:
        broken = at == 0 or self.text[at - 1] in "\r\n"
        self._put(at, at, f"{lines}\n" if broken else f"\n{lines}\n")

    def _change_sequence(self, node: yaml.SequenceNode, old: list[Tree], new: list[Tree], *, in_brackets: bool) -> None:
        if node.flow_style:
            if len(old) != len(new):
                self._put(node.start_mark.index, node.end_mark.index, flow(new))
                return
            for one, was, now in zip(node.value, old, new, strict=True):
                self._change(one, was, now, in_brackets=True)
            return
        items = _Items(self, node)
        for gone, came in _differences(old, new):
            for place, other in zip_longest(gone, came):
                if other is None:
                    items.drop(place)
                elif place is None:
                    items.insert(gone.stop, new[other])
                else:
                    items.change(place, old[place], new[other])

    def _change_scalar(self, node: yaml.ScalarNode, new: str | None, *, in_brackets: bool) -> None:
        start, stop = node.start_mark.index, node.end_mark.index
        if node.style in {"|", ">"}:
            self._change_block_text(node, new)
        elif start == stop:
            self._put(start, stop, f" {scalar(new, in_brackets=in_brackets)}")
        else:
            self._put(start, stop, scalar(new, in_brackets=in_brackets, like=node.style))

    def _change_block_text(self, node: yaml.ScalarNode, new: str | None) -> None:
        """A text below its key, with the indent that it has."""
        start = node.start_mark.index
        head_end = self._line_end(start)
        body = self.text[head_end : node.end_mark.index]
        written = next((line for line in EOL.split(body) if line.strip()), "")
        indent = len(written) - len(written.lstrip(" "))
        if new is None or not indent:
            raise CannotPatchError("the text is gone")
        if node.style == ">" and re.fullmatch(r"\S+(?: \S+)*", new):
            lines = [">-", *folded(new, indent)]
        elif is_literal(new):
            lines = literal(new, indent)
        else:
            raise CannotPatchError("the text cannot stand below its key")
        tail = "" if node.end_mark.index == len(self.text) and self.text[-1:] not in "\r\n" else "\n"
        self._put(start, self._after(node), "\n".join(lines) + tail)

    def _end(self, node: yaml.Node) -> int:
        """Where the last written sign of a node ends: PyYAML's own end of a block runs on to the next token."""
        if isinstance(node, yaml.ScalarNode) or not isinstance(node, yaml.CollectionNode) or node.flow_style:
            return int(node.end_mark.index)
        inner = [one for pair in node.value for one in pair] if isinstance(node, yaml.MappingNode) else node.value
        return self._end(inner[-1])

    def _after(self, node: yaml.Node) -> int:
        """The start of the line after a node; a text below its key ends there already, blank lines after it left out."""
        last = self._end(node)
        stop = last if last and self.text[last - 1] in "\r\n" else self._line_end(last)
        if self._ends_in_block_text(node) and not self._keeps_breaks(node):
            lines = list(EOL.finditer(self.text, 0, stop))
            while len(lines) > 1 and not self.text[lines[-2].end() : lines[-1].start()].strip(" "):
                stop = lines.pop(-1).start() and lines[-1].end()
        return stop

    def _last(self, node: yaml.Node) -> yaml.Node:
        while not isinstance(node, yaml.ScalarNode) and node.value:
            node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
        return node

    def _ends_in_block_text(self, node: yaml.Node) -> bool:
        last = self._last(node)
        return isinstance(last, yaml.ScalarNode) and last.style in {"|", ">"}

    def _keeps_breaks(self, node: yaml.Node) -> bool:
        head = self._last(node).start_mark.index
        return "+" in self.text[head : self._line_end(head)]

    def _without_break(self, stop: int) -> int:
        found = re.search(r"(?:\r\n|\r|\n)\Z", self.text[max(0, stop - 2) : stop])
        return stop - len(found[0]) if found else stop

    def _line_end(self, at: int) -> int:
        found = EOL.search(self.text, at)
        return found.end() if found else len(self.text)

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1


class _Items:
    """The items of a block list: what stands from one dash to the end of its lines."""

    def __init__(self, patch: _Patch, node: yaml.SequenceNode) -> None:
        self.patch = patch
        self.nodes: list[yaml.Node] = node.value
        self.dashes = [patch.text.rfind("-", 0, one.start_mark.index) for one in self.nodes]
        self.indent = node.start_mark.column
        for dash in self.dashes:
            if patch.text[patch._line_start(dash) : dash].strip(" "):
                raise CannotPatchError("a dash stands within a line")

    def change(self, place: int, old: Tree, new: Tree) -> None:
        """Another value for an item: within it where that can be, or else the item anew."""
        edits = self.patch.edits
        before, node = len(edits), self.nodes[place]
        try:
            if self.patch._grows(node, new):
                raise CannotPatchError("the item is to be written anew")
            self.patch._change(node, old, new)
        except CannotPatchError:
            del edits[before:]
            lines = item(new, self.indent)
            lines[0] = lines[0].lstrip(" ")
            stop = self.patch._without_break(self.patch._after(node))
            self.patch._put(self.dashes[place], stop, "\n".join(lines))

    def drop(self, place: int) -> None:
        """Take an item out with its lines."""
        start = self.patch._line_start(self.dashes[place])
        self.patch._put(start, self.patch._after(self.nodes[place]), "")

    def insert(self, place: int, new: Tree) -> None:
        """A new item before that place, or after the last."""
        at = self.patch._after(self.nodes[place - 1]) if place else self.patch._line_start(self.dashes[0])
        self.patch._insert_line(at, "\n".join(item(new, self.indent)))


def _differences(old: list[Tree], new: list[Tree]) -> Iterator[tuple[range, range]]:
    """The stretches in which two lists differ, as places in the one and in the other."""
    keys = [json.dumps(one, sort_keys=True) for one in old], [json.dumps(one, sort_keys=True) for one in new]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind != "equal":
            yield range(i1, i2), range(j1, j2)
