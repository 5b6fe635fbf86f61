"""YAML read as the words that were typed, each with its place; every trick of YAML is told, not obeyed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lscb.problems import Position
from lscb.reading.yaml_faults import MAX_DEPTH
from lscb.reading.yamltext import NULLS, Parsed, parse


def read(text: str, first_line: int = 1) -> Parsed:
    return parse(text, "content/x.md", first_line)


def told(text: str, first_line: int = 1) -> list[str]:
    return [str(problem).replace("content/x.md:", "") for problem in read(text, first_line).problems]


@pytest.mark.parametrize(
    "value",
    [
        "10:30", "01234567", "0o17", "0x1F", "1_000", "NO", "no", "yes", "on", "off", "true", "y", "2015-05-07", "2015-13-01", "1e3", ".5",
        "12e03", "1.0", "+44", "190:20:30", "=", "<<", ".inf", ".nan", "2015-05-07 10:00:00", "0800 1111", "-1", "7 May 2015",
    ],
)  # fmt: skip
def test_a_plain_value_stays_the_words_that_were_typed(value: str) -> None:
    assert read(f"key: {value}").data == {"key": value}
    assert read(f"- {value}").data == [value]


@pytest.mark.parametrize("value", sorted(NULLS))
def test_nothing_is_nothing_unless_it_is_quoted(value: str) -> None:
    assert read(f"key: {value}").data == {"key": None}
    assert read(f'key: "{value}"').data == {"key": value}


@pytest.mark.parametrize("key", ["yes", "NO", "null", "10:30", "2015", "~"])
def test_a_key_is_the_words_that_were_typed(key: str) -> None:
    assert read(f"{key}: x").data == {key: "x"}


def test_block_text_keeps_its_lines() -> None:
    assert read("a: >-\n  one\n  two\nb: |\n  one\n  two\n").data == {"a": "one two", "b": "one\ntwo\n"}


def test_every_value_knows_its_line_and_column() -> None:
    text = 'title: “É😀” x\nlist:\n  - a\n  - key: b\n    "more": [c, {d: e}]\n'
    assert read(text, first_line=2).positions == {
        (): Position(2, 1),
        ("title",): Position(2, 1),
        ("list",): Position(3, 1),
        ("list", 0): Position(4, 5),
        ("list", 1): Position(5, 5),
        ("list", 1, "key"): Position(5, 5),
        ("list", 1, "more"): Position(6, 5),
        ("list", 1, "more", 0): Position(6, 14),
        ("list", 1, "more", 1): Position(6, 17),
        ("list", 1, "more", 1, "d"): Position(6, 18),
    }


def test_columns_count_signs_not_bytes() -> None:
    assert read("😀é: {a: b, c: d}").positions[("😀é", "c")] == Position(1, 12)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "3:1: a: is given twice\n    hint: the first is on line 1; keep one"),
        ("x:\n  a: 1\n  a: 2", "3:3: a: is given twice\n    hint: the first is on line 2; keep one"),
        ("a: 1\n\tb: 2", "2:1: a tab starts this line\n    hint: use spaces to indent: YAML has no tabs"),
        ("a:\n  - b\n \t - c", "3:1: a tab starts this line\n    hint: use spaces to indent: YAML has no tabs"),
        ("a: *b", "1:4: `*b` is a YAML alias\n    hint: write the value out here: aliases are not used in content"),
        ("a: &b c", "1:4: `&b` is a YAML anchor\n    hint: quote a value that begins with `&`; anchors are not used in content"),
        ("&b a: c", "1:1: `&b` is a YAML anchor\n    hint: quote a value that begins with `&`; anchors are not used in content"),
        ("a: &b [c]", "1:4: `&b` is a YAML anchor\n    hint: quote a value that begins with `&`; anchors are not used in content"),
        ("a: !b c", "1:4: `!b` is a YAML tag\n    hint: quote a value that begins with `!`; tags are not used in content"),
        (
            "a: !!python/object/apply:os.system [ls]",
            "1:4: `tag:yaml.org,2002:python/object/apply:os.system` is a YAML tag\n"
            "    hint: quote a value that begins with `!`; tags are not used in content",
        ),
        (
            "a: b\n--- \nc: d",
            "2:1: a second `---` document starts here\n    hint: a file has one front matter; use `***` for a rule",
        ),
        (
            "{{ x }}: a",
            "1:1: a list or mapping cannot be a field's name\n    hint: did a `{{` or a `[` need quotes around it?",
        ),
        (
            "? [a]\n: b",
            "1:3: a list or mapping cannot be a field's name\n    hint: did a `{{` or a `[` need quotes around it?",
        ),
    ],
)  # fmt: skip
def test_every_trick_of_yaml_is_told_at_its_place(text: str, message: str) -> None:
    assert told(text) == [message]


SPACE = "there is no space after `title:`"
INDENTED = "is indented, and the line above holds a value already"
APOSTROPHE, QUOTE = "an apostrophe inside the value ends it here", "a quote inside the value ends it here"
PRINTED = "these are printer's quotes, and only straight ones hold a value together"
UNCLOSED = "a quote that is opened here is never closed"
BRACKET = "a bracket that is opened here is never closed"
NO_FIELD = "this line has no field's name and colon"
UNLIKE = "this line is indented as no line above it"


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("title: Neglect: what to do", (1, 15), "a colon inside a value cuts it in two", '`title: "Neglect: what to do"`'),
        ("a: b\ntitle:Neglect\nb: c", (2, 1), SPACE, "write `title: Neglect`"),
        ("title:Neglect\nb: c", (1, 1), SPACE, "write `title: Neglect`"),
        ("a: b\ntitle:Neglect", (2, 1), SPACE, "write `title: Neglect`"),
        ("a:\n  - title:Neglect\n    b: c", (2, 5), SPACE, "write `title: Neglect`"),
        ("a: b\n  title: c", (2, 3), f"`title:` {INDENTED}", "begin `title:` where the fields above it begin"),
        ("a:\n  b: c\n    d: e", (3, 5), f"`d:` {INDENTED}", "begin `d:` where"),
        ("a: 'The Board's plan'\nb: c", (1, 14), APOSTROPHE, '`"The Board\'s plan"`'),
        ("a:\n  - 'The Board's plan'", (2, 15), APOSTROPHE, '`"The Board\'s plan"`'),
        ("a: ['The Board's plan']", (1, 15), APOSTROPHE, '`"The Board\'s plan"`'),
        ('a: "The "best" plan"', (1, 9), QUOTE, "`'The \"best\" plan'`"),
        ('a: “Neglect: what to do”', (1, 4), PRINTED, '`a: "Neglect: what to do"`'),
        ("a: ‘Neglect: what to do’", (1, 4), PRINTED, '`a: "Neglect: what to do"`'),
        ('a: 1\ntitle: "open', (2, 8), UNCLOSED, "close it"),
        ("a: 1\ntitle: 'tis the season\nb: 2", (2, 8), UNCLOSED, "a value that begins with an apostrophe needs double quotes"),
        ("a: 1\n b: 2", (2, 2), f"`b:` {INDENTED}", "begin `b:`"),
        ("a:\n  - b\n c: d", (3, 2), UNLIKE, "begin it where the lines it belongs with begin"),
        ("a:\n  b: c\n d: e", (3, 2), UNLIKE, "begin it where the lines it belongs with begin"),
        ("- a\nb: c", (2, 1), "this line is no item of the list above it", "each item of a list begins with `- `"),
        ("a: b\nc", (2, 1), NO_FIELD, "a line is `field: value`"),
        ("a: b\nsome words\nc: d", (2, 1), NO_FIELD, "a line is `field: value`"),
        ("a: @b", (1, 4), "a value cannot begin with “@”", '`"@b"`'),
        ("a: `b`", (1, 4), "a value cannot begin with “`”", '`"`b`"`'),
        ("a: *b*", (1, 4), "a value cannot begin with “*”", '`"*b*"`'),
        ("a: & b", (1, 4), "a value cannot begin with “&”", '`"& b"`'),
        ("a: > 50", (1, 4), "a value cannot begin with “>”", '`"> 50"`'),
        ("a: [b", (1, 4), BRACKET, "with a comma between its items"),
        ("a: b]\nc: {d", (2, 4), BRACKET, "with a comma between its items"),
        ("a: [see below] and more", (1, 16), "a value that begins with a bracket ends with it, and this one goes on", "in quotes"),
        ("a: - b", (1, 4), "a list cannot begin on the line of its field", "after `- `"),
        ('a: "C:\\Files"', (1, 7), "a backslash in double quotes begins a code", "single quotes"),
    ],
)  # fmt: skip
def test_broken_yaml_is_told_at_its_place_with_the_true_cause(text: str, at: tuple[int, int], message: str, hint: str) -> None:
    [problem] = read(text).problems
    assert (problem.message, tuple(problem.position)) == (message, at)
    assert hint in problem.hint


@pytest.mark.parametrize("sign", ["\x07", "\x00", "\x1b", "\x7f", "\ufffe"])
def test_a_sign_that_yaml_cannot_hold_is_told_at_its_line(sign: str) -> None:
    [problem] = read(f"a: 1\nb: two{sign}\nc: 3", first_line=2).problems
    assert (problem.position.line, problem.hint) == (3, "remove the character")


def test_nesting_beyond_all_need_ends_the_reading() -> None:
    assert not told("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    [said] = told("[" * 100_000)
    assert f"nested more than {MAX_DEPTH} deep" in said


def test_aliases_never_explode() -> None:
    laughs = "\n".join(["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))])
    assert told(laughs) == [
        "1:5: `&a0` is a YAML anchor\n    hint: quote a value that begins with `&`; anchors are not used in content"
    ]


def test_an_empty_document_holds_nothing() -> None:
    assert read("").data is None
    assert read("# only a remark\n").data is None
    assert not read("").problems


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"), max_size=30)
TREES: st.SearchStrategy[Any] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@given(TREES)
def test_whatever_a_yaml_writer_quotes_reads_back_equal(tree: Any) -> None:
    written = yaml.safe_dump(tree, default_style='"', allow_unicode=True, width=1000)
    found = read(written)
    assert not found.problems
    assert found.data == tree


@given(st.text(max_size=60))
def test_any_text_is_data_or_told_never_a_traceback(text: str) -> None:
    found = read(text, first_line=2)
    for problem in found.problems:
        assert problem.message
        assert problem.hint
        assert 2 <= problem.position.line <= text.count("\n") + text.count("\r") + 4


@given(st.text("abc: -[]{}'\"#&*!|>%@`\n?,~", max_size=40))
def test_any_jumble_of_yaml_signs_is_data_or_told(text: str) -> None:
    found = read(text)
    assert found.problems or isinstance(found.data, str | list | dict | None)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("title: Our Year #2 of Safety", "#2 of Safety"),
        ("title: Our Year # 2", "# 2"),
        ("- one\n- Room #5", "#5"),
        ("a: x  #5", "#5"),
        ("a: 1\tx #y", "#y"),
    ],
)
def test_a_value_that_a_remark_cuts_short_is_told(text: str, cut: str) -> None:
    [problem] = parse(text, "a.md").problems
    assert problem.message == f"the value ends before “{cut}”: ` #` begins a remark in YAML"
    assert problem.position.line == text.count("\n") + 1


@pytest.mark.parametrize(
    "text", ["a: x  # a remark", "a: 'Year #2'", "a: Year#2", "a: >-\n  Year #2", "a:  # b\n  - c", "# a\na: x", "a: x  #"]
)
def test_a_remark_is_no_part_of_a_value(text: str) -> None:
    assert parse(text, "a.md").problems == []
