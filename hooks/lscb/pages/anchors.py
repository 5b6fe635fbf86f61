"""Permanent anchors: which block of a text each published anchor means today, whatever editors have done to the text since.

Nothing is written into the text. The ledger has the words of each block that was published, and a block is known again by them:
the same words first, wherever they stand; then alike ones, less alike where they stand between the same neighbours. What is alike
to two is taken for neither. An anchor without a block is gone, and its page says so: no citation leads to another paragraph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from itertools import chain, product

from lscb.cache.digests import digest

IN_PLACE = 0.5  # how alike (difflib's ratio, of words) a block is that was reworded where it stood
ELSEWHERE = 0.7  # and one that was moved as well
AS_ALIKE = 0.05  # a lead that is none
TITLE = 0.9  # what a heading's own words count for beside those of its section, which say what was cited
TOGETHER = 1.2  # how much longer two blocks may be than the one that they came from, or became
HELD = 0.7  # the part of a block's words that stand in another, in order, when the two were joined
HEADING = "# "
FEW = 6  # words by which nothing is known again


@dataclass(frozen=True)
class Gone:
    """A published anchor whose block is no longer there: a digest of its words, so that nothing that was taken out is kept, the
    day since when (None until it is recorded), and the anchor of the block that has its words now, or ""."""

    id: str
    words: str
    since: date | None = None
    into: str = ""


@dataclass(frozen=True)
class Published:
    """The anchors of a page as the ledger has them: the words of each by its id, in the page's order, and what is gone."""

    standing: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """All that were ever published."""
        return frozenset(self.standing) | {one.id for one in self.gone}


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph: its words, as `heading_words` or the plain text, and the id that its editor gave it, or ""."""

    words: str
    id: str = ""


@dataclass(frozen=True)
class Settled:
    """The published anchor of each block ("" for a new one), and the anchors that are gone with the place of the block that
    has their words now, if any."""

    ids: tuple[str, ...]
    gone: tuple[tuple[Gone, int | None], ...] = ()


NOTHING_PUBLISHED = Published()


def heading_words(title: str, opening: str) -> str:
    """What a heading is known by: its own words, and those with which its section opens."""
    return f"{HEADING}{title}\n{opening}".rstrip()


def settle(published: Published, blocks: Sequence[Block]) -> Settled:
    """Find the block that each published anchor means."""
    old = list(published.standing.items())
    written = {one.id: place for place, one in enumerate(blocks) if one.id}
    pinned = {place: written[known] for place, (known, _) in enumerate(old) if known in written}
    pairs = _pairs([words for _, words in old], [one.words for one in blocks], pinned)
    ids = [""] * len(blocks)
    for was, now in pairs.found.items():
        ids[now] = old[was][0]
    still_gone: list[tuple[Gone, int | None]] = []
    for one in published.gone:
        back = written.get(one.id)
        if back is None:
            back = next((n for n, block in enumerate(blocks) if not ids[n] and word_digest(block.words) == one.words), None)
        if back is not None and not ids[back]:
            ids[back] = one.id
        else:
            still_gone.append((one, None))
    lost = [(Gone(old[was][0], word_digest(old[was][1])), pairs.holder(was)) for was in pairs.free_old()]
    return Settled(tuple(ids), (*still_gone, *lost))


def paired(old: Sequence[str], new: Sequence[str], pinned: Mapping[int, int]) -> dict[int, int]:
    """Which block of one text is which of another, by the words of each; `pinned` are known already."""
    return _pairs(old, new, pinned).found


def _pairs(old: Sequence[str], new: Sequence[str], pinned: Mapping[int, int]) -> _Pairs:
    pairs = _Pairs(old, new)
    for was, now in pinned.items():
        pairs.take(was, now)
    pairs.take_same()
    pairs.take_alike()
    return pairs


def word_digest(words: str) -> str:
    """A short digest of a block's words."""
    return digest(words)[:12]


class _Pairs:
    """Blocks before and now, and which is which."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, int] = {}
        self._taken: set[int] = set()

    def take(self, was: int, now: int) -> None:
        self.found[was] = now
        self._taken.add(now)

    def free_old(self) -> list[int]:
        return [place for place in range(len(self.old)) if place not in self.found]

    def free_new(self) -> list[int]:
        return [place for place in range(len(self.new)) if place not in self._taken]

    def take_same(self) -> None:
        """The same words: in the same order first, which tells a block from its copy, then anywhere."""
        old, new = self.free_old(), self.free_new()
        matcher = SequenceMatcher(None, [self.old[one] for one in old], [self.new[one] for one in new], autojunk=False)
        for match in matcher.get_matching_blocks():
            for step in range(match.size):
                self.take(old[match.a + step], new[match.b + step])
        where: dict[str, list[int]] = defaultdict(list)
        for now in reversed(self.free_new()):
            where[self.new[now]].append(now)
        for was in self.free_old():
            if where[self.old[was]]:
                self.take(was, where[self.old[was]].pop())

    def take_alike(self) -> None:
        """The most alike first; where another is as alike, on either side, neither."""
        pairs = product(self.free_old(), self.free_new())
        scores = {pair: score for pair in pairs if (score := self._score(*pair)) is not None}
        for (was, now), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            if was in self.found or now in self._taken:
                continue
            rivals = chain(
                ((was, other) for other in self.free_new() if other != now and not self._split(was, now, other)),
                ((other, now) for other in self.free_old() if other != was and not self._joined(was, other, now)),
            )
            if all(scores.get(rival, 0) <= score - AS_ALIKE for rival in rivals):
                self.take(was, now)

    def _split(self, was: int, now: int, other: int) -> bool:
        """Whether two blocks may be the parts of what was one."""
        return len(self.new[now]) + len(self.new[other]) <= TOGETHER * len(self.old[was])

    def _joined(self, was: int, other: int, now: int) -> bool:
        """Whether two blocks may have become one."""
        return len(self.old[was]) + len(self.old[other]) <= TOGETHER * len(self.new[now])

    def holder(self, was: int) -> int | None:
        """The block that has the words of a lost one now, because the two were joined."""
        words = _tokens(self.old[was])
        if len(words) < FEW or self.old[was].startswith(HEADING):
            return None
        held = [(_shared(words, _tokens(text)) / len(words), -place) for place, text in enumerate(self.new) if not _heading(text)]
        best = max(held, default=(0.0, 0))
        return -best[1] if best[0] >= HELD else None

    def _score(self, was: int, now: int) -> float | None:
        before, after = self.old[was], self.new[now]
        if _heading(before) != _heading(after):
            return None
        own, *below = (_alike(one, other) for one, other in zip(_parts(before), _parts(after), strict=False))
        score = max(TITLE * own, *below) if below else own
        return score if score >= (IN_PLACE if self._in_place(was, now) else ELSEWHERE) else None

    def _in_place(self, was: int, now: int) -> bool:
        """Whether a block stands now between the neighbours that it had."""
        before = next((self.found[one] for one in range(was - 1, -1, -1) if one in self.found), -1)
        after = next((self.found[one] for one in range(was + 1, len(self.old)) if one in self.found), len(self.new))
        return before < now < after


def _heading(words: str) -> bool:
    return words.startswith(HEADING)


def _parts(words: str) -> Iterator[list[str]]:
    """What a block is known by: a heading by its own words, or by those below it."""
    title, _, opening = words.partition("\n")
    yield _tokens(title)
    if len(below := _tokens(opening)) >= FEW:
        yield below


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _alike(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0


def _shared(one: list[str], other: list[str]) -> int:
    return sum(match.size for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
