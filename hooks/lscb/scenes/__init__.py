"""The scenes: one family of flat drawings, made from the Board's mark.

The arch shelters, the sun is the child (or the light kept for them), the water is the city. A scene's name says what is
drawn, so that any record can name it. Nothing in a scene is random, has an id, or comes from elsewhere. They decorate: none
carries a fact, none stands between a worried person and a number, none is for case reviews, child deaths or procedures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lscb.problems import FieldError, nearest
from lscb.scenes import by_day, by_night, news, newsletters
from lscb.scenes.drawing import Drawing
from lscb.scenes.palette import Scheme, coloured

Crop = Literal["wide", "square", "tall", "band"]
VIEWS: Mapping[Crop, tuple[int, int, int, int]] = {
    "wide": (0, 0, 1200, 630),
    "square": (285, 0, 630, 630),
    "tall": (285, -245, 630, 1120),
    "band": (-1370, 40, 3940, 590),
}
"""What of a drawing each crop shows: x, y, width and height. All that matters lies in x 285 to 915, so a crop cuts nothing."""

DRAWN: tuple[Callable[[], tuple[Drawing, ...]], ...] = (
    by_day.harbour,
    by_day.megaphone,
    by_day.crossing,
    by_day.two_chairs,
    by_day.telephone,
    by_day.kite,
    by_day.umbrella,
    by_night.lighthouse,
    by_night.open_door,
    by_night.lantern_in_hands,
    by_night.lantern_on_quay,
    by_night.string_of_lights,
    by_night.ribbon,
    by_night.bench_at_sunrise,
    newsletters.paper_boat,
    newsletters.pinwheel,
    newsletters.paper_plane,
    newsletters.paper_star,
    news.round_table,
    news.stage,
    news.voices,
    news.open_book,
)
SCENES = {draw.__name__.replace("_", "-"): draw for draw in DRAWN}


@dataclass(frozen=True)
class Scene:
    """A drawing of 1200 by 630 units, its colours named by CSS variables."""

    name: str
    drawing: str

    def inline(self, crop: Crop = "wide") -> str:
        """The scene as an element of a page, which takes its colours from the theme and is hidden from screen readers."""
        fit = f'viewBox="{_view(crop)}" preserveAspectRatio="xMidYMid slice"'
        return f'<svg class="scene" {fit} aria-hidden="true" focusable="false">{self.drawing}</svg>'

    def document(self, crop: Crop = "wide", scheme: Scheme = "light") -> str:
        """The scene as a file of its own, with the colours in it."""
        _, _, width, height = VIEWS[crop]
        size = f'width="{width}" height="{height}"'
        drawing = coloured(self.drawing, scheme)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{_view(crop)}">{drawing}</svg>'


@cache
def scene(name: str) -> Scene:
    """The scene of that name. Raises FieldError with the nearest name where there is none."""
    if name not in SCENES:
        raise FieldError(
            f"there is no scene “{name}”", hint=nearest(name, SCENES, always=False) or f"one of: {', '.join(sorted(SCENES))}"
        )
    return Scene(name, "".join(SCENES[name]()))


def _view(crop: Crop) -> str:
    return " ".join(map(str, VIEWS[crop]))
