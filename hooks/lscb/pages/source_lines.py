"""The lines of a body as Python-Markdown takes them for what their writer means.

Python-Markdown wants an empty line before a list, a table or a quotation, and four spaces under an item; it has no Markdown
inside HTML, and fences only at the margin. So each block is set apart by empty lines, what stands under an item is indented by
four, and code and HTML go to the stash from which the finished page takes them. The rules of where a block begins and ends are
CommonMark's (https://spec.commonmark.org/0.31.2/), save that a list under another needs no more than one space.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import NamedTuple

from lxml.html import defs
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX

HTML_ELEMENTS = defs.tags | {"bdi", "data", "dialog", "main", "picture", "rb", "rtc", "search", "slot", "template"}
BLOCK_ELEMENTS = frozenset(BLOCK_LEVEL_ELEMENTS) & HTML_ELEMENTS | {"caption", "col", "dialog", "search"}
DEEPEST = 100
LEVEL = 4  # what Python-Markdown wants an item's content indented by
VALUE = STX + "value:%s" + ETX  # the number of a list's item that is out of turn

BLOCK = re.compile(
    r"""[ ]*+(?:
      (?P<fence>`{3,}(?=[^`]*$)|~{3,})
    | (?P<html><(?:
          !--|[?]|![a-z]
        | (?P<script>(?:script|pre|style|textarea)(?=[\s>]|$))
        | /?(?P<element>[a-z][a-z0-9]*)(?=[\s/>]|$)
      ))
    | (?P<quote>>[ ]?)
    | (?P<heading>\#{1,6}(?=[ ]|$))
    | (?P<rule>(?:-[ ]*){3,}$|(?:\*[ ]*){3,}$|(?:_[ ]*){3,}$)
    | (?P<item>(?:[-*+]|(?P<number>\d{1,9})[.)])[ ]+(?=\S))
    | (?P<note>\[\^[^\]]+\]:[ ]*)
    | (?P<definition>:[ ]+(?=\S))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *$")
ROW = re.compile(r"(?=[^|]*\|)(?=[^-]*-)[ :|-]+$")  # between the head of a table and its body
HTML_ENDS = {"<!--": "-->", "<?": "?>", "<!": ">"}


class _Begun(NamedTuple):
    """What kind of block a line begins ("" is text), and how that was seen."""

    kind: str
    found: re.Match[str] | None = None


TEXT = _Begun("")


class _Contained(NamedTuple):
    """What stands in an item, a note or a definition; where the next line is, and whether an empty one is before it."""

    lines: list[str]
    end: int
    apart: bool


class Reader:
    """Reads bodies; `stash` keeps a piece of HTML and gives what stands for it in the text."""

    def __init__(self, stash: Callable[[str], str]) -> None:
        self.stash = stash
        self.readers: dict[str, Callable[..., tuple[list[str], int]]] = {
            "": self._text,
            "fence": self._fence,
            "html": self._html,
            "quote": self._quote,
            "heading": self._heading,
            "rule": self._rule,
            "item": self._item,
            "note": self._note,
            "definition": self._definition,
            "table": self._table,
        }

    def read(self, lines: list[str], depth: int = 0, *, in_item: bool = False) -> list[str]:
        """The lines, each block apart; nothing where they stand too deep."""
        out: list[str] = []
        at, last = 0, ""
        while at < len(lines) and depth < DEEPEST:
            if not lines[at]:
                at, last = at + 1, f"{last} apart"
                continue
            kind, found = self._begun(lines, at)
            if kind == "definition" and not last.startswith(("text", "definition")):
                kind = ""
            follows = {"definition": ("text", "definition"), "item": ("first text",) if in_item else ()}
            if out and last not in follows.get(kind, ()):
                out.append("")
            if kind == "quote" and last == "quote apart":
                out += [self.stash("<!-- the next quotation -->"), ""]
            made, at = self.readers[kind](lines, at, found, depth)
            last = kind or ("text" if out or not in_item else "first text")
            out += made
        return out

    def _begun(self, lines: list[str], at: int) -> _Begun:
        line = lines[at]
        if found := BLOCK.match(line):
            kind = str(next(name for name in KINDS if found[name] is not None))
            if kind != "html" or not found["element"] or found["element"].lower() in BLOCK_ELEMENTS:
                return _Begun(kind, found)
        if "|" in line and at + 1 < len(lines) and ROW.match(lines[at + 1]):
            return _Begun("table")
        return TEXT

    def _ends_text(self, lines: list[str], at: int) -> bool:
        """Whether a line that follows text is no more of it."""
        if not lines[at]:
            return True
        kind, found = self._begun(lines, at)
        if kind == "item" and found and found["number"]:
            return int(found["number"]) == 1
        return bool(kind)

    def _text(self, lines: list[str], at: int, _: object, __: int) -> tuple[list[str], int]:
        end = at + 1
        if end < len(lines) and UNDERLINE.match(lines[end]):
            return [lines[at].lstrip(), lines[end].strip()], end + 1
        while end < len(lines) and not self._ends_text(lines, end):
            end += 1
        return [line.lstrip() for line in lines[at:end]], end

    def _heading(self, lines: list[str], at: int, _: object, __: int) -> tuple[list[str], int]:
        return [lines[at].strip()], at + 1

    def _rule(self, _: list[str], at: int, __: object, ___: int) -> tuple[list[str], int]:
        return ["***"], at + 1

    def _table(self, lines: list[str], at: int, _: object, __: int) -> tuple[list[str], int]:
        end = at + 2
        while end < len(lines) and lines[end] and not self._begun(lines, end).kind:
            end += 1
        return [line.strip() for line in lines[at:end]], end

    def _fence(self, lines: list[str], at: int, found: re.Match[str], _: int) -> tuple[list[str], int]:
        sign, indent = found["fence"], found.start("fence")
        closing = re.compile(rf" *{sign[0]}{{{len(sign)},}} *$")
        end = next((n for n in range(at + 1, len(lines)) if closing.match(lines[n])), len(lines))
        code = "".join(f"{line[min(indent, len(line) - len(line.lstrip(' '))) :]}\n" for line in lines[at + 1 : end])
        language = lines[at][found.end() :].split()
        kind = f' class="language-{escape(language[0])}"' if language else ""
        return [self.stash(f"<pre><code{kind}>{escape(code)}</code></pre>")], end + 1

    def _html(self, lines: list[str], at: int, found: re.Match[str], _: int) -> tuple[list[str], int]:
        """An element ends at an empty line, so that what follows is Markdown; a comment and the like at their own end."""
        begun = found["html"]
        ends = f"</{found['script'].lower()}>" if found["script"] else HTML_ENDS.get(begun) or HTML_ENDS.get(begun[:2])
        rest = range(at, len(lines))
        if ends:
            end = next((n + 1 for n in rest if ends in lines[n].lower()), len(lines))
        else:
            end = next((n for n in rest if not lines[n]), len(lines))
        return [self.stash("\n".join(lines[at:end]))], end

    def _quote(self, lines: list[str], at: int, _: object, depth: int) -> tuple[list[str], int]:
        inner: list[str] = []
        end = at
        while end < len(lines) and lines[end]:
            kind, found = self._begun(lines, end)
            if kind != "quote" and (self._ends_text(lines, end) or not inner[-1]):
                break
            inner.append(lines[end][found.end() :].rstrip() if kind == "quote" and found else lines[end])
            end += 1
        return [f"> {line}".rstrip() for line in self.read(inner, depth + 1) or [""]], end

    def _note(self, lines: list[str], at: int, found: re.Match[str], depth: int) -> tuple[list[str], int]:
        inner = self._contained(lines, at, found)
        return _under(found["note"].strip() + " ", self.read(inner.lines, depth + 1)), inner.end

    def _definition(self, lines: list[str], at: int, found: re.Match[str], depth: int) -> tuple[list[str], int]:
        inner = self._contained(lines, at, found)
        return _under(":   ", self.read(inner.lines, depth + 1)), inner.end

    def _item(self, lines: list[str], at: int, first: re.Match[str], depth: int) -> tuple[list[str], int]:
        """A whole list: loose, with empty lines between all its items, where one stands anywhere in it."""
        items, loose, due = [], False, int(first["number"] or 0)
        found: re.Match[str] | None = first
        while found and bool(found["number"]) == bool(first["number"]):
            inner = self._contained(lines, at, found)
            content = self.read(inner.lines, depth + 2, in_item=True)
            loose = loose or _parted(content)
            sign = "-"
            if found["number"]:
                number = int(found["number"])
                if number not in {due, 1} and not BLOCK.match("".join(content[:1])):
                    content, due = [VALUE % number + "".join(content[:1]), *content[1:]], number
                sign, due = f"{number}.", due + 1
            items.append(_under(sign.ljust(LEVEL - 1) + " ", content))
            at = inner.end
            kind, found = self._begun(lines, at) if at < len(lines) else TEXT
            found = found if kind == "item" else None
            loose = loose or bool(inner.apart and found and bool(found["number"]) == bool(first["number"]))
        between = [""] if loose else []
        return [line for item in items for line in (*item, *between)][: -1 if loose else None], at

    def _contained(self, lines: list[str], at: int, found: re.Match[str]) -> _Contained:
        """What belongs to an item: what is indented under it, and text that goes on at once, wherever it begins."""
        margin, column = _indent(lines[at]), found.end()
        inner, end = [lines[at][column:]], at + 1
        fence = _fence_after("", inner[0])
        while end < len(lines):
            start = end
            while end < len(lines) and not lines[end]:
                end += 1
            if end == len(lines):
                return _Contained(inner, end, apart=True)
            line, apart = lines[end], end > start
            indent, (kind, begun) = _indent(line), self._begun(lines, end)
            next_number = found["number"] and begun and begun["number"]
            under = indent > margin and (kind == "item" or not apart or indent >= min(column, margin + 2))
            goes_on = not (apart or fence or next_number or self._ends_text(lines, end) or self._defined(lines, end + 1))
            if not under and not goes_on:
                return _Contained(inner, end, apart)
            inner += [*[""] * (end - start), line[min(indent, column) :]]
            fence = _fence_after(fence, line)
            end += 1
        return _Contained(inner, end, apart=False)

    def _defined(self, lines: list[str], at: int) -> bool:
        return at < len(lines) and self._begun(lines, at).kind == "definition"


KINDS = ("fence", "html", "quote", "heading", "rule", "item", "note", "definition")


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after a line, or ""."""
    found = BLOCK.match(line)
    sign = found["fence"] if found else None
    if not sign:
        return fence
    return ("" if sign.startswith(fence) else fence) if fence else sign


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _under(sign: str, lines: list[str]) -> list[str]:
    """What stands under a sign, indented; but a quotation, a table or a definition begun in its line goes on at the margin."""
    first, rest = (lines[0], lines[1:]) if lines else ("", [])
    near = next((n for n, line in enumerate(rest) if not line), len(rest))
    return [
        sign + first,
        *(line and (line if n < near and line[0] in ">|:" else f"{' ' * LEVEL}{line}") for n, line in enumerate(rest)),
    ]


def _parted(lines: list[str]) -> bool:
    """Whether two blocks of an item have an empty line between them."""
    return any(not one and not other.startswith(" ") for one, other in pairwise(lines))
