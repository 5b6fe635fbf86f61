"""The newsletter, folded into something new each season, with the sun at the season's height."""

from __future__ import annotations

from lscb.scenes import sheets, things
from lscb.scenes.drawing import Drawing, box, disc, line
from lscb.scenes.mark import arch, ground, hills, opening, quay, ripple, stars, waves
from lscb.scenes.people import adult, child


def paper_boat() -> tuple[Drawing, ...]:
    """Spring: a boat folded from the newsletter sets out."""
    return (
        ground("sky"),
        hills(480, 160),
        opening(610, 560, 236, 130, "far"),
        arch(610, 560, 236, 130),
        disc(664, 346, 84, "warm"),
        waves(462, "w1"),
        sheets.boat(646, 518, 1.04),
        waves(522, "w2", 40),
        things.tulip(376, 540, 194, "coral"),
        things.tulip(440, 540, 132, "warm"),
        things.tulip(322, 540, 124, "coral"),
        box(-1400, 534, (1896, 900), "w3", 10),
        waves(566, "w3"),
        ripple(560, 604),
    )


def pinwheel() -> tuple[Drawing, ...]:
    """Summer: the newsletter turns as a paper windmill on the beach, the sun at its highest."""
    return (
        ground("sky"),
        opening(600, 560, 236, 150, "far"),
        arch(600, 560, 236, 150),
        disc(700, 282, 62, "warm"),
        waves(450, "w1", 30),
        waves(486, "w2", 60),
        sheets.pinwheel(556, 338, 0.98, 560),
        things.sandcastle(706, 530, 0.84),
        things.bucket(856, 534, "coral"),
        quay(524),
        ripple(520, 590),
    )


def paper_plane() -> tuple[Drawing, ...]:
    """Autumn: a child lets the newsletter fly, among the leaves."""
    return (
        ground("sky"),
        opening(640, 560, 236, 150, "far"),
        arch(640, 560, 236, 150),
        disc(730, 436, 80, "warm"),
        waves(500, "f0", 440, 420, 84),
        things.tree(414, 530, 1.16),
        line("M578 386q14 -22 34 -36M630 338q8 -5 16 -9", "f1", 7),
        sheets.plane(702, 296, 0.98, -18),
        things.leaf(462, 286, 30, "coral"),
        things.leaf(352, 260, -40, "coral"),
        things.leaf(316, 452, 60, "coral"),
        things.leaf(360, 362, 70, "coral"),
        things.leaf(836, 452, -40, "f1"),
        adult(476, 530, 190, "f2"),
        line("M576 446l10 -42", "coral", 20),
        child(556, 530, 136, "coral"),
        quay(518),
        ripple(500, 588),
    )


def paper_star() -> tuple[Drawing, ...]:
    """Winter: the newsletter hangs as a star in the arch, with a light in it."""
    snow = ((310, 120, 6), (420, 190, 5), (342, 260, 4), (470, 90, 4), (730, 96, 5), (880, 140, 6), (812, 230, 4), (900, 290, 5))
    return (
        ground("n0"),
        arch(600, 560, 236, 150, "n1", 44),
        disc(600, 318, 118, "n1"),
        stars(*snow, (300, 380, 5), (520, 220, 4), (690, 380, 4), (900, 420, 4)),
        line("M600 152v60", "mist", 6),
        sheets.star(600, 318, 100),
        waves(486, "n1", 180, 420, 60),
        things.fir(330, 506, 0.9),
        things.fir(416, 520, 0.62),
        things.fir(872, 512, 1.02),
        waves(520, "mist", 0, 400, 36),
        adult(566, 548, 150, "paper", "paper"),
        child(642, 548, 108, "coral"),
        waves(540, "n2", 60, 400, 30),
        ripple(500, 594),
    )
