"""Whether every word and figure of a body is on the page that was made from it, whatever may have taken it away.

A cell beyond the head of its table, a comment that never ends, an element that the cleaner takes out, a note that nothing
refers to: each loses words without a sign. So what went in is counted against what came out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from typing import NamedTuple, cast

from lxml import etree
from lxml.html import HtmlElement

from lscb.pages.places import WORD, position
from lscb.problems import Position

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[\s/][^<>]*)?)>")
NOT_WORDS = re.compile(
    r"\[\^[^\]\n]+\]:?"  # the mark of a note, which gets a number
    r"|(?<=\])\[[^\]\n]*\]|^ {0,3}\[[^\]\n]+\]:"  # the name of a link's address
    r"|^[ \t>]*(?:[-*+][ \t]+)*\d{1,9}[.)](?=\s)",  # the number of a list's item
    re.MULTILINE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TEXTS = etree.XPath(".//text()[not(parent::a[@class='footnote-ref' or @class='footnote-backref'])]", smart_strings=False)
VALUES = etree.XPath(".//@*[not(starts-with(., 'fn:') or starts-with(., 'fnref') or starts-with(., '#fn'))]", smart_strings=False)
MOST = 20_000  # words of a body in which the lost ones are searched for by comparing sequences
OTHER_MARKDOWNS = re.compile(r"""\smarkdown(?:=(?:"\w*"|'\w*'|\w+))?(?=[\s/]|$)""")  # an attribute that says nothing here

Allowed = dict[str, set[str]]


class Compared(NamedTuple):
    """What of a body is not on its page, each piece with its place, told once a line; and what the page says once too often."""

    lost: list[tuple[Position, str]]
    added: list[str]


def compared(body: str, root: HtmlElement, tags: Collection[str], attributes: Allowed) -> Compared:
    """The words of a body and those of its page.

    `root` is the page's tree as the cleaner left it; `tags` and `attributes` are what the cleaner keeps, which are no words.
    """
    blanked = _without_markup(body, tags, attributes)
    written = Counter(WORD.findall(_read(blanked)))
    texts, values = (WORD.findall("\0".join(cast(list[str], part(root)))) for part in (TEXTS, VALUES))
    missing = written - Counter(found := [*texts, *values])
    added = Counter(texts) - Counter(WORD.findall(_read(body)))
    return Compared(list(_pieces(body, blanked, missing, found)) if missing else [], list(added))


def _read(blanked: str) -> str:
    return ENTITY.sub(lambda entity: unescape(entity[0]), blanked) if "&" in blanked else blanked


def _without_markup(body: str, tags: Collection[str], attributes: Allowed) -> str:
    """The body with blanks for what are signs and not words; every place stays."""
    if "<!--" in body:
        body = _without_comments(body)
    if "<" in body:
        body = TAG.sub(lambda tag: _attribute_values(tag, tags, attributes), body)
    return NOT_WORDS.sub(_blank, body)


def _without_comments(body: str) -> str:
    parts, end = [], 0
    while (start := body.find("<!--", end)) >= 0 and (stop := body.find("-->", start)) >= 0:
        parts += [body[end:start], _blanks(body[start : stop + 3])]
        end = stop + 3
    return "".join([*parts, body[end:]])


def _attribute_values(tag: re.Match[str], tags: Collection[str], attributes: Allowed) -> str:
    name = tag[2].lower()
    if name not in tags:
        return tag[0]
    known = "|".join(sorted(attributes["*"] | attributes.get(name, set())))
    said = re.sub(rf"(?<![\w-])(?:{known})(?=\s*=|[\s/]|$)", _blank, OTHER_MARKDOWNS.sub(_blank, tag[3]), flags=re.IGNORECASE)
    return f"{' ' * (len(tag[0]) - len(said) - 1)}{said} "


def _blank(found: re.Match[str]) -> str:
    return _blanks(found[0])


def _blanks(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _pieces(body: str, blanked: str, missing: Counter[str], found: Sequence[str]) -> Iterator[tuple[Position, str]]:
    """The lost words, put together to runs of neighbours; of the runs that begin on one line, the first."""
    places = [(word[0], word.start(), word.end()) for word in WORD.finditer(blanked)]
    indexes = sorted(set(_indexes([word for word, _, _ in places], missing, found)))
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    lines: set[int] = set()
    for run in runs:
        start, end = places[run[0]][1], places[run[-1]][2]
        if (at := position(body, start)).line not in lines:
            lines.add(at.line)
            yield at, " ".join(body[start:end].split())


def _indexes(words: Sequence[str], missing: Counter[str], found: Sequence[str]) -> Iterator[int]:
    """Which of the words are missing, where the same word stands elsewhere too: those that fall out of the order."""
    left = Counter(missing)
    if len(words) <= MOST:
        for kind, start, stop, _, _ in SequenceMatcher(None, words, found).get_opcodes():
            for index in range(start, stop) if kind in {"delete", "replace"} else ():
                if left[words[index]] > 0:
                    left[words[index]] -= 1
                    yield index
    for index, word in enumerate(words):
        if left[word] > 0:
            left[word] -= 1
            yield index
