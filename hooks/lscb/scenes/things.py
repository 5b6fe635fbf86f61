"""Things that scenes show, each drawn from its foot or its middle, in roles."""

from __future__ import annotations

from lscb.scenes.drawing import Drawing, Number, along, box, disc, line, path, placed
from lscb.scenes.mark import arch, vault
from lscb.scenes.palette import Role


def chair(x: Number, foot: Number, scale: Number, role: Role, way: int = 1) -> Drawing:
    """A chair from the side; 1 faces right, -1 left."""
    legs = line("M-46 -84l-8 77M46 -84l8 77", role, 14)
    seat = line(along("M{} -206l{} 112h{}", -66 * way, 14 * way, 106 * way), role, 28)
    return placed(x, foot, legs, seat, scale=scale)


def mug(x: Number, foot: Number, role: Role, way: int = 1) -> Drawing:
    """A mug with its handle to the right (1) or the left (-1)."""
    handle = along("M{} -30h{}a8 8 0 0 {} 0 16h{}", way * 16, way * 8, way > 0, way * -8)
    return placed(x, foot, line(handle, role, 6), box(-17, -40, (34, 40), role, 8))


def phone(x: Number, top: Number) -> Drawing:
    """A telephone standing upright, its screen blank."""
    body = box(-172, 0, (344, 640), "f2", 36)
    return placed(x, top, body, box(-156, 16, (312, 608), "paper", 24), box(-32, 32, (64, 10), "f2", 5))


def bench(x: Number, foot: Number, width: Number, role: Role) -> Drawing:
    """A bench from behind: whoever sits on it has their feet 26 higher than the bench's."""
    half = width / 2
    slats = along("M{} -96h{}M{} -64h{}M{} -28h{}", -half, width, -half, width, 14 - half, width - 28)
    legs = along("M{} -96v90M{} -96v90", 34 - half, half - 34)
    return placed(x, foot, line(slats, role, 18), line(legs, role, 12))


def kite(x: Number, y: Number, scale: Number) -> Drawing:
    """A kite in the wind."""
    return placed(x, y, path("M0 -70l52 62 -52 92 -52 -92z", "warm"), path("M0 -70l52 62 -52 92z", "coral"), scale=scale)


def umbrella(x: Number, rim: Number) -> Drawing:
    """The arch, carried."""
    canopy = path(f"M-220 0a220 220 0 0 1 440 0{'q-55 -32 -110 0' * 4}z", "f2")
    return placed(x, rim, canopy, path("M0 -220q-110 75 -110 220q55 -32 110 0z", "f1"))


def megaphone(x: Number, y: Number, degrees: Number) -> Drawing:
    """A megaphone with its mouthpiece at x, y."""
    horn = path("M6 -20L140 -68V68L6 20z", "f2") + box(-14, -26, (40, 52), "f2", 12)
    return placed(x, y, line("M46 20l-4 44", "f2", 18), horn, box(132, -80, (24, 160), "warm", 12), turn=degrees)


def tulip(x: Number, foot: Number, height: Number, role: Role) -> Drawing:
    """A tulip with two leaves."""
    stem = line(along("M0 0v-{}", height - 40), "f1", 8) + path("M0 0q-46 -20 -44 -80q44 20 44 80z", "f1")
    return placed(x, foot, stem, path(along("M-30 -{}l15 16 15 -20 15 20 15 -16v36a30 30 0 0 1 -60 0z", height), role))


def lantern(x: Number, foot: Number, scale: Number) -> Drawing:
    """A lantern, lit; its bail is the arch."""
    light = box(-46, -132, (92, 116), "glow", 8) + disc(0, -72, 32, "warm")
    frame = box(-60, -152, (120, 24), "paper", 10) + box(-60, -24, (120, 24), "paper", 10)
    return placed(x, foot, arch(0, -150, 56, 12, "mist", 12), light, frame, scale=scale)


def fir(x: Number, foot: Number, scale: Number) -> Drawing:
    """A fir at night, snow on its top."""
    return placed(
        x,
        foot,
        line("M0 20V-60", "n2", 18),
        path("M-78 -24L0 -128 78 -24zM-62 -92L0 -178 62 -92z", "n2"),
        path("M-44 -152L0 -228 44 -152z", "mist"),
        scale=scale,
    )


def tree(x: Number, foot: Number, scale: Number) -> Drawing:
    """A tree whose crown is an arch."""
    crown = path("M-100 -150v-70a100 100 0 0 1 200 0v70a40 40 0 0 1 -40 40h-120a40 40 0 0 1 -40 -40z", "f1")
    return placed(x, foot, crown, line("M0 0V-220M0 -130l-44 -44M0 -156l36 -36", "f2", 16), scale=scale)


def leaf(x: Number, y: Number, degrees: Number, role: Role) -> Drawing:
    """A leaf in the wind."""
    return placed(x, y, path("M0 -20q22 20 0 42q-22 -22 0 -42z", role), turn=degrees)


def sandcastle(x: Number, foot: Number, scale: Number) -> Drawing:
    """Two towers and a gate."""
    crown = "h-5v-26h14v12h12v-12h12v12h12v-12h14v26h-5"
    left = path(f"M-104 0l6 -96{crown}l6 96z", "glow")
    right = path(f"M44 0l6 -128{crown}l6 128z", "glow")
    gate = path("M-50 0v-76h16v14h18v-14h32v14h18v-14h16v76z", "glow")
    return placed(x, foot, left, right, gate, vault(0, 0, 36, 44, "f1"), scale=scale)


def bucket(x: Number, foot: Number, role: Role) -> Drawing:
    """A bucket, its handle up."""
    return placed(x, foot, line("M-26 -54a26 26 0 0 1 52 0", "f2", 6), path("M-32 -56h64l-10 56h-44z", role))


def pendant_lamp(x: Number, y: Number, cord: Number) -> Drawing:
    """A lamp that hangs from above, its light below the shade."""
    shade = path("M-74 0a74 74 0 0 1 148 0z", "f2")
    return placed(x, y, line(along("M0 -70v-{}", cord), "f2", 6), disc(0, 10, 46, "warm"), shade)
