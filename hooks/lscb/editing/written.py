"""Values as YAML, in the form in which this site's files are written."""

from __future__ import annotations

import json
import re
import textwrap

from lscb.reading.yamltext import NON_PRINTABLE, NULLS, Tree

WIDTH = 118
SHORT = 40  # a list of texts no longer than this stands on one line
NOT_PLAIN = re.compile(
    r"""[-?:](\s|$)|[,\[\]{}#&*!|>'"%@`=]|---|\.\.\.  # at the start
    |.*(?::\s|\s\#|:$|[\x00-\x1f])                   # anywhere""",
    re.VERBOSE | re.DOTALL,
)
NOT_PLAIN_IN_BRACKETS = re.compile(r"[,\[\]{}?:]")
BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def quoted(value: str) -> str:
    """A text in double quotes, with every sign escaped that YAML would refuse or read as the end of a line."""
    return BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def is_plain(value: str, *, in_brackets: bool = False) -> bool:
    """Whether a text may stand without quotes."""
    if value in NULLS or value != value.strip() or NOT_PLAIN.match(value) or BREAKS.search(value) or NON_PRINTABLE.search(value):
        return False
    return not (in_brackets and NOT_PLAIN_IN_BRACKETS.search(value))


def scalar(value: str | None, *, in_brackets: bool = False, like: str | None = None) -> str:
    """One value on one line; `like` is the kind of quotes it had."""
    if value is None:
        return "~"
    if like == "'" and not re.search(r"[\x00-\x1f]", value) and not BREAKS.search(value):
        return "'" + value.replace("'", "''") + "'"
    return value if like != '"' and is_plain(value, in_brackets=in_brackets) else quoted(value)


def flow(value: Tree) -> str:
    """A value in brackets, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, in_brackets=True)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, in_brackets=True)


def is_long(value: Tree, used: int) -> bool:
    """Whether a text is to be folded over several lines, `used` being what stands before it on its line."""
    if not isinstance(value, str) or len(value) + used <= WIDTH or NON_PRINTABLE.search(value) or BREAKS.search(value):
        return False
    return re.fullmatch(r"\S+(?: \S+)+", value) is not None


def folded(value: str, indent: int) -> list[str]:
    """The lines of a text after `>-`."""
    lines = textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [" " * indent + line for line in lines]


def is_literal(value: str) -> bool:
    """Whether a text of several lines may stand after `|`, as it is."""
    if NON_PRINTABLE.search(value) or BREAKS.search(value) or "\r" in value or not value.strip("\n"):
        return False
    lines = value.rstrip("\n").split("\n")
    return "\n" in value and not lines[0].startswith((" ", "\n")) and lines[0] != "" and all(_ends_clean(line) for line in lines)


def _ends_clean(line: str) -> bool:
    return line == line.rstrip() and not line.startswith("\t")


def literal(value: str, indent: int) -> list[str]:
    """What follows `key: ` for a text of several lines: its sign, and the lines."""
    bare = value.rstrip("\n")
    sign = {0: "|-", 1: "|"}.get(len(value) - len(bare), "|+")
    kept = value.removesuffix("\n") if sign == "|+" else bare
    return [sign, *(" " * indent + line if line else "" for line in kept.split("\n"))]


def entry(key: str, value: Tree, indent: int) -> list[str]:
    """The lines of `key: value` at an indent."""
    head = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, dict) and value:
        return [head, *mapping(value, indent + 2)]
    if isinstance(value, list) and value:
        one = f"{head} {flow(value)}"
        if all(isinstance(item, str) and len(item) < SHORT for item in value) and len(one) <= WIDTH:
            return [one]
        return [head, *sequence(value, indent + 2)]
    if isinstance(value, dict | list):
        return [f"{head} {flow(value)}"]
    lines = _text(value, len(head) + 1, indent + 2)
    return [f"{head} {lines[0]}", *lines[1:]]


def mapping(value: dict[str, Tree], indent: int) -> list[str]:
    """The lines of a set of fields."""
    return [line for key, one in value.items() for line in entry(key, one, indent)]


def sequence(value: list[Tree], indent: int) -> list[str]:
    """The lines of a list, an item at each dash."""
    return [line for one in value for line in item(one, indent)]


def item(value: Tree, indent: int) -> list[str]:
    """The lines of one item of a list, from its dash on."""
    dash = f"{' ' * indent}- "
    if isinstance(value, dict) and value:
        lines = mapping(value, indent + 2)
        return [dash + lines[0][indent + 2 :], *lines[1:]]
    if isinstance(value, list):
        return [dash + flow(value)]
    if isinstance(value, dict):
        return [f"{dash}{{}}"]
    lines = _text(value, indent + 2, indent + 4)
    return [dash + lines[0], *lines[1:]]


def _text(value: str | None, used: int, indent: int) -> list[str]:
    """What follows the colon or the dash, and the lines below it."""
    if value is not None and is_literal(value):
        return literal(value, indent)
    if value is not None and is_long(value, used):
        return [">-", *folded(value, indent)]
    return [scalar(value)]
