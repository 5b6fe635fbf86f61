"""The colours of the scenes: roles, each with a colour for light and for dark pages. Only this module knows colours.

A role says what a colour is for, so that a night scene stays a night scene and water stays water on a dark page.
"""

from __future__ import annotations

import re
from typing import Literal

Scheme = Literal["light", "dark"]
Role = Literal[
    "sky",  # day: the ground
    "far",  # day: what is far off
    "arch",  # day: the band of the arch
    "w1",  # day: water or quay, from far to near
    "w2",
    "w3",
    "f0",  # day: things, light, mid and main
    "f1",
    "f2",
    "n0",  # night: the ground, then what is far and near
    "n1",
    "n2",
    "zebra",  # the stripes of a crossing
    "mist",  # the ripple, stars, the heads of adults
    "paper",  # people at night, sails, sheets
    "warm",  # the child, or the light kept for them
    "glow",  # what that light falls on
    "coral",  # one human touch
]

COLOURS: dict[Role, tuple[str, str]] = {
    "sky": ("#e0eeef", "#102d37"),
    "far": ("#c0dee3", "#18404c"),
    "arch": ("#ffffff", "#3a7f8e"),
    "w1": ("#93cfd9", "#205a69"),
    "w2": ("#3d94a5", "#174a58"),
    "w3": ("#0b4f5c", "#0b303a"),
    "f0": ("#93cfd9", "#2f7383"),
    "f1": ("#3d94a5", "#3d94a5"),
    "f2": ("#0b4f5c", "#86c6d1"),
    "n0": ("#083a45", "#071f27"),
    "n1": ("#0b4f5c", "#0c3540"),
    "n2": ("#17697a", "#145060"),
    "zebra": ("#e0eeef", "#6fa3ae"),
    "mist": ("#8fd6e1", "#7cc3cf"),
    "paper": ("#ffffff", "#e6f0f1"),
    "warm": ("#ffb84d", "#ffb84d"),
    "glow": ("#ffe2b0", "#ffd899"),
    "coral": ("#e98a6d", "#e08367"),
}
VARIABLE = re.compile(r"var\(--i-([a-z0-9]+)\)")


def variable(role: Role) -> str:
    """The CSS variable that a drawing names in place of a colour."""
    return f"var(--i-{role})"


def coloured(drawing: str, scheme: Scheme) -> str:
    """A drawing with the colours themselves, for where no style sheet reaches."""
    colours: dict[str, str] = {role: pair[scheme == "dark"] for role, pair in COLOURS.items()}
    return VARIABLE.sub(lambda found: colours[found[1]], drawing)


def declarations(scheme: Scheme) -> str:
    """The variables with their colours, as the theme's style sheet declares them."""
    return ";".join(f"--i-{role}:{pair[scheme == 'dark']}" for role, pair in COLOURS.items())
