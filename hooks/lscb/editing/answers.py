"""What a form sent back, as the tree that is written; and the tree as what the form shows.

Fields are named by their path, as `occurrences.0.starts`. What was not changed in the form stays the very value it was, in
whatever way it was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lscb.editing.questions import Question, Widget
from lscb.editing.short_forms import spelt_out, written_short
from lscb.mint import new_id
from lscb.reading.yamltext import Tree

Fields = Mapping[str, Sequence[str]]
YES = frozenset({"yes", "true", "on"})
ITEM = "_"
REMOVED = "_remove"


def text_of(value: Tree) -> str:
    """A single value as a form shows it; a group of words on a line of its own."""
    return value if isinstance(value, str) else ", ".join(map(text_of, value)) if isinstance(value, list) else ""


def texts_of(question: Question, value: Tree) -> list[str]:
    """The values of a list, a line each; one alone may stand for a list of one."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [_one_line(question, text_of(one)) for one in values]


def is_yes(value: Tree) -> bool:
    """Whether a flag is set."""
    return text_of(value).strip().lower() in YES


def items_of(question: Question, value: Tree) -> list[Tree]:
    """The items of a list of parts, spelt out."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [spelt_out(question.model, one) for one in values]


def answered(parts: Sequence[Question], sent: Fields, old: Tree, prefix: str = "") -> dict[str, Tree]:
    """The tree that a form's answers make of the one it was made from. What no question asks for stays."""
    before = old if isinstance(old, dict) else {}
    asked = {part.name: part for part in parts}
    new: dict[str, Tree] = {}
    for name, value in before.items():
        new |= _answer(asked[name], sent, before, prefix) if name in asked else {name: value}
    for part in parts:
        if part.name not in before:
            new |= _answer(part, sent, before, prefix)
    if new and any(name not in before for name in new):
        new |= {part.name: new_id() for part in parts if part.widget is Widget.ID and part.name not in new}
    return new


def _answer(question: Question, sent: Fields, before: Mapping[str, Tree], prefix: str) -> dict[str, Tree]:
    """The entry that the answer to a question makes, or none."""
    name, path = question.name, f"{prefix}{question.name}"
    was = {name: before[name]} if name in before else {}
    old = before.get(name)
    match question.widget:
        case Widget.ID:
            return was
        case Widget.FLAG:
            said = path in sent
            return was if said == is_yes(old) else {name: "yes" if said else "no"}
        case Widget.PART:
            new = answered(question.parts, sent, spelt_out(question.model, old), f"{path}.")
            found: Tree = written_short(question.model, new, old) if new else None
            return was if found == old or (not new and not old) else {name: found} if new else {}
        case Widget.PARTS:
            return _of_parts(question, sent, old, path, was)
        case Widget.LINES | Widget.GROUPS | Widget.REFERENCES | Widget.CHOICES:
            return _of_list(question, sent, old, path, was)
        case _:
            return _of_text(question, sent, old, path, was)


def _of_text(question: Question, sent: Fields, old: Tree, path: str, was: dict[str, Tree]) -> dict[str, Tree]:
    said = _newlines(sent.get(path, [""])[0])
    if said == text_of(old):
        return was
    if not said.strip():
        return {}
    if question.widget is Widget.MARKDOWN:
        return {question.name: said.rstrip() + ("\n" if text_of(old).endswith("\n") else "")}
    return {question.name: "\n".join(line.rstrip() for line in said.strip().split("\n"))}


def _of_list(question: Question, sent: Fields, old: Tree, path: str, was: dict[str, Tree]) -> dict[str, Tree]:
    given = sent.get(path, [])
    lines = _newlines(given[0] if given else "").split("\n") if question.widget in {Widget.LINES, Widget.GROUPS} else given
    said = [line.strip() for line in lines if line.strip()]
    shown = texts_of(question, old)
    if said == shown or (question.widget is Widget.CHOICES and set(said) == set(shown)):
        return was
    values = old if isinstance(old, list) else [old]
    kept = dict(zip(shown, values, strict=False))
    if question.widget is Widget.CHOICES:
        said = [one for one in shown if one in said] + [one for one in said if one not in shown]
    new: list[Tree] = [kept[one] if one in kept else _new_line(question, one) for one in said]
    if len(new) == 1 and isinstance(old, str):
        return {question.name: new[0]}
    return {question.name: new} if new else {}


def _new_line(question: Question, said: str) -> Tree:
    return [one.strip() for one in said.split(",") if one.strip()] if question.widget is Widget.GROUPS else said


def _of_parts(question: Question, sent: Fields, old: Tree, path: str, was: dict[str, Tree]) -> dict[str, Tree]:
    values = old if isinstance(old, list) else [] if old is None else [old]
    new: list[Tree] = []
    for place in _places(sent, path):
        if f"{path}.{place}.{REMOVED}" in sent:
            continue
        before = values[place] if place < len(values) else None
        item = answered(question.parts, sent, spelt_out(question.model, before), f"{path}.{place}.")
        if item:
            new.append(written_short(question.model, item, before))
    return was if new == values else {question.name: new} if new else {}


def _places(sent: Fields, path: str) -> list[int]:
    """Which items of a list the form held: each says so, for one with nothing filled in sends nothing else."""
    start, end = f"{path}.", f".{ITEM}"
    found = (name[len(start) : -len(end)] for name in sent if name.startswith(start) and name.endswith(end))
    return sorted(int(one) for one in found if one.isdigit())


def _one_line(question: Question, value: str) -> str:
    line = " ".join(value.split())
    return line.removeprefix(f"{question.collection}/") if question.widget is Widget.REFERENCES else line


def _newlines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")
