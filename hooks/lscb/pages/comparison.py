"""Two versions of a text compared, block by block and in each word by word (difflib)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup, escape

from lscb.pages.anchors import heading_words, paired

Kind = Literal["same", "changed", "moved", "new", "gone"]
Piece = tuple[Literal["same", "added", "removed"], str]
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LEAVES = HEADINGS | {"p", "li", "dt", "dd", "td", "th", "pre", "figcaption", "summary", "caption"}
SEEN = 1  # unchanged blocks on either side of a change that are shown


@dataclass(frozen=True)
class Row:
    """A block of the newer version, or one that is only in the older: what became of it, and its words in pieces."""

    kind: Kind
    heading: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class _Block:
    words: str
    id: str
    heading: bool

    @property
    def known_by(self) -> str:
        return heading_words(self.words, "") if self.heading else self.words


@lru_cache(maxsize=256)
def compare(older: str, newer: str) -> tuple[Row, ...]:
    """The rows of a comparison of two versions' HTML, in the newer one's order; what was taken out stands where it was."""
    old, new = _blocks(older), _blocks(newer)
    places = {one.id: place for place, one in enumerate(new) if one.id}
    pinned = {was: places[one.id] for was, one in enumerate(old) if one.id in places}
    found = paired([one.known_by for one in old], [one.known_by for one in new], pinned)
    back = {now: was for was, now in found.items()}
    in_order = _longest_rise([found[was] for was in sorted(found)])
    stayed = [-1, *(was for was in sorted(found) if found[was] in in_order), len(old)]
    lost = {start: [old[place] for place in range(start + 1, end) if place not in found] for start, end in pairwise(stayed)}
    rows = [_whole("gone", one, "removed") for one in lost[-1]]
    for now, block in enumerate(new):
        was = back.get(now)
        if was is None:
            rows.append(_whole("new", block, "added"))
            continue
        pieces = _pieces(old[was].words, block.words)
        stays: Kind = "same" if all(kind == "same" for kind, _ in pieces) else "changed"
        rows.append(Row(stays if now in in_order else "moved", block.heading, pieces))
        rows += (_whole("gone", one, "removed") for one in lost.get(was, ()))
    return tuple(rows)


def folded(rows: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """The rows in stretches, each with whether it may be folded: nothing changed in it, nor right beside it."""
    changed = [place for place, row in enumerate(rows) if row.kind != "same"]
    shown = {near for place in changed for near in range(place - SEEN, place + SEEN + 1)}
    shown |= {place for place, row in enumerate(rows) if row.heading and place + 1 in shown}
    for fold, stretch in groupby(enumerate(rows), key=lambda one: one[0] not in shown):
        yield fold, [row for _, row in stretch]


def changed_html(older: str, newer: str) -> str:
    """What changed, for readers away from the site: each block that did, with `<ins>` and `<del>`."""
    said = {"moved": "Moved: ", "new": "New: ", "gone": "Taken out: ", "changed": ""}
    rows = (row for row in compare(older, newer) if row.kind != "same")
    return "\n".join(f"<p>{said[row.kind]}{words_html(row.pieces)}</p>" for row in rows)


def words_html(pieces: Sequence[Piece]) -> Markup:
    """Words with what was added and removed marked."""
    tags = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}
    return Markup(" ").join(Markup(tags[kind]).format(escape(text)) for kind, text in pieces)  # noqa: S704 - escaped here


def _whole(kind: Kind, block: _Block, piece: Literal["added", "removed"]) -> Row:
    return Row(kind, block.heading, ((piece, block.words),))


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(old[i:j])))
            continue
        if i < j:
            found.append(("removed", " ".join(old[i:j])))
        if k < m:
            found.append(("added", " ".join(new[k:m])))
    return tuple(found)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The most numbers that stand in rising order: what did not move (patience sorting)."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    last = ends[-1] if ends else None
    kept: set[int] = set()
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _blocks(html: str) -> list[_Block]:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for mark in root.xpath(".//*[@class='num']"):
        mark.drop_tree()
    found = ((element, _own_words(element)) for element in root.iter(*LEAVES))
    return [_Block(words, element.get("id", ""), element.tag in HEADINGS) for element, words in found if words]


def _own_words(element: HtmlElement) -> str:
    """The words of a block that are in no block within it."""
    texts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in LEAVES | {"ul", "ol", "dl", "table"}:
            texts.append(_own_words(child))
        texts.append(child.tail or "")
    return re.sub(r"\s+", " ", "".join(texts)).strip()
