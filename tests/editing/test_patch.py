"""A change to a YAML text touches the lines that change, and no other byte."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.editing.patch import CannotPatchError, appended, patch
from lscb.reading.yamltext import Tree, parse
from tests.support.building import REPOSITORY

TEXTS = ["plain", "a: b", "-", "- x", "#1", "x #y", "it's", 'say "so"', "yes", "~", "", "2015-05-07 10:00", "null", "a, b [c]", "tail:",
         "\u2028line", "é £5 – “q”", "two\nlines\n", "two\n\nlines", "word " * 40 + "end", "{tel:mash-public} is it", "--- x", "  led"]  # fmt: skip
YAML_TEXT = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(codec="utf-8", exclude_characters="\r\x85"), max_size=20))
TREES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.recursive(YAML_TEXT, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, min_size=1, max_size=3), max_leaves=6),
    min_size=1,
)  # fmt: skip


def content_texts() -> Iterator[tuple[str, str]]:
    """The YAML of every real content file."""
    for top in ("content", "docs"):
        for file in sorted((REPOSITORY / top).rglob("*")):
            if file.suffix in {".md", ".yml"} and file.name != "README.md":
                text = file.read_text(encoding="utf-8")
                yield file.relative_to(REPOSITORY).as_posix(), text.split("---\n")[1] if file.suffix == ".md" else text


REAL = dict(content_texts())


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of two texts has."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_nothing_to_change_changes_nothing() -> None:
    assert len(REAL) > 250
    for text in REAL.values():
        tree = parse(text, "").data
        assert patch(text, tree, copy.deepcopy(tree)) is text


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a: 1  # why\nb: 2\n", {"a": "3", "b": "2"}, "a: 3  # why\nb: 2\n"),
        ("# top\na: 1\n\n# of b\nb: [x, y]\n", {"a": "1", "b": ["x", "y", "z"]}, "# top\na: 1\n\n# of b\nb: [x, y, z]\n"),
        ("a: 'it''s'\nb: \"q\"\n", {"a": "he's", "b": "r"}, "a: 'he''s'\nb: \"r\"\n"),
        ("a:\n- x\n-   y\n- z\n", {"a": ["x", "new", "y", "z"]}, "a:\n- x\n- new\n-   y\n- z\n"),
        ("a:\n  - x\n  - y  # two\n  - z\n", {"a": ["y", "z"]}, "a:\n  - y  # two\n  - z\n"),
        ("a:\n  - p: 1\n    q: 2\n    r: 3\n", {"a": [{"q": "2", "r": "4"}]}, "a:\n  - q: 2\n    r: 4\n"),
        ("a:\n  - p: 1\n    q: 2\n    r: 3\n", {"a": [{"r": "3"}]}, "a:\n  - r: 3\n"),
        ("a:\n  - p: 1\n", {"a": [{"q": "1"}]}, "a:\n  - q: 1\n"),
        ("a: {p: 1}\n", {"a": {"p": "1", "q": "2, 3"}}, 'a: {p: 1, q: "2, 3"}\n'),
        ("a: >-\n   one two\n   three\nb: 1\n", {"a": "one two four", "b": "1"}, "a: >-\n   one two four\nb: 1\n"),
        ("a: |\n  one\n  two\nb: 1\n", {"a": "one\nthree\n", "b": "1"}, "a: |\n  one\n  three\nb: 1\n"),
        ("a: |\n  one\n\nb: 1\n", {"a": "two\n", "b": "1"}, "a: |\n  two\n\nb: 1\n"),
        ("a:\nb: 1\n", {"a": "x", "b": "1"}, "a: x\nb: 1\n"),
        ("a:  # choices\nb: 1\n", {"a": "x", "b": "1"}, "a: x  # choices\nb: 1\n"),
        ("a: one\n  two\nb: 1\n", {"a": "three", "b": "1"}, "a: three\nb: 1\n"),
        ("a: x\n", {"a": ["x", "y"]}, "a: [x, y]\n"),
        ("a: [x]\nb: 1\n", {"b": "1"}, "b: 1\n"),
        ("- a: 1\n- a: 2\n", [{"a": "2"}, {"a": "3", "b": "4"}], "- a: 2\n- a: 3\n  b: 4\n"),
    ],
)  # fmt: skip
def test_only_what_changes_is_written(before: str, change: Tree, after: str, eol: str) -> None:
    assert patch(before.replace("\n", eol), parse(before, "").data, change) == after.replace("\n", eol)


def test_a_new_field_stands_after_those_that_usually_come_before_it() -> None:
    text = "id: x\ntitle: T\nbooking:\n  email: a@b.c\n\n# later\nthemes: [a]\n"
    old: Any = parse(text, "").data
    changed = patch(text, old, {**old, "venue": {"name": "Hall"}}, ("id", "title", "venue", "booking", "themes"))
    assert changed == text.replace("title: T\n", "title: T\nvenue:\n  name: Hall\n")


def test_a_text_whose_last_line_does_not_end_may_be_added_to() -> None:
    assert patch("a: 1", {"a": "1"}, {"a": "1", "b": "2"}) == "a: 1\nb: 2\n"


def test_what_no_edit_can_make_is_told() -> None:
    with pytest.raises(CannotPatchError):
        patch("a: 1\n", {"a": "1"}, {})


@given(tree=TREES)
def test_what_is_written_reads_back(tree: Any) -> None:
    found = parse(appended(tree), "")
    if not found.problems:
        assert found.data == tree


@given(before=TREES, after=TREES)
def test_any_tree_becomes_any_other(before: Any, after: Any) -> None:
    text = appended(before)
    if parse(text, "").data == before:
        assert parse(patch(text, before, after), "").data == after


def random_change(tree: Any, chance: random.Random) -> Any:
    """The same tree with something else in one place."""
    new = copy.deepcopy(tree)
    here = new
    while True:
        if isinstance(here, dict):
            key = chance.choice(list(here))
            if isinstance(here[key], dict | list) and here[key] and chance.random() < 0.7:
                here = here[key]
                continue
            edit_mapping(here, key, chance)
        else:
            place = chance.randrange(len(here))
            if isinstance(here[place], dict | list) and here[place] and chance.random() < 0.7:
                here = here[place]
                continue
            edit_list(here, place, chance)
        return new


def edit_mapping(here: dict[str, Any], key: str, chance: random.Random) -> None:
    ways: list[Callable[[], Any]] = [
        lambda: here.update({key: chance.choice(TEXTS)}),
        lambda: here.update({"added": chance.choice([*TEXTS, {"p": "1"}, ["x", "y: z"], [{"p": "1", "q": "2"}]])}),
    ]
    chance.choice(ways + [lambda: here.pop(key)] * (len(here) > 1))()


def edit_list(here: list[Any], place: int, chance: random.Random) -> None:
    ways: list[Callable[[], Any]] = [
        lambda: here.insert(place, chance.choice([*TEXTS, {"p": "1"}])),
        lambda: here.append(chance.choice([*TEXTS, {"p": "1", "q": "x" * 130}])),
        lambda: here.__setitem__(place, chance.choice(TEXTS)),
        here.reverse,
    ]
    chance.choice(ways + [lambda: here.pop(place)] * (len(here) > 1))()


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_random_changes_to_every_real_file_read_back_right(eol: str) -> None:
    """What is wanted can be read, and every remark and all that did not change still stand."""
    chance = random.Random(20151)
    for path, text in REAL.items():
        old = parse(text, "").data
        for _ in range(2):
            new = random_change(old, chance)
            written = patch(text.replace("\n", eol), old, new)
            assert parse(written.replace("\r\n", "\n"), "").data == new, path
            assert written.count("\r") == (written.count("\n") if eol == "\r\n" else 0), path


def test_one_word_of_a_real_file_is_one_line_of_difference() -> None:
    """A title, wherever it is: one line goes and one comes."""
    for path, text in REAL.items():
        old: Any = parse(text, "").data
        if isinstance(old, dict) and "title" in old:
            gone, came = lines_changed(text, patch(text, old, {**old, "title": "Another title"}))
            assert (len(gone), len(came)) == (1, 1), path


def test_every_field_can_be_dropped(tmp_path: Path) -> None:
    """Every field of every item, in turn: what stays is the rest, and no line but its own has changed."""
    for path, text in list(REAL.items())[::5]:
        old: Any = parse(text, "").data
        for key in old if isinstance(old, dict) and len(old) > 1 else ():
            new = {name: value for name, value in old.items() if name != key}
            written = patch(text, old, new)
            assert parse(written, "").data == new, (path, key)
            assert all(line in text.splitlines() for line in written.splitlines()), (path, key)
