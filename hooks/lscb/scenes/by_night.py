"""Scenes of the night, for what needs a quiet voice: a light in the dark, and never a threat."""

from __future__ import annotations

from math import cos, pi, sin

from lscb.scenes import harbour as city
from lscb.scenes import things
from lscb.scenes.drawing import Drawing, box, disc, line, path
from lscb.scenes.mark import arch, glints, ground, opening, ripple, stars, waves
from lscb.scenes.people import adult, hand


def lighthouse() -> tuple[Drawing, ...]:
    """The light that looks out, and a boat that finds its way in."""
    return (
        ground("n0"),
        arch(600, 520, 240, 90, "n1", 44),
        stars((330, 150, 5), (450, 90, 4), (830, 110, 5), (920, 230, 4), (560, 190, 4)),
        path("M676 222L-1400 110V620z", "mist", 0.2),
        waves(470, "n1", 30),
        city.sailboat(450, 504, 1, "mist"),
        path("M560 580q14 -76 90 -76h80q80 0 110 76z", "n2"),
        city.lighthouse_tower(690, 520),
        waves(536, "n2", 80),
        ripple(400, 590),
    )


def open_door() -> tuple[Drawing, ...]:
    """Keep the door open."""
    return (
        ground("n0"),
        stars((300, 110, 5), (410, 170, 4), (900, 120, 5), (840, 230, 4), (1040, 200, 4), (150, 220, 4)),
        opening(620, 560, 140, 240, "glow"),
        arch(620, 560, 140, 240, "paper", 44),
        disc(620, 316, 58, "warm"),
        box(-1400, 500, (4000, 1200), "n1", 0),
        box(470, 496, (326, 22), "mist", 8),
        path("M494 518L300 1100H970L772 518z", "n2"),
        path("M502 500V296q-12 -66 -106 -86V550z", "coral"),
        disc(424, 394, 9, "glow"),
        ripple(516, 580),
    )


def lantern_in_hands() -> tuple[Drawing, ...]:
    """The hands of two people keep one light."""
    return (
        ground("n0"),
        arch(600, 700, 280, 270, "n1", 44),
        stars((260, 170, 4), (930, 130, 5), (960, 330, 4), (230, 350, 5)),
        disc(600, 350, 140, "n1"),
        hand(600, 462, "f1", "n2"),
        things.lantern(600, 462, 1.36),
        hand(600, 462, "mist", "n2", -1),
    )


def lantern_on_quay() -> tuple[Drawing, ...]:
    """Somebody is waiting up, with a lantern."""
    paint = city.Paint(("n1",), "mist", "glow", "n0")
    return (
        ground("n0"),
        stars((300, 120, 5), (440, 150, 4), (540, 90, 4), (940, 130, 4)),
        arch(600, 540, 250, 110, "n1", 44),
        waves(450, "n1"),
        city.sailboat(402, 506, 1.12, "mist"),
        glints(548, 490, 70, 48, 24),
        box(592, 478, (1300, 1000), "n2", 10),
        city.house(734, 478, (164, 190), paint, (0, 1, 2)),
        adult(680, 478, 158, "paper", "paper"),
        line("M668 400q-32 12 -56 -18", "paper", 18),
        things.lantern(612, 448, 0.5),
        waves(544, "n2", 40),
        ripple(420, 600),
    )


def string_of_lights() -> tuple[Drawing, ...]:
    """Sixteen lights over the homes, the first one white."""
    turns = [pi - place * pi / 15 for place in range(16)]
    paint = city.Paint(("n1", "n2"), "mist", "glow", "n0")
    return (
        ground("n0"),
        line("M338 560V410a262 262 0 0 1 524 0v150", "n2", 8),
        *(
            disc(600 + 262 * cos(turn), 410 - 262 * sin(turn), 19, "warm" if place else "paper")
            for place, turn in enumerate(turns)
        ),
        box(-1400, 476, (4000, 900), "n1", 0),
        city.terrace(422, 478, [(116, 124), (124, 156), (116, 124)], paint, {0: (1,), 1: (0, 2), 2: (2,)}),
        waves(530, "n2", 80),
        ripple(500, 592),
    )


def ribbon() -> tuple[Drawing, ...]:
    """The white ribbon's loop is the arch, and the child is inside."""
    return (
        ground("n0"),
        arch(600, 600, 260, 180, "n1", 44),
        disc(600, 214, 44, "warm"),
        line("M519 247L690 504", "mist", 60, cut=True),
        line("M510 504L670 264A86 86 0 1 0 530 264", "paper", 60, cut=True),
        waves(530, "n1", 30),
        waves(566, "n2", 80),
        ripple(500, 606),
    )


def bench_at_sunrise() -> tuple[Drawing, ...]:
    """Side by side until morning. It stands on hills, and must: no water, no bridge, no height, no rope."""
    return (
        ground("n1"),
        opening(600, 520, 224, 100, "n2"),
        arch(600, 520, 224, 100, "mist"),
        disc(600, 360, 96, "warm"),
        waves(430, "n2", 0, 300, 60),
        waves(476, "n1", 100, 260, 40),
        adult(552, 540, 190, "paper", "paper"),
        adult(656, 540, 168, "mist", "mist"),
        things.bench(604, 568, 348, "n0"),
        waves(560, "n0", 0, 400, 20),
    )
