"""Markup that is published as text, because a space or a line is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from lscb.pages.faults import Fault, short
from lscb.pages.places import place

NOT_TEXT = frozenset({"code", "kbd", "pre", "samp"})
BLOCKS = frozenset({"blockquote", "dd", "details", "div", "li", "p", "section"})  # whose text begins a line
MIDST = "\ufffc"  # stands before a text that begins none
AS_IT_IS = "where it is meant as it stands, put a backslash before its signs, or backticks around it"


class _Untaken(NamedTuple):
    sign: re.Pattern[str]
    message: str
    hint: str


OTHER_NUMBER = r" *(?:\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\)|(?:[a-z]|[ivx]{2,4})\.|\d{1,2}\.\d{1,2}\.?|--|[—–o])[ \t\xa0]+\S"
SIGNS = re.compile(
    r"[\[*_#|{<•·▪●]|(?:^|\n)[ ]*[-+\d]|klzzwxh:|\n *(?:\(|[a-z]{1,4}[.)]|[—–o][ \t\xa0])|[\ue000-\uf8ff]"
)  # without one of these, a text is only text
UNTAKEN = (
    _Untaken(
        re.compile(r"\[[^\]\n]{1,200}\]\s{0,3}\((?:[#/.]|[a-z]{1,9}:|www\.)[^)\n]*\)"),
        "`{}` did not become a link",
        "write `[words](/address/)`, with no space between the brackets and none in the address",
    ),
    _Untaken(
        re.compile(r"\[[^\]\n^]{1,200}\]\[[^\]\n]{0,200}\]"),
        "`{}` did not become a link",
        "add a line `[name]: /address/` with the name in its second brackets, or write `[words](/address/)`",
    ),
    _Untaken(re.compile(r"\[\^[^\]\n]{1,60}\]"), "the note `{}` has no text", "add a line that begins with `{}:` and says it"),
    _Untaken(
        re.compile(r"(?:\*\*|(?<!\w)__)(?=\w)[^*_\n]{0,60}|\w[^*_\n]{0,60}\*\*"),
        "`{}` did not become bold",
        "no space stands between `**` and the words, and both ends have it",
    ),
    _Untaken(
        re.compile(
            r"^ *(?:[-*+•·▪●][ \t\xa0]+\S.*"
            r"|[-*+][^\W\d].*(?=\n *[-*+][^\W\d])"
            r"|\d{1,2}[.)][ \t\xa0]*[^\W\d].*(?=\n *\d{1,2}[.)]))",
            re.MULTILINE,
        ),
        "`{}` did not become a list",
        "put an empty line before the list, and a space after each sign or number",
    ),
    _Untaken(
        re.compile(rf"^{OTHER_NUMBER}.*(?=\n{OTHER_NUMBER})", re.MULTILINE),
        "`{}` did not become a list",
        "its items begin with `-`, or with `1.`; or put an empty line between the lines, so that they are paragraphs",
    ),
    _Untaken(
        re.compile(r"^\[[ xX]?\][ \xa0]\S.*", re.MULTILINE), "`{}` did not become a box to tick", "write `☐` or `☑` for the box"
    ),
    _Untaken(
        re.compile("[\ue000-\uf8ff]"),
        "`{}` is a sign that only the font of a word processor has",
        "delete it, and write the sign that is meant",
    ),
    _Untaken(re.compile(r"^ *#{2,6}\S.*", re.MULTILINE), "`{}` did not become a heading", "put a space after the `#` signs"),
    _Untaken(
        re.compile(r"^ *\|.*\||:?-{3,}:? *\| *:?-{3,}", re.MULTILINE),
        "`{}` did not become a table",
        "the second line of a table is `|---|---|`, with as many parts as the first",
    ),
    _Untaken(
        re.compile(r"\{:[^}\n]*\}|\{#[\w-]+\}"),
        "`{}` named nothing",
        "`{{: #name }}` stands at the end of a heading or of a paragraph, and holds `#name` and `.class` only",
    ),
    _Untaken(
        re.compile(r"\{tel:[^}\n]*\}?"),
        "`{}` is no number",
        "write `{{tel:NAME}}` with the name of a file in content/contacts/ that has a `phone:`",
    ),
    _Untaken(  # what Python-Markdown puts for a piece of a line while it reads it
        re.compile(r"klzzwxh:\d*"),
        "the stars and underscores of a line could not be told apart",
        "look for `klzzwxh` on the page, and write that line with less emphasis",
    ),
    _Untaken(re.compile(r"</?o:\w+>"), "`{}` was left by a word processor", "paste the text without its formatting"),
)


def untaken(root: HtmlElement, body: str) -> Iterator[Fault]:
    """Each text of a page in which markup did not take, with its place in the body."""
    for element in root.iter():
        for text, inside, begins in (
            (element.text, element, element.tag in BLOCKS),
            (element.tail, element.getparent(), element.tag in BLOCKS | {"br"}),
        ):
            if text and SIGNS.search(text) and (said := _untaken_in(text, inside, begins)):
                piece, message, hint = said
                yield Fault(place(body, piece), message, hint)


def _untaken_in(text: str, inside: HtmlElement, begins: bool) -> tuple[str, str, str] | None:
    if inside.tag in NOT_TEXT or any(above.tag in NOT_TEXT for above in inside.iterancestors()):
        return None
    line = text if begins else f"{MIDST}{text}"
    for sign, message, hint in UNTAKEN:
        if found := sign.search(line):
            piece = found[0].strip(f"{MIDST} \n")
            return piece, message.format(short(piece)), f"{hint.format(short(piece))}; {AS_IT_IS}"
    return None
