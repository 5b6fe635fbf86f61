"""The city and its water: houses, a crane, boats, a lighthouse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lscb.scenes.drawing import Drawing, Number, along, box, disc, line, path, placed
from lscb.scenes.mark import vault
from lscb.scenes.palette import Role

WINDOWS = ((0.6, 0.46), (0.18, 0.88), (0.6, 0.88))


class Paint(NamedTuple):
    """The colours of a terrace; its houses take the walls in turn."""

    walls: tuple[Role, ...]
    roof: Role
    door: Role
    window: Role


def house(x: Number, foot: Number, size: tuple[Number, Number], paint: Paint, lit: Collection[int] = ()) -> Drawing:
    """A house with gable, chimney, arched door and three windows; `lit` names the windows where somebody is in."""
    width, height = size
    gable = width * 0.42
    top = foot - height
    windows = (
        box(x + width * right, foot - height * up, (width * 0.22, width * 0.26), "glow" if place in lit else paint.window, 4)
        for place, (right, up) in enumerate(WINDOWS)
    )
    return "".join(
        (
            box(x + width * 0.66, top - gable * 0.92, (width * 0.15, gable), paint.roof, 4),
            path(
                along("M{} {}v-{}l{} -{} {} {}v{}z", x, foot, height, width / 2, gable, width / 2, gable, height), paint.walls[0]
            ),
            line(along("M{} {}l{} -{} {} {}", x, top, width / 2, gable, width / 2, gable), paint.roof, width * 0.1),
            vault(x + width * 0.3, foot, width * 0.26, height * 0.46, paint.door),
            *windows,
        )
    )


def terrace(
    x: Number,
    foot: Number,
    sizes: Sequence[tuple[Number, Number]],
    paint: Paint,
    lit: Mapping[int, Collection[int]] | None = None,
) -> Drawing:
    """Houses side by side; `lit` names the lit windows of each."""
    houses = []
    for place, size in enumerate(sizes):
        wall = paint.walls[place % len(paint.walls)]
        houses.append(house(x, foot, size, paint._replace(walls=(wall,)), (lit or {}).get(place, ())))
        x += size[0]
    return "".join(houses)


def crane(x: Number, foot: Number, role: Role, scale: Number = 1) -> Drawing:
    """A container crane: a portal, a boom out over the water, a mast with two stays, and a load."""
    portal = line("M0 0V-190M84 0V-190M0 -84H84M-190 -190H120", role, 13)
    stays = line("M-170 -190L16 -280 110 -190M-118 -190v50", role, 6)
    load = box(-150, -142, (64, 30), role, 4)
    return placed(x, foot, portal, stays, line("M16 -190V-280", role, 10), load, scale=scale)


def sailboat(x: Number, water: Number, scale: Number = 1, hull: Role = "f2") -> Drawing:
    """A boat under sail, with nobody in it."""
    sail = path("M4 -26v-138q76 66 78 138z", "paper")
    jib = path("M-8 -26v-112q-42 60 -54 112z", "glow")
    below = path("M-72 -16h160q-12 44 -48 44h-62q-34 0 -50 -44z", hull)
    return placed(x, water, sail, jib, below, scale=scale)


def lighthouse_tower(x: Number, foot: Number) -> Drawing:
    """A lighthouse with its lamp lit."""
    tower = path("M-62 0l18 -250h88l18 250z", "paper") + path("M-56 -84l6 -84h100l6 84z", "mist")
    lamp = box(-58, -268, (116, 20), "n2") + box(-38, -330, (76, 64), "glow") + disc(0, -298, 24, "warm")
    roof = path("M-50 -326a50 50 0 0 1 100 0z", "n2") + box(-5, -398, (10, 30), "n2", 5)
    return placed(x, foot, tower, lamp, roof, vault(0, 0, 44, 62, "n1"))
