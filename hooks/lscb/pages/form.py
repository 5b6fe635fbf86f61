"""What is wrong with the form of a body: signs nobody can read, elements that never end, and words that would be lost."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from lxml.html import HtmlElement

from lscb.model.fields import TURNS
from lscb.pages.faults import Fault, short
from lscb.pages.markup import BREAKS, TAG
from lscb.pages.places import place, position
from lscb.pages.source_lines import DEEPEST, HTML_ELEMENTS
from lscb.pages.words_kept import Allowed, compared
from lscb.pages.xml_characters import NOT_XML
from lscb.problems import Position

MOST_BRACKETS = 600  # in a paragraph: each one open costs a look at all that follow
NUMBERED_SIGN = re.compile(r"&#(?:([0-9]{1,9})|[xX]([0-9a-fA-F]{1,8}));")
CODE = re.compile(r"^[ >]*(`{3,}|~{3,})[^\n]*(?:.*?^[ >]*\1|.*)|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
CLOSED_BY_ITSELF = frozenset({"area", "br", "col", "hr", "img", "wbr"}) | {
    "colgroup", "dd", "dt", "li", "p", "rp", "rt", "rtc", "tbody", "td", "tfoot", "th", "thead", "tr"
}  # fmt: skip


def costly(body: str) -> Iterator[Fault]:
    """What would take long to read, so that it is not even tried."""
    at = 0
    for paragraph in re.split(r"(\n[ \t]*\n)", body):
        if (count := paragraph.count("[")) > MOST_BRACKETS:
            said = f"{count:,} square brackets stand in one paragraph"
            hint = f"at most {MOST_BRACKETS} may; divide it by empty lines"
            yield Fault(position(body, at + paragraph.index("[")), said, hint)
        at += len(paragraph)


def unreadable(body: str) -> Iterator[Fault]:
    """Signs that have no place in a text: control characters, and those that turn the way it is read."""
    for found in NOT_XML.finditer(body):
        if not BREAKS.match(found[0]):
            said = f"a control character (U+{ord(found[0]):04X}) stands here"
            yield Fault(position(body, found.start()), said, "delete it, and what it joined type again")
    for found in NUMBERED_SIGN.finditer(body):
        number = int(found[1]) if found[1] else int(found[2], 16)
        if number > sys.maxunicode or NOT_XML.match(chr(number)):
            said = f"`{found[0]}` is a control character"
            yield Fault(position(body, found.start()), said, "delete it: nobody can see or read it")
    for found in TURNS.finditer(body):
        said = f"an invisible sign (U+{ord(found[0]):04X}) turns the way the text is read"
        yield Fault(position(body, found.start()), said, "delete it: numbers after it would be shown in another order")


def unclosed(body: str, written: Iterable[str]) -> Iterator[Fault]:
    """Elements that are opened and never closed: the rest of the page would be in them, and `<time>` was perhaps a word."""
    opened: Counter[str] = Counter()
    for piece in written:
        for found in TAG.finditer(piece):
            name = found[1].lower()
            if found[0].startswith("</"):
                opened[name] -= 1
            elif not re.match(r"[^<>]*/>", piece[found.end() :]):
                opened[name] += 1
    for name, count in opened.items():
        if count > 0 and name not in CLOSED_BY_ITSELF and name in HTML_ELEMENTS:
            at = re.search(rf"<{name}\b", CODE.sub(_blank, body), re.IGNORECASE)
            said = f"`<{name}>` is opened here and never closed"
            hint = f"close it with `</{name}>`; for a word in pointed brackets, put a backslash before the first: `\\<{name}>`"
            yield Fault(position(body, at.start() if at else 0), said, hint)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def changed(body: str, root: HtmlElement, tags: Collection[str], attributes: Allowed) -> Iterator[Fault]:
    """Words and figures of the body that are not on its page, or are there once too often."""
    words = compared(body, root, tags, attributes)
    deep = bool(words.lost) and _depth(root) >= DEEPEST - 2
    for at, piece in words.lost:
        yield Fault(at, f"“{short(piece)}” would be lost", DEEP if deep else _why_lost(body, at, tags))
    for word in words.added:
        hint = "write its line with fewer stars, underscores and pointed brackets"
        yield Fault(place(body, word), f"“{short(word)}” would be shown otherwise than it is written", hint)


DEEP = f"lists, quotations and elements stand in one another more than {DEEPEST} deep here"


def _why_lost(body: str, at: Position, tags: Collection[str]) -> str:
    line = body.split("\n")[at.line - 1]
    before = line[: at.column - 1]
    if body.count("<!--") > body.count("-->") and "<!--" in before:
        return "a note to yourself that begins with `<!--` ends with `-->`"
    if (tag := re.search(r"</?([A-Za-z][A-Za-z0-9-]*)[^<>]*$", before + line[at.column - 1 : at.column])) and ">" not in tag[0]:
        name = tag[1].lower()
        if name in tags:
            return "of HTML's attributes only those that carry meaning are kept: delete it, or close the quotes before it"
        return f"`<{name}>` is not shown on this site: delete it, or make a link to what it holds"
    if re.match(r" {0,3}\[\^", line):
        return "no text has this note's mark: put it where the note belongs"
    if re.match(r" {0,3}\[[^\]]+\]:", line):
        return "no text refers to this address: use it, as `[words][name]`, or delete the line"
    if "|" in line:
        return "a row has no more cells than the head of its table; a bar in a cell is written `\\|`"
    return "look at the page without it, and write it in another way"


def _depth(root: HtmlElement) -> int:
    deepest, depth = 0, {root: 0}
    for element in root.iterdescendants():
        depth[element] = depth[element.getparent()] + 1
        deepest = max(deepest, depth[element])
    return deepest
