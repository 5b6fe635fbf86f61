"""Scenes for kinds of news: training, performances, surveys, publications."""

from __future__ import annotations

from lscb.scenes import sheets, things
from lscb.scenes.drawing import Drawing, box, disc, line, path
from lscb.scenes.mark import arch, ground, hills, opening, quay, ripple, waves
from lscb.scenes.people import adult, child, speech


def round_table() -> tuple[Drawing, ...]:
    """Training and workshops: several professions around one table, under one light."""
    return (
        ground("sky"),
        opening(600, 540, 230, 120, "far"),
        arch(600, 540, 230, 120),
        things.pendant_lamp(600, 226, 900),
        adult(392, 540, 214, "f1"),
        adult(496, 540, 236, "f2"),
        adult(600, 540, 216, "coral"),
        adult(706, 540, 232, "f2"),
        adult(810, 540, 208, "f1"),
        sheets.sheet(440, 446, -3),
        sheets.sheet(716, 446, 3),
        things.mug(546, 448, "f0", -1),
        things.mug(656, 448, "f0"),
        box(336, 446, (528, 26), "f2", 13),
        box(372, 466, (456, 74), "f0", 0),
        quay(534, "w2", "w1"),
        ripple(500, 594),
    )


def stage() -> tuple[Drawing, ...]:
    """Performances: the arch is the stage, and children see it together with adults."""
    return (
        ground("n0"),
        opening(600, 470, 250, 130, "n2"),
        path("M600 104q-30 210 -178 376h356q-148 -166 -178 -376z", "n1"),
        line("M540 140q-16 180 -112 280M470 180q-10 130 -66 200M660 140q16 180 112 280M730 180q10 130 66 200", "n1", 6),
        disc(600, 336, 92, "warm"),
        adult(566, 430, 168, "paper", "paper"),
        adult(650, 430, 156, "mist", "mist"),
        arch(600, 470, 250, 130, "mist", 44),
        box(310, 430, (580, 60), "mist", 8),
        box(-1400, 478, (4000, 1200), "n1", 0),
        adult(370, 640, 150, "n2"),
        child(462, 640, 128, "n2"),
        adult(552, 640, 150, "n2"),
        child(648, 640, 128, "n2"),
        child(736, 640, 124, "n2"),
        adult(826, 640, 150, "n2"),
    )


def voices() -> tuple[Drawing, ...]:
    """Surveys: everyone has a say, and the child's is in the middle."""
    return (
        ground("sky"),
        hills(480),
        opening(600, 540, 236, 110, "far"),
        arch(600, 540, 236, 110),
        speech(300, 150, 196, 130, "f1"),
        speech(500, 84, 210, 150, "glow"),
        speech(716, 150, 190, 130, "f2", -1),
        line("M346 200h104M346 232h62", "sky", 12),
        disc(605, 156, 40, "warm"),
        line("M762 200h98M762 232h56", "sky", 12),
        adult(450, 530, 222, "f2"),
        child(592, 530, 168, "coral"),
        adult(738, 530, 212, "f1"),
        quay(518),
        ripple(500, 586),
    )


def open_book() -> tuple[Drawing, ...]:
    """Publications: the sun rises out of an open book."""
    return (
        ground("sky"),
        hills(480, 120),
        opening(600, 560, 236, 130, "far"),
        arch(600, 560, 236, 130),
        disc(600, 376, 92, "warm"),
        quay(526, "w2", "w1"),
        sheets.open_pages(600, 536, 0.8),
        waves(566, "w3", 40),
        ripple(500, 604),
    )
