"""Cards: the picture that stands for a page where people share its address (Open Graph): its title, and its scene if it has one.

Each is made once and kept in a cache between builds. The font holds what Latin scripts need.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lscb.files import clear_leftovers, replacing
from lscb.model.board import Board
from lscb.model.page import PageSpec
from lscb.pages.scene_pictures import scene_of
from lscb.scenes import Scene
from lscb.scenes.raster import image

HERE = Path(__file__).parent
DEEP = "#083a45"  # the ground of background.png, above its waves
BACKGROUND, FONT = HERE / "background.png", HERE / "inter-display-bold.otf"
SITE_CARD = "/card.png"
LEFT, TOP = 72, 196
ALONE, BESIDE = (1056, 290), (462, 384)  # the room for a title: how wide and how high
SIZES = range(92, 39, -4)
LEADING = 1.14
MOST = 300  # more signs than this never fit
WHITE, PALE = "#ffffff", "#cfe6e9"
NOT_DRAWN = re.compile("[^\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u2010-\u2027\u2030\u2032\u2033\u2039\u203a\u20ac\u2122]")


@dataclass(frozen=True)
class Cards:
    """The cards of a site. `cache` is the folder that keeps them."""

    cache: Path
    board: Board

    def shown(self, pages: Iterable[PageSpec]) -> dict[str, tuple[str, Scene | None]]:
        """What the card at each address shows, each page's own and the site's: a title, and the scene beside it."""
        clear_leftovers(self.cache)
        shown: dict[str, tuple[str, Scene | None]] = {SITE_CARD: (self.board.name, None)}
        for page in pages:
            if page.card:
                shown.setdefault(page.card, (page.title, scene_of(page.record)))
        return shown

    def file(self, title: str, beside: Scene | None) -> Path:
        """The card that shows a title, with a scene beside it; it is made if the cache does not hold it."""
        file = self.cache / f"{_key(title, self.board.short_name, beside.document() if beside else '')}.png"
        if not file.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            drawn = io.BytesIO()  # Pillow tells of a full disk as of a fault in the picture
            draw(title, self.board.short_name, beside).save(drawn, "png")
            with replacing(file) as aside:
                aside.write_bytes(drawn.getvalue())
        return file


def draw(title: str, name: str, beside: Scene | None = None) -> Image.Image:
    """A card of 1200 by 630 pixels. A title in a script that the font lacks gives a card with the site's name alone."""
    card = Image.open(BACKGROUND).convert("RGB")
    if beside:
        card.paste(DEEP, (0, TOP, card.width, card.height))  # its waves would meet the scene's, or stand where none may
        card.paste(image(beside, card.height, "square"), (card.width - card.height, 0))
    room = BESIDE if beside else ALONE
    pen = ImageDraw.Draw(card)
    said = NOT_DRAWN.sub("", title).strip()
    if any(sign.isalpha() for sign in NOT_DRAWN.findall(title)) or not said:
        said = name
    else:
        pen.text((LEFT + 120, 104), NOT_DRAWN.sub("", name), fill=PALE, font=_font(38), anchor="lm")
    size, lines = fitted(said[:MOST], room)
    for number, line in enumerate(lines):
        pen.text((LEFT, TOP + number * size * LEADING), line, fill=WHITE, font=_font(size))
    return card.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def fitted(title: str, room: tuple[int, int] = ALONE) -> tuple[int, list[str]]:
    """The largest size at which a title fits its room with no word cut, and its lines; at the smallest size it is cut."""
    wide, high = room
    for size in SIZES:
        font = _font(size)
        lines = _lines(title, font, wide)
        if len(lines) * size * LEADING <= high and all(font.getlength(word) <= wide for word in title.split()):
            return size, lines
    most = int(high // (SIZES[-1] * LEADING))
    if len(lines) <= most:
        return SIZES[-1], lines
    return SIZES[-1], [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…"]


def _lines(title: str, font: ImageFont.FreeTypeFont, wide: int) -> list[str]:
    lines = [""]
    for word in (part for whole in title.split() for part in _parts(whole, font, wide)):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, font: ImageFont.FreeTypeFont, wide: int) -> Iterator[str]:
    """A word cut to pieces that a line can hold."""
    while word and font.getlength(word) > wide:
        cut = next(end for end in range(len(word) - 1, 0, -1) if font.getlength(word[:end]) <= wide)
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
