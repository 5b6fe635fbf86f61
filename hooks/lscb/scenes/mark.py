"""The Board's mark opened out: the arch that shelters, the wave that is the city, and the ground they stand on.

One unit of the mark, which is 64 units wide, is ten here. The axis is at x = 600. Ground, sea and quay run on past
the frame, 1,400 units to each side, so that taller and wider crops show more of the same.
"""

from __future__ import annotations

from lscb.scenes.drawing import Drawing, Number, along, box, disc, line, path
from lscb.scenes.palette import Role

PAST, WIDE, ABOVE, DEEP = -1400, 4000, -700, 1500


def ground(role: Role) -> Drawing:
    """The sky of a day (`sky`) or a night (`n0`)."""
    return box(PAST, ABOVE, (WIDE, 2200), role, 0)


def arch(x: Number, foot: Number, radius: Number, leg: Number, band: Role = "arch", width: Number = 48) -> Drawing:
    """The band of the arch. Its legs run down to `foot`, out of sight behind water or ground."""
    return line(_arch(x, foot, radius, leg), band, width)


def opening(x: Number, foot: Number, radius: Number, leg: Number, fill: Role) -> Drawing:
    """What is seen through the arch, drawn before it."""
    return path(f"{_arch(x, foot, radius, leg)}z", fill)


def vault(x: Number, foot: Number, width: Number, height: Number, fill: Role) -> Drawing:
    """An arch filled in: a door, a window, a body."""
    return opening(x, foot, width / 2, height - width / 2, fill)


def waves(y: Number, role: Role, shift: Number = 0, half: Number = 110, rise: Number = 26) -> Drawing:
    """Water from side to side; hills are the same wave, longer and higher."""
    first = along("M{} {}q{} -{} {} 0", PAST - 60 + shift, y, half / 2, rise, half)
    return path(f"{first}{along('t{} 0', half) * int(WIDE // half + 1)}V{DEEP}H{PAST - 60}z", role)


def ripple(x: Number, y: Number, width: Number = 11) -> Drawing:
    """The mark's own wave: the signature, once in a scene, low and near the middle."""
    return line(f"{along('M{} {}', x, y)}q26 -28 52 0{'t52 0' * 3}", "mist", width)


def quay(y: Number, face: Role = "w3", edge: Role = "w2") -> Drawing:
    """Firm ground from side to side, with its edge."""
    return box(PAST, y, (WIDE, DEEP), face, 0) + box(PAST, y, (WIDE, 16), edge, 0)


def hills(y: Number, shift: Number = 200) -> Drawing:
    """The far hills of a day."""
    return waves(y, "far", shift, 420, 90)


def stars(*points: tuple[Number, Number, Number]) -> Drawing:
    """Stars or snow: x, y and radius of each."""
    return "".join(disc(x, y, radius, "mist") for x, y, radius in points)


def glints(x: Number, y: Number, *widths: Number) -> Drawing:
    """Light lying on water, widest far off."""
    strokes = (along("M{} {}h{}", x - w / 2 + (6 if i % 2 else -6), y + i * 24, w) for i, w in enumerate(widths))
    return line("".join(strokes), "glow", 9)


def _arch(x: Number, foot: Number, radius: Number, leg: Number) -> str:
    return along("M{} {}v-{}a{} {} 0 0 1 {} 0v{}", x - radius, foot, leg, radius, radius, 2 * radius, leg)
