"""What is made of sheets of paper: the newsletter folded anew each season, a book, leaves of notes."""

from __future__ import annotations

from math import cos, pi, sin

from lscb.scenes.drawing import Drawing, Number, along, box, disc, line, path, placed


def boat(x: Number, water: Number, scale: Number) -> Drawing:
    """A paper boat. What is printed on it shows on its side."""
    sail = path("M-84 -50L0 -180 84 -50z", "f1") + path("M-84 -50L0 -180V-50z", "mist")
    hull = path("M-176 -96L-110 10H110L176 -96 84 -50H-84z", "paper")
    return placed(x, water, sail, hull, line("M-64 -31H64M-52 -12H24", "f1", 8), scale=scale)


def pinwheel(x: Number, y: Number, scale: Number, foot: Number) -> Drawing:
    """A paper windmill on its stick, turning about x, y."""
    quarter = path("M0 0V-120L80 -80z", "paper") + path("M0 0L80 -80 52 -16z", "f1") + line("M16 -86l30 15M16 -62l20 10", "f0", 6)
    blades = "".join(placed(0, 0, quarter, turn=14 + 90 * turn) for turn in range(4))
    return line(along("M{} {}V{}", x, y, foot), "f2", 14) + placed(x, y, blades, disc(0, 0, 18, "coral"), scale=scale)


def plane(x: Number, y: Number, scale: Number, degrees: Number) -> Drawing:
    """A paper aeroplane with its nose to the right, about its middle."""
    far = path("M120 -8L-116 -86 -60 -8z", "paper")
    keel = path("M120 -8L-60 -8 -34 52z", "f1")
    near = path("M120 -8L-124 34 -60 -8z", "mist")
    return placed(x, y, far, keel, near, line("M-64 -52l66 22M-50 -30l40 12", "f0", 6), scale=scale, turn=degrees)


def star(x: Number, y: Number, radius: Number) -> Drawing:
    """A five-pointed paper star, each point folded along its middle, with a light in it."""

    def at(place: int) -> tuple[Number, Number]:
        out = radius * (0.46 if place % 2 else 1)
        return out * sin(place * pi / 5), -out * cos(place * pi / 5)

    whole = "M" + "L".join(along("{} {}", *at(place)) for place in range(10))
    folds = "".join(along("M0 0L{} {} {} {}z", *at(point), *at(point + 1)) for point in range(0, 10, 2))
    return placed(
        x,
        y,
        path(f"{whole}z", "paper"),
        path(folds, "mist"),
        disc(0, 0, radius * 0.26, "glow"),
        disc(0, 0, radius * 0.18, "warm"),
    )


def open_pages(x: Number, foot: Number, scale: Number) -> Drawing:
    """A book that lies open, seen from its foot, with a ribbon in it."""
    cover = path("M0 4Q-120 -54 -252 -16V-30Q-120 -60 0 -14Q120 -60 252 -30V-16Q120 -54 0 4z", "f2")
    pages = "".join(_page(way) for way in (-1, 1))
    return placed(
        x, foot, pages, line("M0 -20V-124", "f0", 5), cover, path("M-12 -14h24v64l-12 -14 -12 14z", "coral"), scale=scale
    )


def _page(way: int) -> Drawing:
    """One page of it, to the right (1) or the left (-1), with three lines of print."""
    leaf = along("M0 -12Q{} -70 {} -34V-150Q{} -190 0 -128z", 110 * way, 236 * way, 110 * way)
    print_ = "".join(along("M{} -{}q{} -20 {} 10", 196 * way, up, -76 * way, -150 * way) for up in (130, 100))
    return path(leaf, "paper") + line(print_ + along("M{} -70q{} -12 {} -2", 196 * way, -50 * way, -90 * way), "f0", 8)


def sheet(x: Number, y: Number, degrees: Number) -> Drawing:
    """A leaf of notes, lying flat and seen from the side of the table."""
    return placed(x, y, box(-46, -9, (92, 9), "paper", 3), turn=degrees)
