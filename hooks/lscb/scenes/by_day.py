"""Scenes of the day, for what anyone can join in."""

from __future__ import annotations

from math import cos, pi, sin

from lscb.scenes import harbour as city
from lscb.scenes import things
from lscb.scenes.drawing import Drawing, along, box, disc, line, path
from lscb.scenes.mark import arch, ground, hills, opening, quay, ripple, waves
from lscb.scenes.people import adult, child, child_in_wheelchair


def harbour() -> tuple[Drawing, ...]:
    """The mark over the harbour; an adult and a child look at it together."""
    paint = city.Paint(("f1", "f2"), "f2", "sky", "sky")
    return (
        ground("sky"),
        city.crane(842, 450, "f0", 1.05),
        box(800, 446, (1900, 100), "far", 8),
        opening(604, 540, 226, 140, "far"),
        arch(604, 540, 226, 140),
        disc(646, 344, 78, "warm"),
        waves(462, "w1"),
        city.sailboat(744, 500, 0.84),
        box(-1400, 476, (2008, 900), "w3", 10),
        box(-1400, 476, (2008, 16), "w2", 8),
        city.terrace(181, 478, [(104, 122), (108, 146), (104, 114)], paint, {1: (1,), 2: (2,)}),
        adult(536, 478, 100, "f2"),
        child(572, 478, 68, "coral"),
        waves(518, "w2", 60),
        waves(562, "w3", 10),
        ripple(560, 598),
    )


def megaphone() -> tuple[Drawing, ...]:
    """Three stand together, and one speaks up."""
    return (
        ground("sky"),
        hills(470),
        opening(560, 540, 230, 110, "far"),
        arch(560, 540, 230, 110),
        child(404, 520, 206),
        child(570, 520, 232, "f2"),
        child(480, 520, 174, "coral"),
        things.megaphone(634, 340, -12),
        line("M588 428q50 22 88 -26", "f2", 26),
        line("M806 266a70 70 0 0 1 22 88", "f1", 20),
        line("M816 226a114 114 0 0 1 36 152", "f0", 20),
        quay(514),
        ripple(500, 580),
    )


def crossing() -> tuple[Drawing, ...]:
    """A walking bus crosses; the lollipop is the sun."""
    paint = city.Paint(("f0", "far"), "f0", "sky", "sky")
    stripes = "".join(f"M{x} 508h64l-162 900h-148z" for x in range(276, 1000, 126))
    return (
        ground("sky"),
        opening(600, 540, 230, 130, "far"),
        arch(600, 540, 230, 130),
        city.terrace(110, 472, [(100, 112), (104, 140), (100, 118)], paint),
        city.terrace(856, 472, [(104, 138), (100, 112)], paint._replace(walls=("far", "f0"))),
        quay(466, "w2", "w1"),
        path(stripes, "zebra"),
        line("M800 566V262", "f2", 12),
        disc(800, 218, 64, "warm"),
        box(755, 207, (90, 22), "f2"),
        adult(726, 566, 266, "f2"),
        line("M732 418q36 26 66 6", "f2", 26),
        child(602, 566, 190, "coral"),
        child(508, 566, 164, "f2"),
        child(418, 566, 180, "coral"),
    )


def two_chairs() -> tuple[Drawing, ...]:
    """Two chairs and two cups: ask, and stay for the answer."""
    return (
        ground("sky"),
        opening(600, 408, 200, 110, "far"),
        arch(600, 408, 200, 110, width=44),
        disc(600, 300, 70, "warm"),
        path("M422 352q44 -24 89 0t89 0 89 0 89 0v58H422z", "w1"),
        box(400, 386, (400, 44), "arch", 0),
        quay(534, "w2", "w1"),
        line("M600 562V452M566 564h68M536 452h128", "f2", 14),
        things.mug(568, 444, "f1", -1),
        things.mug(632, 444, "coral"),
        things.chair(430, 566, 1.18, "f2"),
        things.chair(756, 566, 0.92, "coral", -1),
        ripple(500, 606),
    )


def telephone() -> tuple[Drawing, ...]:
    """Sit down together; the mark is the signal."""
    return (
        ground("sky"),
        hills(490, 120),
        things.phone(600, 56),
        line("M534 278a66 66 0 0 1 132 0", "f1", 22),
        line("M486 278a114 114 0 0 1 228 0", "mist", 22),
        disc(600, 272, 32, "warm"),
        ripple(496, 336, 14),
        adult(546, 532, 172, "f1"),
        child(662, 532, 140, "coral"),
        things.bench(604, 562, 380, "f2"),
        quay(548),
        ripple(500, 602),
    )


def kite() -> tuple[Drawing, ...]:
    """Every child is on the bridge, and one flies the kite."""

    def on_bridge(degrees: float, above: float = 0) -> tuple[float, float]:
        turn, radius = degrees * pi / 180, 250 + above
        return 600 - radius * cos(turn), 560 - radius * sin(turn)

    return (
        ground("sky"),
        hills(490),
        opening(600, 620, 250, 60, "far"),
        disc(600, 500, 92, "warm"),
        waves(500, "w1"),
        child(*on_bridge(43), 134),
        child(*on_bridge(64, 8), 148, "f2"),
        child(*on_bridge(116, 8), 150),
        child(*on_bridge(137), 126, "coral"),
        child_in_wheelchair(*on_bridge(89, 30), "coral"),
        line("M722 262l36 -36", "f1", 20),
        line("M760 224Q812 222 846 170", "f2", 4),
        things.kite(858, 136, 0.84),
        arch(600, 620, 250, 60, width=60),
        waves(542, "w2", 50),
        waves(578, "w3"),
        ripple(500, 606),
    )


def umbrella() -> tuple[Drawing, ...]:
    """A friend holds the umbrella over a parent and a child."""
    drops = ((318, 190), (372, 100), (480, 50), (720, 56), (850, 110), (910, 220), (284, 340), (916, 380), (350, 440), (868, 460))
    return (
        ground("sky"),
        hills(500, 140),
        line("".join(along("M{} {}l-14 40", x, y) for x, y in drops), "f0", 9),
        line("M600 92V420", "f2", 12),
        things.umbrella(600, 320),
        adult(690, 548, 206, "f1"),
        adult(516, 548, 216, "f2"),
        line("M528 426q42 24 70 -8", "f2", 26),
        child(610, 548, 150, "coral"),
        quay(536),
        ripple(500, 598),
    )
