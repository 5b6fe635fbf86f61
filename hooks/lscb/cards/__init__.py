"""Cards: the picture that stands for a page where people share its address (Open Graph), its title drawn large.

Each is made once and kept in a cache between builds. The font holds what Latin scripts need.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lscb.model.board import Board
from lscb.model.page import PageSpec

HERE = Path(__file__).parent
BACKGROUND, FONT = HERE / "background.png", HERE / "inter-display-bold.otf"
SITE_CARD = "/card.png"
LEFT, TOP, WIDE, HIGH = 72, 196, 1056, 290
SIZES = range(92, 43, -4)
LEADING = 1.14
MOST = 300  # more signs than this never fit
WHITE, PALE = "#ffffff", "#cfe6e9"
NOT_DRAWN = re.compile("[^\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u2010-\u2027\u2030\u2032\u2033\u2039\u203a\u20ac\u2122]")


@dataclass(frozen=True)
class Cards:
    """The cards of a site. `cache` is the folder that keeps them."""

    cache: Path
    board: Board

    def made(self, pages: Iterable[PageSpec]) -> Iterator[tuple[str, Path]]:
        """The file of each page's card, and of the site's own, with its address."""
        titles: dict[str, str] = {SITE_CARD: self.board.name}
        for page in pages:
            if page.card:
                titles.setdefault(page.card, page.title)
        yield from ((address, self._file(title)) for address, title in titles.items())

    def _file(self, title: str) -> Path:
        file = self.cache / f"{_key(title, self.board.short_name)}.png"
        if not file.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            aside = file.with_name(f"{file.name}.{os.getpid()}")
            draw(title, self.board.short_name).save(aside, "png")
            aside.replace(file)
        return file


def draw(title: str, name: str) -> Image.Image:
    """A card of 1200 by 630 pixels. A title in a script that the font lacks gives a card with the site's name alone."""
    card = Image.open(BACKGROUND).convert("RGB")
    pen = ImageDraw.Draw(card)
    said = NOT_DRAWN.sub("", title).strip()
    if any(sign.isalpha() for sign in NOT_DRAWN.findall(title)) or not said:
        said = name
    else:
        pen.text((LEFT + 120, 104), NOT_DRAWN.sub("", name), fill=PALE, font=_font(38), anchor="lm")
    size, lines = fitted(said[:MOST])
    for number, line in enumerate(lines):
        pen.text((LEFT, TOP + number * size * LEADING), line, fill=WHITE, font=_font(size))
    return card.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def fitted(title: str) -> tuple[int, list[str]]:
    """The largest size at which a title fits, with its lines; at the smallest size it is cut."""
    for size in SIZES:
        lines = _lines(title, _font(size))
        if len(lines) * size * LEADING <= HIGH:
            return size, lines
    most = int(HIGH // (SIZES[-1] * LEADING))
    return SIZES[-1], [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…"]


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in (part for whole in title.split() for part in _parts(whole, font)):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """A word cut to pieces that a line can hold."""
    while word and font.getlength(word) > WIDE:
        cut = next(end for end in range(len(word) - 1, 0, -1) if font.getlength(word[:end]) <= WIDE)
        yield word[:cut]
        word = word[cut:]
    yield word


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def _key(*words: str) -> str:
    return hashlib.sha256("\0".join([*words, _look()]).encode()).hexdigest()[:24]


@cache
def _look() -> str:
    """All that makes two cards with the same words differ: this file, the font and the background."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in (Path(__file__), FONT, BACKGROUND))).hexdigest()
