"""People as pegs, an arch and a circle: no faces, hair, skin colour, dress or sex.

A child's head is amber, and an adult's never is. Adults stand beside or behind a child, never over one.
"""

from __future__ import annotations

from lscb.scenes.drawing import Drawing, Number, along, disc, line, path, ring
from lscb.scenes.mark import vault
from lscb.scenes.palette import Role


def adult(x: Number, foot: Number, height: Number, body: Role, head: Role = "mist") -> Drawing:
    """An adult, from the middle of their feet."""
    return _peg(x, foot, height, height * 0.165, height * 0.44, (body, head))


def child(x: Number, foot: Number, height: Number, body: Role = "f1") -> Drawing:
    """A child, from the middle of their feet."""
    return _peg(x, foot, height, height * 0.2, height * 0.5, (body, "warm"))


def child_in_wheelchair(x: Number, foot: Number, body: Role) -> Drawing:
    """A child in a wheelchair, seen from the side."""
    chair = line(along("M{} {}h10v54h68l14 38h10", x - 44, foot - 90), "f2", 8)
    return (
        vault(x + 2, foot - 34, 58, 72, body) + disc(x + 2, foot - 134, 26, "warm") + chair + ring(x - 4, foot - 34, 32, "f2", 8)
    )


def hand(x: Number, y: Number, skin: Role, sleeve: Role, way: int = 1) -> Drawing:
    """A hand from one side, palm up: a sleeve with a cuff, a palm under what it holds, a thumb over the rim."""

    def through(*points: tuple[Number, Number]) -> str:
        return "M" + "L".join(along("{} {}", x + way * right, y + down) for right, down in points)

    palm = line(through((190, 106), (118, 24), (8, 24)), skin, 48) + line(through((124, 22), (64, -22)), skin, 30)
    return palm + line(through((430, 400), (176, 92)), sleeve, 104, cut=True)


def speech(x: Number, y: Number, width: Number, height: Number, fill: Role, way: int = 1) -> Drawing:
    """What somebody says: a bubble from its upper left corner, its tail below, towards the left (1) or the right (-1)."""
    tail = x + (width * 0.3 if way > 0 else width * 0.7)
    body = along("M{} {}h{}a28 28 0 0 1 28 28v{}a28 28 0 0 1 -28 28", x + 28, y, width - 56, height - 56)
    point = along("H{}l{} 40v-40H{}", tail + 20, -way * 34, x + 28) if way > 0 else along("H{}v40l-34 -40H{}", tail, x + 28)
    return path(f"{body}{point}{along('a28 28 0 0 1 -28 -28v-{}a28 28 0 0 1 28 -28z', height - 56)}", fill)


def _peg(x: Number, foot: Number, height: Number, radius: Number, width: Number, colours: tuple[Role, Role]) -> Drawing:
    body, head = colours
    return vault(x, foot, width, height * 0.97 - 2 * radius, body) + disc(x, foot - height + radius, radius, head)
