"""What an editor did that YAML could not read.

The parser names the place where it gave up, in its own words; the fault is often before it. Here is what people do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

CLOSED = re.compile(r"""(?P<quote>["'])[^"']*(?P=quote) *$""")
FIELD = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[A-Za-z_]\w*):")
GLUED = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[A-Za-z_]+):(?P<value>[^\s:/].*)")
PRINTED = re.compile(r"[“”„‘’‚«»]")
MAX_DEPTH = 24
QUOTE_IT = "put the whole value in quotes"


@dataclass(frozen=True)
class Fault:
    """A fault at a line and column, both from 0, in the words of the person who made it."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True)
class _GivenUp:
    """Where and why the parser gave up; `began` is where what it was reading began."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    began: tuple[int, int]

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.text[: self.column]


def fault_behind(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """The likely cause of an error of the parser, at its own place."""
    at = error.problem_mark or error.context_mark
    began = error.context_mark or at
    given_up = _GivenUp(
        text.split("\n"),
        str(error.problem or ""),
        str(error.context or ""),
        at.line if at else 0,
        at.column if at else 0,
        (began.line, began.column) if began else (0, 0),
    )
    return next(found for cause in CAUSES if (found := cause(given_up)))


def field_without_space(text: str) -> Fault | None:
    """`title:Neglect`, the first such line of a text."""
    for number, line in enumerate(text.split("\n")):
        if match := GLUED.fullmatch(line):
            said = f"there is no space after `{match['name']}:`"
            return Fault(number, len(match["before"]), said, f"write `{match['name']}: {match['value']}`")
    return None


def _no_space(at: _GivenUp) -> Fault | None:
    """The parser gives up a line later, or lines later where the value seems to go on."""
    if "expected ':'" not in at.problem and "mapping values" not in at.problem:
        return None
    for number in (at.line, at.line - 1, at.began[0]):
        if 0 <= number < len(at.lines) and (found := field_without_space(at.lines[number])):
            return Fault(number, found.column, found.message, found.hint)
    return None


def _no_field(at: _GivenUp) -> Fault | None:
    if "expected ':'" not in at.problem:
        return None
    hint = "a line is `field: value`; a value that goes on is indented by two spaces; the text stands under the second `---`"
    return Fault(*at.began, "this line has no field's name and colon", hint)


def _too_deep(at: _GivenUp) -> Fault | None:
    if "nesting depth" not in at.problem:
        return None
    return Fault(at.line, 0, f"nested more than {MAX_DEPTH} deep", "no field needs this; check the brackets and indents")


def _printers_quotes(at: _GivenUp) -> Fault | None:
    match = FIELD.match(at.text)
    value = at.text[match.end() :].strip() if match else ""
    if not PRINTED.match(value):
        return None
    assert match  # noqa: S101 - there is no value without its field
    straight = value.strip("“”„‘’‚«»").replace('"', "'")
    said = "these are printer's quotes, and only straight ones hold a value together"
    return Fault(at.line, at.text.index(value), said, f'use straight ones: `{match["name"]}: "{straight}"`')


def _indented_field(at: _GivenUp) -> Fault | None:
    match = FIELD.match(at.text)
    if "mapping values" not in at.problem or not match or match.end() != at.column + 1 or not match["before"]:
        return None
    said = f"`{match['name']}:` is indented, and the line above holds a value already"
    begin = f"begin `{match['name']}:` where the fields above it begin"
    hint = f"{begin}, or, if it is a part of the line above, leave nothing there after the colon"
    return Fault(at.line, len(match["before"]), said, hint)


def _colon_in_value(at: _GivenUp) -> Fault | None:
    if "mapping values" not in at.problem:
        return None
    match = FIELD.match(at.text)
    whole = (
        f'`{match["name"]}: "{at.text[match.end() :].strip()}"`'
        if match and '"' not in at.text
        else '`title: "Neglect: what to do"`'
    )
    return Fault(
        at.line, at.column, "a colon inside a value cuts it in two", f"a value with a colon needs quotes around it: {whole}"
    )


def _after_the_quote(at: _GivenUp) -> Fault | None:
    """A quote or an apostrophe inside a quoted value ends it; what comes after belongs to nothing."""
    if not (closed := CLOSED.search(at.before)) or not at.text[at.column :].strip():
        return None
    begin = at.before.index(closed["quote"])
    value = at.text[begin + 1 :].rstrip().removesuffix("]").removesuffix(closed["quote"])
    kind, other = ("an apostrophe", '"') if closed["quote"] == "'" else ("a quote", "'")
    if other in value:
        hint = "use “printer's quotes” inside the value"
    else:
        hint = f"put the value in the other kind of quotes: `{other}{value}{other}`"
    return Fault(at.line, at.column - 1, f"{kind} inside the value ends it here", hint)


def _after_the_bracket(at: _GivenUp) -> Fault | None:
    if not at.before.rstrip().endswith(("]", "}")) or not at.text[at.column :].strip():
        return None
    return Fault(
        at.line, at.column, "a value that begins with a bracket ends with it, and this one goes on", f"{QUOTE_IT}, if it is text"
    )


def _never_closed(at: _GivenUp) -> Fault | None:
    if "quoted scalar" in at.context:
        hint = "close it where the value ends; a value that begins with an apostrophe needs double quotes around it"
        return Fault(*at.began, "a quote that is opened here is never closed", hint)
    if "flow sequence" in at.context or "flow mapping" in at.context:
        hint = f"close it where the list ends, with a comma between its items; {QUOTE_IT}, if it is text"
        return Fault(*at.began, "a bracket that is opened here is never closed", hint)
    return None


def _sign_first(at: _GivenUp) -> Fault | None:
    begun = re.search(r"alias|anchor|block scalar", at.context)
    if not begun and "cannot start any token" not in at.problem:
        return None
    line, column = at.began
    sign = at.lines[line][column : column + 1]
    return Fault(line, column, f"a value cannot begin with “{sign}”", f'{QUOTE_IT}: `"{at.lines[line][column:].strip()}"`')


def _backslash(at: _GivenUp) -> Fault | None:
    if "escape" not in at.problem:
        return None
    return Fault(
        at.line,
        at.column,
        "a backslash in double quotes begins a code",
        "put the value in single quotes, or write two backslashes",
    )


def _list_on_the_line(at: _GivenUp) -> Fault | None:
    if "block sequence entries" not in at.problem:
        return None
    return Fault(
        at.line,
        at.column,
        "a list cannot begin on the line of its field",
        "write each item on a line of its own below, after `- `",
    )


def _indent(at: _GivenUp) -> Fault | None:
    if at.context not in {"while parsing a block mapping", "while parsing a block collection"}:
        return None
    hint = "begin it where the lines it belongs with begin; each item of a list begins with `- `"
    said = (
        "this line is no item of the list above it"
        if "'-' indicator" in at.problem
        else "this line is indented as no line above it"
    )
    return Fault(at.line, at.column, said, hint)


def _any(at: _GivenUp) -> Fault:
    said = at.problem or at.context or "cannot be read"
    return Fault(
        at.line, at.column, f"this is not YAML: {said}", "check the quotes, brackets and indents on this line and the one before"
    )


CAUSES: tuple[Callable[[_GivenUp], Fault | None], ...] = (
    _no_space, _no_field, _too_deep, _printers_quotes, _indented_field, _colon_in_value, _after_the_quote,
    _after_the_bracket, _backslash, _never_closed, _sign_first, _list_on_the_line, _indent, _any,
)  # fmt: skip
